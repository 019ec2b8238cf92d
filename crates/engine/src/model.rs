//! Data types and ids shared by every room. Holds values, decides nothing.
//!
//! Inside the engine every position is a half-open **byte** range of `Document::text` on character boundaries.
//! Code points appear only in `wire`.

mod remark;

pub use remark::{REMARKS, Remark, joined, joined_by};
pub(crate) use remark::{kept, kept_all, kept_option};

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// Name of the rule or feature that made a value; kebab-case, shown by `explain`.
pub type Rule = Cow<'static, str>;

/// Half-open byte range of `Document::text`, on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The range `start..end` in bytes; ends given in the wrong order are swapped.
    pub fn new(start: usize, end: usize) -> Self {
        let (a, b) = if start <= end { (start, end) } else { (end, start) };
        Self { start: a as u32, end: b as u32 }
    }
    pub fn start(self) -> usize {
        self.start as usize
    }
    pub fn end(self) -> usize {
        self.end as usize
    }
    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// The smallest range that holds both.
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
    /// The text of the range; empty when the range does not fit `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }
}

/// Half-open byte range of the original bytes, before decoding and tag stripping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RawSpan {
    pub start: u32,
    pub end: u32,
}

/// ISO 639-1 code of a language pack (`uk`, `ru`, `be`, `en`) or of a language that is recognised and passed over.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct Language([u8; 4]);

impl Language {
    /// At most four ASCII characters are kept.
    pub fn new(code: &str) -> Self {
        let mut bytes = [0; 4];
        for (slot, byte) in bytes.iter_mut().zip(code.bytes().filter(u8::is_ascii)) {
            *slot = byte;
        }
        Self(bytes)
    }
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("").trim_end_matches('\0')
    }
}
impl From<Language> for String {
    fn from(language: Language) -> String {
        language.code().to_owned()
    }
}
impl From<String> for Language {
    fn from(code: String) -> Self {
        Language::new(&code)
    }
}
impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Index into `Document::blocks`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BlockId(pub u32);
/// Index into `Document::mentions`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MentionId(pub u32);
/// Index into `Document::entities`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u32);

/// `d:` and 16 hex digits of the SHA-256 of path-independent content; the same bytes give the same id.
pub type DocumentId = String;
/// `a:` and 16 hex digits over document id, content spans, cue and speaker span.
pub type StatementId = String;
/// `e:` and a readable or hashed key (see `name`): the same actor gets the same id in every document and run.
pub type ActorId = String;
/// `c:` and 12 hex digits of the anchor statement.
pub type ClaimId = String;

/// What part of the page a block is. Only `Article` is the page's own story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    Article,
    Teaser,
    Navigation,
    Advert,
    Caption,
    Byline,
    Comment,
    Other,
}

/// What a block does inside its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Headline,
    /// Second headline line or summary shown before the lead.
    Standfirst,
    Lead,
    Paragraph,
    Subheading,
    ListItem,
    Quotation,
    Table,
    /// "Recall that …": older facts appended by the outlet.
    Background,
    /// A date line.
    Date,
    /// A short label: "Advertisement", "Read also".
    Label,
    Other,
}

/// A run of text that stands on its own: paragraph, headline, list item, menu line. Blocks are in text order and do not overlap.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    pub span: Span,
    pub zone: Zone,
    pub role: Role,
    /// Blocks of one article or one teaser share a group; the page's own article is group 0.
    pub group: u32,
    /// The earlier block that says the same (doubled headline or lead).
    pub repeats: Option<BlockId>,
    /// Where the block stands in the original bytes (HTML only; for text pages the text is the original).
    pub raw: Option<RawSpan>,
    /// Which rule chose the zone.
    pub rule: Rule,
}

