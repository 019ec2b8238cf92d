//! One block as the attribution rules read it: tokens, sentences, quotation depth, mentions by token.
//!
//! Takes a `Reading` and the mentions, gives look-ups by token index. Decides nothing.

use super::lexicon::{CueEntry, Form, Lexicon, SourcePhrase};
use super::quotes::{self, Quote};
use crate::model::*;
use crate::text::{Token, TokenKind, is_dash};
use std::ops::Range;

/// What the lists say of a word, one bit each: looked up once, asked often.
const PREPOSITION: u8 = 1;
const ADVERB: u8 = 2;
const ARTICLE: u8 = 4;
const VERB: u8 = 8;
const PHRASE: u8 = 16;

fn listed(lexicon: &Lexicon, token: &Token) -> u8 {
    let word = &*token.folded;
    let article = lexicon.articles.contains(word) || lexicon.possessives.contains(word);
    [
        (PREPOSITION, lexicon.prepositions.contains(word)),
        (ADVERB, lexicon.adverbs.contains(word)),
        (ARTICLE, article),
        (VERB, lexicon.verbs.contains_key(word)),
        (PHRASE, lexicon.cue_phrases.begins(word) || lexicon.phases.contains(word)),
    ]
    .into_iter()
    .fold(0, |bits, (bit, is)| if is { bits | bit } else { bits })
}

pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) block: BlockId,
    pub(super) zone: Zone,
    pub(super) role: Role,
    pub(super) lexicon: &'a Lexicon,
    /// Token ranges of the sentences, relative to the block.
    pub(super) sentences: Vec<Range<usize>>,
    pub(super) quotes: Vec<Quote>,
    /// Quotation depth of each token; marks count as outside.
    pub(super) depth: Vec<u8>,
    /// The mentions of the block.
    pub(super) mentions: &'a [Mention],
    /// Where they stand among the mentions of the document.
    pub(super) mention_offset: u32,
    /// Index of the longest mention over each token.
    pub(super) cover: Vec<Option<u32>>,
    /// The page is in the first person: somebody's own words, not the outlet's.
    pub(super) own_words: bool,
    /// What the lists say of each token.
    listed: Vec<u8>,
}

impl<'a> Line<'a> {
    #[allow(clippy::too_many_arguments)]
    pub(super) fn new(
        text: &'a str,
        tokens: &'a [Token],
        block: BlockId,
        zone: Zone,
        role: Role,
        lexicon: &'a Lexicon,
        sentences: Vec<Range<usize>>,
        mentions: &'a [Mention],
        mention_offset: u32,
    ) -> Self {
        let quotes = quotes::segment(text, tokens, lexicon.inward_guillemets);
        let mut depth = vec![0u8; tokens.len()];
        for quote in &quotes {
            for slot in depth.get_mut(quote.inner.clone()).into_iter().flatten() {
                *slot = (*slot).max(quote.depth);
            }
        }
        for quote in &quotes {
            for at in [quote.open, quote.close].into_iter().flatten() {
                if let Some(slot) = depth.get_mut(at) {
                    *slot = quote.depth - 1;
                }
            }
        }
        let mut cover: Vec<Option<u32>> = vec![None; tokens.len()];
        let mut order: Vec<u32> = (0..mentions.len() as u32).collect();
        order.sort_by_key(|&m| mentions.get(m as usize).map_or(0, |m| m.span.len()));
        for m in order {
            let Some(mention) = mentions.get(m as usize) else { continue };
            let first = tokens.partition_point(|t| t.span.end() <= mention.span.start());
            for (slot, token) in cover.iter_mut().zip(tokens).skip(first) {
                if token.span.start() >= mention.span.end() {
                    break;
                }
                *slot = Some(m);
            }
        }
        Self {
            text,
            tokens,
            block,
            zone,
            role,
            lexicon,
            sentences,
            quotes,
            depth,
            mentions,
            mention_offset,
            cover,
            own_words: false,
            listed: tokens.iter().map(|token| listed(lexicon, token)).collect(),
        }
    }

