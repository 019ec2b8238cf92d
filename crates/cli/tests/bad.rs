//! Bad input, bad files, full disks: said clearly, and nothing else is lost.

use crate::{Desk, PAGE_EN, PAGE_UK, finish, is_root, lock};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// "так" and more in windows-1251.
const CP1251: &[u8] = b"\xcd\xee\xe2\xee\xf1\xf2\xe8 \xe3\xee\xf0\xee\xe4\xe0\r\n\r\n\xc8\xed\xe6\xe5\xed\xe5\xf0 \xd1\xe0\xec\xf1\xee\xed\xee\xe2 \
    \xf1\xee\xee\xe1\xf9\xe8\xeb, \xf7\xf2\xee \xec\xee\xf1\xf2 \xee\xf2\xea\xf0\xee\xfe\xf2 \xee\xf1\xe5\xed\xfc\xfe.\r\n";

#[test]
fn each_bad_page_is_named_and_the_rest_goes_on() {
    let desk = Desk::with_pages();
    desk.put("pages/empty.txt", "");
    desk.put("pages/blank.txt", " \n\t\n");
    desk.put("pages/binary.txt", b"abc\0def");
    desk.put("pages/paper.pdf", "%PDF-1.7 …");
    desk.put("pages/style.css", "body {}");
    desk.put("pages/.hidden", "hidden");
    let ran = desk.run(&["add", "pages", "missing.txt", "pages/a.txt/inside", "--json"]).ends(3);
    for (path, says) in [
        ("pages/empty.txt", "is empty"),
        ("pages/blank.txt", "holds nothing but white space"),
        ("pages/binary.txt", "is binary, not text"),
        ("pages/paper.pdf", "is a PDF, not text"),
        ("missing.txt", "no such file or folder"),
        ("pages/a.txt/inside", "leads through a file as if it were a folder"),
    ] {
        assert!(ran.stderr.contains(&format!("failed: `{path}` {says}\n")), "{path}: {}", ran.stderr);
    }
    assert!(ran.stderr.contains("hint: save the page as text or HTML\n"), "{}", ran.stderr);
    let json = ran.json();
    assert_eq!(json["added"], 3);
    assert_eq!(json["failed"].as_array().unwrap().len(), 6);
    assert_eq!(desk.run(&["docs", "--failed"]).ends(0).stdout.lines().count(), 6);
    desk.put("pages/empty.txt", PAGE_EN.replace("Nora", "Dora"));
    desk.run(&["add", "pages/empty.txt"]).ends(0);
    assert_eq!(desk.run(&["docs", "--failed"]).ends(0).stdout.lines().count(), 5);
    let extract = desk.run(&["extract", "missing.txt", "pages/a.txt"]).ends(3);
    assert_eq!(extract.lines().len(), 1);
    assert!(extract.stderr.starts_with("failed: `missing.txt`"), "{}", extract.stderr);
}

#[test]
fn many_failures_are_summed_up_and_kept() {
    let desk = Desk::with_pages();
    for n in 0..50 {
        desk.put(&format!("pages/empty-{n:02}.txt"), "");
    }
    let ran = desk.run(&["add", "pages"]).ends(3);
    assert_eq!(ran.stderr.matches("is empty").count(), 20);
    assert_eq!(ran.stderr.matches("hint: save the page again").count(), 1, "each hint once: {}", ran.stderr);
    assert!(ran.stderr.contains("failed: … and 30 more\nhint: see all of them"), "{}", ran.stderr);
    assert_eq!(desk.run(&["docs", "--failed"]).ends(0).stdout.lines().count(), 50);
    assert_eq!(desk.run(&["add", "pages", "-v"]).ends(3).stderr.matches("is empty").count(), 50);
}

#[test]
fn when_nothing_can_be_read_no_corpus_is_made() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("nothing")).unwrap();
    let ran = desk.run(&["add", "missing.txt", "nothing"]).ends(3);
    assert!(ran.stderr.contains("`nothing` holds no pages"), "{}", ran.stderr);
    assert!(!desk.path("reportedly.rpd").exists());
    desk.run_with(&["extract", "-"], b"").ends(3);
}

