//! Elements named for a date that state one in an attribute.

use super::super::Evidence;
use super::super::head::{Kind, Mark, Says};
use super::place::{Apart, Place, Story, apart, reason};
use super::value::{self, Reading};
use super::{Dates, weight};
use crate::model::Zone;

/// An element named for a date that states one in an attribute.
pub(super) fn read(evidence: &Evidence<'_>, story: &Story, mark: &Mark, dates: &mut Dates<'_>) {
    let Some(stated) = mark.value.as_deref() else { return };
    let kind = if mark.kind == Kind::Microdata { "microdata" } else { "time" };
    let basis = evidence.markup(kind, mark.at);
    let reading = value::read(stated, dates.words);
    let day = match &reading {
        Reading::Day(day) => day.get(..10).unwrap_or("").to_owned(),
        _ => String::new(),
    };
    // the words beside the element may say that it is a change
    let changed =
        dates.modified.iter().any(|m| m.basis.span.is_some() && m.value.starts_with(&day) && !day.is_empty());
    let zone = evidence.blocks.get(mark.piece).map_or(Zone::Other, |b| b.zone);
    let place = story.place(mark.piece, false);
    let apart = apart(evidence, mark.piece);
    let main = evidence.pieces.get(mark.piece).is_some_and(|p| p.hint.main);
    let near = matches!(place, Place::Top | Place::Above);
    let weight = match (mark.says, mark.kind) {
        (Says::Modified, _) => {
            if place != Place::Elsewhere || mark.kind == Kind::Microdata {
                dates.change(stated, basis);
            }
            return;
        }
        (Says::Date, _) if changed => return,
        (Says::Published, Kind::Microdata) if near && apart < Apart::Yes => weight::MICRODATA,
        (Says::Published, _) if near && apart < Apart::Yes => weight::NAMED,
        (Says::Published, _) if apart == Apart::No => weight::DATELINE,
        (Says::Published, _) if apart == Apart::Perhaps => weight::WEAK,
        (Says::Date, Kind::Time | Kind::Microdata) if place == Place::Top && apart < Apart::Yes => {
            weight::DATED
        }
        (Says::Date, _) if place == Place::Top && apart < Apart::Yes => weight::PLAIN,
        (Says::Date, _) if place == Place::Above && apart == Apart::No => weight::PLAIN,
        (Says::Date, _) if main && apart == Apart::No => weight::WEAK,
        _ => 0,
    };
    if weight > 0 {
        dates.add(reading, stated, weight, basis);
    } else if let Reading::Day(day) = reading {
        dates.reject(day, None, reason(zone, place));
    }
}
