//! What the corpus rooms say in words: a code that stays the same and what fills its gaps, so that any language can say it.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Deref;

/// Every code with its words in English; `{0}` and so on stand for what differs.
pub const REMARKS: [(&str, &str); 48] = [
    // how a claim stands
    ("one-party", "asserted by one party"),
    ("parties", "asserted by {0} independent parties"),
    ("unconfirmed", "no confirmation"),
    ("not-denied", "no denial in this corpus"),
    ("denied-once", "denied once"),
    ("denied", "denied {0} times"),
    ("no-comment", "{0} refused to comment"),
    // how one telling has its words
    ("own-words", "own words"),
    ("mixed", "indirect, partly in own words"),
    ("indirect", "indirect"),
    ("retold", "retold by {0}"),
    ("credited", "credited to {0}"),
    ("background", "recalled as background"),
    ("headline", "in the headline"),
    // what a telling changes
    ("adds-agent", "adds who does it ({0}): \"{1}\""),
    ("adds", "adds \"{0}\""),
    ("drops", "leaves out \"{0}\""),
    ("adds-number", "adds the number {0}"),
    ("other-number", "gives the number as {0}"),
    ("rounds", "rounds the number to {0}"),
    ("drops-number", "leaves out the number"),
    ("drops-hedge", "drops the hedge"),
    ("adds-hedge", "adds a hedge"),
    ("surer", "surer than the root: {0} there, {1} here"),
    ("weaker", "weaker than the root: {0} there, {1} here"),
    // what is missing on the way of a claim
    ("only-retold", "{0}: own words not in this corpus, only retold"),
    ("when-unstated", "{0}: when it was said: not stated"),
    ("where-unstated", "{0}: where and when it was said: not stated"),
    ("unnamed", "{0}: source not named"),
    ("no-agency", "{0}: no agency named between the speaker and the page"),
    ("no-agent", "{0}: own words do not name who does it"),
    ("undated-page", "page undated: {0}"),
    // positions
    ("page-date", "page date"),
    ("said", "said \"{0}\""),
    ("empty-topic", "the topic says nothing that can be looked for"),
    ("nothing", "nothing on this topic in these documents"),
    ("only-others", "no statement of his own, only what others say"),
    ("no-dated", "no dated statement of his own"),
    ("undated", "{0} of {1} statements undated"),
    ("outside", "{0} statements outside the asked dates"),
    ("no-language", "no documents in {0}"),
    ("silence", "nothing from {0} to {1} ({2} days; pages here dated in that time: {3})"),
    ("empty-years", "no dated statement in {0}"),
    ("more-gaps", "and {0} gaps more"),
    ("steady", "none shown by his own dated words"),
    ("yes-no", "yes on {0} (\"{1}\"), no on {2} (\"{3}\")"),
    ("no-yes", "no on {0} (\"{1}\"), yes on {2} (\"{3}\")"),
    // words that no code stands for
    ("text", "{0}"),
];

/// One remark. It reads as its English words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// One of `REMARKS`.
    pub code: &'static str,
    pub parts: Vec<String>,
    english: String,
}

impl Remark {
    /// A remark by its code; one that is not in `REMARKS` says its parts.
    pub fn new<const N: usize>(code: &'static str, parts: [String; N]) -> Self {
        let known = REMARKS.iter().find(|(known, _)| *known == code);
        let template = known.map_or("{0}", |(_, template)| *template);
        let parts: Vec<String> = parts.into();
        Self { code, english: fill(template, &parts), parts }
    }
}

/// Several remarks in one line, in English.
pub fn joined(remarks: &[Remark]) -> String {
    remarks.iter().map(|remark| remark.english.as_str()).collect::<Vec<_>>().join(", ")
}

fn fill(template: &str, parts: &[String]) -> String {
    let mut out = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((number, after)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(number.parse::<usize>().ok().and_then(|n| parts.get(n)).map_or("", String::as_str));
        rest = after;
    }
    out.push_str(rest);
    out
}

impl Deref for Remark {
    type Target = str;
    fn deref(&self) -> &str {
        &self.english
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

impl From<String> for Remark {
    fn from(text: String) -> Self {
        Self::new("text", [text])
    }
}

/// Its English words.
impl Serialize for Remark {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.english)
    }
}

impl<'de> Deserialize<'de> for Remark {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn codes_are_unique_and_parts_stand_in_their_places() {
        let codes: BTreeSet<&str> = REMARKS.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes.len(), REMARKS.len());
        let remark = Remark::new("surer", ["may".to_owned(), "will {1}".to_owned()]);
        assert_eq!(&*remark, "surer than the root: may there, will {1} here");
        assert_eq!(
            joined(&[Remark::new("own-words", []), Remark::new("headline", [])]),
            "own words, in the headline"
        );
        assert_eq!(
            serde_json::to_string(&remark).unwrap(),
            "\"surer than the root: may there, will {1} here\""
        );
    }
}
