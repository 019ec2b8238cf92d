//! `mcp`: the corpus as tools for language models, over standard input and output.

use crate::args::Global;
use crate::fault::{Ending, Fault, Outcome};
use crate::session;

pub(crate) fn run(global: &Global) -> Outcome {
    // an unreadable corpus is told with its hint, before anything is spoken
    drop(session::open(&global.corpus, global)?);
    reportedly_mcp::serve(&global.corpus).map(|()| Ending::Done).map_err(|message| Fault::Serve {
        message,
        hint: Some("start it from a client of the protocol".to_owned()),
    })
}
