//! The shapes of answers, for the OpenAPI document. `answers` makes the values; the fuzzer compares them with these.

#![allow(dead_code, reason = "described, not built: the values come from `answers`")]

use reportedly_export::Row;
use serde_json::Value;
use utoipa::ToSchema;

/// Problem details (RFC 9457).
#[derive(ToSchema)]
pub(crate) struct Problem {
    #[schema(rename = "type")]
    r#type: String,
    title: String,
    status: u16,
    /// One sentence for people.
    detail: String,
}

macro_rules! list {
    ($(#[$note:meta])* $name:ident, $key:ident: $item:ty $(, $more:ident: $kind:ty)*) => {
        $(#[$note])*
        #[derive(ToSchema)]
        pub(crate) struct $name {
            /// `reportedly/1`
            schema: String,
            /// A number that changes whenever documents or decisions change.
            generation: u64,
            $key: Vec<$item>,
            $($more: $kind,)*
            /// Cursor of the next part; null at the end.
            #[schema(required = true)]
            next: Option<String>,
        }
    };
}

list!(
    /// Passages, best first, and claims that they carry.
    Hits, hits: Hit, claims: Vec<ClaimHead>, dates: Option<DateCounts>, facets: Option<Facets>
);
list!(Claims, claims: ClaimHead);
list!(Actors, actors: ActorHead);
list!(Documents, documents: DocumentHead);
list!(Denials, denials: Denial, searched: u64);
list!(RelayList, relays: Relay);
list!(Copies, copies: Copy);
list!(Decisions, decisions: Decision);

/// How many of the statements found each filter would leave; the names are those of the filters.
#[derive(ToSchema)]
pub(crate) struct Facets {
    statements: u64,
    actor: Vec<FacetValue>,
    via: Vec<FacetValue>,
    outlet: Vec<FacetValue>,
    lang: Vec<FacetValue>,
    kind: Vec<FacetValue>,
    stance: Vec<FacetValue>,
    zone: Vec<FacetValue>,
    date: Vec<FacetValue>,
}

#[derive(ToSchema)]
pub(crate) struct FacetValue {
    value: String,
    /// What people read, where that is not the value itself.
    name: Option<String>,
    statements: u64,
}

/// A passage that holds the words. Offsets are code points of the page's text.
#[derive(ToSchema)]
pub(crate) struct Hit {
    document: String,
    sha256: Option<String>,
    url: Option<String>,
    path: String,
    title: Option<String>,
    outlet: Option<String>,
    language: Option<String>,
    /// EDTF; null when the page states none.
    published: Option<String>,
    published_basis: Option<String>,
    zone: String,
    start: u32,
    end: u32,
    bytes: Vec<u64>,
    text: String,
    matches: Vec<Match>,
    statement: Option<HitStatement>,
}

/// How `since` and `until` part what the rest of the question finds.
#[derive(ToSchema)]
pub(crate) struct DateCounts {
    /// Surely inside.
    certain: u64,
    /// Perhaps inside.
    possible: u64,
    /// On undated pages.
    undated: u64,
}

#[derive(ToSchema)]
pub(crate) struct Match {
    start: u32,
    end: u32,
    text: String,
}

#[derive(ToSchema)]
pub(crate) struct HitStatement {
    id: String,
    index: u32,
    kind: String,
    stance: String,
    speaker: Option<String>,
    actor: Option<String>,
}

#[derive(ToSchema)]
pub(crate) struct ClaimHead {
    id: String,
    text: String,
    pages: u32,
    languages: Vec<String>,
    /// Independent mouths it comes from, a hundred at most.
    roots: Vec<Root>,
    /// How many there are.
    independent_roots: u64,
    /// Number of statements.
    members: u64,
}

#[derive(ToSchema)]
pub(crate) struct Root {
    actor: Option<String>,
    name: String,
    anonymous: bool,
    statements: u64,
}

#[derive(ToSchema)]
pub(crate) struct ActorHead {
    id: String,
    r#type: String,
    name: String,
    anonymous: bool,
    statements: u32,
    documents: u32,
    why: Option<String>,
    score: Option<f32>,
}

#[derive(ToSchema)]
pub(crate) struct DocumentHead {
    id: String,
    path: String,
    title: Option<String>,
    language: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    published_basis: Option<String>,
    rejected_dates: u64,
    statements: u64,
}

#[derive(ToSchema)]
pub(crate) struct Denial {
    claim: String,
    claim_text: Option<String>,
    by: String,
    actor: Option<String>,
    published: Option<String>,
    why: Vec<String>,
    /// The statement that denies, as in the `reportedly/1` record.
    #[schema(value_type = Object)]
    statement: Value,
    #[schema(value_type = Vec<Object>)]
    evidence: Vec<Value>,
}

/// Who cites whom.
#[derive(ToSchema)]
pub(crate) struct Relay {
    citing: String,
    citing_name: String,
    cited: String,
    cited_name: String,
    statements: u64,
    documents: u64,
    /// Pages that say so of another's citation.
    on_word_of_others: u64,
    #[schema(value_type = Vec<Object>)]
    places: Vec<Value>,
}

/// Two pages that share running text.
#[derive(ToSchema)]
pub(crate) struct Copy {
    a: String,
    b: String,
    /// `identical`, `reprint`, `partial`, `rewrite`, `common-source` or `translated`.
    class: String,
    /// Share of the words of `a` that are in `b`, and the other way.
    contained: Vec<f32>,
    earlier: Option<String>,
    why: Vec<String>,
    #[schema(value_type = Vec<Object>)]
    passages: Vec<Value>,
}

#[derive(ToSchema)]
pub(crate) struct Decision {
    number: u64,
    /// `merge`, `split`, `reject`, `relabel`, `same`, `different`, `date`, `earlier` or `undo`.
    verb: String,
    subjects: Vec<String>,
    reason: String,
    in_force: bool,
}

#[derive(ToSchema)]
pub(crate) struct ClaimWhole {
    schema: String,
    claim: ClaimHead,
    #[schema(value_type = Vec<Object>)]
    members: Vec<Value>,
    /// Members in other parts.
    members_left_off: u64,
    page: u64,
    /// Parts of this answer: tellings and answers come a hundred at a time.
    pages: u64,
    #[schema(value_type = Vec<Object>)]
    answers: Vec<Value>,
    #[schema(value_type = Option<Object>)]
    trace: Option<Value>,
}

#[derive(ToSchema)]
pub(crate) struct ClaimTrace {
    schema: String,
    claim: ClaimHead,
    page: u64,
    pages: u64,
    #[schema(value_type = Object)]
    trace: Value,
    #[schema(value_type = Vec<Object>)]
    answers: Vec<Value>,
}

#[derive(ToSchema)]
pub(crate) struct ActorWhole {
    schema: String,
    #[schema(value_type = Object)]
    actor: Value,
    page: u64,
    /// Parts of this answer: statements come a hundred of each kind at a time.
    pages: u64,
    /// What the actor says.
    #[schema(value_type = Vec<Object>)]
    own: Vec<Value>,
    /// What others say that the actor says.
    #[schema(value_type = Vec<Object>)]
    attributed: Vec<Value>,
}

#[derive(ToSchema)]
pub(crate) struct PositionList {
    schema: String,
    actor: String,
    name: String,
    topic: String,
    #[schema(value_type = Vec<Object>)]
    rows: Vec<Value>,
    changes: Vec<String>,
    gaps: Vec<String>,
}

/// The `reportedly/1` record, as `reportedly extract` writes it.
#[derive(ToSchema)]
pub(crate) struct Record {
    schema: String,
    #[schema(value_type = Object)]
    document: Value,
    #[schema(value_type = Vec<Object>)]
    blocks: Vec<Value>,
    #[schema(value_type = Vec<Object>)]
    mentions: Vec<Value>,
    #[schema(value_type = Vec<Object>)]
    actors: Vec<Value>,
    #[schema(value_type = Vec<Object>)]
    statements: Vec<Value>,
    #[schema(value_type = Vec<Object>)]
    notices: Vec<Value>,
}

/// The decoded text that all offsets count in.
#[derive(ToSchema)]
pub(crate) struct Text {
    schema: String,
    document: String,
    sha256: String,
    url: Option<String>,
    language: Option<String>,
    published: Option<String>,
    published_basis: Option<String>,
    /// Code points.
    length: u64,
    bytes: u64,
    text: String,
}

#[derive(ToSchema)]
pub(crate) struct OneStatement {
    schema: String,
    #[serde(flatten)]
    row: Row,
}

#[derive(ToSchema)]
pub(crate) struct Health {
    schema: String,
    version: String,
    generation: u64,
    documents: u64,
    statements: u64,
    failures: u64,
    undated: u64,
    derived: bool,
    languages: Vec<LanguageCount>,
}

#[derive(ToSchema)]
pub(crate) struct LanguageCount {
    language: Option<String>,
    documents: u64,
}
