//! Scenario *write*: C workers send durable commands, each answered `accepted` when it is on disk.
//!
//! With a rate the loop is open: intended times are fixed in advance and latency runs from them. With `--rate max` it is
//! closed: each worker sends the next command when the last was answered, latency runs from the sending, and the
//! percentiles hide stalls; use it for the greatest throughput only, never to compare latency.
//! Afterwards nothing may be missing or double: see `write_check`.

use std::{collections::BTreeMap, str::FromStr, sync::Arc, time::Duration};

use alongside_protocol::{ResponseId, view::Doc};
use anyhow::{Context, Result, ensure};
use clap::Args;
use tokio::{
    sync::mpsc::channel,
    task::JoinSet,
    time::{sleep, timeout},
};

use crate::{
    conversation::Conversation,
    fan_out::{grades, own_cost, rate},
    feed::Feed,
    process,
    report::{Faults, Readings, Spread, publish},
    schedule::{Clock, Schedule, pace},
    session::{Sessions, Target, secret},
    write_check::{Check, check},
    write_report::{WriteReport, table},
    writer::{Answered, Desk, Pace, Writer, WriterEnd},
};

/// Commands that one run may send.
const COMMANDS_MAX: f64 = 2e6;
const APPEAR_TIMEOUT: Duration = Duration::from_secs(10);
const HEAD_START: Duration = Duration::from_millis(200);

/// C workers send durable commands at a total rate; open loop, or `--rate max` for a closed loop.
///
/// Accounts may hold only so many sockets (16 by default): for C writers on one account, start the server
/// with ALONGSIDE__SOCKETS_PER_USER at C + 8 or more, or name several accounts.
/// Limits on one address and on acts of one account: loadtest/README.md.
#[derive(Args, Clone, Debug)]
pub struct Write {
    #[command(flatten)]
    pub target: Target,
    /// Workers, each with a socket.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=2_000))]
    pub writers: u32,
    /// Commands a second of all workers together, or `max` for a closed loop.
    #[arg(long)]
    pub rate: Rate,
    /// How long commands are sent, s.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    pub seconds: u64,
    /// Incidents of each worker; more of them make each file shorter.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(1..=64))]
    pub incidents_per_writer: u32,
    /// Accepted commands that are sent again at the end, with the same id.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub repeats: u32,
    /// Idle time between connecting and the first command, s.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub idle_seconds: u64,
    /// How long to wait for answers after the last command, s.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub drain_seconds: u64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rate {
    /// Commands a second.
    Open(f64),
    Max,
}

impl FromStr for Rate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "max" { Ok(Self::Max) } else { rate(text).map(Self::Open) }
    }
}

/// Runs and reports; true when nothing was lost or out of order.
pub async fn run(options: Write) -> Result<bool> {
    let report = measure(&options).await?;
    publish(&table(&report), &report, options.target.json.as_deref())?;
    Ok(report.faults.is_empty())
}

