//! What the pages say, in the four languages of the corpus.
//!
//! Takes a key of `assets/messages.tsv`, gives the words in the language a reader chose. Words of documents never pass
//! through here.

use axum::http::{HeaderMap, header};
use reportedly_engine::corpus::Remark;
use reportedly_engine::pack::Packs;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One line for each message: key, English, Ukrainian, Russian, Belarusian. Forms of a counted noun are parted by `|`.
const TABLE: &str = include_str!("../assets/messages.tsv");

/// In the order of the columns.
pub(crate) const LANGUAGES: [(&str, &str); 4] =
    [("en", "English"), ("uk", "Українська"), ("ru", "Русский"), ("be", "Беларуская")];

static MESSAGES: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let cells = lines.map(|line| line.split('\t'));
    cells.filter_map(|mut cells| Some((cells.next()?, cells.collect()))).collect()
});

/// Sentences of the engine, in the order of the languages; `{0}` and so on stand for what differs.
const SENTENCES: &str = include_str!("../assets/reasons.tsv");

static REASONS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = SENTENCES.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect()).collect()
});

/// Tables of the engine that say an act or a thing in every language of the pages.
const LEXICA: [&str; 3] = ["lexicon-verbs", "lexicon-nouns", "lexicon-other"];

/// Ids of acts and things with their usual word, in the order of the languages.
static TERMS: LazyLock<BTreeMap<String, [String; 4]>> = LazyLock::new(|| {
    let packs = Packs::embedded();
    let mut terms = BTreeMap::new();
    for row in LEXICA.iter().flat_map(|name| packs.world(name).rows()) {
        let usual = |(code, _): (&str, &str)| row.get(code).split('|').next().unwrap_or("").trim().to_owned();
        let words = LANGUAGES.map(usual);
        if words.iter().all(|word| !word.is_empty()) {
            terms.entry(row.get("id").to_owned()).or_insert(words);
        }
    }
    terms
});

/// What stands in the holes of a pattern when a text is made after it.
fn holes<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = pattern.split('{');
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    for piece in pieces {
        let (_, literal) = piece.split_once('}')?;
        let at = if literal.is_empty() { rest.len() } else { rest.find(literal)? };
        found.push(rest.get(..at).filter(|hole| !hole.is_empty())?);
        rest = rest.get(at + literal.len()..)?;
    }
    rest.is_empty().then_some(found)
}

/// Part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// In the language of the page.
    Ours(String),
    /// A name, a number or words of the record.
    Record(String),
}

/// A language of the interface: a column of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ui(usize);

impl Ui {
    pub(crate) fn named(code: &str) -> Option<Self> {
        LANGUAGES.iter().position(|(known, _)| *known == code).map(Self)
    }

    /// `?ui=`, else the cookie, else what the browser asks for, else English.
    pub(crate) fn chosen(asked: Option<&str>, headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
        let cookie = || {
            let mut pairs = text(header::COOKIE).split(';').filter_map(|pair| pair.trim().split_once('='));
            pairs.find(|(name, _)| *name == "ui").and_then(|(_, code)| Self::named(code))
        };
        let accepted = || {
            let wanted = text(header::ACCEPT_LANGUAGE).split(',');
            let codes = wanted.map(|one| one.split([';', '-']).next().unwrap_or("").trim());
            codes.filter_map(Self::named).next()
        };
        asked.and_then(Self::named).or_else(cookie).or_else(accepted).unwrap_or_default()
    }

