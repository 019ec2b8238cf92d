//! Names by their shape: domains, designators of machines, regions.

use super::super::key::slug;
use super::super::scan::{Scan, Target};
use super::super::words::{ENGLISH, is_adjective};
use crate::model::{EntityKind, Gender, MentionKind, Number};

/// The nominative of an adjective and a region noun.
fn region_name(raw: &str, stem: &str, noun: &str, language: u8) -> String {
    let head: String = raw.chars().take(stem.chars().count()).collect();
    let feminine = ["област", "вобласц", "обл", "волост"].iter().any(|s| noun.starts_with(s));
    let (ending, noun) = match (language, feminine) {
        (0, true) => ("а", "область"),
        (1, true) => ("ая", "область"),
        (2, true) => ("ая", "вобласць"),
        (0, false) => ("ий", region_noun(noun)),
        (1, false) => ("ий", region_noun(noun)),
        _ => ("і", region_noun(noun)),
    };
    format!("{head}{ending} {noun}")
}

fn region_noun(noun: &str) -> &'static str {
    [("район", "район"), ("раён", "раён"), ("раен", "раён"), ("округ", "округ"), ("акруг", "акруга")]
        .iter()
        .find(|(stem, _)| noun.starts_with(stem))
        .map_or("край", |(_, noun)| noun)
}

impl Scan<'_> {
    /// "site.example", "Канал.онлайн": an outlet by its domain.
    pub(in crate::name) fn domain(&mut self, i: usize) -> Option<usize> {
        let w = *self.at(i)?;
        if !self.free(i) || !w.word {
            return None;
        }
        let (name, top) = w.folded.rsplit_once('.')?;
        let latin = top.chars().all(|c| c.is_ascii_lowercase()) && (2..=4).contains(&top.len());
        let doubled = w.upper
            && top.chars().count() >= 4
            && !latin
            && w.raw.rsplit_once('.').is_some_and(|(_, t)| t.starts_with(char::is_uppercase))
            && i > 0
            && !w.initial;
        if name.is_empty() || !(latin || doubled && self.opens(i.checked_sub(1)?)) {
            return None;
        }
        let target = Target::Named(format!("media:{}", slug(name)), w.raw.to_owned());
        self.push(
            i,
            i + 1,
            EntityKind::Outlet,
            MentionKind::Name,
            target,
            Gender::Unknown,
            Number::Singular,
            "domain",
        );
        Some(i + 1)
    }

    /// "Ту-999", "F-99": a machine by letters and digits.
    pub(in crate::name) fn designator(&mut self, i: usize) -> Option<usize> {
        let w = *self.at(i)?;
        if !self.free(i) || !w.word || !w.upper {
            return None;
        }
        let (letters, digits) = w.folded.split_once('-')?;
        let short = (1..=4).contains(&letters.chars().count());
        let model = digits.starts_with(|c: char| c.is_ascii_digit()) && digits.chars().count() <= 5;
        if !short || !model || matches!(letters, "covid" | "ковід" | "ковид") {
            return None;
        }
        let target = Target::Named(format!("thing:{}-{}", slug(letters), digits), w.raw.to_owned());
        self.push(
            i,
            i + 1,
            EntityKind::Other,
            MentionKind::Name,
            target,
            Gender::Unknown,
            Number::Singular,
            "designator",
        );
        Some(i + 1)
    }

    /// «Дубравская область», "Dubrava region": a region by its noun.
    pub(in crate::name) fn region(&mut self, i: usize) -> Option<usize> {
        let w = *self.at(i)?;
        let noun = self.folded(i + 1);
        let free = self.free(i)
            || self.piece_at(i).is_some_and(|p| p.last - p.first == 1 && p.entity_kind == EntityKind::Place);
        if !w.word
            || !w.upper
            || !free
            || self.at(i + 1).is_some_and(|n| n.upper && !self.flat && self.language != ENGLISH)
        {
            return None;
        }
        let english = self.language == ENGLISH;
        let regional = if english {
            matches!(noun, "region" | "oblast" | "province" | "district" | "county") && !w.initial
                || matches!(noun, "region" | "oblast") && !self.words.stop.contains(w.folded)
        } else {
            [
                "област",
                "вобласц",
                "обл",
                "район",
                "раён",
                "раен",
                "край",
                "края",
                "краю",
                "краї",
                "краем",
                "крае",
                "округ",
                "акруг",
                "волост",
            ]
            .iter()
            .any(|stem| noun.starts_with(stem) && noun.chars().count() <= stem.chars().count() + 4)
                && is_adjective(w.folded, self.language)
        };
        // «Родны край» is what somebody called something
        let quoted = i.checked_sub(1).is_some_and(|b| self.opens(b)) && self.closes(i + 2);
        if quoted
            || !regional
            || english && self.piece_at(i).is_some_and(|p| p.kind == MentionKind::Adjective)
        {
            return None;
        }
        let stem = if english {
            w.folded
        } else {
            super::super::words::adjective_endings(self.language)
                .iter()
                .filter_map(|e| w.folded.strip_suffix(e))
                .min_by_key(|s| s.len())?
        };
        let root = ["цьк", "зьк", "ськ", "цк", "ск", "tsk", "sk"]
            .iter()
            .find_map(|e| stem.strip_suffix(e))
            .unwrap_or(stem);
        let last = if noun == "обл" && self.folded(i + 2) == "." { i + 3 } else { i + 2 };
        let name = if english {
            self.span(i, last).of(self.text).to_owned()
        } else {
            region_name(w.raw, stem, noun, self.language)
        };
        let target = Target::Named(format!("loc:{}-region", slug(root)), name);
        if let Some(index) = self.piece_index(i) {
            let span = self.span(i, last);
            let end = self.offset + last;
            let piece = self.pieces.get_mut(index)?;
            piece.span = span;
            piece.last = end;
            piece.target = target;
            piece.kind = MentionKind::Name;
            piece.rule = "region";
            self.cover(i, last, index);
        } else {
            self.push(
                i,
                last,
                EntityKind::Place,
                MentionKind::Name,
                target,
                Gender::Unknown,
                Number::Singular,
                "region",
            );
        }
        Some(last)
    }
}
