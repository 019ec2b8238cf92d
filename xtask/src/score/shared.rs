//! Scorers that live outside the repository, in `shared/score` and `shared/corpora`, called by path.
//!
//! Writes the records they read, runs them with `python3`, and reads their figures. Fails when one cannot run.

use super::{Context, Figure, Outcome, hash, resolved};
use reportedly_engine::model::Origin;
use reportedly_engine::{Engine, wire};
use serde_json::Value;
use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A folder that is removed when it goes out of use.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub(super) fn new(purpose: &str) -> Result<Self, String> {
        let path = std::env::temp_dir().join(format!("reportedly-{purpose}-{}", std::process::id()));
        std::fs::create_dir_all(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok(Self(path))
    }
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Files of a folder with this extension, in order of names; an error when there are none.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, String> {
    let mut files = crate::entries(folder)?;
    files.retain(|file| file.extension().is_some_and(|e| e == extension));
    if files.is_empty() {
        return Err(format!("{}: no .{extension} files", folder.display()));
    }
    Ok(files)
}

/// The records of pages, one a line, each under its file name. The same as `reportedly extract` prints.
fn write_records(engine: &Engine, pages: &[PathBuf], out: &Path) -> Result<(), String> {
    let failed = |error: std::io::Error| format!("{}: {error}", out.display());
    let mut file = std::io::BufWriter::new(std::fs::File::create(out).map_err(failed)?);
    for page in pages {
        let bytes = std::fs::read(page).map_err(|error| format!("{}: {error}", page.display()))?;
        let origin = Origin { path: crate::name_of(page), ..Origin::default() };
        writeln!(file, "{}", wire::record(&engine.analyse(&bytes, &origin), false)).map_err(failed)?;
    }
    file.flush().map_err(failed)
}

/// Runs a scorer; gives what it printed, or passes it through.
pub(super) fn python<A: AsRef<OsStr>>(script: &Path, arguments: &[A], pass: bool) -> Result<String, String> {
    if !script.is_file() {
        return Err(format!("{}: no such scorer", script.display()));
    }
    let mut command = Command::new("python3");
    command.arg(script).args(arguments).stderr(Stdio::inherit());
    command.stdout(if pass { Stdio::inherit() } else { Stdio::piped() });
    let output = command.spawn().and_then(|child| child.wait_with_output());
    let output = output.map_err(|error| format!("cannot run python3 for {}: {error}", script.display()))?;
    if !output.status.success() {
        return Err(format!("{}: {}", script.display(), output.status));
    }
    String::from_utf8(output.stdout).map_err(|_| format!("{}: output is not UTF-8", script.display()))
}

impl Context {
    pub(super) fn shared(&self) -> Result<&Path, String> {
        self.shared.as_deref().ok_or_else(|| NONE.to_owned())
    }
    /// Flags that are passed on to a scorer.
    fn flags(&self) -> Vec<OsString> {
        let flags = [("-v", self.verbose), ("--json", self.json)];
        flags.iter().filter(|(_, on)| *on).map(|(flag, _)| OsString::from(flag)).collect()
    }
}

/// `seeds`: pages with everything that is true of them (`pages/`, `gold/`).
pub(super) fn seeds(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("gold/seeds")), Ok)?;
    let scratch = Scratch::new("seeds")?;
    let records = scratch.path("records.jsonl");
    write_records(&context.engine, &files(&data.join("pages"), "txt")?, &records)?;
    let mut arguments = vec![data.as_os_str().to_owned(), records.as_os_str().to_owned()];
    arguments.extend(context.flags());
    python(&context.shared()?.join("score/score.py"), &arguments, true)?;
    let resolved = resolved::count(&data, &records)?;
    let line = format!(
        "speakers named by pronoun, role, nickname or not at all, resolved: {}/{}",
        resolved.right, resolved.gold
    );
    if context.json {
        eprintln!("{line}")
    } else {
        println!("{line}")
    }
    if context.verbose && !context.json {
        for miss in resolved.misses {
            println!("RESOLVE {miss}");
        }
    }
    Ok(())
}

