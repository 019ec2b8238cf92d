//! The pile of invented news that `bench link` and `bench corpus` measure on: the same number gives the same page.
//!
//! Nothing is drawn evenly, as nothing is in the news: people, things, states and outlets are drawn by the law of Zipf and
//! Mandelbrot, so that few are in many pages, most in few, and new ones never cease to come (Heaps' law). Words, given names
//! and states are those of the engine's own tables, family names are made of syllables.
//!
//! A story has two people, a state and six facts; eight pages tell of it, in four languages, each with three of its facts in
//! an order of its own, a fact of an earlier story, most often a recent one, and a fact that a person of this page alone
//! tells; one page in four has that one from another outlet and says so. One page in ten has all but one of its sentences from an earlier page of the story. Four hundred pages a day, each
//! with an outlet and a time.

use reportedly_engine::Engine;
use reportedly_engine::model::{Document, Origin};
use reportedly_engine::pack::{Packs, Table};

/// Pages of one story, and of one day.
const TELLERS: usize = 8;
const A_DAY: usize = 400;
/// Facts of one story, and those of them that a page tells.
const FACTS: usize = 6;
const TOLD: usize = 3;
/// One page in so many has its words from another.
const COPIES: usize = 10;
/// Outlets that publish.
const OUTLETS: usize = 600;
/// 2030-01-01, in days from 1970.
const FIRST_DAY: usize = 21_915;

/// en, ru, uk, be; `{s}` is a state, `{n}` a number, `{x}` a thing.
const SENTENCES: [[&str; 4]; 12] = [
    [
        "{s} will supply {n} units: {x}",
        "{s} поставит {n} единиц: {x}",
        "{s} поставить {n} одиниць: {x}",
        "{s} паставіць {n} адзінак: {x}",
    ],
    [
        "{s} closed {n} border crossings, {x}",
        "{s} закрыла {n} пограничных переходов, {x}",
        "{s} закрила {n} прикордонних переходів, {x}",
        "{s} закрыла {n} памежных пераходаў, {x}",
    ],
    [
        "{s} lost {n} soldiers, {x}",
        "{s} потеряла {n} солдат, {x}",
        "{s} втратила {n} солдатів, {x}",
        "{s} страціла {n} салдат, {x}",
    ],
    [
        "{s} is ready for talks about {x}",
        "{s} готова к переговорам: {x}",
        "{s} готова до переговорів: {x}",
        "{s} гатовая да перамоў: {x}",
    ],
    [
        "{s} raised the price of {x} by {n} percent",
        "{s} повысила цену на {x} на {n} процентов",
        "{s} підвищила ціну на {x} на {n} відсотків",
        "{s} падвысіла цану на {x} на {n} працэнтаў",
    ],
    [
        "{s} built {n} kilometres of road, {x}",
        "{s} построила {n} километров дороги, {x}",
        "{s} побудувала {n} кілометрів дороги, {x}",
        "{s} пабудавала {n} кіламетраў дарогі, {x}",
    ],
    [
        "{s} arrested {n} people, {x}",
        "{s} арестовала {n} человек, {x}",
        "{s} заарештувала {n} людей, {x}",
        "{s} арыштавала {n} чалавек, {x}",
    ],
    [
        "{s} has not received {n} million euros, {x}",
        "{s} не получила {n} миллионов евро, {x}",
        "{s} не отримала {n} мільйонів євро, {x}",
        "{s} не атрымала {n} мільёнаў еўра, {x}",
    ],
    [
        "{s} evacuated {n} residents after {x}",
        "{s} эвакуировала {n} жителей, {x}",
        "{s} евакуювала {n} жителів, {x}",
        "{s} эвакуіравала {n} жыхароў, {x}",
    ],
    [
        "{s} bought {n} units of {x} for the army",
        "{s} купила для армии {n} единиц, {x}",
        "{s} купила для армії {n} одиниць, {x}",
        "{s} купіла для арміі {n} адзінак, {x}",
    ],
    [
        "{s} rejected the law on {x}",
        "{s} отклонила закон, {x}",
        "{s} відхилила закон, {x}",
        "{s} адхіліла закон, {x}",
    ],
    [
        "{s} postponed {x} for {n} days",
        "{s} перенесла на {n} дней {x}",
        "{s} перенесла на {n} днів {x}",
        "{s} перанесла на {n} дзён {x}",
    ],
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
const SAID: [&str; 4] =
    ["{p} said that {f}.", "{p} заявил, что {f}.", "{p} заявив, що {f}.", "{p} заявіў, што {f}."];
/// How a page says that it has something from another outlet, `{o}`.
const CITED: [&str; 4] = [
    ", the {o} Herald reported.",
    ", сообщила газета «{o} Геральд».",
    ", повідомила газета «{o} Геральд».",
    ", паведаміла газета «{o} Геральд».",
];
/// One page in so many has something from another outlet.
const CITING: usize = 4;
const TITLES: [&str; 4] = ["News of the day: {p}", "Новости дня: {p}", "Новини дня: {p}", "Навіны дня: {p}"];

/// Whole numbers that follow from a seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides.max(1) as u64) as usize
    }
    /// A rank, 0 the most frequent. `crowd` ranks share the upper half of all draws; the number of different ranks in N draws
    /// grows like N to the power of `growth`, below 1.
    fn rank(&mut self, crowd: f64, growth: f64) -> usize {
        let even = ((self.next() >> 11) as f64 + 1.0) / (1u64 << 53) as f64;
        let slope = growth / (1.0 - growth);
        let scale = crowd / (0.5f64.powf(-slope) - 1.0);
        (scale * (even.powf(-slope) - 1.0)).min(1e9) as usize
    }
    fn number(&mut self) -> usize {
        match self.roll(4) {
            0 => 2 + self.roll(30),
            1 => 10 * (1 + self.roll(60)),
            2 => 100 * (1 + self.roll(90)),
            _ => 2 + self.roll(3_000),
        }
    }
}

