//! Denials with the claims they answer; refusals to confirm apart; or what was searched in vain.

use super::searched;
use crate::ask::Denial;
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::Claim;
use serde_json::{Value, json};

pub(crate) fn text(
    session: &Session,
    found: &[Denial<'_>],
    what: Option<&str>,
    claims: Option<&[&Claim]>,
    paint: Paint,
) -> String {
    let mut out = String::new();
    for denial in found {
        let (text, place) = session.said(&denial.relation.from);
        let who = session.speaker(&denial.relation.from);
        let verb = if denial.denies { "denies" } else { "does not confirm" };
        let claim = denial.claim.map_or_else(
            || denial.relation.to.clone(),
            |claim| format!("{} {}", claim.id, short(&claim.text, 90)),
        );
        out.push_str(&format!(
            "{}: \"{}\" {}\n",
            paint.strong(&format!("{who} {verb}")),
            short(&text, 200),
            paint.faint(&place)
        ));
        out.push_str(&format!("    {claim}\n"));
        if let Some(anchor) = denial.claim.map(|claim| &claim.anchor) {
            out.push_str(&format!(
                "    said by {} {}\n",
                session.speaker(anchor),
                paint.faint(&session.said(anchor).1)
            ));
        }
    }
    if !found.iter().any(|denial| denial.denies) {
        let of = match (what, claims) {
            (None, _) | (_, None) => String::new(),
            (Some(_), Some([claim])) => format!(" of {}", claim.id),
            (Some(what), Some([])) => format!(" of `{what}` (no claim like it)"),
            (Some(what), Some(claims)) => format!(" of `{what}` ({} claims like it)", claims.len()),
        };
        out.push_str(&format!("no denial{of} in {}\n", searched(session)));
    }
    out
}

pub(crate) fn json(session: &Session, denial: &Denial<'_>) -> Value {
    json!({
        "kind": denial.relation.kind, "claim": denial.relation.to, "claim_text": denial.claim.map(|claim| &claim.text),
        "statement": session.statement_json(&denial.relation.from), "why": denial.relation.why,
    })
}
