//! What a line looks like, line by line.

use super::*;

#[test]
fn clocks() {
    let check = |text: &str, expect: bool| {
        assert_eq!(is_clock(text, words_of(text)), expect, "{text}");
    };
    for text in ["17:45", "9.05", "16.21 BST", "12:08 за Києвом"] {
        check(text, true);
    }
    for text in ["1745", "27:10", "12:75", "1.05.2021", "12:08 у місті зупинили всі трамваї", "мост"]
    {
        check(text, false);
    }
}

fn words_of(text: &str) -> usize {
    crate::page::words::words(text).count()
}
