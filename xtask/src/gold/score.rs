//! Scores the engine on gold pages (`gold/README.md`, "How it is scored").
//!
//! Takes pages with marks and an engine, gives counts per language and one line per miss.

use super::Set;
use super::format::{self, Keyword, Page};
use crate::score::Figure;
use crate::words::{self, Words};
use reportedly_engine::Engine;
use reportedly_engine::model::{Document, LinkRole, Origin, Span, Statement};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What was counted over some pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Counts {
    pub(crate) pages: usize,
    pub(crate) gold: usize,
    pub(crate) found: usize,
    pub(crate) exact: usize,
    /// Predicted statements, without those paired with optional marks.
    pub(crate) predicted: usize,
    pub(crate) speaker: usize,
    pub(crate) cue: usize,
    pub(crate) kind: usize,
    pub(crate) stance: usize,
    pub(crate) chain: usize,
    pub(crate) anonymous: usize,
    /// Found statements with a keyed speaker that is named elsewhere in the page; and those whose actor fits.
    pub(crate) keyed: usize,
    pub(crate) resolved: usize,
    /// `[not …]` marks, and those no predicted statement overlaps.
    pub(crate) traps: usize,
    pub(crate) avoided: usize,
    /// Pages that say what date they show, and those read right.
    pub(crate) dated: usize,
    pub(crate) date: usize,
    pub(crate) language: usize,
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        let Counts {
            pages,
            gold,
            found,
            exact,
            predicted,
            speaker,
            cue,
            kind,
            stance,
            chain,
            anonymous,
            keyed,
            resolved,
            traps,
            avoided,
            dated,
            date,
            language,
        } = other;
        self.pages += pages;
        self.gold += gold;
        self.found += found;
        self.exact += exact;
        self.predicted += predicted;
        self.speaker += speaker;
        self.cue += cue;
        self.kind += kind;
        self.stance += stance;
        self.chain += chain;
        self.anonymous += anonymous;
        self.keyed += keyed;
        self.resolved += resolved;
        self.traps += traps;
        self.avoided += avoided;
        self.dated += dated;
        self.date += date;
        self.language += language;
    }

    /// F1 of content, 0 to 1.
    pub(crate) fn f1(&self) -> f64 {
        ratio(2 * self.found, self.gold + self.predicted)
    }

    fn figures(&self, language: &str) -> Vec<Figure> {
        let precision = 100.0 * ratio(self.found, self.predicted);
        let recall = 100.0 * ratio(self.found, self.gold);
        let mut figures = vec![
            Figure::new("content F1", language, 100.0 * self.f1()).detail(format!(
                "P {precision:.1} R {recall:.1}, {} statements on {} pages",
                self.gold, self.pages
            )),
            Figure::share("content exact, of marked", language, self.exact, self.gold),
        ];
        for (name, right, of) in [
            ("speaker, of found", self.speaker, self.found),
            ("resolved, of found", self.resolved, self.keyed),
            ("cue, of found", self.cue, self.found),
            ("kind, of found", self.kind, self.found),
            ("stance, of found", self.stance, self.found),
            ("chain length, of found", self.chain, self.found),
            ("anonymous, of found", self.anonymous, self.found),
            ("traps avoided", self.avoided, self.traps),
            ("page date", self.date, self.dated),
            ("page language", self.language, self.pages),
        ] {
            if of > 0 || (self.gold > 0 && name.ends_with("of found")) {
                figures.push(Figure::share(name, language, right, of));
            }
        }
        figures
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Scores every set: figures for all languages together, content and speaker per language; and what was missed.
pub(crate) fn score(sets: &[Set], engine: &Engine) -> Result<(Vec<Figure>, Vec<String>), String> {
    let mut all = Counts::default();
    let mut figures = Vec::new();
    let mut misses = Vec::new();
    for set in sets {
        let mut counts = Counts::default();
        for (name, page) in &set.pages {
            let place = format!("{}/{name}", set.language);
            let origin = Origin {
                path: place.clone(),
                url: page.notes.get("url").cloned(),
                outlet: page.notes.get("outlet").cloned(),
                ..Origin::default()
            };
            let document = engine.analyse(page.text.as_bytes(), &origin);
            counts.add(&score_page(&place, &set.language, page, &document, &mut misses)?);
        }
        let keep = ["content F1", "speaker, of found", "kind, of found"];
        figures.extend(counts.figures(&set.language).into_iter().filter(|f| keep.contains(&f.name.as_str())));
        all.add(&counts);
    }
    let mut out = all.figures("all");
    out.extend(figures);
    Ok((out, misses))
}

fn range_of(span: Span) -> Range<usize> {
    span.start()..span.end()
}

fn score_page(
    place: &str,
    language: &str,
    page: &Page,
    document: &Document,
    misses: &mut Vec<String>,
) -> Result<Counts, String> {
    if document.text != page.text {
        return Err(format!("{place}: the engine changed the text of a plain page"));
    }
    let gold = format::statements(page)
        .map_err(|fault| format!("{place}: line {}: {}", fault.line, fault.message))?;
    let words = Words::new(&page.text);
    let gold_words: Vec<_> = gold.iter().map(|s| vec![words.touched(&s.content)]).collect();
    let content = |s: &Statement| words.touched(&s.content.iter().copied().map(range_of).collect::<Vec<_>>());
    let predicted_words: Vec<_> = document.statements.iter().map(content).collect();
    let pairs = words::pair(&gold_words, &predicted_words, |index| !gold[index].optional);
    let optional = pairs.iter().filter(|(g, ..)| gold[*g].optional).count();
    let mut counts = Counts {
        pages: 1,
        gold: gold.iter().filter(|s| !s.optional).count(),
        predicted: document.statements.len() - optional,
        language: usize::from(document.language.is_some_and(|l| l.code() == language)),
        ..Counts::default()
    };
    for &(g, p, overlap) in pairs.iter().filter(|(g, ..)| !gold[*g].optional) {
        let (truth, said) = (&gold[g], &document.statements[p]);
        let shown = words.text_of(&gold_words[g][0]);
        let mut check = |right: bool, what: &str, got: String| {
            if !right {
                misses.push(format!("{place}:{}: {what}: {got}: {shown}", truth.line));
            }
            usize::from(right)
        };
        counts.found += 1;
        counts.exact += check(overlap == 1.0, "not exact", words.text_of(&predicted_words[p]));
        let speaker = said.speaker.as_ref().and_then(|s| s.span);
        let overlaps = |marks: &[Range<usize>], span: Option<Span>| match span {
            None => marks.is_empty(),
            Some(span) => !words.touched(marks).is_disjoint(&words.touched(&[range_of(span)])),
        };
        let text = |span: Option<Span>| span.map_or("none", |span| span.of(&page.text)).to_owned();
        counts.speaker += check(overlaps(&truth.speaker, speaker), "speaker", text(speaker));
        counts.cue += check(overlaps(&truth.cue, said.cue) || truth.cue.is_empty(), "cue", text(said.cue));
        let kind = name_of(&said.kind);
        counts.kind += check(truth.kind.contains(&kind), "kind", kind.clone());
        let stance = name_of(&said.stance);
        counts.stance += check(truth.stance.contains(&stance), "stance", stance.clone());
        let anonymous = said.anonymous || said.chain.iter().any(|link| link.anonymous);
        counts.anonymous += check(anonymous == truth.anonymous, "anonymous", anonymous.to_string());
        let others = |role: LinkRole| !matches!(role, LinkRole::Speaker | LinkRole::Publisher);
        let via = said.chain.iter().filter(|link| others(link.role)).count();
        counts.chain += check(via == truth.via, "relays", via.to_string());
        if let Some(right) = resolved(page, document, truth, said) {
            counts.keyed += 1;
            counts.resolved +=
                check(right, "speaker resolved", actor(document, said).unwrap_or("none").to_owned());
        }
    }
    let paired: BTreeSet<usize> = pairs.iter().map(|&(g, ..)| g).collect();
    for (g, truth) in gold.iter().enumerate().filter(|(g, s)| !s.optional && !paired.contains(g)) {
        misses.push(format!("{place}:{}: missed: {}", truth.line, words.text_of(&gold_words[g][0])));
    }
    let used: BTreeSet<usize> = pairs.iter().map(|&(_, p, _)| p).collect();
    for (p, said) in document.statements.iter().enumerate().filter(|(p, _)| !used.contains(p)) {
        misses.push(format!("{place}: false ({}): {}", said.rule, words.text_of(&predicted_words[p])));
    }
    for mark in page.marks.iter().filter(|mark| mark.keyword == Keyword::Not) {
        let trap = words.touched(std::slice::from_ref(&mark.range));
        let hit = predicted_words
            .iter()
            .enumerate()
            .any(|(p, w)| !used.contains(&p) && words::jaccard(&trap, w) >= 0.5);
        let cued = document.statements.iter().enumerate().any(|(p, s)| {
            !used.contains(&p)
                && s.cue.is_some_and(|cue| mark.range.start < cue.end() && cue.start() < mark.range.end)
        });
        counts.traps += 1;
        counts.avoided += usize::from(!hit && !cued);
    }
    if let Some(shown) = page.notes.get("published") {
        let read = document.metadata.published.value.as_deref();
        let right = match shown.as_str() {
            "none" => read.is_none(),
            day => read.is_some_and(|value| value.starts_with(day) || day.starts_with(value)),
        };
        if !right {
            misses.push(format!("{place}: page date: {}: expected {shown}", read.unwrap_or("none")));
        }
        counts.dated += 1;
        counts.date += usize::from(right);
    }
    Ok(counts)
}

/// The name a value has in the record.
fn name_of(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn actor<'a>(document: &'a Document, said: &Statement) -> Option<&'a str> {
    let entity = said.speaker.as_ref()?.entity?;
    document.entity(entity).map(|entity| entity.actor.as_str())
}

