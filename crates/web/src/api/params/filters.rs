//! The filters of search and export: the same as those of `reportedly search`.
//!
//! Both have them in one struct with what is their own: flattened structs neither refuse unknown names nor read numbers out of
//! an address.

use super::{Flag, LONGEST, too_long};
use crate::error::Refusal;
use reportedly_engine::model::Language;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

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

/// A question with all filters and some parameters of its own.
macro_rules! filtered {
    ($(#[$about:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
        #[serde(deny_unknown_fields, default)]
        #[into_params(parameter_in = Query)]
        pub(crate) struct $name {
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
            $($own)*
        }

        impl $name {
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
    };
}

filtered! {
    Search {
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
}

filtered! {
    /// The filters of search, and the form.
    Export {
        #[param(inline)]
        #[schema(inline)]
        pub(crate) to: To,
        /// Whole contents and pages instead of snippets; mind the rights of those who wrote them.
        #[param(value_type = Option<bool>)]
        #[schema(value_type = Option<bool>)]
        pub(crate) text: Option<Flag>,
        /// CSV with a byte order mark, for Excel.
        #[param(value_type = Option<bool>)]
        #[schema(value_type = Option<bool>)]
        pub(crate) bom: Option<Flag>,
    }
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
}

/// A word of ours as the value of the model that is written the same.
fn same<T: DeserializeOwned>(word: impl Serialize) -> Option<T> {
    serde_json::to_value(word).ok().and_then(|value| serde_json::from_value(value).ok())
}
