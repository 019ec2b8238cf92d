//! Patterns of attribution in four languages, apart from the finding of names: `{…}` marks a person, `<…>` an outlet,
//! `[…]` an organisation or state. All names are invented.

use super::*;
use crate::page::Page;

/// Reads one paragraph per line; gives `speaker | cue | content … | kind | stance` for each statement.
pub(super) fn read(code: &str, marked: &str) -> Vec<String> {
    let packs = Packs::embedded();
    let mut text = String::new();
    let mut mentions = Vec::new();
    let mut entities: Vec<Entity> = Vec::new();
    let mut open: Option<(usize, EntityKind)> = None;
    for c in marked.chars() {
        let kind = match c {
            '{' | '}' => EntityKind::Person,
            '<' | '>' => EntityKind::Outlet,
            '[' | ']' => EntityKind::Organisation,
            _ => {
                text.push(c);
                continue;
            }
        };
        match open.take() {
            None => open = Some((text.len(), kind)),
            Some((start, kind)) => {
                let span = Span::new(start, text.len());
                let name = span.of(&text).to_owned();
                let surname: String = name.split(' ').next_back().unwrap_or("").chars().take(4).collect();
                let gender = if name.split(' ').next().unwrap_or("").ends_with(['а', 'я']) {
                    Gender::Feminine
                } else {
                    Gender::Masculine
                };
                let gender = if kind == EntityKind::Person { gender } else { Gender::Unknown };
                let known = entities.iter().position(|e| e.actor == surname);
                let entity = known.unwrap_or_else(|| {
                    entities.push(Entity {
                        kind,
                        actor: surname,
                        name,
                        gender,
                        number: Number::Singular,
                        anonymous: false,
                        roles: Vec::new(),
                        keys: Vec::new(),
                        why: Vec::new(),
                    });
                    entities.len() - 1
                });
                mentions.push(Mention {
                    span,
                    entity_kind: kind,
                    kind: MentionKind::Name,
                    entity: Some(EntityId(entity as u32)),
                    gender,
                    number: Number::Singular,
                    rule: "test".into(),
                });
            }
        }
    }
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let body = line.trim_end();
        if !body.is_empty() {
            let role = if body.starts_with('•') { Role::ListItem } else { Role::Paragraph };
            blocks.push(Block {
                span: Span::new(start, start + body.len()),
                zone: Zone::Article,
                role,
                group: 0,
                repeats: None,
                raw: None,
                rule: "test".into(),
            });
        }
        start += line.len();
    }
    let languages = vec![Some(Language::new(code)); blocks.len()];
    let page = Page { text, blocks, metadata: Metadata::default(), notices: Vec::new() };
    let limits = Limits::default();
    let reading = crate::sentence::read(&page, &languages, &crate::sentence::Words::new(&packs), &limits);
    let said =
        attribute(&reading, &page.metadata, Names { mentions, entities }, &Words::new(&packs), &limits);
    said.statements
        .iter()
        .map(|s| {
            let name = |id: Option<EntityId>| {
                id.and_then(|id| said.entities.get(id.0 as usize)).map_or("?", |e| e.name.as_str())
            };
            let speaker = match &s.speaker {
                Some(speaker) => match speaker.span {
                    Some(span) if speaker.kind != SpeakerKind::Pronoun => span.of(&page.text).to_owned(),
                    _ => format!("={}", name(speaker.entity)),
                },
                None => "?".to_owned(),
            };
            let links: Vec<String> = s
                .chain
                .iter()
                .skip(1)
                .filter(|l| l.explicit)
                .map(|l| format!(" ← {}", name(l.entity)))
                .collect();
            let cue = s.cue.map_or("", |c| c.of(&page.text));
            let content: Vec<&str> = s.content.iter().map(|c| c.of(&page.text)).collect();
            format!(
                "{speaker}{} | {cue} | {} | {:?} {:?}",
                links.concat(),
                content.join(" … "),
                s.kind,
                s.stance
            )
            .to_string()
        })
        .collect()
}

pub(super) fn check(code: &str, marked: &str, expect: &[&str]) {
    assert_eq!(read(code, marked), expect, "{marked}");
}

#[test]
fn quotation_with_author_words_after() {
    check(
        "uk",
        "«Вода спала вночі», – сказала {Олена Верба}.",
        &["Олена Верба | сказала | Вода спала вночі | Direct Assert"],
    );
    check(
        "uk",
        "\"Він ніби \"герой\" - так кажуть усі\", - додав {Гнат Сич}.",
        &["Гнат Сич | додав | Він ніби \"герой\" - так кажуть усі | Direct Assert"],
    );
    check(
        "ru",
        "«Мост закрыт надолго», — отметил {Пётр Лагутин}.",
        &["Пётр Лагутин | отметил | Мост закрыт надолго | Direct Assert"],
    );
    check(
        "be",
        "«Вада прыбывае вельмі хутка», — сказаў {Рыгор Крыніца}.",
        &["Рыгор Крыніца | сказаў | Вада прыбывае вельмі хутка | Direct Assert"],
    );
    check(
        "en",
        "“The bridge is closed for good,” said {Ann Marlow}.",
        &["Ann Marlow | said | The bridge is closed for good | Direct Assert"],
    );
    check(
        "en",
        "“The bridge is closed,” {Ann Marlow} said on Monday.",
        &["Ann Marlow | said | The bridge is closed | Direct Assert"],
    );
}

