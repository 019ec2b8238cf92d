//! What may stand after `?`: one type for each question, the same for HTTP and for tools. Unknown names are refused.

use crate::error::Refusal;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use reportedly_engine::model::Language;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Characters of one value.
const LONGEST: usize = 500;

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Kind {
    Direct,
    Indirect,
    Mixed,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StanceName {
    Assert,
    Deny,
    Question,
    Predict,
    Demand,
    NoComment,
}

/// Part of the page; without it teasers, menus and adverts are left out.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ZoneName {
    All,
    Article,
    Teaser,
    Navigation,
    Advert,
    Caption,
    Byline,
    Comment,
    Other,
}

/// `true` or `1`; `false` or `0`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub(crate) struct Flag(pub(crate) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            Bool(bool),
            Text(String),
        }
        match Either::deserialize(from)? {
            Either::Bool(value) => Ok(Self(value)),
            Either::Text(word) => match word.as_str() {
                "1" | "true" => Ok(Self(true)),
                "0" | "false" => Ok(Self(false)),
                _ => Err(serde::de::Error::custom("a flag is `true` or `false`")),
            },
        }
    }
}

/// `certain`: pages whose date lies inside as a whole and is not in doubt; `possible`: also those whose date may lie inside;
/// `all`: also undated ones.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CertaintyName {
    Certain,
    Possible,
    All,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum DateName {
    Day,
    Month,
    Year,
    /// Vague, or the page contradicts itself.
    Doubtful,
    /// Undated.
    None,
}

/// Filters of search and export: the same as those of `reportedly search`. Parameters that several questions have stand in each:
/// flattened structs neither refuse unknown names nor read numbers out of an address.
#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Search {
    /// Words (all must be there, in any form), `"a phrase"` in any form.
    #[param(max_length = 500)]
    pub(crate) q: Option<String>,
    /// Name of the speaker, in any case form or script.
    #[param(max_length = 500)]
    pub(crate) speaker: Option<String>,
    /// Name of a person, organisation or place that the words name, in any case form or script.
    #[param(max_length = 500)]
    pub(crate) about: Option<String>,
    /// Language of the page: `uk`, `ru`, `be`, `en`.
    #[param(max_length = 4)]
    pub(crate) lang: Option<String>,
    #[param(inline)]
    #[schema(inline)]
    pub(crate) kind: Option<Kind>,
    #[param(inline)]
    #[schema(inline)]
    pub(crate) stance: Option<StanceName>,
    #[param(inline)]
    #[schema(inline)]
    pub(crate) zone: Option<ZoneName>,
    /// Part of the name of the outlet.
    #[param(max_length = 500)]
    pub(crate) outlet: Option<String>,
    /// Id of the actor who speaks (`e:…`).
    #[param(max_length = 500)]
    pub(crate) actor: Option<String>,
    /// Who carried the words to the page: part of the name of an outlet, agency or document, or an id (`e:…`).
    #[param(max_length = 500)]
    pub(crate) via: Option<String>,
    /// On pages of this year, month or day, or later: `2024`, `2024-05`, `2024-05-31`.
    #[param(max_length = 40)]
    pub(crate) since: Option<String>,
    /// On pages up to and with this date.
    #[param(max_length = 40)]
    pub(crate) until: Option<String>,
    /// Which pages `since` and `until` hold; see `dates` of the answer for how many there are of each kind.
    #[param(inline)]
    #[schema(inline)]
    pub(crate) certainty: Option<CertaintyName>,
    /// How exact the date of the page is.
    #[param(inline)]
    #[schema(inline)]
    pub(crate) date: Option<DateName>,
    /// Only statements of claims that somebody denies.
    #[param(value_type = Option<bool>)]
    #[schema(value_type = Option<bool>)]
    pub(crate) denied: Option<Flag>,
    /// Only these exact words, no other forms.
    #[param(value_type = Option<bool>)]
    #[schema(value_type = Option<bool>)]
    pub(crate) exact: Option<Flag>,
    /// Any form, but no names of another script that sound alike.
    #[param(value_type = Option<bool>)]
    #[schema(value_type = Option<bool>)]
    pub(crate) no_translit: Option<Flag>,
    /// Also count what is found by speaker, carrier, outlet, language, kind, stance, zone and date.
    #[param(value_type = Option<bool>)]
    #[schema(value_type = Option<bool>)]
    pub(crate) facets: Option<Flag>,
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u32>,
    /// From `next` of the answer before.
    #[param(max_length = 500)]
    pub(crate) cursor: Option<String>,
}

impl Search {
    /// The parameters that say what is looked for, in the order of the pages.
    pub(crate) const FILTERS: [&str; 17] = [
        "q",
        "actor",
        "speaker",
        "about",
        "via",
        "outlet",
        "lang",
        "kind",
        "stance",
        "zone",
        "date",
        "since",
        "until",
        "certainty",
        "denied",
        "exact",
        "no_translit",
    ];

