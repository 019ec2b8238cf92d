//! `cargo xtask bench link`: time to link many pages, how it grows from N pages to ten times as many, and what one more page
//! costs the large corpus.
//!
//! The pages are invented. A story has two people, a state and numbers of its own; eight pages tell of it, in four languages,
//! each with three of the story's six facts in an order of its own and one fact of another story. People and states return in
//! other stories, so that crowded blocks occur as in real piles of news. No page is a copy of another; the same N gives the
//! same pages.

use super::clock;
use reportedly_engine::corpus::{Decisions, Index, Part, Words};
use reportedly_engine::lexicon::Lexicon;
use reportedly_engine::model::{Document, Limits, Origin};
use reportedly_engine::pack::Packs;
use reportedly_engine::{Engine, meaning};
use serde_json::json;

/// Pages of one story.
const TELLERS: usize = 8;
/// Facts of one story, and those of them that a page tells.
const FACTS: usize = 6;
const TOLD: usize = 3;
/// Pages that are added one by one at the end.
const LATE: usize = 200;

/// en, ru, uk, be; `{s}` is a state, `{n}` a number.
const SENTENCES: [[&str; 4]; 12] = [
    [
        "{s} will supply {n} tonnes of grain",
        "{s} поставит {n} тонн зерна",
        "{s} поставить {n} тонн зерна",
        "{s} паставіць {n} тон збожжа",
    ],
    [
        "{s} closed {n} border crossings",
        "{s} закрыла {n} пограничных переходов",
        "{s} закрила {n} прикордонних переходів",
        "{s} закрыла {n} памежных пераходаў",
    ],
    [
        "{s} lost {n} soldiers in a week",
        "{s} потеряла {n} солдат за неделю",
        "{s} втратила {n} солдатів за тиждень",
        "{s} страціла {n} салдат за тыдзень",
    ],
    [
        "{s} is ready for talks about a truce",
        "{s} готова к переговорам о перемирии",
        "{s} готова до переговорів про перемир'я",
        "{s} гатовая да перамоў пра перамір'е",
    ],
    [
        "{s} raised the price of gas by {n} percent",
        "{s} повысила цену на газ на {n} процентов",
        "{s} підвищила ціну на газ на {n} відсотків",
        "{s} падвысіла цану на газ на {n} працэнтаў",
    ],
    [
        "{s} built {n} kilometres of road",
        "{s} построила {n} километров дороги",
        "{s} побудувала {n} кілометрів дороги",
        "{s} пабудавала {n} кіламетраў дарогі",
    ],
    [
        "{s} arrested {n} officials",
        "{s} арестовала {n} чиновников",
        "{s} заарештувала {n} чиновників",
        "{s} арыштавала {n} чыноўнікаў",
    ],
    [
        "{s} has not received {n} million euros of credit",
        "{s} не получила {n} миллионов евро кредита",
        "{s} не отримала {n} мільйонів євро кредиту",
        "{s} не атрымала {n} мільёнаў еўра крэдыту",
    ],
    [
        "{s} evacuated {n} residents after the flood",
        "{s} эвакуировала {n} жителей после наводнения",
        "{s} евакуювала {n} жителів після повені",
        "{s} эвакуіравала {n} жыхароў пасля паводкі",
    ],
    [
        "{s} bought {n} helicopters for the army",
        "{s} купила {n} вертолетов для армии",
        "{s} купила {n} вертольотів для армії",
        "{s} купіла {n} верталётаў для арміі",
    ],
    [
        "{s} rejected the law on mobilisation",
        "{s} отклонила закон о мобилизации",
        "{s} відхилила закон про мобілізацію",
        "{s} адхіліла закон аб мабілізацыі",
    ],
    [
        "{s} postponed the elections for {n} days",
        "{s} перенесла выборы на {n} дней",
        "{s} перенесла вибори на {n} днів",
        "{s} перанесла выбары на {n} дзён",
    ],
];

const STATES: [[&str; 4]; 12] = [
    ["Poland", "Польша", "Польща", "Польшча"],
    ["Romania", "Румыния", "Румунія", "Румынія"],
    ["Moldova", "Молдавия", "Молдова", "Малдова"],
    ["Estonia", "Эстония", "Естонія", "Эстонія"],
    ["Latvia", "Латвия", "Латвія", "Латвія"],
    ["Slovakia", "Словакия", "Словаччина", "Славакія"],
    ["Norway", "Норвегия", "Норвегія", "Нарвегія"],
    ["France", "Франция", "Франція", "Францыя"],
    ["Turkey", "Турция", "Туреччина", "Турцыя"],
    ["Hungary", "Венгрия", "Угорщина", "Венгрыя"],
    ["Georgia", "Грузия", "Грузія", "Грузія"],
    ["Bulgaria", "Болгария", "Болгарія", "Балгарыя"],
];

