//! Arguments of search and export: which passages or statements.

use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(crate) struct Search {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// Also count what is found by speaker, carrier, outlet, language, kind, stance, zone and date
    #[arg(long)]
    pub(crate) facets: bool,
}

/// Which passages or statements: the same for `search` and `export`.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct Filters {
    /// Words, or "a phrase"; may be left out when there is a filter
    #[arg(default_value = "", hide_default_value = true)]
    pub(crate) query: String,
    /// Said by, in any form or script of the name
    #[arg(long, value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    /// Said by this actor and whoever it took over: an id (e:…)
    #[arg(long, value_name = "ID")]
    pub(crate) actor: Option<String>,
    /// The words name this person, organisation or place, in any form or script
    #[arg(long, value_name = "NAME")]
    pub(crate) about: Option<String>,
    /// Language of the page: uk, ru, be, en
    #[arg(long, value_name = "CODE")]
    pub(crate) lang: Option<String>,
    #[arg(long)]
    pub(crate) kind: Option<Kind>,
    /// Only denials, questions, …
    #[arg(long)]
    pub(crate) stance: Option<StanceArg>,
    /// Part of the page; without it teasers, menus and adverts are left out
    #[arg(long)]
    pub(crate) zone: Option<ZoneArg>,
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// Carried to the page by this outlet, agency or document: part of a name, or an id (e:…)
    #[arg(long, value_name = "NAME")]
    pub(crate) via: Option<String>,
    /// On pages of this date or later: 2024, 2024-05 or 2024-05-17
    #[arg(long, value_name = "DATE", value_parser = crate::input::date)]
    pub(crate) since: Option<String>,
    /// On pages up to and with this date
    #[arg(long, value_name = "DATE", value_parser = crate::input::date)]
    pub(crate) until: Option<String>,
    /// With --since and --until: pages surely inside; also those that may be; also undated ones
    #[arg(long, value_name = "HOW", default_value = "possible")]
    pub(crate) certainty: CertaintyArg,
    /// How exact the date of the page is
    #[arg(long, value_name = "HOW")]
    pub(crate) date: Option<PrecisionArg>,
    /// Only statements of claims that somebody denies
    #[arg(long)]
    pub(crate) denied: bool,
    /// These words as they stand, no other forms or scripts
    #[arg(long)]
    pub(crate) exact: bool,
    /// Any form, but no names of another script that sound alike
    #[arg(long)]
    pub(crate) no_translit: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) filters: Filters,
    /// The form: jsonl, csv, parquet, ftm, graphml, gexf, prov, stix, schemaorg, webanno
    #[arg(long, value_name = "FORM")]
    pub(crate) to: reportedly_export::Format,
    /// The file; `-` is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
    /// Whole contents and pages instead of snippets; mind the rights of those who wrote them
    #[arg(long)]
    pub(crate) with_text: bool,
    /// CSV with a byte order mark, so that Excel reads it as UTF-8
    #[arg(long)]
    pub(crate) bom: bool,
    /// Time of creation that STIX objects carry [default: 1970-01-01T00:00:00Z, so that exports can be compared]
    #[arg(long, value_name = "TIME")]
    pub(crate) stamp: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Kind {
    Direct,
    Indirect,
    Mixed,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum CertaintyArg {
    Certain,
    #[default]
    Possible,
    All,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum PrecisionArg {
    Day,
    Month,
    Year,
    Doubtful,
    None,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum StanceArg {
    Assert,
    Deny,
    Question,
    Predict,
    Demand,
    NoComment,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ZoneArg {
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
