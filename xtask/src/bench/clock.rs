//! Processor time, which other programs on the machine hardly move.

/// Seconds the process has spent on processors.
#[cfg(unix)]
pub(crate) fn seconds() -> f64 {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    now.tv_sec as f64 + now.tv_nsec as f64 / 1e9
}

/// Seconds of the wall clock, where the processor's is not to be had.
#[cfg(not(unix))]
pub(crate) fn seconds() -> f64 {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed().as_secs_f64()
}

/// The most memory the process has held so far, in bytes; `None` where the system does not tell.
pub(super) fn memory() -> Option<u64> {
    memory_of(std::process::id())
}

/// The same of another process.
pub(super) fn memory_of(process: u32) -> Option<u64> {
    status_of(process, "VmHWM:")
}

/// The memory another process holds now.
pub(super) fn memory_now(process: u32) -> Option<u64> {
    status_of(process, "VmRSS:")
}

fn status_of(process: u32, name: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Keeps this process, and those it starts, on the last core it may use. False where there is no `taskset`.
pub(super) fn pin() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let Some(core) = last_core(&status) else { return false };
    let id = std::process::id().to_string();
    let run = std::process::Command::new("taskset").args(["-cp", &core, &id]).output();
    run.is_ok_and(|output| output.status.success())
}

fn last_core(status: &str) -> Option<String> {
    let list = status.lines().find_map(|line| line.strip_prefix("Cpus_allowed_list:"))?;
    list.trim().rsplit([',', '-']).next().filter(|core| !core.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_goes_on() {
        let begin = seconds();
        let sum = (0..2_000_000_u64).fold(0, |sum, n| std::hint::black_box(sum ^ n));
        assert!(seconds() > begin, "{sum}");
    }

    #[test]
    fn last_core_of_a_list() {
        for (list, core) in [("0-3", "3"), ("0", "0"), ("0-1,5", "5")] {
            assert_eq!(last_core(&format!("Name:\tx\nCpus_allowed_list:\t{list}\n")).as_deref(), Some(core));
        }
        assert_eq!(last_core("Name:\tx\n"), None);
    }
}
