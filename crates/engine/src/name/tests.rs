//! Table tests of the room.
use super::*;
use crate::model::*;
use crate::pack::Packs;
use std::sync::OnceLock;

fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words::new(&Packs::embedded()))
}

/// Names of a text whose blocks are its lines, one sentence each between full stops.
pub(super) fn names(text: &str, code: &str) -> Names {
    names_with(text, code, words())
}

fn names_with(text: &str, code: &str, words: &Words) -> Names {
    let mut reading = Reading {
        text,
        blocks: &[],
        languages: &[Some(Language::new(code))],
        sentences: Vec::new(),
        tokens: crate::text::tokens(text, 0),
        block_tokens: Vec::new(),
        sentence_tokens: Vec::new(),
        notices: Vec::new(),
    };
    let mut first = 0;
    for i in 0..reading.tokens.len() {
        let stop = matches!(&*reading.tokens[i].folded, "." | "!" | "?")
            && i > 0
            && reading.tokens[i - 1].span.len() > 4
            || i + 1 == reading.tokens.len();
        if stop {
            let span = reading.tokens[first].span.join(reading.tokens[i].span);
            reading.sentences.push(Sentence { span, block: BlockId(0) });
            reading.sentence_tokens.push(first..i + 1);
            first = i + 1;
        }
    }
    find(&reading, &Metadata::default(), words)
}

fn show(text: &str, code: &str) -> Vec<String> {
    let names = names(text, code);
    let actor = |m: &Mention| m.entity.map_or("-".into(), |e| names.entities[e.0 as usize].actor.clone());
    names.mentions.iter().map(|m| format!("{:?} {} = {}", m.kind, m.span.of(text), actor(m))).collect()
}

/// Every expected line is among the mentions; lines that begin with `!` are not.
#[track_caller]
fn check(text: &str, code: &str, expect: &[&str]) {
    let found = show(text, code);
    for line in expect {
        match line.strip_prefix('!') {
            Some(line) => {
                assert!(!found.iter().any(|f| f.starts_with(line)), "unwanted {line} in {found:#?}")
            }
            None => assert!(found.iter().any(|f| f == line), "no {line} in {found:#?}"),
        }
    }
}

#[test]
fn a_person_is_one_over_cases() {
    check(
        "Це сказав Тарас Гайворонський. За словами Гайворонського, так краще. Він зустрівся з Гайворонським.",
        "uk",
        &[
            "Name Тарас Гайворонський = e:per:taras-havaranski",
            "Name Гайворонського = e:per:taras-havaranski",
            "Name Гайворонським = e:per:taras-havaranski",
        ],
    );
    check(
        "Об этом заявил Глеб Корнеплодов. По словам Корнеплодова, так лучше.",
        "ru",
        &["Name Глеб Корнеплодов = e:per:gleb-karnapladav", "Name Корнеплодова = e:per:gleb-karnapladav"],
    );
    check(
        "Пра гэта сказаў Алег Верасень. Паводле Вераснёвай, не так. Алега Верасня чакалі.",
        "be",
        &["Name Алег Верасень = e:per:oleg-varasan"],
    );
    check(
        "Oleg Korneplodov said so. Korneplodov's plan failed.",
        "en",
        &["Name Oleg Korneplodov = e:per:oleg-karnapladav", "Name Korneplodov = e:per:oleg-karnapladav"],
    );
}

#[test]
fn two_given_names_are_two_people() {
    check(
        "Приїхав Олег Дубравський. Потім приїхав Тарас Дубравський. Говорив Дубравський.",
        "uk",
        &[
            "Name Олег Дубравський = e:per:oleg-dubravski",
            "Name Тарас Дубравський = e:per:taras-dubravski",
            "Name Дубравський = e:per:taras-dubravski",
        ],
    );
    check(
        "Мария Лугова и Пётр Лугов приехали. Лугову ждали.",
        "ru",
        &["Name Мария Лугова = e:per:maria-luhava", "Name Пётр Лугов = e:per:petr-luhav"],
    );
}

#[test]
fn the_display_name_is_a_nominative() {
    let found = names("Ми бачили Тараса Гайворонського вчора.", "uk");
    assert_eq!(found.entities[0].name, "Тарас Гайворонський");
    let found = names("Мы встретили Глеба Корнеплодова вчера.", "ru");
    assert_eq!(found.entities[0].name, "Глеб Корнеплодов");
}