/// A family name in Latin or Cyrillic letters; different for the first fifty thousand people but for namesakes.
fn family(number: usize, latin: bool) -> String {
    let number = if number % 9 == 8 { number / 9 % 500 } else { number };
    let (n, all) = (SYLLABLES.len(), SYLLABLES.len().pow(3) * ENDINGS.len());
    // neighbours in rank are not neighbours in sound
    let number = number * 7_919 % all;
    let parts = [number % n, number / n % n, number / (n * n) % n].map(|at| SYLLABLES[at]);
    let letters = |(a, b): (&'static str, &'static str)| if latin { a } else { b };
    let end = ENDINGS[number / n.pow(3) % ENDINGS.len()];
    // two syllables and an ending are the most usual, and as many are not enough
    let from = usize::from(number % 3 == 0);
    let family: String = parts.into_iter().skip(from).chain([end]).map(letters).collect();
    let mut rest = family.chars();
    rest.next().into_iter().flat_map(char::to_uppercase).chain(rest).collect()
}

struct Fact {
    state: usize,
    sentence: usize,
    number: usize,
    thing: usize,
}

struct Story {
    people: [usize; 2],
    facts: Vec<Fact>,
}

/// What pages are made of; en, ru, uk, be.
pub(crate) struct Pile {
    given: Vec<[String; 4]>,
    states: Vec<[String; 4]>,
    things: Vec<[String; 4]>,
}

/// The first word of each of four cells, of rows that have one word in all of them.
fn rows(table: &Table, columns: [usize; 4], separator: char) -> Vec<[String; 4]> {
    let word = |cell: &str| cell.split(separator).next().unwrap_or("").trim().to_owned();
    let all = table.rows().map(|row| columns.map(|column| word(row.at(column))));
    all.filter(|row| row.iter().all(|word| !word.is_empty() && word.chars().all(char::is_alphabetic)))
        .collect()
}

impl Pile {
    pub(crate) fn new(packs: &Packs) -> Self {
        Self {
            given: rows(packs.world("given-names"), [5, 2, 3, 4], ','),
            states: rows(packs.world("territories"), [4, 2, 1, 3], ','),
            things: rows(packs.world("lexicon-nouns"), [5, 3, 2, 4], '|'),
        }
    }

    fn person(&self, number: usize, language: usize) -> String {
        let given = &self.given[Dice(number as u64 ^ 0x61f3).rank(12.0, 0.5) % self.given.len()];
        format!("{} {}", given[language], family(number, language == 0))
    }

    fn fact(&self, dice: &mut Dice, state: usize) -> Fact {
        let (sentence, number) = (dice.roll(SENTENCES.len()), dice.number());
        Fact { state, sentence, number, thing: dice.rank(250.0, 0.6) % self.things.len() }
    }

    fn story(&self, number: usize) -> Story {
        let mut dice = Dice(number as u64 ^ 0x5707);
        let people = [dice.rank(60.0, 0.65), dice.rank(60.0, 0.65)];
        let state = dice.rank(6.0, 0.5) % self.states.len();
        Story { people, facts: (0..FACTS).map(|_| self.fact(&mut dice, state)).collect() }
    }

    fn line(&self, who: usize, fact: &Fact, language: usize) -> String {
        let said = SENTENCES[fact.sentence][language]
            .replace("{s}", &self.states[fact.state][language])
            .replace("{n}", &fact.number.to_string())
            .replace("{x}", &self.things[fact.thing][language]);
        SAID[language].replace("{p}", &self.person(who, language)).replace("{f}", &said)
    }