pub(super) fn seeds_figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("gold/seeds");
    let scratch = Scratch::new("seeds")?;
    let records = scratch.path("records.jsonl");
    write_records(&context.engine, &files(&data.join("pages"), "txt")?, &records)?;
    let arguments = [data.as_os_str(), records.as_os_str(), OsStr::new("--json")];
    let output = python(&shared.join("score/score.py"), &arguments, false)?;
    let value: Value = serde_json::from_str(&output).map_err(|error| format!("score.py: {error}"))?;
    let resolved = resolved::count(&data, &records)?;
    let mut figures = Vec::new();
    for (key, language) in [("ALL", "all"), ("uk", "uk"), ("ru", "ru"), ("be", "be"), ("en", "en")] {
        let all = &value[key];
        if all["core"].as_u64().unwrap_or(0) == 0 {
            continue;
        }
        let f1 = |name: &str, row: &str| -> Result<Figure, String> {
            let cell = |i: usize| all["prf"][row][i].as_f64().map(|share| 100.0 * share);
            let (Some(p), Some(r), Some(f)) = (cell(0), cell(1), cell(2)) else {
                return Err(format!("score.py gives no `{row}`"));
            };
            Ok(Figure::new(name, language, f).detail(format!("P {p:.1} R {r:.1}")))
        };
        figures.push(f1("content F1", "content>=.5")?);
        if language != "all" {
            continue;
        }
        figures.push(f1("content exact F1", "content exact")?);
        for (name, field) in [
            ("speaker, of found", "speaker"),
            ("cue, of found", "cue"),
            ("kind, of found", "kind"),
            ("stance, of found", "stance"),
            ("chain lenient, of found", "chain"),
            ("anonymous, of found", "anon"),
        ] {
            let share =
                all["acc_matched"][field].as_f64().ok_or_else(|| format!("score.py gives no `{field}`"))?;
            figures.push(Figure::new(name, language, 100.0 * share));
        }
        figures.push(Figure::share("speaker resolved", language, resolved.right, resolved.gold));
        figures.push(f1("speaker actor B3", "speaker actor B3 (all gold)")?);
        figures.push(counted("relayed, of found", language, &all["multi_chain"])?);
        let negatives = negatives(&data)?;
        let hit = all["on_negatives"].as_u64().ok_or("score.py gives no `on_negatives`")? as usize;
        figures.push(Figure::share("traps avoided", language, negatives.saturating_sub(hit), negatives));
        figures.push(f1("zone article F1", "zone article")?);
        figures.push(f1("zone other F1", "zone chrome")?);
        figures.push(counted("page date", language, &all["published"])?);
        figures.push(counted("page language", language, &all["language"])?);
        figures.push(f1("mention F1", "mention ANY")?);
        figures.push(f1("actors B3, names", "actors B3 names (all gold)")?);
        figures.push(f1("actors B3, names and roles", "actors B3 names+roles (all gold)")?);
    }
    Ok(Outcome { scorer: "seeds", corpus: hash(&data, |_| true)?, figures })
}

/// A figure from the scorer's "4/5".
fn counted(name: &str, language: &str, value: &Value) -> Result<Figure, String> {
    let counts = value.as_str().and_then(|text| text.split_once('/'));
    match counts.map(|(part, whole)| (part.parse(), whole.parse())) {
        Some((Ok(part), Ok(whole))) => Ok(Figure::share(name, language, part, whole)),
        _ => Err(format!("score.py: `{name}` is `{value}`")),
    }
}

fn negatives(data: &Path) -> Result<usize, String> {
    let mut count = 0;
    for file in files(&data.join("gold"), "jsonl")? {
        if crate::name_of(&file).ends_with(".negatives.jsonl") {
            let text =
                std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            count += text.lines().filter(|line| !line.trim().is_empty()).count();
        }
    }
    Ok(count)
}

