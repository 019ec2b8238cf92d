//! Decisions, and how to undo them.

use crate::output::Paint;
use reportedly_engine::corpus::Join;
use reportedly_store::{Decision, Decisions, Verb};
use serde_json::{Value, json};

fn sentence(decision: &Decision) -> String {
    let subjects = decision.subjects.join(match decision.verb {
        Verb::Merge => " = ",
        Verb::Reject => " ≠ ",
        Verb::Split | Verb::Undo => " ",
    });
    let reason = match decision.reason.as_str() {
        "" => String::new(),
        reason => format!("  because: {reason}"),
    };
    format!("{}  {} {subjects}{reason}", decision.number, decision.verb.word())
}

/// What has just been decided.
pub(crate) fn made(decision: &Decision) -> String {
    let undo = match decision.verb {
        Verb::Undo => String::new(),
        _ => format!("   undo: reportedly decide undo {}\n", decision.number),
    };
    format!("{}\n{undo}", sentence(decision))
}

/// All decisions, those that are undone marked.
pub(crate) fn log(decisions: &[Decision], replayed: &Decisions, paint: Paint) -> String {
    if decisions.is_empty() {
        return "nothing decided\n".to_owned();
    }
    let line = |decision: &Decision| {
        if replayed.is_undone(decision.number) {
            format!("{}\n", paint.faint(&format!("{}  (undone)", sentence(decision))))
        } else {
            format!("{}\n", sentence(decision))
        }
    };
    decisions.iter().map(line).collect()
}

pub(crate) fn json(decision: &Decision, replayed: &Decisions) -> Value {
    json!({
        "number": decision.number, "verb": decision.verb, "subjects": decision.subjects,
        "reason": decision.reason, "undone": replayed.is_undone(decision.number),
    })
}

/// The command that takes a join back.
pub(crate) fn undo(join: &Join) -> String {
    match join.decision {
        Some(number) => format!("reportedly decide undo {number}"),
        None => format!("reportedly decide split '{}'", join.actor),
    }
}