    pub(crate) fn query(&self) -> Result<reportedly_store::Query, Refusal> {
        let texts = [
            &self.q,
            &self.speaker,
            &self.about,
            &self.lang,
            &self.outlet,
            &self.actor,
            &self.via,
            &self.since,
            &self.until,
        ];
        for value in texts.into_iter().flatten() {
            if value.chars().count() > LONGEST {
                return Err(too_long());
            }
        }
        fn filled(value: &Option<String>) -> Option<String> {
            value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
        }
        Ok(reportedly_store::Query {
            text: filled(&self.q).unwrap_or_default(),
            speaker: filled(&self.speaker),
            about: filled(&self.about),
            language: filled(&self.lang).as_deref().map(Language::new),
            kind: self.kind.and_then(same),
            stance: self.stance.and_then(same),
            zone: self.zone.filter(|zone| *zone != ZoneName::All).and_then(same),
            all_zones: self.zone == Some(ZoneName::All),
            outlet: filled(&self.outlet),
            actor: filled(&self.actor),
            via: filled(&self.via),
            since: filled(&self.since),
            until: filled(&self.until),
            certainty: self.certainty.and_then(same).unwrap_or_default(),
            date: self.date.and_then(same),
            denied: self.denied.is_some_and(|flag| flag.0),
            exact: self.exact.is_some_and(|flag| flag.0),
            one_script: self.no_translit.is_some_and(|flag| flag.0),
            ..reportedly_store::Query::default()
        })
    }
}

/// A word of ours as the value of the model that is written the same.
fn same<T: DeserializeOwned>(word: impl Serialize) -> Option<T> {
    serde_json::to_value(word).ok().and_then(|value| serde_json::from_value(value).ok())
}

/// `spread`: on most pages first; `first`: by the earliest dated page, undated ones last; `roots`: most independent roots first.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Order {
    Spread,
    First,
    Roots,
}

