//! Endings by which a language shows what a verb form is.
//!
//! Takes the `*_suffixes` of a `pack.toml`, gives answers about one folded form. Knows no language; a language that gives no
//! endings has finite forms only, of any gender and number.

use crate::model::Gender;
use crate::pack::Pack;

type Suffixes = Vec<Box<str>>;

/// See `lang/uk/pack.toml` for what each list is.
pub(crate) struct Endings {
    reflexive: Suffixes,
    converb: Suffixes,
    we: Suffixes,
    plural: Suffixes,
    singular: Suffixes,
    masculine: Suffixes,
    feminine: Suffixes,
    neuter: Suffixes,
    infinitive: Suffixes,
    no_infinitive: Suffixes,
    participle: Suffixes,
    dative: Suffixes,
    instrumental: Suffixes,
    instrumental_adjective: Suffixes,
    neuter_adjective: Suffixes,
    genitive_plural: Suffixes,
    act: Suffixes,
}

impl Endings {
    pub(crate) fn new(pack: &Pack) -> Self {
        let list = |name: &str| pack.settings(name).into_iter().map(Into::into).collect();
        Self {
            reflexive: list("reflexive_suffixes"),
            converb: list("converb_suffixes"),
            we: list("we_suffixes"),
            plural: list("plural_suffixes"),
            singular: list("singular_suffixes"),
            masculine: list("masculine_suffixes"),
            feminine: list("feminine_suffixes"),
            neuter: list("neuter_suffixes"),
            infinitive: list("infinitive_suffixes"),
            no_infinitive: list("no_infinitive_suffixes"),
            participle: list("participle_suffixes"),
            dative: list("dative_suffixes"),
            instrumental: list("instrumental_suffixes"),
            instrumental_adjective: list("instrumental_adjective_suffixes"),
            neuter_adjective: list("neuter_adjective_suffixes"),
            genitive_plural: list("genitive_plural_suffixes"),
            act: list("act_suffixes"),
        }
    }

    /// "сообщая", "adding": shares the subject of another verb.
    pub(crate) fn is_converb(&self, form: &str) -> bool {
        ends(form, &self.converb)
    }

    /// First person plural: "повідомляємо".
    pub(crate) fn is_we(&self, form: &str) -> bool {
        ends(form, &self.we)
    }

    pub(crate) fn is_plural(&self, form: &str) -> bool {
        let base = self.base(form);
        ends(base, &self.plural) && !ends(base, &self.singular)
    }

    /// Gender of a past form.
    pub(crate) fn gender(&self, form: &str) -> Gender {
        let base = self.base(form);
        if ends(base, &self.feminine) {
            Gender::Feminine
        } else if ends(base, &self.neuter) {
            Gender::Neuter
        } else if ends(base, &self.masculine) {
            Gender::Masculine
        } else {
            Gender::Unknown
        }
    }

    pub(crate) fn is_infinitive(&self, form: &str) -> bool {
        ends(form, &self.infinitive) && !ends(form, &self.no_infinitive)
    }

    /// "возглавляющий", "elected": may open a clause about the noun before it.
    pub(crate) fn is_participle(&self, form: &str) -> bool {
        ends(form, &self.participle)
    }

    /// "журналістам", "виданню": whom something is told.
    pub(crate) fn is_dative(&self, form: &str) -> bool {
        ends(form, &self.dative)
    }

    /// "проектом", "помилкою": what something is called, or who did it.
    pub(crate) fn is_instrumental(&self, form: &str) -> bool {
        ends(form, &self.instrumental)
    }

    /// "главным", "заўчаснымі": an adjective in the instrumental, in a form that few other cases share.
    pub(crate) fn is_instrumental_adjective(&self, form: &str) -> bool {
        ends(form, &self.instrumental_adjective)
    }

    /// "новае", "новое": no adjective of a man or a woman.
    pub(crate) fn is_neuter_adjective(&self, form: &str) -> bool {
        ends(form, &self.neuter_adjective)
    }

    /// "підписників", "горожан": whom something is told or who is counted.
    pub(crate) fn is_genitive_plural(&self, form: &str) -> bool {
        ends(form, &self.genitive_plural)
    }

    /// "повышения", "звільнення": the genitive of a noun made of a verb.
    pub(crate) fn is_act(&self, form: &str) -> bool {
        ends(form, &self.act)
    }

    /// The form without a reflexive ending.
    fn base<'f>(&self, form: &'f str) -> &'f str {
        self.reflexive.iter().fold(form, |base, suffix| base.trim_end_matches(&**suffix))
    }
}

fn ends(form: &str, suffixes: &[Box<str>]) -> bool {
    suffixes.iter().any(|suffix| form.ends_with(&**suffix))
}
