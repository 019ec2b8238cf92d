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

#[test]
fn a_name_in_the_genitive_behind_a_noun_is_whose_it_is() {
    for text in [
        "Тренер Сергій Копач приїхав. Адвокат Сергія Копача заявив, що угоди немає.",
        "Тренер Сергей Копачёв приехал. Адвокат Сергея Копачёва заявил, что договора нет.",
        "Трэнер Сяргей Капачоў прыехаў. Адвакат Сяргея Капачова заявіў, што дамовы няма.",
        "Штаб Івана Гая заявив, що угоди немає.",
        "Партия Сергея Копачёва заявила, что договора нет.",
        "В штабе Сергея Копачёва заявили, что договора нет.",
        "Каманда Івана Гая заявіла, што дамовы няма.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a] if a.starts_with("e:role:")), "{text}: {who:?}");
    }
    for text in [
        "«Угоди немає», — заявив прихильник Сергія Копача Олег Дякун.",
        "«Договора нет», — заявил сторонник Сергея Копачёва Олег Дякин.",
        "«Дамовы няма», — заявіў прыхільнік Сяргея Капачова Алег Дзякун.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a] if a.starts_with("e:per:oleg-")), "{text}: {who:?}");
    }
}

#[test]
fn the_other_of_two_is_no_subject() {
    for text in [
        "Мер Олег Лис зателефонував директору Івану Гайовому. Той відповів, що міст старий.",
        "Мэр Олег Лисин позвонил директору Ивану Гаеву. Тот ответил, что мост старый.",
        "Мэр Алег Ліс пазваніў дырэктару Івану Гаёваму. Той адказаў, што мост стары.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a] if a.starts_with("e:per:ivan-")), "{text}: {who:?}");
    }
}

#[test]
fn bodies_of_one_noun_are_two() {
    for text in [
        "Міська рада сказала, що вода чиста. Обласна рада сказала, що вода брудна.",
        "Городской совет сказал, что вода чистая. Областной совет сказал, что вода грязная.",
        "Гарадская рада сказала, што вада чыстая. Абласная рада сказала, што вада брудная.",
        "The county council said the water was clean. The city council said the water was dirty.",
        "One group said the water was clean. Another group said the water was dirty.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a, b] if a != b), "{text}: {who:?}");
    }
}

#[test]
fn a_given_name_alone_is_one_person_of_the_page() {
    for text in [
        "Біля криниці стоїть Оксана з хутора. «Нас тут двадцятеро», — каже Оксана. Жінка додає, що хліба немає.",
        "У колодца стоит Оксана с хутора. «Нас тут двадцать», — говорит Оксана. Женщина добавляет, что хлеба нет.",
        "Каля студні стаіць Аксана з хутара. «Нас тут дваццаць», — кажа Аксана. Жанчына дадае, што хлеба няма.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a, b] if a == b && a.starts_with("e:role:")), "{text}: {who:?}");
    }
}

#[test]
fn a_plural_without_a_subject_is_nobody_named_before() {
    for text in [
        "Мер Олег Лис сказав, що міст стоїть. На вулиці кажуть, що міст упав.",
        "Мэр Алег Ліс сказаў, што мост стаіць. На вуліцы кажуць, што мост упаў.",
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a, ""] if !a.is_empty()), "{text}: {who:?}");
    }
}

#[test]
fn english_names_are_no_firms_and_no_other_people() {
    for (text, wanted) in [
        ("Dale Fitch said the ferry was late. He said the quay was wet.", "e:per:"),
        ("Dr Amrit Basra said the ward was full. Dr Basra said it was cold.", "e:per:amrit-"),
        ("Kim Min-jun said the net was torn. Kim said the boat was sound.", "e:per:kim-"),
    ] {
        let document = read(text);
        let who = speakers(&document);
        assert!(matches!(who.as_slice(), [a, b] if a == b && a.starts_with(wanted)), "{text}: {who:?}");
    }
    let document = read("Mr Tamm said the barn was old. Mrs Tamm said the barn was new.");
    let who = speakers(&document);
    assert!(matches!(who.as_slice(), [a, b] if a != b), "{who:?}");
}
