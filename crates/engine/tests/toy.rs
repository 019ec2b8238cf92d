//! A language is a folder: an invented one, written into a temporary folder, is read like those that are built in.

use reportedly_engine::Engine;
use reportedly_engine::model::{Document, Limits, Origin, Stance, Statement, StatementKind};
use reportedly_engine::pack::{Fault, Packs};
use std::fs;
use std::path::{Path, PathBuf};

/// The smallest folder that reads direct and indirect speech.
const FOLDER: &[(&str, &str)] = &[
    (
        "pack.toml",
        "name = \"Zolan\"\ncode = \"zo\"\nword_order = \"slavic\"\nscript = \"Latin\"\n\
         plural_suffixes = [\"kon\"]\nfirst_person = [\"mi\"]\n",
    ),
    (
        "language.tsv",
        "#kind\tvalues\nletter\tŵ ẑ\nword\tzhu nuk velu tikŵo oŵo oŵa naŵ ebru solŵi dorako dorakon\nending\tako akon ŵo\ngram\tŵo ŵi ẑu\n",
    ),
    (
        "reporting-verbs.tsv",
        "lemma\tclass\tact\tcommit\tframes\tstrength\tforms\n\
         dorar\tassert\tsay\tn\tq t 0 o p d\t3\tdorako dorakon\n\
         nevar\tdeny\tdeny\tn\tq t 0 o p d\t3\tnevako nevakon\n",
    ),
    ("complementisers.tsv", "word\treading\nzhu\tassert\n"),
    ("pronouns.tsv", "form\tgender\tnumber\tuse\noŵo\tm\tsg\tsubject\noŵa\tf\tsg\tsubject\n"),
    ("titles.tsv", "noun\tforms\tgender\tplural\nvurmaẑo\tvurmaẑo vurmaẑi\tm\tvurmaẑi\n"),
    ("given-names.tsv", "id\tgender\tnames\ntamik\tm\tTamik\nẑilu\tf\tẐilu\n"),
];

/// The sources that stand beside a folder for people, and are no data.
const NOTES: (&str, &str) = ("SOURCES.md", "| file | source | licence |\n");

fn write(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name).join("zo");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a temporary folder");
    for (name, text) in files.iter().chain([&NOTES]) {
        fs::write(folder.join(name), text).expect("a file of it");
    }
    folder
}

/// The packs with the folder at `path`, read from disk.
fn load(path: &Path) -> Result<Packs, Vec<Fault>> {
    let mut files: Vec<(String, String)> = fs::read_dir(path)
        .expect("the folder")
        .flatten()
        .map(|entry| {
            let text = fs::read_to_string(entry.path()).expect("UTF-8");
            (entry.file_name().into_string().expect("UTF-8"), text)
        })
        .collect();
    files.sort();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Packs::with_folder("zo", &files)
}

fn read(text: &str) -> Document {
    let packs = load(&write("toy", FOLDER)).unwrap_or_else(|faults| panic!("{faults:?}"));
    Engine::new(packs, Limits::default()).analyse(text.as_bytes(), &Origin::default())
}

fn speaker<'d>(document: &'d Document, statement: &Statement) -> &'d str {
    let entity = statement.speaker.as_ref().and_then(|speaker| speaker.entity).expect("a speaker");
    &document.entities[entity.0 as usize].name
}

fn content<'d>(document: &'d Document, statement: &Statement) -> &'d str {
    statement.content[0].of(&document.text)
}

