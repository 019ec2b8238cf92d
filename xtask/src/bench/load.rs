//! `cargo xtask bench load`: a large corpus as people meet it: bringing the pages in, linking them, one page more, the first
//! answer of a new process, the time of every view and list of the server, what it answers while a change is read, and how it
//! bears a fixed rate of requests for searches and claims.
//!
//! Takes the program that was built (`target/release/reportedly` unless `--program` names another) and the pile of `bench link`.
//! The corpus file is made in the temporary folder, or where `--corpus` says, and then stays: a file that is there is not made
//! again. It is linked by tables alone: with the encoder, 100,000 pages take more than a quarter of an hour. Times are those of
//! the wall clock; memory is the most a process held.

use super::clock;
use super::link::pile::Pile;
use reportedly_engine::Engine;
use reportedly_engine::corpus::{Actor, Claim, CopyEdge, Corpus};
use reportedly_engine::model::Limits;
use reportedly_engine::pack::Packs;
use reportedly_store::{AddOptions, Input, Store};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Requests of each view that are timed after the first.
const ROUNDS: usize = 5;

/// Requests a second, and for how many seconds, unless the caller says otherwise.
const RATE: usize = 500;
const SECONDS: usize = 60;
/// Different searches, and different claims, that are asked for in turn.
const ASKED: usize = 100;
/// Connections that ask.
const THREADS: usize = 32;

/// Milliseconds that no view may take, whether it was asked for before or not; a file that is taken along may take more.
const LONGEST: f64 = 200.0;

impl View {
    fn is_slow(&self) -> bool {
        let is_file = self.path.ends_with("/report") || self.path.contains("/export?");
        !is_file && self.first.max(self.again) > LONGEST
    }
}