/// Where a date or name was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Basis {
    /// `json-ld`, `opengraph`, `meta`, `microdata`, `time`, `text`, `title`, `path`, `script`, `canonical`, `lang`, `feed`,
    /// `table`, `domain`, `user`.
    pub kind: String,
    /// In the text, when it is visible.
    pub span: Option<Span>,
    /// In the original bytes, when it is markup.
    pub raw: Option<RawSpan>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RejectedDate {
    /// EDTF string; the words as they stand when they name no day.
    pub value: String,
    pub span: Option<Span>,
    /// For the reader: "in a teaser", "copyright line".
    #[serde(with = "kept")]
    pub why: Remark,
}

/// The page's own date, or none: never a guess.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// EDTF string such as `2025-01-31T18:27`.
    pub value: Option<String>,
    pub basis: Option<Basis>,
    /// Which bases state this day and which another, when they differ.
    #[serde(default, with = "kept_option")]
    pub why: Option<Remark>,
    /// All that the page states as its date, the chosen one among them.
    #[serde(default)]
    pub candidates: Vec<StatedDate>,
    pub rejected: Vec<RejectedDate>,
}

/// A date that the page states as its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StatedDate {
    /// EDTF string.
    pub value: String,
    pub basis: Basis,
    /// How much this basis weighs; the day with the greatest sum over independent bases is chosen.
    pub weight: u32,
}

/// A value and where it was read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    pub value: String,
    pub basis: Basis,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outlet {
    pub name: String,
    pub actor: ActorId,
    pub basis: Basis,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    pub title: Option<String>,
    #[serde(default)]
    pub title_basis: Option<Basis>,
    /// Canonical address, else the one the caller knows.
    pub url: Option<String>,
    #[serde(default)]
    pub url_basis: Option<Basis>,
    pub outlet: Option<Outlet>,
    pub authors: Vec<String>,
    /// Parallel to `authors`.
    #[serde(default)]
    pub author_bases: Vec<Basis>,
    /// Agencies and outlets that the byline names.
    #[serde(default)]
    pub agencies: Vec<Stated>,
    pub published: Published,
    /// EDTF of the last change that the page states.
    #[serde(default)]
    pub modified: Option<Stated>,
    /// From the broadest to the narrowest.
    #[serde(default)]
    pub sections: Vec<Stated>,
    /// Language tag that the page declares; what it is written in is detected.
    #[serde(default)]
    pub language: Option<Stated>,
}

/// What the caller knows about the bytes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// Path as given, `-` for stdin.
    pub path: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    /// EDTF, when the user states it.
    pub published: Option<String>,
    /// MIME type as the transport gave it (`Content-Type` without parameters), lower case: `text/html`, `text/markdown`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Encoding as the transport gave it (`charset` of `Content-Type`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charset: Option<String>,
    /// EDTF second in UTC at which an archive fetched the page (`WARC-Date`): the page is not younger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fetched: Option<String>,
    /// What a feed or a table that listed the page says of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub listing: Option<Listing>,
}

/// What a feed entry or a row of a table says of a page. Words as they stand there; dates are read by the page room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    pub kind: ListingKind,
    pub title: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub sections: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListingKind {
    #[default]
    Feed,
    Table,
}

/// A doubt or a limit met while reading; codes are kebab-case and never change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Notice {
    pub code: String,
    pub span: Option<Span>,
    pub message: String,
}

