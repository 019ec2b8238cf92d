//! Arguments of decisions.

use clap::{Args as ClapArgs, Subcommand};
use std::path::PathBuf;

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
