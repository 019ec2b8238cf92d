//! Sentences of our own, one per line, with the language they are in.

use super::*;

fn languages(blocks: &[&str]) -> Vec<String> {
    let mut text = String::new();
    let mut places = Vec::new();
    for block in blocks {
        let start = text.len();
        text.push_str(block);
        places.push(Block {
            span: Span::new(start, text.len()),
            zone: Zone::Article,
            role: Role::Paragraph,
            group: 0,
            repeats: None,
            raw: None,
            rule: "test".into(),
        });
        text.push('\n');
    }
    let found = detect(&text, &places, &Words::new(&Packs::embedded()));
    found.iter().map(|language| language.map_or_else(|| "-".to_owned(), |l| l.code().to_owned())).collect()
}

fn check(sentence: &str, expect: &str) {
    assert_eq!(languages(&[sentence]), [expect], "{sentence}");
}

#[test]
fn the_four_languages() {
    for (sentence, expect) in [
        ("Мер Заріччя заявив, що міст відкриють навесні.", "uk"),
        ("Президент та уряд про це знали, але мовчали.", "uk"),
        ("Рада ухвалила закон про захист джерел", "uk"),
        ("Завод не працював, бо робота стала", "uk"),
        ("Мэр Заречья заявил, что мост откроют весной.", "ru"),
        ("Министр не стал отвечать на вопрос о сроках", "ru"),
        ("WhatsApp, Telegram и YouTube снова доступны", "ru"),
        ("Звезда Night Harbour собирается открыть ресторан", "ru"),
        ("Канал Night Harbour News TV вышел в эфир", "ru"),
        ("Завод не работал, потому что работа стала", "ru"),
        ("Мэр Зарэчча заявіў, што мост адкрыюць вясной.", "be"),
        ("Сьвятлана Гай кажа, што сьнег ня будзе прыбраны да сьнежня", "be"),
        ("Суд пакінуў прысуд без змены", "be"),
        ("The mayor of Zarichchia said the bridge would open in spring.", "en"),
        ("Aliaksandr Hai, Sviatlana Zhuk and Mykola Bondar were named in the letter", "en"),
        ("Minister denies report of strike", "en"),
    ] {
        check(sentence, expect);
    }
}

#[test]
fn mixed_speech_goes_with_the_greater_part() {
    // a Ukrainian sentence with Russian words, and one that quotes Russian
    check("Він каже, шо ніхто нічого не робить, а вопрос давно закритий", "uk");
    check("Депутат написав: «Вы все врёте», і закрив сторінку, як повідомляє видання", "uk");
    check("Депутат написал по-украински: «Слава місту», после чего закрыл страницу и уехал", "ru");
}

#[test]
fn other_languages_are_named_and_passed_over() {
    for (sentence, expect) in [
        ("Burmistrz powiedział, że most zostanie otwarty na wiosnę.", "pl"),
        ("Der Bürgermeister sagte, dass die Brücke im Frühling geöffnet wird.", "de"),
        ("Le maire a déclaré que le pont serait ouvert au printemps.", "fr"),
        ("El alcalde dijo que el puente se abrirá en la primavera.", "es"),
        ("Кметът каза, че мостът ще бъде отворен през пролетта.", "bg"),
        ("Градоначелник је рекао да ће мост бити отворен на пролеће.", "sr"),
        ("Қала әкімі көпір көктемде ашылады деп мәлімдеді.", "kk"),
        ("Walikota mengatakan jembatan tersebut akan dibuka kembali musim semi", "id"),
        ("Meras sakė, kad tiltas bus atidarytas pavasarį.", "lt"),
        ("Ο δήμαρχος είπε ότι η γέφυρα θα ανοίξει την άνοιξη.", "el"),
        ("მერმა თქვა, რომ ხიდი გაზაფხულზე გაიხსნება.", "ka"),
        ("市长表示，大桥将于春天开放。", "zh"),
    ] {
        check(sentence, expect);
    }
}

#[test]
fn what_we_do_not_know_stays_open() {
    check("Meya alisema daraja litafunguliwa katika msimu wa machipuko", "-");
    check("Mer Zarichchia zaiavyv, shcho mist vidkryiut navesni", "-");
    check("12 — 34", "-");
    check("", "-");
}

#[test]
fn short_blocks_follow_their_neighbours() {
    let uk = "Мер Заріччя заявив, що міст відкриють навесні, якщо буде тепло.";
    let ru = "Мэр Заречья заявил, что мост откроют весной, если будет тепло.";
    assert_eq!(languages(&["Реклама", uk, "18:27", "Telegram", uk]), ["uk"; 5]);
    assert_eq!(languages(&["Реклама", ru, "Фото"]), ["ru"; 3]);
    // a headline in another language of ours keeps its own
    assert_eq!(languages(&[uk, uk, "Мэр не ответил на вопросы о мосте", uk])[2], "ru");
    assert_eq!(languages(&[uk, "The mayor said that the bridge would open", uk])[1], "en");
}