/// Whether the predicted actor is also that of another mark with the same key, and of none with another key; `None`
/// when the speaker has no key or is marked nowhere else.
fn resolved(page: &Page, document: &Document, truth: &format::Statement, said: &Statement) -> Option<bool> {
    let key = truth.actor.as_deref()?;
    let elsewhere = |range: &Range<usize>| !truth.speaker.contains(range);
    let marks = page
        .marks
        .iter()
        .filter(|mark| elsewhere(&mark.range))
        .filter_map(|m| m.get("actor").map(|a| (a, m)));
    let mut keys: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (key, mark) in marks {
        let actors = keys.entry(key).or_default();
        actors.extend(best_mention(document, &mark.range));
    }
    let same = keys.get(key)?;
    let Some(actor) = actor(document, said) else { return Some(false) };
    Some(same.contains(actor) && !keys.iter().any(|(other, actors)| *other != key && actors.contains(actor)))
}

/// Actor of the resolved mention that fills most of the range.
fn best_mention<'a>(document: &'a Document, range: &Range<usize>) -> Option<&'a str> {
    let inside =
        document.mentions.iter().filter(|m| m.span.start() < range.end && range.start < m.span.end());
    let best = inside.filter(|m| m.entity.is_some()).max_by_key(|m| {
        let shared = m.span.end().min(range.end) - m.span.start().max(range.start);
        (shared, std::cmp::Reverse(m.span.len()))
    })?;
    best.entity.and_then(|id| document.entity(id)).map(|entity| entity.actor.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reportedly_engine::model::*;
    use reportedly_engine::pack::Packs;

    /// A document that says what the test wants, over the text of a page.
    fn document(page: &Page, statements: &[(&str, Option<&str>)]) -> Document {
        let engine =
            Engine::new(Packs::from_sources(std::iter::empty(), std::iter::empty()), Limits::default());
        let mut document = engine.analyse(page.text.as_bytes(), &Origin::default());
        let find = |words: &str| {
            let start = page.text.find(words).expect("in the text");
            Span::new(start, start + words.len())
        };
        document.statements = statements
            .iter()
            .map(|(content, speaker)| Statement {
                id: String::new(),
                kind: StatementKind::Indirect,
                content: vec![find(content)],
                cue: None,
                cue_lemma: String::new(),
                speaker: speaker.map(|s| Speaker {
                    span: Some(find(s)),
                    kind: SpeakerKind::Name,
                    entity: None,
                }),
                chain: Vec::new(),
                anonymous: false,
                stance: Stance::Assert,
                negated: false,
                hedged: false,
                section: Section::Body,
                block: BlockId(0),
                nested_in: None,
                said: None,
                about: None,
                repeats: None,
                rule: "test".into(),
                confidence: 1.0,
            })
            .collect();
        document
    }

    #[test]
    fn counts_follow_the_marks() {
        let source = "# The bridge\n[who Quill] [cue said] [what the old bridge is closed].\n\
            [who Tarn] said [what optional=yes the road is open].\n[not Talks of a new bridge] went on. The sky is blue today.\n";
        let page = format::parse(source).expect("valid").remove(0);
        let check = |statements: &[(&str, Option<&str>)]| {
            let mut misses = Vec::new();
            score_page("p", "en", &page, &document(&page, statements), &mut misses).expect("same text")
        };
        let right = check(&[("the old bridge is closed", Some("Quill")), ("the road is open", None)]);
        assert_eq!((right.gold, right.found, right.exact, right.predicted, right.speaker), (1, 1, 1, 1, 1));
        assert_eq!(right.f1(), 1.0);
        let wrong = check(&[("old bridge is closed", Some("Tarn")), ("The sky is blue", None)]);
        assert_eq!((wrong.found, wrong.exact, wrong.predicted, wrong.speaker), (1, 0, 2, 0));
        assert_eq!((wrong.traps, wrong.avoided), (1, 1));
        assert_eq!(check(&[("Talks of a new bridge", None)]).avoided, 0);
        assert_eq!(check(&[]).f1(), 0.0);
    }
}
