//! PROV-JSON (W3C member submission): one bundle a page, so that pages are written as they come.
//!
//! The page is an entity; a statement is an entity derived from it (`prov:Quotation`), attributed to who said it; whoever
//! passed it on is associated with the activity of telling it.

use crate::format::{Writes, json};
use crate::row::Row;
use reportedly_engine::corpus::{PREFIXES, qualified as name};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

#[derive(Default)]
pub(crate) struct Prov {
    bundle: Option<Bundle>,
    begun: bool,
}

struct Bundle {
    page: String,
    parts: Map<String, Value>,
}

impl Bundle {
    fn add(&mut self, part: &str, id: &str, value: Value) {
        let part = self.parts.entry(part).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(map) = part {
            map.insert(id.to_owned(), value);
        }
    }
}

impl Prov {
    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let Some(bundle) = self.bundle.take() else { return Ok(()) };
        out.write_all(if self.begun { b",\n" } else { b"\n" })?;
        self.begun = true;
        json(&format!("{}.bundle", name(&bundle.page)), out)?;
        out.write_all(b":")?;
        json(&bundle.parts, out)
    }
}

impl Writes for Prov {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let mut prefixes: Map<String, Value> =
            PREFIXES.iter().map(|(prefix, stands)| ((*prefix).to_owned(), json!(stands))).collect();
        prefixes.insert("schema".into(), json!("https://schema.org/"));
        out.write_all(b"{\"prefix\":")?;
        json(&prefixes, out)?;
        out.write_all(b",\"bundle\":{")
    }

    fn row(&mut self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let page = &row.document;
        if self.bundle.as_ref().is_none_or(|bundle| bundle.page != page.id) {
            self.close(out)?;
            let mut bundle = Bundle { page: page.id.clone(), parts: Map::new() };
            let mut about = Map::new();
            about.insert("prov:type".into(), json!({"$": "schema:Article", "type": "prov:QUALIFIED_NAME"}));
            about.insert("rp:sha256".into(), page.sha256.as_str().into());
            about.insert("rp:path".into(), page.path.as_str().into());
            let date = page.published.as_ref();
            for (key, value) in [
                ("prov:label", page.title.as_deref()),
                ("schema:url", page.url.as_deref()),
                ("schema:inLanguage", page.language.as_deref()),
                ("rp:published", date.map(|date| date.value.as_str())),
                ("rp:published_basis", date.and_then(|date| date.basis.as_deref())),
            ] {
                if let Some(value) = value {
                    about.insert(key.into(), value.into());
                }
            }
            bundle.add("entity", &name(&page.id), Value::Object(about));
            if let (Some(publisher), Some(outlet)) = (&page.publisher, &page.outlet) {
                bundle.add("agent", &name(publisher), json!({"prov:label": outlet}));
                let attributed = json!({"prov:entity": name(&page.id), "prov:agent": name(publisher)});
                bundle.add("wasAttributedTo", &format!("_:{}", page.id), attributed);
            }
            self.bundle = Some(bundle);
        }
        let Some(bundle) = &mut self.bundle else { return Ok(()) };
        let id = name(&row.statement);
        let places: Vec<String> =
            row.content.iter().map(|piece| format!("{}-{}", piece.start, piece.end)).collect();
        let bytes: Vec<String> =
            row.content.iter().map(|piece| format!("{}-{}", piece.bytes[0], piece.bytes[1])).collect();
        bundle.add(
            "entity",
            &id,
            json!({"prov:type": {"$": "schema:Quotation", "type": "prov:QUALIFIED_NAME"}, "prov:value": row.text,
                   "rp:code_points": places.join(" "), "rp:bytes": bytes.join(" "), "rp:kind": row.kind, "rp:stance": row.stance,
                   "rp:negated": row.negated, "rp:rule": row.rule, "rp:claims": row.claims.join(" ")}),
        );
        let told = format!("{id}.telling");
        bundle.add("activity", &told, json!({"prov:label": "telling"}));
        let generated = json!({"prov:entity": id, "prov:activity": told});
        bundle.add("wasGeneratedBy", &format!("_:g.{}", row.statement), generated);
        bundle.add(
            "wasDerivedFrom",
            &format!("_:d.{}", row.statement),
            json!({"prov:generatedEntity": id, "prov:usedEntity": name(&page.id),
                   "prov:type": {"$": "prov:Quotation", "type": "prov:QUALIFIED_NAME"}}),
        );
        if let Some((speaker, actor)) = row.speaker.as_ref().and_then(|s| Some((s, s.actor.as_ref()?))) {
            bundle.add(
                "agent",
                &name(actor),
                json!({"prov:label": speaker.name, "rp:anonymous": speaker.anonymous}),
            );
            let attributed = json!({"prov:entity": id, "prov:agent": name(actor)});
            bundle.add("wasAttributedTo", &format!("_:s.{}", row.statement), attributed);
        }
        for (place, link) in row.chain.iter().enumerate() {
            let Some(actor) = &link.actor else { continue };
            bundle.add(
                "agent",
                &name(actor),
                json!({"prov:label": link.name, "rp:anonymous": link.anonymous}),
            );
            bundle.add(
                "wasAssociatedWith",
                &format!("_:l{place}.{}", row.statement),
                json!({"prov:activity": told, "prov:agent": name(actor), "prov:role": link.role, "rp:place": place,
                       "rp:explicit": link.explicit}),
            );
        }
        Ok(())
    }

    fn end(&mut self, out: &mut dyn Write) -> io::Result<()> {
        self.close(out)?;
        out.write_all(b"}}\n")
    }
}
