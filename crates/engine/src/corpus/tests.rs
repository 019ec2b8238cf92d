//! Tests of the corpus room on invented pages.

use super::*;
use std::sync::OnceLock;

mod links;
mod organisations;
mod people;
mod decided;
mod agreed;
mod queries;
mod ways;
mod held;
mod pages;
mod growing;
#[cfg(feature = "encoder")]
mod judged;

pub(super) fn words() -> &'static Words {
    static WORDS: OnceLock<Words> = OnceLock::new();
    WORDS.get_or_init(|| Words::new(&Packs::embedded()))
}

/// Builds one page from its paragraphs; names and statements are found by their words.
pub(super) struct Draft {
    document: Document,
}

pub(super) fn page(path: &str, language: &str, paragraphs: &[&str]) -> Draft {
    let mut text = String::new();
    let (mut blocks, mut sentences) = (Vec::new(), Vec::new());
    for (index, paragraph) in paragraphs.iter().enumerate() {
        let start = text.len();
        text.push_str(paragraph);
        let span = Span::new(start, text.len());
        text.push_str("\n\n");
        let role = if index == 0 { Role::Headline } else { Role::Paragraph };
        blocks.push(Block {
            span,
            zone: Zone::Article,
            role,
            group: 0,
            repeats: None,
            raw: None,
            rule: "test".into(),
        });
        let mut from = start;
        for (i, _) in paragraph.match_indices(". ") {
            sentences.push(Sentence { span: Span::new(from, start + i + 2), block: BlockId(index as u32) });
            from = start + i + 2;
        }
        sentences.push(Sentence { span: Span::new(from, span.end()), block: BlockId(index as u32) });
    }
    let languages = vec![Some(Language::new(language)); blocks.len()];
    Draft {
        document: Document {
            id: format!("d:{path}"),
            path: path.to_owned(),
            sha256: String::new(),
            text,
            metadata: Metadata::default(),
            language: Some(Language::new(language)),
            blocks,
            languages,
            sentences,
            mentions: Vec::new(),
            entities: Vec::new(),
            statements: Vec::new(),
            notices: Vec::new(),
        },
    }
}

impl Draft {
    pub(super) fn find(&self, needle: &str) -> Span {
        let at = self.document.text.find(needle).unwrap_or_else(|| panic!("`{needle}` is not in the page"));
        Span::new(at, at + needle.len())
    }
    fn entity(&mut self, name: &str, actor: &str, kind: EntityKind, anonymous: bool) -> EntityId {
        if let Some(i) = self.document.entities.iter().position(|e| e.actor == actor) {
            return EntityId(i as u32);
        }
        self.document.entities.push(Entity {
            kind,
            actor: actor.to_owned(),
            name: name.to_owned(),
            gender: Gender::Unknown,
            number: Number::Unknown,
            anonymous,
            roles: Vec::new(),
            keys: Vec::new(),
            why: Vec::new(),
        });
        EntityId(self.document.entities.len() as u32 - 1)
    }
    /// Marks the words `spelled` as a mention of an actor.
    pub(super) fn names(mut self, spelled: &str, name: &str, actor: &str) -> Self {
        let anonymous = actor.starts_with("e:anon");
        let kind = if actor.starts_with("e:per") || anonymous {
            EntityKind::Person
        } else if actor.starts_with("e:media") {
            EntityKind::Outlet
        } else {
            EntityKind::Organisation
        };
        let entity = self.entity(name, actor, kind, anonymous);
        let span = self.find(spelled);
        let pronoun = matches!(spelled, "він" | "он" | "he" | "ён");
        self.document.mentions.push(Mention {
            span,
            entity_kind: kind,
            kind: if pronoun { MentionKind::Pronoun } else { MentionKind::Name },
            entity: Some(entity),
            gender: Gender::Unknown,
            number: Number::Unknown,
            rule: "test".into(),
        });
        self.document.mentions.sort_by_key(|m| m.span);
        self
    }
    pub(super) fn outlet(mut self, name: &str) -> Self {
        let basis = Basis { kind: "text".into(), span: None, raw: None };
        self.document.metadata.outlet =
            Some(Outlet { name: name.to_owned(), actor: format!("e:media:{name}"), basis });
        self
    }
    pub(super) fn dated(mut self, date: &str) -> Self {
        self.document.metadata.published.value = Some(date.to_owned());
        self
    }
    /// Adds a statement; `chain` lists actors already named, innermost first.
    pub(super) fn says(mut self, kind: StatementKind, stance: Stance, content: &str, chain: &[&str]) -> Self {
        let span = self.find(content);
        let links: Vec<ChainLink> = chain
            .iter()
            .enumerate()
            .map(|(i, actor)| {
                let at = self
                    .document
                    .entities
                    .iter()
                    .position(|e| e.actor == *actor)
                    .unwrap_or_else(|| panic!("{actor} not named"));
                let named = self.document.mentions.iter().find(|m| m.entity == Some(EntityId(at as u32)));
                ChainLink {
                    role: if i == 0 { LinkRole::Speaker } else { LinkRole::Relay },
                    entity: Some(EntityId(at as u32)),
                    span: named.map(|m| m.span),
                    anonymous: actor.starts_with("e:anon"),
                    explicit: true,
                }
            })
            .collect();
        let speaker =
            links.first().map(|l| Speaker { span: l.span, kind: SpeakerKind::Name, entity: l.entity });
        let index = self.document.statements.len();
        self.document.statements.push(Statement {
            id: format!("a:{}-{index}", self.document.path),
            kind,
            content: vec![span],
            cue: None,
            cue_lemma: String::new(),
            speaker,
            anonymous: links.first().is_some_and(|l| l.anonymous),
            chain: links,
            stance,
            negated: false,
            hedged: false,
            section: Section::Body,
            block: BlockId(0),
            nested_in: None,
            said: None,
            about: None,
            repeats: None,
            rule: "test".into(),
            confidence: 1.0,
        });
        self
    }
    pub(super) fn build(self) -> Document {
        self.document
    }
}

