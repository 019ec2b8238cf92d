//! What stands around a noun or a name and tells what it does in its phrase.
//!
//! Takes a `Line` and a token, answers yes or no; `phrase` and its neighbours ask.

use super::Source;
use crate::model::*;
use crate::statement::line::Line;

/// "одне з джерел", "одному из чиновников".
pub(super) fn one_of(line: &Line<'_>, i: usize) -> bool {
    matches!(line.word(i - 1), "з" | "із" | "зі" | "из" | "зь")
        && line.lexicon.ones.contains(line.word(i - 2))
}

/// "у тарнійському МЗС": a listed office that an adjective of no listed place makes another one.
pub(super) fn foreign_office(line: &Line<'_>, source: &Source, start: usize) -> bool {
    let capitals = line.raw(source.range.start).chars().take(2).all(char::is_uppercase);
    let relational = |k: usize| {
        line.mention(k).is_none()
            && line.is_adjective(k)
            && (line.word(k).contains("ськ") || line.word(k).contains("ск") || line.word(k).contains("цьк"))
    };
    line.lexicon.slavic
        && source.kind == SpeakerKind::Organisation
        && capitals
        && start + 1 == source.range.start
        && relational(start)
}

/// "посадовці Велмії", "мати Кана": a name behind people it does not name, in whatever case it looks.
pub(super) fn belongs(line: &Line<'_>, noun: Option<&Source>, name: &Mention) -> bool {
    line.lexicon.slavic
        && name.kind == MentionKind::Name
        && noun.is_some_and(|noun| {
            noun.plural && name.number != Number::Plural
                || noun.gender == Gender::Feminine && name.gender == Gender::Masculine
        })
}

/// A capital in the genitive that no list knows, between an office and what follows it: no nominative ends so.
pub(super) fn is_unlisted_genitive(line: &Line<'_>, i: usize) -> bool {
    let surname = line.mention(i + 1).is_some() || line.is_upper(i + 1);
    line.lexicon.slavic
        && line.is_word(i)
        && line.is_upper(i)
        && line.mention(i).is_none()
        && !surname
        && line.word(i).chars().count() > 3
        && line.word(i).ends_with(['и', 'і', 'ї', 'ы'])
}

/// ", обізнаних із ходом перемовин": what makes people of no name a source.
pub(super) fn is_informed(line: &Line<'_>, i: usize) -> bool {
    line.is_comma(i)
        && line.is_preposition(i + 2)
        && line.lexicon.informed.iter().any(|stem| line.word(i + 1).starts_with(&**stem))
}

/// "директорка хлібозаводу Лідія Гнатюк" against "дружина мера Івана Чуба": a name in the nominative, by its endings.
pub(super) fn nominative_name(line: &Line<'_>, i: usize, title: Gender) -> bool {
    let (first, last) = (line.word(i), line.word(line.mention_end(i) - 1));
    let oblique = first.ends_with(['и', 'і', 'ї', 'ы', 'у', 'ю', 'е'])
        || first.ends_with("ой")
        || first.ends_with("ом")
        || !line.is_upper(i) && oblique_adjective(line, i, title);
    let genitive = first.ends_with(['а', 'я'])
        && title != Gender::Feminine
        && line.mention(i).is_none_or(|m| m.gender != Gender::Feminine)
        && (last.ends_with(['а', 'я']) || last.ends_with("ого") || last.ends_with("ага"));
    !oblique && !genitive && line.mention_end(i) > i + 1
}

/// "нашей" of "нашей редакции", "одному": an adjective or determiner in a form that no subject has.
pub(super) fn oblique_adjective(line: &Line<'_>, i: usize, noun: Gender) -> bool {
    let word = line.word(i);
    let ends = |list: &[&str]| list.iter().any(|end| word.ends_with(end));
    let any = [
        "ому", "ему", "ьому", "аму", "яму", "ого", "его", "ього", "ага", "яга", "ыми", "ими", "ымі", "імі",
        "ую", "юю",
    ];
    let feminine = ["ой", "ей", "ої", "ій", "ай", "яй"];
    let short = word.chars().count() <= 3 || line.is_adverb(i);
    line.lexicon.slavic && !short && (ends(&any) || noun == Gender::Feminine && ends(&feminine))
}

/// "старий", "новая" before a person's name, not "временем", "впрочем", "уздыхае": no person is neuter.
pub(super) fn nominative_adjective(line: &Line<'_>, i: usize) -> bool {
    let ends = |end: &&str| line.word(i).ends_with(*end);
    ["ий", "ій", "ый", "ой", "ая", "яя", "ые", "ие", "ыя", "ія"].iter().any(ends) && !line.is_adverb(i)
        || line.mention(i).is_some_and(|m| m.kind == MentionKind::Adjective)
}

/// A listed noun of people or bodies in the dative: "журналістам", "суду".
pub(super) fn dative_noun(line: &Line<'_>, i: usize) -> bool {
    let listed = line.lexicon.heads.contains_key(line.word(i)) && !line.is_listed_nominative(i);
    line.lexicon.slavic && super::looks_dative(line, i) && listed
}

