//! What a fan-out run found, and its table.

use serde::Serialize;

use crate::{
    report::{Faults, Latency, OwnCost, ServerCost, Table, grouped},
    watch::Counts,
};

/// What a fan-out run found.
#[derive(Debug, Serialize)]
pub struct FanOutReport {
    pub scenario: &'static str,
    pub loop_kind: &'static str,
    pub nodes: usize,
    pub screens: u32,
    pub changes_per_second: f64,
    pub seconds: u64,
    pub incidents: u64,
    /// What the numbers of the test's incidents begin with.
    pub incident_prefix: String,
    /// Changes on the schedule, and those that the feed answered as taken.
    pub changes_due: u64,
    pub changes_accepted: u64,
    /// Changes that were seen by the reference screen.
    pub changes_seen: u64,
    pub feed_retries: u64,
    /// Changes × screens: should be, and was.
    pub deliveries_expected: u64,
    pub deliveries: u64,
    pub lost: u64,
    pub out_of_order: u64,
    /// Deliveries a second, from the first intended time to the last arrival.
    pub deliveries_per_second: f64,
    pub counts: Counts,
    pub final_seq: u64,
    pub samples: usize,
    /// Nodes whose fresh snapshot was compared with the samples' boards.
    pub nodes_compared: usize,
    /// Arrival at a screen − intended time of the change.
    pub delivery: Latency,
    /// The feed's answer − intended time of the change.
    pub feed_answer: Latency,
    pub connect_seconds: f64,
    pub server: Option<ServerCost>,
    pub own: OwnCost,
    /// Where the latencies are not the server's own.
    pub caution: Option<String>,
    pub faults: Faults,
}

/// The report for people.
pub fn table(report: &FanOutReport) -> Table {
    let mut table = Table::default();
    table.heading(&format!(
        "Fan-out, open loop: {} screens, {} changes a second for {} s, {} incidents, {} node(s)",
        grouped(report.screens.into()),
        report.changes_per_second,
        report.seconds,
        report.incidents,
        report.nodes
    ));
    table.line("incidents of the test", format!("{}…", report.incident_prefix));
    let changes = format!(
        "{} due, {} accepted, {} seen ({} sent again)",
        grouped(report.changes_due),
        grouped(report.changes_accepted),
        grouped(report.changes_seen),
        report.feed_retries
    );
    table.line("changes", changes);
    table.line(
        "deliveries (changes × screens)",
        format!("{} of {}", grouped(report.deliveries), grouped(report.deliveries_expected)),
    );
    table.line("deliveries a second", grouped(report.deliveries_per_second as u64));
    table.line("lost", grouped(report.lost));
    table.line("out of order", grouped(report.out_of_order));
    table.line("gaps", format!("{} ({} places)", report.counts.gaps, report.counts.missed));
    table.line("screens connected again", grouped(report.counts.reconnects));
    table.line("final place in the sequence", report.final_seq);
    let nodes = format!("fresh snapshots of {} of {} nodes", report.nodes_compared, report.nodes);
    table.line("boards compared", format!("{} samples, {nodes}", report.samples));
    table.heading("Latency from the intended time");
    table.latency("change → screen", &report.delivery);
    table.latency("change → feed's answer", &report.feed_answer);
    table.heading("Frames");
    let frames = &report.counts;
    let words = format!(
        "{} deltas, {} snapshots, {} figures, {} beats, {} presence, {} positions, {} other",
        grouped(frames.deltas),
        grouped(frames.snapshots),
        grouped(frames.figures),
        grouped(frames.beats),
        grouped(frames.presence),
        grouped(frames.positions),
        grouped(frames.other)
    );
    table.line("received by all screens", words);
    table.line("text received", format!("{:.1} MB", frames.text_bytes as f64 / 1e6));
    table.line("connecting took", format!("{:.1} s", report.connect_seconds));
    table.server(report.server.as_ref(), "deliveries");
    table.own(&report.own);
    table.verdict(&report.faults, report.caution.as_deref());
    table
}