/// The whole run.
pub async fn measure(options: &Write) -> Result<WriteReport> {
    let (writers, incidents) = (options.writers, u64::from(options.writers) * u64::from(options.incidents_per_writer));
    if let Rate::Open(rate) = options.rate {
        let commands = rate * options.seconds as f64;
        ensure!(
            commands <= COMMANDS_MAX,
            "{commands} commands are more than the {COMMANDS_MAX:.0} that one run may send"
        );
    }
    process::check_open_files(u64::from(writers))?;
    let clock = Clock::start();
    let sessions = Sessions::open(&options.target).await?;
    let mut tasks = JoinSet::new();
    tasks.spawn(Arc::clone(&sessions).keep_fresh());

    let feed = Feed::new(&sessions.nodes, secret(&options.target.feed_token_file)?)?;
    let responses = make_responses(&sessions, &feed, options, incidents, clock).await?;

    let pids = &options.target.server_pid;
    let mut readings = Readings { before_connecting: process::usage(pids)?.unwrap_or_default(), ..Readings::default() };
    let mut ready = Vec::new();
    for (index, responses) in responses.chunks(options.incidents_per_writer as usize).enumerate() {
        let desk = Desk {
            clock,
            sessions: Arc::clone(&sessions),
            board: options.target.board.clone(),
            responses: responses.to_vec(),
            give_up_us: u64::MAX,
        };
        let mut writer = Writer::new(index, desk);
        let socket =
            writer.connect().await.map_err(|ended| anyhow::anyhow!("writer {index} cannot connect: {ended}"))?;
        ready.push((writer, socket));
    }
    readings.connected = process::usage(pids)?.unwrap_or_default();
    let idle_us = clock.now_us();
    sleep(Duration::from_secs(options.idle_seconds)).await;
    readings.idle_s = clock.since(idle_us).as_secs_f64();
    readings.settled = process::usage(pids)?.unwrap_or_default();
    let own_before = process::own()?;

    // The commands.
    let start_us = clock.now_us() + HEAD_START.as_micros() as u64;
    let until_us = start_us + options.seconds * 1_000_000;
    let give_up_us = until_us + options.drain_seconds * 1_000_000;
    let schedule = match options.rate {
        Rate::Open(rate) => Some(Schedule::new(start_us, rate, options.seconds)),
        Rate::Max => None,
    };
    let span_us = clock.now_us();
    let mut senders = Vec::new();
    let mut work = JoinSet::new();
    for (lane, (mut writer, socket)) in (0..).zip(ready) {
        writer.give_up_at(give_up_us);
        let pace = match schedule {
            Some(schedule) => {
                let (sender, due) = channel(schedule.share(lane, u64::from(writers)).max(1) as usize);
                senders.push(sender);
                Pace::Open { due, schedule }
            }
            None => Pace::Closed { until_us },
        };
        work.spawn(writer.run(socket, pace));
    }
    if let Some(schedule) = schedule {
        pace(clock, schedule, senders)?;
    }
    let limit = Duration::from_secs(options.seconds + options.drain_seconds + 60);
    let ends = timeout(limit, work.join_all()).await.context("the writers did not end in time")?;
    // A run may be about killing a node; the rest of its report is wanted then.
    readings.ended = process::usage(pids).ok().flatten();
    readings.span_s = clock.since(span_us).as_secs_f64();
    let own = process::own()? - own_before;

    let check = check(&sessions, &options.target.board, &ends, options.repeats as usize).await;
    let mut report = gather(options, &ends, schedule.map(|schedule| schedule.count), start_us, check);
    let mut lag = Spread::new();
    for end in &ends {
        lag.merge(&end.lag);
    }
    report.own = own_cost(own, process::own()?, readings.span_s, &lag);
    report.incident_prefix = feed.prefix();
    report.nodes = sessions.nodes.len();
    report.server = readings.cost(u64::from(writers), report.accepted);
    report.caution = report.own.caution(report.server.as_ref(), &report.latency);
    Ok(report)
}

/// Makes the incidents and waits for their responses to be on the board, in the incidents' order.
async fn make_responses(
    sessions: &Sessions,
    feed: &Feed,
    options: &Write,
    incidents: u64,
    clock: Clock,
) -> Result<Vec<ResponseId>> {
    let began_us = clock.now_us();
    let mut first = true;
    loop {
        let conversation = Conversation::open(&sessions.dial(0, 0), &options.target.board).await?;
        if first {
            first = false;
            let scheme = conversation.scheme.context("the board sent no scheme")?;
            let ([grade, _], _) = grades(&scheme, 0)?;
            let made_at = clock.wall_ms(clock.now_us()) - 1_000;
            feed.create(incidents, &scheme, &options.target.opening_code, &grade, made_at).await?;
            continue;
        }
        let rows = conversation.docs.iter().filter_map(|doc| match doc {
            Doc::Incident(row) => Some((row.number.clone(), row.responses.first()?.response.clone())),
            _ => None,
        });
        let shown: BTreeMap<_, _> = rows.collect();
        let found: Vec<_> = (0..incidents).filter_map(|lane| shown.get(&feed.incident(lane)).cloned()).collect();
        if found.len() as u64 == incidents {
            return Ok(found);
        }
        ensure!(
            clock.since(began_us) < APPEAR_TIMEOUT,
            "{} of {incidents} incidents appeared on the board with a response: is {:?} an opening code that its scheme \
             takes as domestic (--opening-code)?",
            found.len(),
            options.target.opening_code
        );
        sleep(Duration::from_millis(200)).await;
    }
}

