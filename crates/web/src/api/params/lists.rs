//! The lists of the API: what each takes, and which part of it is wanted.

use super::Flag;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// `spread`: on most pages first; `first`: by the earliest dated page, undated ones last; `roots`: most independent roots first.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Order {
    Spread,
    First,
    Roots,
}

/// A list in parts, with some parameters of its own.
macro_rules! listed {
    ($name:ident { $($own:tt)* }) => {
        #[derive(Clone, Debug, Default, Deserialize, IntoParams, ToSchema)]
        #[serde(deny_unknown_fields, default)]
        #[into_params(parameter_in = Query)]
        pub(crate) struct $name {
            $($own)*
            #[param(minimum = 1, maximum = 500)]
            pub(crate) limit: Option<u32>,
            /// From `next` of the answer before.
            #[param(max_length = 500)]
            pub(crate) cursor: Option<String>,
        }
    };
}

listed! {
    Claims {
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
    }
}

listed! {
    Actors {
        /// A name in any form or script, or an id.
        #[param(max_length = 500)]
        pub(crate) q: Option<String>,
    }
}

listed! {
    Documents {
        /// Language of the page.
        #[param(max_length = 4)]
        pub(crate) lang: Option<String>,
        /// Part of the name of the outlet.
        #[param(max_length = 500)]
        pub(crate) outlet: Option<String>,
    }
}

listed! {
    Denials {
        /// Only of this claim (`c:…`), of the claims of this statement (`a:…`), or of claims that these words mean.
        #[param(max_length = 500)]
        pub(crate) claim: Option<String>,
        /// Refusals to comment instead of denials.
        #[param(value_type = Option<bool>)]
        #[schema(value_type = Option<bool>)]
        pub(crate) refusals: Option<Flag>,
    }
}

listed! {
    RelaysAsked {
        /// Only what this outlet cites: part of a name, or an id.
        #[param(max_length = 500)]
        pub(crate) from: Option<String>,
        /// Only who cites this outlet or agency.
        #[param(max_length = 500)]
        pub(crate) to: Option<String>,
    }
}

listed! {
    CopiesAsked {
        /// Only copies of this page (`d:…`).
        #[param(max_length = 500)]
        pub(crate) page: Option<String>,
    }
}

listed! {
    Listing {}
}
