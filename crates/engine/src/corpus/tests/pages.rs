//! Copies, roots behind copies, and positions.

use super::*;

const WIRE: [&str; 3] = [
    "В порту Тернова сгорел склад с зерном",
    "Пожар на складе в порту Тернова начался ночью и охватил площадь в три тысячи квадратных метров, рассказал начальник местной пожарной службы Павел Ручьёв журналистам.",
    "По его словам, причиной возгорания могла стать неисправная проводка, которую не меняли больше двадцати лет, хотя владельцы склада обещали сделать это прошлой весной.",
];

#[test]
fn a_reprint_is_found_and_its_direction_needs_a_reason() {
    let first = || page("a", "ru", &WIRE);
    let undated = [first().build(), page("b", "ru", &[WIRE[0], WIRE[1], WIRE[2], "Читайте нас."]).build()];
    let linked = corpus(&undated);
    assert_eq!(linked.copies.len(), 1);
    assert_eq!(linked.copies[0].class, CopyClass::Reprint);
    assert_eq!(linked.copies[0].earlier, None);
    let dated =
        [first().dated("2024-05-02T10:00").build(), page("b", "ru", &WIRE).dated("2024-05-02T09:00").build()];
    let linked = corpus(&dated);
    assert_eq!(linked.copies[0].class, CopyClass::Identical);
    assert_eq!(linked.copies[0].earlier.as_deref(), Some("d:b"));
    let credit = [
        first().outlet("Волна").build(),
        page("b", "ru", &[WIRE[0], WIRE[1], "Об этом пишет Волна."])
            .names("Волна", "Волна", "e:media:Волна")
            .build(),
    ];
    let linked = corpus(&credit);
    assert_eq!(linked.copies[0].earlier.as_deref(), Some("d:a"));
    let passage = &linked.copies[0].passages[0];
    assert!(credit[0].text.contains(&passage.0.text) && credit[1].text.contains(&passage.1.text));
}

#[test]
fn other_pages_are_no_copies() {
    let other = page(
        "b",
        "ru",
        &[
            "В Калинске открыли мост",
            "Новый мост через реку в Калинске открыли в пятницу, сообщили в администрации города, движение по нему уже началось, рассказал мэр.",
        ],
    );
    assert!(corpus(&[page("a", "ru", &WIRE).build(), other.build()]).copies.is_empty());
}

#[test]
fn reprints_of_one_unnamed_source_are_one_root() {
    let make = |path: &str| {
        page(
            path,
            "ru",
            &[
                WIRE[0],
                WIRE[1],
                WIRE[2],
                "Завод в Калинске закроют в декабре из-за долгов, сообщил источник.",
            ],
        )
        .names("источник", "источник", "e:anon:istochnik")
        .says(
            StatementKind::Indirect,
            Stance::Assert,
            "Завод в Калинске закроют в декабре из-за долгов",
            &["e:anon:istochnik"],
        )
        .build()
    };
    let other =
        page("z", "uk", &["Новини", "Завод у Калінську закриють у грудні через борги, сказало джерело."])
            .names("джерело", "джерело", "e:anon:dzherelo")
            .says(
                StatementKind::Indirect,
                Stance::Assert,
                "Завод у Калінську закриють у грудні через борги",
                &["e:anon:dzherelo"],
            )
            .build();
    let documents = [make("a"), make("b"), other];
    let linked = corpus(&documents);
    let claim = claim_with(&linked, &documents, "Завод в Калинске").expect("a claim");
    assert_eq!(claim.pages, 3, "{claim:#?}");
    assert_eq!(claim.roots.len(), 2, "{:#?}", claim.roots);
    assert!(claim.roots.iter().all(|r| r.anonymous));
    assert!(linked.actors.iter().filter(|a| a.anonymous).count() == 3);
}

#[test]
fn positions_keep_his_own_words_apart() {
    let documents = [
        page("a", "en", &["News", "Belarus will not enter the war against Ukraine, Orlin said."])
            .names("Orlin", "Orlin", "e:per:v-orlin")
            .dated("2022-03-01")
            .says(
                StatementKind::Indirect,
                Stance::Assert,
                "Belarus will not enter the war against Ukraine",
                &["e:per:v-orlin"],
            )
            .build(),
        page("b", "uk", &["Новини", "Білорусь вступить у війну проти України, сказав Орлін."])
            .names("Орлін", "Орлін", "e:per:v-orlin")
            .dated("2023-03-01")
            .says(
                StatementKind::Indirect,
                Stance::Assert,
                "Білорусь вступить у війну проти України",
                &["e:per:v-orlin"],
            )
            .build(),
        page("c", "ru", &["Новости", "Орлин не хочет, чтобы Беларусь вступила в войну, сказал Гай."])
            .names("Орлин", "Орлин", "e:per:v-orlin")
            .names("Гай", "Гай", "e:per:o-hai")
            .says(
                StatementKind::Indirect,
                Stance::Assert,
                "Орлин не хочет, чтобы Беларусь вступила в войну",
                &["e:per:o-hai"],
            )
            .build(),
    ];
    let linked = corpus(&documents);
    let list: Vec<&Document> = documents.iter().collect();
    let found = positions(
        &linked,
        &list,
        "e:per:v-orlin",
        "Belarus entering the war against Ukraine",
        None,
        None,
        words(),
    );
    let rows: Vec<(Option<&str>, Holder, bool)> =
        found.rows.iter().map(|r| (r.when.as_deref(), r.holder, r.negated)).collect();
    assert_eq!(
        rows[..2],
        [(Some("2022-03-01"), Holder::Own, true), (Some("2023-03-01"), Holder::Own, false)],
        "{found:#?}"
    );
    assert_eq!(found.rows[2].holder, Holder::Attributed);
    let change = found.changes.first().expect("a change");
    assert!(
        change.starts_with("no on 2022-03-01 (") && change.contains("), yes on 2023-03-01 ("),
        "{change}"
    );
    assert!(found.gaps.iter().any(|g| g.contains("be")));
    let cut =
        positions(&linked, &list, "e:per:v-orlin", "Belarus entering the war", Some("2023"), None, words());
    assert!(cut.rows.iter().all(|r| r.when.as_deref() != Some("2022-03-01")));
    assert!(
        positions(&linked, &list, "e:per:v-orlin", "football transfer fee", None, None, words())
            .rows
            .is_empty()
    );
}