/// Given names: Latin, Russian, Ukrainian, Belarusian.
const GIVEN: [[&str; 4]; 8] = [
    ["Ivan", "Иван", "Іван", "Іван"],
    ["Anna", "Анна", "Анна", "Ганна"],
    ["Viktor", "Виктор", "Віктор", "Віктар"],
    ["Maria", "Мария", "Марія", "Марыя"],
    ["Pavel", "Павел", "Павло", "Павел"],
    ["Olga", "Ольга", "Ольга", "Вольга"],
    ["Anton", "Антон", "Антон", "Антон"],
    ["Vera", "Вера", "Віра", "Вера"],
];
const SYLLABLES: [(&str, &str); 24] = [
    ("bra", "бра"),
    ("ven", "вен"),
    ("tor", "тор"),
    ("sok", "сок"),
    ("dar", "дар"),
    ("lub", "луб"),
    ("kar", "кар"),
    ("pod", "под"),
    ("mal", "мал"),
    ("gor", "гор"),
    ("rud", "руд"),
    ("zan", "зан"),
    ("fed", "фед"),
    ("nos", "нос"),
    ("stan", "стан"),
    ("kov", "ков"),
    ("bur", "бур"),
    ("tal", "тал"),
    ("mok", "мок"),
    ("las", "лас"),
    ("dub", "дуб"),
    ("per", "пер"),
    ("sam", "сам"),
    ("kon", "кон"),
];
const ENDINGS: [(&str, &str); 4] = [("ov", "ов"), ("enko", "енко"), ("uk", "ук"), ("an", "ан")];
/// Who speaks, and of whose words.
const SAID: [&str; 4] =
    ["{p} said that {f}.", "{p} заявил, что {f}.", "{p} заявив, що {f}.", "{p} заявіў, што {f}."];
const TITLES: [&str; 4] = ["News of the day: {p}", "Новости дня: {p}", "Новини дня: {p}", "Навіны дня: {p}"];

/// Whole numbers that follow from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % sides as u64) as usize
    }
}

/// A person's name in a language; the lower the number, the more stories he is in.
fn person(number: usize, language: usize) -> String {
    let n = SYLLABLES.len();
    let ends = [SYLLABLES[number % n], SYLLABLES[number / n % n], ENDINGS[number / (n * n) % ENDINGS.len()]];
    let letters =
        |(latin, cyrillic): (&str, &str)| if language == 0 { latin.to_owned() } else { cyrillic.to_owned() };
    let family: String = ends.into_iter().map(letters).collect();
    let mut rest = family.chars();
    let family: String = rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect();
    format!("{} {family}", GIVEN[number / 7 % GIVEN.len()][language])
}

struct Story {
    people: [usize; 2],
    state: usize,
    /// Sentence and number.
    facts: Vec<(usize, usize)>,
}

fn story(number: usize) -> Story {
    let mut dice = Dice(number as u64 ^ 0x5707);
    // a third of the people are in many stories, the others in this one
    let mut someone = || if dice.roll(3) == 0 { dice.roll(200) } else { 200 + dice.roll(200_000) };
    let people = [someone(), someone()];
    let state = dice.roll(STATES.len());
    let facts = (0..FACTS).map(|_| (dice.roll(SENTENCES.len()), 2 + dice.roll(3_000))).collect();
    Story { people, state, facts }
}

/// The text of one page of a pile.
fn text(page: usize) -> String {
    let mut dice = Dice(page as u64 ^ 0xface);
    let language = dice.roll(4);
    let own = story(page / TELLERS);
    let other = story(dice.roll(page / TELLERS + 1));
    let mut lines = vec![TITLES[language].replace("{p}", &person(own.people[0], language))];
    let first = dice.roll(FACTS);
    let told = (0..TOLD).map(|i| (&own, own.facts[(first + i * 5) % FACTS]));
    for (story, (sentence, number)) in told.chain([(&other, other.facts[dice.roll(FACTS)])]) {
        let fact = SENTENCES[sentence][language]
            .replace("{s}", STATES[story.state][language])
            .replace("{n}", &number.to_string());
        let name = person(story.people[number % 2], language);
        lines.push(SAID[language].replace("{p}", &name).replace("{f}", &fact));
    }
    lines.join("\n\n")
}

fn document(engine: &Engine, page: usize) -> Document {
    let path = format!("{page}.txt");
    engine.analyse(text(page).as_bytes(), &Origin { path, ..Origin::default() })
}

/// Time to link so many pages.
struct Run {
    pages: usize,
    statements: usize,
    pairs: usize,
    claims: usize,
    index: f64,
    corpus: f64,
}