#[test]
fn quotation_in_two_pieces() {
    check(
        "ru",
        "«Мы ждали, — сказал {Пётр Лагутин}, — и дождались».",
        &["Пётр Лагутин | сказал | Мы ждали … и дождались | Direct Assert"],
    );
    check(
        "en",
        "“We waited,” {Ann Marlow} said, “and nobody came.”",
        &["Ann Marlow | said | We waited … and nobody came | Direct Assert"],
    );
}

#[test]
fn converb_shares_the_subject() {
    check(
        "ru",
        "«Вода ушла из города», — отметил {Пётр Лагутин}, добавив, что «все это не наша вина».",
        &[
            "Пётр Лагутин | отметил | Вода ушла из города | Direct Assert",
            "Пётр Лагутин | добавив | «все это не наша вина» | Mixed Assert",
        ],
    );
}

#[test]
fn clause_after_the_cue() {
    check(
        "uk",
        "{Олена Верба} заявила, що греблю збудують.",
        &["Олена Верба | заявила | греблю збудують | Indirect Predict"],
    );
    check(
        "ru",
        "Сообщил {Пётр Лагутин}, что дорога открыта.",
        &["Пётр Лагутин | Сообщил | дорога открыта | Indirect Assert"],
    );
    check(
        "be",
        "{Рыгор Крыніца} паведаміў, што мост закрыты.",
        &["Рыгор Крыніца | паведаміў | мост закрыты | Indirect Assert"],
    );
    check(
        "en",
        "{Ann Marlow} said the ferry was late.",
        &["Ann Marlow | said | the ferry was late | Indirect Assert"],
    );
}

#[test]
fn source_phrase_before_inside_and_after() {
    check(
        "uk",
        "За словами {Гната Сича}, міст зачинять.",
        &["Гната Сича | За словами | міст зачинять | Indirect Assert"],
    );
    check(
        "ru",
        "Завод, по словам {Лагутина}, остановлен.",
        &["Лагутина | по словам | Завод … остановлен | Indirect Assert"],
    );
    check(
        "en",
        "The plant, according to {Ann Marlow}, is closed.",
        &["Ann Marlow | according to | The plant … is closed | Indirect Assert"],
    );
    check(
        "be",
        "Паводле слоў {Крыніцы}, вада спала.",
        &["Крыніцы | Паводле слоў | вада спала | Indirect Assert"],
    );
}

#[test]
fn the_sentence_before() {
    check(
        "uk",
        "Міст закриють у неділю. Про це <Річковому вістнику> розповів {Гнат Сич}, передає <Колос>.",
        &["Гнат Сич ← Річковому вістнику ← Колос | розповів | Міст закриють у неділю | Indirect Predict"],
    );
    check(
        "ru",
        "Мост закроют в воскресенье. Об этом сообщает <Заря> со ссылкой на источники, близкие к совету.",
        &["источники, близкие к совету ← Заря | сообщает | Мост закроют в воскресенье | Indirect Predict"],
    );
}

#[test]
fn demand_denial_prediction() {
    check(
        "uk",
        "{Гнат Сич} наказав відвести човни від берега.",
        &["Гнат Сич | наказав | відвести човни від берега | Indirect Demand"],
    );
    check("en", "{Ann Marlow} denied the rumours.", &["Ann Marlow | denied | the rumours | Indirect Deny"]);
    check(
        "ru",
        "{Лагутин} отказался комментировать аварию.",
        &["Лагутин | отказался комментировать | аварию | Indirect NoComment"],
    );
    check("uk", "{Гнат Сич} не сказав, що греблю прорвало.", &[]);
}

#[test]
fn the_claim_stops_at_another_speaker() {
    check(
        "uk",
        "[Рада] заявила, що не закриє порт, але {Гнат Сич} наказав вивести кораблі з бухти.",
        &[
            "Рада | заявила | не закриє порт | Indirect Predict",
            "Гнат Сич | наказав | вивести кораблі з бухти | Indirect Demand",
        ],
    );
}

#[test]
fn list_items_speak_for_their_cue_line() {
    check(
        "uk",
        "За словами {Гната Сича}, зроблять три речі:\n• полагодять міст;\n• почистять канал.",
        &[
            "Гната Сича | За словами | полагодять міст | Indirect Predict",
            "Гната Сича | За словами | почистять канал | Indirect Assert",
        ],
    );
}

