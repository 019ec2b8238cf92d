//! The page's address, and what an address says. Takes evidence, gives the canonical address with its basis and the day
//! or month in a path.

use super::json_ld::JsonLd;
use super::{Evidence, plain};
use crate::date;
use crate::model::Basis;

/// Longest address read, in bytes.
const LONG: usize = 2048;

/// The address the page gives itself (link, OpenGraph, JSON-LD), else the one the caller knows. Relative ones say nothing.
pub(super) fn find(evidence: &Evidence<'_>, json: &JsonLd) -> Option<(String, Basis)> {
    let link = evidence.head.and_then(|head| head.canonical.as_ref());
    let link = link.map(|found| (&found.value, "canonical", found.at));
    let graph = evidence.meta(&["og:url"]).map(|found| (&found.value, "opengraph", found.at));
    let json = json.address.as_ref().map(|(url, at)| (url, "json-ld", *at));
    let mut own = [link, graph, json].into_iter().flatten();
    match own.find(|(url, ..)| is_absolute(url)) {
        Some((url, kind, at)) => Some((url.clone(), evidence.markup(kind, at))),
        None => Some((evidence.origin.url.clone()?, plain("user"))),
    }
}

fn is_absolute(url: &str) -> bool {
    url.len() <= LONG && url.starts_with("http") && host(url).is_some()
}

/// Host of an address, lower case, without `www.`.
pub(in super::super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    (host.contains('.') && !host.contains(char::is_whitespace)).then_some(host)
}

/// Two ways to write one address: scheme, `www.`, fragment and closing slash aside.
pub(super) fn same(a: &str, b: &str) -> bool {
    fn core(url: &str) -> &str {
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        let url = url.split('#').next().unwrap_or(url);
        url.strip_prefix("www.").unwrap_or(url).trim_end_matches('/')
    }
    !core(a).is_empty() && core(a) == core(b)
}

/// What the path of an address says of a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PathDate {
    Day(String),
    /// `/2024/03/`.
    Month(String),
}

/// A day in the path: `/2024/03/27/`, `/2024-03-27-`, `/2024-03/27/`, `/20240327/`, `/27-03-2024-`; or a month.
pub(super) fn path_date(url: &str) -> Option<PathDate> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest).split(['?', '#']).next()?;
    let path = path.split_once('/').map_or("", |(_, path)| path);
    let path = path.get(..path.len().min(400)).unwrap_or("");
    let mut runs: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, c) in path.char_indices().chain([(path.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.extend(path.get(from..at).map(|run| (from, run)));
                start = None;
            }
            _ => {}
        }
    }
    let joint = |i: usize| -> Option<char> {
        let (at, run) = runs.get(i)?;
        let (next, _) = runs.get(i + 1)?;
        let between = path.get(at + run.len()..*next)?;
        let mut chars = between.chars();
        let mark = chars.next().filter(|c| matches!(c, '/' | '-' | '_' | '.'))?;
        chars.next().is_none().then_some(mark)
    };
    let is_year = |run: &str| run.len() == 4 && (run.starts_with("19") || run.starts_with("20"));
    for (i, (_, run)) in runs.iter().enumerate() {
        if run.len() == 8 && is_year(run.get(..4)?) {
            let day = format!("{}-{}-{}", run.get(..4)?, run.get(4..6)?, run.get(6..8)?);
            if date::is_day(&day) {
                return Some(PathDate::Day(day));
            }
        }
        let (Some((_, second)), Some((_, third))) = (runs.get(i + 1), runs.get(i + 2)) else { continue };
        if joint(i).is_none() || joint(i + 1).is_none() || second.len() > 2 {
            continue;
        }
        if is_year(run) && third.len() <= 2 {
            let day = format!("{run}-{second:0>2}-{third:0>2}");
            if date::is_day(&day) {
                return Some(PathDate::Day(day));
            }
        }
        // day first; an American order is as likely when both could be months
        if is_year(third) && run.len() == 2 && joint(i) == joint(i + 1) && second.len() == 2 {
            let day = format!("{third}-{second}-{run}");
            if (*run > "12" || run == second) && date::is_day(&day) {
                return Some(PathDate::Day(day));
            }
        }
    }
    let month = runs.iter().enumerate().find_map(|(i, (at, run))| {
        let (next, month) = runs.get(i + 1)?;
        let closed =
            path.get(next + month.len()..)?.starts_with('/') && (*at == 0 || path.get(..*at)?.ends_with('/'));
        let value = format!("{run}-{month}");
        (is_year(run)
            && month.len() == 2
            && joint(i) == Some('/')
            && closed
            && date::is_day(&format!("{value}-01")))
        .then_some(value)
    });
    month.map(PathDate::Month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_paths() {
        let check = |url: &str, day: Option<&str>| {
            let found = path_date(url);
            assert_eq!(found, day.map(|day| PathDate::Day(day.to_owned())), "{url}");
        };
        check("https://paper.example/2024/03/27/bridge", Some("2024-03-27"));
        check("https://paper.example/news/2024/3/7/bridge", Some("2024-03-07"));
        check("https://paper.example/2024-03-27-bridge.html", Some("2024-03-27"));
        check("https://paper.example/local/2024-03/27/c_112233.htm", Some("2024-03-27"));
        check("https://paper.example/news/20240327/bridge", Some("2024-03-27"));
        check("https://paper.example/news/27-03-2024-bridge", Some("2024-03-27"));
        check("https://paper.example/news/03-04-2024-bridge", None);
        check("https://paper.example/item/112345678/99", None);
        check("https://paper.example/2024/13/27/bridge", None);
        check("https://archive.example/?day=2024-03-27", None);
        let month = path_date("https://blog.example/2013/10/bridge.html");
        assert_eq!(month, Some(PathDate::Month("2013-10".to_owned())));
    }

    #[test]
    fn addresses_of_one_page() {
        assert!(same("https://www.paper.example/a/", "http://paper.example/a#top"));
        assert!(!same("https://paper.example/a", "https://paper.example/b"));
        assert_eq!(host("https://WWW.Paper.example:80/x"), Some("paper.example".to_owned()));
    }
}