/// A phrase whose name or head stands in the nominative, as far as its endings tell.
pub(in crate::statement) fn nominative(line: &Line<'_>, source: &Source) -> bool {
    let head = || source.range.clone().any(|k| *line.word(k) == *source.head);
    match source.kind {
        SpeakerKind::Pronoun => true,
        SpeakerKind::Name if source.head.is_empty() => {
            let word = line.word(source.range.start);
            nominative_name(line, source.range.start, source.gender)
                || source.range.len() == 1 && !word.ends_with(['у', 'ю', 'и', 'і', 'ї', 'ы', 'е', 'м', 'й'])
        }
        _ if source.head.is_empty() => {
            let first = source.range.start;
            !line.word(first).ends_with(['у', 'ю', 'е', 'м'])
                && !oblique_adjective(line, first, Gender::Unknown)
        }
        _ => head(),
    }
}

/// A name of two words that no subject has: "Сергею Морозову ответил".
pub(in crate::statement) fn oblique_name(line: &Line<'_>, source: &Source) -> bool {
    let at = source.range.start;
    line.lexicon.slavic
        && source.kind == SpeakerKind::Name
        && source.head.is_empty()
        && source.range.len() == 2
        && line.mention_end(at) == source.range.end
        && !nominative_name(line, at, source.gender)
}

/// Of "рибалки" the plural: it opens a clause, stands behind a plural adjective or right behind a plural cue.
pub(super) fn nominative_plural(line: &Line<'_>, i: usize) -> bool {
    let mut start = i;
    while start > 0 && i - start < 3 && line.is_adjective(start - 1) {
        start -= 1;
    }
    let before = start.wrapping_sub(1);
    let adjective =
        start < i && ["і", "ы", "ие", "ые", "ія", "ыя"].iter().any(|s| line.word(start).ends_with(s));
    let opens = !line.is_word(before) || start == line.sentence(i).start;
    adjective || opens || line.finite_cue(before).is_some_and(|(_, e)| e.plural)
}

/// English: another listed noun stands at `next`, right behind, and heads the phrase.
pub(super) fn is_modifier(line: &Line<'_>, next: usize) -> bool {
    !line.lexicon.slavic
        && oblique_head(line, next)
        && line.mention(next).is_none_or(|m| m.kind == MentionKind::Role)
}

/// English nouns stand before nouns: "road foreman", "Union leader". Not verbs, conjunctions, pronouns or other names.
pub(super) fn noun_before(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    line.is_article(i)
        || (line.mention(i).is_none_or(|m| m.kind == MentionKind::Role)
            && !line.lexicon.pronouns.contains_key(word)
            && !line.lexicon.but_words.contains(word)
            && !line.lexicon.subordinators.contains(word)
            && !line.lexicon.adverbs.contains(word)
            && !line.lexicon.not_words.contains(word)
            && !line.lexicon.verbs.contains_key(word)
            && !line.lexicon.auxiliaries.contains(word)
            && !matches!(word, "as" | "if" | "then" | "who" | "so")
            && word.chars().count() > 2)
}

/// A listed noun that can be a complement: in Slavic not in its dictionary form, which is a subject of its own.
pub(super) fn oblique_head(line: &Line<'_>, i: usize) -> bool {
    let Some(heads) = line.lexicon.heads.get(line.word(i)) else { return false };
    if !line.lexicon.slavic {
        // "Fishermen claim": a verb
        return !line.lexicon.verbs.contains_key(line.word(i));
    }
    heads.iter().all(|h| *h.lemma != *line.word(i))
}

pub(super) fn next_is_nominal(line: &Line<'_>, i: usize) -> bool {
    let genitive = ["ої", "ого", "их", "ой", "ага", "ай", "ых", "єї", "его"]
        .iter()
        .any(|s| line.word(i.wrapping_sub(1)).ends_with(s));
    line.is_word(i)
        && (line.mention(i).is_some()
            || oblique_head(line, i)
            || (genitive && !line.is_preposition(i) && line.finite_cue(i).is_none()))
}

/// "adviser to the mayor", not "lenders to give".
pub(super) fn names_follow(line: &Line<'_>, i: usize) -> bool {
    line.is_upper(i) || line.is_article(i)
}

pub(super) fn linked_before(line: &Line<'_>, i: usize, start: usize) -> bool {
    i > start && matches!(line.word(i - 1), "of" | "for" | "at" | "in" | "from" | "with" | "the" | "to")
}

/// English "last autumn Vint promised", "on Friday Vint said": when it was, no title of the name behind it.
pub(super) fn is_timely(line: &Line<'_>, i: usize) -> bool {
    let word = line.word(i);
    let seasonal =
        matches!(word, "spring" | "summer" | "autumn" | "fall" | "winter" | "week" | "month" | "year");
    let daily = matches!(word, "today" | "yesterday" | "morning" | "afternoon" | "evening" | "night");
    seasonal || daily || line.lexicon.weekdays.contains(word) || line.lexicon.months.contains(word)
}

/// English "said that Vint …": a conjunction or relative pronoun, no determiner of a name.
pub(super) fn points(word: &str) -> bool {
    matches!(word, "that" | "this" | "these" | "those")
}
