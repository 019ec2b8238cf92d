//! What a word or phrase of the tables means to attribution: cues, source phrases, nouns, pronouns, relays.
//!
//! Values only.

use crate::model::{Gender, Stance};

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
    pub(super) fn parse(name: &str) -> Self {
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
    /// Denied, it denies its object: "вину не признал".
    pub(crate) admits: bool,
    /// Hands news on: "сообщила о двух раненых".
    pub(crate) reports: bool,
    /// Takes what it is about behind a preposition of its own: "жалуется на задержки".
    pub(crate) complains: bool,
    /// Objects: "запярэчыў, быццам" denies.
    pub(crate) objects: bool,
    /// Finds things out: ", установили археологи".
    pub(crate) reveals: bool,
    /// Takes the event it vouches for as its object: "confirmed the death of two miners".
    pub(crate) confirms: bool,
}

impl CueEntry {
    /// A finite verb of saying that nothing more is known of.
    pub(crate) fn finite(lemma: &str, frames: &str) -> Self {
        Self {
            lemma: lemma.into(),
            class: Class::Assert,
            frames: frames.into(),
            strength: 2,
            form: Form::Finite,
            plural: false,
            gender: Gender::Unknown,
            accuses: false,
            admits: false,
            reports: false,
            complains: false,
            objects: false,
            reveals: false,
            confirms: false,
        }
    }

    pub(crate) fn frame(&self, letter: char) -> bool {
        self.frames.contains(letter)
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
    /// "той", "последний": the one named last who was no subject.
    pub(crate) other: bool,
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