/// What was measured, in order: name, figure, unit.
type Figures = Vec<(String, f64, &'static str)>;

/// Milliseconds of one view: asked for the first time, and again (the middle of `ROUNDS`).
struct View {
    path: String,
    first: f64,
    again: f64,
}

fn seconds(begin: Instant) -> f64 {
    begin.elapsed().as_secs_f64()
}

pub(super) fn run(mut arguments: Vec<String>) -> Result<bool, String> {
    let pages: usize = match crate::option(&mut arguments, "--pages")? {
        Some(text) => text.parse().map_err(|_| format!("`--pages {text}`: expected a number"))?,
        None => 10_000,
    };
    let program = crate::option(&mut arguments, "--program")?
        .map_or_else(|| crate::root().join("target/release/reportedly"), PathBuf::from);
    let kept = crate::option(&mut arguments, "--corpus")?.map(PathBuf::from);
    let number = |name: &str, text: Option<String>, usual: usize| match text {
        Some(text) => text.parse().map_err(|_| format!("`{name} {text}`: expected a number")),
        None => Ok(usual),
    };
    let rate = number("--rate", crate::option(&mut arguments, "--rate")?, RATE)?;
    let seconds = number("--seconds", crate::option(&mut arguments, "--seconds")?, SECONDS)?;
    let as_json = crate::flag(&mut arguments, "--json");
    crate::none_left(&arguments)?;
    super::warn_unless_release();
    if !program.is_file() {
        return Err(format!("{}: not built: `cargo build --release -p reportedly`", program.display()));
    }
    let own = std::env::temp_dir().join(format!("bench-load-{}", std::process::id()));
    let file = match &kept {
        Some(file) => file.clone(),
        None => {
            std::fs::create_dir_all(&own).map_err(|error| error.to_string())?;
            own.join("pile.rpd")
        }
    };
    let measured = measure(&file, pages, &program, (rate, Duration::from_secs(seconds as u64)));
    if kept.is_none() {
        std::fs::remove_dir_all(&own).map_err(|error| error.to_string())?;
    }
    let (figures, views) = measured?;
    let slow = views.iter().filter(|view| view.is_slow()).count();
    if as_json {
        let figures = figures.iter().map(|(name, figure, unit)| json!([name, figure, unit]));
        let views = views.iter().map(|view| json!([view.path, view.first, "ms", view.again, "ms again"]));
        println!("{:#}", Value::Array(figures.chain(views).collect()));
        return Ok(slow == 0);
    }
    for (name, figure, unit) in &figures {
        println!("{name:<60} {figure:>10.2} {unit}");
    }
    println!("{:<60} {:>10} {:>10}", "view, ms", "first", "again");
    for view in &views {
        let mark = if view.is_slow() { " slow" } else { "" };
        println!("{:<60} {:>10.1} {:>10.1}{mark}", view.path, view.first, view.again);
    }
    println!("{slow} of {} views over {LONGEST} ms", views.len());
    Ok(slow == 0)
}

fn measure(
    file: &Path,
    pages: usize,
    program: &Path,
    (rate, time): (usize, Duration),
) -> Result<(Figures, Vec<View>), String> {
    let mut out = Figures::new();
    let engine = Engine::new(Packs::embedded(), Limits::default());
    let pile = Pile::new(engine.packs());
    let input = |page: usize| Input { origin: pile.origin(page), bytes: Ok(pile.text(page).into_bytes()) };
    let fail = |error: reportedly_store::Error| error.to_string();
    let options = AddOptions { derive: false, ..AddOptions::default() };
    if !file.exists() {
        let store = Store::create(file).map_err(fail)?;
        store.want_encoder(false).map_err(fail)?;
        let begin = Instant::now();
        store.add((0..pages).map(input), &engine, &options, &mut |_| {}).map_err(fail)?;
        out.push(("pages added a second".to_owned(), pages as f64 / seconds(begin), "pages"));
        let begin = Instant::now();
        store.corpus(&engine).map_err(fail)?;
        out.push(("linking all".to_owned(), seconds(begin), "s"));
        let begin = Instant::now();
        store.add([input(pages)], &engine, &options, &mut |_| {}).map_err(fail)?;
        out.push(("one page more, added".to_owned(), seconds(begin) * 1000.0, "ms"));
        let begin = Instant::now();
        store.corpus(&engine).map_err(fail)?;
        out.push(("one page more, linked in the same process".to_owned(), seconds(begin), "s"));
        let memory = clock::memory().map_or(f64::NAN, |bytes| bytes as f64 / 1e9);
        out.push(("memory of that process".to_owned(), memory, "GB"));
    }
    let size = std::fs::metadata(file).map_or(0, |metadata| metadata.len());
    out.push(("corpus file".to_owned(), size as f64 / 1e9, "GB"));
    let begin = Instant::now();
    let corpus = Store::open(file).and_then(|store| store.corpus(&engine)).map_err(fail)?;
    out.push(("the derived corpus read whole".to_owned(), seconds(begin), "s"));
    out.push(("claims".to_owned(), corpus.claims.len() as f64, ""));
    let shared = corpus.claims.iter().filter(|claim| claim.members.len() > 1).count();
    out.push(("claims of several statements".to_owned(), shared as f64, ""));
    out.push(("actors".to_owned(), corpus.actors.len() as f64, ""));
    let widest = corpus.claims.iter().max_by_key(|claim| claim.members.len()).ok_or("no claims")?;
    let copy = corpus.copies.first().ok_or("no copies")?;
    let people = corpus.actors.iter().filter(|actor| actor.id.starts_with("e:per:"));
    let loudest = people.max_by_key(|actor| actor.statements).ok_or("no actors")?;
    for words in [["claim", &widest.id], ["trace", &widest.id]] {
        let begin = Instant::now();
        let run = Command::new(program).args(words).arg("-c").arg(file).stdout(Stdio::null()).status();
        if !run.map_err(|error| error.to_string())?.success() {
            return Err(format!("`reportedly {}` failed", words.join(" ")));
        }
        out.push((format!("`reportedly {} ID`, a new process", words[0]), seconds(begin) * 1000.0, "ms"));
    }
    let paths = addresses(&corpus, widest, loudest, copy, pages);
    let pressed = pressed(&corpus);
    drop(corpus);
    let begin = Instant::now();
    let mut server = Server::start(program, file)?;
    server.ask("/claims")?;
    out.push(("first page of a new server".to_owned(), seconds(begin), "s"));
    let mut views = Vec::new();
    for path in &paths {
        let mut times = Vec::new();
        for _ in 0..=ROUNDS {
            let begin = Instant::now();
            // an export is long: what counts is when it begins
            if path.contains("/export?") {
                server.begun(path)?
            } else {
                server.ask(path)?
            }
            times.push(seconds(begin) * 1000.0);
        }
        let first = times.remove(0);
        times.sort_by(f64::total_cmp);
        views.push(View { path: path.chars().take(60).collect(), first, again: times[ROUNDS / 2] });
    }
    let held = |memory: Option<u64>| memory.map_or(f64::NAN, |bytes| bytes as f64 / 1e9);
    out.push(("memory of the server".to_owned(), held(clock::memory_of(server.child.id())), "GB"));
    if rate > 0 {
        bear(&server, &pressed, rate, time, &mut out)?;
    }
    let begin = Instant::now();
    Store::open(file)
        .and_then(|store| store.add([input(pages + 1)], &engine, &options, &mut |_| {}))
        .map_err(fail)?;
    let mut longest = 0.0_f64;
    // whoever asks while the change is read is answered as before
    while server.body("/claims")?.contains("class=\"behind\"") {
        let one = Instant::now();
        server.ask("/claims")?;
        longest = longest.max(seconds(one) * 1000.0);
    }
    out.push(("until a page more is shown".to_owned(), seconds(begin), "s"));
    out.push(("longest answer in that time".to_owned(), longest, "ms"));
    Ok((out, views))
}

/// Every view and every list of the API, at what is largest in the corpus.
fn addresses(corpus: &Corpus, widest: &Claim, loudest: &Actor, copy: &CopyEdge, pages: usize) -> Vec<String> {
    let (actor, document, other) = (escaped(&loudest.id), escaped(&copy.a), escaped(&copy.b));
    let (claim, name) = (escaped(&widest.id), escaped(&loudest.name));
    let (last_claims, last_pages) = ((corpus.claims.len() / 100).max(1), (pages / 200).max(1));
    let searches = [
        format!("q={name}"),
        "q=Poland".to_owned(),
        "q=army&exact=1".to_owned(),
        "q=army&lang=uk&kind=direct".to_owned(),
        format!("speaker={name}"),
        format!("actor={actor}"),
        format!("about={name}"),
        "via=a".to_owned(),
        "outlet=a".to_owned(),
        "kind=indirect&lang=uk".to_owned(),
        "stance=deny".to_owned(),
        "zone=all".to_owned(),
        "date=none".to_owned(),
        "since=2020&until=2024-05&certainty=all".to_owned(),
        "denied=1".to_owned(),
        "q=army&denied=1".to_owned(),
    ];
    let views = [
        "/".to_owned(),
        "/claims".to_owned(),
        format!("/claims?page={last_claims}"),
        "/claims?denied=1".to_owned(),
        "/claims?sort=first&min_roots=2".to_owned(),
        format!("/claims/{claim}"),
        format!("/claims/{claim}/report"),
        "/documents".to_owned(),
        format!("/documents?page={last_pages}"),
        "/documents?undated=1".to_owned(),
        format!("/documents/{document}"),
        "/actors".to_owned(),
        format!("/actors?name={name}"),
        format!("/actors/{actor}"),
        format!("/actors/{actor}/positions?topic=army"),
        format!("/compare?p={document}&p={other}"),
        "/relays".to_owned(),
        "/health".to_owned(),
        "/review".to_owned(),
        "/review?tab=links".to_owned(),
        "/review?tab=copies".to_owned(),
        "/review?tab=dates".to_owned(),
        "/review?tab=log".to_owned(),
    ];
    let answers = [
        "claims".to_owned(),
        "claims?q=army".to_owned(),
        format!("claims/{claim}"),
        format!("claims/{claim}/trace"),
        "actors".to_owned(),
        format!("actors?q={name}"),
        format!("actors/{actor}"),
        format!("actors/{actor}/positions?topic=army"),
        "documents".to_owned(),
        format!("documents/{document}"),
        format!("documents/{document}/text"),
        "denials".to_owned(),
        "denials?refusals=1".to_owned(),
        "copies".to_owned(),
        "relays".to_owned(),
        format!("relays?to={name}"),
        format!("search?speaker={name}&facets=1"),
        "search?q=army&facets=1".to_owned(),
        "decisions".to_owned(),
        "health".to_owned(),
        "export?to=csv&q=Poland".to_owned(),
        format!("export?to=jsonl&actor={actor}"),
        "export?to=jsonl".to_owned(),
    ];
    let searched = searches.iter().map(|asked| format!("/?{asked}"));
    let api = searches.iter().map(|asked| format!("search?{asked}")).chain(answers);
    views.into_iter().chain(searched).chain(api.map(|path| format!("/api/v1/{path}"))).collect()
}

/// Searches and claims to be asked for in turn.
fn pressed(corpus: &Corpus) -> Arc<Vec<String>> {
    let mut claims: Vec<_> = corpus.claims.iter().collect();
    claims.sort_by_key(|claim| (std::cmp::Reverse(claim.pages), &claim.id));
    // from the widest to those of one page
    let step = (claims.len() / ASKED).max(1);
    let mut people: Vec<_> = corpus.actors.iter().filter(|actor| !actor.anonymous).collect();
    people.sort_by_key(|actor| (std::cmp::Reverse(actor.statements), &actor.id));
    let claims = claims.into_iter().step_by(step).map(|claim| format!("/claims/{}", escaped(&claim.id)));
    let searches = people.into_iter().map(|actor| format!("/?q={}", escaped(&actor.name)));
    Arc::new(claims.take(ASKED).zip(searches.take(ASKED)).flat_map(|(a, b)| [a, b]).collect())
}

/// How the server bears a fixed rate, and what it holds before and after.
fn bear(
    server: &Server,
    paths: &Arc<Vec<String>>,
    rate: usize,
    time: Duration,
    out: &mut Figures,
) -> Result<(), String> {
    let held = || clock::memory_now(server.child.id()).map_or(f64::NAN, |bytes| bytes as f64 / 1e6);
    // once around, so that what is kept is kept
    crate::load::press(&server.host, paths, rate, Duration::from_secs(1).min(time), THREADS)?;
    let before = held();
    let borne = crate::load::press(&server.host, paths, rate, time, THREADS)?;
    let faults: usize = borne.faults.values().sum();
    out.push((format!("requests at {rate} a second"), borne.requests as f64, ""));
    out.push(("not answered with 200".to_owned(), faults as f64, ""));
    out.push(("answered a second".to_owned(), borne.answered_a_second, ""));
    out.push(("median answer".to_owned(), borne.median, "ms"));
    out.push(("99 % of answers within".to_owned(), borne.of_99, "ms"));
    out.push(("longest answer".to_owned(), borne.longest, "ms"));
    out.push(("memory before".to_owned(), before, "MB"));
    out.push(("memory after".to_owned(), held(), "MB"));
    Ok(())
}

/// Everything but letters and figures as `%XX`.
fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(one).collect()
}

