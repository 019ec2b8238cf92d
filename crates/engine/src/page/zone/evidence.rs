//! What can be seen of a piece and around it, as numbers.
//!
//! Takes pieces with their shapes and hints, gives a row of features for each. Sums over neighbours are kept as running
//! totals, so the whole page costs one pass.

use super::{Hint, Piece};
use crate::model::Zone;
use crate::page::shape::{End, Shape};
use crate::page::words::Label;
use rustc_hash::FxHashMap;

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        /// One kind of evidence; most are 0 or 1, the rest stay near that range.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Feature { $($(#[$doc])* $name),* }
        pub(super) const FEATURES: &[Feature] = &[$(Feature::$name),*];
    };
}

features! {
    Bias,
    Body,
    BodyLength,
    BodyBare,
    BodyOpen,
    BodyCall,
    BareShort,
    BareMiddle,
    BareLong,
    ShortStop,
    ShortCall,
    ShortOpen,
    Cut,
    CutLong,
    BulletBody,
    BulletBare,
    Dashed,
    LabelEnd,
    LabelComments,
    LabelNotice,
    LabelTags,
    LabelRelated,
    LabelSource,
    LabelNavigation,
    LabelAdvert,
    LabelCaption,
    LabelByline,
    LabelBackground,
    LabelStatistics,
    Dateline,
    Dated,
    Menu,
    Terms,
    Signed,
    Quoted,
    Doubled,
    TwinAbove,
    TwinBelow,
    Function,
    NoFunction,
    Capitals,
    Numbers,
    Commas,
    Late,
    Later,
    First,
    BeforeBody,
    AfterBody,
    Near,
    Around,
    Wide,
    Ahead,
    Behind,
    Between,
    BulletsAround,
    DatesAround,
    CutsAround,
    LabelsAround,
    Cluster,
    Biggest,
    Before,
    Headline,
    Twins,
    Cohesion,
    Topic,
    Core,
    ZoneComment,
    ZoneNavigation,
    ZoneTeaser,
    ZoneAdvert,
    ZoneCaption,
    ZoneByline,
    ZoneOther,
    Main,
    MainBody,
    MainBare,
    Links,
    Linked,
    LinkedBody,
    Heading,
    Item,
    Quote,
    Table,
    Titled,
}

pub(super) const COUNT: usize = FEATURES.len();
pub(super) type Row = [f32; COUNT];

/// Running totals over a page.
pub(super) struct Evidence<'a> {
    pieces: &'a [Piece],
    body: Vec<bool>,
    /// Totals before each piece of: prose, body pieces, bullets, datelines, cut pieces, labels.
    totals: Vec<[f32; 6]>,
    /// For each piece its cluster of prose: share of the largest, prose before it as share of all.
    cluster: Vec<(f32, f32)>,
    headline: Vec<f32>,
    twins: Vec<(bool, bool)>,
    twin_title: Vec<f32>,
    cohesion: Vec<f32>,
    topic: Vec<f32>,
    core: Vec<f32>,
    titled: Vec<f32>,
}

impl<'a> Evidence<'a> {
    pub(super) fn new(pieces: &'a [Piece], twins: &[Option<usize>]) -> Self {
        let body: Vec<bool> = pieces.iter().map(is_body).collect();
        let mut totals = vec![[0.0; 6]];
        let mut sums = [0.0f32; 6];
        for (piece, body) in pieces.iter().zip(&body) {
            let shape = &piece.shape;
            sums[0] += if *body { prose(shape) } else { 0.0 };
            sums[1] += f32::from(*body);
            sums[2] += f32::from(shape.bullet || piece.hint.item);
            sums[3] += f32::from(shape.dateline || shape.dated);
            sums[4] += f32::from(shape.end == End::Cut);
            sums[5] += f32::from(shape.label.is_some() || shape.menu);
            totals.push(sums);
        }
        let mut both = vec![(false, false); pieces.len()];
        for (i, first) in twins.iter().enumerate() {
            if let Some(first) = first {
                if let Some(slot) = both.get_mut(i) {
                    slot.0 = true;
                }
                if let Some(slot) = both.get_mut(*first) {
                    slot.1 |= i - first > 2;
                }
            }
        }
        let mut twin_title = Vec::with_capacity(pieces.len());
        let mut now = 0.0f32;
        for (i, piece) in pieces.iter().enumerate() {
            twin_title.push(now);
            let far = twins.get(i).copied().flatten().is_some_and(|first| i - first > 2)
                || both.get(i).is_some_and(|both| both.1);
            now = if far && piece.shape.title() { 1.0 } else { now * 0.9 };
        }
        let mut titled = Vec::with_capacity(pieces.len());
        let mut now = 0.0f32;
        for piece in pieces {
            titled.push(now);
            now = if piece.hint.titled || piece.hint.heading == 1 { 1.0 } else { now * 0.95 };
        }
        let cluster = clusters(pieces, &body);
        let (cohesion, topic) = cohesion(pieces, &body);
        Self {
            pieces,
            headline: headlines(pieces, &body),
            twins: both,
            twin_title,
            cohesion,
            topic,
            core: core(pieces, &body, &cluster),
            titled,
            cluster,
            body,
            totals,
        }
    }

