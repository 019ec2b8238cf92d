//! The attribution words of one language, compiled for look-up by folded tokens.
//!
//! Takes a `Pack`, gives hash tables keyed by the first folded token. Knows columns, decides nothing.

use super::endings::Endings;
use crate::model::{Gender, Stance};
use crate::pack::Pack;
use crate::text::{Token, fold, tokens};
use rustc_hash::{FxHashMap, FxHashSet};

/// What a cue makes of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    Assert,
    Opinion,
    Predict,
    Demand,
    Question,
    Deny,
    Relay,
    NoComment,
}

impl Class {
    fn parse(name: &str) -> Self {
        match name {
            "opinion" => Class::Opinion,
            "predict" => Class::Predict,
            "demand" => Class::Demand,
            "question" => Class::Question,
            "deny" => Class::Deny,
            "relay" => Class::Relay,
            _ => Class::Assert,
        }
    }
    pub(crate) fn stance(self) -> Stance {
        match self {
            Class::Assert | Class::Opinion | Class::Relay => Stance::Assert,
            Class::Predict => Stance::Predict,
            Class::Demand => Stance::Demand,
            Class::Question => Stance::Question,
            Class::Deny => Stance::Deny,
            Class::NoComment => Stance::NoComment,
        }
    }
}

/// How a cue stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Finite,
    Converb,
    /// "зазначається", "сообщается": no subject of its own.
    Impersonal,
    /// "уверен", "confident".
    Adjective,
    Noun,
    /// First person plural: the outlet's own voice outside quotations.
    WeForm,
}

#[derive(Clone, Debug)]
pub(crate) struct CueEntry {
    pub(crate) lemma: Box<str>,
    pub(crate) class: Class,
    /// Letters of `frames`: q t 0 o p d i x.
    pub(crate) frames: Box<str>,
    pub(crate) strength: u8,
    pub(crate) form: Form,
    pub(crate) plural: bool,
    pub(crate) gender: Gender,
    /// Takes the accused and, behind a preposition, the charge: "accuse X of Y".
    pub(crate) accuses: bool,
    /// Takes the event it vouches for as its object: "confirmed the death of two miners".
    pub(crate) confirms: bool,
}

impl CueEntry {
    pub(crate) fn frame(&self, letter: char) -> bool {
        self.frames.contains(letter)
    }
}

/// Phrases looked up by their first token, longest first.
#[derive(Clone, Debug)]
pub(crate) struct Phrases<T> {
    by_first: FxHashMap<Box<str>, Vec<(Vec<Box<str>>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T> Phrases<T> {
    pub(crate) fn insert(&mut self, phrase: &str, value: T) {
        let words: Vec<Box<str>> = tokens(phrase, 0).into_iter().map(|t| t.folded).collect();
        let Some(first) = words.first().cloned() else { return };
        let list = self.by_first.entry(first).or_default();
        // longest first; equals stay in the order they came
        let place = list.partition_point(|(other, _)| other.len() >= words.len());
        list.insert(place, (words, value));
    }
    /// The longest phrase that starts at token `at`: its length in tokens and its value.
    pub(crate) fn at<'a>(&'a self, line: &[Token], at: usize) -> Option<(usize, &'a T)> {
        let list = self.by_first.get(&*line.get(at)?.folded)?;
        list.iter().find_map(|(words, value)| {
            let same =
                words.iter().enumerate().all(|(k, word)| line.get(at + k).is_some_and(|t| t.folded == *word));
            same.then_some((words.len(), value))
        })
    }
}

/// Where the source stands relative to a source phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Any speaker follows: "за словами X".
    Source,
    /// The possessive inside the phrase is the speaker: "за його словами".
    Possessive,
    /// Only documents and bodies follow: "згідно з X".
    Document,
}

