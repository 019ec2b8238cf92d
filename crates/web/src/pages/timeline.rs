//! Positions on a line of time: own words above, the words of others below.
//!
//! Takes rows with EDTF dates, gives an SVG: a dot for a day, a bar for a month, a year or an interval, hollow marks beside
//! the line for what is undated, and the years in between that hold nothing. No date is made up.

use crate::text::plain;
use crate::ui::Ui;
use maud::{Markup, html};
use reportedly_engine::corpus::Position;

const WIDTH: f32 = 960.0;
const LEFT: f32 = 120.0;
/// Where the undated marks begin.
const RIGHT: f32 = 800.0;
const LANE: f32 = 64.0;
/// Undated marks drawn in a lane.
const HOLLOW: usize = 12;
/// Dated marks drawn in a lane.
const MARKS: usize = 200;

/// First and last day of an EDTF date, in days of a calendar of equal months: enough to place a mark.
fn days(value: &str) -> Option<(f32, f32)> {
    let (first, last) = value.split_once('/').unwrap_or((value, value));
    let one = |text: &str| -> Option<(f32, f32)> {
        let text = text.split('T').next()?.trim_end_matches(['?', '~', '%']);
        let mut parts = text.split('-');
        let year: f32 = parts.next()?.parse().ok()?;
        let month: Option<f32> = parts.next().and_then(|month| month.parse().ok());
        let day: Option<f32> = parts.next().and_then(|day| day.parse().ok());
        let start = year * 372.0;
        Some(match (month, day) {
            (Some(month), Some(day)) => {
                let at = start + (month - 1.0) * 31.0 + day - 1.0;
                (at, at + 1.0)
            }
            (Some(month), None) => (start + (month - 1.0) * 31.0, start + month * 31.0),
            _ => (start, start + 372.0),
        })
    };
    match (one(first), one(last)) {
        (Some((from, _)), Some((_, to))) if from < to => Some((from, to)),
        (Some(found), _) | (_, Some(found)) => Some(found),
        _ => None,
    }
}

struct Scale {
    from: f32,
    to: f32,
    /// Days from tick to tick: a year or a month.
    unit: f32,
}

impl Scale {
    /// Ticks have names while there is room for them.
    fn is_named(&self, tick: i32) -> bool {
        tick % (((self.to - self.from) / self.unit) as i32 / 10 + 1) == 0
    }

    fn name(&self, tick: i32) -> String {
        if self.unit > 31.0 {
            tick.to_string()
        } else {
            format!("{}-{:02}", tick.div_euclid(12), tick.rem_euclid(12) + 1)
        }
    }

    fn x(&self, day: f32) -> f32 {
        LEFT + (day - self.from) / (self.to - self.from) * (RIGHT - 40.0 - LEFT)
    }
}