    fn around(&self, i: usize, reach: usize, kind: usize) -> f32 {
        let from = i.saturating_sub(reach);
        let to = (i + reach + 1).min(self.pieces.len());
        let at = |i: usize| self.totals.get(i).and_then(|sums| sums.get(kind)).copied().unwrap_or(0.0);
        at(to) - at(from)
    }

    /// Prose between two places.
    fn between(&self, from: usize, to: usize) -> f32 {
        let at = |i: usize| {
            self.totals.get(i.min(self.pieces.len())).and_then(|sums| sums.first()).copied().unwrap_or(0.0)
        };
        (at(to) - at(from)).max(0.0)
    }

    /// The features of one piece.
    pub(super) fn row(&self, i: usize) -> Row {
        let mut row = [0.0; COUNT];
        let Some(Piece { shape, hint, .. }) = self.pieces.get(i) else { return row };
        let n = self.pieces.len();
        let mut set = |feature: Feature, value: f32| {
            if let Some(slot) = row.get_mut(feature as usize) {
                *slot = value;
            }
        };
        let yes = |test: bool| f32::from(test);
        let chars = shape.chars as f32;
        let words = shape.words.max(1) as f32;
        let body = shape.body();
        let get = |values: &[f32]| values.get(i).copied().unwrap_or(0.0);
        set(Feature::Bias, 1.0);
        if body {
            set(Feature::Body, 1.0);
            set(Feature::BodyLength, (chars.min(800.0) / 100.0).ln_1p());
            set(Feature::BodyBare, yes(shape.end == End::Bare));
            set(Feature::BodyOpen, yes(shape.end == End::Open));
            set(Feature::BodyCall, yes(shape.end == End::Call));
            set(Feature::BulletBody, yes(shape.bullet));
        } else {
            let bare = shape.end == End::Bare;
            set(Feature::BareShort, yes(bare && chars < 25.0));
            set(Feature::BareMiddle, yes(bare && (25.0..60.0).contains(&chars)));
            set(Feature::BareLong, yes(bare && chars >= 60.0));
            set(Feature::ShortStop, yes(shape.end == End::Stop));
            set(Feature::ShortCall, yes(shape.end == End::Call));
            set(Feature::ShortOpen, yes(shape.end == End::Open));
            set(Feature::BulletBare, yes(shape.bullet));
        }
        set(Feature::Cut, yes(shape.end == End::Cut));
        set(Feature::CutLong, yes(shape.end == End::Cut && chars >= 90.0));
        set(Feature::Dashed, yes(shape.dashed));
        let label = match shape.label {
            None => None,
            Some(Label::End | Label::Video) => Some(Feature::LabelEnd),
            Some(Label::Comments) => Some(Feature::LabelComments),
            Some(Label::Notice) => Some(Feature::LabelNotice),
            Some(Label::Tags) => Some(Feature::LabelTags),
            Some(Label::Related) => Some(Feature::LabelRelated),
            Some(Label::Source) => Some(Feature::LabelSource),
            Some(Label::Navigation | Label::Social | Label::Share) => Some(Feature::LabelNavigation),
            Some(Label::Advert) => Some(Feature::LabelAdvert),
            Some(Label::Caption) => Some(Feature::LabelCaption),
            Some(Label::Byline) => Some(Feature::LabelByline),
            Some(Label::Background) => Some(Feature::LabelBackground),
            Some(Label::Statistics | Label::Updated) => Some(Feature::LabelStatistics),
        };
        if let Some(label) = label {
            set(label, 1.0);
        }
        set(Feature::Dateline, yes(shape.dateline));
        set(Feature::Dated, yes(shape.dated && !shape.dateline));
        set(Feature::Menu, yes(shape.menu));
        set(Feature::Terms, yes(shape.terms));
        set(Feature::Signed, yes(shape.signed));
        set(Feature::Quoted, yes(shape.quoted));
        let twins = self.twins.get(i).copied().unwrap_or_default();
        set(Feature::TwinAbove, yes(twins.0));
        set(Feature::TwinBelow, yes(twins.1));
        set(Feature::Function, (shape.function as f32 / words).min(0.5) * 2.0);
        set(Feature::NoFunction, yes(shape.function == 0 && shape.words >= 6));
        set(Feature::Capitals, shape.capitals as f32 / words);
        set(Feature::Numbers, shape.numbers as f32 / words);
        set(Feature::Commas, (shape.commas as f32).min(6.0) / 3.0);
        let long = (n as f32 / 40.0).min(1.0);
        let place = i as f32 / n.max(1) as f32;
        set(Feature::Late, place * long);
        set(Feature::Later, (place - 0.6).max(0.0) * long);
        set(Feature::First, yes(i < 3));
        let body_at = |i: Option<usize>| i.and_then(|i| self.body.get(i)).copied().unwrap_or(false);
        set(Feature::BeforeBody, yes(body_at(Some(i + 1))));
        set(Feature::AfterBody, yes(body_at(i.checked_sub(1))));
        set(Feature::Near, (self.around(i, 2, 0) / 3.0).ln_1p());
        set(Feature::Around, (self.around(i, 5, 0) / 3.0).ln_1p());
        set(Feature::Wide, (self.around(i, 15, 0) / 3.0).ln_1p());
        let (ahead, behind) = (self.between(i + 1, i + 9), self.between(i.saturating_sub(8), i));
        set(Feature::Ahead, (ahead / 3.0).ln_1p());
        set(Feature::Behind, (behind / 3.0).ln_1p());
        set(Feature::Between, (ahead.min(behind) / 3.0).ln_1p());
        set(Feature::BulletsAround, self.around(i, 4, 2) / 9.0);
        set(Feature::DatesAround, self.around(i, 3, 3) / 3.0);
        set(Feature::CutsAround, self.around(i, 3, 4) / 3.0);
        set(Feature::LabelsAround, self.around(i, 4, 5) / 4.0);
        let (share, before) = self.cluster.get(i).copied().unwrap_or_default();
        set(Feature::Cluster, share);
        set(Feature::Biggest, yes(share >= 1.0));
        set(Feature::Before, before);
        set(Feature::Headline, get(&self.headline));
        set(Feature::Twins, get(&self.twin_title));
        set(Feature::Cohesion, get(&self.cohesion));
        set(Feature::Topic, get(&self.topic));
        set(Feature::Core, get(&self.core));
        if hint.markup {
            self.markup(hint, shape, get(&self.titled), &mut set);
        }
        row
    }