    /// The same from another outlet, once in a while.
    fn cited(line: String, page: usize, language: usize) -> String {
        let mut dice = Dice(page as u64 ^ 0xc17e);
        if dice.roll(CITING) > 0 {
            return line;
        }
        let outlet = family(dice.rank(40.0, 0.5) % OUTLETS, language == 0);
        format!("{}{}", line.trim_end_matches('.'), CITED[language].replace("{o}", &outlet))
    }

    /// The lines of a page that has its words from no other, each with the fact it tells; the title tells none.
    fn told(&self, page: usize) -> Vec<(String, String)> {
        let mut dice = Dice(page as u64 ^ 0xface);
        let language = dice.roll(4);
        let number = page / TELLERS;
        let own = self.story(number);
        let other = self.story(number.saturating_sub(dice.rank(20.0, 0.5)));
        let first = dice.roll(FACTS);
        let told = (0..TOLD).map(|i| (&own, &own.facts[(first + i * 5) % FACTS]));
        let title = TITLES[language].replace("{p}", &self.person(own.people[0], language));
        let mut lines = vec![(title, String::new())];
        let known = |who: usize, fact: &Fact| {
            format!("{who} {} {} {} {}", fact.state, fact.sentence, fact.number, fact.thing)
        };
        for (story, fact) in told.chain([(&other, &other.facts[dice.roll(FACTS)])]) {
            let who = story.people[fact.number % 2];
            lines.push((self.line(who, fact, language), known(who, fact)));
        }
        let state = dice.rank(6.0, 0.5) % self.states.len();
        let fact = self.fact(&mut dice, state);
        // hardly anybody else tells of this one
        let who = dice.rank(4_000.0, 0.85);
        let line = Self::cited(self.line(who, &fact, language), page, language);
        lines.push((line, known(who, &fact)));
        lines
    }

    /// The lines of a page, each with what the fact it tells is known by.
    pub(crate) fn lines(&self, page: usize) -> Vec<(String, String)> {
        let mut dice = Dice(page as u64 ^ 0xc0b7);
        let mut lines = self.told(page);
        if dice.roll(COPIES) == 0 && !page.is_multiple_of(TELLERS) {
            let mut from = self.told(page - 1 - dice.roll(page % TELLERS));
            from.remove(1 + dice.roll(from.len() - 1));
            // a title of its own
            from[0] = std::mem::take(&mut lines[0]);
            lines = from;
        }
        lines
    }

    pub(crate) fn text(&self, page: usize) -> String {
        let lines: Vec<String> = self.lines(page).into_iter().map(|(line, _)| line).collect();
        lines.join("\n\n")
    }

    pub(crate) fn origin(&self, page: usize) -> Origin {
        let mut dice = Dice(page as u64 ^ 0x0b1e);
        let minute = page % A_DAY * 1_440 / A_DAY;
        let day = super::super::day((FIRST_DAY + page / A_DAY) as u64);
        Origin {
            path: format!("{page}.txt"),
            outlet: Some(format!("{} Herald", family(dice.rank(40.0, 0.5) % OUTLETS, true))),
            published: Some(format!("{day}T{:02}:{:02}", minute / 60, minute % 60)),
            ..Origin::default()
        }
    }

    pub(crate) fn document(&self, engine: &Engine, page: usize) -> Document {
        engine.analyse(self.text(page).as_bytes(), &self.origin(page))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn pages_differ_and_are_the_same_every_time() {
        let pile = Pile::new(&Packs::embedded());
        let pages: Vec<String> = (0..400).map(|page| pile.text(page)).collect();
        assert_eq!(pages, (0..400).map(|page| pile.text(page)).collect::<Vec<_>>());
        assert_eq!(pages.iter().collect::<BTreeSet<_>>().len(), 400);
    }

    /// Half of all draws are of few, and new ones do not cease to come.
    #[test]
    fn few_are_in_many_pages() {
        let mut dice = Dice(7);
        let mut ranks: Vec<usize> = (0..20_000).map(|_| dice.rank(60.0, 0.65)).collect();
        let frequent = ranks.iter().filter(|rank| **rank < 60).count();
        assert!((9_000..11_000).contains(&frequent), "{frequent}");
        let new = |ranks: &[usize]| ranks.iter().collect::<BTreeSet<_>>().len();
        let (first, all) = (new(&ranks[..2_000]), new(&ranks));
        assert!(all > 3 * first && all < 7 * first, "{first} {all}");
        ranks.sort_unstable();
        assert_eq!(ranks[0], 0);
    }
}
