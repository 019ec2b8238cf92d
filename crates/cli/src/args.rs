//! What may be typed. Takes the command line, gives `Args`; decides nothing.

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

#[derive(Debug, Parser)]
#[command(
    name = "reportedly",
    version,
    about = "Who said what, on whose word, through which outlets",
    long_about = "Reads piles of news pages (Ukrainian, Russian, Belarusian, English) and answers who said what, on whose word, \
                  through which outlets, with the exact characters every answer rests on. Works offline; gives no verdicts on truth.",
    after_long_help = "Examples:\n  \
        reportedly add pages/ -c week.rpd\n  \
        reportedly search \"pact\" --lang uk -c week.rpd\n  \
        reportedly trace \"offered a non-aggression pact\" -c week.rpd\n  \
        reportedly extract page.html | jq .statements\n  \
        reportedly explain page.html\n  \
        reportedly open pages/\n\n\
        Positions are Unicode code points of the page's text, end exclusive.\n\
        Exit codes: 0 done, 1 asked and the answer is no, 2 wrong usage, 3 some pages failed, 4 the corpus cannot be read.",
    disable_help_subcommand = true
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Clone, Debug, ClapArgs)]
#[command(next_help_heading = "Everywhere")]
pub(crate) struct Global {
    /// The corpus file
    #[arg(
        short,
        long,
        global = true,
        value_name = "FILE.rpd",
        env = "REPORTEDLY_CORPUS",
        default_value = "reportedly.rpd"
    )]
    pub(crate) corpus: PathBuf,
    /// One JSON object
    #[arg(long, global = true, conflicts_with = "jsonl")]
    pub(crate) json: bool,
    /// One JSON object on each line
    #[arg(long, global = true)]
    pub(crate) jsonl: bool,
    /// At most this many results
    #[arg(long, global = true, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Pages read at a time [default: one for each core]
    #[arg(long, global = true, value_name = "N")]
    pub(crate) jobs: Option<usize>,
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: When,
    /// No summary, no notices, no progress
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Also say why: rules, notices, scores
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, ValueEnum)]
pub(crate) enum When {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages into a corpus; the same page twice changes nothing
    #[command(after_help = "Examples:\n  reportedly add pages/ -c week.rpd\n  \
        curl -s https://example.org/a.html | reportedly add - --url https://example.org/a.html\n  \
        reportedly add crawl.warc.gz feed.xml 'saved/*.zip' -c week.rpd\n  \
        reportedly add scrape.jsonl --map text=body --map title=meta.headline\n  \
        reportedly add scan.txt --outlet \"Riverside Herald\" --published 2024-05-17")]
    Add(Add),
    /// Read pages without a corpus: one record on each line
    #[command(
        after_help = "Examples:\n  reportedly extract page.html\n  reportedly extract pages/ > records.jsonl\n  \
        reportedly extract crawl.warc.gz > records.jsonl\n  \
        cat page.txt | reportedly extract - --text"
    )]
    Extract(Extract),
    /// Show what is found on a page, marked in its text, and why
    #[command(
        after_help = "Examples:\n  reportedly explain page.html\n  reportedly explain -v page.txt | less -R\n  \
        cat page.txt | reportedly explain - --json | jq -r '.pages[0].marked'"
    )]
    Explain(Explain),
    /// List the pages, their dates and zones
    #[command(after_help = "Examples:\n  reportedly docs --dates\n  reportedly docs --zones page.html")]
    Docs(Docs),
    /// Find passages and statements by their words, in any form of the word
    #[command(
        after_help = "Examples:\n  reportedly search \"пакт\"\n  reportedly search '\"non-aggression pact\"' --lang en\n  \
        reportedly search pact --speaker Petrenko --kind direct\n  reportedly search --speaker Петренко --facets\n  \
        reportedly search --about Petrenko --lang be"
    )]
    Search(Search),
    /// List what is claimed, most widely carried first
    #[command(
        after_help = "Examples:\n  reportedly claims --limit 20\n  reportedly claims --min-roots 2\n  \
        reportedly claims --denied --sort first"
    )]
    Claims(Claims),
    /// One claim: every statement of it, its mouths, its denials
    #[command(
        after_help = "Examples:\n  reportedly claim c:7b1e\n  reportedly claim \"a new bridge will open\""
    )]
    Claim(Ask),
    /// Who said it first here, on whose word, through whom
    #[command(
        after_help = "Examples:\n  reportedly trace \"offered a non-aggression pact\"\n  reportedly trace c:7b1e --json\n  \
        reportedly trace c:7b1e --as dot | dot -Tsvg > way.svg\n  reportedly trace c:7b1e --as prov > way.prov.json"
    )]
    Trace(Trace),
    /// One actor behind all names and scripts
    #[command(after_help = "Examples:\n  reportedly who Петренка\n  reportedly who Petrenko --json")]
    Who(Who),
    /// Say what is one and what is not, when a page appeared, which was first; kept in the corpus, and every decision can be undone
    #[command(
        after_help = "Examples:\n  reportedly decide merge Петренко Petrenka --because \"same post\"\n  \
        reportedly decide split 'e:per:?-petrenka'\n  reportedly decide reject e:per:ivan-petrenka e:per:ihar-petrenka\n  \
        reportedly decide merge a:3f0c a:91ab\n  reportedly decide date page.html 2024-05-17\n  \
        reportedly decide earlier wire.html retold.html\n  reportedly decide undo 1\n  \
        reportedly decide log --jsonl > decisions.jsonl; reportedly decide --import decisions.jsonl -c other.rpd"
    )]
    Decide(DecideArgs),
    /// What an actor said over time, apart from what others say he holds
    #[command(after_help = "Examples:\n  reportedly positions Петренко --topic bridge\n  \
        reportedly positions Petrenko --since 2022-02 --until 2023 --gap 90d\n  \
        reportedly positions Petrenko --holder self --csv")]
    Positions(Positions),
    /// What was denied, by whom; refusals to comment apart
    #[command(after_help = "Examples:\n  reportedly denials\n  reportedly denials \"a new bridge\"; echo $?")]
    Denials(Denials),
    /// Which pages repeat which, which was first and why
    #[command(after_help = "Examples:\n  reportedly copies\n  reportedly copies page.html --json")]
    Copies(Copies),
    /// Two pages, statements or claims side by side: what the second has of the first, and what it adds, drops, changes
    #[command(
        after_help = "Examples:\n  reportedly compare wire.html retold.html\n  reportedly compare a:31c0 a:77fe --json"
    )]
    Compare(Compare),
    /// Who cites whom: outlets, agencies, the share of own reporting
    #[command(
        after_help = "Examples:\n  reportedly relays\n  reportedly relays --from \"Riverside Herald\"\n  \
        reportedly relays --matrix\n  reportedly relays --csv > relays.csv"
    )]
    Relays(Relays),
    /// Exact words with place, hash and date, for a text or a bibliography
    #[command(
        after_help = "Examples:\n  reportedly cite a:3f0c\n  reportedly cite c:7b1e --as webanno > pact.jsonld\n  \
        reportedly cite d:91ab d:07c2 --as bibtex >> sources.bib"
    )]
    Cite(Cite),
    /// One claim in one HTML file that opens anywhere and can be checked again
    #[command(after_help = "Examples:\n  reportedly report c:7b1e -o pact.html\n  \
        reportedly report \"non-aggression pact\" -o pact.html --snippets 120\n  reportedly verify pact.html -c week.rpd")]
    Report(ReportArgs),
    /// Check every span and hash against the original bytes; or a report against its corpus
    #[command(
        after_help = "Examples:\n  reportedly verify week.rpd\n  reportedly verify -c week.rpd --json\n  \
        reportedly verify pact.html -c week.rpd"
    )]
    Verify(Verify),
    /// Check the corpus file itself
    Doctor(OnFile),
    /// Add pages to a corpus beside them and show it in the browser
    #[command(after_help = "Examples:\n  reportedly open pages/\n  reportedly open pages/ --no-browser")]
    Open(Open),
    /// Show a corpus in the browser, and answer programs under /api/v1
    #[command(
        after_help = "Examples:\n  reportedly serve -c week.rpd\n  reportedly serve -c week.rpd --port 9000\n  \
        reportedly serve -c week.rpd --host 192.168.0.7 --token-file token.txt\n\n\
        Programs send the token as `Authorization: Bearer TOKEN`; a browser asks for it as a password, with any name."
    )]
    Serve(Serve),
    /// Write statements in the formats of other tools, with the filters of `search`
    #[command(
        after_help = "Examples:\n  reportedly export --to csv --bom -o week.csv\n  reportedly export bridge --to parquet -o bridge.parquet\n  \
        reportedly export --speaker Petrenko --to ftm | ftm validate\n  reportedly export --to gexf -o who-cites-whom.gexf\n\n\
        Snippets of at most 300 characters unless --with-text. Cells that a spreadsheet would run begin with '."
    )]
    Export(Export),
    /// The corpus as read-only tools for language models (MCP), over standard input and output
    #[command(after_help = "Example, in the settings of a client:\n  \
        {\"mcpServers\": {\"reportedly\": {\"command\": \"reportedly\", \"args\": [\"mcp\", \"-c\", \"/home/me/week.rpd\"]}}}")]
    Mcp,
    /// Completions for a shell
    #[command(
        after_help = "Example:\n  reportedly completions fish > ~/.config/fish/completions/reportedly.fish"
    )]
    Completions { shell: Shell },
}

