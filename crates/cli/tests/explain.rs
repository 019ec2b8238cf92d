//! `explain`: marked text and reasons.

use crate::{Desk, PAGE_UK};

#[test]
fn marks_stand_in_the_text_and_reasons_below() {
    let desk = Desk::new();
    desk.put("page.txt", PAGE_UK);
    assert_eq!(desk.run(&["explain", "page.txt"]).ends(0).stdout, EXPLAINED);
}

const EXPLAINED: &str = "\
page.txt  uk  2 statements

Мер Заріччя пообіцяв новий міст
[who#1 Мер Заріччя Остап Калинюк] [cue#1 заявив], що [what#1 новий міст через річку відкриють
навесні].
\"[what#2 Ми відкриємо міст навесні]\", - [cue#2 сказав] [who#2 Остап Калинюк] журналістам.

1  indirect  lead  rule clause, 0.92
   what    новий міст через річку відкриють навесні
   cue     заявив (заявити)
   who     Мер Заріччя Остап Калинюк → Остап Калинюк (e:per:ostap-kalinuk)
           by name, rule given-surname; one actor by given-surname
   stance  predict

2  direct  body  rule direct-cue-after, 0.95
   what    Ми відкриємо міст навесні
   cue     сказав (сказати)
   who     Остап Калинюк → Остап Калинюк (e:per:ostap-kalinuk)
           by name, rule given-surname; one actor by given-surname
   stance  assert

";

#[test]
fn lines_wrap_and_colour_is_for_terminals() {
    let desk = Desk::new();
    desk.put("page.txt", PAGE_UK);
    let plain = desk.run(&["explain", "page.txt"]).ends(0).stdout;
    assert!(plain.lines().all(|line| line.chars().count() <= 100), "{plain}");
    let painted = desk.run(&["explain", "page.txt", "--color", "always"]).ends(0).stdout;
    assert!(!plain.contains('\u{1b}') && painted.contains("\u{1b}[2m[who#1\u{1b}[0m"), "{painted}");
    let mut bare = String::new();
    for (index, piece) in painted.split('\u{1b}').enumerate() {
        bare.push_str(if index == 0 { piece } else { piece.split_once('m').map_or("", |(_, rest)| rest) });
    }
    assert_eq!(bare, plain, "paint has no width");
}

#[test]
fn json_holds_the_record_the_marked_text_and_the_reasons() {
    let desk = Desk::new();
    desk.put("page.txt", PAGE_UK);
    let json = desk.run(&["explain", "page.txt", "--json"]).ends(0).json();
    let page = &json["pages"][0];
    let marked = page["marked"].as_str().unwrap();
    assert!(marked.contains("[cue#1 заявив], що [what#1 kind=indirect"), "{marked}");
    for statement in page["statements"].as_array().unwrap() {
        assert!(statement["reason"].as_str().unwrap().starts_with("by name, rule "), "{statement}");
    }
    assert_eq!(desk.run(&["explain", "page.txt", "--jsonl"]).ends(0).lines().len(), 1);
}

#[test]
fn a_missing_page_is_named_and_the_rest_is_explained() {
    let desk = Desk::new();
    desk.put("page.txt", PAGE_UK);
    let ran = desk.run(&["explain", "none.txt", "page.txt"]).ends(3);
    assert!(ran.stderr.contains("none.txt") && ran.stdout.contains("[what#1 "), "{}", ran.stderr);
}
