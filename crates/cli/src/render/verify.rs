//! What `verify` and `doctor` found.

use super::count;
use crate::output::Paint;
use reportedly_store::{ENGINE, Finding, Stats, VerifyReport};
use std::path::Path;

pub(crate) fn text(report: &VerifyReport, paint: Paint) -> String {
    let mut out = String::new();
    for mismatch in &report.mismatches {
        let what = paint.doubt(&mismatch.what);
        out.push_str(&format!("{what}  {} ({}): {}\n", mismatch.document, mismatch.path, mismatch.message));
    }
    let wrong = report.mismatches.len();
    let verdict = if wrong == 0 {
        "all match the original bytes".to_owned()
    } else {
        format!("{} not", if wrong == 1 { "1 does".to_owned() } else { format!("{wrong} do") })
    };
    let spans = count(report.spans, "span");
    out.push_str(&format!("{} · {spans} · {verdict}\n", count(report.documents, "document")));
    if report.older > 0 {
        let older = count(report.older, "document");
        out.push_str(&format!(
            "{older} read by another version of this program: hash, text and spans checked\n"
        ));
    }
    out
}

pub(crate) fn report(checked: &reportedly_report::Checked, paint: Paint) -> String {
    let mut out = String::new();
    for difference in &checked.differences {
        let passage = difference.passage.map_or_else(String::new, |number| format!(" passage {number}"));
        let page = difference.page.as_ref().map_or_else(String::new, |page| format!(" ({page})"));
        let code = paint.doubt(&difference.code);
        out.push_str(&format!("{code} {passage}{page}: {}\n", difference.message));
    }
    let verdict = match checked.differences.len() {
        0 => "all match the corpus".to_owned(),
        n => count(n, "difference"),
    };
    let pages = count(checked.pages, "page");
    out.push_str(&format!("{} of {pages} · {verdict}\n", count(checked.passages, "passage")));
    out
}

pub(crate) fn doctor(path: &Path, findings: &[Finding], stats: &Stats, paint: Paint) -> String {
    let mut out = format!(
        "{}  schema {} · program {ENGINE}\n{} · {} · {} of pages in a file of {}\n",
        path.display(),
        stats.schema,
        count(stats.documents as usize, "document"),
        count(stats.statements as usize, "statement"),
        size(stats.original_bytes),
        size(stats.file_bytes),
    );
    for finding in findings {
        let mark = if finding.fine { "ok".to_owned() } else { paint.doubt("!!") };
        out.push_str(&format!("{mark}  {}\n", finding.message));
        if let Some(hint) = &finding.hint {
            out.push_str(&format!("    hint: {hint}\n"));
        }
    }
    out
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
