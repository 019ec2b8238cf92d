//! Why a command ends otherwise than well, and with which exit code.

use std::fmt::Display;
use std::process::ExitCode;

/// How a command that did what it should has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    Done,
    /// Asked, and the answer is no: no match, verify failed.
    Negative,
    /// Some pages failed; they are named on standard error.
    Partial,
}

/// What stopped a command.
#[derive(Debug)]
pub(crate) enum Fault {
    /// The question is wrong.
    Usage {
        message: String,
        hint: Option<String>,
    },
    /// The corpus cannot be read or written.
    Corpus(reportedly_store::Error),
    /// The page for the browser cannot be served.
    Serve {
        message: String,
        hint: Option<String>,
    },
    Output(std::io::Error),
}

pub(crate) type Outcome = Result<Ending, Fault>;

impl Fault {
    pub(crate) fn usage(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), hint: Some(hint.into()) }
    }
}

impl From<reportedly_store::Error> for Fault {
    fn from(error: reportedly_store::Error) -> Self {
        if error.is_query() {
            return Self::Usage { message: error.to_string(), hint: error.hint() };
        }
        Self::Corpus(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

/// Says what went wrong on standard error and gives the exit code.
pub(crate) fn end(outcome: Outcome) -> ExitCode {
    let (message, hint, code) = match outcome {
        Ok(Ending::Done) => return ExitCode::SUCCESS,
        Ok(Ending::Negative) => return ExitCode::from(1),
        Ok(Ending::Partial) => return ExitCode::from(3),
        // Whoever read our output has enough: not a fault.
        Err(Fault::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            return ExitCode::SUCCESS;
        }
        Err(Fault::Output(error)) => (format!("cannot write the output: {error}"), None, 4),
        Err(Fault::Usage { message, hint }) => (message, hint, 2),
        Err(Fault::Serve { message, hint }) => (message, hint, 4),
        Err(Fault::Corpus(error)) => (error.to_string(), error.hint(), 4),
    };
    say("error", &message, hint.as_deref());
    ExitCode::from(code)
}

/// `error: …` and `hint: …` on standard error; a closed standard error is nobody's fault.
pub(crate) fn say(what: &str, message: &dyn Display, hint: Option<&str>) {
    use std::io::Write;
    let mut out = std::io::stderr().lock();
    let _ = writeln!(out, "{what}: {message}");
    if let Some(hint) = hint {
        let _ = writeln!(out, "hint: {hint}");
    }
}