    pub(crate) fn code(self) -> &'static str {
        LANGUAGES.get(self.0).map_or("en", |(code, _)| code)
    }

    /// The words of a key; the key itself when the table lacks it, which a test forbids.
    pub(crate) fn say(self, key: &'static str) -> &'static str {
        self.find(key).unwrap_or(key)
    }

    fn find(self, key: &str) -> Option<&'static str> {
        MESSAGES.get(key).and_then(|cells| cells.get(self.0)).copied()
    }

    /// The word for a value of the model: `zone.teaser`; as the model writes it when the table does not know it.
    pub(crate) fn word<T: serde::Serialize>(self, group: &str, value: &T) -> String {
        let word = crate::text::word(value);
        match self.find(&format!("{group}.{}", word.replace(' ', "_"))) {
            Some(said) => said.to_owned(),
            None => word,
        }
    }

    /// A remark of the engine in this language, by its code: words, and what stands between them.
    pub(crate) fn remark(self, remark: &Remark) -> Option<Vec<Piece>> {
        let mut rest = self.find(&format!("remark.{}", remark.code.replace('-', "_")))?;
        let mut pieces = Vec::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (number, after) = after.split_once('}')?;
            pieces.push(Piece::Ours(before.to_owned()));
            let part = remark.parts.get(number.parse::<usize>().ok()?)?;
            pieces.push(match remark.code {
                // how sure words are is a word of ours, too
                "surer" | "weaker" => Piece::Ours(self.word("modality", part)),
                // kinds of bases: `json-ld, path`
                "stated-by" => {
                    let kinds = part.split(", ").map(|kind| self.word("basis", &kind));
                    Piece::Ours(kinds.collect::<Vec<_>>().join(", "))
                }
                "name-rule" => match self.known("rule", part) {
                    Some(rule) => Piece::Ours(rule.to_owned()),
                    None => Piece::Record(part.clone()),
                },
                _ => Piece::Record(part.clone()),
            });
            rest = after;
        }
        pieces.push(Piece::Ours(rest.to_owned()));
        Some(pieces)
    }

    /// The words of a key with their gaps filled.
    pub(crate) fn filled(self, key: &'static str, parts: &[String]) -> String {
        let mut out = String::new();
        let mut rest = self.say(key);
        while let Some((before, after)) = rest.split_once('{') {
            let Some((number, after)) = after.split_once('}') else { break };
            out.push_str(before);
            out.push_str(number.parse().ok().and_then(|n: usize| parts.get(n)).map_or("", String::as_str));
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// The word for an act or a thing that the engine knows by an id.
    pub(crate) fn term(self, id: &str) -> Option<&'static str> {
        TERMS.get(id).and_then(|words| words.get(self.0)).map(String::as_str)
    }

    /// The word for a key that is made of pieces; `None` when the table lacks it.
    pub(crate) fn known(self, group: &str, name: &str) -> Option<&'static str> {
        self.find(&format!("{group}.{}", name.replace([' ', '-'], "_")))
    }

    /// What the engine says of itself, in this language; `None` when the table does not know the sentence.
    pub(crate) fn told(self, english: &str) -> Option<String> {
        if self.0 == 0 {
            return None;
        }
        // several in a row are told one by one
        self.told_as_one(english).or_else(|| {
            let parts: Vec<&str> = english.split(", ").filter(|_| english.contains(", ")).collect();
            let told: Option<Vec<String>> = parts.iter().map(|part| self.told_as_one(part)).collect();
            told.filter(|told| !told.is_empty()).map(|told| told.join(", "))
        })
    }

    fn told_as_one(self, english: &str) -> Option<String> {
        let (cells, parts) = REASONS.iter().find_map(|cells| {
            let parts = holes(cells.first()?, english)?;
            Some((cells, parts))
        })?;
        let mut out = String::new();
        let mut rest = *cells.get(self.0)?;
        while let Some((before, after)) = rest.split_once('{') {
            let (number, after) = after.split_once('}')?;
            out.push_str(before);
            out.push_str(parts.get(number.parse::<usize>().ok()?)?);
            rest = after;
        }
        out.push_str(rest);
        Some(out)
    }

    /// `1 page`, `2 сторінки`, `5 сторінок`.
    pub(crate) fn count(self, n: usize, noun: &'static str) -> String {
        let forms: Vec<&str> = self.say(noun).split('|').collect();
        let form = match (self.code(), n % 10, n % 100) {
            ("en", _, _) => usize::from(n != 1),
            (_, _, 11..=14) => 2,
            (_, 1, _) => 0,
            (_, 2..=4, _) => 1,
            _ => 2,
        };
        format!("{} {}", grouped(n), forms.get(form).or(forms.last()).unwrap_or(&noun))
    }
}

