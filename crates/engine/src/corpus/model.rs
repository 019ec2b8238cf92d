//! What the corpus rooms give. Positions are byte spans of the document named beside them.

use crate::model::*;
use serde::{Deserialize, Serialize};

/// One statement of one document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StatementRef {
    pub document: DocumentId,
    /// Index into `Document::statements`.
    pub index: u32,
}

/// The exact characters an answer rests on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Evidence {
    pub document: DocumentId,
    pub span: Span,
    pub text: String,
}

/// One spelling of an actor's name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActorName {
    pub text: String,
    pub language: Option<Language>,
    pub kind: MentionKind,
    pub count: u32,
    pub first: Evidence,
}

/// One person, organisation, place or outlet behind all its names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    pub id: ActorId,
    pub kind: EntityKind,
    /// Display name.
    pub name: String,
    pub anonymous: bool,
    /// Most frequent first.
    pub names: Vec<ActorName>,
    pub roles: Vec<String>,
    /// Ids that single documents gave and that this actor took over.
    pub merged: Vec<ActorId>,
    /// Why they are one.
    #[serde(with = "kept_all")]
    pub why: Vec<Remark>,
    /// Why each of `merged` was taken over, in their order.
    #[serde(default)]
    pub joins: Vec<Join>,
    pub statements: u32,
    pub documents: u32,
}

/// Why an actor took over the id of single documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    pub actor: ActorId,
    /// A rule, or the reason that was given with the decision.
    #[serde(with = "kept")]
    pub why: Remark,
    /// What was weighed: "family name key: petrenko", "people of that family name here: 1".
    #[serde(with = "kept_all")]
    pub parts: Vec<Remark>,
    /// The decision that joined them; `None`: the program did.
    pub decision: Option<u64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    pub statement: StatementRef,
    /// What ties it to the anchor: "speaker", "predicate: offer", "number: 120000", "copy".
    pub why: Vec<String>,
    /// 0 to 1.
    pub score: f32,
    /// The judge would not call it the same as the anchor by itself: only with what the tables see does it stand here.
    #[serde(default)]
    pub unsure: bool,
    /// The sentence or clause of the content that says it, when the statement says more.
    #[serde(default)]
    pub focus: Option<Span>,
    /// The decision that holds it here; `None`: the program did.
    #[serde(default)]
    pub decision: Option<u64>,
}

/// One independent mouth (or unnamed source) a claim comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Root {
    pub actor: Option<ActorId>,
    pub name: String,
    pub anonymous: bool,
    pub statements: Vec<StatementRef>,
}

/// Statements of the same proposition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    pub id: ClaimId,
    pub anchor: StatementRef,
    /// Text of the anchor.
    pub text: String,
    /// The anchor first, then by document and position.
    pub members: Vec<Member>,
    pub languages: Vec<Language>,
    /// Documents that carry it.
    pub pages: u32,
    pub roots: Vec<Root>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    Denies,
    NoConfirmation,
    ConflictsValue,
    Updates,
}

/// `from` answers, contradicts or replaces `to`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    pub kind: RelationKind,
    pub from: StatementRef,
    pub to: ClaimId,
    pub why: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyClass {
    Identical,
    /// Nearly all words of both.
    Reprint,
    /// A good part of one.
    Partial,
    /// Told again in partly other words.
    Rewrite,
    /// What they share are quotations, or the words of a third page here.
    CommonSource,
    /// The same in another language.
    Translated,
}

impl CopyClass {
    /// True when two such pages are one telling and not two.
    pub fn is_one_telling(self) -> bool {
        !matches!(self, Self::Rewrite | Self::CommonSource)
    }
}

/// One reason why a page of two was first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DirectionReason {
    /// Positive for the edge's `a`, negative for its `b`.
    pub points: i8,
    /// `credit`, `link`, `time`, `whole`, `mutation`, `decision`.
    pub kind: String,
    #[serde(with = "kept")]
    pub text: Remark,
    pub evidence: Option<Evidence>,
}

/// When a page says it appeared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PageTime {
    /// EDTF.
    pub value: String,
    /// `published`.
    pub kind: String,
}

/// What speaks for one page of two as the first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Direction {
    /// 0 to 1: how sure it is that `a` was first; 0.5 is nothing known.
    pub p: f32,
    pub reasons: Vec<DirectionReason>,
    /// Of `a` and `b`.
    pub times: (Option<PageTime>, Option<PageTime>),
}

/// A text that is not in the corpus and that several pages have their words from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CommonParent {
    /// `v:` and 12 hex digits.
    pub id: String,
    pub documents: Vec<DocumentId>,
    /// What they have of it, one passage a document.
    pub passages: Vec<Evidence>,
    #[serde(with = "kept_all")]
    pub why: Vec<Remark>,
}

/// Two documents that share running text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CopyEdge {
    pub a: DocumentId,
    pub b: DocumentId,
    pub class: CopyClass,
    /// Share of `a`'s words found in `b`, and the other way, 0 to 1.
    pub contained: (f32, f32),
    /// Matching passages, longest first.
    pub passages: Vec<(Evidence, Evidence)>,
    /// `Some(id)` of the likely earlier page with reasons, else undetermined.
    pub earlier: Option<DocumentId>,
    #[serde(default)]
    pub direction: Direction,
    #[serde(with = "kept_all")]
    pub why: Vec<Remark>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Corpus {
    /// Sorted by id.
    pub actors: Vec<Actor>,
    pub claims: Vec<Claim>,
    pub relations: Vec<Relation>,
    pub copies: Vec<CopyEdge>,
    /// Texts behind several pages that are not here themselves.
    #[serde(default)]
    pub parents: Vec<CommonParent>,
}

