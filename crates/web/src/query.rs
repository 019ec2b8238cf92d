//! The part of an address after `?`: filters that a permalink holds.
//!
//! Takes the raw query string, gives names and values; refuses what is too long.

use crate::error::Refusal;
use crate::ui::Ui;
use axum::extract::Query as Extract;
use axum::http::Uri;

/// Characters of one value, and bytes of one id.
pub(crate) const LONGEST: usize = 500;
/// Bytes of the whole query string: five hundred characters take nine times as much when they are escaped.
const RAW: usize = 16 << 10;

/// Not a filter: the language of the page itself.
pub(crate) const INTERFACE: &str = "ui";

#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    pairs: Vec<(String, String)>,
    ui: Ui,
    is_behind: bool,
}

impl Query {
    pub(crate) fn parse(raw: Option<&str>) -> Result<Self, Refusal> {
        let Some(raw) = raw else { return Ok(Self::default()) };
        let long = || Refusal::asked("fault.long", &[&LONGEST.to_string()]);
        if raw.len() > RAW {
            return Err(long());
        }
        let bad = || Refusal::asked("fault.query", &[]);
        let uri: Uri = format!("/?{raw}").parse().map_err(|_| bad())?;
        let Extract(pairs) = Extract::<Vec<(String, String)>>::try_from_uri(&uri).map_err(|_| bad())?;
        if pairs.iter().any(|(_, value)| value.chars().count() > LONGEST) {
            return Err(long());
        }
        let trimmed = pairs.into_iter().map(|(name, value)| (name, value.trim().to_owned()));
        Ok(Self { pairs: trimmed.filter(|(_, value)| !value.is_empty()).collect(), ..Self::default() })
    }

    /// The value of a name; the last one counts, an empty one is none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// A number from 1 on; 1 when none is given.
    pub(crate) fn number(&self, name: &str) -> Result<usize, Refusal> {
        let Some(value) = self.get(name) else { return Ok(1) };
        match value.parse::<usize>() {
            Ok(number) if (1..=10_000_000).contains(&number) => Ok(number),
            _ => Err(Refusal::asked("fault.number", &[name])),
        }
    }

    /// The same query with one value changed, escaped, with its question mark.
    pub(crate) fn with(&self, name: &str, value: &str) -> String {
        self.changed(&[(name, Some(value))])
    }

    /// The same query with some values changed or, where `None`, dropped; the number of the page goes with the list it
    /// belonged to, the language of the page stays in its cookie.
    pub(crate) fn changed(&self, changes: &[(&str, Option<&str>)]) -> String {
        let touched =
            |n: &str| n == INTERFACE || n == "page" || changes.iter().any(|(changed, _)| *changed == n);
        let kept = self.pairs.iter().filter(|(n, _)| !touched(n)).map(|(n, v)| (n.as_str(), v.as_str()));
        let new = changes.iter().filter_map(|(n, v)| v.map(|v| (*n, v)));
        let pairs: Vec<String> = kept
            .chain(new)
            .map(|(n, v)| format!("{}={}", crate::text::escape(n), crate::text::escape(v)))
            .collect();
        format!("?{}", pairs.join("&"))
    }

    /// Every value of a name, in order.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The language the page speaks.
    pub(crate) fn ui(&self) -> Ui {
        self.ui
    }

    pub(crate) fn speaking(self, ui: Ui) -> Self {
        Self { ui, ..self }
    }

    /// Whether what is shown is the corpus before its last change.
    pub(crate) fn is_behind(&self) -> bool {
        self.is_behind
    }

    pub(crate) fn behind(self, is_behind: bool) -> Self {
        Self { is_behind, ..self }
    }
}