#[test]
fn a_folder_is_a_language() {
    let page = read(
        "Ebru solŵi\n\nVurmaẑo Tamik Boreluz dorako, zhu velu solŵi naŵ ebru tikŵo.\n\n\
         «Nuk velu naŵ ebru tikŵo», — dorako Ẑilu Marandu.\n\n\
         Oŵo nevako, zhu solŵi naŵ velu ebru.\n",
    );
    assert_eq!(page.language.map(|l| l.code().to_owned()).as_deref(), Some("zo"));
    let [indirect, direct, denial] = page.statements.as_slice() else { panic!("{:#?}", page.statements) };

    assert_eq!(indirect.kind, StatementKind::Indirect);
    assert_eq!(content(&page, indirect), "velu solŵi naŵ ebru tikŵo");
    assert_eq!(speaker(&page, indirect), "Tamik Boreluz");

    assert_eq!(direct.kind, StatementKind::Direct);
    assert_eq!(content(&page, direct), "Nuk velu naŵ ebru tikŵo");
    assert_eq!(speaker(&page, direct), "Ẑilu Marandu");

    assert_eq!(denial.stance, Stance::Deny);
    assert_eq!(speaker(&page, denial), "Tamik Boreluz");
}

#[test]
fn the_other_languages_stay() {
    let text = "Мер Липівки Олена Карпа повідомила, що сесію перенесли на п'ятницю.\n";
    let with = read(text);
    let without =
        Engine::new(Packs::embedded(), Limits::default()).analyse(text.as_bytes(), &Origin::default());
    assert_eq!(with, without);
    assert_eq!(with.statements.len(), 1);
}

#[test]
fn built_in_folders_pass_the_same_check() {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("lang")).expect("lang").flatten() {
        let files: Vec<(String, String)> = fs::read_dir(entry.path())
            .expect("a folder")
            .flatten()
            .map(|file| {
                let text = fs::read_to_string(file.path()).expect("UTF-8");
                (file.file_name().into_string().expect("UTF-8"), text)
            })
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
        let folder = entry.file_name().into_string().expect("UTF-8");
        if let Err(faults) = Packs::with_folder(&folder, &files) {
            panic!("\n{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }
}

/// The faults when one file of the folder is another, or missing.
fn faults(name: &str, text: Option<&str>) -> Vec<String> {
    let mut files: Vec<(&str, &str)> = FOLDER.iter().copied().filter(|(n, _)| *n != name).collect();
    files.extend(text.map(|text| (name, text)));
    let path = write(&format!("wrong-{}", name.replace('.', "-")), &files);
    load(&path).err().unwrap_or_default().iter().map(ToString::to_string).collect()
}

#[test]
fn optional_tables_may_be_missing() {
    for name in ["complementisers.tsv", "pronouns.tsv", "titles.tsv", "given-names.tsv"] {
        assert!(faults(name, None).is_empty(), "{name}");
    }
}

#[test]
fn faults_name_file_line_and_remedy() {
    let check = |name: &str, text: Option<&str>, expect: &str| assert_eq!(faults(name, text), [expect]);
    check(
        "reporting-verbs.tsv",
        Some("lemma\tclass\tframes\tstrength\tforms\ndorar\tasert\tq\t3\tdorako\n"),
        "lang/zo/reporting-verbs.tsv:2: `asert` is no class; write one of assert, opinion, predict, demand, question, deny, relay",
    );
    check(
        "language.tsv",
        None,
        "lang/zo/language.tsv: is missing; copy it from another language and translate it",
    );
    check(
        "titles.tsv",
        Some("noun\tgender\nvurmaẑo\tm\n"),
        "lang/zo/titles.tsv:1: no column `forms`; the first line names the columns, apart by tabs: noun forms gender",
    );
    check(
        "pronouns.tsv",
        Some("form\tgender\tnumber\tuse\n\noŵo\tm\tsg\tsubject\tmore\n"),
        "lang/zo/pronouns.tsv:3: 5 cells for 4 columns; check the tabs",
    );
    check(
        "adverb.txt",
        Some("naŵ\n"),
        "lang/zo/adverb.txt: nothing reads this file; rename it to one of abbreviations, adverbs, determiners, prepositions, or delete it",
    );
    check(
        "pack.toml",
        Some("name = \"Zolan\"\ncode = \"zo\"\n\nword_order = \"free\"\n"),
        "lang/zo/pack.toml:4: `word_order` says how verbs and commas stand; write \"slavic\" or \"english\"",
    );
    check(
        "abbreviations.txt",
        Some("# a\ndr.\n"),
        "lang/zo/abbreviations.txt:2: write `dr.` without its last stop",
    );
}
