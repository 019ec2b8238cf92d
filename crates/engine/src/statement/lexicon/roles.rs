//! Which words of office may be said of one person: "адвокат" and "захисник", "politician" of a minister.
//!
//! Takes `role-kinds.tsv` and the categories of `titles.tsv`, gives how a noun fits what somebody was called before.

use crate::pack::Pack;
use crate::text::fold;
use rustc_hash::{FxHashMap, FxHashSet};

/// How a noun fits the roles somebody is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// The same office or trade.
    Same,
    /// A wider word for it, or a word for anybody: "politician", "man".
    Wide,
    /// A wider word, and no role is known.
    Untitled,
    /// Another office.
    Other,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct RoleKinds {
    category: FxHashMap<Box<str>, Box<str>>,
    /// Rows of nouns that papers swap freely, by noun.
    groups: FxHashMap<Box<str>, Vec<u16>>,
    /// Wider words, with the categories and nouns they cover.
    wide: FxHashMap<Box<str>, FxHashSet<Box<str>>>,
    /// "глава правительства": a noun with what it is head of, and the nouns for the same office.
    offices: FxHashMap<Box<str>, FxHashSet<Box<str>>>,
    /// "man", "woman": said of anybody of that gender.
    any: FxHashSet<Box<str>>,
    /// "экс-", "ex-".
    former: Vec<Box<str>>,
    slavic: bool,
}

fn listed(cell: &str) -> impl Iterator<Item = Box<str>> {
    cell.split(',').map(str::trim).filter(|noun| !noun.is_empty()).map(|noun| fold(noun).into_boxed_str())
}

impl RoleKinds {
    pub(crate) fn new(pack: &Pack, slavic: bool) -> Self {
        let mut kinds = Self { slavic, ..Self::default() };
        for row in pack.table("titles").rows() {
            kinds.category.insert(fold(row.get("noun")).into_boxed_str(), row.get("category").into());
        }
        for (number, row) in pack.table("role-kinds").rows().enumerate() {
            for noun in listed(row.get("nouns")) {
                match row.get("kind") {
                    "same" => kinds.groups.entry(noun).or_default().push(number as u16),
                    "wide" => kinds.wide.entry(noun).or_default().extend(listed(row.get("of"))),
                    "office" => {
                        let phrase = noun.replace(" of ", " ").into_boxed_str();
                        kinds.offices.entry(phrase).or_default().extend(listed(row.get("of")));
                    }
                    "any" => drop(kinds.any.insert(noun)),
                    "former" => kinds.former.push(noun),
                    _ => {}
                }
            }
        }
        kinds
    }

    /// How `noun` fits somebody who was called `roles`.
    pub(crate) fn fit(&self, roles: &[String], noun: &str) -> Fit {
        let noun = self.bare(noun);
        let roles: Vec<String> = roles.iter().map(|role| fold(role)).collect();
        let mut known = roles.iter().map(|role| self.bare(role));
        if !noun.is_empty() && known.clone().any(|role| self.same(role, noun)) {
            Fit::Same
        } else if self.any.contains(noun) && known.clone().any(|role| self.any.contains(role)) {
            // "the man", "the boy"
            Fit::Other
        } else if self.any.contains(noun) || known.any(|role| self.covers(noun, role)) {
            Fit::Wide
        } else if roles.is_empty() && (self.wide.contains_key(noun) || self.is_calling(noun)) {
            Fit::Untitled
        } else {
            Fit::Other
        }
    }

    /// "глава правительства" of a prime minister: `noun` with `more` words is an office that one of `roles` is a word for.
    pub(crate) fn is_office(&self, roles: &[String], noun: &str, more: &[&str]) -> bool {
        let phrase = std::iter::once(noun).chain(more.iter().copied()).collect::<Vec<_>>().join(" ");
        let named = self.offices.get(&*phrase);
        named.is_some_and(|named| roles.iter().any(|role| named.contains(self.bare(&fold(role)))))
    }

    /// A noun of an office, rank or trade.
    pub(crate) fn is_title(&self, noun: &str) -> bool {
        self.category.contains_key(noun)
    }

    /// A noun of experts, lawyers, journalists: who they work for, they speak for.
    pub(crate) fn is_trade(&self, noun: &str) -> bool {
        self.category.get(noun).is_some_and(|category| matches!(&**category, "exp" | "jour" | "law"))
    }