    fn markup(&self, hint: &Hint, shape: &Shape, titled: f32, set: &mut impl FnMut(Feature, f32)) {
        let yes = |test: bool| f32::from(test);
        let zone = match hint.zone {
            Some(Zone::Comment) => Some(Feature::ZoneComment),
            Some(Zone::Navigation) => Some(Feature::ZoneNavigation),
            Some(Zone::Teaser) => Some(Feature::ZoneTeaser),
            Some(Zone::Advert) => Some(Feature::ZoneAdvert),
            Some(Zone::Caption) => Some(Feature::ZoneCaption),
            Some(Zone::Byline) => Some(Feature::ZoneByline),
            Some(Zone::Other) => Some(Feature::ZoneOther),
            Some(Zone::Article) | None => None,
        };
        if let Some(zone) = zone {
            set(zone, 1.0);
        }
        set(Feature::Main, yes(hint.main));
        set(Feature::MainBody, yes(hint.main && shape.body()));
        set(Feature::MainBare, yes(hint.main && shape.end == End::Bare));
        set(Feature::Links, hint.links);
        set(Feature::Linked, yes(hint.links > 0.8));
        set(Feature::LinkedBody, yes(hint.links > 0.8 && shape.body()));
        set(Feature::Heading, yes(hint.heading >= 2 && hint.links < 0.6));
        set(Feature::Item, yes(hint.item));
        set(Feature::Quote, yes(hint.quote));
        set(Feature::Table, yes(hint.table));
        set(Feature::Titled, titled);
    }
}

/// Prose by its shape, in no place where markup denies it.
fn is_body(piece: &Piece) -> bool {
    let hint = &piece.hint;
    piece.shape.body()
        && matches!(piece.shape.label, None | Some(Label::Background))
        && hint.links < 0.5
        && matches!(hint.zone, None | Some(Zone::Article))
}

fn prose(shape: &Shape) -> f32 {
    shape.chars.min(600) as f32 / 100.0
}