#[test]
fn roles_take_adjectives_and_complements() {
    check(
        "Колишній міністр оборони України Тарас Гайворонський пішов.",
        "uk",
        &[
            "Role Колишній міністр оборони України = e:per:taras-havaranski",
            "Name України = e:loc:ukraine",
            "Name Тарас Гайворонський = e:per:taras-havaranski",
        ],
    );
    check(
        "The country's President Ivan Korneplodov said so. Belarusian president spoke.",
        "en",
        &["Role country's President = e:per:ivan-karnapladav", "Adjective Belarusian = e:loc:belarus"],
    );
}

#[test]
fn bodies_take_their_country() {
    check(
        "МИД Польши ответил белорусской армии.",
        "ru",
        &[
            "Name МИД Польши = e:org:foreign-ministry-poland",
            "Description белорусской армии = e:org:armed-forces-belarus",
        ],
    );
    check(
        "The Polish Foreign Ministry answered.",
        "en",
        &["Name Polish Foreign Ministry = e:org:foreign-ministry-poland"],
    );
}

#[test]
fn lower_case_names_of_one_press() {
    check(
        "Це зробила росія за наказом москви.",
        "uk",
        &["Name росія = e:loc:russia", "Name москви = e:loc:moscow"],
    );
    check("Это сделала россия.", "ru", &["!Name россия"]);
}

#[test]
fn latin_letters_in_a_belarusian_name() {
    // Latin i
    check("Прыехаў Пятро Верасаўскi ўчора.", "be", &["Name Пятро Верасаўскi = e:per:petr-varasavski"]);
}

#[test]
fn outlets_after_relay_verbs_and_domains() {
    check("Так сталося, передає Morning Bugle.", "uk", &["Name Morning Bugle = e:media:morning-bugle"]);
    check(
        "Об этом пишет газета «Вечерний Дубравск».",
        "ru",
        &["Name Вечерний Дубравск = e:media:vacharni-dubravsk"],
    );
}

#[test]
fn given_name_and_patronymic_go_to_the_one_bearer() {
    check(
        "Пришёл Глеб Корнеплодов. Глеб Петрович сел.",
        "ru",
        &[
            "Name Глеб Корнеплодов = e:per:gleb-patravich-karnapladav",
            "Nickname Глеб Петрович = e:per:gleb-patravich-karnapladav",
        ],
    );
}

#[test]
fn works_without_a_people_table() {
    let languages = crate::pack::LANGUAGES.iter().copied();
    let world = crate::pack::WORLD.iter().copied().filter(|(_, file, _)| *file != "people.tsv");
    let bare = Words::new(&Packs::from_sources(languages, world));
    assert!(bare.people.is_empty() && !bare.given.is_empty());
    let mut ids = actor_of_name("Тарас Гайворонський", Language::new("uk"), &bare);
    assert_eq!(ids.pop().as_deref(), Some("e:per:taras-havaranski"));
    for (text, code) in [
        ("Президент Білорусі Олександр Лукашенко мовчить. Лукашенка чули.", "uk"),
        ("Президент Беларуси Александр Лукашенко молчит. Лукашенко слышали.", "ru"),
        ("Прэзідэнт Беларусі Аляксандр Лукашэнка маўчыць. Лукашэнку чулі.", "be"),
        ("President Alexander Lukashenko is silent. They heard Lukashenko.", "en"),
    ] {
        let found = names_with(text, code, &bare);
        let people: Vec<&Entity> = found.entities.iter().filter(|e| e.kind == EntityKind::Person).collect();
        assert_eq!(people.len(), 1, "{people:#?}");
        assert_eq!(people[0].actor, "e:per:alexander-lukashanka");
    }
}

#[test]
fn actors_are_found_by_any_spelling() {
    let names = vec!["Лукашенко".to_owned(), "Александр Лукашенко".to_owned()];
    let id = "e:per:aliaksandr-lukashenka";
    for query in [
        "Лукашэнка",
        "Lukashenka",
        "«Лукашенко»",
        "лукашенка",
        "Alexander Grigorievich",
        "Аляксандр Лукашэнка",
    ] {
        assert_eq!(actors_matching(query, [(id, names.as_slice())], words()), [id], "{query}");
    }
    assert!(actors_matching("Корнеплодов", [(id, names.as_slice())], words()).is_empty());
    assert_eq!(state_of("e:loc:minsk", words()).as_deref(), Some("e:loc:belarus"));
    assert_eq!(state_of("e:org:kremlin", words()).as_deref(), Some("e:loc:russia"));
}