impl Notice {
    pub fn new(code: &str, span: Option<Span>, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), span, message: message.into() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    pub span: Span,
    pub block: BlockId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    Person,
    Organisation,
    Place,
    Outlet,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionKind {
    Name,
    Role,
    Pronoun,
    Nickname,
    /// Relational adjective or demonym: "Belarusian", "росіяни".
    Adjective,
    /// Any other description: "a number of insiders", "his entourage".
    Description,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    Masculine,
    Feminine,
    Neuter,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Number {
    Singular,
    Plural,
    Unknown,
}

/// One naming at one place. Mentions are in text order; one may stand inside another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    pub span: Span,
    pub entity_kind: EntityKind,
    pub kind: MentionKind,
    pub entity: Option<EntityId>,
    pub gender: Gender,
    pub number: Number,
    /// Which rule found it.
    pub rule: Rule,
}

/// What the mentions of one document resolve to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    pub kind: EntityKind,
    pub actor: ActorId,
    /// Display name in the nominative, in the language of the document.
    pub name: String,
    pub gender: Gender,
    pub number: Number,
    /// Nobody could check who it is; never merged across documents.
    pub anonymous: bool,
    /// Lower-case role lemmas known from appositions ("президент", "експерт") with their language left out.
    pub roles: Vec<String>,
    /// Script-independent keys of the given name and surname parts, for linking (see `name::key`).
    pub keys: Vec<String>,
    /// Why these mentions are one, and why the id: rule names.
    pub why: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StatementKind {
    Direct,
    Indirect,
    Mixed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    Assert,
    Deny,
    Question,
    Predict,
    Demand,
    NoComment,
}

/// Who stands where between the words and the page, innermost first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkRole {
    Speaker,
    Document,
    Relay,
    Venue,
    Publisher,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    pub role: LinkRole,
    pub entity: Option<EntityId>,
    /// `None` when inferred.
    pub span: Option<Span>,
    pub anonymous: bool,
    /// Named in the sentence that carries the statement.
    pub explicit: bool,
}

/// What kind of words name the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    Name,
    Role,
    Pronoun,
    Nickname,
    Organisation,
    Document,
    Anonymous,
    Implicit,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Speaker {
    /// `None` when no words of the sentence name the speaker (`Implicit`).
    pub span: Option<Span>,
    pub kind: SpeakerKind,
    /// `None`: in doubt, and a notice says so.
    pub entity: Option<EntityId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Section {
    Headline,
    Standfirst,
    Lead,
    Body,
    Background,
    /// Inside a teaser or other block that is not the article.
    Related,
}

/// Who said what: one claim span (in one or more pieces), its cue, its speaker and the chain it came through.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    pub id: StatementId,
    pub kind: StatementKind,
    /// Without outer quotation marks, leading complementiser and closing stop.
    pub content: Vec<Span>,
    pub cue: Option<Span>,
    /// Lemma of the cue as in the pack.
    pub cue_lemma: String,
    pub speaker: Option<Speaker>,
    pub chain: Vec<ChainLink>,
    pub anonymous: bool,
    pub stance: Stance,
    pub negated: bool,
    pub hedged: bool,
    pub section: Section,
    pub block: BlockId,
    /// Index into `Document::statements`.
    pub nested_in: Option<u32>,
    /// "Yesterday", "earlier this week": the words that say when it was said.
    pub said: Option<Span>,
    /// Addressee or topic, when stated apart from the content.
    pub about: Option<Span>,
    /// The same words elsewhere on the page (doubled lead): index of the statement kept.
    pub repeats: Option<u32>,
    pub rule: Rule,
    /// 0 to 1: how often a statement of this rule and shape is right. Coarse: see `statement`.
    pub confidence: f32,
}

/// Everything one page says, with where it says it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub id: DocumentId,
    pub path: String,
    /// Of the original bytes, lower-case hex.
    pub sha256: String,
    pub text: String,
    pub metadata: Metadata,
    pub language: Option<Language>,
    pub blocks: Vec<Block>,
    /// Language of each block, parallel to `blocks`.
    pub languages: Vec<Option<Language>>,
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    pub notices: Vec<Notice>,
}

impl Document {
    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }
    pub fn entity(&self, id: EntityId) -> Option<&Entity> {
        self.entities.get(id.0 as usize)
    }
    pub fn block(&self, id: BlockId) -> Option<&Block> {
        self.blocks.get(id.0 as usize)
    }
}

/// Bounds on every loop over input; over a limit is a notice, not a hang.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// Bytes of one page; what follows is cut off with a notice `page-too-long`.
    pub page_bytes: usize,
    /// Blocks of one page.
    pub blocks: usize,
    /// Bytes of one block read for statements.
    pub block_bytes: usize,
    /// Statements of one page.
    pub statements: usize,
    /// Depth of HTML elements.
    pub depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { page_bytes: 32 << 20, blocks: 50_000, block_bytes: 64 << 10, statements: 20_000, depth: 512 }
    }
}
