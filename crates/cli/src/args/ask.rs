//! Arguments of questions: claims, ways, actors, positions, denials, copies, citations, reports.

use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(crate) struct Claims {
    /// Only claims that hold these words
    #[arg(default_value = "", hide_default_value = true)]
    pub(crate) query: String,
    /// Only claims with at least this many independent roots
    #[arg(long, value_name = "N")]
    pub(crate) min_roots: Option<usize>,
    /// Only claims that somebody denies
    #[arg(long)]
    pub(crate) denied: bool,
    /// Order: by the earliest dated page, by how many pages carry it, by independent roots [default: roots; of words: what fits best]
    #[arg(long, value_name = "BY")]
    pub(crate) sort: Option<SortClaims>,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(crate) enum SortClaims {
    First,
    Spread,
    Roots,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Trace {
    /// A claim (c:…), a statement (a:…) or words
    #[arg(value_name = "ID|WORDS")]
    pub(crate) what: String,
    /// For people; for programs; for Graphviz; for Markdown; W3C PROV-JSON
    #[arg(long = "as", value_name = "FORM", conflicts_with_all = ["json", "jsonl"])]
    pub(crate) form: Option<TraceForm>,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(crate) enum TraceForm {
    Tree,
    Json,
    Dot,
    Mermaid,
    Prov,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Relays {
    /// Only what this outlet cites
    #[arg(long, value_name = "NAME")]
    pub(crate) from: Option<String>,
    /// Only who cites this outlet or agency
    #[arg(long, value_name = "NAME")]
    pub(crate) to: Option<String>,
    /// A table: who cites downwards, who is cited across
    #[arg(long)]
    pub(crate) matrix: bool,
    /// Comma-separated values
    #[arg(long, conflicts_with_all = ["json", "jsonl"])]
    pub(crate) csv: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Cite {
    /// Statements (a:…), claims (c:…, every statement of it), pages (d:…)
    #[arg(required = true, value_name = "ID")]
    pub(crate) ids: Vec<String>,
    /// Markdown, text, BibLaTeX, CSL-JSON, W3C Web Annotation, HTML
    #[arg(long = "as", value_name = "FORM", default_value = "md")]
    pub(crate) form: CiteForm,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(crate) enum CiteForm {
    Md,
    Txt,
    Bibtex,
    Csl,
    Webanno,
    Html,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct ReportArgs {
    /// A claim (c:…), a statement (a:…) or words
    #[arg(value_name = "ID|WORDS")]
    pub(crate) what: String,
    /// Where to write it; `-` is standard output
    #[arg(short, long, value_name = "FILE.html")]
    pub(crate) output: PathBuf,
    /// At most this many characters of each passage
    #[arg(long, value_name = "N", default_value = "300", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) snippets: u32,
    /// With the whole text of every page: mind whose text it is
    #[arg(long)]
    pub(crate) with_text: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Verify {
    /// The corpus file, as with `-c`; or a report, checked against `-c`
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Ask {
    /// A claim (c:…), a statement (a:…) or words
    #[arg(value_name = "ID|WORDS")]
    pub(crate) what: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Who {
    /// A name in any form or script, or an id (e:…)
    pub(crate) name: String,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Positions {
    /// A name in any form or script, or an id (e:…)
    pub(crate) actor: String,
    /// Only what is said on this: words, or a claim (c:…)
    #[arg(long, value_name = "WORDS")]
    pub(crate) topic: Option<String>,
    /// From this date on (undated pages are always shown)
    #[arg(long, value_name = "DATE", value_parser = crate::input::date)]
    pub(crate) since: Option<String>,
    /// Up to and with this date
    #[arg(long, value_name = "DATE", value_parser = crate::input::date)]
    pub(crate) until: Option<String>,
    /// Only his own words, or only what others say he holds
    #[arg(long, value_name = "WHO", default_value = "all")]
    pub(crate) holder: HolderArg,
    /// Name every time longer than this without dated words of his own: 90d, 12w
    #[arg(long, value_name = "DAYS", value_parser = days)]
    pub(crate) gap: Option<u32>,
    /// Comma-separated values
    #[arg(long, conflicts_with_all = ["json", "jsonl"])]
    pub(crate) csv: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(crate) enum HolderArg {
    #[value(name = "self")]
    Own,
    Attributed,
    All,
}

/// `90`, `90d` or `12w` in days.
fn days(text: &str) -> Result<u32, String> {
    let (number, factor) = match (text.strip_suffix('d'), text.strip_suffix('w')) {
        (Some(number), _) => (number, 1),
        (_, Some(number)) => (number, 7),
        _ => (text, 1),
    };
    let days = number.parse::<u32>().ok().and_then(|n| n.checked_mul(factor)).filter(|n| *n > 0);
    days.ok_or_else(|| "give days or weeks, such as 90d or 12w".to_owned())
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Denials {
    /// A claim (c:…), a statement (a:…) or words; without it, all denials
    #[arg(value_name = "ID|WORDS")]
    pub(crate) what: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Copies {
    /// Only what hangs together with this page: an id, a path or the beginning of a file name
    #[arg(value_name = "PAGE")]
    pub(crate) page: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Compare {
    /// What is retold: a page (an id, a path or the beginning of a file name), a statement (a:…) or a claim (c:…)
    #[arg(value_name = "ID")]
    pub(crate) first: String,
    /// The retelling: the same kind of thing, or a statement and a claim
    #[arg(value_name = "ID")]
    pub(crate) second: String,
}
