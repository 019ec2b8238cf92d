//! `cite`: exact words with what leads back to them.

use crate::args::{Cite, CiteForm, Global};
use crate::ask;
use crate::fault::{Ending, Fault, Outcome, say};
use crate::output::{Form, Output};
use crate::session::{self, Session};
use reportedly_report::{Card, cite};
use serde_json::{Map, json};

pub(crate) fn run(args: &Cite, global: &Global, out: &mut Output) -> Outcome {
    let known = |id: &&String| ["a:", "c:", "d:"].iter().any(|kind| id.starts_with(kind) && id.len() > 2);
    if let Some(id) = args.ids.iter().find(|id| !known(id)) {
        let hint =
            "ids begin with a: (statement), c: (claim) or d: (page); `search`, `claims` and `docs` show them";
        return Err(Fault::usage(format!("`{id}` is no id"), hint));
    }
    let store = session::open(&global.corpus, global)?;
    let session = Session::load(&store)?;
    let mut all: Vec<Card> = Vec::new();
    let mut missing = Vec::new();
    for id in &args.ids {
        let cards = cards(&session, id);
        if cards.is_empty() {
            missing.push(id.as_str());
        }
        all.extend(cards);
    }
    let form = match args.form {
        CiteForm::Md => cite::Form::Markdown,
        CiteForm::Txt => cite::Form::Text,
        CiteForm::Bibtex => cite::Form::BibTex,
        CiteForm::Csl => cite::Form::Csl,
        CiteForm::Webanno => cite::Form::WebAnnotation,
        CiteForm::Html => cite::Form::Html,
    };
    match out.form {
        Form::Text if all.is_empty() => {}
        Form::Text => out.text(&cite::cite(&all, form))?,
        _ => {
            let items = all.iter().map(|card| json!(card)).collect();
            out.list("citations", items, Map::from_iter([("missing".to_owned(), json!(missing))]))?;
        }
    }
    if !missing.is_empty() {
        let found = format!("nothing is called {} in {}", missing.join(", "), global.corpus.display());
        say("note", &found, None);
    }
    Ok(match (missing.is_empty(), all.is_empty()) {
        (true, _) => Ending::Done,
        (false, true) => Ending::Negative,
        (false, false) => Ending::Partial,
    })
}

/// What an id, or the beginning of one, means.
fn cards(session: &Session, id: &str) -> Vec<Card> {
    if id.starts_with("c:") {
        let claims = ask::claims(session, id);
        let members = claims.iter().flat_map(|claim| claim.members.iter().map(|member| (*claim, member)));
        let cards = members.filter_map(|(claim, member)| {
            let (document, statement) = session.statement(&member.statement)?;
            let mut card = Card::statement(document, statement, member.focus);
            card.claim = Some(claim.id.clone());
            Some(card)
        });
        return cards.collect();
    }
    let mut out = Vec::new();
    for document in &session.documents {
        if id.starts_with("d:") && document.id.starts_with(id) {
            out.push(Card::page(document));
        }
        let named = document.statements.iter().filter(|statement| statement.id.starts_with(id));
        out.extend(named.map(|statement| Card::statement(document, statement, None)));
    }
    out
}