pub(crate) fn draw(ui: Ui, own: &[&Position], told: &[&Position]) -> Markup {
    let dated = |rows: &[&Position]| -> Vec<(f32, f32, String)> {
        rows.iter()
            .filter_map(|row| {
                let when = row.when.as_deref()?;
                let (from, to) = days(when)?;
                let words = row.evidence.first().map_or("", |evidence| evidence.text.as_str());
                Some((from, to, format!("{when}: {words}")))
            })
            .take(MARKS)
            .collect()
    };
    let lanes =
        [(ui.say("positions.lane_own"), dated(own), own), (ui.say("positions.lane_told"), dated(told), told)];
    let all = || lanes.iter().flat_map(|(_, marks, _)| marks.iter());
    if own.is_empty() && told.is_empty() {
        return html! {};
    }
    let first = all().map(|(from, _, _)| *from).fold(f32::INFINITY, f32::min);
    let last = all().map(|(_, to, _)| *to).fold(f32::NEG_INFINITY, f32::max);
    let scale = if first.is_finite() && last.is_finite() {
        // whole years, or whole months when all is of one year
        let unit = if last - first > 400.0 { 372.0 } else { 31.0 };
        let from = (first / unit).floor() * unit;
        let to = (last / unit).ceil() * unit;
        Some(Scale { from, to: to.max(from + unit), unit })
    } else {
        None
    };
    let height = LANE * 2.0 + 34.0;
    let empty = scale
        .as_ref()
        .map(|scale| empty_years(scale, &lanes.iter().flat_map(|l| l.1.clone()).collect::<Vec<_>>()));
    html! {
        figure.time {
            div.drawing tabindex="0" role="region" aria-label=(ui.say("positions.timeline")) {
                svg.timeline width=(WIDTH) height=(height) viewBox=(format!("0 0 {WIDTH} {height}")) role="img" aria-label=(ui.say("positions.timeline")) {
                    @if let Some(scale) = &scale {
                        @for tick in (scale.from / scale.unit) as i32..=(scale.to / scale.unit) as i32 {
                            @let x = scale.x(tick as f32 * scale.unit);
                            @if scale.is_named(tick) {
                                line.tick x1=(x) x2=(x) y1="8" y2=(LANE * 2.0 + 8.0) {}
                                text.year x=(x) y=(height - 12.0) { (scale.name(tick)) }
                            }
                        }
                        @for year in empty.iter().flatten() {
                            rect.gap x=(scale.x(*year as f32 * 372.0)) y="8" width=(scale.x(372.0) - scale.x(0.0)) height=(LANE * 2.0) {}
                        }
                    }
                    text.year x=(RIGHT + 62.0) y=(height - 12.0) { (ui.say("undated")) }
                    @for (number, (name, marks, rows)) in lanes.iter().enumerate() {
                        @let y = 8.0 + LANE * (number as f32 + 0.5);
                        text.lane x="0" y=(y + 4.0) { (name) }
                        line.axis x1=(LEFT) x2=(RIGHT - 30.0) y1=(y) y2=(y) {}
                        @if let Some(scale) = &scale {
                            @for (from, to, words) in marks {
                                @let (x1, x2) = (scale.x(*from), scale.x(*to));
                                @if to - from <= 1.0 || x2 - x1 < 9.0 { circle.dated cx=((x1 + x2) / 2.0) cy=(y) r="6" { title { (plain(words)) } } }
                                @else { rect.dated x=(x1) y=(y - 5.0) width=(x2 - x1) height="10" rx="5" { title { (plain(words)) } } }
                            }
                        }
                        @let undated = rows.iter().filter(|row| row.when.as_deref().and_then(days).is_none()).count();
                        @for at in 0..undated.min(HOLLOW) {
                            circle.hollow cx=(RIGHT + 12.0 + at as f32 % 8.0 * 16.0) cy=(y + if undated > 8 { -8.0 + (at / 8) as f32 * 16.0 } else { 0.0 }) r="5.5" {}
                        }
                        @if undated > HOLLOW { text.year x=(RIGHT + 62.0) y=(y + 30.0) { "+" (undated - HOLLOW) } }
                    }
                }
            }
            figcaption {
                (ui.say("positions.legend"))
                @if let Some(years) = empty.filter(|years| !years.is_empty()) {
                    " " (ui.say("positions.empty_years")) ": " (years.iter().map(i32::to_string).collect::<Vec<_>>().join(", ")) "."
                }
            }
        }
    }
}

/// Years of the line in which nothing is dated.
fn empty_years(scale: &Scale, marks: &[(f32, f32, String)]) -> Vec<i32> {
    if scale.unit < 372.0 {
        return Vec::new();
    }
    let years = (scale.from / 372.0) as i32..(scale.to / 372.0) as i32;
    let filled = |year: i32| {
        let (from, to) = (year as f32 * 372.0, (year + 1) as f32 * 372.0);
        marks.iter().any(|(a, b, _)| *a < to && *b > from)
    };
    years.filter(|year| !filled(*year)).take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn a_date_is_as_wide_as_it_is_uncertain() {
        let width = |value: &str| days(value).map(|(from, to)| to - from);
        assert_eq!(width("2024-02-05T08:40:00+02:00"), Some(1.0));
        assert_eq!(width("2024-02"), Some(31.0));
        assert_eq!(width("2024"), Some(372.0));
        assert!(width("2022-02-24/2024-12").unwrap() > 700.0);
        assert_eq!(width("undated"), None);
        assert!(days("2023-12-31").unwrap() < days("2024-01-01").unwrap());
    }
}