#[cfg(unix)]
#[test]
fn links_to_nowhere_pipes_and_locked_folders_do_not_stop_the_rest() {
    let desk = Desk::with_pages();
    std::os::unix::fs::symlink("nowhere", desk.path("pages/link.txt")).unwrap();
    std::os::unix::fs::symlink("..", desk.path("pages/more/up")).unwrap();
    let made =
        Command::new("mkfifo").arg(desk.path("pages/pipe")).status().is_ok_and(|status| status.success());
    let ran = desk.run(&["add", "pages"]).ends(3);
    assert!(ran.stderr.contains("`pages/link.txt` is a link to a file that is not there"), "{}", ran.stderr);
    assert!(ran.stdout.starts_with("3 documents"), "links to folders are not followed: {}", ran.stdout);
    if made {
        let ran = desk.run(&["add", "pages/pipe"]).ends(3);
        assert!(ran.stderr.contains("`pages/pipe` is neither a file nor a folder"), "{}", ran.stderr);
    }
    desk.put("locked/x.txt", "x");
    if !is_root(desk.folder.path()) {
        lock(&desk.path("locked"));
        let ran = desk.run(&["add", "locked", "pages/a.txt"]).ends(3);
        assert!(ran.stderr.contains("`locked` may not be read"), "{}", ran.stderr);
    }
}

#[test]
fn any_encoding_is_read_and_its_bytes_are_kept() {
    let desk = Desk::new();
    desk.put("old.txt", CP1251);
    desk.put(
        "torn.txt",
        [PAGE_UK.as_bytes(), b"\xff\xfe\xd0 \xd0\xbc\xd1\x96\xd1\x81\xd1\x82 \xc3"].concat(),
    );
    let wide: Vec<u8> =
        [0xFEFF_u16].into_iter().chain(PAGE_UK.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    desk.put("wide.txt", wide);
    let pages = PAGE_EN.repeat(9);
    let html = [
        "<html><head><title>x</title></head><body><p>".as_bytes(),
        pages.as_bytes(),
        b"</p>\xff\xfe</body></html>",
    ];
    desk.put("torn.html", html.concat());
    desk.run(&["add", "old.txt", "torn.txt", "wide.txt", "torn.html"]).ends(0);
    assert!(desk.run(&["search", "Самсоновым"]).ends(0).stdout.starts_with("old:"));
    assert!(desk.run(&["search", "Калинюк", "--zone", "all"]).ends(0).stdout.contains("wide:"));
    desk.run(&["verify"]).ends(0);
}

#[test]
fn a_line_of_twenty_megabytes_does_not_hang() {
    let desk = Desk::new();
    let line = "Мер Калинюк заявив, що міст відкриють. ".repeat(20_000_000 / 70);
    assert!(line.len() > 18_000_000);
    desk.put("long.txt", &line);
    let started = Instant::now();
    desk.run(&["add", "long.txt"]).ends(0);
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
    desk.run(&["search", "Калинюк", "--zone", "all"]).ends(0);
}

#[test]
fn a_page_over_the_limit_is_cut_off_and_says_so() {
    let desk = Desk::new();
    desk.put("huge.txt", "слово ".repeat(40_000_000 / 11));
    let ran = desk.run(&["extract", "huge.txt", "--text"]).ends(0);
    assert!(ran.stderr.contains("note: `huge.txt`: "), "{}", ran.stderr);
    let record = ran.lines().remove(0);
    assert!(record["document"]["text"].as_str().unwrap().len() <= 32 << 20);
    assert!(record["notices"].as_array().unwrap().iter().any(|notice| notice["code"] == "page-too-long"));
}

#[test]
fn what_is_no_corpus_ends_with_four() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages", "-c", "new.rpd"]).ends(0);
    let missing = desk.run(&["search", "міст", "-c", "none.rpd"]).ends(4);
    assert_eq!(
        missing.stderr,
        "error: no corpus at `none.rpd`\nhint: make it with `reportedly add PATH… -c none.rpd`\n"
    );
    desk.put("text.rpd", "this is a text");
    for args in [["docs", "-c"], ["verify", "-c"], ["claims", "-c"], ["serve", "-c"], ["doctor", "-c"]] {
        let ran = desk.run(&[args[0], args[1], "text.rpd"]).ends(4);
        assert!(ran.stderr.starts_with("error: `text.rpd` is not a corpus file\nhint: "), "{}", ran.stderr);
    }
    desk.run(&["add", "pages", "-c", "text.rpd"]).ends(4);
    assert_eq!(std::fs::read(desk.path("text.rpd")).unwrap(), b"this is a text");
    desk.run(&["add", "pages", "-c", "no/such/folder.rpd"]).ends(4);
    // From the future: the version stands in bytes 60 to 63 of the header.
    let mut bytes = std::fs::read(desk.path("new.rpd")).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    desk.put("new.rpd", bytes);
    let newer = desk.run(&["docs", "-c", "new.rpd"]).ends(4);
    assert!(
        newer.stderr.contains("newer program (schema 99") && newer.stderr.contains("hint: "),
        "{}",
        newer.stderr
    );
    // Torn in the middle.
    desk.run(&["add", "pages", "-c", "torn.rpd"]).ends(0);
    let bytes = std::fs::read(desk.path("torn.rpd")).unwrap();
    desk.put("torn.rpd", &bytes[..bytes.len() / 3]);
    let torn = desk.run(&["claims", "-c", "torn.rpd"]).ends(4);
    assert!(torn.stderr.contains("`torn.rpd` is damaged"), "{}", torn.stderr);
}

