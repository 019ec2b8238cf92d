//! Mentions and cues to statements: who said what, through whom.
//!
//! Takes a `Reading` and its names, gives statements in text order with speakers, chain and stance; adds the pronouns,
//! roles and unnamed sources that speak. Rules first (quotation attribution after PARC/PolNeAR: source, cue, content);
//! every statement names its rule. In doubt the speaker is `None` and a notice says so.

mod endings;
mod lexicon;
mod quotes;
mod line;
mod draft;
mod source;
mod quoted;
mod direct;
mod speech_verb;
mod transcript;
mod extent;
mod indirect;
mod chain;
mod stance;
mod nickname;
mod resolve;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod slavic_tests;
#[cfg(test)]
mod english_tests;

use crate::model::*;
use crate::name::Names;
use crate::pack::Packs;
use crate::sentence::Reading;
use draft::{Draft, Link, Who};
use lexicon::{Lexicon, Shift};
use line::Line;
use resolve::{Memory, Person};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The attribution lexicons of all packs.
pub struct Words {
    lexicons: BTreeMap<Language, Lexicon>,
    dates: crate::date::Words,
}

impl Words {
    pub fn new(packs: &Packs) -> Self {
        Self {
            lexicons: packs.iter().map(|pack| (pack.language, Lexicon::new(pack))).collect(),
            dates: crate::date::Words::new(packs),
        }
    }
}

/// Statements, with the mentions and entities they resolve to (pronouns, roles and anonymous sources added).
pub struct Said {
    pub sentences: Vec<Sentence>,
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    /// The outlet that the page names as itself, when no metadata does.
    pub outlet: Option<Outlet>,
    pub notices: Vec<Notice>,
}

/// A cue line that a list follows: what its items borrow.
struct ListHead {
    cue: Option<Span>,
    lemma: String,
    class: lexicon::Class,
    speaker: Option<Speaker>,
    chain: Vec<ChainLink>,
    anonymous: bool,
    block: usize,
    /// The line's own statement, which its items replace.
    statement: Option<usize>,
}

/// Opens with a mark and does not close: goes on in the next paragraph.
struct Pending {
    spans: Vec<Span>,
    block: usize,
}

/// Finds the statements of a page.
pub fn attribute(
    reading: &Reading<'_>,
    metadata: &Metadata,
    names: Names,
    words: &Words,
    limits: &Limits,
) -> Said {
    let Names { mentions, entities } = names;
    let original = mentions.clone();
    let mut page = PageReader {
        reading,
        memory: Memory::new(mentions, entities),
        statements: Vec::new(),
        notices: reading.notices.clone(),
        heads: None,
        pending: None,
        inherited: Vec::new(),
        undecided: Vec::new(),
        relayed: Vec::new(),
        last_article_block: None,
        labels: transcript::labels(reading),
    };
    let own_words = transcript::own_words(reading);
    let common = page_language(reading);
    let mut first_sentence = 0;
    for (index, block) in reading.blocks.iter().enumerate() {
        let id = BlockId(index as u32);
        let from = first_sentence;
        while reading.sentences.get(first_sentence).is_some_and(|s| s.block.0 <= id.0) {
            first_sentence += 1;
        }
        if !matches!(block.zone, Zone::Article | Zone::Teaser)
            || block.role == Role::Date
            || block.role == Role::Label
        {
            continue;
        }
        if block.span.len() > limits.block_bytes {
            page.notices.push(Notice::new(
                "block-too-long",
                Some(block.span),
                "a paragraph longer than the limit was not read for statements",
            ));
            continue;
        }
        if page.statements.len() >= limits.statements {
            page.notices.push(Notice::new(
                "too-many-statements",
                Some(block.span),
                "the page holds more statements than the limit; the rest was not read",
            ));
            break;
        }
        let language = reading.languages.get(index).copied().flatten().or(common);
        let Some(lexicon) = language.and_then(|l| words.lexicons.get(&l)) else { continue };
        let Some(range) = reading.block_tokens.get(index).cloned() else { continue };
        let tokens = reading.tokens.get(range.clone()).unwrap_or(&[]);
        let sentences = (from..first_sentence)
            .filter_map(|s| reading.sentence_tokens.get(s))
            .map(|s| s.start.saturating_sub(range.start)..s.end.saturating_sub(range.start))
            .collect();
        // only the mentions of this block
        let low = original.partition_point(|m| m.span.start() < block.span.start());
        let high = original.partition_point(|m| m.span.start() < block.span.end());
        let mut line = Line::new(
            reading.text,
            tokens,
            id,
            block.zone,
            block.role,
            lexicon,
            sentences,
            original.get(low..high).unwrap_or(&[]),
            low as u32,
        );
        line.own_words = own_words;
        page.read_block(index, &line, words);
    }
    page.finish(metadata)
}

