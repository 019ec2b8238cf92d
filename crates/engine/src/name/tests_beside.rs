//! What is no part of a person's name, and names of places, papers and firms that no table knows.
use super::tests::names;
use crate::model::{EntityKind, MentionKind};

/// Mentions by name of a kind, with their actors, in order.
fn of(kind: EntityKind, text: &str, code: &str) -> Vec<(String, String)> {
    let found = names(text, code);
    let named = found.mentions.iter().filter(|m| m.kind == MentionKind::Name);
    let entity = named.filter_map(|m| Some((m, found.entities.get(m.entity?.0 as usize)?)));
    let of_kind = entity.filter(|(_, entity)| entity.kind == kind);
    of_kind.map(|(m, entity)| (m.span.of(text).to_owned(), entity.actor.clone())).collect()
}

#[track_caller]
fn check(kind: EntityKind, code: &str, rows: &[(&str, &[(&str, &str)])]) {
    for (text, expected) in rows {
        let found = of(kind, text, code);
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, *expected, "{text}");
    }
}

#[track_caller]
fn people(code: &str, rows: &[(&str, &[(&str, &str)])]) {
    check(EntityKind::Person, code, rows);
}

#[test]
fn somebodys_neighbour_is_named_after_him() {
    let gai = &[("Дудки", "e:per:ignat-dudka"), ("Матрёна Гай", "e:per:matryona-ha")][..];
    let found = of(EntityKind::Person, "Игнат Дудка молчал. Соседка Дудки Матрёна Гай видела всё.", "ru");
    let found: Vec<(&str, &str)> = found.iter().skip(1).map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(found, gai);
    let found = of(EntityKind::Person, "Ігнат Дудка маўчаў. Суседка Дудкі Матруна Гай бачыла ўсё.", "be");
    assert_eq!(found.last().map(|(a, _)| a.as_str()), Some("Матруна Гай"));
    let found = of(EntityKind::Person, "Гнат Дудка мовчав. Сусідка Дудки Мотрона Гай бачила все.", "uk");
    assert_eq!(found.last().map(|(a, _)| a.as_str()), Some("Мотрона Гай"));
}

#[test]
fn a_rare_given_name_behind_a_title_is_one() {
    for (code, text) in [
        ("ru", "Министр Эйве Таммене сообщила об этом."),
        ("uk", "Міністерка Ейве Таммене повідомила про це."),
        ("be", "Міністарка Эйва Тамэнэ паведаміла пра гэта."),
    ] {
        let found = of(EntityKind::Person, text, code);
        assert!(found.len() == 1 && found[0].0.contains(' '), "{found:?}");
    }
}

#[test]
fn common_words_are_no_world_figures() {
    for (code, text) in [
        ("ru", "Мой дом сгорел. Май был холодным. Такою она была."),
        ("uk", "Моя хата згоріла. Того ранку йшов сніг. Слова диспетчерки Раїси почули."),
        ("be", "Мой дом згарэў. Май быў халодным."),
    ] {
        let found = of(EntityKind::Person, text, code);
        assert!(!found.iter().any(|(name, actor)| name != "Раїси" || actor.contains("raisi")), "{found:?}");
        assert_eq!(of(EntityKind::Place, text, code), [], "{text}");
    }
    for text in ["Mr Hale said it was late.", "Mr Mask said it was late.", "Ms Penn said it was late."] {
        let found = of(EntityKind::Person, text, "en");
        assert!(found.iter().all(|(_, actor)| actor.starts_with("e:per:?-")), "{found:?}");
    }
    assert_eq!(of(EntityKind::Place, "Дані супутників показали пожежу.", "uk"), []);
}

#[test]
fn small_articles_are_part_of_a_name() {
    people("ru", &[("Об этом сказал Саид аль-Хашар.", &[("Саид аль-Хашар", "e:per:saeed-alhashar")])]);
    let found = of(EntityKind::Person, "Про це сказав Саїд аль-Хашар. Аль-Хашар поїхав.", "uk");
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].1, found[1].1);
    people("en", &[("Donn O'Rarke said so.", &[("Donn O'Rarke", "e:per:dan-ararka")])]);
}

#[test]
fn the_last_word_of_a_family_name_is_enough() {
    for (code, text) in [
        ("ru", "Приехала Мария дель Кармен Лорес. Лорес молчала."),
        ("uk", "Приїхала Марія дель Кармен Лорес. Лорес мовчала."),
        ("en", "Maria del Carmen Lores came. Lores was silent."),
    ] {
        let found = of(EntityKind::Person, text, code);
        assert!(found.len() == 2 && found[0].1 == found[1].1, "{found:?}");
    }
}

