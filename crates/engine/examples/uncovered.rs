//! Words of a text that the tables do not know, by frequency.
use reportedly_engine::{corpus::Words, pack::Packs};
#[expect(clippy::disallowed_methods, reason = "an example reads files")]
fn main() {
    let words = Words::new(&Packs::embedded());
    let mut args = std::env::args().skip(1);
    let lang = args.next().unwrap_or_default();
    let mut n: std::collections::BTreeMap<String, usize> = Default::default();
    let (mut all, mut unk) = (0, 0);
    for path in args {
        for t in reportedly_engine::text::tokens(&std::fs::read_to_string(path).unwrap_or_default(), 0) {
            if t.kind == reportedly_engine::text::TokenKind::Word && t.folded.chars().count() > 3 {
                all += 1;
                if !words.knows(&lang, &t.folded) { unk += 1; *n.entry(t.folded.to_string()).or_default() += 1; }
            }
        }
    }
    let mut v: Vec<_> = n.into_iter().collect();
    v.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    eprintln!("{lang}: {unk} of {all} unknown");
    for (w, c) in v.into_iter().take(1500) { println!("{c}\t{w}"); }
}
