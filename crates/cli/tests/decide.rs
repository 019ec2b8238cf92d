//! What people decide about actors: kept, replayed, undone.

use crate::{Desk, PAGE_UK};
use serde_json::Value;

const BARE: &str = "Дорогу полагодять\n\n\
    Мер Калинюк заявив, що дорогу до школи полагодять улітку.\n";
const OTHER: &str = "Road to the school\n\n\
    Builder Austin Kellner said that the road to the school will be mended in summer.\n";

/// A corpus with Остап Калинюк, a bare Калинюк, and Austin Kellner.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.put("pages/a.txt", PAGE_UK);
    desk.put("pages/b.txt", BARE);
    desk.put("pages/c.txt", OTHER);
    desk.run(&["add", "pages", "-q"]).ends(0);
    desk
}

/// Ids of the actors of that name.
fn who(desk: &Desk, name: &str) -> Vec<String> {
    let ran = desk.run(&["who", name, "--json", "-q"]);
    let value: Value = serde_json::from_str(&ran.stdout).unwrap();
    let ids = value["actors"].as_array().unwrap().iter();
    ids.map(|actor| actor["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_merge_makes_one_and_undo_two_again() {
    let desk = desk();
    let (mayor, builder) = (who(&desk, "Калинюк"), who(&desk, "Kellner"));
    assert_eq!((mayor.len(), builder.len()), (1, 1), "{mayor:?} {builder:?}");
    assert_ne!(mayor, builder);

    let made = desk.run(&["decide", "merge", "Калинюка", "Kellner", "--because", "same man"]).ends(0);
    let expect = format!(
        "1  merge {} = {}  because: same man\n   undo: reportedly decide undo 1\n",
        mayor[0], builder[0]
    );
    assert_eq!(made.stdout, expect);
    assert_eq!(who(&desk, "Kellner"), mayor, "known by the first");
    let card = desk.run(&["who", "Kellner"]).ends(0).stdout;
    assert!(card.contains(&format!("took over {}  decision 1: same man\n", builder[0])), "{card}");
    assert!(card.contains("undo: reportedly decide undo 1\n"), "{card}");

    // more pages, and the same ones again
    desk.put("pages/d.txt", OTHER.replace("mended", "repaired"));
    desk.run(&["add", "pages", "-q"]).ends(0);
    assert_eq!(who(&desk, "Kellner"), mayor, "it survives");

    desk.run(&["decide", "undo", "1"]).ends(0);
    assert_eq!((who(&desk, "Калинюк"), who(&desk, "Kellner")), (mayor.clone(), builder.clone()));
    let log = desk.run(&["decide", "log"]).ends(0).stdout;
    let first = format!("1  merge {} = {}  because: same man  (undone)\n", mayor[0], builder[0]);
    assert_eq!(log, format!("{first}2  undo 1\n"));
    let json = desk.run(&["decide", "log", "--json"]).ends(0).json();
    assert_eq!(
        (&json["decisions"][0]["undone"], &json["decisions"][1]["verb"]),
        (&true.into(), &"undo".into())
    );
}

#[test]
fn what_the_program_joined_can_be_split_and_says_how() {
    let desk = desk();
    let card = desk.run(&["who", "Калинюк"]).ends(0).stdout;
    assert!(card.contains("family name key: kalinuk; people of that family name here: 1"), "{card}");
    let undo = card.lines().find_map(|line| line.trim().strip_prefix("undo: reportedly ")).expect("an undo");
    let words: Vec<&str> = undo.split(' ').map(|word| word.trim_matches('\'')).collect();
    assert_eq!(words[..2], ["decide", "split"]);
    desk.run(&words).ends(0);
    assert_eq!(who(&desk, "Калинюк").len(), 2);
    let card = desk.run(&["who", "Калинюк", "-v"]).ends(0).stdout;
    assert!(card.contains("kept apart by decision 1"), "{card}");
    desk.run(&["decide", "undo", "1"]).ends(0);
    assert_eq!(who(&desk, "Калинюк").len(), 1);
}

#[test]
fn contradictions_and_unknown_names_are_refused() {
    let desk = desk();
    assert_eq!(desk.run(&["decide", "log"]).ends(0).stdout, "nothing decided\n");
    desk.run(&["decide", "reject", "Калинюк", "Kellner"]).ends(0);
    let refused = desk.run(&["decide", "merge", "Kellner", "Калинюк"]).ends(2);
    assert!(refused.stderr.starts_with("error: decision 1 says that `e:per:"), "{}", refused.stderr);
    assert!(refused.stderr.contains("are not the same\nhint: undo it first with `reportedly decide undo 1"));
    assert_eq!(refused.stdout, "");
    let unknown = desk.run(&["decide", "merge", "Kellner", "Самсонов"]).ends(2);
    assert!(
        unknown.stderr.starts_with("error: nobody called `Самсонов` in 3 documents"),
        "{}",
        unknown.stderr
    );
    let undo = desk.run(&["decide", "undo", "7"]).ends(2);
    assert!(undo.stderr.starts_with("error: there is no decision 7 to undo"), "{}", undo.stderr);
    let split = desk.run(&["decide", "split", "Kellner"]).ends(2);
    assert!(split.stderr.contains("nothing to split"), "{}", split.stderr);
    desk.run(&["decide", "merge", "Kellner"]).ends(2);
}
