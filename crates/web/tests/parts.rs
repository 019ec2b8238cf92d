//! What is too long for one page comes in parts: nothing is lost between them, and each says what part it is.

use crate::{Site, site};
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// Pages that carry one claim.
const PAGES: usize = 130;

fn many() -> Site {
    let pages: Vec<(String, Vec<u8>)> = (0..PAGES)
        .map(|n| {
            let text = format!(
                "Town paper {n}\n\nMayor Anna Holm said the town would sell the mill for 40,000 crowns.\n\nThe paper is printed in {n} copies.\n"
            );
            (format!("paper-{n:03}.txt"), text.into_bytes())
        })
        .collect();
    let pages: Vec<(&str, &[u8])> =
        pages.iter().map(|(path, text)| (path.as_str(), text.as_slice())).collect();
    site(&pages)
}

#[tokio::test]
async fn a_claim_on_many_pages_is_shown_in_parts() {
    let site = many();
    let claims = site.json("/api/v1/claims").await;
    let claim = &claims["claims"][0];
    let (id, members) = (claim["id"].as_str().unwrap(), claim["members"].as_u64().unwrap() as usize);
    assert!(members > 100, "{claim}");
    let first = site.json(&format!("/api/v1/claims/{id}")).await;
    let pages = first["pages"].as_u64().unwrap();
    assert_eq!(pages, 2);
    let (mut told, mut lines, mut linked) = (BTreeSet::new(), 0, BTreeSet::new());
    for page in 1..=pages {
        let part = site.json(&format!("/api/v1/claims/{id}?page={page}")).await;
        let here = part["members"].as_array().unwrap();
        assert_eq!(part["members_left_off"].as_u64().unwrap() as usize, members - here.len());
        told.extend(here.iter().map(|member| {
            member["statement"]["id"].to_string() + &member["statement"]["document"].to_string()
        }));
        lines += part["trace"]["lines"].as_array().unwrap().len();
        // what the claim says of itself does not depend on the part
        assert_eq!(part["trace"]["status"], first["trace"]["status"]);
        let body = site.page(&format!("/claims/{id}?page={page}")).await;
        assert!(body.contains("class=\"meta of-part\"") && body.contains("class=\"pager\""), "{page}");
        assert!(
            body.contains(&format!("{PAGES} pages")) || body.contains(&format!("{members} pages")),
            "{page}"
        );
        linked.extend(
            body.split("href=\"/documents/")
                .skip(1)
                .map(|rest| rest.split(['"', '?']).next().unwrap().to_owned()),
        );
    }
    assert_eq!((told.len(), lines), (members, members));
    assert_eq!(linked.len(), members);
    let (status, _) = site.get(&format!("/claims/{id}?page={}", pages + 1)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    let report = site.page(&format!("/claims/{id}/report")).await;
    // what is handed over is whole
    assert!((0..PAGES).all(|n| report.contains(&format!("paper-{n:03}.txt"))));
}

#[tokio::test]
async fn an_actor_who_says_much_is_answered_in_parts() {
    let site = many();
    let actors = site.json("/api/v1/actors").await;
    let (id, statements) =
        (actors["actors"][0]["id"].as_str().unwrap(), actors["actors"][0]["statements"].as_u64().unwrap());
    let mut own = 0;
    for page in 1..=2 {
        let body = site.json(&format!("/api/v1/actors/{id}?page={page}")).await;
        assert_eq!(body["pages"], 2);
        own += body["own"].as_array().unwrap().len() as u64;
    }
    assert_eq!(own, statements);
}
