//! One test binary: the program as its users meet it.

mod bad;
mod copies;
mod decide;
mod explain;
mod export;
mod filters;
mod good;
mod intake;
mod ways;
mod mcp;

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the program said and how it ended.
struct Ran {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ran {
    /// Ended with this code; shows everything when not.
    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, code, "\nstdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }
    fn json(&self) -> Value {
        let value: Value =
            serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {}", self.stdout));
        assert_eq!(value["schema"], "reportedly/1", "{value}");
        value
    }
    fn lines(&self) -> Vec<Value> {
        let lines = self.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.inspect(|line| assert_eq!(line["schema"], "reportedly/1")).collect()
    }
}

/// A folder with pages in it, and the program started there.
struct Desk {
    folder: tempfile::TempDir,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// A desk with three pages about invented people, in three languages.
    fn with_pages() -> Self {
        let desk = Self::new();
        desk.put("pages/a.txt", PAGE_UK);
        desk.put("pages/b.txt", PAGE_EN);
        desk.put("pages/more/c.txt", PAGE_RU);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reportedly"));
        command.args(args).current_dir(self.folder.path());
        for name in ["NO_COLOR", "CLICOLOR_FORCE", "REPORTEDLY_CORPUS", "RUST_BACKTRACE"] {
            command.env_remove(name);
        }
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.run_with(args, b"")
    }

    fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ran {
        finish(self.command(args), stdin)
    }
}

fn finish(mut command: Command, stdin: &[u8]) -> Ran {
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _ = child.stdin.take().unwrap().write_all(stdin);
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn is_root(folder: &Path) -> bool {
    // Root may read what nobody may read.
    let file = folder.join("secret");
    std::fs::write(&file, "x").unwrap();
    lock(&file);
    std::fs::read(&file).is_ok()
}

#[cfg(unix)]
fn lock(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o000)).unwrap();
}
#[cfg(not(unix))]
fn lock(_path: &Path) {}

const PAGE_UK: &str = "Мер Заріччя пообіцяв новий міст\n\n\
    Мер Заріччя Остап Калинюк заявив, що новий міст через річку відкриють навесні.\n\n\
    \"Ми відкриємо міст навесні\", - сказав Остап Калинюк журналістам.\n";
const PAGE_EN: &str = "Bridge at Riverside delayed again\n\n\
    Engineer Nora Whitfield said that the new bridge will not open in spring.\n\n\
    \"The concrete is not ready,\" Nora Whitfield told reporters.\n";
const PAGE_RU: &str = "Мост откроют позже\n\n\
    Инженер Игорь Самсонов сообщил, что новый мост через реку откроют осенью.\n";