    fn is_listed(&self, i: usize, bit: u8) -> bool {
        self.listed.get(i).is_some_and(|bits| bits & bit != 0)
    }

    pub(super) fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| &*t.folded)
    }
    pub(super) fn raw(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }
    pub(super) fn is_word(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Word)
    }
    pub(super) fn is_punctuation(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == TokenKind::Punctuation)
    }
    pub(super) fn is_comma(&self, i: usize) -> bool {
        self.word(i) == ","
    }
    pub(super) fn is_dash(&self, i: usize) -> bool {
        self.is_punctuation(i) && self.word(i).chars().all(is_dash)
    }
    pub(super) fn is_stop(&self, i: usize) -> bool {
        self.is_punctuation(i) && matches!(self.word(i).chars().next(), Some('.' | '!' | '?' | '…'))
    }
    pub(super) fn is_mark(&self, i: usize) -> bool {
        self.is_punctuation(i)
            && self
                .word(i)
                .chars()
                .all(|c| matches!(c, '"' | '«' | '»' | '„' | '“' | '”' | '‘' | '’' | '\'' | '‹' | '›'))
    }
    pub(super) fn is_upper(&self, i: usize) -> bool {
        self.raw(i).starts_with(char::is_uppercase)
    }
    /// English "WHO", "IT": capitals among words that are not.
    pub(super) fn is_acronym(&self, i: usize) -> bool {
        let capitals = |k: usize| self.is_word(k) && self.raw(k).chars().all(char::is_uppercase);
        let long = self.raw(i).chars().nth(1).is_some();
        let alone = !capitals(i + 1) && !capitals(i.wrapping_sub(1)) && self.is_word(i + 1);
        !self.lexicon.slavic && long && capitals(i) && alone
    }
    pub(super) fn depth_at(&self, i: usize) -> u8 {
        self.depth.get(i).copied().unwrap_or(0)
    }
    /// Byte span of tokens `range`.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let tokens = self.tokens.get(range)?;
        Some(Span::new(tokens.first()?.span.start(), tokens.last()?.span.end()))
    }
    pub(super) fn mention(&self, i: usize) -> Option<&Mention> {
        let index = self.cover.get(i).copied().flatten()?;
        self.mentions.get(index as usize)
    }
    /// One past the last token of the mention over token `i`.
    pub(super) fn mention_end(&self, i: usize) -> usize {
        match self.mention(i) {
            Some(mention) => self.tokens.partition_point(|t| t.span.start() < mention.span.end()).max(i + 1),
            None => i + 1,
        }
    }
    /// The sentence that holds token `i`.
    pub(super) fn sentence(&self, i: usize) -> Range<usize> {
        let at = self.sentences.partition_point(|s| s.end <= i);
        self.sentences.get(at).cloned().unwrap_or(0..self.tokens.len())
    }
    pub(super) fn is_headline(&self) -> bool {
        self.role == Role::Headline || self.role == Role::Standfirst && self.tokens.len() < 40
    }
    pub(super) fn is_adverb(&self, i: usize) -> bool {
        let word = self.word(i);
        self.is_listed(i, ADVERB)
            || (word.len() > 6
                && self.is_word(i)
                && !self.is_upper(i)
                // Belarusian "жанчына" ends as adverbs do
                && !self.lexicon.heads.contains_key(word)
                && self.lexicon.adverb_suffixes.iter().any(|s| word.ends_with(&**s)))
    }
    pub(super) fn is_preposition(&self, i: usize) -> bool {
        self.is_listed(i, PREPOSITION)
    }
    /// The source phrase that starts at token `i`, also with one adjective more behind its preposition: "по обновлённым данным".
    pub(super) fn source_phrase(&self, i: usize) -> Option<(usize, &SourcePhrase)> {
        if let Some(found) = self.lexicon.source_phrases.at(self.tokens, i) {
            return Some(found);
        }
        let adjective = self.lexicon.slavic
            && self.is_preposition(i)
            && self.is_adjective(i + 1)
            && !self.is_upper(i + 1)
            && !self.lexicon.determiners.contains(self.word(i + 1))
            && self.mention(i + 1).is_none_or(|m| m.kind == MentionKind::Adjective);
        let found = adjective.then(|| self.lexicon.source_phrases.at_around(self.tokens, i, 1)).flatten();
        found.filter(|(n, _)| *n == 2).map(|(n, phrase)| (n + 1, phrase))
    }
    /// The "as" at token `i` opens "as X says", not "after X said": "после того, как".
    pub(super) fn opens_parenthesis(&self, i: usize) -> bool {
        let end = i - usize::from(self.is_comma(i.wrapping_sub(1)));
        let tied = (end.saturating_sub(3)..end)
            .any(|k| self.lexicon.correlatives.at(self.tokens, k).is_some_and(|(n, ())| k + n == end));
        self.lexicon.as_words.contains(self.word(i)) && !tied
    }
    /// "the", "a", "his": opens a noun phrase in languages that have articles.
    pub(super) fn is_article(&self, i: usize) -> bool {
        self.is_listed(i, ARTICLE)
    }
    /// "he", "the", "her": opens a clause or its subject in languages that have articles.
    pub(super) fn pronoun_or_article(&self, i: usize) -> bool {
        self.is_article(i) || self.lexicon.pronouns.contains_key(self.word(i))
    }
    /// A word that can stand before a noun and agree with it; coarse.
    pub(super) fn is_adjective(&self, i: usize) -> bool {
        let word = self.word(i);
        self.is_word(i)
            && word.chars().count() > 3
            && !self.is_preposition(i)
            && !self.is_listed(i, ADVERB | VERB)
            && !self.lexicon.months.contains(word)
            && !self.lexicon.and_words.contains(word)
            && self.lexicon.adjective_suffixes.iter().any(|s| word.ends_with(&**s))
    }
    /// An adjective by its ending and not a plural noun: "нові", "сильний".
    pub(super) fn is_adjective_only(&self, i: usize) -> bool {
        let word = self.word(i);
        ["ий", "ый", "ій", "ої", "ого", "ому", "их", "ых", "ою", "ая", "ое", "ые", "ае", "ыя"]
            .iter()
            .any(|s| word.ends_with(s))
    }
    /// The strongest cue verb, adjective or phrase that starts at token `i`, with its length in tokens.
    pub(super) fn cue(&self, i: usize) -> Option<(usize, &CueEntry)> {
        if !self.is_listed(i, VERB | PHRASE) {
            return None;
        }
        if self.is_listed(i, PHRASE)
            && let Some((n, entry)) = self.lexicon.cue_phrases.at(self.tokens, i)
            && n > 1
        {
            return Some((n, entry));
        }
        if !self.is_word(i) || self.is_proper(i) {
            return None;
        }
        if self.is_listed(i, PHRASE)
            && let Some(found) = self.begun(i)
        {
            return Some(found);
        }
        let entries = self.lexicon.verbs.get(self.word(i))?;
        entries.iter().max_by_key(|e| (e.form == Form::Impersonal, e.strength)).map(|e| (1, e))
    }
    /// "продовжує наполягати", "вынужден был признать": a word that stands before infinitives and the infinitive of a cue.
    fn begun(&self, i: usize) -> Option<(usize, &CueEntry)> {
        let word = self.word(i);
        if !self.lexicon.phases.contains(word) {
            return None;
        }
        // "вынужден был"
        let past = self.lexicon.phases.contains(self.word(i + 1));
        let verb = self.skip_plain_adverbs(i + 1 + usize::from(past), 2);
        let entries = self.lexicon.infinitives.get(self.word(verb))?;
        let endings = &self.lexicon.endings;
        let (gender, plural) = (endings.gender(word), endings.is_plural(word) || word.ends_with(['ы', 'і']));
        let exact = entries.iter().find(|e| e.gender == gender && e.plural == plural);
        exact.or_else(|| entries.iter().find(|e| e.plural == plural)).map(|e| (verb + 1 - i, e))
    }
    /// Skips listed adverbs to the right.
    fn skip_plain_adverbs(&self, i: usize, most: usize) -> usize {
        (i..i + most).find(|&k| !self.is_listed(k, ADVERB)).unwrap_or(i + most)
    }
    /// A listed noun of people, bodies or documents in the form that dictionaries have.
    pub(super) fn is_listed_nominative(&self, i: usize) -> bool {
        let word = self.word(i);
        self.lexicon.heads.get(word).is_some_and(|heads| heads.iter().any(|head| *head.lemma == *word))
    }
    /// An English verb form used as a noun: "the report", "its new claim".
    pub(super) fn is_noun_use(&self, i: usize) -> bool {
        let determiner = |k: usize| {
            matches!(self.word(k), "the" | "a" | "an" | "this" | "its" | "his" | "her" | "their" | "another")
        };
        let before = i.wrapping_sub(1);
        // "after talks", "for help"
        let governed = self.is_preposition(before)
            && !matches!(self.word(before), "to" | "as" | "than" | "since")
            && (self.word(i).ends_with('s') || self.is_bare_verb(i));
        determiner(before)
            || self.is_object_noun(i)
            || !self.lexicon.slavic && governed
            || self.word(before) == "'s"
            || (determiner(i.wrapping_sub(2)) && self.is_word(before) && self.finite_cue(before).is_none())
    }
    /// English "is investigating claims", "hit back at claims": a noun of saying in the plural behind another verb.
    pub(super) fn is_object_noun(&self, i: usize) -> bool {
        let before = i.wrapping_sub(1);
        let before = if self.is_mark(before) { before.wrapping_sub(1) } else { before };
        let word = self.word(before);
        let verbal = word.ends_with("ed")
            || word.ends_with("ing")
            || self.lexicon.pasts.contains(word)
            || self.lexicon.verbs.contains_key(word)
            || self.is_preposition(before)
            || matches!(word, "off" | "aside" | "back" | "out" | "up" | "down" | "faces" | "face" | "probe");
        !self.lexicon.slavic
            && self.word(i).ends_with('s')
            && self.lexicon.cue_nouns.contains_key(self.word(i))
            && self.is_word(before)
            && !self.is_upper(before)
            && verbal
    }
    /// An English word with a capital inside a sentence that is no headline: "States", "Crow".
    fn is_proper(&self, i: usize) -> bool {
        !self.lexicon.slavic
            && self.is_upper(i)
            && !self.is_headline()
            && self.is_word(i.wrapping_sub(1))
            && !self.is_upper(self.sentence(i).start + 1)
    }
    /// A verb in its dictionary form: "talk", "claim".
    fn is_bare_verb(&self, i: usize) -> bool {
        let word = self.word(i);
        self.lexicon.verbs.get(word).is_some_and(|list| list.iter().any(|e| *e.lemma == *word))
    }
    /// A cue that can carry a clause: finite and not the outlet's "we note".
    pub(super) fn finite_cue(&self, i: usize) -> Option<(usize, &CueEntry)> {
        self.cue(i).filter(|(_, e)| matches!(e.form, Form::Finite | Form::Adjective))
    }
    /// Skips adverbs, particles and negation to the right.
    pub(super) fn skip_adverbs(&self, mut i: usize, most: usize) -> usize {
        let start = i;
        while i < start + most
            && self.is_word(i)
            && (self.is_adverb(i) || self.lexicon.not_words.contains(self.word(i)))
            && self.finite_cue(i).is_none()
            && !(self.lexicon.slavic && self.cue(i).is_some())
        {
            i += 1;
        }
        i
    }
    /// Number of words in a token range.
    pub(super) fn words_in(&self, range: Range<usize>) -> usize {
        self.tokens.get(range).unwrap_or(&[]).iter().filter(|t| t.kind != TokenKind::Punctuation).count()
    }
    /// Drops leading and trailing white marks, stops, commas and dashes of a content range.
    pub(super) fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        let loose = |i: usize| {
            self.is_comma(i)
                || self.is_dash(i)
                || matches!(self.word(i), ";" | ":" | "•" | "·" | "*" | ")" | "]")
                || self.word(i).chars().all(is_symbol)
        };
        while range.start < range.end && (loose(range.start) || self.is_stop(range.start)) {
            range.start += 1;
        }
        while range.start < range.end
            && (loose(range.end - 1) || matches!(self.word(range.end - 1), "." | "(" | "["))
        {
            if self.word(range.end - 1) == ")"
                && self.tokens.get(range.clone()).unwrap_or(&[]).iter().any(|t| &*t.folded == "(")
            {
                break;
            }
            range.end -= 1;
        }
        range
    }
    /// Content without a pair of outer marks.
    pub(super) fn strip_marks(&self, range: Range<usize>) -> Range<usize> {
        let range = self.trim(range);
        let whole = self
            .quotes
            .iter()
            .find(|q| q.open == Some(range.start) && q.close.is_some_and(|c| c + 1 == range.end));
        match whole {
            Some(quote) => self.trim(quote.inner.clone()),
            None => range,
        }
    }
    /// Past bullets, dashes, a dateline and "Recall that," at the start of a sentence.
    pub(super) fn skip_opening(&self, mut i: usize) -> usize {
        while self.is_punctuation(i) && !self.is_mark(i) {
            i += 1;
        }
        i = self.skip_dateline(self.skip_time(i));
        if let Some((n, _)) = self.lexicon.discourse.at(self.tokens, i)
            && self.is_comma(i + n)
        {
            return i + n + 1;
        }
        i
    }
    /// Past "10:32 –" of a live page.
    fn skip_time(&self, i: usize) -> usize {
        let number = |k: usize| self.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Number);
        let end =
            if number(i) && matches!(self.word(i + 1), ":" | ".") && number(i + 2) { i + 3 } else { i + 1 };
        let clock = number(i) && self.raw(i).len() + self.raw(end - 1).len() > 3;
        if clock && self.is_dash(end) {
            end + 1
        } else if clock && end == i + 3 && i == 0 && self.is_upper(end) {
            end
        } else {
            i
        }
    }
    /// Past "KELMOR, 4 May (Agency) —": a place in capitals, a date, an agency, a dash.
    fn skip_dateline(&self, i: usize) -> usize {
        let capitals = |k: usize| {
            let raw = self.raw(k);
            raw.chars().count() > 2 && raw.chars().all(char::is_uppercase)
        };
        let part = |k: &usize| {
            capitals(*k)
                || self.is_comma(*k)
                || self.tokens.get(*k).is_some_and(|t| t.kind == crate::text::TokenKind::Number)
                || self.is_upper(*k)
                || self.lexicon.months.contains(self.word(*k))
                || matches!(self.word(*k), "(" | ")" | ".")
        };
        let end = (i..i + 12).find(|k| !part(k)).unwrap_or(i);
        if capitals(i) && self.is_word(i) && end > i && self.is_dash(end) {
            return end + 1;
        }
        // "Nagarpur, July 17 (PNI): ", "(Transpress) - "
        let close = (i..i + 12).take_while(part).find(|&k| self.word(k) == ")");
        let dated = |k: usize| {
            (i..k).any(|j| self.lexicon.months.contains(self.word(j))) || i > 0 && self.word(i - 1) == "("
        };
        match close.filter(|&k| i <= 1 && dated(k)) {
            Some(k) if self.is_dash(k + 1) || self.word(k + 1) == ":" => k + 2,
            Some(k) if i == 0 => k + 1,
            _ => i,
        }
    }
    /// Past a complementiser that stands at token `i`.
    pub(super) fn after_complementiser(&self, i: usize) -> usize {
        match self.lexicon.complementisers.at(self.tokens, i) {
            Some((n, super::lexicon::Reading::Assert)) => i + n,
            _ => i,
        }
    }
}

/// Arrows, boxes, pictures and what changes their looks: signs that are no words.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}
