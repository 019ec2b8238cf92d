//! The views beside search, claim, reader and actor: what they show, in which language, and what decisions they take.

use crate::{Site, sample, text_of};
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};

async fn page_in(site: &Site, path: &str, language: &str) -> (HeaderMap, String) {
    let request = Request::get(path).header("host", "127.0.0.1:8600").header("accept-language", language);
    let (status, headers, body) = site.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::OK, "{path}");
    (headers, body)
}

#[tokio::test]
async fn the_pages_speak_four_languages() {
    let site = sample();
    for (language, words) in [
        ("uk-UA,uk;q=0.9", "Що кажуть сторінки"),
        ("ru", "Что говорят страницы"),
        ("be", "Што кажуць старонкі"),
        ("de, en", "What the pages say"),
    ] {
        let (_, body) = page_in(&site, "/", language).await;
        assert!(body.contains(words), "{language}");
        let code = if language.starts_with("de") { "en" } else { &language[..2] };
        assert!(body.contains(&format!("<html lang=\"{code}\">")), "{language}");
    }
    let (headers, body) = page_in(&site, "/claims?ui=be", "uk").await;
    assert!(body.contains("<html lang=\"be\">"));
    assert!(headers["set-cookie"].to_str().unwrap().starts_with("ui=be; Path=/"));
    assert!(!page_in(&site, "/claims", "uk").await.0.contains_key("set-cookie"));
}

