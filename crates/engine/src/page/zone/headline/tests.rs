//! Lines that stand nearer to the story than its headline, in four languages.

use crate::model::{Limits, Origin, Role, Zone};
use crate::pack::Packs;
use crate::page::{self, Words};
use std::sync::LazyLock;

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(&Packs::embedded()));

struct Sample {
    headline: &'static str,
    date: &'static str,
    credited: &'static str,
    standfirst: &'static str,
    story: [&'static str; 2],
}

const SAMPLES: [Sample; 4] = [
    Sample {
        headline: "Рада Лугового ухвалила бюджет",
        date: "4 березня 2025, 09:05",
        credited: "Депутати розходяться після засідання, яке тривало до ночі. Світлина: Гнат Мороз",
        standfirst: "Двоє депутатів опозиції утрималися, а ще один вийшов із зали до голосування",
        story: [
            "Міська рада Лугового ухвалила бюджет після шести годин суперечок. Про це повідомив голова ради Семен Кравчук.",
            "Обласна лікарня отримає нове відділення, а дві сільські амбулаторії зачинять до кінця року, додав він.",
        ],
    },
    Sample {
        headline: "Совет Лугового утвердил бюджет",
        date: "4 марта 2025, 09:05",
        credited: "Депутаты расходятся после заседания, которое длилось до ночи. Снимок: Игнат Мороз",
        standfirst: "Двое депутатов оппозиции воздержались, а ещё один вышел из зала до голосования",
        story: [
            "Городской совет Лугового утвердил бюджет после шести часов споров. Об этом сообщил глава совета Семён Кравчук.",
            "Областная больница получит новое отделение, а две сельские амбулатории закроют до конца года, добавил он.",
        ],
    },
    Sample {
        headline: "Савет Лугавога зацвердзіў бюджэт",
        date: "4 сакавіка 2025, 09:05",
        credited: "Дэпутаты разыходзяцца пасля пасяджэння, якое цягнулася да ночы. Здымак: Ігнат Мароз",
        standfirst: "Двое дэпутатаў апазіцыі ўстрымаліся, а яшчэ адзін выйшаў з залы да галасавання",
        story: [
            "Гарадскі савет Лугавога зацвердзіў бюджэт пасля шасці гадзін спрэчак. Пра гэта паведаміў кіраўнік савета Сямён Краўчук.",
            "Абласная бальніца атрымае новае аддзяленне, а дзве сельскія амбулаторыі зачыняць да канца года, дадаў ён.",
        ],
    },
    Sample {
        headline: "Meadowford passes its budget",
        date: "4 March 2025, 09:05",
        credited: "Members leave the chamber after a sitting that lasted into the night. Photograph: Amy Frost",
        standfirst: "Two members of the opposition abstained and a third had left before the vote",
        story: [
            "The town council of Meadowford passed its budget after six hours of debate. Its chairman, Simon Cartwright, announced the vote.",
            "The county hospital will get a new ward, and two village surgeries will close by the end of the year, he added.",
        ],
    },
];

fn headline(text: &str, path: &str) -> Option<String> {
    let origin = Origin { path: path.to_owned(), ..Origin::default() };
    let page = page::read(text.as_bytes(), &origin, &WORDS, &Limits::default());
    let is = |role: Role, zone: Zone| role == Role::Headline && zone == Zone::Article;
    let block = page.blocks.iter().find(|block| is(block.role, block.zone))?;
    Some(block.span.of(&page.text).to_owned())
}

fn check(lines: &[&str], expect: &str) {
    assert_eq!(headline(&lines.join("\n\n"), "page.txt").as_deref(), Some(expect), "{lines:?}");
}

#[test]
fn a_credited_caption_is_no_headline() {
    for Sample { headline, date, credited, story: [lead, rest], .. } in SAMPLES {
        check(&["+4 °C", headline, date, credited, lead, rest], headline);
    }
}

#[test]
fn the_line_above_a_standfirst_is_the_headline() {
    for Sample { headline, date, standfirst, story: [lead, rest], .. } in SAMPLES {
        let headline = format!("{headline}: {headline}");
        check(&["+4 °C", &headline, standfirst, date, lead, rest], &headline);
    }
}

/// A page of several stories: the name of the site is its first heading, the headlines are links.
#[test]
fn the_name_of_the_site_is_no_headline() {
    for Sample { headline: title, date, story: [lead, rest], .. } in SAMPLES {
        let site = title.split(' ').next().unwrap_or("");
        let html = format!(
            "<html><head><title>{site}</title><meta property=og:site_name content={site}></head><body><h1><a href=/>{site}</a></h1>\
             <h2><a href=/1>{title}</a></h2><p class=date>{date}</p><p>{lead}</p><p>{rest}</p></body></html>"
        );
        assert_eq!(headline(&html, "page.html").as_deref(), Some(title), "{html}");
    }
}

/// "Who passed the budget?" ends as a sentence does and is long enough for a paragraph.
#[test]
fn a_question_is_a_headline() {
    for Sample { headline: title, date, story: [lead, rest], .. } in SAMPLES {
        let question = format!("{title}: {title}?");
        let html = format!(
            "<html><head><title>{question}</title></head><body><p>{title} {date} {title}</p>\
             <h1>{question}</h1><p>{lead}</p><p>{rest}</p></body></html>"
        );
        assert_eq!(headline(&html, "page.html").as_deref(), Some(question.as_str()), "{html}");
    }
}
