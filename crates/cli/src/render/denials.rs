//! Denials with the claims they answer; refusals to confirm apart; or what was searched in vain.

use super::searched;
use crate::output::Paint;
use crate::session::{Session, short};
use reportedly_engine::corpus::{Answer, Claim, Denials};
use serde_json::{Value, json};

pub(crate) fn text(
    session: &Session,
    found: &Denials,
    what: Option<&str>,
    claims: Option<&[&Claim]>,
    paint: Paint,
) -> String {
    let mut out: String =
        found.denials.iter().map(|answer| self::answer(session, answer, "denied by", paint)).collect();
    if found.denials.is_empty() {
        let of = match (what, claims) {
            (None, _) | (_, None) => String::new(),
            (Some(_), Some([claim])) => format!(" of {}", claim.id),
            (Some(what), Some([])) => format!(" of `{what}` (no claim like it)"),
            (Some(what), Some(claims)) => format!(" of `{what}` ({} claims like it)", claims.len()),
        };
        out.push_str(&format!("no denial{of} in {}\n", searched(session)));
    }
    if !found.refusals.is_empty() {
        out.push_str(&format!("{}\n", paint.strong("NO CONFIRMATION, which is no denial")));
    }
    out.extend(found.refusals.iter().map(|answer| self::answer(session, answer, "not confirmed by", paint)));
    out
}

fn answer(session: &Session, answer: &Answer, verb: &str, paint: Paint) -> String {
    let mut out = paint.strong(&format!("{verb} {}", answer.by));
    for evidence in &answer.evidence {
        let place = paint.faint(&session.place(&evidence.document, evidence.span));
        out.push_str(&format!(": \"{}\" {place}", short(&evidence.text, 200)));
    }
    let dated = answer.dated.as_deref().unwrap_or("undated");
    out.push_str(&format!(" · {dated}\n    {} {}\n", answer.relation.to, short(&answer.claim_text, 100)));
    if let Some(claim) = session.claim(&answer.relation.to) {
        let (_, place) = session.said(&claim.anchor);
        out.push_str(&format!("    said by {} {}\n", session.speaker(&claim.anchor), paint.faint(&place)));
    }
    if !answer.relation.why.is_empty() {
        out.push_str(&format!(
            "    {}\n",
            paint.faint(&format!("because: {}", answer.relation.why.join("; ")))
        ));
    }
    out
}

pub(crate) fn json(session: &Session, answer: &Answer) -> Value {
    json!({
        "kind": answer.relation.kind, "claim": answer.relation.to, "claim_text": answer.claim_text, "by": answer.by,
        "actor": answer.actor, "dated": answer.dated, "why": answer.relation.why,
        "evidence": answer.evidence.iter().map(|evidence| session.evidence(evidence)).collect::<Vec<_>>(),
        "statement": session.statement_json(&answer.relation.from),
    })
}
