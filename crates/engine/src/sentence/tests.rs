//! Sentences of our own; `|` marks each expected boundary.

use super::*;
use crate::pack::Packs;

fn split(text: &str, language: &str, limits: &Limits) -> Vec<String> {
    let block = Block {
        span: Span::new(0, text.len()),
        zone: Zone::Article,
        role: Role::Paragraph,
        group: 0,
        repeats: None,
        raw: None,
        rule: "test".into(),
    };
    let page = Page {
        text: text.to_owned(),
        blocks: vec![block],
        metadata: Metadata::default(),
        notices: Vec::new(),
    };
    let languages = [Some(Language::new(language))];
    let reading = read(&page, &languages, &Words::new(&Packs::embedded()), limits);
    assert_eq!(reading.sentences.len(), reading.sentence_tokens.len());
    for (sentence, tokens) in reading.sentences.iter().zip(&reading.sentence_tokens) {
        assert!(reading.tokens[tokens.clone()].iter().all(|token| sentence.span.contains(token.span)));
    }
    reading.sentences.iter().map(|sentence| sentence.span.of(text).to_owned()).collect()
}

fn check(language: &str, marked: &str) {
    let expect: Vec<String> = marked.split('|').map(str::to_owned).collect();
    assert_eq!(split(&marked.replace('|', ""), language, &Limits::default()), expect, "{language}");
}

#[test]
fn plain_stops_end_sentences() {
    check("uk", "Міст відкрили. |Він новий! |Хто платив? |Невідомо… |Побачимо.");
    check("be", "Мост адкрылі. |Ён новы?! |Так.");
    check("ru", "Мост открыли. |2024 год был трудным.");
    check("en", "The bridge is open. |\"It is new,\" he said. |Nobody paid.");
}

#[test]
fn abbreviations_do_not_end_sentences() {
    check("uk", "Театр ім. Лесі Коваль на вул. Садовій у м. Заріччя дав 5 млрд. гривень.");
    check("uk", "Зібрали 3 тис. підписів, див. Додаток. |Далі пішли.");
    check("uk", "Купили хліб, сіль і т. д. |Потім пішли.");
    check("uk", "Купили хліб, сіль і т.д. |Потім пішли.");
    check("uk", "Так зване т. зв. Міністерство мовчить.");
    check("ru", "Он живёт на ул. Садовой, см. Карту, в г. Заречье.");
    check("ru", "В 2024 г. Заречье получило 5 тыс. рублей и т.п. |Потом всё кончилось.");
    check("ru", "Это было в 2024 г. |Он уехал.");
    check("be", "Жыве на вул. Садовай у г. Зарэчча, нар. у 1990 г. |Ён сышоў.");
    check("en", "Mr. Hale met Dr. Orr on Jan. 5 in the U.S. Senate. |They talked.");
    check("en", "It happened in the U.S. |He left at 5 p.m. |The rest stayed.");
    check("en", "See No. 5 in the list. |He said no. |Nobody came.");
}

#[test]
fn initials_and_numbers() {
    check("ru", "Подписал А. Г. Орлов. |С. Жук молчал.");
    check("uk", "Підписав О.П. Гай. |Ціна 3.5 млн, а не 4,2.");
    check("uk", "1. Перше питання. |Друге питання.");
    check("en", "The plan by J. R. Hale failed. |It cost 3.5 million.");
    check("uk", "У групі А. |Він був першим.");
}

#[test]
fn an_ellipsis_may_go_on() {
    check("uk", "Він… не знав. |Вона... |Знала.");
    check("ru", "Мы... э-э... думаем.");
}

#[test]
fn closing_marks_stay_with_the_sentence() {
    check("uk", "«Ми готові.» |Потім він пішов.");
    check("uk", "Він сказав: \"Ми готові.\" |Потім пішов.");
    check("ru", "(Смотри ниже.) |Потом он ушёл.");
    check("ru", "Слова (так!) Орлова услышали.");
    check("en", "He said: “We are ready.” |Then he left.");
    check("uk", "„Ми готові.“ |Далі.");
    check("uk", "Він мовчав. |\"Я не знаю. |Ніхто не знає\", - сказав він.");
}

#[test]
fn the_speaker_after_a_quotation_belongs_to_it() {
    check("uk", "\"Хто почне розмову про мир?\" – спитав він. |Ніхто не відповів.");
    check("uk", "«Ні!» — вигукнула вона.");
    check("uk", "«Ніколи!», - сказав мер. |Усі пішли.");
    check("ru", "«Так нельзя. |Мы против!» — Орлов закрыл дверь.");
    check("be", "«Хто там?» — спытаў ён.");
    check("en", "\"Who pays?\" he asked. |\"Not us!\" – she said.");
    check("en", "\"Who pays?\", asked Hale.");
    check("uk", "– Куди ти? – спитав мер. |– Додому.");
}

#[test]
fn a_missing_space_does_not_hide_a_stop() {
    check("uk", "Так сталося після війни.|Він пішов?|Ніхто не знає.");
    check("ru", "Пишет Агентство.Новости и Заречье.ru о мосте.");
    check("uk", "Про це пише ТСН.ua. |Далі буде.");
    check("uk", "Він назвав це \"помилкою\".|Потім пішов.");
    check("uk", "Про це пише Цензор.НЕТ у четвер.");
    check("uk", "Мер вийшов з \"Дзеркало. Новини\" і пішов. |Усе.");
    check("ru", "Площадь 500 кв. м. |Он купил её за 60 млрд долл. |Я уверен.");
    check("uk", "У 2014 р. \"Міськгаз\" припинив роботу.");
    check("en", "Nobody knows.|He left for example.com today.");
}

#[test]
fn names_in_small_letters_open_sentences_too() {
    check("uk", "Міст закрили після атаки. |росія мовчить.");
}

#[test]
fn long_blocks_are_cut_with_a_notice() {
    let text = "Слово за словом. ".repeat(100);
    let limits = Limits { block_bytes: 300, ..Limits::default() };
    let sentences = split(&text, "uk", &limits);
    assert_eq!(sentences.concat(), text);
    assert!(sentences.last().is_some_and(|rest| rest.len() > 2000));
}

#[test]
fn languages_without_a_pack_are_passed_over_with_a_notice() {
    let text = "Starosta řekl své.\nMost stojí.\nМіст стоїть.";
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        blocks.push(Block {
            span: Span::new(start, start + line.len()),
            zone: Zone::Article,
            role: Role::Paragraph,
            group: 0,
            repeats: None,
            raw: None,
            rule: "test".into(),
        });
        start += line.len() + 1;
    }
    let page = Page { text: text.to_owned(), blocks, metadata: Metadata::default(), notices: Vec::new() };
    let languages = ["cs", "cs", "uk"].map(|code| Some(Language::new(code)));
    let reading = read(&page, &languages, &Words::new(&Packs::embedded()), &Limits::default());
    let notices: Vec<_> = reading.notices.iter().map(|notice| (notice.code.as_str(), notice.span)).collect();
    assert_eq!(notices, [("language-not-read", Some(page.blocks[0].span))]);
}