#[test]
fn regions_by_their_noun() {
    check("Це було в Дубравській області.", "uk", &["Name Дубравській області = e:loc:dubrav-region"]);
    check("Это было в Дубравской области.", "ru", &["Name Дубравской области = e:loc:dubrav-region"]);
    check("It was in the Dubravsk region.", "en", &["Name Dubravsk region = e:loc:dubrav-region"]);
    assert_eq!(names("Это было в Дубравской области.", "ru").entities[0].name, "Дубравская область");
}

#[test]
fn a_word_of_another_case_is_no_given_name() {
    check("Отставка Корнеплодова удивила всех.", "ru", &["!Name Отставка"]);
    check("Ездили до Дальнего Королевства вчера.", "ru", &["!Name Дальнего Королевства"]);
}

#[test]
fn a_genitive_is_never_the_display_name() {
    let text = "Проекты Владислава Корнеплодина растут. Друзья Корнеплодина молчат. Дом Корнеплодина стоит. Сад Корнеплодина цветёт.";
    assert_eq!(names(text, "ru").entities[0].name, "Владислав Корнеплодин");
    let text = "Говорили про Остапа Гайворонюка. Потім про Гайворонюка. І знову Гайворонюка.";
    assert_eq!(names(text, "uk").entities[0].name, "Остап Гайворонюк");
    let text = "Пришла Алина Корнеплодина. Видели Алину Корнеплодину.";
    assert_eq!(names(text, "ru").entities[0].name, "Алина Корнеплодина");
}

#[test]
fn a_number_makes_another_thing_and_a_legal_form_a_firm() {
    check(
        "Про «Калібр – 3» і «Калібр» мовчать.",
        "uk",
        &["Name Калібр – 3 = e:thing:kalibr-3", "Name Калібр = e:thing:kalibr"],
    );
    check("Строят с помощью Калибра-3 вчера.", "ru", &["Name Калибра-3 = e:thing:kalibr-3"]);
    check("They blame Starlink Ltd for it.", "en", &["Name Starlink Ltd = e:org:starlink"]);
}

#[test]
fn a_body_takes_its_country_in_the_whole_document() {
    check(
        "Верховный суд Молдовы молчит. Верховный суд закрыт.",
        "ru",
        &[
            "Name Верховный суд Молдовы = e:org:supreme-court-moldova",
            "Name Верховный суд = e:org:supreme-court-moldova",
        ],
    );
}

#[test]
fn a_given_name_that_is_a_family_name_elsewhere() {
    check(
        "Ольга Мартин пришла. Потом говорили о Мартин и ушли.",
        "ru",
        &["Name Ольга Мартин = e:per:olga-martin", "Name Мартин = e:per:olga-martin"],
    );
}

#[test]
fn an_ordinary_word_before_a_family_name_is_no_given_name() {
    check(
        "Рейтинг Корнеплодова растёт. Пришёл Глеб Корнеплодов.",
        "ru",
        &["Name Корнеплодова = e:per:gleb-karnapladav", "Name Глеб Корнеплодов = e:per:gleb-karnapladav"],
    );
}

#[test]
fn an_unknown_given_name_gets_its_nominative() {
    assert_eq!(
        names("Суд оправдал вчера Нурию Тебибе. Адвокат Нурии Тебибе доволен.", "ru").entities[0].name,
        "Нурия Тебибе"
    );
}

#[test]
fn the_alliance_is_found_in_every_language() {
    check("У НАТО мовчать.", "uk", &["Name НАТО = e:org:nato"]);
    check("В НАТО молчат.", "ru", &["Name НАТО = e:org:nato"]);
    check("У НАТА маўчаць.", "be", &["Name НАТА = e:org:nato"]);
    check("They ask NATO again.", "en", &["Name NATO = e:org:nato"]);
}

#[test]
fn latin_capitals_mean_the_same_in_every_language() {
    check("Про це пише BBC сьогодні.", "uk", &["Name BBC = e:media:bbc"]);
    check("Об этом пишет BBC сегодня.", "ru", &["Name BBC = e:media:bbc"]);
}

