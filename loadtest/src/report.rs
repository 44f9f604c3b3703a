//! What a run found: percentiles, the table for people and JSON for programs.

use std::{
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::Path,
    thread,
};

use anyhow::{Context, Result};
use hdrhistogram::Histogram;
use serde::Serialize;

use crate::process::Usage;

/// Latencies above this are counted as this, µs.
const LATENCY_US_MAX: u64 = 600_000_000;
/// Three significant digits: an error of 0.1 %.
const DIGITS: u8 = 3;
/// Share of all cores above which the machine counts as the limit.
const NEARLY_ALL: f64 = 0.85;
/// Faults of one kind that are shown word for word.
const EXAMPLES_MAX: usize = 8;

/// A distribution of times, recorded in µs.
#[derive(Clone, Debug)]
pub struct Spread(Histogram<u64>);

impl Spread {
    pub fn new() -> Self {
        // The bounds are constants, so the only possible error cannot come.
        Self(Histogram::new_with_bounds(1, LATENCY_US_MAX, DIGITS).expect("constant bounds are valid"))
    }

    pub fn record(&mut self, us: u64) {
        self.0.saturating_record(us.max(1));
    }

    pub fn merge(&mut self, other: &Self) {
        // Same bounds on both sides, so nothing can be out of range.
        let _same_bounds = self.0.add(&other.0);
    }

    pub fn summary(&self) -> Latency {
        let ms = |quantile: f64| self.0.value_at_quantile(quantile) as f64 / 1_000.0;
        Latency {
            count: self.0.len(),
            p50_ms: ms(0.5),
            p90_ms: ms(0.9),
            p99_ms: ms(0.99),
            p99_9_ms: ms(0.999),
            max_ms: self.0.max() as f64 / 1_000.0,
        }
    }
}

/// Percentiles, ms.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Latency {
    pub count: u64,
    pub p50_ms: f64,
    pub p90_ms: f64,
    pub p99_ms: f64,
    pub p99_9_ms: f64,
    pub max_ms: f64,
}

/// What the server's processes used.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ServerCost {
    /// CPU seconds during the measured span.
    pub cpu_s: f64,
    /// Cores in use, on average over the span.
    pub cores: f64,
    /// Cores in use while nothing but heartbeats was sent, before the span.
    pub idle_cores: f64,
    /// CPU seconds per million deliveries (fan-out) or commands (write).
    pub cpu_s_per_million: f64,
    /// Resident memory when the span ended, KiB.
    pub rss_kib: i64,
    /// Growth of resident memory by connecting, KiB per connection; before any change was sent.
    pub kib_per_connection: f64,
}

/// Usage at the five moments that the costs are reckoned from.
#[derive(Clone, Copy, Debug, Default)]
pub struct Readings {
    pub before_connecting: Usage,
    pub connected: Usage,
    pub settled: Usage,
    /// None where a process was gone by then, or none was to be measured.
    pub ended: Option<Usage>,
    /// Between `connected` and `settled`.
    pub idle_s: f64,
    /// Between `settled` and `ended`.
    pub span_s: f64,
}

impl Readings {
    pub fn cost(&self, connections: u64, done: u64) -> Option<ServerCost> {
        let ended = self.ended?;
        let span = ended - self.settled;
        let idle = self.settled - self.connected;
        let grown = self.settled - self.before_connecting;
        Some(ServerCost {
            cpu_s: span.cpu_s,
            cores: span.cpu_s / self.span_s.max(0.001),
            idle_cores: idle.cpu_s / self.idle_s.max(0.001),
            cpu_s_per_million: span.cpu_s * 1_000_000.0 / done.max(1) as f64,
            rss_kib: ended.rss_kib,
            kib_per_connection: grown.rss_kib as f64 / connections.max(1) as f64,
        })
    }
}

/// What this program used itself: where it is near its limit, latencies are its own and not the server's.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OwnCost {
    pub cpu_s: f64,
    pub cores: f64,
    pub rss_kib: i64,
    /// Actual − intended time of sending.
    pub sending_lag: Latency,
}

impl OwnCost {
    /// Words of warning where the machine or the generator was the limit, so that latencies are not the server's own.
    pub fn caution(&self, server: Option<&ServerCost>, latency: &Latency) -> Option<String> {
        let cores = thread::available_parallelism().map_or(1, usize::from) as f64;
        let busy = self.cores + server.map_or(0.0, |cost| cost.cores);
        if busy > cores * NEARLY_ALL {
            return Some(format!("{busy:.1} of {cores} cores were in use: latencies include waiting for a core"));
        }
        (self.sending_lag.p99_ms > latency.p99_ms / 2.0)
            .then(|| "the generator itself sent late: much of the latency is its own".to_owned())
    }
}

/// Why a run counts as failed; empty when nothing was lost or out of order.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Faults(pub Vec<String>);

impl Faults {
    /// Notes a fault when `count` is not zero.
    pub fn count(&mut self, count: u64, words: &str) {
        if count > 0 {
            self.0.push(format!("{count} {words}"));
        }
    }