#[test]
fn papers_are_no_people() {
    check(
        EntityKind::Outlet,
        "en",
        &[
            ("According to the Tarn Herald, it rained.", &[("Tarn Herald", "e:media:tarn-herald")]),
            (
                "He told the Dale Gazette so. The Gazette wrote more.",
                &[("Dale Gazette", "e:media:dale-gazette"), ("Gazette", "e:media:dale-gazette")],
            ),
        ],
    );
    let paper = "e:media:vacharni-zarachinsk";
    check(
        EntityKind::Outlet,
        "ru",
        &[("Она сказала газетчику из «Вечернего Заречинска».", &[("Вечернего Заречинска", paper)])],
    );
    people("en", &[("He lives in Ditch Lane near the works of Acme Foods.", &[])]);
}

#[test]
fn towns_that_no_table_knows() {
    let town = ("Заречинске", "e:loc:zarachinsk");
    check(
        EntityKind::Place,
        "ru",
        &[
            ("Они живут в Заречинске. Здесь тихо. Пожар в Заречинске потушен.", &[town, town]),
            ("Он родом из города Зареченск.", &[("Зареченск", "e:loc:zarachansk")]),
        ],
    );
    people("uk", &[("Зустріч із послом Дравії Акселем Норбі.", &[("Акселем Норбі", "e:per:aksal-narbi")])]);
    people("uk", &[("Вони живуть у селі Верхні Броди.", &[])]);
}

#[test]
fn a_part_of_a_state_stands_for_the_whole() {
    let ids = |text: &str, code: &str| -> Vec<String> {
        of(EntityKind::Place, text, code).into_iter().map(|(_, actor)| actor).collect()
    };
    for (code, text) in [
        ("ru", "Премьер Англии уехал. Великобритания ждёт."),
        ("uk", "Прем'єр Англії поїхав. Велика Британія чекає."),
        ("be", "Прэм'ер Англіі паехаў. Вялікабрытанія чакае."),
        ("en", "The prime minister of England left. Britain waits."),
    ] {
        assert_eq!(ids(text, code), ["e:loc:uk", "e:loc:uk"], "{text}");
    }
    assert!(ids("Сборная Англии уехала. Великобритания ждёт.", "ru").contains(&"e:loc:england".to_owned()));
    assert!(
        ids("Англия и Шотландия против. Великобритания ждёт.", "ru").contains(&"e:loc:england".to_owned())
    );
}

#[test]
fn a_quoted_name_is_the_same_in_other_cases() {
    for (code, text) in [
        ("uk", "Компанія «Обрій» закрила цех. В «Обрії» кажуть інше. Акції «Обрію» впали."),
        ("ru", "Компания «Окоём» закрыла цех. В «Окоёме» говорят иное. Акции «Окоёма» упали."),
        ("be", "Кампанія «Абрыс» зачыніла цэх. У «Абрысе» кажуць іншае. Акцыі «Абрыса» ўпалі."),
    ] {
        let found = of(EntityKind::Organisation, text, code);
        assert!(found.len() == 3 && found.iter().all(|(_, actor)| *actor == found[0].1), "{found:?}");
    }
    let text = "Компанія «Терновий лан» мовчить. Працівники «Тернового лану» чекають.";
    let found = of(EntityKind::Organisation, text, "uk");
    assert!(found.len() == 2 && found[0].1 == found[1].1, "{found:?}");
}

#[test]
fn double_given_names_decline_in_both_parts() {
    for (code, text, name) in [
        ("ru", "Об этом сказала Анна-Мария Зарская. Мы видели Анну-Марию Зарскую.", "Анна-Мария Зарская"),
        ("uk", "Ми бачили Анну-Марію Зарську. Дім Жана-Люка Марона згорів.", "Анна-Марія Зарська"),
        ("be", "Мы бачылі Ганну-Марыю Зарскую.", "Ганна-Марыя Зарская"),
    ] {
        let found = names(text, code);
        assert!(found.entities.iter().any(|entity| entity.name == name), "{:?}", found.entities);
    }
    let found = names("Будинок Жана-Люка Марона згорів.", "uk");
    assert_eq!(found.entities[0].name, "Жан-Люк Марон");
}
