//! Tables of a pack into a `Lexicon`: one function for each table or kind of table.

use super::entry::*;
use super::{Lexicon, gender};
use crate::model::Gender;
use crate::pack::Pack;
use crate::text::fold;
use rustc_hash::FxHashSet;

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
    pub(super) fn read_grammar(&mut self, pack: &Pack) {
        for row in pack.table("grammar").rows() {
            let word = fold(row.get("word")).into_boxed_str();
            match row.get("class") {
                "as" => drop(self.as_words.insert(word)),
                "correlative" => self.correlatives.insert(row.get("word"), ()),
                "this-object" => drop(self.this_objects.insert(word)),
                "concession" => drop(self.concessions.insert(word)),
                "relative" => drop(self.relatives.insert(word)),
                "past-be" => drop(self.past_be.insert(word)),
                "oblique-pronoun" => drop(self.oblique_pronouns.insert(word)),
                "follows" => drop(self.following.insert(word)),
                "finds" => drop(self.findings.insert(word)),
                "name-noun" => drop(self.name_nouns.insert(word)),
                "not" => drop(self.not_words.insert(word)),
                "but" => drop(self.but_words.insert(word)),
                "and" => drop(self.and_words.insert(word)),
                "subordinator" => drop(self.subordinators.insert(word)),
                "demand-preposition" => drop(self.demand_prepositions.insert(word)),
                "about" => drop(self.about.insert(word)),
                "asks-of" => drop(self.asks_of.insert(word)),
                "object-preposition" => drop(self.object_prepositions.insert(word)),
                "number-word" => drop(self.number_words.insert(word)),
                "phase" => drop(self.phases.insert(word)),
                "reported" => drop(self.reported.insert(word)),
                "evidence" => drop(self.evidence.insert(word)),
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
                "headline-label" => drop(self.headline_labels.insert(word)),
                "new" => drop(self.newcomers.insert(word)),
                "this" => self.anaphors.insert(row.get("word"), ()),
                "adverb-suffix" => self.adverb_suffixes.push(word),
                "adjective-suffix" => self.adjective_suffixes.push(word),
                _ => {}
            }
        }
    }

    pub(super) fn read_clause_words(&mut self, pack: &Pack) {
        for row in pack.table("clause-words").rows() {
            let word = fold(row.get("word")).into_boxed_str();
            match row.get("class") {
                "past" => drop(self.pasts.insert(word)),
                "leads" => drop(self.leading.insert(word)),
                "matter" => drop(self.matters.insert(word)),
                "hearing" => drop(self.hearings.insert(word)),
                "nobody" => drop(self.nobodies.insert(word)),
                "reaction" => drop(self.reactions.insert(word)),
                _ => {}
            }
        }
    }

    pub(super) fn read_source_words(&mut self, pack: &Pack) {
        for row in pack.table("source-words").rows() {
            let word = fold(row.get("word")).into_boxed_str();
            match row.get("class") {
                "distinct-body" => drop(self.distinct.insert(word)),
                "one" => drop(self.ones.insert(word)),
                "of-them" => drop(self.of_them.insert(word)),
                "masthead" => drop(self.mastheads.insert(word)),
                "informed-stem" => self.informed.push(word),
                _ => {}
            }
        }
    }

    pub(super) fn read_verbs(&mut self, pack: &Pack) {
        for row in pack.table("reporting-verbs").rows() {
            let converbs: FxHashSet<String> = row.get("converbs").split_whitespace().map(fold).collect();
            let plurals: FxHashSet<String> = row.get("plural").split_whitespace().map(fold).collect();
            let cell = row.get("forms");
            let multi = row.get("lemma").contains(' ') && !cell.contains(';');
            if self.slavic && !row.get("lemma").contains(' ') {
                self.read_infinitive(
                    row.get("lemma"),
                    row.get("class"),
                    row.get("frames"),
                    row.get("strength"),
                );
            }
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
                    admits: row.get("act") == "admit",
                    confirms: row.get("act") == "confirm",
                    reports: matches!(row.get("act"), "report" | "announce"),
                    complains: row.get("act") == "complain",
                    reveals: row.get("act") == "reveal",
                    objects: row.get("act") == "object",
                };
                if form.contains(' ') {
                    self.cue_phrases.insert(form, entry);
                } else {
                    self.verbs.entry(folded.into_boxed_str()).or_default().push(entry);
                }
            }
        }
    }

    /// "продовжує наполягати": the infinitive is a cue in the gender and number of the word before it.
    fn read_infinitive(&mut self, lemma: &str, class: &str, frames: &str, strength: &str) {
        let class = Class::parse(class);
        let strength = strength.parse().unwrap_or(1);
        if class == Class::Relay || strength < 2 || !(frames.contains('q') || frames.contains('t')) {
            return;
        }
        let genders = [Gender::Masculine, Gender::Feminine, Gender::Neuter, Gender::Unknown];
        let forms = genders.into_iter().map(|gender| (gender, false)).chain([(Gender::Unknown, true)]);
        let entries = forms.map(|(gender, plural)| CueEntry {
            class,
            strength,
            plural,
            gender,
            ..CueEntry::finite(lemma, frames)
        });
        self.infinitives.insert(fold(lemma).into_boxed_str(), entries.collect());
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

    pub(super) fn read_cues(&mut self, pack: &Pack) {
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
                    class: Class::parse(row.get("class")),
                    form,
                    plural: form == Form::Adjective
                        && self.slavic
                        && (folded.ends_with(['і', 'и']) || folded.ends_with("ыя"))
                        || form == Form::Adjective && folded.ends_with('ы') && lemma.ends_with('н'),
                    gender: self.endings.gender(folded.split(' ').next().unwrap_or("")),
                    ..CueEntry::finite(lemma, "q t 0")
                };
                match form {
                    Form::Noun => drop(self.cue_nouns.insert(folded.into_boxed_str(), entry)),
                    _ if form_text.contains(' ') => self.cue_phrases.insert(form_text, entry),
                    _ => self.verbs.entry(folded.into_boxed_str()).or_default().push(entry),
                }
            }
        }
    }

    pub(super) fn read_source_phrases(&mut self, pack: &Pack) {
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

    pub(super) fn read_heads(&mut self, pack: &Pack) {
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

    pub(super) fn read_rest(&mut self, pack: &Pack) {
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
                other: usage.starts_with("other"),
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
            let words = row.get("word").split_whitespace().map(|w| fold(w).into_boxed_str());
            match row.get("note") {
                "let" => self.let_words.extend(words),
                _ => self.demand_modals.extend(words),
            }
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