    pub fn examples(&mut self, words: &[String]) {
        self.0.extend(words.iter().take(EXAMPLES_MAX).cloned());
        if words.len() > EXAMPLES_MAX {
            self.0.push(format!("… and {} more like these", words.len() - EXAMPLES_MAX));
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Lines of name and value under headings, set in two columns.
#[derive(Default)]
pub struct Table(String);

impl Table {
    const NAME_WIDTH: usize = 38;

    pub fn heading(&mut self, words: &str) {
        let _infallible = writeln!(self.0, "\n{words}");
    }

    pub fn line(&mut self, name: &str, value: impl std::fmt::Display) {
        let _infallible = writeln!(self.0, "  {name:<width$}{value}", width = Self::NAME_WIDTH);
    }

    pub fn latency(&mut self, name: &str, latency: &Latency) {
        let words = format!(
            "p50 {}  p90 {}  p99 {}  p99.9 {}  max {}  ({} values)",
            ms(latency.p50_ms),
            ms(latency.p90_ms),
            ms(latency.p99_ms),
            ms(latency.p99_9_ms),
            ms(latency.max_ms),
            grouped(latency.count)
        );
        self.line(name, words);
    }

    pub fn server(&mut self, cost: Option<&ServerCost>, per: &str) {
        self.heading("Server");
        let Some(cost) = cost else {
            self.line("not measured", "no --server-pid was given, or the process was gone at the end");
            return;
        };
        self.line("CPU", format!("{:.2} s, {:.2} cores (idle before: {:.3})", cost.cpu_s, cost.cores, cost.idle_cores));
        self.line(&format!("CPU per million {per}"), format!("{:.2} s", cost.cpu_s_per_million));
        self.line("resident memory at the end", format!("{} KiB", grouped(cost.rss_kib.unsigned_abs())));
        self.line("memory per connection", format!("{:.1} KiB", cost.kib_per_connection));
    }

    pub fn own(&mut self, cost: &OwnCost) {
        self.heading("Load generator itself");
        self.line("CPU", format!("{:.2} s, {:.2} cores", cost.cpu_s, cost.cores));
        self.line("resident memory", format!("{} KiB", grouped(cost.rss_kib.unsigned_abs())));
        self.latency("sent after the intended time", &cost.sending_lag);
    }

    pub fn verdict(&mut self, faults: &Faults, caution: Option<&str>) {
        if let Some(words) = caution {
            self.heading(&format!("Caution: {words}"));
        }
        if faults.is_empty() {
            self.heading("PASSED: nothing lost, nothing out of order");
        } else {
            self.heading("FAILED");
            for fault in &faults.0 {
                let _infallible = writeln!(self.0, "  - {fault}");
            }
        }
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Prints the table, and writes the JSON where it was asked for.
pub fn publish(table: &Table, report: &impl Serialize, json: Option<&Path>) -> Result<()> {
    io::stdout().lock().write_all(table.text().as_bytes())?;
    if let Some(file) = json {
        let text = serde_json::to_string_pretty(report)?;
        fs::write(file, text + "\n").with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

fn ms(value: f64) -> String {
    match value {
        v if v < 10.0 => format!("{v:.2} ms"),
        v if v < 1_000.0 => format!("{v:.1} ms"),
        v => format!("{:.2} s", v / 1_000.0),
    }
}

/// 1234567 → `1,234,567`.
pub fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_come_from_every_value() {
        let mut spread = Spread::new();
        for us in 1..=1_000 {
            spread.record(us * 1_000);
        }
        let latency = spread.summary();
        assert_eq!(latency.count, 1_000);
        for (found, meant) in
            [(latency.p50_ms, 500.0), (latency.p90_ms, 900.0), (latency.p99_ms, 990.0), (latency.p99_9_ms, 999.0)]
        {
            assert!((found - meant).abs() <= meant * 0.001 + 0.001, "{found} for {meant}");
        }
        assert!((latency.max_ms - 1_000.0).abs() < 1.0);
    }

    #[test]
    fn one_stall_stays_visible_at_the_end_of_the_spread() {
        let mut one = Spread::new();
        let mut other = Spread::new();
        (0..9_999).for_each(|_| one.record(2_000));
        other.record(3_000_000);
        one.merge(&other);
        assert!((one.summary().max_ms - 3_000.0).abs() < 3.0);
        assert!(one.summary().p99_9_ms < 2.1);
        other.record(u64::MAX);
        assert_eq!(other.summary().count, 2, "too large is counted, at the bound");
        other.record(0);
        assert_eq!(other.summary().count, 3);
    }

    #[test]
    fn costs_are_differences() {
        let at = |cpu_s, rss_kib| Usage { cpu_s, rss_kib };
        let readings = Readings {
            before_connecting: at(1.0, 10_000),
            connected: at(2.0, 26_000),
            settled: at(2.5, 27_000),
            ended: Some(at(12.5, 40_000)),
            idle_s: 5.0,
            span_s: 20.0,
        };
        let cost = readings.cost(1_000, 2_000_000).unwrap();
        assert!((cost.cpu_s - 10.0).abs() < 1e-9 && (cost.cores - 0.5).abs() < 1e-9);
        assert!((cost.idle_cores - 0.1).abs() < 1e-9);
        assert!((cost.cpu_s_per_million - 5.0).abs() < 1e-9);
        assert!((cost.kib_per_connection - 17.0).abs() < 1e-9);
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1,234,567");
        assert_eq!((ms(0.5), ms(12.34), ms(2_345.0)), ("0.50 ms".into(), "12.3 ms".into(), "2.35 s".into()));
    }

    #[test]
    fn a_fault_makes_the_verdict() {
        let mut faults = Faults::default();
        faults.count(0, "changes lost");
        let mut table = Table::default();
        table.verdict(&faults, None);
        assert!(table.text().contains("PASSED"));
        faults.count(2, "changes lost");
        let mut table = Table::default();
        table.verdict(&faults, Some("the generator sent late"));
        assert!(table.text().contains("Caution: the generator"));
        assert!(table.text().contains("FAILED") && table.text().contains("2 changes lost"));
    }
}