    /// "man", "woman": the noun itself tells the gender.
    pub(crate) fn is_any(&self, noun: &str) -> bool {
        self.any.contains(noun)
    }

    /// A calling that a person may have who was named without a title: of sport, art or science.
    fn is_calling(&self, noun: &str) -> bool {
        self.category.get(noun).is_some_and(|category| matches!(&**category, "spo" | "cul" | "exp"))
    }

    fn bare<'n>(&self, noun: &'n str) -> &'n str {
        let stripped = self.former.iter().filter_map(|prefix| noun.strip_prefix(&**prefix));
        stripped
            .filter(|rest| self.category.contains_key(*rest))
            .min_by_key(|rest| rest.len())
            .unwrap_or(noun)
    }

    fn same(&self, a: &str, b: &str) -> bool {
        let groups = |noun: &str| self.groups.get(noun).map_or(&[][..], Vec::as_slice);
        a == b || groups(a).iter().any(|group| groups(b).contains(group)) || self.one_noun(a, b)
    }

    fn covers(&self, wide: &str, noun: &str) -> bool {
        self.wide.get(wide).is_some_and(|covered| {
            covered.contains(noun)
                || self.category.get(noun).is_some_and(|category| covered.contains(category))
        })
    }

    /// "речник" and "речниця", "генерал-майор" and "генерал", "foreign minister" and "minister".
    fn one_noun(&self, a: &str, b: &str) -> bool {
        if !self.slavic {
            return a.strip_suffix(b).is_some_and(|rest| rest.ends_with(' '));
        }
        let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
        let (rest_a, rest_b) = (a.chars().count() - shared, b.chars().count() - shared);
        let compound = |long: &str, rest: usize| rest > 0 && long.chars().nth(shared) == Some('-');
        let pair =
            shared >= 5 && rest_a <= 4 && rest_b <= 4 && (rest_a == 0 || rest_b == 0 || rest_a + rest_b <= 5);
        rest_b == 0 && compound(a, rest_a)
            || rest_a == 0 && compound(b, rest_b)
            || pair && self.category.get(a) == self.category.get(b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Packs;

    fn kinds(code: &str) -> RoleKinds {
        let packs = Packs::embedded();
        let pack = packs.iter().find(|pack| pack.language.code() == code).expect("bundled");
        RoleKinds::new(pack, code != "en")
    }

    fn fit(code: &str, role: &str, noun: &str) -> Fit {
        let roles: Vec<String> =
            [role].into_iter().filter(|role| !role.is_empty()).map(str::to_owned).collect();
        kinds(code).fit(&roles, noun)
    }

    #[test]
    fn one_office_in_other_words() {
        for (code, role, noun) in [
            ("uk", "адвокат", "захисник"),
            ("uk", "речник", "речниця"),
            ("uk", "ексміністр", "міністр"),
            ("ru", "депутат", "парламентарий"),
            ("ru", "тренер", "наставник"),
            ("ru", "генерал-майор", "генерал"),
            ("be", "адвакат", "абаронца"),
            ("be", "кіраўнік", "кіраўніца"),
            ("en", "attorney", "lawyer"),
            ("en", "foreign minister", "minister"),
        ] {
            assert_eq!(fit(code, role, noun), Fit::Same, "{role} {noun}");
        }
    }

    #[test]
    fn wider_words() {
        for (code, role, noun) in [
            ("uk", "міністр", "політик"),
            ("uk", "професор", "науковець"),
            ("ru", "посол", "дипломат"),
            ("ru", "владелец", "бизнесмен"),
            ("be", "міністр", "палітык"),
            ("en", "senator", "politician"),
            ("en", "baker", "man"),
        ] {
            assert_eq!(fit(code, role, noun), Fit::Wide, "{role} {noun}");
        }
        assert_eq!(fit("uk", "", "експерт"), Fit::Untitled);
    }

    #[test]
    fn another_office() {
        for (code, role, noun) in [
            ("uk", "директор", "міністр"),
            ("uk", "речник", "політик"),
            ("ru", "политик", "политолог"),
            ("ru", "пресс-секретарь", "защитник"),
            ("be", "дырэктар", "адвакат"),
            ("en", "lawyer", "judge"),
            ("en", "man", "boy"),
            ("en", "secretary-general", "general"),
            ("en", "", "prosecutor"),
        ] {
            assert_eq!(fit(code, role, noun), Fit::Other, "{role} {noun}");
        }
    }
}
