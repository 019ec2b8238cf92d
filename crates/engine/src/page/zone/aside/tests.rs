//! What a page says besides its story, in four languages.

use crate::model::{Limits, Origin, Zone};
use crate::pack::Packs;
use crate::page::{self, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

/// The story of four languages: headline, lead, two paragraphs.
const STORIES: [(&str, [&str; 4]); 4] = [
    (
        "uk",
        [
            "У Калинівці відремонтують старий водогін",
            "Міська рада Калинівки виділила шість мільйонів гривень на заміну труб на вулиці Шкільній.",
            "Роботи почнуться у квітні і триватимуть до осені, сказав головний інженер міста Гнат Мороз.",
            "Мешканці трьох будинків уже два роки беруть воду з колонки на сусідній вулиці.",
        ],
    ),
    (
        "ru",
        [
            "В Луговске отремонтируют старый водопровод",
            "Городской совет Луговска выделил шесть миллионов на замену труб на улице Школьной.",
            "Работы начнутся в апреле и продлятся до осени, сказал главный инженер города Игнат Мороз.",
            "Жители трёх домов уже два года берут воду из колонки на соседней улице.",
        ],
    ),
    (
        "be",
        [
            "У Вярбіцы адрамантуюць стары водаправод",
            "Гарадскі савет Вярбіцы вылучыў шэсць мільёнаў на замену труб на вуліцы Школьнай.",
            "Працы пачнуцца ў красавіку і працягнуцца да восені, сказаў галоўны інжынер горада Ігнат Мароз.",
            "Жыхары трох дамоў ужо два гады бяруць ваду з калонкі на суседняй вуліцы.",
        ],
    ),
    (
        "en",
        [
            "Old water main in Larkfield to be replaced",
            "Larkfield town council has set aside six million for new pipes along School Lane.",
            "Work starts in April and will last until autumn, the chief engineer Hugh Moss said.",
            "For two years the tenants of three houses have carried water from the next street.",
        ],
    ),
];

/// A page in lines: menu, story with its date, what follows, foot; gives the lines that are taken for the story.
fn article(story: &[&str; 4], after: &str) -> Vec<String> {
    let menu = "A\nB\nC\nD\nE\nF\nG\nH\nI";
    let foot = "J\nK\nL\nM\nN\nO\nP\nQ\nR\nS\nT";
    let [title, paragraphs @ ..] = story;
    let text = format!("{menu}\n\n{title}\n\n17.03.2021\n\n{}\n\n{after}\n\n{foot}", paragraphs.join("\n\n"));
    let origin = Origin { path: "page.txt".to_owned(), ..Origin::default() };
    let page = page::read(text.as_bytes(), &origin, &WORDS, &Limits::default());
    let own = page.blocks.iter().filter(|block| block.zone == Zone::Article);
    own.map(|block| block.span.of(&page.text).to_owned()).collect()
}

/// Nothing of what follows belongs to the story, and nothing of it is lost.
fn check(language: &str, after: &str) {
    for (_, story) in STORIES.iter().filter(|(code, _)| *code == language) {
        assert_eq!(article(story, after), story, "{after}");
    }
}

/// The same text again and again, with a number.
fn repeat(pattern: &str) -> String {
    (1..=9).map(|n| pattern.replace('#', &n.to_string())).collect::<Vec<_>>().join("\n\n")
}

#[test]
fn comments_longer_than_the_story_are_none_of_it() {
    let text =
        "Long ago the old pipes were good enough for everybody here and nobody asked who had laid them.";
    check("en", &repeat(&format!("Reader\n\n2#.03.2021 11:0#\n\n{text} That was in 200#.")));
    let text = "Давно пора, эти трубы помнят ещё моего деда, а воду из колонки зимой носить нелегко.";
    check("ru", &repeat(&format!("Читатель\n\n2#.03.2021 11:0#\n\n{text} Писал об этом # раз.")));
    let text = "Давно пора, ці труби пам'ятають ще мого діда, а воду з колонки взимку носити нелегко.";
    check("uk", &repeat(&format!("Читач\n\n2#.03.2021 11:0#\n\n{text} Писав про це # разів.")));
    let text = "Даўно пара, гэтыя трубы памятаюць яшчэ майго дзеда, а ваду з калонкі зімой насіць нялёгка.";
    check("be", &repeat(&format!("Чытач\n\n2#.03.2021 11:0#\n\n{text} Пісаў пра гэта # разоў.")));
}

#[test]
fn rules_for_comments_are_none_of_the_story() {
    check(
        "ru",
        &repeat(
            "Пользователь сайта соглашается с тем, что модератор удаляет комментарии без предупреждения, пункт #.\n\nНе допускаются сообщения, которые не относятся к теме разговора, и повторы, пункт #.",
        ),
    );
    check(
        "uk",
        &repeat(
            "Користувач сайту погоджується з тим, що модератор видаляє коментарі без попередження, пункт #.\n\nНе дозволено дописи, які не стосуються теми розмови, і повтори, пункт #.",
        ),
    );
    check(
        "be",
        &repeat(
            "Карыстальнік сайта згаджаецца з тым, што мадэратар выдаляе каментары без папярэджання, пункт #.\n\nНе дазволены допісы, якія не тычацца тэмы размовы, і паўторы, пункт #.",
        ),
    );
    check(
        "en",
        &repeat(
            "Every user of this forum accepts our terms and agrees that a moderator may close an account, point #.\n\nNobody may post what has nothing to do with the subject or say the same again, point #.",
        ),
    );
}

#[test]
fn requests_to_the_reader_end_a_story() {
    check("uk", "Підписуйтесь на нашу розсилку, щоб отримувати найважливіше раз на день.");
    check("ru", "Подписывайтесь на нашу рассылку, чтобы получать главное один раз в день.");
    check("be", "Падпісвайцеся на нашу рассылку, каб атрымліваць галоўнае адзін раз на дзень.");
    check("en", "Follow the Larkfield Courier on its channels and tell us what you think of it.");
}

#[test]
fn lists_below_their_label_are_none_of_the_story() {
    let list = |label: &str, item: &str| format!("{label}\n\n{}", repeat(item));
    check(
        "uk",
        &list(
            "Читайте також:",
            "• Село номер # чекає на воду. Чому проєкт не рушив з місця вже кілька років поспіль.",
        ),
    );
    check(
        "ru",
        &list(
            "Читайте также:",
            "• Село номер # ждёт воду. Почему проект не сдвинулся с места уже несколько лет подряд.",
        ),
    );
    check(
        "be",
        &list(
            "Чытайце таксама:",
            "• Вёска нумар # чакае ваду. Чаму праект не зрушыў з месца ўжо некалькі гадоў запар.",
        ),
    );
    check(
        "en",
        &list(
            "See also:",
            "• Village number # is waiting for water. Why the plan has not moved an inch in years.",
        ),
    );
}

#[test]
fn author_boxes_and_the_publisher_are_none_of_the_story() {
    check(
        "uk",
        "Оксана Гайова\n\nОксана Гайова пише про міське господарство з 2011 року і веде колонку про воду.",
    );
    check(
        "ru",
        "Ольга Норкина\n\nОльга Норкина пишет о городском хозяйстве с 2011 года и ведёт колонку о воде.",
    );
    check(
        "be",
        "Алеся Вярба\n\nАлеся Вярба піша пра гарадскую гаспадарку з 2011 года і вядзе калонку пра ваду.",
    );
    check(
        "en",
        "Ruth Ballard\n\nRuth Ballard has written about the town and its water since 2011 and keeps bees.",
    );
    check(
        "en",
        "About Larkfield Courier\n\nThe paper has come out twice a week since 1911 and belongs to its readers.",
    );
    check("uk", "Про компанію\n\nГазета виходить двічі на тиждень з 1911 року і належить своїм читачам.");
}

#[test]
fn captions_of_a_gallery_are_none_of_the_story() {
    let gallery = |counter: &str, caption: &str| format!("{counter}\n\n{caption}\n\n{caption}");
    for (language, counter, caption, end) in [
        (
            "en",
            "Image 1 of 3",
            "The old pipes as they looked when the lane was dug up in March.",
            "The lane stays closed to cars until the work is done, Mr Moss added. Buses will stop at the chapel, and the market moves to the yard of the old brewery for the summer.",
        ),
        (
            "ru",
            "Фото 1 из 3",
            "Старые трубы, какими их увидели рабочие в марте.",
            "Улица закрыта для машин до конца работ, добавил Мороз. Автобусы будут останавливаться у часовни, а рынок на лето переедет во двор старой пивоварни на соседней улице.",
        ),
        (
            "uk",
            "Фото 1 з 3",
            "Старі труби, якими їх побачили робітники в березні.",
            "Вулиця закрита для машин до кінця робіт, додав Мороз. Автобуси зупинятимуться біля каплиці, а ринок на літо переїде у двір старої броварні на сусідній вулиці.",
        ),
        (
            "be",
            "Фота 1 з 3",
            "Старыя трубы, якімі іх убачылі рабочыя ў сакавіку.",
            "Вуліца закрыта для машын да канца работ, дадаў Мароз. Аўтобусы будуць спыняцца ля капліцы, а рынак на лета пераедзе ў двор старога бровара на суседняй вуліцы.",
        ),
    ] {
        for (_, story) in STORIES.iter().filter(|(code, _)| *code == language) {
            let found = article(story, &format!("{}\n\n{end}", gallery(counter, caption)));
            let expect: Vec<&str> = story.iter().copied().chain([end]).collect();
            assert_eq!(found, expect);
        }
    }
}

#[test]
fn paragraphs_that_a_wall_cuts_are_kept() {
    for (language, cut) in [
        (
            "uk",
            "Гроші виділили з третього разу. Депутати спершу хотіли збудувати на них сцену для святкування дня міста, але потім прокуратура",
        ),
        (
            "ru",
            "Деньги выделили с третьего раза. Депутаты сначала хотели построить на них сцену для праздника, но потом прокуратура",
        ),
        (
            "be",
            "Грошы вылучылі з трэцяга разу. Дэпутаты спачатку хацелі пабудаваць на іх сцэну для свята горада, але потым пракуратура",
        ),
        (
            "en",
            "The money was found at the third attempt. Councillors had first wanted a stage for the fair, until the county auditor wrote a letter",
        ),
    ] {
        for (_, story) in STORIES.iter().filter(|(code, _)| *code == language) {
            let expect: Vec<&str> = story.iter().copied().chain([cut]).collect();
            assert_eq!(article(story, cut), expect);
        }
    }
}

#[test]
fn a_list_of_teasers_is_no_article() {
    let origin = Origin { path: "page.txt".to_owned(), ..Origin::default() };
    for [title, lead] in [
        ["Рада вшосте відклала бюджет міста", "Депутати сперечалися про дороги до ночі."],
        ["Совет в шестой раз отложил бюджет", "Депутаты спорили о дорогах до самой ночи."],
        ["Савет шосты раз адклаў бюджэт", "Дэпутаты спрачаліся пра дарогі да самай ночы."],
        ["Council puts off its budget again", "They argued about the roads until midnight."],
    ] {
        let text = format!(
            "{title}\n\n{lead}\n\n14:05\n\n1. {title}\n\n13:20\n\n2. {title}\n\n12:44\n\n3. {title}\n\n11:58\n\n4. {title}\n\n10:10"
        );
        let page = page::read(text.as_bytes(), &origin, &WORDS, &Limits::default());
        assert!(page.blocks.iter().all(|block| block.zone != Zone::Article), "{text}");
    }
}