impl Run {
    fn all(&self) -> f64 {
        self.index + self.corpus
    }
}

fn link(documents: &[Document], words: &Words, part: &mut dyn FnMut(&Document) -> Part) -> (Run, Index) {
    let begin = clock::seconds();
    let mut index = Index::default();
    index.extend(documents.iter().map(part), words);
    let middle = clock::seconds();
    let all: Vec<&Document> = documents.iter().collect();
    let corpus = index.corpus(&all, &Decisions::default());
    let end = clock::seconds();
    let run = Run {
        pages: documents.len(),
        statements: documents.iter().map(|document| document.statements.len()).sum(),
        pairs: index.pairs(),
        claims: corpus.claims.iter().filter(|claim| claim.members.len() > 1).count(),
        index: middle - begin,
        corpus: end - middle,
    };
    (run, index)
}

pub(super) fn run(mut arguments: Vec<String>) -> Result<bool, String> {
    let pages = match crate::option(&mut arguments, "--pages")? {
        Some(text) => {
            text.parse().ok().filter(|n| *n > 0).ok_or(format!("`--pages {text}`: expected a number"))?
        }
        None => 10_000,
    };
    let as_json = crate::flag(&mut arguments, "--json");
    let with_encoder = crate::flag(&mut arguments, "--encoder");
    crate::none_left(&arguments)?;
    super::warn_unless_release();
    let engine = Engine::new(Packs::embedded(), Limits::default());
    let words = Words::new(engine.packs());
    let begin = clock::seconds();
    let documents: Vec<Document> = (0..pages * 10).map(|page| document(&engine, page)).collect();
    let reading = clock::seconds() - begin;
    let encoder = meaning::encoder().map_err(|error| error.to_string())?;
    let (spelling, lexicon) = (meaning::Words::new(engine.packs()), Lexicon::new(engine.packs()));
    let mut reader = meaning::Reader::new(&encoder, &spelling, &lexicon);
    let mut part = |document: &Document| {
        if with_encoder {
            Part::with_meaning(document, &words, &mut reader)
        } else {
            Part::new(document, &words)
        }
    };
    let mut runs = vec![link(&documents[..pages], &words, &mut part).0];
    let (large, mut index) = link(&documents, &words, &mut part);
    runs.push(large);
    let late: Vec<Document> = (0..LATE).map(|n| document(&engine, pages * 10 + n)).collect();
    let mut each: Vec<f64> = Vec::new();
    for document in &late {
        let begin = clock::seconds();
        index.add(part(document), &words);
        each.push((clock::seconds() - begin) * 1000.0);
    }
    each.sort_by(f64::total_cmp);
    let at = |share: f64| each[((each.len() - 1) as f64 * share) as usize];
    let growth = runs[1].all() / runs[0].all();
    if as_json {
        let runs: Vec<_> = runs
            .iter()
            .map(|run| {
                json!({"pages": run.pages, "statements": run.statements, "pairs": run.pairs, "claims": run.claims,
                       "index_s": run.index, "corpus_s": run.corpus})
            })
            .collect();
        let one = json!({"median_ms": at(0.5), "p95_ms": at(0.95), "most_ms": at(1.0)});
        println!("{}", json!({"runs": runs, "growth": growth, "one_more": one}));
        return Ok(true);
    }
    println!("reading {:.0} pages a second", documents.len() as f64 / reading);
    for run in &runs {
        println!(
            "{:>7} pages  {:>7} statements  {:>8} near pairs  {:>6} shared claims  index {:>7.1} s  corpus {:>7.1} s  {:.2} ms a page",
            run.pages,
            run.statements,
            run.pairs,
            run.claims,
            run.index,
            run.corpus,
            run.all() * 1000.0 / run.pages as f64
        );
    }
    println!("ten times the pages, {growth:.1} times the time (processor time of one core)");
    println!(
        "one more page to {}: median {:.2} ms, 95 in 100 below {:.2} ms, most {:.2} ms",
        runs[1].pages,
        at(0.5),
        at(0.95),
        at(1.0)
    );
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn pages_differ_and_are_the_same_every_time() {
        let pages: Vec<String> = (0..400).map(text).collect();
        assert_eq!(pages, (0..400).map(text).collect::<Vec<_>>());
        assert_eq!(pages.iter().collect::<BTreeSet<_>>().len(), 400);
    }

    #[test]
    fn stories_are_found() {
        let engine = Engine::new(Packs::embedded(), Limits::default());
        let words = Words::new(engine.packs());
        let documents: Vec<Document> = (0..160).map(|page| document(&engine, page)).collect();
        let (run, _) = link(&documents, &words, &mut |document| Part::new(document, &words));
        assert!(run.statements > 400 && run.claims > 40, "{} {}", run.statements, run.claims);
    }
}