/// Sums the writers up. Costs are filled in by the caller.
fn gather(options: &Write, ends: &[WriterEnd], due: Option<u64>, start_us: u64, check: Result<Check>) -> WriteReport {
    let mut faults = Faults::default();
    let mut latency = Spread::new();
    let (mut sent, mut accepted, mut unanswered) = (0, 0, 0);
    let mut refused = BTreeMap::<String, u64>::new();
    let mut after_transient = 0;
    for end in ends {
        latency.merge(&end.latency);
        sent += end.sent.len() as u64;
        for one in &end.sent {
            match one.answered {
                Some(Answered::Accepted { .. }) => accepted += 1,
                Some(Answered::Refused(code)) => {
                    *refused.entry(format!("{code:?}")).or_default() += 1;
                    // Where a command was put off, those behind it may rightly find another state than they expect.
                    after_transient += u64::from(end.transient > 0);
                }
                None => unanswered += 1,
            }
        }
    }
    let sum = |of: fn(&WriterEnd) -> u64| ends.iter().map(of).sum::<u64>();
    faults.count(due.map_or(0, |due| due - sent), "commands on the schedule were never sent");
    faults.count(unanswered, "commands were never answered");
    faults.count(refused.values().sum::<u64>() - after_transient, "commands refused that should be accepted");
    faults
        .count(sum(|end| end.wrong_answers), "answers to nothing that was asked, or called repeated at the first time");
    faults.count(sum(|end| end.gaps), "gaps in the sequence of writers' boards");
    faults.count(sum(|end| end.out_of_order), "frames out of order on writers' boards");
    let words: Vec<_> = ends.iter().filter_map(|end| end.fault.clone()).collect();
    faults.examples(&words);
    let check = check.unwrap_or_else(|error| {
        faults.0.push(format!("the check could not be made: {error:#}"));
        Check::default()
    });
    check.faults(&mut faults);
    let last_us = ends.iter().map(|end| end.last_us).max().unwrap_or(0);
    let span_s = (last_us.saturating_sub(start_us) as f64 / 1e6).max(0.001);
    let none = Spread::new();
    WriteReport {
        scenario: "write",
        loop_kind: if due.is_some() { "open" } else { "closed" },
        nodes: 0,
        writers: options.writers,
        rate: match options.rate {
            Rate::Open(rate) => Some(rate),
            Rate::Max => None,
        },
        seconds: options.seconds,
        incidents: u64::from(options.writers) * u64::from(options.incidents_per_writer),
        incident_prefix: String::new(),
        due,
        sent,
        accepted,
        unanswered,
        refused,
        transient_refusals: sum(|end| end.transient),
        held_back: sum(|end| end.held_back),
        reconnects: sum(|end| end.reconnects),
        gaps: sum(|end| end.gaps),
        out_of_order: sum(|end| end.out_of_order),
        accepted_per_second: accepted as f64 / span_s,
        latency: latency.summary(),
        check,
        server: None,
        own: own_cost(process::Usage::default(), process::Usage::default(), 1.0, &none),
        caution: None,
        faults,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_number_or_max() {
        assert_eq!("max".parse(), Ok(Rate::Max));
        assert_eq!("250".parse(), Ok(Rate::Open(250.0)));
        for wrong in ["0", "-1", "NaN", "fast", "1e9"] {
            assert!(wrong.parse::<Rate>().is_err(), "{wrong}");
        }
    }
}
