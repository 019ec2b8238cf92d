//! Who says it, with whom, and what is nobody's word; the marks are those of `tests`. All names are invented.

use super::tests::{check, read};

#[test]
fn two_people_of_one_verb_are_both_speakers() {
    for (code, marked, expect) in [
        (
            "uk",
            "{Ганна Лис} і {Олег Пак} сказали, що міст безпечний.",
            "Олег Пак ← Ганна Лис | сказали | міст безпечний | Indirect Assert",
        ),
        (
            "ru",
            "{Анна Зуева} и {Олег Пак} сказали, что мост безопасен.",
            "Олег Пак ← Анна Зуева | сказали | мост безопасен | Indirect Assert",
        ),
        (
            "be",
            "{Ганна Ліс} і {Алег Пак} сказалі, што мост бяспечны.",
            "Алег Пак ← Ганна Ліс | сказалі | мост бяспечны | Indirect Assert",
        ),
        (
            "en",
            "{Ada Quill} and {Tom Vint} said the bridge was safe.",
            "Tom Vint ← Ada Quill | said | the bridge was safe | Indirect Assert",
        ),
    ] {
        check(code, marked, &[expect]);
    }
    check(
        "en",
        "“It is late indeed,” said {Ada Quill} and {Tom Vint}.",
        &["Ada Quill ← Tom Vint | said | It is late indeed | Direct Assert"],
    );
    // two clauses, not two speakers
    check(
        "en",
        "She met {Ada Quill}, and {Tom Vint} said the bridge was safe.",
        &["Tom Vint | said | the bridge was safe | Indirect Assert"],
    );
}

#[test]
fn an_act_before_words_tells_whose_they_are() {
    for (code, marked, expect) in [
        (
            "uk",
            "{Марко Лозовий} махнув рукою. «Пізно вже їхати, річка стала».",
            "Марко Лозовий |  | Пізно вже їхати, річка стала | Direct Assert",
        ),
        (
            "ru",
            "{Марк Лозовой} махнул рукой. «Поздно уже ехать, река встала».",
            "Марк Лозовой |  | Поздно уже ехать, река встала | Direct Assert",
        ),
        (
            "be",
            "{Марк Лазавы} махнуў рукой. «Позна ўжо ехаць, рака стала».",
            "Марк Лазавы |  | Позна ўжо ехаць, рака стала | Direct Assert",
        ),
        (
            "en",
            "{Tom Vint} shakes his head. “It is late to cross now.”",
            "Tom Vint |  | It is late to cross now | Direct Assert",
        ),
    ] {
        check(code, marked, &[expect]);
    }
}

#[test]
fn objects_and_conditions_say_nothing() {
    for marked in [
        "Police are investigating claims that the mill was sold.",
        "Nobody has claimed that the river is clean.",
        "If {Ada Quill} says the water is clean, people will swim.",
        "You could say it was a success.",
        "{Ada Quill} asked not to be named.",
    ] {
        assert!(read("en", marked).is_empty(), "{marked}");
    }
    check(
        "en",
        "{Ada Quill}, a farmer, confirmed the move.",
        &["Ada Quill | confirmed | the move | Indirect Assert"],
    );
}

#[test]
fn one_of_many_speaks() {
    check(
        "en",
        "Another, who left in May, said she slept in her coat.",
        &["Another | said | she slept in her coat | Indirect Assert"],
    );
    check("en", "“It smells of cats,” sighed one.", &["one | sighed | It smells of cats | Direct Assert"]);
}

#[test]
fn a_court_hears_what_nobody_names() {
    check(
        "en",
        "The jury was told that the pipes had frozen twice.",
        &["? | told | the pipes had frozen twice | Indirect Assert"],
    );
    check("en", "Vint, the court heard, was late.", &["? | heard | Vint … was late | Indirect Assert"]);
}

#[test]
fn words_of_others_within_a_quotation() {
    check(
        "en",
        "“She said the lamp was out,” {Ada Quill} recalled.",
        &[
            "Ada Quill | recalled | She said the lamp was out | Direct Assert",
            "=? ← Ada Quill | said | the lamp was out | Indirect Assert",
        ],
    );
}

#[test]
fn the_writer_has_the_last_word() {
    check(
        "en",
        "{Ada Quill} said rates were high, dashing hopes of a cut.",
        &["Ada Quill | said | rates were high | Indirect Assert"],
    );
    check(
        "en",
        "{Ada Quill} says the weir is safe, a claim the guild denies.",
        &["Ada Quill | says | the weir is safe | Indirect Assert"],
    );
    check(
        "en",
        "The weir had held, {Ada Quill} said, and nobody had asked the keepers.",
        &["Ada Quill | said | The weir had held … and nobody had asked the keepers | Indirect Assert"],
    );
}