#[test]
fn quotation_over_paragraphs() {
    check(
        "en",
        "“We were nine on the boat.\n“Now we are two,” said {Ann Marlow}.",
        &["Ann Marlow | said | We were nine on the boat … Now we are two | Direct Assert"],
    );
}

#[test]
fn pronouns_follow_the_speaker_not_the_quotation() {
    check(
        "uk",
        "{Гнат Сич} заявив, що міст цілий. «{Панас Дуб} бреше нам усім щодня», – сказав він.",
        &[
            "Гнат Сич | заявив | міст цілий | Indirect Assert",
            "=Гнат Сич | сказав | Панас Дуб бреше нам усім щодня | Direct Assert",
        ],
    );
}

#[test]
fn outlet_voice_and_names_in_marks_are_no_statements() {
    check("uk", "Зазначимо, що кіно «Супутник» стоїть пусткою.", &[]);
    check("ru", "Отметим, что так называемая «народная стража» вышла на площадь.", &[]);
    check("en", "The party “Green Gate” met in the old hall.", &[]);
}

#[test]
fn a_verdict_of_falsehood_denies() {
    check(
        "uk",
        "{Домна Сливка} назвала розмови про евакуацію вигадкою.",
        &["Домна Сливка | назвала | розмови про евакуацію | Indirect Deny"],
    );
    check(
        "ru",
        "{Ким Гурьев} назвал фейком сообщение о забастовке.",
        &["Ким Гурьев | назвал | сообщение о забастовке | Indirect Deny"],
    );
    check(
        "be",
        "{Сцяпан Гак} назваў чуткі пра эпідэмію выдумкай.",
        &["Сцяпан Гак | назваў | чуткі пра эпідэмію | Indirect Deny"],
    );
    check(
        "en",
        "{Ann Marlow} dismissed reports of cracks as gossip.",
        &["Ann Marlow | dismissed | reports of cracks as gossip | Indirect Deny"],
    );
}

#[test]
fn statement_of_somebody_that() {
    check(
        "uk",
        "Заява {Марка Сича} про те, що вклади в безпеці, вкладників не заспокоїла.",
        &["Марка Сича | Заява | вклади в безпеці | Indirect Assert"],
    );
    check(
        "ru",
        "Заявление {Петра Лагутина} о том, что ноты сгорели, хор слушал молча.",
        &["Петра Лагутина | Заявление | ноты сгорели | Indirect Assert"],
    );
}

#[test]
fn demand_keeps_its_infinitive() {
    check(
        "en",
        "{Ann Marlow} urged passengers to check timetables.",
        &["Ann Marlow | urged | to check timetables | Indirect Demand"],
    );
    check(
        "be",
        "{Лукаш Закон} заклікаў улады адпусціць затрыманых.",
        &["Лукаш Закон | заклікаў | адпусціць затрыманых | Indirect Demand"],
    );
}

#[test]
fn claims_of_two_words() {
    check(
        "ru",
        "Пострадали четверо, сообщает <Заря>.",
        &["Заря | сообщает | Пострадали четверо | Indirect Assert"],
    );
    check(
        "uk",
        "{Олена Верба} запевняє: техніка готова.",
        &["Олена Верба | запевняє | техніка готова | Indirect Assert"],
    );
}

#[test]
fn a_proposal_after_a_comma_is_no_attribution() {
    check(
        "uk",
        "{Гнат Сич} заявив, [Рада] пропонує укласти договір про річку.",
        &[
            "Гнат Сич | заявив | Рада пропонує укласти договір про річку | Indirect Assert",
            "Рада ← Гнат Сич | пропонує | укласти договір про річку | Indirect Demand",
        ],
    );
}

#[test]
fn chain_of_three() {
    check(
        "en",
        "The works has been sold, <Coastline> reported, citing <Gazette>, which quoted {Ann Marlow}.",
        &["Ann Marlow ← Gazette ← Coastline | reported | The works has been sold | Indirect Assert"],
    );
}

#[test]
fn the_claim_stops_at_while_and_another_speaker() {
    check(
        "en",
        "{Ann Marlow} said the oven was cold while his apprentice swore it was hot.",
        &[
            "Ann Marlow | said | the oven was cold | Indirect Assert",
            "his apprentice | swore | it was hot | Indirect Assert",
        ],
    );
}

