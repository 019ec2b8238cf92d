//! English patterns beyond the ones that all four languages share. All names are invented.

use super::tests::check;

#[test]
fn appositions_stand_between_speaker_and_verb() {
    check(
        "en",
        "“Nobody asked the town,” {Dora Quay}, treasurer of the trust and a former purser, said on Friday.",
        &["Dora Quay | said | Nobody asked the town | Direct Assert"],
    );
    check(
        "en",
        "{Abel Thole}, who heads the rowing club, told members to stay ashore.",
        &["Abel Thole | told | to stay ashore | Indirect Demand"],
    );
    check(
        "en",
        "At a later stop, Quill said the oil was out.",
        &["Quill | said | the oil was out | Indirect Assert"],
    );
}

#[test]
fn a_quotation_goes_on_with_its_sentence() {
    check(
        "en",
        "Draining the pond “emptied the memory of the town,” {Piers Sedge} said.",
        &["Piers Sedge | said | Draining the pond “emptied the memory of the town | Mixed Assert"],
    );
    check(
        "en",
        "{Lotte Weir} said that, “No valve was opened” on the night of the flood.",
        &["Lotte Weir | said | “No valve was opened” on the night of the flood | Mixed Assert"],
    );
    check(
        "en",
        "Vint named it a “ruin of the worst kind.” {Lotte Weir} said the roof had gone.",
        &["Lotte Weir | said | the roof had gone | Indirect Assert"],
    );
}

#[test]
fn a_clause_around_the_author() {
    check(
        "en",
        "The bridge, {Enid Span} said, is older than the town hall.",
        &["Enid Span | said | The bridge … is older than the town hall | Indirect Assert"],
    );
    check(
        "en",
        "The toll was fair, {Enid Span} said, because the paint is not paid for.",
        &["Enid Span | said | The toll was fair … because the paint is not paid for | Indirect Assert"],
    );
}

#[test]
fn nobody_by_name() {
    check(
        "en",
        "Another 19 percent said they would not buy bread.",
        &["Another 19 percent | said | they would not buy bread | Indirect Predict"],
    );
    check(
        "en",
        "Some believe the scales are wrong.",
        &["Some | believe | the scales are wrong | Indirect Assert"],
    );
    check("en", "The editor's note: The scales are wrong.", &[]);
}

#[test]
fn intentions_need_their_subject() {
    check(
        "en",
        "{Nell Crumb} wants to open a second oven.",
        &["Nell Crumb | wants | to open a second oven | Indirect Predict"],
    );
    check("en", "{Nell Crumb} has drawn up a plan to open a second oven.", &[]);
}

#[test]
fn questions_and_question_words() {
    check(
        "en",
        "{Ada Wick} wondered who owned the sea.",
        &["Ada Wick | wondered | who owned the sea | Indirect Question"],
    );
    check(
        "en",
        "{Ada Wick} announced where the lamp would hang.",
        &["Ada Wick | announced | where the lamp would hang | Indirect Predict"],
    );
}

#[test]
fn first_person_speaks_on_a_page_of_its_own() {
    check(
        "en",
        "I came in May. I believe that the wheel was cracked. I left in June.",
        &["=? | believe | the wheel was cracked | Indirect Assert"],
    );
    check("en", "We believe that the wheel was cracked. The miller came in May.", &[]);
}

#[test]
fn labels_of_a_transcript() {
    check(
        "en",
        "HALLAM: Will the lamp be lit?\nBRACK: It will not.\nHALLAM: And why?\nNOTE: The lamp is old.",
        &["HALLAM | : | Will the lamp be lit? | Direct Question", "HALLAM | : | And why? | Direct Question"],
    );
}

#[test]
fn a_participle_goes_on_behind_author_words() {
    check(
        "en",
        "The pump is old, {Ada Flint} said, adding that the valves leak.",
        &[
            "Ada Flint | said | The pump is old | Indirect Assert",
            "Ada Flint | adding | the valves leak | Indirect Assert",
        ],
    );
    check("en", "{Miles Hollin}, asked whether the gate was safe, said nothing and left.", &[]);
}

#[test]
fn a_noun_of_saying_stands_between_verb_and_claim() {
    check(
        "en",
        "{Ada Flint} said in a report on Monday that the lock was old.",
        &["Ada Flint | said | the lock was old | Indirect Assert"],
    );
}

#[test]
fn words_that_others_quote() {
    check(
        "en",
        "{Lena Moss} was quoted by <the Tarn Herald> as saying the water was clean.",
        &["Lena Moss ← the Tarn Herald | saying | the water was clean | Indirect Assert"],
    );
    check(
        "en",
        "The port will close on Friday, its director, {Tomas Birk}, has said, Channel 8 reports.",
        &["its director, Tomas Birk ← Channel 8 | said | The port will close on Friday | Indirect Predict"],
    );
}

#[test]
fn a_refusal_in_the_speakers_own_words() {
    check(
        "en",
        "{Oskar Weil} said he could neither confirm nor deny the losses.",
        &["Oskar Weil | neither confirm nor deny | the losses | Indirect NoComment"],
    );
}

#[test]
fn what_only_looks_like_saying() {
    check("en", "Asked whether she regrets the strike, {Ilse Brandt} laughs.", &[]);
    check("en", "{Ilse Brandt} made sure that the door was shut.", &[]);
    check("en", "The wind helped {Ilse Brandt} maintain the pace of the boat.", &[]);
}
