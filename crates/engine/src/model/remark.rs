//! What the engine says in words: a code that stays the same and what fills its gaps, so that any language can say it.
//!
//! Records and printed lines hold the English words; `kept` is how model types that are stored hold code and parts.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::Deref;

/// Every code with its words in English; `{0}` and so on stand for what differs.
pub const REMARKS: [(&str, &str); 110] = [
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
    ("unsure", "perhaps another claim: chance of the same {0}"),
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
    // which date is the page's, and why the others are not
    ("stated-by", "stated by {0}; against it: {1}"),
    ("stronger-basis", "another date of the page has a stronger basis"),
    ("either-order", "day and month may stand in either order"),
    ("several-dates", "one of several dates, none of them said to be the page's"),
    ("after-fetched", "later than the page was fetched"),
    ("page-changed", "says when the page was changed"),
    ("placeholder", "a placeholder, no date"),
    ("no-such-day", "no such day"),
    ("copyright", "copyright line"),
    ("in-teaser", "in a teaser"),
    ("in-comment", "in a comment"),
    ("in-advert", "in an advertisement"),
    ("in-caption", "in a caption"),
    ("in-menu", "in a menu"),
    ("above-headline", "above the headline, perhaps the day of the visit"),
    ("beside-story", "beside the story"),
    // what two pages share, and which was first
    ("shared-words", "{0} words in {1} passages, longest {2}"),
    ("shared-sentences", "{0} sentences in order share names and numbers, and no number differs"),
    ("first-unknown", "undetermined which is earlier"),
    ("third-page", "what they share is also in {0}, which is earlier than both"),
    ("both-name", "both name {0}, which is not among these pages"),
    ("each-own", "each has words of its own around what they share, and neither is known to be earlier"),
    ("names", "{0} names {1}"),
    ("links", "{0} links to {1}"),
    ("dated-before", "dated earlier: {0} before {1}"),
    ("changed-after", "{0} was changed after {1} appeared"),
    ("whole-first", "the first page stands whole and in one piece inside the other"),
    ("whole-second", "the second page stands whole and in one piece inside the other"),
    ("rounded", "{0} rounds {1} to {2}"),
    // why actors are one, or stay apart
    ("same-name", "same name: {0} and {1} ({2})"),
    ("likeness", "likeness of the names: {0}, {1} or more is one"),
    ("only-initial", "initial: the only person of that name here"),
    ("only-surname", "surname-only: the only person of that surname here"),
    ("family-key", "family name key: {0}"),
    ("family-people", "people of that family name here: {0}"),
    ("no-given", "given name: none on these pages"),
    ("given-fits", "given name: fits {0}"),
    ("written-name", "same written name: {0} is a form of {1}"),
    ("forms", "forms of {0}: {1}"),
    ("several-surname", "surname only; {0} people of that surname here, so it stays apart"),
    ("patronymics", "two people of that full name here, told apart by patronymics, so it stays apart"),
    ("kept-apart", "kept apart by decision {0}"),
    ("outlet-name", "same name: an organisation and an outlet"),
    ("name-key", "name key: {0}"),
    ("outlet-key", "outlet: {0}"),
    ("short-name", "short name: {0} is explained on other pages"),
    ("explained", "pages that explain it: {0}"),
    ("long-name", "long name: {0}"),
    ("vowels-only", "same name: spellings that differ in vowels only"),
    ("consonants", "consonants of the name: {0}"),
    ("other-spelling", "other spelling: {0}"),
    ("nearly-named", "nearly the name of {0}; too short to be sure, so it stays apart"),
    ("name-rule", "{0}"),
    // what people decided
    ("decided", "decision {0}: {1}"),
    ("decided-merged", "decision {0}: merged by hand"),
    ("decided-named", "decision {0}: named by hand"),
    ("decided-same", "decision {0}: said to be the same by hand"),
    ("decided-order", "decision {0}: put in order by hand"),
    ("decided-date", "decision {0}: dated by hand"),
    ("decided-undated", "decision {0}: no date of its own"),
    ("merged-with", "merged with: {0}"),
    // words that no code stands for
    ("text", "{0}"),
];

