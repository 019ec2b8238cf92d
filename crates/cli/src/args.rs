//! What may be typed. Takes the command line, gives `Args`; decides nothing.

mod ask;
mod decide;
mod filters;
mod pages;
mod serve;

pub(crate) use ask::*;
pub(crate) use decide::*;
pub(crate) use filters::*;
pub(crate) use pages::*;
pub(crate) use serve::*;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
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
