//! The attribution words of one language, compiled for look-up by folded tokens.
//!
//! Takes a `Pack`, gives hash tables keyed by the first folded token. Knows columns, decides nothing.

mod entry;
mod phrases;
mod roles;
mod tables;

pub(crate) use entry::*;
pub(crate) use phrases::Phrases;
pub(crate) use roles::{Fit, RoleKinds};

use super::endings::Endings;
use crate::model::Gender;
use crate::pack::Pack;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

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
    /// "Live: …", "Відео: …": what a headline is, not who speaks.
    pub(crate) headline_labels: FxHashSet<Box<str>>,
    /// "one", "another", "некий": brings in somebody new.
    pub(crate) newcomers: FxHashSet<Box<str>>,
    /// "як", "как", "as": opens a parenthetical attribution.
    pub(crate) as_words: FxHashSet<Box<str>>,
    /// "после того": the "as" behind it opens a clause of time or likeness.
    pub(crate) correlatives: Phrases<()>,
    /// "это", "гэтага" as the object of "denies": the words right before.
    pub(crate) this_objects: FxHashSet<Box<str>>,
    /// "хотя": opens a clause that another source may speak for.
    pub(crate) concessions: FxHashSet<Box<str>>,
    /// "которого", "чью": a relative pronoun in any case.
    pub(crate) relatives: FxHashSet<Box<str>>,
    /// "було", "было" behind a word of duty: a duty that is over.
    pub(crate) past_be: FxHashSet<Box<str>>,
    /// "мне", "йому": nobody's subject.
    pub(crate) oblique_pronouns: FxHashSet<Box<str>>,
    /// "следует", "випливає": from a document.
    pub(crate) following: FxHashSet<Box<str>>,
    /// "показало", "показав": what a study does.
    pub(crate) findings: FxHashSet<Box<str>>,
    /// "имени", "прізвища": what somebody asks not to be told.
    pub(crate) name_nouns: FxHashSet<Box<str>>,
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
    /// "went", "took": past forms that no ending shows.
    pub(crate) pasts: FxHashSet<Box<str>>,
    /// "liked", "quick": lead by "to" to the verb that speaks.
    pub(crate) leading: FxHashSet<Box<str>>,
    /// "move", "ruling": what somebody welcomes or attacks in words.
    pub(crate) matters: FxHashSet<Box<str>>,
    /// "court", "jurors": hear what others say.
    pub(crate) hearings: FxHashSet<Box<str>>,
    /// "nobody", "few": subjects that say nothing.
    pub(crate) nobodies: FxHashSet<Box<str>>,
    /// "dashing", "blow": what came of the words, told by the writer.
    pub(crate) reactions: FxHashSet<Box<str>>,
    pub(crate) weekdays: FxHashSet<Box<str>>,
    pub(crate) determiners: FxHashSet<Box<str>>,
    /// "пусть", "хай": make a demand without an infinitive.
    pub(crate) let_words: FxHashSet<Box<str>>,
    /// "один", "одне": of several, by a preposition.
    pub(crate) ones: FxHashSet<Box<str>>,
    /// "них" of "один из них".
    pub(crate) of_them: FxHashSet<Box<str>>,
    /// "Herald", "Gazette": end the names of newspapers.
    pub(crate) mastheads: FxHashSet<Box<str>>,
    /// "union", "court": bodies of a kind of their own, meant by no name that does not say so.
    pub(crate) distinct: FxHashSet<Box<str>>,
    /// "обізнан-", "знаком-": people of no name who know are sources.
    pub(crate) informed: Vec<Box<str>>,
    pub(crate) adverb_suffixes: Vec<Box<str>>,
    pub(crate) adjective_suffixes: Vec<Box<str>>,
    /// Verbs stand after quotations, sources after verbs; a comma parts clauses.
    pub(crate) slavic: bool,
    pub(crate) endings: Endings,
    pub(crate) role_kinds: RoleKinds,
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
            headline_labels: FxHashSet::default(),
            newcomers: FxHashSet::default(),
            as_words: FxHashSet::default(),
            correlatives: Phrases::default(),
            this_objects: FxHashSet::default(),
            name_nouns: FxHashSet::default(),
            concessions: FxHashSet::default(),
            relatives: FxHashSet::default(),
            following: FxHashSet::default(),
            findings: FxHashSet::default(),
            oblique_pronouns: FxHashSet::default(),
            past_be: FxHashSet::default(),
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
            pasts: FxHashSet::default(),
            leading: FxHashSet::default(),
            matters: FxHashSet::default(),
            hearings: FxHashSet::default(),
            nobodies: FxHashSet::default(),
            reactions: FxHashSet::default(),
            weekdays: FxHashSet::default(),
            determiners: function("determiners"),
            let_words: FxHashSet::default(),
            ones: FxHashSet::default(),
            of_them: FxHashSet::default(),
            mastheads: FxHashSet::default(),
            distinct: FxHashSet::default(),
            informed: Vec::new(),
            adverb_suffixes: Vec::new(),
            adjective_suffixes: Vec::new(),
            slavic,
            endings: Endings::new(pack),
            role_kinds: RoleKinds::new(pack, slavic),
            bare_dashes: pack.setting("dialogue") == "bare",
            inward_guillemets: pack.settings("quotes").contains(&"»«"),
        };
        lexicon.read_grammar(pack);
        lexicon.read_clause_words(pack);
        lexicon.read_source_words(pack);
        lexicon.read_verbs(pack);
        lexicon.read_cues(pack);
        lexicon.read_source_phrases(pack);
        lexicon.read_heads(pack);
        lexicon.read_rest(pack);
        lexicon
    }
}