struct Server {
    child: Child,
    host: String,
}

impl Server {
    fn start(program: &Path, file: &Path) -> Result<Self, String> {
        let mut child = Command::new(program)
            .args(["serve", "--address", "127.0.0.1:0", "-c"])
            .arg(file)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| error.to_string())?;
        let stderr = child.stderr.take().ok_or("no stderr")?;
        let lines = BufReader::new(stderr).lines().map_while(Result::ok);
        let host = lines.take(20).find_map(|line| {
            let rest = line.split_once("http://")?.1;
            Some(rest.split('/').next().unwrap_or(rest).to_owned())
        });
        match host {
            Some(host) => Ok(Self { child, host }),
            None => Err("the server does not listen".to_owned()),
        }
    }

    /// Asks for a page and reads it to its end.
    fn ask(&mut self, path: &str) -> Result<(), String> {
        self.body(path).map(drop)
    }

    /// Asks for a file and reads its first piece.
    fn begun(&mut self, path: &str) -> Result<(), String> {
        let say = |error: std::io::Error| format!("{path}: {error}");
        let (mut stream, mut answer, mut piece) =
            (self.asked(path).map_err(say)?, Vec::<u8>::new(), [0; 4096]);
        loop {
            match stream.read(&mut piece).map_err(say)? {
                0 => return Err(format!("{path}: ended before its first piece")),
                n => answer.extend(piece.iter().take(n)),
            }
            if answer.windows(4).position(|part| part == b"\r\n\r\n").is_some_and(|at| answer.len() > at + 8)
            {
                return Ok(());
            }
        }
    }

    fn asked(&self, path: &str) -> std::io::Result<TcpStream> {
        let mut stream = TcpStream::connect(&self.host)?;
        stream.set_read_timeout(Some(Duration::from_secs(600)))?;
        let host = &self.host;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
        Ok(stream)
    }

    fn body(&mut self, path: &str) -> Result<String, String> {
        let say = |error: std::io::Error| format!("{path}: {error}");
        let mut answer = Vec::new();
        self.asked(path).and_then(|mut stream| stream.read_to_end(&mut answer)).map_err(say)?;
        let head = String::from_utf8_lossy(answer.get(..12).unwrap_or(&answer)).into_owned();
        if !head.ends_with("200") {
            return Err(format!("{path}: {head}"));
        }
        Ok(String::from_utf8_lossy(&answer).into_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn ids_are_escaped() {
        assert_eq!(super::escaped("e:per:a"), "e%3Aper%3Aa");
        assert_eq!(super::escaped("є"), "%D1%94");
    }
}