#[tokio::test]
async fn facets_count_and_keep_the_other_filters() {
    let site = sample();
    let body = site.page("/?lang=en").await;
    let all = count_of(&body);
    assert!(all > 0 && body.contains("href=\"?lang=en&amp;kind=direct\""), "{body}");
    let direct = count_of(&site.page("/?lang=en&kind=direct").await);
    assert!(direct > 0 && direct < all, "{direct} of {all}");
    let number = body.split("kind=direct\"").nth(1).unwrap().split("class=\"n\">").nth(1).unwrap();
    assert_eq!(number.split('<').next().unwrap(), direct.to_string());
    let both = site.page("/?lang=en&kind=direct").await;
    assert!(
        both.contains("href=\"?kind=direct\"") && both.contains("href=\"?lang=en\""),
        "filters can be dropped"
    );
    assert_eq!(count_of(&site.page("/?lang=en&date=none").await), all, "no page of these is dated");
    assert!(text_of(&site.page("/?since=2020&lang=en").await).contains("Nothing found"));
    for bad in ["/?since=x", "/?until=2024-1", "/?date=soon"] {
        assert_eq!(site.get(bad).await.0, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn what_somebody_denies_can_be_asked_for() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/port");
    let pages: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    let pages: Vec<(&str, &[u8])> =
        pages.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    let site = crate::site(&pages);
    let denied = count_of(&site.page("/?denied=1").await);
    assert!(denied > 0 && denied < count_of(&site.page("/?zone=article").await));
    let body = site.page("/?via=zzz").await;
    assert!(text_of(&body).contains("Nothing found"));
    let home = site.page("/").await;
    let via =
        home.split("href=\"?via=").nth(1).expect("somebody relays").split('"').next().unwrap().to_owned();
    assert!(count_of(&site.page(&format!("/?via={via}")).await) > 0);
    let relays = site.page("/relays").await;
    assert!(relays.contains("class=\"flow\"") && relays.contains("class=\"matrix\""));
}

/// The number in the heading of the results.
fn count_of(body: &str) -> usize {
    let heading = body.split("id=\"h-passages\">").nth(1).map(|rest| rest.split("</h2>").next().unwrap());
    heading.map_or(0, |heading| heading.split_whitespace().next().unwrap().parse().unwrap())
}

#[tokio::test]
async fn a_claim_is_drawn() {
    let site = sample();
    let claims = site.json("/api/v1/claims").await;
    let id = claims["claims"][0]["id"].as_str().unwrap().to_owned();
    let body = site.page(&format!("/claims/{id}")).await;
    assert!(body.contains("<svg class=\"chain-map\"") && body.contains("class=\"box page\""));
    assert!(body.contains("class=\"way-line stated\""));
    assert!(body.contains("data-pin=\"d:") && body.contains("data-cite=\"“"));
}

#[tokio::test]
async fn two_pages_stand_side_by_side() {
    let site = sample();
    let (a, b) = (&site.document("lake-post.txt").id, &site.document("harbour.txt").id);
    let body = site.page(&format!("/compare?p={a}&p={b}")).await;
    assert!(body.contains("<ins>") && body.contains("<del>"), "{body}");
    assert!(text_of(&body).contains("Mayor offers the mill to the ferrymen"));
    let passages = site.page(&format!("/compare?p={a}:0-20&p={b}:0-20")).await;
    assert_eq!(passages.matches("<article class=\"side\"").count(), 2);
    let (status, _) = site.get("/compare?p=d:none").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    assert_eq!(site.get(&format!("/compare?p={a}:9-2")).await.0, StatusCode::BAD_REQUEST);
    assert!(text_of(&site.page("/compare").await).contains("Nothing is pinned"));
}

#[tokio::test]
async fn relays_health_and_actors_are_counted() {
    let site = sample();
    let health = text_of(&site.page("/health").await);
    assert!(health.contains("Every page was read") && health.contains("English"), "{health}");
    assert!(site.get("/relays").await.0 == StatusCode::OK);
    let actors = text_of(&site.page("/actors?name=%D0%93%D0%BE%D0%BB%D1%8C%D0%BC").await);
    assert!(actors.contains("Holm") || actors.contains("Гольм"), "{actors}");
}

async fn post(site: &Site, form: &str, origin: Option<&str>) -> (StatusCode, HeaderMap, String) {
    let mut request = Request::post("/review").header("host", "127.0.0.1:8600");
    request = request.header("content-type", "application/x-www-form-urlencoded");
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    site.ask(request.body(Body::from(form.to_owned())).unwrap()).await
}

#[tokio::test]
async fn decisions_need_the_token_and_this_address_and_can_be_undone() {
    let site = crate::site(&[
        ("a.txt", "Mayor Anna Holm said the town would sell the mill.\n".as_bytes()),
        ("b.txt", "Miller Peter Brandt said the mill would close in May.\n".as_bytes()),
    ]);
    let actor = |path: &str| {
        let document = site.document(path);
        let speaker = document.statements[0].speaker.as_ref().unwrap().entity.unwrap();
        document.entity(speaker).unwrap().actor.clone()
    };
    let (a, b) = (actor("a.txt"), actor("b.txt"));
    assert_ne!(a, b);
    let here = Some("http://127.0.0.1:8600");
    let form = |token: &str| format!("token={token}&verb=merge&subject={a}&subject={b}");
    for (token, origin) in [("", here), ("0123456789abcdef0123456789abcdef", here)] {
        assert_eq!(post(&site, &form(token), origin).await.0, StatusCode::FORBIDDEN);
    }
    // a merge is shown with a form that carries the token once there is something to undo or doubt
    let token = site.router_token().await;
    // browsers say so themselves; no page can make them say otherwise
    let foreign = Request::post("/review").header("host", "127.0.0.1:8600").header("origin", "null");
    let foreign = foreign.header("sec-fetch-site", "cross-site").body(Body::from(form(&token)));
    assert_eq!(site.ask(foreign.unwrap()).await.0, StatusCode::FORBIDDEN);
    for origin in [None, Some("http://evil.example"), Some("null"), Some("http://127.0.0.1:9")] {
        assert_eq!(post(&site, &form(&token), origin).await.0, StatusCode::FORBIDDEN, "{origin:?}");
    }
    let (status, headers, _) = post(&site, &form(&token), here).await;
    assert_eq!(
        (status, headers["location"].to_str().unwrap()),
        (StatusCode::SEE_OTHER, "/review?tab=merges")
    );
    let merged = site.page(&format!("/actors/{a}")).await;
    assert!(merged.contains("name=\"verb\" value=\"undo\""), "the merge can be undone where it is shown");
    let clash = format!("token={token}&verb=reject&subject={a}&subject={b}");
    assert_eq!(post(&site, &clash, here).await.0, StatusCode::CONFLICT);
    let log = text_of(&site.page("/review?tab=log").await);
    assert!(log.contains("merge") && log.contains("Undo"), "{log}");
    assert_eq!(
        post(&site, &format!("token={token}&verb=undo&subject=1"), here).await.0,
        StatusCode::SEE_OTHER
    );
    assert!(!site.page(&format!("/actors/{a}")).await.contains("value=\"undo\""));
    assert!(text_of(&site.page("/review?tab=log").await).contains("undone"));
    for bad in ["verb=wild&subject=1", "verb=merge&subject=e:nobody&subject=e:none"] {
        let (status, _, _) = post(&site, &format!("token={token}&{bad}"), here).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

/// The pages of the port, told by many.
pub(crate) fn port() -> crate::Site {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/port");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let pages: Vec<(String, Vec<u8>)> = files
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    let pages: Vec<(&str, &[u8])> =
        pages.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect();
    crate::site(&pages)
}

#[tokio::test]
async fn a_filter_finds_the_same_in_the_page_the_api_and_the_export() {
    let site = port();
    let media = site.json("/api/v1/search?kind=indirect&limit=500").await;
    assert!(!media["hits"].as_array().unwrap().is_empty());
    for filters in [
        "kind=direct",
        "denied=1",
        "denied=1&lang=ru",
        "via=%D0%92%D0%B5%D1%87%D1%96%D1%80%D0%BD%D1%96%D0%B9",
        "kind=indirect&since=2024-02-06",
        "kind=indirect&since=2024-02-06&certainty=certain",
        "kind=indirect&since=2024-02-06&certainty=all",
        "kind=indirect&until=2024-02-05",
        "kind=indirect&date=day",
        "kind=indirect&date=none",
        "kind=indirect&date=doubtful",
        "kind=direct&zone=all",
        "kind=direct&denied=0",
    ] {
        let shown = count_of(&site.page(&format!("/?{filters}")).await);
        let found = site.json(&format!("/api/v1/search?{filters}&limit=500")).await;
        let written = site.page(&format!("/api/v1/export?to=jsonl&{filters}")).await;
        let counts = (shown, found["hits"].as_array().unwrap().len(), written.lines().count());
        assert!(counts.0 == counts.1 && counts.1 == counts.2, "{filters}: {counts:?}");
        if filters.contains("since") || filters.contains("until") {
            let dates = &found["dates"];
            let certain = dates["certain"].as_u64().unwrap() as usize;
            let possible = dates["possible"].as_u64().unwrap() as usize;
            let undated = dates["undated"].as_u64().unwrap() as usize;
            let expected = match filters.rsplit('=').next().unwrap() {
                "certain" => certain,
                "all" => certain + possible + undated,
                _ => certain + possible,
            };
            assert_eq!(counts.1, expected, "{filters}: {dates}");
            assert!(undated > 0);
            let page = text_of(&site.page(&format!("/?{filters}")).await);
            assert!(page.contains("Surely inside the dates"), "{page}");
        } else {
            assert!(found["dates"].is_null());
        }
    }
}

#[tokio::test]
async fn names_in_the_words_are_found_in_any_script() {
    let site = port();
    let hits = |value: &serde_json::Value| value["hits"].as_array().unwrap().len();
    let about = "about=%D0%A2%D1%83%D1%80%D1%87%D0%B0%D0%BA%D0%B0"; // Турчака
    let all = site.json(&format!("/api/v1/search?{about}&facets=1&limit=500")).await;
    assert!(hits(&all) > 1, "{all}");
    let languages: std::collections::BTreeSet<&str> =
        all["hits"].as_array().unwrap().iter().filter_map(|hit| hit["language"].as_str()).collect();
    assert!(languages.contains("en") && languages.contains("ru"), "{languages:?}");
    let one = site.json(&format!("/api/v1/search?{about}&no_translit=1&limit=500")).await;
    assert!(hits(&one) > 0 && hits(&one) < hits(&all));
    let facets = &all["facets"];
    assert_eq!(facets["statements"].as_u64().unwrap() as usize, hits(&all));
    let sum: u64 = facets["lang"].as_array().unwrap().iter().map(|v| v["statements"].as_u64().unwrap()).sum();
    assert_eq!(sum as usize, hits(&all));
    let written = site.page(&format!("/api/v1/export?to=jsonl&{about}")).await;
    assert_eq!(written.lines().count(), hits(&all));
    let page = site.page(&format!("/?{about}")).await;
    assert_eq!(count_of(&page), hits(&all));
    assert!(text_of(&page).contains("Names in the words: Турчака"));
}

#[tokio::test]
async fn claims_have_an_order_and_a_least_number_of_roots() {
    let site = port();
    let claims = |value: serde_json::Value| value["claims"].as_array().unwrap().clone();
    let rooted = claims(site.json("/api/v1/claims?sort=roots&min_roots=2&limit=500").await);
    let roots: Vec<usize> = rooted.iter().map(|claim| claim["roots"].as_array().unwrap().len()).collect();
    assert!(
        roots.len() > 1 && roots.is_sorted_by(|a, b| a >= b) && roots.iter().all(|n| *n >= 2),
        "{roots:?}"
    );
    let spread = claims(site.json("/api/v1/claims?limit=500").await);
    let first = claims(site.json("/api/v1/claims?sort=first&limit=500").await);
    assert_eq!((first.len(), first[0]["id"] == spread[0]["id"]), (spread.len(), false));
    let page = site.page("/claims?sort=roots&min_roots=2").await;
    assert!(page.contains(&format!("/claims/{}", rooted[0]["id"].as_str().unwrap())));
    assert_eq!(page.matches("<li class=\"row\"").count(), rooted.len());
    assert_eq!(site.get("/claims?sort=best").await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn who_cites_whom_can_be_asked_of_one_side() {
    let site = port();
    let all = site.json("/api/v1/relays?limit=500").await;
    let all = all["relays"].as_array().unwrap();
    let cited = all[0]["cited"].as_str().unwrap();
    let encoded: String = cited.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let some = site.json(&format!("/api/v1/relays?to={encoded}")).await;
    let some = some["relays"].as_array().unwrap();
    let of_one = !some.is_empty() && some.iter().all(|one| one["cited"] == cited);
    assert!(of_one && some.len() <= all.len(), "{cited}: {some:?}");
    let copies = site.json("/api/v1/copies").await;
    let page = copies["copies"][0]["a"].as_str().unwrap().to_owned();
    let of_page = site.json(&format!("/api/v1/copies?page={page}")).await;
    let of_page = of_page["copies"].as_array().unwrap();
    assert!(!of_page.is_empty() && of_page.iter().all(|copy| copy["a"] == page || copy["b"] == page));
}

#[tokio::test]
async fn what_a_retelling_changes_is_said_with_its_kind_and_taken_along() {
    let site = crate::site(&[
        ("a.txt", "The mill\n\nMayor Anna Holm said the town would allegedly sell the old mill by the lake for 40,317 crowns in May.\n".as_bytes()),
        ("b.txt", "The mill is sold\n\nMayor Anna Holm said the town would sell the old mill by the lake for 40,000 crowns in May.\n".as_bytes()),
    ]);
    let (a, b) = (site.document("a.txt"), site.document("b.txt"));
    let body = site.page(&format!("/compare?p={}&p={}", a.id, b.id)).await;
    let text = text_of(&body);
    assert!(text.contains("loses the hedge") && text.contains("rounds the number"), "{text}");
    assert!(body.contains("<ins>40,000</ins>"), "{body}");
    let hull = |document: &reportedly_engine::model::Document| {
        let span = document.statements[0].content[0];
        let points = reportedly_engine::wire::Points::new(&document.text);
        format!("{}:{}-{}", document.id, points.at(span.start()), points.at(span.end()))
    };
    let pins = format!("p={}&p={}", hull(a), hull(b));
    let passages = site.page(&format!("/compare?{pins}")).await;
    assert!(text_of(&passages).contains("rounds the number"), "{passages}");
    for (ending, part) in [
        ("md", "40,000 crowns"),
        ("bib", "@"),
        ("csl.json", "\"type\""),
        ("jsonld", "TextQuoteSelector"),
        ("html", "<blockquote"),
    ] {
        let file = site.page(&format!("/compare/citations?as={ending}&{pins}")).await;
        assert!(file.contains(part), "{ending}: {file}");
    }
    assert_eq!(site.get(&format!("/compare/citations?as=pdf&{pins}")).await.0, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn statements_dates_and_copies_are_decided_in_the_queue() {
    let site = port();
    let here = Some("http://127.0.0.1:8600");
    let token = site.router_token().await;
    let subjects = |body: &str, verb: &str| -> Vec<String> {
        let form = body
            .split("<form")
            .find(|form| form.contains(&format!("name=\"verb\" value=\"{verb}\"")))
            .unwrap();
        let values = form.split("name=\"subject\" value=\"").skip(1);
        values.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    for (tab, verb) in [("links", "same"), ("links", "different"), ("copies", "earlier"), ("dates", "date")] {
        let queue = site.page(&format!("/review?tab={tab}")).await;
        let asked = subjects(&queue, verb);
        assert_eq!(asked.len(), 2, "{tab} {verb}");
        let before = queue.matches("data-row").count();
        let form = format!("token={token}&tab={tab}&verb={verb}&subject={}&subject={}", asked[0], asked[1]);
        let (status, headers, body) = post(&site, &form, here).await;
        let to = headers.get("location").map(|to| to.to_str().unwrap().to_owned());
        assert_eq!((status, to), (StatusCode::SEE_OTHER, Some(format!("/review?tab={tab}"))), "{body}");
        let after = site.page(&format!("/review?tab={tab}")).await;
        let still = after
            .split("<form")
            .filter(|f| f.contains(&format!("value=\"{verb}\"")))
            .any(|form| asked.iter().all(|subject| form.contains(&format!("value=\"{subject}\""))));
        assert!(
            !still && (after.matches("data-row").count() < before || verb == "different"),
            "{tab} {verb}"
        );
        let decisions = site.json("/api/v1/decisions").await;
        let last = decisions["decisions"].as_array().unwrap().last().unwrap().clone();
        assert_eq!((&last["verb"], &last["in_force"]), (&verb.into(), &true.into()));
        let undo = format!("token={token}&tab={tab}&verb=undo&subject={}", last["number"]);
        assert_eq!(post(&site, &undo, here).await.0, StatusCode::SEE_OTHER);
        assert_eq!(site.page(&format!("/review?tab={tab}")).await.matches("data-row").count(), before);
    }
    for bad in
        ["verb=same&subject=a:0&subject=a:1", "verb=date&subject=d:0&subject=2024", "verb=date&subject=x"]
    {
        let (status, _, _) = post(&site, &format!("token={token}&{bad}"), here).await;
        assert_eq!(status, StatusCode::BAD_REQUEST, "{bad}");
    }
}

#[tokio::test]
async fn a_report_is_taken_along() {
    let site = port();
    let claim = site.json("/api/v1/claims").await["claims"][0]["id"].as_str().unwrap().to_owned();
    assert!(site.page(&format!("/claims/{claim}")).await.contains(&format!("/claims/{claim}/report")));
    let request = Request::get(format!("/claims/{claim}/report")).header("host", "127.0.0.1:8600");
    let (status, headers, file) = site.ask(request.body(Body::empty()).unwrap()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(headers["content-disposition"].to_str().unwrap().starts_with("attachment; filename=\"c"));
    let count = |part: &str| file.matches(part).count();
    assert!(file.contains("independent root") && count("class=\"box page\"") > 1 && count("<script") == 1);
    assert_eq!(site.get("/claims/c:0/report").await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_topic_that_only_words_meet_is_found_in_the_page_and_in_the_api() {
    let site = crate::site(&[("a.txt", "Mayor Anna Holm said that zorbing is quibbly.\n".as_bytes())]);
    let actor = site.json("/api/v1/actors?q=Holm").await["actors"][0]["id"].as_str().unwrap().to_owned();
    let rows = site.json(&format!("/api/v1/actors/{actor}/positions?topic=quibbly%20zorbing")).await;
    assert_eq!(rows["rows"].as_array().unwrap().len(), 1, "{rows}");
    let page = text_of(&site.page(&format!("/actors/{actor}/positions?topic=quibbly%20zorbing")).await);
    assert!(page.contains("zorbing is quibbly"), "{page}");
}
