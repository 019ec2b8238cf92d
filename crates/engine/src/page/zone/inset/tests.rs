//! A teaser with a date of its own between the paragraphs of a story.

use crate::model::{Limits, Origin, Zone};
use crate::pack::Packs;
use crate::page::{self, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

fn zone(text: &str, line: &str) -> Zone {
    let origin = Origin { path: "page.txt".to_owned(), ..Origin::default() };
    let page = page::read(text.as_bytes(), &origin, &WORDS, &Limits::default());
    let found = page.blocks.iter().find(|block| block.span.of(&page.text) == line);
    found.map(|block| block.zone).unwrap_or_else(|| panic!("{line:?} is no block of {text:?}"))
}

struct Story {
    title: &'static str,
    date: &'static str,
    paragraphs: [&'static str; 4],
    label: &'static str,
    teaser: (&'static str, &'static str),
}

const STORIES: [Story; 4] = [
    Story {
        title: "Міст через Орілку закрито до весни",
        date: "02.10.2024 16:20",
        paragraphs: [
            "Міст через Орілку закрили до весни, повідомив мер Іван Лис. Опори пошкоджено ще влітку.",
            "Роботи на мосту коштуватимуть дванадцять мільйонів гривень, а гроші має дати область.",
            "Мешканці кажуть, що об'їзд мосту забирає годину, і просять пустити автобус до станції.",
            "Поліція просить водіїв не ставити автівок на набережній, доки тривають роботи.",
        ],
        label: "ЧИТАЙТЕ ТАКОЖ",
        teaser: ("Скільки коштуватиме вода з нового року", "28.09.2024"),
    },
    Story {
        title: "Паром через Тихую остановили на ремонт",
        date: "2 октября 2024, 16:20",
        paragraphs: [
            "Паром через Тихую остановили на месяц, рассказал директор переправы Олег Панин.",
            "Ремонт парома обойдётся в три миллиона рублей, деньги уже выделил район.",
            "Жители жалуются, что без парома до больницы приходится ехать вокруг озера.",
            "На время ремонта район обещает пустить катер, сообщили в администрации.",
        ],
        label: "Читайте также:",
        teaser: ("Школьники собрали тонну макулатуры", "18:40"),
    },
    Story {
        title: "Міліцыя шукае сведкаў пажару на лесапілцы",
        date: "2 кастрычніка 2024, 16:20",
        paragraphs: [
            "Пажар на лесапілцы ў Залессі пачаўся ўначы, паведаміў начальнік аддзела Пётр Сава.",
            "Лесапілка згарэла цалкам, двое рабочых трапілі ў бальніцу, сказаў галоўны ўрач.",
            "Гаспадар лесапілкі мяркуе, што прычынай пажару стала старая праводка ў цэху.",
            "Сведкаў пажару міліцыя просіць патэлефанаваць у аддзел або прыйсці асабіста.",
        ],
        label: "Чытайце таксама",
        teaser: ("Коўзанку адкрыюць на месяц раней", "1 кастрычніка 2024"),
    },
    Story {
        title: "Fernley bridge to stay shut until spring",
        date: "2 October 2024, 16:20",
        paragraphs: [
            "The bridge at Fernley will stay shut until spring, county engineer Mercy Rood said on Friday.",
            "Repairs to the bridge will cost two million pounds, which the county has yet to find.",
            "Traders say the closure of the bridge has halved their custom since the summer.",
            "The county asked drivers to keep the quay clear while repairs go on.",
        ],
        label: "Read also",
        teaser: ("Ice rink opens a month early this year", "28 September 2024"),
    },
];

/// The page with the teaser behind so many paragraphs; `parts` are those of the teaser.
fn page(story: &Story, behind: usize, parts: &[&str]) -> String {
    let (above, below) = story.paragraphs.split_at(behind);
    let lines = [&["News", "Sport", story.title, story.date][..], above, parts, below].concat();
    lines.join("\n")
}

#[test]
fn a_dated_teaser_in_mid_story_ends_nothing() {
    for story in &STORIES {
        let (title, date) = story.teaser;
        let forms: [&[&str]; 4] =
            [&[story.label, title, date], &[story.label, date, title], &[title, date], &[date, title]];
        for behind in 1..4 {
            // without a label one paragraph above or below may be too little to tell by
            let told = |parts: &&&[&str]| behind == 2 || parts.len() > 2;
            for parts in forms.iter().filter(told) {
                let text = page(story, behind, parts);
                assert_eq!(zone(&text, title), Zone::Teaser, "{text}");
                assert_eq!(zone(&text, story.title), Zone::Article, "{text}");
                for paragraph in story.paragraphs {
                    assert_eq!(zone(&text, paragraph), Zone::Article, "{paragraph}: {text}");
                }
            }
        }
    }
}

#[test]
fn two_dated_teasers_in_a_row_end_nothing() {
    for pair in STORIES.windows(2) {
        let [story, other] = pair else { continue };
        let text =
            page(story, 2, &[story.label, story.teaser.0, story.teaser.1, other.teaser.0, other.teaser.1]);
        for paragraph in story.paragraphs {
            assert_eq!(zone(&text, paragraph), Zone::Article, "{paragraph}: {text}");
        }
    }
}

#[test]
fn a_headline_with_its_own_story_is_none() {
    for pair in STORIES.windows(2) {
        let [story, next] = pair else { continue };
        let text = page(story, 4, &[next.title, next.date, next.paragraphs[0]]);
        assert_eq!(zone(&text, story.paragraphs[3]), Zone::Article, "{text}");
        assert_ne!(zone(&text, next.paragraphs[0]), Zone::Article, "{text}");
    }
}
