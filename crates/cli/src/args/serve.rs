//! Arguments of what opens a corpus: for a browser, for a model, for a check of the file.

use super::Reading;
use clap::Args as ClapArgs;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

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