#[derive(Clone, Debug)]
pub(crate) struct SourcePhrase {
    pub(crate) slot: Slot,
    pub(crate) class: Class,
    pub(crate) hedged: bool,
    pub(crate) lemma: Box<str>,
    /// Token index of the possessive inside the phrase.
    pub(crate) possessive_at: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    Assert,
    Demand,
    Question,
    Manner,
    Hearsay,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    NoClaim,
    Deny,
    Assert,
    Predict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shift {
    Background,
    Continue,
    Shift,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeadKind {
    Title,
    Organisation,
    /// A ministry, court or office: one is never meant by another's noun.
    State,
    Media,
    Document,
    Anonymous,
}

/// A common noun that can head a source phrase.
#[derive(Clone, Debug)]
pub(crate) struct Head {
    pub(crate) lemma: Box<str>,
    pub(crate) kind: HeadKind,
    pub(crate) gender: Gender,
    /// Anonymous only in the plural: "эксперты", "officials".
    pub(crate) vague_plural: bool,
    pub(crate) plural: bool,
    /// Genitive singular or nominative plural: "рибалки".
    pub(crate) either: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct PronounForm {
    pub(crate) gender: Gender,
    pub(crate) plural: bool,
    pub(crate) possessive: bool,
    pub(crate) relative: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RelayKind {
    /// "со ссылкой на X": X stands closer to the words.
    Cites,
    /// "в інтерв'ю X": X is where it was said.
    Venue,
    /// "у своєму Telegram": the speaker's own channel.
    OwnChannel,
}

pub(crate) struct Lexicon {
    pub(crate) verbs: FxHashMap<Box<str>, Vec<CueEntry>>,
    pub(crate) cue_phrases: Phrases<CueEntry>,
    pub(crate) cue_nouns: FxHashMap<Box<str>, CueEntry>,
    pub(crate) source_phrases: Phrases<SourcePhrase>,
    pub(crate) complementisers: Phrases<Reading>,
    /// "про це", "об этом": points to the sentence before.
    pub(crate) anaphors: Phrases<()>,
    /// "while", in more words than one: "тоді як".
    pub(crate) contrasts: Phrases<()>,
    /// "як", "как", "as": opens a parenthetical attribution.
    pub(crate) as_words: FxHashSet<Box<str>>,
    pub(crate) negation: Phrases<Effect>,
    pub(crate) not_words: FxHashSet<Box<str>>,
    pub(crate) hedges: Phrases<bool>,
    pub(crate) discourse: Phrases<Shift>,
    pub(crate) heads: FxHashMap<Box<str>, Vec<Head>>,
    pub(crate) anonymous_phrases: Phrases<()>,
    pub(crate) pronouns: FxHashMap<Box<str>, PronounForm>,
    pub(crate) relays: Phrases<RelayKind>,
    pub(crate) no_comment: Phrases<()>,
    pub(crate) demand_modals: FxHashSet<Box<str>>,
    pub(crate) future: Phrases<()>,
    pub(crate) future_suffixes: Vec<Box<str>>,
    pub(crate) prepositions: FxHashSet<Box<str>>,
    pub(crate) adverbs: FxHashSet<Box<str>>,
    pub(crate) but_words: FxHashSet<Box<str>>,
    pub(crate) and_words: FxHashSet<Box<str>>,
    pub(crate) subordinators: FxHashSet<Box<str>>,
    pub(crate) demand_prepositions: FxHashSet<Box<str>>,
    pub(crate) about: FxHashSet<Box<str>>,
    /// "of", "в": open the charge of an accusation.
    pub(crate) charge_prepositions: FxHashSet<Box<str>>,
    /// "назвав", "called": with a falsehood word they deny their object.
    pub(crate) naming_verbs: FxHashSet<Box<str>>,
    /// "вигадкою", "фейком", "gossip".
    pub(crate) falsehoods: FxHashSet<Box<str>>,
    /// "я", "we".
    pub(crate) first_person: FxHashSet<Box<str>>,
    /// Documents that find things out: "Poll: X".
    pub(crate) research: FxHashSet<Box<str>>,
    /// "some", "others", "everyone" as subjects: people nobody names.
    pub(crate) indefinite: FxHashSet<Box<str>>,
    pub(crate) locative: FxHashSet<Box<str>>,
    /// "інші", "другие": the rest of a group, without a noun.
    pub(crate) others: FxHashSet<Box<str>>,
    /// "хто", "почему": open what is asked.
    pub(crate) question_words: FxHashSet<Box<str>>,
    /// "ли": makes a clause a question from inside.
    pub(crate) question_particles: FxHashSet<Box<str>>,
    /// "планом", "расписанию": what happens according to them, nobody has said.
    pub(crate) plans: FxHashSet<Box<str>>,
    /// "року", "года": stand behind the number of a year.
    pub(crate) year_words: FxHashSet<Box<str>>,
    /// "на прізвисько", "зовут": a nickname in marks follows.
    pub(crate) nickname_words: FxHashSet<Box<str>>,
    /// "Mr", "Sen": stand before a name, with or without a full stop.
    pub(crate) honorifics: FxHashSet<Box<str>>,
    /// "the", "a".
    pub(crate) articles: FxHashSet<Box<str>>,
    /// "his", "their" before a noun.
    pub(crate) possessives: FxHashSet<Box<str>>,
    /// "лютым": some look like adjectives.
    pub(crate) months: FxHashSet<Box<str>>,
    /// "is", "has", "would".
    pub(crate) auxiliaries: FxHashSet<Box<str>>,
    pub(crate) weekdays: FxHashSet<Box<str>>,
    pub(crate) determiners: FxHashSet<Box<str>>,
    pub(crate) adverb_suffixes: Vec<Box<str>>,
    pub(crate) adjective_suffixes: Vec<Box<str>>,
    /// Verbs stand after quotations, sources after verbs; a comma parts clauses.
    pub(crate) slavic: bool,
    pub(crate) endings: Endings,
    /// »…« is a quotation.
    pub(crate) inward_guillemets: bool,
    /// In dialogue no comma stands before the dash: "– Tak – powiedział".
    pub(crate) bare_dashes: bool,
}

fn words(list: &[String]) -> FxHashSet<Box<str>> {
    list.iter().map(|word| fold(word).into_boxed_str()).collect()
}

fn gender(name: &str) -> Gender {
    match name {
        "m" => Gender::Masculine,
        "f" => Gender::Feminine,
        "n" => Gender::Neuter,
        _ => Gender::Unknown,
    }
}

/// Variants of a cell: `;` parts phrases, otherwise commas, otherwise single words where `single` says so.
fn variants(cell: &str, single: bool) -> Vec<&str> {
    let parts: Vec<&str> = if cell.contains(';') {
        cell.split(';').collect()
    } else if cell.contains(',') {
        cell.split(',').collect()
    } else if single {
        cell.split_ascii_whitespace().collect()
    } else {
        vec![cell]
    };
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

impl Lexicon {
    pub(crate) fn new(pack: &Pack) -> Self {
        let slavic = pack.setting("word_order") != "english";
        let function = |name: &str| words(pack.list(name));
        let mut lexicon = Lexicon {
            verbs: FxHashMap::default(),
            cue_phrases: Phrases::default(),
            cue_nouns: FxHashMap::default(),
            source_phrases: Phrases::default(),
            complementisers: Phrases::default(),
            anaphors: Phrases::default(),
            contrasts: Phrases::default(),
            as_words: FxHashSet::default(),
            negation: Phrases::default(),
            not_words: FxHashSet::default(),
            hedges: Phrases::default(),
            discourse: Phrases::default(),
            heads: FxHashMap::default(),
            anonymous_phrases: Phrases::default(),
            pronouns: FxHashMap::default(),
            relays: Phrases::default(),
            no_comment: Phrases::default(),
            demand_modals: FxHashSet::default(),
            future: Phrases::default(),
            future_suffixes: Vec::new(),
            prepositions: function("prepositions"),
            adverbs: function("adverbs"),
            but_words: FxHashSet::default(),
            and_words: FxHashSet::default(),
            subordinators: FxHashSet::default(),
            demand_prepositions: FxHashSet::default(),
            about: FxHashSet::default(),
            charge_prepositions: FxHashSet::default(),
            naming_verbs: FxHashSet::default(),
            falsehoods: FxHashSet::default(),
            first_person: pack
                .settings("first_person")
                .into_iter()
                .map(|w| fold(w).into_boxed_str())
                .collect(),
            indefinite: FxHashSet::default(),
            research: FxHashSet::default(),
            locative: FxHashSet::default(),
            others: FxHashSet::default(),
            question_words: FxHashSet::default(),
            question_particles: FxHashSet::default(),
            plans: FxHashSet::default(),
            year_words: FxHashSet::default(),
            nickname_words: FxHashSet::default(),
            honorifics: FxHashSet::default(),
            articles: FxHashSet::default(),
            possessives: FxHashSet::default(),
            months: FxHashSet::default(),
            auxiliaries: FxHashSet::default(),
            weekdays: FxHashSet::default(),
            determiners: function("determiners"),
            adverb_suffixes: Vec::new(),
            adjective_suffixes: Vec::new(),
            slavic,
            endings: Endings::new(pack),
            bare_dashes: pack.setting("dialogue") == "bare",
            inward_guillemets: pack.settings("quotes").contains(&"»«"),
        };
        lexicon.read_grammar(pack);
        lexicon.read_verbs(pack);
        lexicon.read_cues(pack);
        lexicon.read_source_phrases(pack);
        lexicon.read_heads(pack);
        lexicon.read_rest(pack);
        lexicon
    }

    fn read_grammar(&mut self, pack: &Pack) {
        for row in pack.table("grammar").rows() {
            let word = fold(row.get("word")).into_boxed_str();
            match row.get("class") {
                "as" => drop(self.as_words.insert(word)),
                "not" => drop(self.not_words.insert(word)),
                "but" => drop(self.but_words.insert(word)),
                "and" => drop(self.and_words.insert(word)),
                "subordinator" => drop(self.subordinators.insert(word)),
                "demand-preposition" => drop(self.demand_prepositions.insert(word)),
                "about" => drop(self.about.insert(word)),
                "charge-preposition" => drop(self.charge_prepositions.insert(word)),
                "in" => drop(self.locative.insert(word)),
                "others" => drop(self.others.insert(word)),
                "question-word" => drop(self.question_words.insert(word)),
                "question-particle" => drop(self.question_particles.insert(word)),
                "plan" => drop(self.plans.insert(word)),
                "year" => drop(self.year_words.insert(word)),
                "nickname" => drop(self.nickname_words.insert(word)),
                "auxiliary" => drop(self.auxiliaries.insert(word)),
                "article" => drop(self.articles.insert(word)),
                "possessive" => drop(self.possessives.insert(word)),
                "honorific" => drop(self.honorifics.insert(word)),
                "naming-verb" => drop(self.naming_verbs.insert(word)),
                "research" => drop(self.research.insert(word)),
                "indefinite" => drop(self.indefinite.insert(word)),
                "falsehood" => drop(self.falsehoods.insert(word)),
                "contrast" => self.contrasts.insert(row.get("word"), ()),
                "this" => self.anaphors.insert(row.get("word"), ()),
                "adverb-suffix" => self.adverb_suffixes.push(word),
                "adjective-suffix" => self.adjective_suffixes.push(word),
                _ => {}
            }
        }
    }

    fn read_verbs(&mut self, pack: &Pack) {
        for row in pack.table("reporting-verbs").rows() {
            let converbs: FxHashSet<String> = row.get("converbs").split_whitespace().map(fold).collect();
            let plurals: FxHashSet<String> = row.get("plural").split_whitespace().map(fold).collect();
            let cell = row.get("forms");
            let multi = row.get("lemma").contains(' ') && !cell.contains(';');
            let forms: Vec<&str> =
                if multi { cell.split(',').map(str::trim).collect() } else { variants(cell, true) };
            for form in forms {
                let folded = fold(form);
                let entry = CueEntry {
                    lemma: row.get("lemma").into(),
                    class: Class::parse(row.get("class")),
                    frames: row.get("frames").into(),
                    strength: row.get("strength").parse().unwrap_or(1),
                    form: self.verb_form(&folded, &converbs),
                    plural: plurals.contains(&folded) || self.endings.is_plural(&folded),
                    gender: self.endings.gender(&folded),
                    accuses: row.get("act") == "accuse",
                    confirms: row.get("act") == "confirm",
                };
                if form.contains(' ') {
                    self.cue_phrases.insert(form, entry);
                } else {
                    self.verbs.entry(folded.into_boxed_str()).or_default().push(entry);
                }
            }
        }
    }

    fn verb_form(&self, form: &str, converbs: &FxHashSet<String>) -> Form {
        if converbs.contains(form) || self.endings.is_converb(form) {
            Form::Converb
        } else if self.endings.is_we(form) {
            Form::WeForm
        } else {
            Form::Finite
        }
    }

    fn read_cues(&mut self, pack: &Pack) {
        for row in pack.table("cues").rows() {
            let pos = row.get("pos");
            let form = match pos {
                "adj" => Form::Adjective,
                "impers" => Form::Impersonal,
                "noun" => Form::Noun,
                _ => Form::Finite,
            };
            let single = pos != "phrase" && !row.get("forms").contains("was ");
            let forms = variants(row.get("forms"), single);
            // short adjectives: "уверен – уверены", but Belarusian "упэўнены" is one man
            let lemma = forms.first().copied().unwrap_or("");
            for form_text in forms {
                let folded = fold(form_text);
                let entry = CueEntry {
                    lemma: lemma.into(),
                    class: Class::parse(row.get("class")),
                    frames: "q t 0".into(),
                    strength: 2,
                    form,
                    plural: form == Form::Adjective
                        && self.slavic
                        && (folded.ends_with(['і', 'и']) || folded.ends_with("ыя"))
                        || form == Form::Adjective && folded.ends_with('ы') && lemma.ends_with('н'),
                    gender: self.endings.gender(folded.split(' ').next().unwrap_or("")),
                    accuses: false,
                    confirms: false,
                };
                match form {
                    Form::Noun => drop(self.cue_nouns.insert(folded.into_boxed_str(), entry)),
                    _ if form_text.contains(' ') => self.cue_phrases.insert(form_text, entry),
                    _ => self.verbs.entry(folded.into_boxed_str()).or_default().push(entry),
                }
            }
        }
    }

    fn read_source_phrases(&mut self, pack: &Pack) {
        let possessives: Vec<String> = pack
            .table("pronouns")
            .rows()
            .filter(|row| row.get("use").starts_with("possessive"))
            .map(|row| row.get("form").to_owned())
            .collect();
        for row in pack.table("source-phrases").rows() {
            let pattern = row.get("pattern");
            let slot_text = row.get("slot");
            if pattern.contains("{VERB")
                || pattern.contains("{SRC")
                || pattern.contains("{ORG")
                || pattern.contains("{nom")
            {
                continue;
            }
            let slot = if slot_text == "POSS" {
                Slot::Possessive
            } else if slot_text.starts_with("SRC") {
                Slot::Source
            } else if slot_text.starts_with("DOC") {
                Slot::Document
            } else {
                continue;
            };
            if row.get("positions").contains("after-sentence") || row.get("act") == "cite" {
                continue;
            }
            let make = |lemma: &str, possessive_at| SourcePhrase {
                slot,
                class: Class::parse(row.get("class")),
                hedged: row.get("commit") == "-",
                lemma: lemma.into(),
                possessive_at,
            };
            if slot == Slot::Possessive {
                let before = pattern.split("{POSS}").next().unwrap_or("");
                let position = before.split_whitespace().count();
                for possessive in &possessives {
                    self.source_phrases
                        .insert(&pattern.replace("{POSS}", possessive), make(pattern, position));
                }
            } else {
                self.source_phrases.insert(pattern, make(pattern, 0));
            }
        }
    }

    fn read_heads(&mut self, pack: &Pack) {
        let mut add = |table: &str, kind_of: &dyn Fn(&str) -> HeadKind| {
            for row in pack.table(table).rows() {
                let lemma = row.get("noun");
                let forms: Vec<String> = if row.get("forms").is_empty() {
                    vec![fold(lemma)]
                } else {
                    row.get("forms").split_whitespace().map(fold).chain([fold(lemma)]).collect()
                };
                let lemma = fold(lemma);
                for form in forms {
                    let either = form != lemma && same_as_genitive(&form, &lemma, gender(row.get("gender")));
                    let listed = row.get("plural").split(' ').any(|p| fold(p) == form);
                    let plural =
                        listed || form != lemma && !either && plural_form(&form, slavic_script(&form));
                    let list = self.heads.entry(form.into_boxed_str()).or_default();
                    if list.iter().any(|head| *head.lemma == *lemma) {
                        continue;
                    }
                    list.push(Head {
                        lemma: lemma.as_str().into(),
                        kind: kind_of(row.get("kind")),
                        gender: gender(row.get("gender")),
                        vague_plural: row.get("number") == "plural",
                        plural,
                        either,
                    });
                }
            }
        };
        add("titles", &|_| HeadKind::Title);
        add("organisation-heads", &|kind| match kind {
            "media" => HeadKind::Media,
            "state" => HeadKind::State,
            _ => HeadKind::Organisation,
        });
        add("document-nouns", &|_| HeadKind::Document);
        add("anonymity-nouns", &|_| HeadKind::Anonymous);
    }

    fn read_rest(&mut self, pack: &Pack) {
        let forms = |table: &str| -> FxHashSet<Box<str>> {
            pack.table(table).rows().map(|row| fold(row.get("form")).into_boxed_str()).collect()
        };
        self.months = forms("months");
        self.weekdays = forms("weekdays");
        for row in pack.table("complementisers").rows() {
            let reading = match row.get("reading").split([' ', ':', ';']).next().unwrap_or("") {
                "demand" => Reading::Demand,
                "question" => Reading::Question,
                "manner" => Reading::Manner,
                "hearsay" => Reading::Hearsay,
                _ => Reading::Assert,
            };
            if row.get("word") != "to" {
                self.complementisers.insert(row.get("word"), reading);
            }
        }
        for row in pack.table("negation").rows() {
            let effect = match row.get("effect") {
                "no_claim" => Effect::NoClaim,
                "deny" => Effect::Deny,
                "assert" => Effect::Assert,
                "predict" => Effect::Predict,
                _ => continue,
            };
            for phrase in row.get("pattern").split('/').filter(|p| !p.contains('{')) {
                self.negation.insert(phrase, effect);
            }
        }
        for row in pack.table("hedges").rows() {
            self.hedges.insert(row.get("marker"), row.get("type") == "hearsay");
        }
        for row in pack.table("discourse").rows() {
            let shift = match row.get("effect") {
                "background" => Shift::Background,
                "continue" => Shift::Continue,
                "shift" => Shift::Shift,
                _ => continue,
            };
            self.discourse.insert(row.get("marker"), shift);
        }
        for row in pack.table("anonymity").rows() {
            self.anonymous_phrases.insert(row.get("pattern"), ());
        }
        for row in pack.table("pronouns").rows() {
            let usage = row.get("use");
            let form = PronounForm {
                gender: gender(row.get("gender")),
                plural: row.get("number") == "pl",
                possessive: usage.starts_with("possessive"),
                relative: usage.starts_with("relative"),
            };
            let word = fold(row.get("form")).into_boxed_str();
            // "his": the subject reading of a form wins over the possessive one
            if !form.possessive || !self.pronouns.contains_key(&word) {
                self.pronouns.insert(word, form);
            }
        }
        for row in pack.table("relay-cues").rows() {
            let meaning = row.get("meaning");
            let kind = if meaning.starts_with("A relays B") {
                RelayKind::Cites
            } else if meaning.contains("own") {
                RelayKind::OwnChannel
            } else if meaning.starts_with("venue") {
                RelayKind::Venue
            } else {
                continue;
            };
            if !row.get("pattern").contains('{') && row.get("pattern") != "told" {
                self.relays.insert(row.get("pattern"), kind);
            }
        }
        for row in pack.table("no-comment").rows() {
            self.no_comment.insert(row.get("pattern"), ());
        }
        for row in pack.table("demand-modals").rows() {
            self.demand_modals.extend(row.get("word").split_whitespace().map(|w| fold(w).into_boxed_str()));
        }
        for row in pack.table("future").rows() {
            match row.get("form").strip_prefix("suffix:") {
                Some(suffix) => self.future_suffixes.push(fold(suffix).into_boxed_str()),
                None => self.future.insert(row.get("form"), ()),
            }
        }
    }
}

fn slavic_script(form: &str) -> bool {
    form.chars().any(|c| matches!(c, '\u{400}'..='\u{52f}'))
}

/// "рибалки", "печі": genitive singular and nominative plural alike. Masculines in -ь ("мешканець") are not.
fn same_as_genitive(form: &str, lemma: &str, gender: Gender) -> bool {
    let alike = lemma.ends_with(['а', 'я']) || lemma.ends_with('ь') && gender != Gender::Masculine;
    alike && form.ends_with(['и', 'і', 'ы'])
}

/// Coarse: nominative plural endings of masculine and feminine nouns, English -s.
fn plural_form(form: &str, slavic: bool) -> bool {
    if slavic {
        form.ends_with(['и', 'і', 'ы'])
            || form.ends_with("ів")
            || form.ends_with("ов")
            || form.ends_with("аў")
            || form.ends_with("ам")
            || form.ends_with("ами")
            || form.ends_with("амі")
            || form.ends_with("ах")
            || form.ends_with("ей")
    } else {
        form.ends_with('s') || form.ends_with("men") || form.ends_with("women")
    }
}
