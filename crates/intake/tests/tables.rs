//! JSONL, JSON, CSV, TSV and the mapping of columns.

use crate::{get, get_with, gzip, small};
use reportedly_engine::model::ListingKind;
use reportedly_intake::{Mapping, Options};

fn mapped(pairs: &[&str]) -> Options {
    Options { mapping: Mapping::new(pairs.iter().map(|pair| Mapping::pair(pair).unwrap())), ..small() }
}

#[test]
fn columns_with_usual_names_need_no_mapping() {
    let lines = "{\"text\": \"Мер сказав.\", \"Title\": \"Міст\", \"url\": \"https://v.example/1\", \"date_publish\": \"2024-05-17\",\
                 \"authors\": [\"Остап Калинюк\", {\"name\": \"Нора\"}], \"category\": \"Місто\", \"id\": 7}\n\
                 \n{\"text\": [\"One.\", \"Two.\"], \"source\": \"Courier\"}\n{\"html\": \"<p>x</p>\", \"text\": \"x\"}\n";
    let got = get("t.jsonl", lines).clean();
    assert_eq!(got.paths(), ["t.jsonl#1", "t.jsonl#3", "t.jsonl#4"]);
    assert_eq!(got.texts(), ["Мер сказав.", "One.\n\nTwo.", "<p>x</p>"]);
    let origin = &got.pages[0].origin;
    let listing = origin.listing.as_ref().unwrap();
    assert_eq!(listing.kind, ListingKind::Table);
    assert_eq!((listing.title.as_deref(), listing.published.as_deref()), (Some("Міст"), Some("2024-05-17")));
    assert_eq!(listing.authors, ["Остап Калинюк", "Нора"]);
    assert_eq!(
        (origin.url.as_deref(), origin.media_type.as_deref()),
        (Some("https://v.example/1"), Some("text/plain"))
    );
    assert_eq!(got.pages[2].origin.media_type.as_deref(), Some("text/html"));
    assert_eq!(get("t.jsonl.gz", gzip(lines.as_bytes())).texts(), got.texts());
    assert_eq!(
        get("t.json", "[{\"text\": \"One.\"}, {\"text\": \"Two.\"}]").clean().paths(),
        ["t.json#1", "t.json#2"]
    );
    assert_eq!(get("-", "{\n \"text\": \"One.\"\n}").clean().paths(), ["-#1"]);
}

#[test]
fn csv_is_read_with_any_delimiter_and_encoding() {
    let table =
        "title;text;date\r\n\"Міст; річка\";\"Мер \"\"сказав\"\".\r\nДалі.\";2024-05-17\r\nДруга;Текст.;\r\n";
    let got = get("t.csv", table).clean();
    assert_eq!(got.paths(), ["t.csv#1", "t.csv#2"]);
    assert_eq!(got.texts(), ["Мер \"сказав\".\r\nДалі.", "Текст."]);
    assert_eq!(got.pages[0].origin.listing.as_ref().unwrap().title.as_deref(), Some("Міст; річка"));
    let wide: Vec<u8> =
        [0xFEFF_u16].into_iter().chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(get("t.csv", wide).texts(), got.texts());
    let long = format!("title;text\n{}", "Мост;Мэр сообщил, что мост откроют осенью.\n".repeat(5));
    assert_eq!(
        get("t.csv", &encoding_rs::WINDOWS_1251.encode(&long).0).texts()[4],
        "Мэр сообщил, что мост откроют осенью."
    );
    assert_eq!(get("t.tsv", "title\ttext\nA\tText, of; A.\n").clean().texts(), ["Text, of; A."]);
    assert_eq!(get("-", "title,text\nA,Text of A.\n").clean().texts(), ["Text of A."]);
    // Rows that are too short or too long.
    let got = get("t.csv", "title,text\nA\nB,Text,more,more\n");
    assert_eq!(
        (got.paths(), got.notes()),
        (vec!["t.csv#2"], vec!["t.csv 1 row skipped: 1 without text".to_owned()])
    );
}

#[test]
fn a_mapping_names_columns_and_paths() {
    let lines = "{\"meta\": {\"head.line\": \"x\", \"names\": [{\"full\": \"Nora\"}]}, \"main\": \"Text.\", \"text\": \"other\"}\n";
    let got =
        get_with("t.jsonl", lines.as_bytes(), &mapped(&["text=main", "authors=meta.names.0.full"])).clean();
    assert_eq!(got.texts(), ["Text."]);
    assert_eq!(got.pages[0].origin.listing.as_ref().unwrap().authors, ["Nora"]);
    let got = get_with("t.csv", b"a,b\nText.,Head\n", &mapped(&["text=a", "title=b"])).clean();
    assert_eq!(got.texts(), ["Text."]);
    assert_eq!(get_with("-", b"a,b\nText.,Head\n", &mapped(&["text=a"])).clean().paths(), ["-#1"]);
}

#[test]
fn a_missing_column_is_named_with_those_there_are() {
    let hint = |got: &crate::Got| got.failed[0].hint.clone().unwrap();
    for (name, table) in
        [("t.csv", "a,b\n1,2\n"), ("t.jsonl", "{\"a\": 1, \"b\": 2}\n"), ("t.json", "[{\"a\": 1, \"b\": 2}]")]
    {
        let got = get(name, table);
        assert_eq!(got.failures(), [format!("{name} has no column for the text of a page")]);
        assert_eq!(hint(&got), "say which it is with `--map text=COLUMN`; its columns are: a, b");
        let got = get_with(name, table.as_bytes(), &mapped(&["text=a", "title=headline"]));
        assert_eq!(got.failures(), [format!("{name} has no column `headline` (for title)")]);
        assert!(hint(&got).ends_with("its columns are: a, b"), "{}", hint(&got));
    }
}

#[test]
fn bad_rows_are_named_and_the_rest_goes_on() {
    let got = get("t.jsonl", "{\"text\": \"One.\"}\n{\"text\": \n[1]\nnonsense\n{\"text\": \"Five.\"}");
    assert_eq!(got.paths(), ["t.jsonl#1", "t.jsonl#5"]);
    assert_eq!(
        got.failures(),
        ["t.jsonl#2 is cut off", "t.jsonl#3 is not an object", "t.jsonl#4 is no JSON (column 2)"]
    );
    let deep =
        format!("{{\"text\": \"One.\"}}\n{{\"text\": {}\n{{\"text\": \"Three.\"}}", "[".repeat(100_000));
    assert_eq!(get("t.jsonl", deep).paths(), ["t.jsonl#1", "t.jsonl#3"]);
    let open = format!("title,text\nA,Text.\nB,\"{}", "x\n".repeat(2_000_000));
    let got = get("t.csv", open);
    assert_eq!(got.paths(), ["t.csv#1"]);
    assert!(got.failures()[0].contains("longer than a page may be behind row 1"), "{:?}", got.failures());
    assert_eq!(get("t.jsonl", "\n").failures().len(), 1);
}