/// Language of most article text.
fn page_language(reading: &Reading<'_>) -> Option<Language> {
    let mut weight: BTreeMap<Language, usize> = BTreeMap::new();
    for (block, language) in reading.blocks.iter().zip(reading.languages) {
        if let Some(language) = language {
            *weight.entry(*language).or_default() += block.span.len();
        }
    }
    weight.into_iter().max_by_key(|(_, n)| *n).map(|(l, _)| l)
}

struct PageReader<'a> {
    reading: &'a Reading<'a>,
    memory: Memory,
    statements: Vec<Statement>,
    notices: Vec<Notice>,
    heads: Option<ListHead>,
    pending: Option<Pending>,
    /// Venues and relays of the lead, by speaker.
    inherited: Vec<(EntityId, ChainLink)>,
    /// Speakers known by a role only, before anybody was named: settled at the end of the page.
    undecided: Vec<usize>,
    /// Relay outlets with the group of the block they stand in.
    relayed: Vec<(EntityId, u32, Span)>,
    last_article_block: Option<usize>,
    /// Labels in capitals that open more than one block.
    labels: BTreeSet<String>,
}

impl PageReader<'_> {
    fn read_block(&mut self, index: usize, line: &Line<'_>, words: &Words) {
        let Some(block) = self.reading.blocks.get(index).cloned() else { return };
        let sources = source::find(line);
        let background = block.role == Role::Background || background_marker(line);
        if background || block.zone == Zone::Teaser {
            self.inherited.clear();
        }
        if self.list_item(index, line, &block, &sources) {
            return;
        }
        if line.lexicon.slavic {
            self.memory.aliases.extend(nickname::find(line));
        }
        let mut used = vec![false; line.tokens.len()];
        let mut drafts: Vec<Draft> = Vec::new();
        let repeated =
            transcript::label_of(line.text, line.tokens).is_some_and(|label| self.labels.contains(&label));
        if let Some(draft) = transcript::turn(line, &sources, repeated) {
            drafts.push(draft);
        } else if let Some(draft) = indirect::headline(line, &sources, self.label(line)) {
            drafts.push(draft);
        }
        if drafts.is_empty() {
            drafts = direct::find(line, &sources, &mut used);
            chain::trailing_relays(line, &sources, &mut drafts, &mut used);
            drafts.extend(indirect::find(line, &sources, &mut used));
        }
        if drafts.iter().all(|d| d.rule != "direct-turn") {
            self.join_paragraphs(index, line, &mut drafts);
        }
        drafts.sort_by_key(|d| (d.place(), d.content.first().map_or(0, |c| c.start)));
        let relays = source::relays(line, &sources);
        let drafts = chain::connect(line, &sources, &relays, drafts);
        let drafts = distinct(line, drafts);
        let first = self.statements.len();
        self.resolve_block(index, line, &block, drafts, background);
        self.date_statements(first, line, &block, words);
        if block.zone == Zone::Article {
            self.last_article_block = Some(index);
        }
    }

    /// "Vint: X" in an English headline: the person or body that the page names by the last word of the label.
    fn label(&self, line: &Line<'_>) -> Option<source::Source> {
        if line.lexicon.slavic || !(line.is_headline() || line.block.0 == 0) {
            return None;
        }
        let colon = (1..6).find(|&k| line.word(k) == ":")?;
        let capitals = (0..colon).all(|k| line.is_upper(k) || line.word(k) == ".");
        let last = line.word(colon - 1);
        let named = |e: &Entity| {
            matches!(e.kind, EntityKind::Person | EntityKind::Organisation | EntityKind::Outlet)
                && e.name.split(' ').next_back().is_some_and(|word| word.to_lowercase() == last)
        };
        let entity = self.memory.entities.iter().take(200).position(named).filter(|_| capitals)?;
        let id = Some(EntityId(entity as u32));
        let mention = self.memory.mentions.iter().position(|m| m.entity == id)?;
        let kind = self.memory.entities.get(entity).map(|e| e.kind)?;
        let speaker = if kind == EntityKind::Person { SpeakerKind::Name } else { SpeakerKind::Organisation };
        Some(source::Source {
            mention: Some(mention as u32),
            entity_kind: kind,
            ..source::blank(0..colon, speaker)
        })
    }

    /// A list item under a cue line is a statement of its own with the line's speaker.
    fn list_item(
        &mut self,
        index: usize,
        line: &Line<'_>,
        block: &Block,
        sources: &[source::Source],
    ) -> bool {
        let Some(head) = &self.heads else { return false };
        let bullet = line.is_dash(0) && line.is_word(1) && !line.is_upper(1);
        if block.role != Role::ListItem && !(bullet && index > head.block) {
            // one paragraph in between (a quotation) does not end the list
            if index > head.block + 12
                || (block.role != Role::Paragraph || !line.is_mark(0)) && index != head.block
            {
                self.heads = None;
            }
            return false;
        }
        let content = line.trim(line.skip_opening(0)..line.tokens.len());
        let own = sources.iter().any(|s| {
            s.range.end < line.tokens.len()
                && line
                    .finite_cue(s.range.end)
                    .is_some_and(|(n, e)| e.strength >= 2 && extent::opens_claim(line, s.range.end + n))
        });
        if own || line.words_in(content.clone()) < 2 {
            return false;
        }
        let mut draft = Draft::new(
            "list-item",
            indirect::kind_of(line, std::slice::from_ref(&content)),
            vec![content.clone()],
            0.85,
        );
        draft.class = head.class;
        draft.lemma = head.lemma.clone();
        let modality = stance::of(line, &draft);
        let Some(span) = line.span(content) else { return false };
        if let Some(own) = head.statement
            && own + 1 == self.statements.len()
        {
            self.statements.pop();
        }
        let statement = Statement {
            id: String::new(),
            kind: draft.kind,
            content: vec![span],
            cue: head.cue,
            cue_lemma: head.lemma.clone(),
            speaker: head.speaker.clone(),
            chain: head.chain.clone(),
            anonymous: head.anonymous,
            stance: modality.stance,
            negated: modality.negated,
            hedged: modality.hedged,
            section: section(block, false),
            block: BlockId(index as u32),
            nested_in: None,
            said: None,
            about: None,
            repeats: None,
            rule: "list-item".into(),
            confidence: 0.85,
        };
        self.statements.push(statement);
        if let Some(head) = &mut self.heads {
            head.statement = None;
        }
        true
    }

    /// Quotations that run over paragraphs: the opening ones wait for the one with author's words.
    fn join_paragraphs(&mut self, index: usize, line: &Line<'_>, drafts: &mut Vec<Draft>) {
        let unclosed = line.quotes.iter().find(|q| q.depth == 1 && q.close.is_none() && q.open.is_some());
        let pending = self.pending.take().filter(|p| p.block + 1 == index);
        if let Some(quote) = unclosed
            && !drafts.iter().any(|d| d.holds(quote.inner.start) && d.cue.is_some())
        {
            drafts.retain(|d| !d.holds(quote.inner.start));
            let mut spans = pending.map(|p| p.spans).unwrap_or_default();
            spans.extend(line.span(line.trim(quote.inner.clone())));
            self.pending = Some(Pending { spans, block: index });
            return;
        }
        if let Some(pending) = pending {
            let first = drafts
                .iter_mut()
                .find(|d| d.content.first().is_some_and(|c| c.start <= 1) && d.kind == StatementKind::Direct);
            match first {
                Some(draft) => {
                    draft.earlier = pending.spans;
                    draft.rule = "direct-paragraphs";
                }
                None => self.pending_alone(pending),
            }
        }
    }

    /// A quotation left open with nobody after it: who spoke before goes on.
    fn pending_alone(&mut self, pending: Pending) {
        let Some((entity, _)) = self.memory.previous(BlockId(pending.block as u32)) else { return };
        let Some(block) = self.reading.blocks.get(pending.block) else { return };
        let speaker = Some(Speaker { span: None, kind: SpeakerKind::Implicit, entity: Some(entity) });
        let chain = vec![ChainLink {
            role: LinkRole::Speaker,
            entity: Some(entity),
            span: None,
            anonymous: false,
            explicit: false,
        }];
        self.statements.push(Statement {
            id: String::new(),
            kind: StatementKind::Direct,
            content: pending.spans,
            cue: None,
            cue_lemma: String::new(),
            speaker,
            chain,
            anonymous: false,
            stance: Stance::Assert,
            negated: false,
            hedged: false,
            section: section(block, false),
            block: BlockId(pending.block as u32),
            nested_in: None,
            said: None,
            about: None,
            repeats: None,
            rule: "direct-floating".into(),
            confidence: 0.5,
        });
    }

    fn resolve_block(
        &mut self,
        index: usize,
        line: &Line<'_>,
        block: &Block,
        drafts: Vec<Draft>,
        background: bool,
    ) {
        let ends_in_colon = line.tokens.last().is_some_and(|t| &*t.folded == ":");
        let spans: Vec<Vec<Span>> = drafts
            .iter()
            .map(|d| {
                d.earlier
                    .iter()
                    .copied()
                    .chain(d.content.iter().filter_map(|c| line.span(c.clone())))
                    .collect()
            })
            .collect();
        // words of others come after the words that hold them
        let mut order: Vec<usize> = (0..drafts.len()).collect();
        order.sort_by_key(|&d| (drafts.get(d).is_some_and(|d| d.nested), d));
        let mut made: Vec<Option<u32>> = vec![None; drafts.len()];
        let mut speakers: Vec<Option<EntityId>> = vec![None; drafts.len()];
        let mut persons: Vec<Option<Person>> = vec![None; drafts.len()];
        for d in order {
            let (Some(draft), Some(content)) = (drafts.get(d), spans.get(d)) else { continue };
            let outer = drafts
                .iter()
                .enumerate()
                .filter(|(o, other)| {
                    *o != d
                        && other.holds(draft.place())
                        && (draft.nested || line.depth_at(draft.place()) > 0)
                })
                .map(|(o, _)| o)
                .next();
            let outer_entity = outer.and_then(|o| speakers.get(o).copied().flatten());
            let shared = shared_subject(line, &drafts, d).and_then(|o| persons.get(o).cloned().flatten());
            let person = match shared {
                Some(person) => {
                    self.memory.remember(person.entity, BlockId(index as u32));
                    Some(Person { certainty: person.certainty * 0.95, ..person })
                }
                None => self.person(line, draft, content, outer_entity, index),
            };
            if let Some(slot) = persons.get_mut(d) {
                *slot = person.clone();
            }
            if let Some(slot) = speakers.get_mut(d) {
                *slot = person.as_ref().and_then(|p| p.entity);
            }
            let head_of_list = ends_in_colon && !draft.nested;
            let statement = self.statement(index, line, block, draft, content.clone(), person, background);
            if head_of_list {
                self.heads = Some(ListHead {
                    cue: statement.cue,
                    lemma: statement.cue_lemma.clone(),
                    class: draft.class,
                    speaker: statement.speaker.clone(),
                    chain: statement.chain.clone(),
                    anonymous: statement.anonymous,
                    block: index,
                    statement: (!content.is_empty()).then_some(self.statements.len()),
                });
            }
            if content.is_empty() {
                continue;
            }
            if let Some(slot) = made.get_mut(d) {
                *slot = Some(self.statements.len() as u32);
            }
            let mut statement = statement;
            statement.nested_in = outer.and_then(|o| made.get(o).copied().flatten());
            self.statements.push(statement);
        }
    }

    /// The words that say when it was said: a date expression in the sentence of the cue and outside what was said.
    fn date_statements(&mut self, first: usize, line: &Line<'_>, block: &Block, words: &Words) {
        if first >= self.statements.len() {
            return;
        }
        let dates = crate::date::find(block.span.of(self.reading.text), block.span.start(), &words.dates);
        if dates.is_empty() {
            return;
        }
        for statement in self.statements.iter_mut().skip(first) {
            let Some(cue) = statement.cue.filter(|c| block.span.contains(*c)) else { continue };
            let token = line.tokens.partition_point(|t| t.span.end() <= cue.start());
            let Some(sentence) = line.span(line.sentence(token)) else { continue };
            let free =
                |span: Span| sentence.contains(span) && !statement.content.iter().any(|c| c.overlaps(span));
            let gap = |span: Span| span.start().abs_diff(cue.start());
            let nearest = dates.iter().filter(|d| free(d.span)).min_by_key(|d| gap(d.span));
            statement.said = nearest.map(|d| d.span).filter(|s| gap(*s) < 160);
        }
    }

    /// The speaker of a draft; `None` when the rule knows of nobody.
    fn person(
        &mut self,
        line: &Line<'_>,
        draft: &Draft,
        content: &[Span],
        outer: Option<EntityId>,
        index: usize,
    ) -> Option<Person> {
        let block = BlockId(index as u32);
        match &draft.who {
            // who "I" is, no other words of the page say
            Who::Source(source)
                if source.kind == SpeakerKind::Pronoun
                    && source::is_first_person(line, source.range.start) =>
            {
                Some(Person {
                    entity: None,
                    kind: SpeakerKind::Pronoun,
                    span: line.span(source.range.clone()),
                    anonymous: false,
                    certainty: 0.5,
                })
            }
            Who::Source(source) => {
                let person = self.memory.resolve(line, source, content, outer);
                if draft.nested {
                    return Some(person);
                }
                let bare_role = source.kind == SpeakerKind::Role
                    && !source.complement
                    && source.mention.is_none_or(|_| true);
                if bare_role && line.is_headline() && person.certainty < 0.85 {
                    self.undecided.push(self.statements.len());
                } else {
                    self.memory.remember(person.entity, block);
                }
                Some(person)
            }
            Who::Implicit => {
                let (entity, same_block) = self.memory.previous(block)?;
                let after_break = line.role == Role::Background || line.zone == Zone::Teaser;
                if !same_block && (after_break || line.role == Role::Headline) {
                    return None;
                }
                let anonymous = self.memory.entities.get(entity.0 as usize).is_some_and(|e| e.anonymous);
                Some(Person {
                    entity: Some(entity),
                    kind: SpeakerKind::Implicit,
                    span: None,
                    anonymous,
                    certainty: if same_block { 0.8 } else { 0.6 },
                })
            }
            Who::Unknown => None,
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn statement(
        &mut self,
        index: usize,
        line: &Line<'_>,
        block: &Block,
        draft: &Draft,
        content: Vec<Span>,
        person: Option<Person>,
        background: bool,
    ) -> Statement {
        let modality = stance::of(line, draft);
        let mut chain = Vec::new();
        let mut anonymous = false;
        match &person {
            Some(person) => {
                anonymous |= person.anonymous;
                chain.push(ChainLink {
                    role: LinkRole::Speaker,
                    entity: person.entity,
                    span: person.span,
                    anonymous: person.anonymous,
                    explicit: person.span.is_some(),
                });
            }
            None => {
                let place = draft.cue.as_ref().and_then(|c| line.span(c.clone()));
                self.notices.push(Notice::new(
                    "speaker-unknown",
                    place,
                    "the words are reported, and nobody near them is named as the speaker",
                ));
            }
        }
        for Link { role, source } in &draft.links {
            let link = self.memory.resolve(line, source, &content, None);
            if chain.iter().any(|c| c.entity.is_some() && c.entity == link.entity) {
                continue;
            }
            anonymous |= link.anonymous;
            if *role == LinkRole::Relay
                && let (Some(entity), Some(span)) = (link.entity, link.span)
            {
                self.relayed.push((
                    entity,
                    block.group + if block.zone == Zone::Teaser { 1000 + index as u32 } else { 0 },
                    span,
                ));
            }
            chain.push(ChainLink {
                role: *role,
                entity: link.entity,
                span: link.span,
                anonymous: link.anonymous,
                explicit: true,
            });
        }
        self.inherit(&person, draft, block, &mut chain, background);
        let certainty = person.as_ref().map_or(0.5, |p| p.certainty);
        let cue = draft.cue.as_ref().and_then(|c| line.span(c.clone()));
        Statement {
            id: String::new(),
            kind: draft.kind,
            content,
            cue,
            cue_lemma: draft.lemma.clone(),
            speaker: person.map(|p| Speaker { span: p.span, kind: p.kind, entity: p.entity }),
            chain,
            anonymous,
            stance: modality.stance,
            negated: modality.negated,
            hedged: modality.hedged,
            section: section(block, background),
            block: BlockId(index as u32),
            nested_in: None,
            said: None,
            about: None,
            repeats: None,
            rule: draft.rule.into(),
            confidence: (draft.confidence * certainty).clamp(0.05, 1.0),
        }
    }

    /// A lead's venue and relay go on for the same speaker until the background.
    fn inherit(
        &mut self,
        person: &Option<Person>,
        draft: &Draft,
        block: &Block,
        chain: &mut Vec<ChainLink>,
        background: bool,
    ) {
        let Some(entity) = person.as_ref().and_then(|p| p.entity) else { return };
        if background || block.zone != Zone::Article || draft.nested {
            return;
        }
        let own: Vec<ChainLink> = chain
            .iter()
            .skip(1)
            .filter(|l| matches!(l.role, LinkRole::Venue | LinkRole::Relay))
            .cloned()
            .collect();
        if own.is_empty() {
            for (who, link) in &self.inherited {
                if *who == entity {
                    chain.push(ChainLink { span: None, explicit: false, ..link.clone() });
                }
            }
        } else if own.iter().any(|l| l.role == LinkRole::Venue) || draft.rule == "anaphor" {
            self.inherited.retain(|(who, _)| *who != entity);
            self.inherited.extend(own.into_iter().map(|l| (entity, l)));
        }
    }

    fn finish(mut self, metadata: &Metadata) -> Said {
        if let Some(pending) = self.pending.take() {
            self.pending_alone(pending);
        }
        self.settle_roles();
        let (publisher, outlet) = self.publisher(metadata);
        if let Some(publisher) = publisher {
            for statement in &mut self.statements {
                // the page's own name among the inferred relays is the publisher, not a link of its own
                statement
                    .chain
                    .retain(|l| l.explicit || l.role == LinkRole::Speaker || l.entity != Some(publisher));
                if !statement.chain.iter().any(|l| l.entity == Some(publisher)) {
                    statement.chain.push(ChainLink {
                        role: LinkRole::Publisher,
                        entity: Some(publisher),
                        span: None,
                        anonymous: false,
                        explicit: false,
                    });
                }
            }
        }
        self.mark_repeats();
        self.memory.mentions.sort_by_key(|m| (m.span.start(), std::cmp::Reverse(m.span.end())));
        Said {
            sentences: self.reading.sentences.clone(),
            mentions: self.memory.mentions,
            entities: self.memory.entities,
            statements: self.statements,
            outlet,
            notices: self.notices,
        }
    }

    /// A role in the headline is the person who speaks most on the page, when it is one.
    fn settle_roles(&mut self) {
        let mut count: BTreeMap<EntityId, usize> = BTreeMap::new();
        for (id, _) in &self.memory.speakers {
            if self.memory.entities.get(id.0 as usize).is_some_and(|e| {
                e.kind == EntityKind::Person && !e.anonymous && !e.actor.starts_with("e:role:")
            }) {
                *count.entry(*id).or_default() += 1;
            }
        }
        let total: usize = count.values().sum();
        let Some((best, n)) = count.into_iter().max_by_key(|(id, n)| (*n, std::cmp::Reverse(*id))) else {
            return;
        };
        if n * 2 < total {
            return;
        }
        for index in std::mem::take(&mut self.undecided) {
            let Some(statement) = self.statements.get_mut(index) else { continue };
            let Some(speaker) = &mut statement.speaker else { continue };
            let old = speaker.entity;
            speaker.entity = Some(best);
            for link in statement.chain.iter_mut().filter(|l| l.entity == old) {
                link.entity = Some(best);
            }
            statement.confidence *= 0.8;
            for mention in
                self.memory.mentions.iter_mut().filter(|m| m.entity == old && m.kind == MentionKind::Role)
            {
                mention.entity = Some(best);
            }
        }
    }

    /// The page's outlet: from metadata, or the outlet that the page's article and its teasers all name as their own relay.
    fn publisher(&mut self, metadata: &Metadata) -> (Option<EntityId>, Option<Outlet>) {
        if let Some(outlet) = &metadata.outlet {
            let known = self.memory.entities.iter().position(|e| e.actor == outlet.actor);
            let id = known.map(|i| EntityId(i as u32)).unwrap_or_else(|| {
                self.memory.entities.push(Entity {
                    kind: EntityKind::Outlet,
                    actor: outlet.actor.clone(),
                    name: outlet.name.clone(),
                    gender: Gender::Unknown,
                    number: Number::Singular,
                    anonymous: false,
                    roles: Vec::new(),
                    keys: Vec::new(),
                    why: vec![format!("named by the page ({})", outlet.basis.kind)],
                });
                EntityId(self.memory.entities.len() as u32 - 1)
            });
            return (Some(id), None);
        }
        let mut groups: BTreeMap<EntityId, (BTreeSet<u32>, Span)> = BTreeMap::new();
        for (entity, group, span) in &self.relayed {
            groups.entry(*entity).or_insert_with(|| (Default::default(), *span)).0.insert(*group);
        }
        let found = groups
            .into_iter()
            .filter(|(_, (g, _))| g.len() >= 2)
            .max_by_key(|(id, (g, _))| (g.len(), std::cmp::Reverse(*id)));
        let Some((id, (_, span))) = found else { return (None, None) };
        let Some(entity) = self.memory.entities.get(id.0 as usize) else { return (None, None) };
        let basis = Basis { kind: "text".to_owned(), span: Some(span), raw: None };
        (Some(id), Some(Outlet { name: entity.name.clone(), actor: entity.actor.clone(), basis }))
    }

    /// Statements of doubled headlines and leads point to the one kept.
    fn mark_repeats(&mut self) {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for index in 0..self.statements.len() {
            let Some(statement) = self.statements.get(index) else { continue };
            let words: Vec<String> = statement
                .content
                .iter()
                .flat_map(|s| crate::text::tokens(s.of(self.reading.text), 0))
                .filter(|t| t.kind != crate::text::TokenKind::Punctuation)
                .map(|t| t.folded.into_string())
                .collect();
            if words.len() < 4 {
                continue;
            }
            let key = words.join(" ");
            match seen.get(&key) {
                Some(&kept) => {
                    if let Some(statement) = self.statements.get_mut(index) {
                        statement.repeats = Some(kept);
                    }
                }
                None => drop(seen.insert(key, index as u32)),
            }
        }
    }
}

fn section(block: &Block, background: bool) -> Section {
    match (block.zone, block.role) {
        (Zone::Teaser, _) => Section::Related,
        (_, Role::Headline) => Section::Headline,
        (_, Role::Standfirst) => Section::Standfirst,
        (_, Role::Lead) => Section::Lead,
        (_, Role::Background) => Section::Background,
        _ if background => Section::Background,
        _ => Section::Body,
    }
}

/// A cue without a subject shares the one of the cue before it in the sentence.
fn shared_subject(line: &Line<'_>, drafts: &[Draft], at: usize) -> Option<usize> {
    let draft = drafts.get(at).filter(|d| matches!(d.who, Who::Implicit) && !d.nested)?;
    let cue = draft.cue.as_ref()?;
    let sentence = line.sentence(cue.start);
    let before = |d: &Draft| {
        d.cue.as_ref().filter(|c| sentence.contains(&c.start) && c.end <= cue.start).map(|c| c.start)
    };
    let found =
        drafts.iter().enumerate().filter(|(o, d)| *o != at && !d.nested && matches!(d.who, Who::Source(_)));
    found.filter_map(|(o, d)| before(d).map(|place| (place, o))).max().map(|(_, o)| o)
}

/// "Recall that" opens the paragraph.
fn background_marker(line: &Line<'_>) -> bool {
    line.lexicon.discourse.at(line.tokens, 0).is_some_and(|(_, shift)| *shift == Shift::Background)
}

/// Of two drafts over the same words the surer one stays.
fn distinct(line: &Line<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let size = |d: &Draft| -> usize { d.content.iter().map(|c| line.words_in(c.clone())).sum() };
    let overlap = |a: &Draft, b: &Draft| -> usize {
        a.content
            .iter()
            .flat_map(|x| b.content.iter().map(move |y| (x.start.max(y.start), x.end.min(y.end))))
            .filter(|(s, e)| s < e)
            .map(|(s, e)| line.words_in(s..e))
            .sum()
    };
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        let rival = kept.iter().position(|other| {
            let shared = overlap(other, &draft);
            let (a, b) = (size(other), size(&draft));
            shared > 0 && shared * 10 >= a.max(b) * 8
        });
        match rival {
            Some(at) => {
                let better = kept.get(at).is_some_and(|other| other.confidence < draft.confidence);
                if better && let Some(slot) = kept.get_mut(at) {
                    *slot = draft;
                }
            }
            None => kept.push(draft),
        }
    }
    kept
}

/// Gives statements their ids and makes the ids of unnamed and role-only actors unique to the document.
pub fn identify(document: &str, statements: &mut [Statement], entities: &mut [Entity]) {
    let short = document.trim_start_matches("d:").get(..8).unwrap_or("");
    for entity in entities {
        for prefix in ["e:anon:", "e:role:"] {
            if let Some(rest) = entity.actor.strip_prefix(prefix) {
                entity.actor = format!("{prefix}{short}:{rest}");
                break;
            }
        }
    }
    for statement in statements {
        let mut hash = Sha256::new();
        hash.update(document.as_bytes());
        for span in statement
            .content
            .iter()
            .chain(statement.cue.as_ref())
            .chain(statement.speaker.as_ref().and_then(|s| s.span.as_ref()))
        {
            hash.update(format!("|{}-{}", span.start(), span.end()).as_bytes());
        }
        let digest: String = hash.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect();
        statement.id = format!("a:{digest}");
    }
}
