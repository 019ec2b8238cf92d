//! What may stand after `?`: one type for each question, the same for HTTP and for tools. Unknown names are refused.

use crate::error::Refusal;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::{IntoParams, ToSchema};

mod filters;
mod lists;

pub(crate) use filters::{Export, Search};
pub(crate) use lists::{Actors, Claims, CopiesAsked, Denials, Documents, Listing, Order, RelaysAsked};

/// Characters of one value.
const LONGEST: usize = 500;

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
pub(crate) struct Document {
    /// With the whole text of the page.
    #[param(value_type = Option<bool>)]
    #[schema(value_type = Option<bool>)]
    pub(crate) text: Option<Flag>,
}

/// A part of one long thing.
#[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub(crate) struct Paged {
    /// Which part, from 1 to `pages` of the answer.
    #[param(minimum = 1, maximum = 100000)]
    pub(crate) page: Option<u32>,
}

impl Paged {
    pub(crate) fn number(&self) -> usize {
        self.page.unwrap_or(1) as usize
    }
}

/// No parameters.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nothing {}

pub(crate) fn too_long() -> Refusal {
    Refusal::asked("fault.long", &[&LONGEST.to_string()])
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