/// `attributions`: lists of attributions in context, one set a file. PATH is a folder of sets or one set.
pub(super) fn attributions(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/attributions")), Ok)?;
    let rows = attribution_rows(context, &data)?;
    if context.json {
        println!(
            "{}",
            super::rows::json(&[Outcome {
                scorer: "attributions",
                corpus: hash(&data, |_| true)?,
                figures: attribution_figures(&rows)?
            }])
        );
    } else {
        rows.iter().for_each(|set| println!("{}", set.row));
    }
    Ok(())
}

pub(super) fn attributions_figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("corpora/attributions");
    let figures = attribution_figures(&attribution_rows(context, &data)?)?;
    Ok(Outcome { scorer: "attributions", corpus: hash(&data, |name| name.ends_with(".jsonl"))?, figures })
}

/// One set of attributions.
struct Set {
    name: String,
    /// The line its scorer prints.
    row: String,
    /// The set marks whole units and says nothing of speaker and cue words.
    units: bool,
}

fn attribution_rows(context: &Context, data: &Path) -> Result<Vec<Set>, String> {
    let script = context.shared()?.join("score/score_lists.py");
    let sets = if data.is_dir() { files(data, "jsonl")? } else { vec![data.to_owned()] };
    let mut rows = Vec::new();
    for set in sets {
        let scratch = Scratch::new("attributions")?;
        let (texts, records) = (scratch.path("texts"), scratch.path("records.jsonl"));
        python(&script, &[set.as_os_str(), OsStr::new("--texts"), texts.as_os_str()], false)?;
        write_records(&context.engine, &files(&texts, "txt")?, &records)?;
        let row = python(&script, &[set.as_os_str(), records.as_os_str()], false)?;
        let source = std::fs::read_to_string(&set).map_err(|error| format!("{}: {error}", set.display()))?;
        let units = source.contains("\"content_edu\"");
        rows.push(Set { name: crate::name_of(&set), row: row.trim_end().to_owned(), units });
    }
    Ok(rows)
}

fn attribution_figures(sets: &[Set]) -> Result<Vec<Figure>, String> {
    let mut figures = Vec::new();
    for Set { name, row, units } in sets {
        let language = name.split(['_', '.']).next().unwrap_or(name);
        let detail = format!("{name}, {} marked", after(row, "gold ").unwrap_or(0.0));
        for (figure, label) in [
            ("recall", "recall "),
            ("speaker, of found", "speaker|found "),
            ("cue, of found", "cue|found "),
            ("precision at least", "precision>= "),
        ] {
            let value =
                after(row, label).ok_or_else(|| format!("score_lists.py: no `{label}` in `{row}`"))?;
            if !(*units && label.contains('|')) {
                figures.push(Figure::new(figure, language, value).detail(detail.clone()));
            }
        }
    }
    Ok(figures)
}

/// The number right after a label.
fn after(text: &str, label: &str) -> Option<f64> {
    let rest = text.get(text.find(label)? + label.len()..)?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    rest.get(..end)?.parse().ok()
}

/// `polnear`: English articles with source, cue and content in `.ann` files beside them.
pub(super) fn polnear(context: &Context, data: Option<PathBuf>) -> Result<(), String> {
    let data = data.map_or_else(|| context.shared().map(|s| s.join("corpora/polnear/dev")), Ok)?;
    let row = polnear_row(context, &data)?;
    if context.json {
        println!(
            "{}",
            super::rows::json(&[Outcome {
                scorer: "polnear",
                corpus: hash(&data, |_| true)?,
                figures: polnear_values(&row)?
            }])
        );
    } else {
        println!("{row}");
    }
    Ok(())
}

