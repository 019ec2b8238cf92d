//! `xtask load URL`: asks a running server for pages at a fixed rate and tells how it bore it.
//!
//! Requests leave on a fixed timetable whether or not earlier ones were answered (open loop), on connections that are kept;
//! a time counts from when the request should have left, so a server that falls behind cannot look fast.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

const USAGE: &str =
    "usage: cargo xtask load http://HOST:PORT PATH... [--rate 500] [--seconds 60] [--threads 32]";

#[derive(Default)]
struct Tally {
    /// Milliseconds of answered requests.
    times: Vec<f64>,
    /// What was answered otherwise than with 200, and how often.
    faults: BTreeMap<String, usize>,
}

pub(crate) fn run(arguments: Vec<String>) -> Result<bool, String> {
    let (mut rate, mut seconds, mut threads, mut plain) = (500usize, 60usize, 32usize, Vec::new());
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        let slot = match argument.as_str() {
            "--rate" => &mut rate,
            "--seconds" => &mut seconds,
            "--threads" => &mut threads,
            _ => {
                plain.push(argument);
                continue;
            }
        };
        *slot = rest.next().and_then(|value| value.parse().ok()).filter(|n| *n > 0).ok_or(USAGE)?;
    }
    let mut plain = plain.into_iter();
    let url = plain.next().ok_or(USAGE)?;
    let host = url.strip_prefix("http://").ok_or(USAGE)?.trim_end_matches('/').to_owned();
    let paths: Arc<Vec<String>> = Arc::new(plain.collect());
    if paths.is_empty() {
        return Err(USAGE.to_owned());
    }
    let borne = press(&host, &paths, rate, Duration::from_secs(seconds as u64), threads)?;
    println!("{borne}");
    for (fault, count) in &borne.faults {
        println!("{count} × {fault}");
    }
    Ok(borne.faults.is_empty())
}

/// How a server bore it. Times in milliseconds.
pub(crate) struct Borne {
    pub(crate) requests: usize,
    pub(crate) answered_a_second: f64,
    pub(crate) median: f64,
    pub(crate) of_99: f64,
    pub(crate) longest: f64,
    /// What was answered otherwise than with 200, and how often.
    pub(crate) faults: BTreeMap<String, usize>,
}

impl fmt::Display for Borne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { requests, answered_a_second, median, of_99, longest, .. } = self;
        write!(
            f,
            "{requests} requests, {answered_a_second:.0} answered a second, ms: median {median:.1}, 99 % {of_99:.1}, longest {longest:.1}"
        )
    }
}

/// Asks for the paths in turn, `rate` of them a second, for some time.
pub(crate) fn press(
    host: &str,
    paths: &Arc<Vec<String>>,
    rate: usize,
    time: Duration,
    threads: usize,
) -> Result<Borne, String> {
    let (next, tally) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Tally::default())));
    let total = (rate as f64 * time.as_secs_f64()) as usize;
    let begin = Instant::now() + Duration::from_millis(100);
    let workers: Vec<_> = (0..threads)
        .map(|_| {
            let (host, paths, next, tally) = (host.to_owned(), paths.clone(), next.clone(), tally.clone());
            thread::spawn(move || {
                let (mut connection, mut own) = (None, Tally::default());
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= total {
                        break;
                    }
                    let due = begin + Duration::from_secs_f64(number as f64 / rate as f64);
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    let path = paths.get(number % paths.len()).map_or("/", String::as_str);
                    match ask(&mut connection, &host, path) {
                        Ok(200) => own.times.push(due.elapsed().as_secs_f64() * 1000.0),
                        Ok(status) => *own.faults.entry(status.to_string()).or_default() += 1,
                        Err(error) => {
                            connection = None;
                            *own.faults.entry(error.kind().to_string()).or_default() += 1;
                        }
                    }
                }
                let mut all = tally.lock().unwrap_or_else(PoisonError::into_inner);
                all.times.append(&mut own.times);
                for (fault, count) in own.faults {
                    *all.faults.entry(fault).or_default() += count;
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().map_err(|_| "a thread crashed".to_owned())?;
    }
    let took = begin.elapsed().as_secs_f64();
    let mut tally = tally.lock().unwrap_or_else(PoisonError::into_inner);
    tally.times.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = ((tally.times.len() as f64 * share) as usize).min(tally.times.len().saturating_sub(1));
        tally.times.get(place).copied().unwrap_or(f64::NAN)
    };
    let (answered_a_second, median, of_99, longest) =
        (tally.times.len() as f64 / took, at(0.5), at(0.99), at(1.0));
    Ok(Borne {
        requests: total,
        answered_a_second,
        median,
        of_99,
        longest,
        faults: std::mem::take(&mut tally.faults),
    })
}

/// One request on a kept connection; gives the status.
fn ask(connection: &mut Option<BufReader<TcpStream>>, host: &str, path: &str) -> std::io::Result<u16> {
    let reader = match connection {
        Some(reader) => reader,
        None => {
            let stream = TcpStream::connect(host)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(Duration::from_secs(30)))?;
            connection.insert(BufReader::new(stream))
        }
    };
    write!(reader.get_mut(), "GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: application/json\r\n\r\n")?;
    let bad = || std::io::Error::from(std::io::ErrorKind::InvalidData);
    let (mut line, mut status, mut length) = (String::new(), None, 0usize);
    loop {
        line.clear();
        if reader.read_line(&mut line)? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        let text = line.trim_end();
        if status.is_none() {
            status = Some(text.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(bad)?);
        } else if text.is_empty() {
            break;
        } else if let Some((name, value)) = text.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().map_err(|_| bad())?;
        }
    }
    std::io::copy(&mut reader.by_ref().take(length as u64), &mut std::io::sink())?;
    status.ok_or_else(bad)
}