/// Runs of prose with no more than three other pieces in a row inside.
fn clusters(pieces: &[Piece], body: &[bool]) -> Vec<(f32, f32)> {
    let mut of = vec![usize::MAX; pieces.len()];
    let mut sums: Vec<f32> = Vec::new();
    let mut last: Option<usize> = None;
    for (i, piece) in pieces.iter().enumerate() {
        if !body.get(i).copied().unwrap_or(false) {
            continue;
        }
        let from = match last {
            Some(last) if i - last <= 4 => last + 1,
            _ => {
                sums.push(0.0);
                i
            }
        };
        let cluster = sums.len() - 1;
        for slot in of.get_mut(from..=i).unwrap_or(&mut []) {
            *slot = cluster;
        }
        if let Some(sum) = sums.last_mut() {
            *sum += prose(&piece.shape);
        }
        last = Some(i);
    }
    let most = sums.iter().copied().fold(0.0f32, f32::max).max(0.1);
    let all = sums.iter().sum::<f32>().max(0.1);
    let mut before = 0.0;
    let shares: Vec<(f32, f32)> = sums
        .iter()
        .map(|sum| {
            let share = (sum / most, before / all);
            before += sum;
            share
        })
        .collect();
    of.into_iter().map(|cluster| shares.get(cluster).copied().unwrap_or_default()).collect()
}

/// How well the best line above names what a piece says, by the words that the prose just below it repeats.
fn headlines(pieces: &[Piece], body: &[bool]) -> Vec<f32> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut now = 0.0f32;
    for (i, piece) in pieces.iter().enumerate() {
        out.push(now);
        now *= 0.96;
        let stems = &piece.shape.stems;
        if !piece.shape.title() || stems.len() < 2 {
            continue;
        }
        let below = (i + 1..(i + 14).min(pieces.len()))
            .filter(|j| body.get(*j).copied().unwrap_or(false))
            .take(2)
            .filter_map(|j| pieces.get(j))
            .filter(|other| other.shape.key != piece.shape.key);
        let mut hits = 0usize;
        let mut seen: Vec<u32> = Vec::new();
        for other in below {
            seen.extend(&other.shape.stems);
        }
        for stem in stems {
            hits += usize::from(seen.contains(stem));
        }
        if hits >= 2 {
            now = now.max(hits as f32 / stems.len() as f32);
        }
    }
    out
}

/// Share of a piece's long words that prose nearby has, and that prose of the whole page has often.
fn cohesion(pieces: &[Piece], body: &[bool]) -> (Vec<f32>, Vec<f32>) {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    for (piece, body) in pieces.iter().zip(body) {
        if *body {
            for stem in &piece.shape.stems {
                *counts.entry(*stem).or_insert(0) += 1;
            }
        }
    }
    let n = pieces.len();
    let mut near = vec![0u32; n];
    let mut marks: Vec<u32> = vec![0; n];
    for forward in [true, false] {
        let mut last: FxHashMap<u32, usize> = FxHashMap::default();
        let mut ordinal = 10;
        for step in 0..n {
            let i = if forward { step } else { n - 1 - step };
            let Some(piece) = pieces.get(i) else { continue };
            let body = body.get(i).copied().unwrap_or(false);
            let mut bits = 0u32;
            for (bit, stem) in piece.shape.stems.iter().enumerate() {
                if last.get(stem).is_some_and(|at| ordinal - at <= 3) {
                    bits |= 1 << bit;
                }
                if body {
                    last.insert(*stem, ordinal);
                }
            }
            ordinal += usize::from(body);
            if let Some(slot) = marks.get_mut(i) {
                *slot |= bits;
            }
        }
    }
    for (slot, bits) in near.iter_mut().zip(&marks) {
        *slot = bits.count_ones();
    }
    let topic = pieces.iter().zip(body).map(|(piece, body)| {
        let own = u32::from(*body);
        let sum: u32 = piece
            .shape
            .stems
            .iter()
            .map(|stem| counts.get(stem).copied().unwrap_or(0).saturating_sub(own).min(5))
            .sum();
        sum as f32 / (5 * piece.shape.stems.len().max(3)) as f32
    });
    let near =
        near.iter().zip(pieces).map(|(near, piece)| *near as f32 / piece.shape.stems.len().max(3) as f32);
    (near.collect(), topic.collect())
}

/// Share of a piece's long words that the largest cluster of prose has.
fn core(pieces: &[Piece], body: &[bool], cluster: &[(f32, f32)]) -> Vec<f32> {
    let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
    let inside = |i: usize| {
        body.get(i).copied().unwrap_or(false) && cluster.get(i).is_some_and(|(share, _)| *share >= 1.0)
    };
    for (_, piece) in pieces.iter().enumerate().filter(|(i, _)| inside(*i)) {
        for stem in &piece.shape.stems {
            *counts.entry(*stem).or_insert(0) += 1;
        }
    }
    let share = |(i, piece): (usize, &Piece)| {
        let own = u32::from(inside(i));
        let stems = &piece.shape.stems;
        let hits = stems.iter().filter(|stem| counts.get(stem).is_some_and(|count| *count > own)).count();
        hits as f32 / stems.len().max(3) as f32
    };
    pieces.iter().enumerate().map(share).collect()
}