#[test]
fn english_words_around_an_author() {
    for (marked, expect) in [
        (
            "The museum, Mr. {Vint} said, would open in May.",
            "Mr. Vint | said | The museum … would open in May | Indirect Predict",
        ),
        (
            "The dam could fail this week, said {Ivo Brand}, a longtime adviser to the board.",
            "Ivo Brand | said | The dam could fail this week | Indirect Assert",
        ),
        (
            "{Brand} told me this week the plan was dead.",
            "Brand | told | the plan was dead | Indirect Assert",
        ),
        (
            "{Brand} said Saturday night the plan was dead.",
            "Brand | said | the plan was dead | Indirect Assert",
        ),
        (
            "''There is no proof of any harm,'' Mr. {Vint} said.",
            "Mr. Vint | said | There is no proof of any harm | Direct Assert",
        ),
        (
            "\"They are wrong,\" said widow {Nora Vint}, a nurse. \"We waited.\"",
            "widow Nora Vint | said | They are wrong … We waited | Direct Assert",
        ),
        (
            "\"We have waited for years,\" retired Air Force general {Ivo Brand} said.",
            "retired Air Force general Ivo Brand | said | We have waited for years | Direct Assert",
        ),
        (
            "\"We have waited for years,\" Rep. {Ivo Brand} (D-Ind.) said Friday.",
            "Rep. Ivo Brand | said | We have waited for years | Direct Assert",
        ),
        (
            "The report says the decline comes from warm water.",
            "The report | says | the decline comes from warm water | Indirect Assert",
        ),
        (
            "A new study has revealed many children are not fed well.",
            "A new study | revealed | many children are not fed well | Indirect Assert",
        ),
    ] {
        check("en", marked, &[expect]);
    }
}

#[test]
fn english_nouns_and_listeners_say_nothing() {
    for marked in [
        "The United States spends more than twice as much as all the others on arms.",
        "{Vint} was once asked how the war would end.",
        "It is worth noting that the cinema has no heating.",
        "The state officials found the plan that was lost.",
    ] {
        check("en", marked, &[]);
    }
}

#[test]
fn promises_and_charges() {
    for (code, marked, expect) in [
        (
            "uk",
            "{Петренко} пообіцяв відкрити міст до весни.",
            "Петренко | пообіцяв | відкрити міст до весни | Indirect Predict",
        ),
        (
            "ru",
            "{Петренко} пообещал жителям не закрывать школу.",
            "Петренко | пообещал | не закрывать школу | Indirect Predict",
        ),
        (
            "be",
            "{Пятрэнка} паабяцаў адкрыць мост да вясны.",
            "Пятрэнка | паабяцаў | адкрыць мост да вясны | Indirect Predict",
        ),
        (
            "en",
            "{Vint} vowed not to close the school.",
            "Vint | vowed | not to close the school | Indirect Predict",
        ),
        (
            "uk",
            "{Петренко} звинуватив профспілку в блокуванні порту.",
            "Петренко | звинуватив | в блокуванні порту | Indirect Assert",
        ),
        (
            "ru",
            "{Петренко} обвинил профсоюз в блокировке порта.",
            "Петренко | обвинил | в блокировке порта | Indirect Assert",
        ),
        (
            "be",
            "{Пятрэнка} абвінаваціў прафсаюз у блакаванні порта.",
            "Пятрэнка | абвінаваціў | у блакаванні порта | Indirect Assert",
        ),
        (
            "en",
            "{Vint} accused the union of blocking the port.",
            "Vint | accused | of blocking the port | Indirect Assert",
        ),
    ] {
        check(code, marked, &[expect]);
    }
}

#[test]
fn a_name_that_no_list_knows_speaks() {
    for (code, text, expect) in [
        (
            "uk",
            "Кошти виділять у березні, повідомляє Вежа.",
            "Вежа | повідомляє | Кошти виділять у березні | Indirect Predict",
        ),
        (
            "be",
            "Як раней перадаваў Вястун, станцыю пачнуць будаваць вясной.",
            "Вястун | перадаваў | станцыю пачнуць будаваць вясной | Indirect Predict",
        ),
        (
            "ru",
            "Как пишет в пятницу «{Вести Заборска}», договор подписан задним числом.",
            "«Вести Заборска» | пишет | договор подписан задним числом | Indirect Assert",
        ),
        (
            "en",
            "\"We thank all of the towns,\" said Bolden to the crowd.",
            "Bolden | said | We thank all of the towns | Direct Assert",
        ),
        (
            "en",
            "Westmark demanded that the posts be removed.",
            "Westmark | demanded | the posts be removed | Indirect Demand",
        ),
    ] {
        check(code, text, &[expect]);
    }
}

#[test]
fn a_noun_in_the_genitive_is_no_subject() {
    check(
        "ru",
        "{Наталья Синицына}, отчитываясь о показателях телеканала, подчеркнула, что денег нет.",
        &["Наталья Синицына | подчеркнула | денег нет | Indirect Assert"],
    );
    check(
        "ru",
        "Лидеры {Волны} объявили о том, что они останутся в парламенте.",
        &["Лидеры Волны | объявили | они останутся в парламенте | Indirect Predict"],
    );
}