/// One remark. It reads as its English words, and is ordered by them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Remark {
    english: String,
    /// One of `REMARKS`.
    pub code: &'static str,
    pub parts: Vec<String>,
}

impl Remark {
    /// A remark by its code; one that is not in `REMARKS` says its parts.
    pub fn new<const N: usize>(code: &'static str, parts: [String; N]) -> Self {
        Self::of(code, parts.into())
    }

    fn of(code: &'static str, parts: Vec<String>) -> Self {
        let known = REMARKS.iter().find(|(known, _)| *known == code);
        let template = known.map_or("{0}", |(_, template)| *template);
        Self { english: fill(template, &parts), code, parts }
    }
}

/// Several remarks in one line, in English.
pub fn joined(remarks: &[Remark]) -> String {
    joined_by(remarks, ", ")
}

/// The same with something else between them.
pub fn joined_by(remarks: &[Remark], between: &str) -> String {
    remarks.iter().map(|remark| remark.english.as_str()).collect::<Vec<_>>().join(between)
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

impl PartialEq<&str> for Remark {
    fn eq(&self, other: &&str) -> bool {
        self.english == *other
    }
}

/// A remark as a list of its code and parts, for model types that are stored.
struct Coded(Remark);

impl Serialize for Coded {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(std::iter::once(self.0.code).chain(self.0.parts.iter().map(String::as_str)))
    }
}

impl<'de> Deserialize<'de> for Coded {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Coded(Vec<String>),
            // as it was stored before remarks had codes
            Words(String),
        }
        let mut list = match Either::deserialize(from)? {
            Either::Coded(list) => list.into_iter(),
            Either::Words(text) => return Ok(Self(text.into())),
        };
        let code = list.next().unwrap_or_default();
        let known = REMARKS.iter().find(|(known, _)| *known == code);
        // a code of a later program says what it can
        Ok(Self(known.map_or_else(|| code.clone().into(), |(known, _)| Remark::of(known, list.collect()))))
    }
}

/// For `#[serde(with = …)]` on a field that is one remark.
pub(crate) mod kept {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(remark: &Remark, to: S) -> Result<S::Ok, S::Error> {
        Coded(remark.clone()).serialize(to)
    }
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Remark, D::Error> {
        Coded::deserialize(from).map(|coded| coded.0)
    }
}

/// The same for a list of remarks.
pub(crate) mod kept_all {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(remarks: &[Remark], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(remarks.iter().cloned().map(Coded))
    }
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Remark>, D::Error> {
        Vec::<Coded>::deserialize(from).map(|list| list.into_iter().map(|coded| coded.0).collect())
    }
}

/// The same for one that may be absent.
pub(crate) mod kept_option {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(remark: &Option<Remark>, to: S) -> Result<S::Ok, S::Error> {
        remark.clone().map(Coded).serialize(to)
    }
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Remark>, D::Error> {
        Option::<Coded>::deserialize(from).map(|coded| coded.map(|coded| coded.0))
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

    #[test]
    fn what_is_stored_keeps_its_code() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Kept {
            #[serde(with = "super::kept")]
            one: Remark,
            #[serde(with = "super::kept_all")]
            all: Vec<Remark>,
            #[serde(with = "super::kept_option")]
            maybe: Option<Remark>,
        }
        let names = Remark::new("names", ["A names".to_owned(), "B".to_owned()]);
        let kept =
            Kept { one: names.clone(), all: vec![names.clone(), Remark::new("copyright", [])], maybe: None };
        let json = serde_json::to_string(&kept).unwrap();
        assert!(json.starts_with(r#"{"one":["names","A names","B"]"#), "{json}");
        assert_eq!(serde_json::from_str::<Kept>(&json).unwrap(), kept);
        let before = r#"{"one": "in a teaser", "all": ["A names B"], "maybe": "x"}"#;
        let before: Kept = serde_json::from_str(before).unwrap();
        assert_eq!((before.one.code, &*before.one), ("text", "in a teaser"));
        assert_eq!(before.maybe.unwrap(), "x");
    }
}