/// Whose words: the actor's own, or what others say the actor holds.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum HolderName {
    #[serde(rename = "self")]
    Own,
    Attributed,
    All,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Claims {
    /// Words in any of the four languages, a claim (`c:…`) or a statement (`a:…`).
    #[param(max_length = 500)]
    pub(crate) q: Option<String>,
    /// Only claims with at least this many independent roots.
    pub(crate) min_roots: Option<u32>,
    /// Only claims that somebody denies.
    #[param(value_type = Option<bool>)]
    #[schema(value_type = Option<bool>)]
    pub(crate) denied: Option<Flag>,
    /// In which order; without it what words mean comes best first, all claims on most pages first.
    #[param(inline)]
    #[schema(inline)]
    pub(crate) sort: Option<Order>,
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u32>,
    /// From `next` of the answer before.
    #[param(max_length = 500)]
    pub(crate) cursor: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Actors {
    /// A name in any form or script, or an id.
    #[param(max_length = 500)]
    pub(crate) q: Option<String>,
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u32>,
    /// From `next` of the answer before.
    #[param(max_length = 500)]
    pub(crate) cursor: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Positions {
    /// What it is about, in words of any of the four languages.
    #[param(max_length = 500, required = true)]
    pub(crate) topic: Option<String>,
    /// EDTF year, month or day: from then on. Undated pages are always shown.
    #[param(max_length = 40)]
    pub(crate) since: Option<String>,
    /// Up to and with this date.
    #[param(max_length = 40)]
    pub(crate) until: Option<String>,
    #[param(inline)]
    #[schema(inline)]
    pub(crate) holder: Option<HolderName>,
    /// Name every time of more days than this without dated words of the actor's own.
    #[param(minimum = 1, maximum = 100000)]
    pub(crate) gap: Option<u32>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Documents {
    /// Language of the page.
    #[param(max_length = 4)]
    pub(crate) lang: Option<String>,
    /// Part of the name of the outlet.
    #[param(max_length = 500)]
    pub(crate) outlet: Option<String>,
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u32>,
    /// From `next` of the answer before.
    #[param(max_length = 500)]
    pub(crate) cursor: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Document {
    /// With the whole text of the page.
    #[param(value_type = Option<bool>)]
    #[schema(value_type = Option<bool>)]
    pub(crate) text: Option<Flag>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Denials {
    /// Only of this claim (`c:…`), of the claims of this statement (`a:…`), or of claims that these words mean.
    #[param(max_length = 500)]
    pub(crate) claim: Option<String>,
    /// Refusals to comment instead of denials.
    #[param(value_type = Option<bool>)]
    #[schema(value_type = Option<bool>)]
    pub(crate) refusals: Option<Flag>,
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u32>,
    /// From `next` of the answer before.
    #[param(max_length = 500)]
    pub(crate) cursor: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct RelaysAsked {
    /// Only what this outlet cites: part of a name, or an id.
    #[param(max_length = 500)]
    pub(crate) from: Option<String>,
    /// Only who cites this outlet or agency.
    #[param(max_length = 500)]
    pub(crate) to: Option<String>,
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u32>,
    /// From `next` of the answer before.
    #[param(max_length = 500)]
    pub(crate) cursor: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct CopiesAsked {
    /// Only copies of this page (`d:…`).
    #[param(max_length = 500)]
    pub(crate) page: Option<String>,
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u32>,
    /// From `next` of the answer before.
    #[param(max_length = 500)]
    pub(crate) cursor: Option<String>,
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Listing {
    #[param(minimum = 1, maximum = 500)]
    pub(crate) limit: Option<u32>,
    /// From `next` of the answer before.
    #[param(max_length = 500)]
    pub(crate) cursor: Option<String>,
}

/// No parameters.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum To {
    #[default]
    Jsonl,
    Csv,
    Parquet,
    Ftm,
    Graphml,
    Gexf,
    Prov,
    Stix,
    Schemaorg,
    Webanno,
}

/// The filters of search, and the form.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Export {
    #[param(inline)]
    pub(crate) to: To,
    /// Whole contents and pages instead of snippets; mind the rights of those who wrote them.
    #[param(value_type = Option<bool>)]
    pub(crate) text: Option<Flag>,
    /// CSV with a byte order mark, for Excel.
    #[param(value_type = Option<bool>)]
    pub(crate) bom: Option<Flag>,
    /// Words (all must be there, in any form), `"a phrase"` in any form.
    #[param(max_length = 500)]
    pub(crate) q: Option<String>,
    #[param(max_length = 500)]
    pub(crate) speaker: Option<String>,
    /// Name of a person, organisation or place that the words name, in any case form or script.
    #[param(max_length = 500)]
    pub(crate) about: Option<String>,
    #[param(max_length = 4)]
    pub(crate) lang: Option<String>,
    #[param(inline)]
    pub(crate) kind: Option<Kind>,
    #[param(inline)]
    pub(crate) stance: Option<StanceName>,
    #[param(inline)]
    pub(crate) zone: Option<ZoneName>,
    /// Part of the name of the outlet.
    #[param(max_length = 500)]
    pub(crate) outlet: Option<String>,
    /// Id of the actor who speaks (`e:…`).
    #[param(max_length = 500)]
    pub(crate) actor: Option<String>,
    /// Who carried the words to the page: part of the name of an outlet, agency or document, or an id (`e:…`).
    #[param(max_length = 500)]
    pub(crate) via: Option<String>,
    /// On pages of this year, month or day, or later: `2024`, `2024-05`, `2024-05-31`.
    #[param(max_length = 40)]
    pub(crate) since: Option<String>,
    /// On pages up to and with this date.
    #[param(max_length = 40)]
    pub(crate) until: Option<String>,
    /// Which pages `since` and `until` hold; see `dates` of the answer for how many there are of each kind.
    #[param(inline)]
    pub(crate) certainty: Option<CertaintyName>,
    /// How exact the date of the page is.
    #[param(inline)]
    pub(crate) date: Option<DateName>,
    /// Only statements of claims that somebody denies.
    #[param(value_type = Option<bool>)]
    pub(crate) denied: Option<Flag>,
    #[param(value_type = Option<bool>)]
    pub(crate) exact: Option<Flag>,
    /// Any form, but no names of another script that sound alike.
    #[param(value_type = Option<bool>)]
    pub(crate) no_translit: Option<Flag>,
}

impl Export {
    pub(crate) fn search(&self) -> Search {
        Search {
            q: self.q.clone(),
            speaker: self.speaker.clone(),
            about: self.about.clone(),
            lang: self.lang.clone(),
            kind: self.kind,
            stance: self.stance,
            zone: self.zone,
            outlet: self.outlet.clone(),
            actor: self.actor.clone(),
            via: self.via.clone(),
            since: self.since.clone(),
            until: self.until.clone(),
            certainty: self.certainty,
            date: self.date,
            denied: self.denied,
            exact: self.exact,
            no_translit: self.no_translit,
            facets: None,
            limit: None,
            cursor: None,
        }
    }
}

pub(crate) fn too_long() -> Refusal {
    Refusal::bad(format!("the query is too long: at most {LONGEST} characters are read"))
}

/// Words of a question: trimmed, not empty, not too long.
pub(crate) fn words(value: &Option<String>) -> Result<Option<&str>, Refusal> {
    let words = value.as_deref().map(str::trim).filter(|value| !value.is_empty());
    if words.is_some_and(|words| words.chars().count() > LONGEST) { Err(too_long()) } else { Ok(words) }
}

/// Parameters read from the address.
pub(crate) struct Params<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = axum::response::Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        match axum::extract::Query::<T>::try_from_uri(&parts.uri) {
            Ok(found) => Ok(Self(found.0)),
            Err(error) => Err(Refusal::bad(format!(
                "the query cannot be read: {}",
                crate::text::plain(&error.body_text())
            ))
            .json()),
        }
    }
}
