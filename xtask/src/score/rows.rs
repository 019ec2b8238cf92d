//! Outcomes as rows for people, as JSON, as a Markdown table.
//!
//! Takes outcomes and floors, gives text. Measures nothing.

use super::floors::Floors;
use super::{Figure, Outcome};

pub(super) fn print(outcomes: &[Outcome], floors: Option<&Floors>) {
    println!(
        "{:13} {:26} {:4} {:>7} {:>7}  {:8} made of",
        "scorer", "figure", "lang", "value", "floor", "verdict"
    );
    for outcome in outcomes {
        for figure in &outcome.figures {
            let floor = floors.and_then(|floors| floors.get(outcome.scorer, figure));
            let verdict = floors.map_or("", |floors| floors.verdict(outcome.scorer, figure).word());
            let row = format!(
                "{:13} {:26} {:4} {:7.1} {:>7}  {:8} {}",
                outcome.scorer,
                figure.name,
                figure.language,
                figure.value,
                floor.map_or("-".to_owned(), |floor| format!("{floor:.1}")),
                verdict,
                figure.detail
            );
            println!("{}", row.trim_end());
        }
    }
}

/// One scorer's own output.
pub(super) fn show(outcome: Outcome, as_json: bool) {
    if as_json { println!("{}", json(&[outcome])) } else { print(&[outcome], None) }
}

pub(super) fn json(outcomes: &[Outcome]) -> String {
    let rows: Vec<serde_json::Value> = outcomes
        .iter()
        .flat_map(|outcome| {
            outcome.figures.iter().map(|f| {
                serde_json::json!({"scorer": outcome.scorer, "figure": f.name, "language": f.language,
                    "value": (f.value * 100.0).round() / 100.0, "detail": f.detail, "corpus": outcome.corpus})
            })
        })
        .collect();
    serde_json::to_string_pretty(&rows).unwrap_or_default()
}

/// A table for `docs/scores.md`: every figure with its floor and what it was made of.
pub(super) fn markdown(outcomes: &[Outcome], floors: &Floors) -> String {
    let head = ["scorer", "figure", "language", "value", "floor", "made of"].map(str::to_owned);
    let row = |outcome: &Outcome, figure: &Figure| {
        let floor = floors.get(outcome.scorer, figure);
        vec![
            outcome.scorer.to_owned(),
            figure.name.clone(),
            figure.language.clone(),
            format!("{:.1}", figure.value),
            floor.map_or("–".to_owned(), |floor| format!("{floor:.1}")),
            figure.detail.replace('|', "/"),
        ]
    };
    let rows =
        outcomes.iter().flat_map(|outcome| outcome.figures.iter().map(move |figure| row(outcome, figure)));
    crate::bench::pages::report::table(&head, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_a_row_with_its_floor() {
        let figures = vec![Figure::share("content F1", "uk", 3, 4), Figure::new("page date", "all", 100.0)];
        let outcomes = [Outcome { scorer: "gold", corpus: "abc".to_owned(), figures }];
        let mut floors = Floors::default();
        assert_eq!(floors.update(&outcomes, None, "2030-01-01"), Vec::<String>::new());
        let mut text = markdown(&outcomes, &floors);
        assert_eq!(text.lines().nth(2), Some("| gold | content F1 | uk | 75.0 | 75.0 | 3/4 |"));
        text = markdown(&outcomes, &Floors::default());
        assert_eq!(text.lines().nth(3), Some("| gold | page date | all | 100.0 | – |  |"));
    }
}
