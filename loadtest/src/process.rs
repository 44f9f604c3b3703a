//! What the kernel says about a process: CPU seconds and resident memory of the server, and our own limit of open files.

use std::{fs, ops::Sub};

use anyhow::{Context, Result, bail, ensure};
use serde::Serialize;

/// Files that we hold open besides the sockets of screens.
const OPEN_FILES_MARGIN: u64 = 128;
/// Ticks a second where the kernel does not say; it is 100 on every Linux that this runs on.
const TICKS_PER_SECOND: u64 = 100;
/// Key of the tick rate in `/proc/self/auxv`.
const AT_CLKTCK: usize = 17;

/// Consumption since the processes began; subtract two to get a span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Usage {
    /// User and system time, s.
    pub cpu_s: f64,
    /// VmRSS, KiB.
    pub rss_kib: i64,
}

impl Sub for Usage {
    type Output = Self;

    fn sub(self, before: Self) -> Self {
        Self { cpu_s: self.cpu_s - before.cpu_s, rss_kib: self.rss_kib - before.rss_kib }
    }
}

/// The sum over `pids`; none when no pid was given.
pub fn usage(pids: &[u32]) -> Result<Option<Usage>> {
    let mut sum = Usage::default();
    for pid in pids {
        let one = read(&pid.to_string())?;
        sum.cpu_s += one.cpu_s;
        sum.rss_kib += one.rss_kib;
    }
    Ok((!pids.is_empty()).then_some(sum))
}

/// This process.
pub fn own() -> Result<Usage> {
    read("self")
}

fn read(pid: &str) -> Result<Usage> {
    let stat =
        fs::read_to_string(format!("/proc/{pid}/stat")).with_context(|| format!("no process {pid} to measure"))?;
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let ticks = cpu_ticks(&stat).with_context(|| format!("/proc/{pid}/stat has an unknown form"))?;
    let rss_kib = field_kib(&status, "VmRSS:").with_context(|| format!("process {pid} shows no VmRSS"))?;
    Ok(Usage { cpu_s: ticks as f64 / ticks_per_second() as f64, rss_kib })
}

/// utime + stime. The command's name, in brackets, may hold spaces and brackets itself.
fn cpu_ticks(stat: &str) -> Option<u64> {
    let mut fields = stat.rsplit_once(')')?.1.split_ascii_whitespace().skip(11);
    let utime: u64 = fields.next()?.parse().ok()?;
    let stime: u64 = fields.next()?.parse().ok()?;
    Some(utime + stime)
}

fn field_kib(status: &str, name: &str) -> Option<i64> {
    let line = status.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_ascii_whitespace().next()?.parse().ok()
}

fn ticks_per_second() -> u64 {
    const WORD: usize = size_of::<usize>();
    let Ok(auxv) = fs::read("/proc/self/auxv") else { return TICKS_PER_SECOND };
    let words: Vec<usize> = auxv.as_chunks::<WORD>().0.iter().map(|bytes| usize::from_ne_bytes(*bytes)).collect();
    let pair = words.as_chunks::<2>().0.iter().find(|[key, _]| *key == AT_CLKTCK);
    pair.map_or(TICKS_PER_SECOND, |[_, ticks]| *ticks as u64)
}

/// Fails with what to do when `sockets` would not fit under the limit of open files.
pub fn check_open_files(sockets: u64) -> Result<()> {
    let limits = fs::read_to_string("/proc/self/limits").context("cannot read /proc/self/limits")?;
    let Some((soft, hard)) = open_files(&limits) else {
        bail!("/proc/self/limits does not tell the limit of open files")
    };
    let needed = sockets + OPEN_FILES_MARGIN;
    ensure!(
        soft >= needed,
        "{sockets} sockets need {needed} open files; this shell allows {soft} (hard limit {hard}). \
         Run `ulimit -n {needed}` first{}; the server needs the same.",
        if hard < needed {
            ", as root or after raising the hard limit (`nofile` in /etc/security/limits.conf)"
        } else {
            ""
        }
    );
    Ok(())
}

/// Soft and hard limit.
fn open_files(limits: &str) -> Option<(u64, u64)> {
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    let mut values = line.split_ascii_whitespace().map(|value| value.parse().unwrap_or(u64::MAX));
    Some((values.next()?, values.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cpu_is_found_behind_a_name_with_brackets() {
        let stat = "42 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 700 55 0 0 20 0";
        assert_eq!(cpu_ticks(stat), Some(755));
        assert_eq!(cpu_ticks("42 nothing"), None);
    }

    #[test]
    fn memory_and_limits_are_read() {
        assert_eq!(field_kib("VmPeak:\t  9 kB\nVmRSS:\t  1234 kB\n", "VmRSS:"), Some(1234));
        let limits = "Limit   Soft Limit   Hard Limit   Units\nMax open files            1024                 unlimited            files\n";
        assert_eq!(open_files(limits), Some((1024, u64::MAX)));
    }

    #[test]
    fn this_process_has_used_something() {
        let own = own().unwrap();
        assert!(own.rss_kib > 0);
        assert!(ticks_per_second() >= 1);
        assert_eq!(usage(&[]).unwrap(), None);
        assert!(usage(&[u32::MAX]).is_err());
    }

    #[test]
    fn too_many_sockets_are_refused_with_what_to_do() {
        check_open_files(1).unwrap();
        let words = check_open_files(u64::from(u32::MAX)).unwrap_err().to_string();
        assert!(words.contains("ulimit -n"), "{words}");
    }
}
