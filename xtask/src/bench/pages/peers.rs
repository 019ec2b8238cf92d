//! Peers: asks their programs, page by page, and waits no longer than is fair.
//!
//! Takes programs of the protocol in `xtask/peers/`, gives runs. A peer that crashes or hangs on a page loses that page.

use super::install::Program;
use super::run::{Answer, Run, Title, drive};
use super::sample::{Sample, Task};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

/// Time for one page, by the wall clock.
const PATIENCE: Duration = Duration::from_secs(20);
/// Time for a peer's start.
const START: Duration = Duration::from_secs(60);

/// A peer that can be asked.
pub(super) struct Tool {
    program: Program,
    pub(super) name: String,
    version: String,
    does: Vec<String>,
}

impl Tool {
    pub(super) fn does(&self, task: Task) -> bool {
        self.does.iter().any(|word| word == task.word())
    }
}

/// The tools of a program, and those that did not start.
pub(super) fn list(program: &Program) -> Result<(Vec<Tool>, Vec<String>), String> {
    let output = program.command().arg("--list").stderr(Stdio::null()).output();
    let output = output.map_err(|error| format!("{}: {error}", program.path.display()))?;
    if !output.status.success() {
        return Err(format!("{}: `--list` failed", crate::name_of(&program.path)));
    }
    let (mut tools, mut faults) = (Vec::new(), Vec::new());
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let row: Value = serde_json::from_str(line).map_err(|error| format!("`{line}`: {error}"))?;
        let field = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        if row["error"].is_string() {
            faults.push(format!("{}: {}", field("tool"), field("error")));
            continue;
        }
        let does = row["does"].as_array().into_iter().flatten();
        let does = does.filter_map(|word| word.as_str().map(str::to_owned)).collect();
        tools.push(Tool { program: program.clone(), name: field("tool"), version: field("version"), does });
    }
    Ok((tools, faults))
}

pub(super) fn run(tool: &Tool, task: Task, sample: &Sample, files: &[PathBuf], rounds: usize) -> Run {
    let mut process = None;
    let mut read = |index: usize| {
        // A new process for each round: several peers remember what they have seen, which no user's page is.
        if index == 0
            && let Some(process) = process.take()
        {
            Process::end(process);
        }
        let url = sample.pages[index].url.as_deref().unwrap_or_default();
        let request = json!({"path": files[index], "url": url, "form": task.form()});
        ask(tool, &mut process, &request)
    };
    let mut run = drive((&tool.name, &tool.version), sample, rounds, Title::Better, &mut read);
    if let Some(process) = process {
        process.end();
    }
    run.task = task;
    run
}

/// A peer at work.
struct Process {
    child: Child,
    lines: Receiver<String>,
    started: bool,
}

impl Process {
    fn start(tool: &Tool) -> Result<Self, String> {
        let mut command = tool.program.command();
        command.arg(&tool.name).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        let out = child.stdout.take().ok_or("no stdout")?;
        let (send, lines) = channel();
        // Ends with the peer's output.
        std::thread::spawn(move || {
            for line in BufReader::new(out).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        Ok(Self { child, lines, started: false })
    }

    fn ask(&mut self, request: &Value) -> Result<Answer, String> {
        let stdin = self.child.stdin.as_mut().ok_or("no stdin")?;
        writeln!(stdin, "{request}").and_then(|()| stdin.flush()).map_err(|_| "crashed".to_owned())?;
        let patience = if self.started { PATIENCE } else { START };
        let line = self.lines.recv_timeout(patience).map_err(|error| match error {
            RecvTimeoutError::Timeout => format!("no answer in {} s", patience.as_secs()),
            RecvTimeoutError::Disconnected => "crashed".to_owned(),
        })?;
        self.started = true;
        parse(&line)
    }

    fn end(mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(tool: &Tool, process: &mut Option<Process>, request: &Value) -> Answer {
    let mut current = match process.take().map_or_else(|| Process::start(tool), Ok) {
        Ok(current) => current,
        Err(error) => return Answer { error: Some(error), ..Answer::default() },
    };
    // The first answer of a process is not counted: readers build their tables on it.
    let warm = if current.started { Ok(()) } else { current.ask(request).map(drop) };
    match warm.and_then(|()| current.ask(request)) {
        Ok(answer) => {
            *process = Some(current);
            answer
        }
        Err(error) => {
            current.end();
            Answer { error: Some(error), ..Answer::default() }
        }
    }
}

fn parse(line: &str) -> Result<Answer, String> {
    let row: Value =
        serde_json::from_str(line).map_err(|error| format!("no answer but `{line}`: {error}"))?;
    let field = |name: &str| row[name].as_str().map(str::to_owned);
    Ok(Answer {
        seconds: row["seconds"].as_f64(),
        text: field("text"),
        title: field("title"),
        date: field("date"),
        error: field("error"),
    })
}

#[cfg(test)]
mod tests {
    use super::super::sample::Page;
    use super::*;

    #[test]
    fn an_answer_is_one_line_of_json() {
        let answer = parse(r#"{"seconds": 0.5, "text": "Міст", "title": null, "date": "2024-05-01"}"#);
        let answer = answer.expect("an answer");
        assert_eq!((answer.seconds, answer.text.as_deref(), answer.title), (Some(0.5), Some("Міст"), None));
        assert!(parse("Traceback").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn tools_are_listed_and_a_program_that_fails_is_told() {
        let shell = |script: &str| Program { path: "sh".into(), arguments: vec!["-c".into(), script.into()] };
        let rows = r#"echo '{"tool": "a", "version": "1", "does": ["dates"]}'; echo '{"tool": "b", "error": "broken"}'"#;
        let (tools, faults) = list(&shell(rows)).expect("a list");
        assert_eq!((tools.len(), faults.as_slice()), (1, &["b: broken".to_owned()][..]));
        assert!(tools[0].does(Task::Dates) && !tools[0].does(Task::Articles));
        assert!(list(&shell("exit 3")).is_err());
    }

    /// A peer of a line of shell: answers twice (the first answer is not counted), then ends, and is started again.
    #[cfg(unix)]
    #[test]
    fn a_crash_costs_one_page() {
        let script =
            r#"for n in 1 2; do read l; echo '{"seconds": 0.1, "date": "2024-05-01"}'; done; read l"#;
        let program = Program { path: "sh".into(), arguments: vec!["-c".into(), script.into()] };
        let tool =
            Tool { program, name: "sh".to_owned(), version: String::new(), does: vec!["dates".to_owned()] };
        let page = |id: &str| Page {
            id: id.to_owned(),
            url: None,
            name: String::new(),
            bytes: Vec::new(),
            text: None,
            day: Some(Some("2024-05-01".to_owned())),
        };
        let pages = vec![page("a"), page("b"), page("c")];
        let sample = Sample { task: Task::Dates, label: "own".to_owned(), pages };
        let files = vec![PathBuf::new(); 3];
        let run = run(&tool, Task::Dates, &sample, &files, 1);
        assert_eq!(run.faults, ["b: crashed"]);
        assert_eq!(run.days.map(|days| (days.right, days.missing)), Some((2, 1)));
    }
}