pub(super) fn polnear_figures(context: &Context, shared: &Path) -> Result<Outcome, String> {
    let data = shared.join("corpora/polnear/dev");
    let figures = polnear_values(&polnear_row(context, &data)?)?;
    Ok(Outcome { scorer: "polnear", corpus: hash(&data, |_| true)?, figures })
}

fn polnear_row(context: &Context, data: &Path) -> Result<String, String> {
    let scratch = Scratch::new("polnear")?;
    let records = scratch.path("records.jsonl");
    write_records(&context.engine, &files(data, "txt")?, &records)?;
    let script = context.shared()?.join("score/score_polnear.py");
    python(&script, &[data.as_os_str(), records.as_os_str()], false).map(|row| row.trim_end().to_owned())
}

fn polnear_values(row: &str) -> Result<Vec<Figure>, String> {
    let part = |label: &str| row.get(row.find(label)? + label.len()..);
    let mut figures = Vec::new();
    for (name, label) in
        [("token F1", "| tok "), ("content F1", "| IoU.5 "), ("content exact F1", "| exact ")]
    {
        let cell = |letter: &str| part(label).and_then(|rest| after(rest, letter));
        let (Some(p), Some(r), Some(f)) = (cell("P"), cell("R"), cell("F")) else {
            return Err(format!("score_polnear.py: no `{label}` in `{row}`"));
        };
        figures.push(Figure::new(name, "en", f).detail(format!("P {p:.1} R {r:.1}")));
    }
    for (name, label) in [("with speaker F1", "+src(IoU.5) F"), ("with speaker and cue F1", "+src+cue F")] {
        let value = after(row, label).ok_or_else(|| format!("score_polnear.py: no `{label}` in `{row}`"))?;
        figures.push(Figure::new(name, "en", value));
    }
    Ok(figures)
}

/// The folder with `score/` and `corpora/`: as given, by `REPORTEDLY_SHARED`, or beside the repository.
pub(super) fn find(root: &Path, given: Option<String>) -> Result<Option<PathBuf>, String> {
    match given.or_else(|| std::env::var("REPORTEDLY_SHARED").ok()) {
        Some(folder) if !Path::new(&folder).is_dir() => Err(format!("`{folder}` is no folder")),
        Some(folder) => Ok(Some(PathBuf::from(folder))),
        None => Ok(Some(root.join("../shared")).filter(|folder| folder.is_dir())),
    }
}

/// The same; an error when there is none.
pub(crate) fn folder(root: &Path, given: Option<String>) -> Result<PathBuf, String> {
    find(root, given)?.ok_or_else(|| NONE.to_owned())
}

const NONE: &str = "no `../shared` beside the repository; name the folder that holds `score/` and `corpora/` with `--shared FOLDER`";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_from_the_lines_scorers_print() {
        let row = "uk_x.jsonl: gold 38 recall 26.3% speaker|found 70.0% cue|found 0.0% predicted 12 precision>= 83.3%";
        let set = |units| Set { name: "uk_x.jsonl".to_owned(), row: row.to_owned(), units };
        let figures = attribution_figures(&[set(false), set(true)]).expect("a row");
        let values: Vec<(&str, f64)> = figures.iter().map(|f| (f.language.as_str(), f.value)).collect();
        assert_eq!(
            values,
            [("uk", 26.3), ("uk", 70.0), ("uk", 0.0), ("uk", 83.3), ("uk", 26.3), ("uk", 83.3)]
        );
        let row = "dev                          gold 9 pred 8 | tok P 50.0 R 60.0 F 54.5 | IoU.5 P 10.0 R 20.0 F 13.3 | exact P  1.0 R  2.0 F  1.3 | +src(IoU.5) F12.5 +src+cue F7.1 all-exact F0.0";
        let values: Vec<f64> = polnear_values(row).expect("a row").iter().map(|f| f.value).collect();
        assert_eq!(values, [54.5, 13.3, 1.3, 12.5, 7.1]);
        assert!(polnear_values("nothing").is_err());
    }
}
