//! Decisions, and how to undo them.

use crate::output::Paint;
use reportedly_engine::corpus::Join;
use reportedly_store::{Decision, Decisions, Verb};
use serde_json::{Value, json};

fn sentence(decision: &Decision) -> String {
    // a statement's place is for finding it again, not for reading
    let short = |subject: &String| match decision.verb {
        Verb::Same | Verb::Different => subject.split('@').next().unwrap_or_default().to_owned(),
        _ => subject.clone(),
    };
    let subjects: Vec<String> = decision.subjects.iter().map(short).collect();
    let subjects = subjects.join(match decision.verb {
        Verb::Merge | Verb::Same | Verb::Date => " = ",
        Verb::Reject | Verb::Different => " ≠ ",
        Verb::Relabel => " → ",
        Verb::Earlier => " before ",
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