#[test]
fn changed_bytes_end_verify_with_one() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages"]).ends(0);
    let path = desk.path("reportedly.rpd");
    let store = rusqlite::Connection::open(&path).unwrap();
    store.execute("UPDATE document SET sha256 = 'ffff' WHERE number = 1", []).unwrap();
    drop(store);
    let ran = desk.run(&["verify"]).ends(1);
    assert!(ran.stdout.contains("hash") && ran.stdout.contains("1 does not"), "{}", ran.stdout);
}

#[test]
fn wrong_usage_ends_with_two() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages"]).ends(0);
    let asked: &[&[&str]] = &[
        &[],
        &["build", "pages"],
        &["add"],
        &["add", "pages", "--published", "17.05.2024"],
        &["add", "pages", "--url", "https://example.org/"],
        &["docs", "--json", "--jsonl"],
        &["search"],
        &["search", "—"],
        &["search", "x", "--kind", "loud"],
        &["positions", "Калинюк", "--since", "yesterday"],
        &["serve", "--address", "0.0.0.0:8600"],
        &["serve", "--address", "nowhere"],
    ];
    for args in asked {
        let ran = desk.run(args).ends(2);
        assert_eq!(ran.stdout, "", "{args:?}");
        assert!(!ran.stderr.is_empty(), "{args:?}");
    }
}

/// A file may not grow over a limit, as on a full disk or with a quota.
#[cfg(unix)]
#[test]
fn a_full_disk_keeps_what_was_added() {
    let desk = Desk::with_pages();
    desk.run(&["add", "pages"]).ends(0);
    for n in 0..300 {
        desk.put(
            &format!("many/{n}.txt"),
            format!("{n}\n\n{}", PAGE_UK.replace("міст", &format!("міст{n}")).repeat(30)),
        );
    }
    let mut command = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_reportedly");
    command
        .args(["-c", &format!("trap '' XFSZ; ulimit -f 1000; exec '{program}' add many")])
        .current_dir(desk.folder.path());
    let ran = finish(command, b"").ends(4);
    assert!(ran.stderr.contains("`reportedly.rpd`") && ran.stderr.contains("hint: "), "{}", ran.stderr);
    let kept = desk.run(&["docs", "--json"]).ends(0).json()["total"].as_u64().unwrap();
    assert!((3..303).contains(&kept), "{kept}");
    desk.run(&["add", "many"]).ends(0);
    assert_eq!(desk.run(&["docs", "--json"]).ends(0).json()["total"], 303);
    desk.run(&["verify"]).ends(0);
}

#[test]
fn two_writers_both_finish() {
    let desk = Desk::new();
    for n in 0..150 {
        let text = PAGE_UK.replace("міст", &format!("міст{n}"));
        if n < 100 {
            desk.put(&format!("one/{n}.txt"), &text);
        }
        if n >= 50 {
            desk.put(&format!("two/{n}.txt"), &text);
        }
    }
    let start = |folder: &str| {
        let mut command = desk.command(&["add", folder]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for child in [start("one"), start("two")] {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(desk.run(&["docs", "--json"]).ends(0).json()["total"], 150);
    desk.run(&["verify"]).ends(0);
}
