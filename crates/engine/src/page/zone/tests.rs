//! Pages with several stories, lists and hours.

use crate::model::{Limits, Origin, Zone};
use crate::pack::Packs;
use crate::page::{self, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

fn groups(text: &str) -> Vec<(Zone, u32)> {
    let origin = Origin { path: "page.txt".to_owned(), ..Origin::default() };
    let page = page::read(text.as_bytes(), &origin, &WORDS, &Limits::default());
    page.blocks.iter().map(|block| (block.zone, block.group)).collect()
}

/// Three short items, each whole, each with its own headline and hour.
fn check_items(items: [(&str, &str); 3]) {
    let text: Vec<String> = items
        .iter()
        .zip(["17:45", "15:20", "12:08"])
        .map(|((title, body), hour)| format!("{title}\n\n{hour}\n\n{body}"))
        .collect();
    let found = groups(&text.join("\n\n"));
    let expect: Vec<(Zone, u32)> =
        (1..=3).flat_map(|n| [(Zone::Article, n), (Zone::Byline, n), (Zone::Article, n)]).collect();
    assert_eq!(found, expect, "{items:?}");
}

#[test]
fn several_full_stories_are_several_articles() {
    check_items([
        (
            "У Калинівці відремонтують водогін",
            "Міська рада виділила шість мільйонів на заміну труб на вулиці Шкільній. Роботи почнуться у квітні, сказав інженер Гнат Мороз.",
        ),
        (
            "Вакцину привезли до трьох районів",
            "До трьох районів доставили перші дев'ятсот доз вакцини. Щеплення почнуть з лікарів, повідомила Ольга Верес.",
        ),
        (
            "Ведмідь вийшов на трасу",
            "Біля села водій зняв на відео ведмедя, який переходив дорогу. Лісники просять не годувати звіра, додав Петро Сова.",
        ),
    ]);
    check_items([
        (
            "В Луговске нашли старый мост",
            "Рабочие нашли под улицей каменный мост, о котором никто не помнил. Его осмотрят археологи, сказал Илья Норкин.",
        ),
        (
            "Школьники собрали тонну бумаги",
            "Ученики двух школ собрали за неделю тонну старой бумаги. Деньги пойдут на книги, рассказала Анна Лебедь.",
        ),
        (
            "Каток откроют на месяц раньше",
            "Городской каток в этом году откроют уже в ноябре. Лед залили за три ночи, сообщил директор Олег Панин.",
        ),
    ]);
    check_items([
        (
            "Арган зноў гучыць у касцёле",
            "Пасля двух гадоў цішыні ў касцёле загучаў арган. Яго паправіў майстар з суседняга горада, сказаў Янка Верас.",
        ),
        (
            "Могілкі прыбралі за адзін дзень",
            "На талаку прыйшло сорак чалавек, яны вывезлі сем прычэпаў лісця. Войт падзякаваў усім, паведаміла Ганна Сіц.",
        ),
        (
            "Курсы ткацтва пачнуцца ў снежні",
            "Ткачыха набірае дзесяць вучаніц, бо кросны ў яе толькі чатыры. Вучыцца будуць па чарзе, дадала Алена Лапко.",
        ),
    ]);
    check_items([
        (
            "Bridge over the Swift reopens",
            "The old bridge reopened on Monday after two years of repairs. Traffic was light all day, engineer Rob Dale said.",
        ),
        (
            "Library asks for old papers",
            "The town library wants copies of papers printed before the war. They will be given back, keeper Jane Hill said.",
        ),
        (
            "Otters are back at the lake",
            "A walker filmed three otters at the lake on Sunday morning. It is a good sign for the water, ranger Tom Reed said.",
        ),
    ]);
}

#[test]
fn a_page_of_a_few_sentences_is_all_story() {
    for text in [
        "План ремонту\n\nМіський голова обіцяє:\n– полагодити дах;\n– посадити липи.",
        "План ремонта\n\nГлава города обещает:\n– починить крышу;\n– посадить липы.",
        "План рамонту\n\nКіраўнік горада абяцае:\n– паправіць дах;\n– пасадзіць ліпы.",
        "Plan of repairs\n\nThe mayor promises to:\n– mend the roof;\n– plant limes.",
    ] {
        assert_eq!(groups(text), [(Zone::Article, 0); 4], "{text}");
    }
}

/// Zones of a page whose blocks stand apart.
fn zones(lines: &[&str]) -> Vec<Zone> {
    groups(&lines.join("\n\n")).into_iter().map(|(zone, _)| zone).collect()
}

/// A byline, three paragraphs and what is said of the author below them.
fn check_author(headline: &str, byline: &str, paragraphs: [&str; 3], author: &[&str], next: [&str; 2]) {
    let lines = [&[headline, byline], &paragraphs[..], author, &next[..]].concat();
    let mut expect = vec![Zone::Article, Zone::Byline, Zone::Article, Zone::Article, Zone::Article];
    expect.extend(author.iter().map(|_| Zone::Byline));
    expect.extend([Zone::Teaser; 2]);
    assert_eq!(zones(&lines), expect, "{headline}");
}

#[test]
fn author_boxes_end_a_story() {
    check_author(
        "Рада закрила міст",
        "Автор: Олена Дуб",
        [
            "Міст через річку закрили після огляду інженерів, повідомила міська рада у вівторок.",
            "Інженери знайшли тріщини в опорах і кажуть, що ремонт триватиме до весни наступного року.",
            "Автобуси поїдуть іншим шляхом, а пасажири матимуть додати до дороги чверть години щодня.",
        ],
        &["Олена Дуб пише про міську владу та транспорт з 2015 року."],
        ["Популярне", "Басейн зачинили на ремонт"],
    );
    check_author(
        "Council shuts the bridge",
        "By Nora Vale, transport editor",
        [
            "The bridge over the river was shut after engineers looked at its piers, the council said on Tuesday.",
            "Engineers found cracks in two of the piers and said that repairs will last until the spring.",
            "Buses will take another road, and passengers will need a quarter of an hour more every day.",
        ],
        &["Nora Vale has written about buses and bridges since 2015."],
        ["Most read", "Swimming pool shut for repairs"],
    );
    check_author(
        "Совет закрыл мост",
        "Автор: Нина Дубова",
        [
            "Мост через реку закрыли после осмотра инженеров, сообщил городской совет во вторник.",
            "Инженеры нашли трещины в опорах и говорят, что ремонт продлится до весны будущего года.",
            "Автобусы поедут другой дорогой, и пассажирам придётся тратить на четверть часа больше.",
        ],
        &["Нина Дубова", "Корреспондент отдела города. Пишет о дорогах и мостах с 2015 года."],
        ["Популярное", "Бассейн закрыли на ремонт"],
    );
    check_author(
        "Савет закрыў мост",
        "Ніна Дуброва, настаўніца",
        [
            "Мост цераз раку закрылі пасля агляду інжынераў, паведаміў гарадскі савет у аўторак.",
            "Інжынеры знайшлі расколіны ў апорах і кажуць, што рамонт працягнецца да вясны.",
            "Аўтобусы паедуць іншай дарогай, і пасажыры будуць траціць на чвэрць гадзіны больш.",
        ],
        &["Ніна Дуброва выкладае гісторыю ў школе дваццаць гадоў і вядзе блог."],
        ["Папулярнае", "Басейн зачынілі на рамонт"],
    );
}

#[test]
fn rows_of_a_table_are_of_the_story() {
    let found = zones(&[
        "Кому належить дощ",
        "06.05.2024",
        "У квитанціях за квітень мешканці знайшли новий рядок, про який їх не попередили заздалегідь.",
        "Скільки платять",
        "Будинок — 214 гривень",
        "Квартира — 38 гривень",
        "Школа — звільнена",
        "Крамниця — 150 гривень",
        "Тариф рахують за площею даху, пояснила інженерка водоканалу на зборах у понеділок.",
        "Для преси: 044 555-01-34",
    ]);
    let mut expect = vec![Zone::Article; 10];
    (expect[1], expect[9]) = (Zone::Byline, Zone::Teaser);
    assert_eq!(found, expect);
}

/// Prose, a line that ends in a colon, what it opens, a headline of another story.
fn check_list(prose: [&str; 2], opener: &str, items: [&str; 4], teaser: &str) {
    let mut lines = vec!["Title of the page 2024", prose[0], prose[1], opener];
    lines.extend(items);
    lines.push(teaser);
    let found = zones(&lines);
    assert_eq!(found[1..8], [Zone::Article; 7], "{lines:?}");
    assert_ne!(found[8], Zone::Article, "{lines:?}");
}

#[test]
fn a_list_that_a_colon_opens_ends_its_story() {
    check_list(
        [
            "The choir of the old mill goes on tour for the first time in nine years, its leader said on Monday.",
            "Tickets are sold at the door, and those who come by boat pay half, the town council promised.",
        ],
        "The choir sings in these towns and halls:",
        [
            "June 9 – Alder Hall, Millbrook",
            "June 12 – The Old Granary, Eastwick Harbour",
            "June 15 – Weavers' House, Low Marsh",
            "June 20 – Town Green, Saltley",
        ],
        "Council puts off the vote on the bridge",
    );
    check_list(
        [
            "Хор старого млина вперше за дев'ять років вирушає в дорогу, сказала в понеділок його керівниця.",
            "Квитки продають при вході, а хто припливе човном, платить половину, пообіцяла міська рада.",
        ],
        "Хор співатиме в таких містах і залах:",
        ["• зал на Вільховій", "• стара комора в Заріччі", "• дім ткачів на Оболоні", "• міський луг"],
        "Рада відклала голосування про міст",
    );
    check_list(
        [
            "Хор старой мельницы впервые за девять лет едет на гастроли, сказала в понедельник его руководительница.",
            "Билеты продают при входе, а кто приплывёт на лодке, платит половину, обещал городской совет.",
        ],
        "Хор будет петь в таких городах и залах:",
        ["• зал на Ольховой", "• старый амбар в Заречье", "• дом ткачей у болота", "• городской луг"],
        "Совет отложил голосование о мосте",
    );
    check_list(
        [
            "Хор старога млына ўпершыню за дзевяць гадоў едзе ў дарогу, сказала ў панядзелак яго кіраўніца.",
            "Білеты прадаюць пры ўваходзе, а хто прыплыве на чаўне, плаціць палову, паабяцаў гарадскі савет.",
        ],
        "Хор будзе спяваць у такіх гарадах і залах:",
        ["• зала на Альховай", "• стары свіран у Зарэччы", "• дом ткачоў каля балота", "• гарадскі луг"],
        "Савет адклаў галасаванне пра мост",
    );
}

/// Zones of lines below a menu: a page with few lines has no frame.
fn framed(lines: &[&str]) -> Vec<Zone> {
    let menu = ["Головна", "Новини", "Спорт", "Погода", "Афіша", "Відео", "Люди", "Міста", "Архів", "Пошта"];
    zones(&[&menu[..], lines].concat()).split_off(menu.len())
}

#[test]
fn a_short_label_opens_no_list_of_the_story() {
    let found = framed(&[
        "Хор їде в гастролі",
        "Хор старого млина вперше за дев'ять років вирушає в дорогу, сказала в понеділок його керівниця.",
        "Квитки продають при вході, а хто припливе човном, платить половину, пообіцяла міська рада.",
        "Ще на сайті:",
        "• Рада відклала голосування про міст",
        "• Ринок переїжджає за вокзал",
        "• Басейн закрили на ремонт",
        "• Паром ходить щогодини",
    ]);
    assert!(found[4..].iter().all(|zone| *zone != Zone::Article), "{found:?}");
}

#[test]
fn the_text_of_pictures_between_paragraphs_is_a_caption() {
    let picture = "Як ми варили варення з груш на зиму";
    let found = framed(&[
        "Варення з груш без цукру",
        "Груші беруть стиглі, але тверді, миють і чистять, розповіла кухарка з Нижнього Млина.",
        picture,
        "Потім їх ріжуть на рівні шматки й заливають медом так, щоб він укрив усі груші.",
        "Каструлю ставлять на малий вогонь і мішають дерев'яною ложкою сорок хвилин.",
        picture,
        picture,
        "Коли варення стає прозорим, його розливають у банки, які перед тим тримали над парою.",
        picture,
        picture,
        "Банки загортають у ковдру і лишають до ранку, а потім зносять у льох, додала вона.",
    ]);
    let shown: Vec<usize> = (0..found.len()).filter(|i| found[*i] == Zone::Caption).collect();
    assert_eq!(shown, [5, 6, 8, 9]);
    assert_eq!((found[7], found[10]), (Zone::Article, Zone::Article));
}

#[test]
fn a_form_for_replies_ends_the_story() {
    for (form, consent) in [
        (
            "Leave a Reply Cancel reply",
            "By sending this form you agree that the paper keeps your name for a year.",
        ),
        (
            "Залишити відповідь Скасувати відповідь",
            "Надсилаючи форму, ви погоджуєтеся, що газета рік зберігає ваше ім'я.",
        ),
        (
            "Добавить комментарий Отменить ответ",
            "Отправляя форму, вы соглашаетесь, что газета год хранит ваше имя.",
        ),
        (
            "Пакінуць адказ Адмяніць адказ",
            "Дасылаючы форму, вы згаджаецеся, што газета год захоўвае ваша імя.",
        ),
    ] {
        let found = zones(&[
            "Title of the page 2024",
            "The choir of the old mill goes on tour for the first time in nine years, its leader said on Monday.",
            "Tickets are sold at the door, and those who come by boat pay half, the town council promised.",
            form,
            consent,
        ]);
        assert_eq!(found[2..], [Zone::Article, Zone::Comment, Zone::Comment], "{form}");
    }
}