/// Thousands apart, by a space that does not break.
pub(crate) fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 4 {
            out.push('\u{A0}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_in_every_language() {
        for (key, cells) in MESSAGES.iter() {
            assert_eq!(cells.len(), LANGUAGES.len(), "{key}");
            assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "{key}");
            let forms = cells[0].split('|').count();
            for cell in &cells[1..] {
                assert_eq!(cell.split('|').count(), if forms == 2 { 3 } else { 1 }, "{key}: {cell}");
            }
        }
        let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).count();
        assert_eq!(lines, MESSAGES.len(), "a key stands twice");
    }

    #[test]
    fn every_key_in_the_code_is_in_the_table() {
        let sources = [
            include_str!("pages/actor.rs"),
            include_str!("pages/chain.rs"),
            include_str!("pages/claim.rs"),
            include_str!("pages/claims.rs"),
            include_str!("pages/compare.rs"),
            include_str!("pages/documents.rs"),
            include_str!("pages/facets.rs"),
            include_str!("pages/filters.rs"),
            include_str!("pages/health.rs"),
            include_str!("pages/layout.rs"),
            include_str!("pages/passage.rs"),
            include_str!("pages/positions.rs"),
            include_str!("pages/timeline.rs"),
            include_str!("pages/reader.rs"),
            include_str!("pages/relays.rs"),
            include_str!("pages/review.rs"),
            include_str!("pages/review/rows.rs"),
            include_str!("pages/search.rs"),
        ];
        for source in sources {
            for rest in source.split("say(\"").skip(1) {
                let key = rest.split('"').next().unwrap();
                assert!(MESSAGES.contains_key(key), "{key}");
            }
            // keys that stand in lists: `group.word`, of a group the table has
            for rest in source.split('"').filter(|part| part.len() < 40 && part.contains('.')) {
                let word = |part: &str| {
                    !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
                };
                let Some((group, name)) = rest.split_once('.').filter(|(a, b)| word(a) && word(b)) else {
                    continue;
                };
                let group = format!("{group}.");
                if MESSAGES.keys().any(|key| key.starts_with(&group)) {
                    assert!(MESSAGES.contains_key(rest), "{group}{name}");
                }
            }
        }
    }

    #[test]
    fn every_sentence_is_in_every_language_with_the_same_holes() {
        for cells in REASONS.iter() {
            assert_eq!(cells.len(), LANGUAGES.len(), "{cells:?}");
            let holes = |cell: &str| {
                let mut numbers: Vec<String> = cell
                    .split('{')
                    .skip(1)
                    .filter_map(|p| p.split_once('}'))
                    .map(|(n, _)| n.to_owned())
                    .collect();
                numbers.sort();
                numbers
            };
            assert!(
                cells.iter().all(|cell| holes(cell) == holes(cells[0]) && !cell.trim().is_empty()),
                "{cells:?}"
            );
        }
    }

    #[test]
    fn sentences_of_the_engine_are_told_in_the_language_of_the_page() {
        let uk = Ui::named("uk").unwrap();
        assert_eq!(
            uk.told("decision 3: said to be the same by hand").as_deref(),
            Some("рішення 3: людина сказала, що це те саме")
        );
        assert_eq!(uk.told("a sentence that nobody wrote"), None);
        assert_eq!(uk.told("copy, id").as_deref(), Some("копія, ідентифікатор"));
        assert_eq!(uk.told("copy, and more"), None);
        assert_eq!(Ui::default().told("copy"), None);
        assert_eq!(holes("a {0} b {1}", "a x b y"), Some(vec!["x", "y"]));
        assert_eq!((holes("a {0} b", "a x c"), holes("a", "a b"), holes("{0}", "")), (None, None, None));
    }

    #[test]
    fn every_remark_of_the_engine_is_in_the_table_with_its_holes() {
        let holes = |text: &str| {
            let mut numbers: Vec<String> = text.split('{').skip(1).map(|rest| rest[..1].to_owned()).collect();
            numbers.sort();
            numbers
        };
        for (code, english) in reportedly_engine::corpus::REMARKS {
            let cells = MESSAGES.get(format!("remark.{}", code.replace('-', "_")).as_str());
            let cells = cells.unwrap_or_else(|| panic!("no remark.{code}"));
            assert_eq!(cells[0], english);
            for cell in cells {
                // the id of an act is left to English
                assert!(holes(cell) == holes(english) || code == "adds-agent", "{code}: {cell}");
            }
        }
        let uk = Ui::named("uk").unwrap();
        let remark = Remark::new("surer", ["possible".to_owned(), "asserted".to_owned()]);
        let said: Option<String> = uk.remark(&remark).map(|pieces| {
            pieces
                .into_iter()
                .map(|piece| match piece {
                    Piece::Ours(text) | Piece::Record(text) => text,
                })
                .collect()
        });
        assert_eq!(said.as_deref(), Some("певніше за джерело: там — можливо, тут — стверджено"));
        let remark = Remark::new("retold", ["Ann".to_owned()]);
        assert!(uk.remark(&remark).unwrap().contains(&Piece::Record("Ann".to_owned())));
        assert_eq!(uk.term("offer").is_some(), Ui::default().term("offer").is_some());
    }

    #[test]
    fn every_value_of_the_model_has_a_word() {
        use reportedly_engine::corpus::{ChangeKind, CopyClass, ElementKind};
        let words = |group: &str, values: &[&str]| {
            for value in values {
                let key = format!("{group}.{}", value.replace([' ', '-'], "_"));
                assert!(MESSAGES.contains_key(key.as_str()), "no {key}");
            }
        };
        let classes = [
            CopyClass::Identical,
            CopyClass::Reprint,
            CopyClass::Partial,
            CopyClass::Rewrite,
            CopyClass::CommonSource,
            CopyClass::Translated,
        ];
        classes.iter().for_each(|class| words("copy", &[&crate::text::word(class)]));
        let kinds = [ChangeKind::Added, ChangeKind::Dropped, ChangeKind::Changed];
        let elements = [
            ElementKind::Name,
            ElementKind::Number,
            ElementKind::Hedge,
            ElementKind::Qualifier,
            ElementKind::Negation,
        ];
        for kind in kinds {
            for what in elements {
                let key = format!("change.{}.{}", crate::text::word(&kind), crate::text::word(&what));
                assert!(MESSAGES.contains_key(key.as_str()), "no {key}");
            }
        }
        words("stance", &["assert", "deny", "question", "predict", "demand", "no_comment"]);
        words("role", &["speaker", "document", "relay", "venue", "publisher"]);
        words(
            "zone",
            &["article", "teaser", "navigation", "advert", "caption", "byline", "comment", "other"],
        );
        words("mention", &["role", "pronoun", "nickname", "adjective", "description"]);
        words("type", &["person", "organisation", "place", "outlet", "other"]);
        words(
            "basis",
            &[
                "json-ld",
                "opengraph",
                "meta",
                "microdata",
                "time",
                "text",
                "title",
                "path",
                "script",
                "canonical",
                "lang",
                "feed",
                "table",
                "domain",
                "user",
                "decision",
                "url",
                "timestamp",
            ],
        );
        let verbs = reportedly_store::Verb::ALL;
        verbs.iter().for_each(|verb| words("verb", &[verb.word()]));
    }

    #[test]
    fn nouns_follow_their_numbers() {
        let uk = Ui::named("uk").unwrap();
        for (n, said) in [
            (1, "1 сторінка"),
            (3, "3 сторінки"),
            (12, "12 сторінок"),
            (21, "21 сторінка"),
            (0, "0 сторінок"),
        ] {
            assert_eq!(uk.count(n, "n.page"), said);
        }
        assert_eq!(Ui::default().count(1, "n.page"), "1 page");
        assert_eq!(Ui::default().count(50_000, "n.page"), "50\u{A0}000 pages");
    }

    #[test]
    fn the_address_then_the_cookie_then_the_browser() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, "de, be;q=0.8, en".parse().unwrap());
        assert_eq!(Ui::chosen(None, &headers).code(), "be");
        headers.insert(header::COOKIE, "a=b; ui=ru".parse().unwrap());
        assert_eq!(Ui::chosen(None, &headers).code(), "ru");
        assert_eq!(Ui::chosen(Some("uk"), &headers).code(), "uk");
        assert_eq!(Ui::chosen(Some("xx"), &HeaderMap::new()).code(), "en");
    }
}