pub(super) fn corpus(documents: &[Document]) -> Corpus {
    let list: Vec<&Document> = documents.iter().collect();
    link_with(&list, &Decisions::default(), words(), &Limits::default())
}

/// The members of the claim that holds the words `needle`, as texts.
pub(super) fn claim_with<'a>(corpus: &'a Corpus, documents: &[Document], needle: &str) -> Option<&'a Claim> {
    let says = |m: &Member| {
        let document = documents.iter().find(|d| d.id == m.statement.document)?;
        let statement = document.statements.get(m.statement.index as usize)?;
        let text = m.focus.map_or_else(
            || statement.content.iter().map(|&s| document.slice(s)).collect::<String>(),
            |f| document.slice(f).to_owned(),
        );
        text.contains(needle).then_some(())
    };
    corpus
        .claims
        .iter()
        .filter(|c| c.members.iter().any(|m| says(m).is_some()))
        .max_by_key(|c| c.members.len())
}

/// A statement in four languages by four people and a retelling, on five pages.
pub(super) fn treaty() -> Vec<Document> {
    use Stance::Assert;
    use StatementKind::{Direct, Indirect};
    vec![
        page("one", "uk", &[
            "Лідер заговорив про торговий пакт",
            "Президент Валдек Орлін заявив, що Польща пропонує Румунії пакт про торгівлю зерном.",
            "\"Не розумію, навіщо це полякам. Пакт про торгівлю зерном пропонують укласти. Дивно\", - сказав Орлін.",
            "\"Ситуація складна. Він показує спокій - що Польща пропонує варіанти торгівлі зерном, що все добре\", - вважає експерт Ігор Тарний.",
        ])
        .names("Валдек Орлін", "Валдек Орлін", "e:per:valdek-orlin")
        .names("Ігор Тарний", "Ігор Тарний", "e:per:ihor-tarnyi")
        .names("Він", "Валдек Орлін", "e:per:valdek-orlin")
        .outlet("Приклад")
        .says(Indirect, Assert, "Польща пропонує Румунії пакт про торгівлю зерном", &["e:per:valdek-orlin"])
        .says(Direct, Assert, "Не розумію, навіщо це полякам. Пакт про торгівлю зерном пропонують укласти. Дивно", &["e:per:valdek-orlin"])
        .says(Direct, Assert, "Ситуація складна. Він показує спокій - що Польща пропонує варіанти торгівлі зерном, що все добре", &["e:per:ihor-tarnyi"])
        .build(),
        page("two", "ru", &["Новости", "Польша предложила Румынии торговый пакт по зерну, сообщил Орлин."])
            .names("Орлин", "Орлин", "e:per:?-orlin")
            .dated("2024-03-02")
            .says(Indirect, Assert, "Польша предложила Румынии торговый пакт по зерну", &["e:per:?-orlin"])
            .build(),
        page("three", "en", &["News", "Poland has offered Romania a grain trade pact, Valdek Orlin said."])
            .names("Valdek Orlin", "Valdek Orlin", "e:per:valdek-orlin")
            .dated("2024-03-01")
            .says(Indirect, Assert, "Poland has offered Romania a grain trade pact", &["e:per:valdek-orlin"])
            .build(),
        page("four", "be", &["Навіны", "Польшча прапанавала Румыніі пакт аб гандлі збожжам, сказаў Орлін."])
            .names("Орлін", "Орлін", "e:per:?-orlin")
            .says(Indirect, Assert, "Польшча прапанавала Румыніі пакт аб гандлі збожжам", &["e:per:?-orlin"])
            .build(),
        page("five", "en", &["News", "Poland has not offered Romania a grain trade pact, minister Anna Rey said."])
            .names("Anna Rey", "Anna Rey", "e:per:anna-rey")
            .dated("2024-03-03")
            .says(Indirect, Assert, "Poland has not offered Romania a grain trade pact", &["e:per:anna-rey"])
            .build(),
    ]
}

/// Decisions numbered in their order.
fn decisions(list: &[(Verb, &[&str])]) -> Decisions {
    let decisions: Vec<Decision> = (1..)
        .zip(list)
        .map(|(number, (verb, subjects))| Decision {
            number,
            verb: *verb,
            subjects: subjects.iter().map(|s| (*s).to_owned()).collect(),
            reason: String::new(),
        })
        .collect();
    Decisions::replay(&decisions)
}

fn decided(documents: &[Document], list: &[(Verb, &[&str])]) -> Corpus {
    let all: Vec<&Document> = documents.iter().collect();
    link_with(&all, &decisions(list), words(), &Limits::default())
}
