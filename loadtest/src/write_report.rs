//! What a write run found, and its table.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    report::{Faults, Latency, OwnCost, ServerCost, Table, grouped},
    write_check::Check,
};

/// What a write run found.
#[derive(Debug, Serialize)]
pub struct WriteReport {
    pub scenario: &'static str,
    /// `open` or `closed`; latencies of a closed loop hide stalls.
    pub loop_kind: &'static str,
    pub nodes: usize,
    pub writers: u32,
    /// Commands a second that were asked for; none in a closed loop.
    pub rate: Option<f64>,
    pub seconds: u64,
    pub incidents: u64,
    /// What the numbers of the test's incidents begin with.
    pub incident_prefix: String,
    /// On the schedule; none in a closed loop.
    pub due: Option<u64>,
    pub sent: u64,
    pub accepted: u64,
    pub unanswered: u64,
    pub refused: BTreeMap<String, u64>,
    /// Refusals for the moment, after which the command was sent again.
    pub transient_refusals: u64,
    /// Commands that waited because their writer had too many unanswered.
    pub held_back: u64,
    pub reconnects: u64,
    pub gaps: u64,
    pub out_of_order: u64,
    pub accepted_per_second: f64,
    /// Accepted − intended time (closed loop: − sending).
    pub latency: Latency,
    pub check: Check,
    pub server: Option<ServerCost>,
    pub own: OwnCost,
    /// Where the latencies are not the server's own.
    pub caution: Option<String>,
    pub faults: Faults,
}

/// The report for people.
pub fn table(report: &WriteReport) -> Table {
    let mut table = Table::default();
    let pace = match report.rate {
        Some(rate) => format!("open loop: {rate} commands a second"),
        None => "CLOSED LOOP (as fast as answers come; latency hides stalls)".to_owned(),
    };
    table
        .heading(&format!("Write, {pace}, {} writers, {} s, {} node(s)", report.writers, report.seconds, report.nodes));
    table.line("incidents of the test", format!("{} × {}…", report.incidents, report.incident_prefix));
    table.line("commands sent", grouped(report.sent));
    table.line(
        "accepted",
        format!("{} ({} a second)", grouped(report.accepted), grouped(report.accepted_per_second as u64)),
    );
    table.line("unanswered", grouped(report.unanswered));
    let refused: Vec<_> = report.refused.iter().map(|(code, count)| format!("{count} {code}")).collect();
    table.line("refused", if refused.is_empty() { "0".to_owned() } else { refused.join(", ") });
    table.line("put off and sent again", grouped(report.transient_refusals));
    table.line("held back (too many unanswered)", grouped(report.held_back));
    table.line("writers connected again", grouped(report.reconnects));
    table.line("out of order", grouped(report.out_of_order + report.gaps));
    table.heading("Afterwards");
    let check = &report.check;
    table.line("notes and contacts found", format!("{} of {}", grouped(check.found), grouped(check.expected)));
    table.line("lost", grouped(check.lost));
    table.line("written twice", grouped(check.doubled));
    table.line("claims as they should be", format!("{} of {}", grouped(check.claims_right), grouped(check.claims)));
    table.line("sent again: same answer", format!("{} of {}", grouped(check.repeats_right), grouped(check.repeats)));
    table.heading(if report.rate.is_some() {
        "Latency from the intended time"
    } else {
        "Latency from the sending (closed loop)"
    });
    table.latency("command → accepted", &report.latency);
    table.server(report.server.as_ref(), "commands");
    table.own(&report.own);
    table.verdict(&report.faults, report.caution.as_deref());
    table
}