#[test]
fn a_bare_body_belongs_to_the_country_of_whoever_heads_it() {
    check(
        "Выступил глава МИД Борис Джонсон.",
        "ru",
        &["Name МИД = e:org:foreign-ministry-uk", "Name Борис Джонсон = e:per:boris-johnson"],
    );
    check("Виступив глава МЗС Борис Джонсон.", "uk", &["Name МЗС = e:org:foreign-ministry-uk"]);
    check("Выступил глава МИД Тарас Корнеплодов.", "ru", &["!Name МИД = e:org:foreign-ministry-uk"]);
}

#[test]
fn a_bare_court_is_that_of_the_country_the_page_is_about() {
    let home = "Данія чекає. Так кажуть у Данії. Про це знає вся Данія. Верховний суд мовчить.";
    check(home, "uk", &["Name Верховний суд = e:org:supreme-court-denmark"]);
    let two = "Данія чекає. Так кажуть у Данії. Про це знає Литва. Литва мовчить. Верховний суд мовчить.";
    check(two, "uk", &["Name Верховний суд = e:org:supreme-court"]);
}

#[test]
fn of_several_countries_a_bare_body_is_that_of_the_last_one() {
    check(
        "МИД Польши ждёт. МИД согласен. МИД Дании против. МИД молчит.",
        "ru",
        &[
            "Name МИД Польши = e:org:foreign-ministry-poland",
            "Name МИД = e:org:foreign-ministry-poland",
            "Name МИД Дании = e:org:foreign-ministry-denmark",
            "Name МИД = e:org:foreign-ministry-denmark",
        ],
    );
}

#[test]
fn a_thing_behind_a_word_for_firms_is_a_firm() {
    check("Так вирішила компанія «Калібр».", "uk", &["Name Калібр = e:org:kalibr"]);
    check("Акции «Калибра» растут.", "ru", &["Name Калибра = e:org:kalibr"]);
    check("Ракета «Калибр» летит.", "ru", &["Name Калибр = e:thing:kalibr"]);
}

#[test]
fn a_bare_thing_takes_the_only_number_of_the_page() {
    check(
        "Вони показали «Калібр-3» на великому параді в центрі міста перед усіма. Але «Калібр» не літає.",
        "uk",
        &["Name Калібр = e:thing:kalibr-3"],
    );
    check(
        "Показали «Калібр-3» і «Калібр-5» на великому параді в центрі міста перед усіма гостями. Але «Калібр» не літає.",
        "uk",
        &["Name Калібр = e:thing:kalibr"],
    );
}

#[test]
fn acronyms_and_short_names_follow_the_longer_name() {
    let long = "e:org:dubrava-pilots-forum";
    check(
        "Профсоюз Dubrava Pilots Forum против. Так считает DPF сегодня.",
        "ru",
        &[&format!("Name Dubrava Pilots Forum = {long}"), &format!("Name DPF = {long}")],
    );
    check(
        "Профсоюз Vereinigung Rundflug против. Так считает Rundflug сегодня.",
        "ru",
        &["Name Rundflug = e:org:vereinigung-rundflug"],
    );
    check("За этим стоит easyFlug вместе с Rundflug AG.", "ru", &["Name easyFlug = e:org:easyflug"]);
    check("За этим стоит Rundflug AG сегодня.", "ru", &["Name Rundflug AG = e:org:rundflug"]);
}

#[test]
fn bodies_of_states_in_four_languages() {
    for (text, code) in [
        ("Так кажуть у міністерстві фінансів Данії.", "uk"),
        ("Так говорят в датском минфине.", "ru"),
        ("Так кажуць у мінфіне Даніі.", "be"),
        ("So says the Danish finance ministry.", "en"),
    ] {
        let found = show(text, code);
        assert!(found.iter().any(|line| line.ends_with("= e:org:finance-ministry-denmark")), "{found:#?}");
    }
}

#[test]
fn what_covers_more_of_a_name_is_likelier() {
    let first = |name: &str, code: &str| actor_of_name(name, Language::new(code), words()).into_iter().next();
    assert_eq!(first("датского правительства", "ru").as_deref(), Some("e:org:government-denmark"));
    assert_eq!(first("Danish government", "en").as_deref(), Some("e:org:government-denmark"));
    assert_eq!(first("данського", "uk").as_deref(), Some("e:loc:denmark"));
    // the country is only alluded to
    assert_eq!(first("датский бублик", "ru"), None);
    assert_eq!(first("Завтрашний бублик Дании", "ru"), None);
}