/// What is known of the pages besides their bytes.
#[derive(Clone, Debug, Default, ClapArgs)]
pub(crate) struct Reading {
    /// Which column of a table holds what (repeat it): text, html, url, title, published, modified, outlet, authors, section
    ///
    /// For JSONL, JSON, CSV and TSV. Columns with a usual name (`text`, `headline`, `pub_date`, …) need no word. In JSON a column
    /// may be a path with dots: `--map title=meta.title`.
    #[arg(long, value_name = "FIELD=COLUMN", value_parser = reportedly_intake::Mapping::pair)]
    pub(crate) map: Vec<(reportedly_intake::Field, String)>,
    /// The outlet, when the page does not say
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// The address of the page (pages in archives, feeds and tables have their own)
    #[arg(long)]
    pub(crate) url: Option<String>,
    /// When it was published: 2024, 2024-05, 2024-05-17 or 2024-05-17T09:30
    #[arg(long, value_name = "DATE", value_parser = crate::input::date)]
    pub(crate) published: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Add {
    /// Files, folders, patterns; `-` is standard input
    ///
    /// Text, Markdown, HTML; WARC, WACZ, ZIP and gzip; RSS, Atom, JSON Feed; JSONL, JSON, CSV and TSV (see `--map`). The content
    /// says what a file is, then the ending of its name. A page in a container has a path that leads back to it, counted from 1:
    /// `crawl.warc.gz#12` (record), `feed.xml#4` (entry), `table.jsonl#17` (line), `table.csv#17` (row below the header),
    /// `site.zip#news/a.html`.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Link with the sentence encoder, or without it: faster, but more of what is said alike stays apart
    ///
    /// The corpus remembers it; a new one is linked with the encoder. `doctor` says how a corpus is linked.
    #[arg(long, value_name = "ON|OFF")]
    pub(crate) encoder: Option<Switch>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Switch {
    On,
    Off,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Extract {
    /// Files, folders, patterns; `-` is standard input
    ///
    /// Text, Markdown, HTML; WARC, WACZ, ZIP and gzip; RSS, Atom, JSON Feed; JSONL, JSON, CSV and TSV (see `--map`). The content
    /// says what a file is, then the ending of its name. A page in a container has a path that leads back to it, counted from 1:
    /// `crawl.warc.gz#12` (record), `feed.xml#4` (entry), `table.jsonl#17` (line), `table.csv#17` (row below the header),
    /// `site.zip#news/a.html`.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// With the text of the page
    #[arg(long)]
    pub(crate) text: bool,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Explain {
    /// Files, folders, patterns, as with `extract`; `-` is standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Docs {
    /// With the date of each page, what it rests on, and the dates that were rejected
    #[arg(long)]
    pub(crate) dates: bool,
    /// The zones of one page: an id, a path or the beginning of a file name
    #[arg(long, value_name = "PAGE", conflicts_with_all = ["dates", "failed"])]
    pub(crate) zones: Option<String>,
    /// Pages that could not be added
    #[arg(long, conflicts_with = "dates")]
    pub(crate) failed: bool,
}

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
#[command(args_conflicts_with_subcommands = true, arg_required_else_help = true)]
pub(crate) struct DecideArgs {
    /// Take over the decisions of a file, one on each line, as `decide log --jsonl` writes them; `-` is standard input
    #[arg(long, value_name = "FILE.jsonl")]
    pub(crate) import: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) what: Option<Decide>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Decide {
    /// These are one actor, known by the first; or these statements (a:…) say the same
    Merge {
        /// Names in any form, or ids (e:…); or ids of statements (a:…)
        #[arg(required = true, num_args = 2.., value_name = "NAME|ID")]
        things: Vec<String>,
        #[command(flatten)]
        reason: Reason,
    },
    /// An id that an actor took over stands for itself again; or a statement (a:…) leaves its claim
    Split {
        /// The id (e:…), as `who` shows it; or a statement (a:…)
        #[arg(value_name = "NAME|ID")]
        thing: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// These two are not the same, whatever they are called; or these two statements (a:…) are not one claim
    Reject {
        /// Names in any form, or ids (e:…); or ids of statements (a:…)
        #[arg(required = true, num_args = 2, value_name = "NAME|ID")]
        things: Vec<String>,
        #[command(flatten)]
        reason: Reason,
    },
    /// What the program did is right: it shall stay so and is no longer in doubt
    Accept {
        /// An id that an actor took over (e:…), a statement of a claim (a:…), a page for its date, two pages for their order
        #[arg(required = true, num_args = 1..=2, value_name = "ID")]
        things: Vec<String>,
        #[command(flatten)]
        reason: Reason,
    },
    /// An actor is shown under this name
    Relabel {
        /// A name in any form, or an id (e:…)
        #[arg(value_name = "NAME|ID")]
        actor: String,
        #[arg(value_name = "NEW NAME")]
        name: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// When a page appeared; what it states itself is kept beside it
    Date {
        /// An id, a path or the beginning of a file name
        page: String,
        /// 2024, 2024-05, 2024-05-17 or 2024-05-17T09:30; `none`: the page does not say
        date: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// Of two pages that share text the first was first
    Earlier {
        /// An id, a path or the beginning of a file name
        first: String,
        second: String,
        #[command(flatten)]
        reason: Reason,
    },
    /// Take a decision back
    Undo {
        /// Its number, as `decide log` shows it
        number: u64,
        #[command(flatten)]
        reason: Reason,
    },
    /// All decisions, undone ones too
    Log,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Reason {
    /// Why, for those who look later
    #[arg(long, default_value = "", hide_default_value = true, value_name = "TEXT")]
    pub(crate) because: String,
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

#[derive(Debug, ClapArgs)]
pub(crate) struct OnFile {
    /// The corpus file, as with `-c`
    #[arg(value_name = "FILE.rpd")]
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Open {
    /// Files, folders, patterns, as with `add`; or one corpus file
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Where to listen, on this machine only
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8600")]
    pub(crate) address: SocketAddr,
    /// Do not start a browser
    #[arg(long)]
    pub(crate) no_browser: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Serve {
    /// Where to listen; any address but those of this machine demands a token
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub(crate) host: IpAddr,
    #[arg(long, default_value_t = 8600)]
    pub(crate) port: u16,
    /// Both in one: 127.0.0.1:8600
    #[arg(long, value_name = "IP:PORT", conflicts_with_all = ["host", "port"])]
    pub(crate) address: Option<SocketAddr>,
    /// A file whose first line is the token that callers must give (16 characters or more)
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    /// A name under which this machine is asked besides its addresses (repeat it)
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Vec<String>,
}
