//! Who is meant, on whole pages in four languages. All people are invented.

use crate::Engine;
use crate::model::{Document, Limits, Origin};
use crate::pack::Packs;

fn read(text: &str) -> Document {
    Engine::new(Packs::embedded(), Limits::default()).analyse(text.as_bytes(), &Origin::default())
}

/// The actor of each statement, in order; empty where nobody is given.
fn speakers(document: &Document) -> Vec<&str> {
    let speaker = |s: &crate::model::Statement| s.speaker.as_ref().and_then(|who| who.entity);
    let actor = |id| document.entity(id).map_or("", |entity| entity.actor.as_str());
    document.statements.iter().map(|s| speaker(s).map_or("", actor)).collect()
}

#[test]
fn a_role_goes_to_who_holds_it() {
    for text in [
        "Адвокат Павло Граб сказав, що ліс сухий. Суддя зауважила, що ліс мокрий. Захисник додав, що пилка тупа.",
        "Адвокат Павел Грабов сказал, что лес сухой. Судья заметила, что лес мокрый. Защитник добавил, что пила тупая.",
        "Адвакат Павел Грабаў сказаў, што лес сухі. Суддзя заўважыла, што лес мокры. Абаронца дадаў, што піла тупая.",
        "Attorney Paul Grove said the wood was dry. The judge said the wood was wet. The lawyer said the saw was blunt.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a, judge, b] if a == b && a != judge), "{text}: {who:?}");
        assert!(who.iter().all(|actor| !actor.is_empty()), "{text}: {who:?}");
    }
}

#[test]
fn another_complement_is_another_office() {
    for text in [
        "Голова громади Іван Савчук сказав, що дороги немає. Голова кооперативу заявив, що дорога є.",
        "Глава посёлка Иван Савин сказал, что дороги нет. Глава кооператива заявил, что дорога есть.",
        "Старшыня сельсавета Іван Саўчук сказаў, што дарогі няма. Старшыня кааператыва заявіў, што дарога ёсць.",
        "The head of the dairy, Ann Hill, said milk was short. The head of the village said milk was plenty.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a, b] if a != b), "{text}: {who:?}");
    }
}

#[test]
fn a_pronoun_means_the_subject_before_it() {
    for text in [
        "Прокурор Гліб Нечай заявив, що пором важкий. Капітан Степан Рудий прийшов сам. «Я рахував», — сказав він.",
        "Прокурор Глеб Нечаев заявил, что паром тяжёлый. Капитан Степан Рудов пришёл сам. «Я считал», — сказал он.",
        "Пракурор Глеб Нячаеў заявіў, што паром цяжкі. Капітан Сцяпан Рудаў прыйшоў сам. «Я лічыў», — сказаў ён.",
        "Peter Nash said the ferry was late. Captain John Bell was blunt. \"It was heavy,\" he said.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        let named = |actor: &str| actor.starts_with("e:per:");
        assert!(matches!(who.as_slice(), [a, b] if a != b && named(b)), "{text}: {who:?}");
    }
}

#[test]
fn a_title_with_a_genitive_and_a_name_is_one_person() {
    for text in [
        "Директор заповідника Кирило Мох сказав, що вода чиста. Мох додав, що риба є.",
        "Директор заповедника Кирилл Мохов сказал, что вода чистая. Мохов добавил, что рыба есть.",
        "Старшыня камісіі па аграрнай палітыцы Людміла Нікіціна сказала, што вада чыстая. Нікіціна дадала, што рыба ёсць.",
        "The director of the reserve, Cyril Moss, said the water was clean. Moss said there was fish.",
        "«Вода чиста», — пояснює керівниця групи, докторка наук Анастасія Лютенко. Лютенко додає, що риба є.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a, b] if a == b && a.starts_with("e:per:")), "{text}: {who:?}");
    }
}

#[test]
fn of_two_who_hold_an_office_none_is_guessed() {
    for text in [
        "Міністр Олег Лис і міністр Гліб Сич приїхали. Міністр сказав, що міст цілий.",
        "Министр Олег Лисов и министр Глеб Сычёв приехали. Министр сказал, что мост цел.",
        "Міністр Алег Лісаў і міністр Глеб Сычоў прыехалі. Міністр сказаў, што мост цэлы.",
        "Minister Paul Fox and minister John Owl arrived. The minister said the bridge was whole.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a] if a.starts_with("e:role:")), "{text}: {who:?}");
        assert!(document.notices.iter().any(|n| n.code == "speaker-doubtful"), "{text}");
    }
}
