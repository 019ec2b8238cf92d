//! One page, block by block: the drafts of each block, list items, quotations that run over paragraphs.
//!
//! Takes the lines of a page in text order, keeps what later blocks need to know of earlier ones. `record` makes statements of
//! the drafts, `closing` settles what only the whole page can tell.

use super::draft::Draft;
use super::lexicon::{Class, Shift};
use super::line::Line;
use super::record::section;
use super::resolve::Memory;
use super::{Words, chain, direct, extent, indirect, nickname, source, stance, transcript};
use crate::model::*;
use crate::sentence::Reading;
use std::collections::{BTreeMap, BTreeSet};

/// A cue line that a list follows: what its items borrow.
pub(super) struct ListHead {
    pub(super) cue: Option<Span>,
    pub(super) lemma: String,
    pub(super) class: Class,
    pub(super) speaker: Option<Speaker>,
    pub(super) chain: Vec<ChainLink>,
    pub(super) anonymous: bool,
    pub(super) block: usize,
    /// The line's own statement, which its items replace.
    pub(super) statement: Option<usize>,
}

/// Opens with a mark and does not close: goes on in the next paragraph.
pub(super) struct Pending {
    pub(super) spans: Vec<Span>,
    pub(super) block: usize,
}

pub(super) struct PageReader<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) memory: Memory,
    pub(super) statements: Vec<Statement>,
    pub(super) notices: Vec<Notice>,
    pub(super) heads: Option<ListHead>,
    pub(super) pending: Option<Pending>,
    /// Venues and relays of the lead, by speaker.
    pub(super) inherited: Vec<(EntityId, ChainLink)>,
    /// Speakers known by a role only, before anybody was named, with its noun: settled at the end of the page.
    pub(super) undecided: Vec<(usize, String)>,
    /// Relay outlets with the group of the block they stand in.
    pub(super) relayed: Vec<(EntityId, u32, Span)>,
    pub(super) last_article_block: Option<usize>,
    /// Labels in capitals that open more than one block.
    pub(super) labels: BTreeSet<String>,
    /// The block before, when it only names who speaks next.
    pub(super) introduced: Option<(usize, EntityId)>,
    /// Blocks that answer an interviewer.
    pub(super) answers: BTreeSet<usize>,
    /// Whom the interviewer asks, once it has been looked for.
    pub(super) asked: Option<Option<EntityId>>,
}

impl PageReader<'_> {
    pub(super) fn read_block(&mut self, index: usize, line: &Line<'_>, words: &Words) {
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
        } else if let Some(draft) = transcript::named_turn(line, &sources) {
            drafts.push(draft);
        } else if let Some(draft) = indirect::headline(line, &sources, self.label(line)) {
            drafts.push(draft);
        }
        if drafts.is_empty() {
            drafts = direct::find(line, &sources, &mut used);
            chain::trailing_relays(line, &sources, &mut drafts, &mut used);
            drafts.extend(indirect::find(line, &sources, &mut used));
            if drafts.is_empty() {
                drafts.extend(indirect::signed(line, &sources));
            }
            if drafts.iter().all(|d| d.content.first().is_none_or(|c| c.start > 1)) {
                drafts.extend(indirect::quoted_first(line, &sources));
            }
        }
        // what others said, within the turn of an interview
        if drafts.first().is_some_and(|d| d.rule == "direct-turn") && !line.lexicon.slavic {
            let mut inner = indirect::find(line, &sources, &mut used);
            inner.retain(|d| d.class != Class::Opinion && drafts.iter().any(|turn| turn.holds(d.place())));
            inner.iter_mut().for_each(|d| d.nested = true);
            drafts.extend(inner);
        }
        let introduced = self.introduced.take().filter(|(block, _)| block + 1 == index).map(|(_, id)| id);
        let turn = introduced.filter(|_| line.is_dash(0) && (line.is_upper(1) || line.is_mark(1)));
        if let Some(mention) = transcript::introduced(line, &sources).filter(|_| drafts.is_empty()) {
            let entity = self.memory.mentions.get(mention as usize).and_then(|m| m.entity);
            self.introduced = entity.map(|id| (index, id));
        }
        if (turn.is_some() || self.answers.contains(&index))
            && line.lexicon.slavic
            && drafts.iter().all(|d| !d.rule.starts_with("direct"))
            && let Some(person) = turn.or_else(|| self.interviewee())
            && let Some(draft) = transcript::answer(line)
        {
            self.memory.remember(Some(person), BlockId(index as u32));
            for inner in &mut drafts {
                inner.nested = true;
            }
            drafts.push(draft);
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

    /// Whom an interview asks: the one person named in full before its first answer, or the one named most. Found once.
    fn interviewee(&mut self) -> Option<EntityId> {
        if let Some(found) = self.asked {
            return found;
        }
        let first =
            self.answers.first().and_then(|&b| self.reading.blocks.get(b)).map_or(0, |b| b.span.start());
        let mut counts: BTreeMap<EntityId, usize> = BTreeMap::new();
        for mention in self.memory.mentions.iter().filter(|m| m.span.start() < first) {
            let full = mention.span.of(self.reading.text).contains(' ');
            let person = mention.kind == MentionKind::Name && mention.entity_kind == EntityKind::Person;
            if let Some(id) = mention.entity.filter(|_| full && person) {
                *counts.entry(id).or_default() += 1;
            }
        }
        let most = counts.values().max().copied();
        let mut best = counts.iter().filter(|(_, n)| Some(**n) == most).map(|(id, _)| *id);
        let found = best.next().filter(|_| best.next().is_none());
        self.asked = Some(found);
        found
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
    pub(super) fn pending_alone(&mut self, pending: Pending) {
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