/// Pages that copies join.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CopyGroup {
    /// Sorted.
    pub documents: Vec<DocumentId>,
    /// Indices into `Corpus::copies`.
    pub edges: Vec<u32>,
    /// Ids of `Corpus::parents`.
    pub parents: Vec<String>,
    /// How many independent tellings the pages are at most.
    pub tellings: u32,
    /// The page with the earliest date of its own, never "original".
    pub earliest_seen: Option<(DocumentId, String)>,
}

/// What can change in a retelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ElementKind {
    Name,
    Number,
    /// "Allegedly", "may".
    Hedge,
    /// "Almost", "at least".
    Qualifier,
    Negation,
}

impl ElementKind {
    /// The English word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Hedge => "hedge",
            Self::Qualifier => "qualifier",
            Self::Negation => "negation",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    Added,
    Dropped,
    Changed,
}

/// One thing that `b` tells otherwise than `a`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    pub kind: ChangeKind,
    pub what: ElementKind,
    pub a: Option<Evidence>,
    pub b: Option<Evidence>,
    /// Of numbers that stand in the same place: whether one is the other made round.
    pub rounding: Option<Rounding>,
    /// "rounds the number", "loses the hedge: allegedly".
    pub note: String,
}

/// How a number in a retelling fits the one it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rounding {
    Rounder,
    MoreExact,
}

/// A sentence of each side that stand beside each other; what has no partner stands alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SentencePair {
    pub a: Option<Evidence>,
    pub b: Option<Evidence>,
}

/// The same passage on both sides, with small differences inside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AlignedPassage {
    pub a: Evidence,
    pub b: Evidence,
    /// Equal words.
    pub words: u32,
}

/// Two documents or statements side by side; `b` is read as the retelling of `a`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// In the order of `b`.
    pub passages: Vec<AlignedPassage>,
    /// Share of `a`'s words found in `b`, and the other way, 0 to 1.
    pub contained: (f32, f32),
    /// Sentences that only one side has.
    pub only_a: Vec<Evidence>,
    pub only_b: Vec<Evidence>,
    pub changes: Vec<Change>,
    /// All sentences of both sides, in the order of both.
    pub pairs: Vec<SentencePair>,
}

/// One way a claim reached a page: innermost source first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceLine {
    pub statement: StatementRef,
    /// "own words", "indirect", "retold by …".
    pub note: Vec<Remark>,
    pub content: Vec<Evidence>,
    pub links: Vec<TraceLink>,
    /// Whether it is the claim at all, when that is in doubt; what it adds, drops or changes against the root's words.
    pub drift: Vec<Remark>,
    /// EDTF or `None`: undated.
    pub dated: Option<String>,
    pub rejected_dates: Vec<RejectedDate>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TraceLink {
    pub role: LinkRole,
    pub actor: Option<ActorId>,
    pub name: String,
    pub anonymous: bool,
    pub explicit: bool,
    pub evidence: Option<Evidence>,
}

/// The answer to "who said it first, and on whose word".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trace {
    pub claim: ClaimId,
    pub text: String,
    pub pages: u32,
    pub languages: Vec<Language>,
    pub roots: Vec<Root>,
    /// "asserted by one party", "no confirmation", "no denial in this corpus".
    pub status: Vec<Remark>,
    /// Grouped by root, the root's own words first.
    pub lines: Vec<TraceLine>,
    pub denials: Vec<Relation>,
    /// Passages that mention the claim and assert nothing.
    pub not_counted: Vec<Evidence>,
    /// "where and when he said it: not stated".
    pub gaps: Vec<Remark>,
    /// Earliest dated page here, never "original".
    pub earliest_seen: Option<(DocumentId, String)>,
}

/// What an actor holds on a topic, by his own words and by the words of others.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Positions {
    pub actor: ActorId,
    pub name: String,
    pub topic: String,
    /// Dated rows first, oldest first; then undated by document and place.
    pub rows: Vec<Position>,
    /// "said yes on …, no on …": only between his own dated words.
    pub changes: Vec<Remark>,
    /// What the corpus does not show.
    pub gaps: Vec<Remark>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// His own words, direct or reported by the page.
    Own,
    /// What somebody else says he holds.
    Attributed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Position {
    pub statement: StatementRef,
    pub claim: Option<ClaimId>,
    /// EDTF of the page or `None`: undated.
    pub when: Option<String>,
    /// What `when` rests on: "page date", or the words that say when it was said.
    pub basis: Option<Remark>,
    pub stance: Stance,
    /// The proposition is negated: "will not enter".
    pub negated: bool,
    pub conditional: bool,
    pub holder: Holder,
    pub kind: StatementKind,
    /// Names from the innermost source to the page.
    pub chain: Vec<String>,
    pub evidence: Vec<Evidence>,
    /// 0 to 1: nearness to the topic.
    pub score: f32,
}

/// Denials and refusals to comment, and what was searched for them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Denials {
    pub denials: Vec<Answer>,
    /// "No comment", "has no information": not denials.
    pub refusals: Vec<Answer>,
    /// Documents looked through.
    pub searched: u32,
    pub languages: Vec<Language>,
}

/// One answer to one claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    pub relation: Relation,
    pub claim_text: String,
    pub by: String,
    pub actor: Option<ActorId>,
    pub evidence: Vec<Evidence>,
    pub dated: Option<String>,
}

/// A claim that answers a query.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    pub claim: ClaimId,
    /// 0 to 1.
    pub score: f32,
    pub why: Vec<String>,
}

/// Where a name of a query leads.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActorHit {
    pub actor: ActorId,
    pub name: String,
    /// 0 to 1.
    pub score: f32,
    pub why: String,
}
