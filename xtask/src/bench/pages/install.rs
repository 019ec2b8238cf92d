//! A throwaway environment for peers: a Python one by pip, a Rust project by cargo.
//!
//! Takes `xtask/peers/` and a folder, gives the programs that speak for the peers. What does not install is told, the rest
//! is measured. A folder that is there already is used again, so a second run is short.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program that lists tools and reads pages.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) path: PathBuf,
    pub(super) arguments: Vec<PathBuf>,
}

impl Program {
    pub(super) fn command(&self) -> Command {
        let mut command = Command::new(&self.path);
        command.args(&self.arguments);
        command
    }
}

/// The programs, and what did not install.
pub(super) fn all(peers: &Path, folder: &Path) -> (Vec<Program>, Vec<String>) {
    let mut faults = Vec::new();
    let mut programs = Vec::new();
    for made in [python(peers, folder, &mut faults), rust(peers, folder, &mut faults)] {
        match made {
            Ok(program) => programs.push(program),
            Err(fault) => faults.push(fault),
        }
    }
    (programs, faults)
}

fn python(peers: &Path, folder: &Path, faults: &mut Vec<String>) -> Result<Program, String> {
    let environment = folder.join("python");
    let program = environment.join("bin/python");
    if !program.is_file() {
        quiet(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
        quiet(Command::new(&program).args(["-m", "pip", "install", "-q", "-U", "pip"]))?;
    }
    let list = peers.join("requirements.txt");
    let pip = || {
        let mut command = Command::new(&program);
        command.args(["-m", "pip", "install", "-q"]);
        command
    };
    if quiet(pip().arg("-r").arg(&list)).is_err() {
        let names = std::fs::read_to_string(&list).map_err(|error| format!("{}: {error}", list.display()))?;
        for name in names.lines() {
            if let Err(fault) = quiet(pip().arg(name)) {
                faults.push(format!("{name}: {fault}"));
            }
        }
    }
    Ok(Program { path: program, arguments: vec![peers.join("peers.py")] })
}

fn rust(peers: &Path, folder: &Path, faults: &mut Vec<String>) -> Result<Program, String> {
    let project = folder.join("rust");
    copy(&peers.join("rust/Cargo.toml.in"), &project.join("Cargo.toml"))?;
    for name in ["main.rs", "tools.rs"] {
        copy(&peers.join("rust").join(name), &project.join("src").join(name))?;
    }
    let manifest = std::fs::read_to_string(project.join("Cargo.toml")).map_err(|error| error.to_string())?;
    let mut features = features(&manifest)?;
    let build = |features: &[String]| {
        quiet(
            Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
                .args(["build", "--release", "--quiet", "--ignore-rust-version", "--features"])
                .arg(features.join(","))
                .current_dir(&project)
                .env("CARGO_TARGET_DIR", project.join("target")),
        )
    };
    if build(&features).is_err() {
        features.retain(|feature| match build(std::slice::from_ref(feature)) {
            Ok(()) => true,
            Err(fault) => {
                faults.push(format!("{feature} (Rust): {fault}"));
                false
            }
        });
        build(&features)?;
    }
    Ok(Program { path: project.join("target/release/peers"), arguments: Vec::new() })
}

/// Peers of the Rust project.
fn features(manifest: &str) -> Result<Vec<String>, String> {
    let table: toml::Table = manifest.parse().map_err(|error: toml::de::Error| error.to_string())?;
    let features = table.get("features").and_then(|features| features.as_table());
    Ok(features.map(|features| features.keys().cloned().collect()).unwrap_or_default())
}

/// Copies what differs, so that a second build has nothing to do.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let text = std::fs::read(from).map_err(|error| format!("{}: {error}", from.display()))?;
    if std::fs::read(to).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let folder = to.parent().unwrap_or(to);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    std::fs::write(to, text).map_err(|error| format!("{}: {error}", to.display()))
}

/// Runs a command; its last line on stderr if it fails.
fn quiet(command: &mut Command) -> Result<(), String> {
    let output = command.stdin(Stdio::null()).output();
    let output = output.map_err(|error| format!("{}: {error}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    let talk = String::from_utf8_lossy(&output.stderr);
    let line = talk.lines().find(|line| line.to_lowercase().starts_with("error"));
    Err(line.or_else(|| talk.lines().last()).unwrap_or("failed").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_feature_of_the_template_is_a_peer() {
        let features = features(include_str!("../../../peers/rust/Cargo.toml.in")).expect("a manifest");
        assert!(features.contains(&"dom-smoothie".to_owned()), "{features:?}");
        let tools = include_str!("../../../peers/rust/tools.rs");
        for feature in features {
            assert!(tools.contains(&format!("feature = \"{feature}\"")), "{feature}");
        }
    }

    #[test]
    fn a_command_that_fails_says_why() {
        assert!(quiet(&mut Command::new("no-such-program-here")).is_err());
    }
}
