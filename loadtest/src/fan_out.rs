//! Scenario *fan-out*: N screens on one board, R changes a second posted by the force's feed.
//!
//! Order of a run: the reference screen connects; the incidents of the test are made; memory is read; the other
//! screens connect at a bounded pace; some idle seconds (what heartbeats cost); then the changes, on a schedule fixed in
//! advance; then every screen must reach the same place, the sum of deliveries must be changes × screens, and the
//! boards of the samples must equal each other and a fresh snapshot. How deliveries are matched to changes: `arrivals`.

use std::{sync::Arc, time::Duration};

use alongside_protocol::{
    IncidentNumber,
    view::{Doc, SchemeView},
};
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use tokio::{sync::mpsc::channel, task::JoinSet, time::sleep};

use crate::{
    arrivals::{Attribution, Tally},
    conversation::Conversation,
    fan_out_report::{FanOutReport, table},
    feed::{Feed, LaneEnd, Plan},
    process::{self, Usage},
    report::{Faults, OwnCost, Readings, Spread, publish},
    schedule::{Clock, Schedule, pace},
    screen::Screen,
    session::{Sessions, Target, secret},
    watch::{Watch, lock},
};

/// The largest run that is let begin: screens × changes that are counted.
const DELIVERIES_MAX: f64 = 2e9;
/// Deliveries that may wait for the reference screen, 24 bytes each.
const PENDING_MAX: usize = 20_000_000;
/// How often deliveries are collected and progress is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(100);
/// Between "everything is set" and the first change.
const HEAD_START: Duration = Duration::from_millis(200);
/// For the incidents of the test to appear on the board.
const APPEAR_TIMEOUT: Duration = Duration::from_secs(10);
/// The sequence must rest this long before boards are compared.
const REST: Duration = Duration::from_millis(500);

/// N screens on one board, R changes a second by the feed; open loop.
///
/// Accounts may hold only so many sockets (16 by default): for N screens on one account, start the server
/// with ALONGSIDE__SOCKETS_PER_USER at N + 8 or more, or name several accounts.
/// Limits on one address and on acts of one account: loadtest/README.md.
#[derive(Args, Clone, Debug)]
pub struct FanOut {
    #[command(flatten)]
    pub target: Target,
    /// Screens of the control-room audience.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=25_000))]
    pub screens: u32,
    /// Changes a second, evenly spaced.
    #[arg(long, value_parser = rate)]
    pub changes_per_second: f64,
    /// How long changes are sent, s.
    #[arg(long, value_parser = clap::value_parser!(u64).range(1..=3_600))]
    pub seconds: u64,
    /// Incidents of the test; the changes go to them in turn, one request at a time each.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..=2_000))]
    pub incidents: u64,
    /// Every so-manieth change of an incident is a change of grade, the others are remarks; 0: remarks only.
    #[arg(long, default_value_t = 5)]
    pub grade_every: u64,
    /// Screens that keep the whole board and compare it at the end (the first is the reference screen).
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=200))]
    pub samples: u16,
    /// New connections a second.
    #[arg(long, default_value_t = 500.0, value_parser = rate)]
    pub connects_per_second: f64,
    /// Connections that may be waiting for their snapshot at the same time.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=1_000))]
    pub connecting: u16,
    /// Idle time between connecting and the first change, s.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub idle_seconds: u64,
    /// How long to wait for stragglers after the last change, s.
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub drain_seconds: u64,
}

/// A positive number a second.
pub fn rate(text: &str) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("found {text}; allowed: a number a second"))?;
    if value.is_finite() && (0.01..=20_000.0).contains(&value) {
        Ok(value)
    } else {
        Err(format!("found {text}; allowed: 0.01 to 20000"))
    }
}

/// Runs and reports; true when nothing was lost or out of order.
pub async fn run(options: FanOut) -> Result<bool> {
    let report = measure(&options).await?;
    let table = table(&report);
    publish(&table, &report, options.target.json.as_deref())?;
    Ok(report.faults.is_empty())
}

/// The whole run.
pub async fn measure(options: &FanOut) -> Result<FanOutReport> {
    let screens = options.screens as usize;
    let changes = options.changes_per_second * options.seconds as f64;
    ensure!(
        changes * f64::from(options.screens) <= DELIVERIES_MAX,
        "{changes} changes to {screens} screens are more deliveries than the {DELIVERIES_MAX:.0} that one run may count"
    );
    ensure!(
        options.changes_per_second <= options.incidents as f64 * 500.0,
        "at least 2 ms must lie between two changes of one incident: give more --incidents"
    );
    process::check_open_files(u64::from(options.screens) + options.incidents)?;

    let clock = Clock::start();
    let sessions = Sessions::open(&options.target).await?;
    let feed = Feed::new(&sessions.nodes, secret(&options.target.feed_token_file)?)?;
    let watch = Watch::new(
        clock,
        Arc::clone(&sessions),
        options.target.board.clone(),
        screens,
        usize::from(options.samples),
        usize::from(options.connecting),
    );
    // Aborted when the run is over, however it ends.
    let mut tasks = JoinSet::new();
    tasks.spawn(Arc::clone(&sessions).keep_fresh());

    // The reference screen, and the incidents it will watch.
    tasks.spawn(Screen::new(0, Arc::clone(&watch)).run());
    ready(&watch, 1, Duration::from_secs(30)).await?;
    let scheme = watch.scheme().context("the reference screen got no scheme")?;
    let (grades, grade_every) = grades(&scheme, options.grade_every)?;
    let made_at = clock.wall_ms(clock.now_us()) - 1_000;
    feed.create(options.incidents, &scheme, &options.target.opening_code, &grades[0], made_at).await?;
    appear(&watch, &feed, options).await?;

    let pids = &options.target.server_pid;
    let mut readings = Readings { before_connecting: process::usage(pids)?.unwrap_or_default(), ..Readings::default() };
    let connecting_us = clock.now_us();
    connect_others(&watch, &mut tasks, options).await?;
    let connect_seconds = clock.since(connecting_us).as_secs_f64();

    readings.connected = process::usage(pids)?.unwrap_or_default();
    let idle_us = clock.now_us();
    sleep(Duration::from_secs(options.idle_seconds)).await;
    readings.idle_s = clock.since(idle_us).as_secs_f64();
    readings.settled = process::usage(pids)?.unwrap_or_default();
    let own_before = process::own()?;

    // The changes.
    let start_us = clock.now_us() + HEAD_START.as_micros() as u64;
    let schedule = Schedule::new(start_us, options.changes_per_second, options.seconds);
    ensure!(
        schedule.count > 0,
        "no change falls due in {} s at {} a second",
        options.seconds,
        options.changes_per_second
    );
    let plan = Plan { clock, schedule, lanes: options.incidents, grade_every, grades };
    begin_attribution(&watch, &feed, &plan);
    let span_us = clock.now_us();
    let lanes = start_lanes(&feed, &plan, options)?;
    let mut tally = Tally::new(PENDING_MAX);
    let lanes = finish_lanes(lanes, &watch, &mut tally).await?;
    let accepted = lanes.iter().map(|lane| lane.accepted).sum();
    drain(&watch, &mut tally, accepted, Duration::from_secs(options.drain_seconds)).await;
    // A run may be about killing a node; the rest of its report is wanted then.
    readings.ended = process::usage(pids).ok().flatten();
    readings.span_s = clock.since(span_us).as_secs_f64();
    let own = process::own()? - own_before;

    // Nothing moves any more: compare.
    let mut faults = Faults::default();
    let final_seq = watch.places().1;
    let nodes_compared = compare(&watch, options, &mut faults).await;
    watch.stop();
    collect(&watch, &mut tally);

    let mut lag = Spread::new();
    let mut answer = Spread::new();
    for lane in &lanes {
        lag.merge(&lane.lag);
        answer.merge(&lane.answer);
    }
    let counts = watch.counts();
    let expected = accepted * u64::from(options.screens);
    let (seen, mismatches) = lock(&watch.known).as_ref().map_or((0, 0), |known| (known.seen(), known.mismatches));
    let lost = expected.saturating_sub(tally.deliveries);
    let lane_faults: Vec<_> = lanes.iter().filter_map(|lane| lane.fault.clone()).collect();
    faults.count(lost, "deliveries lost");
    faults.count(tally.deliveries.saturating_sub(expected), "deliveries more than changes × screens");
    faults.count(accepted.saturating_sub(seen), "changes accepted by the feed never became visible");
    faults.count(schedule.count - accepted, "changes were not accepted by the feed");
    faults.count(counts.gaps, "gaps in the sequence");
    faults.count(counts.out_of_order, "frames out of order");
    faults.count(counts.unreadable, "messages unreadable");
    faults.count(mismatches, "rows whose remarks and times do not fit the changes that were sent");
    faults.count(tally.dropped, "deliveries could not be attributed (the reference screen fell behind)");
    faults.count(watch.gone() as u64, "screens gave up");
    faults.count(watch.elsewhere(final_seq), "screens did not reach the final place");
    faults.examples(&lane_faults);
    if counts.gaps + counts.out_of_order + counts.unreadable + watch.gone() as u64 > 0 {
        faults.examples(&watch.words());
    }
    let span_s = (tally.last_us.saturating_sub(start_us) as f64 / 1e6).max(0.001);
    let own_now = process::own()?;
    let delivery = tally.latency.summary();
    let server = readings.cost(u64::from(options.screens) - 1, tally.deliveries);
    let own = own_cost(own, own_now, readings.span_s, &lag);
    Ok(FanOutReport {
        scenario: "fan_out",
        loop_kind: "open",
        nodes: sessions.nodes.len(),
        screens: options.screens,
        changes_per_second: options.changes_per_second,
        seconds: options.seconds,
        incidents: options.incidents,
        incident_prefix: feed.prefix(),
        changes_due: schedule.count,
        changes_accepted: accepted,
        changes_seen: seen,
        feed_retries: lanes.iter().map(|lane| lane.retries).sum(),
        deliveries_expected: expected,
        deliveries: tally.deliveries,
        lost,
        out_of_order: counts.out_of_order,
        deliveries_per_second: tally.deliveries as f64 / span_s,
        counts,
        final_seq,
        samples: watch.samples(),
        nodes_compared,
        delivery,
        feed_answer: answer.summary(),
        connect_seconds,
        caution: own.caution(server.as_ref(), &delivery),
        server,
        own,
        faults,
    })
}

/// What this program used in a span of `span_s`, with its memory now.
pub fn own_cost(used: Usage, now: Usage, span_s: f64, lag: &Spread) -> OwnCost {
    OwnCost {
        cpu_s: used.cpu_s,
        cores: used.cpu_s / span_s.max(0.001),
        rss_kib: now.rss_kib,
        sending_lag: lag.summary(),
    }
}

/// The two least urgent grades; with only one, no grade is changed.
pub fn grades(scheme: &SchemeView, grade_every: u64) -> Result<([String; 2], u64)> {
    let mut grades: Vec<_> = scheme.grades.iter().collect();
    grades.sort_by_key(|grade| std::cmp::Reverse(grade.rank));
    match grades[..] {
        [last, before, ..] => Ok(([last.code.clone(), before.code.clone()], grade_every)),
        [only] => Ok(([only.code.clone(), only.code.clone()], 0)),
        [] => bail!("the scheme of the board has no grades"),
    }
}

async fn ready(watch: &Watch, wanted: usize, limit: Duration) -> Result<()> {
    let began_us = watch.clock.now_us();
    while watch.ready() < wanted {
        if watch.gone() > 0 || watch.clock.since(began_us) > limit {
            bail!(
                "{} of {wanted} screens have their board after {:.0} s, {} gave up:\n  {}",
                watch.ready(),
                watch.clock.since(began_us).as_secs_f64(),
                watch.gone(),
                watch.words().into_iter().take(5).collect::<Vec<_>>().join("\n  ")
            );
        }
        sleep(Duration::from_millis(20)).await;
    }
    Ok(())
}

/// Waits until the reference screen shows every incident of the test.
async fn appear(watch: &Watch, feed: &Feed, options: &FanOut) -> Result<()> {
    let began_us = watch.clock.now_us();
    let wanted: Vec<IncidentNumber> = (0..options.incidents).map(|lane| feed.incident(lane)).collect();
    loop {
        let held = watch.sample(0);
        let shown = wanted.iter().filter(|number| held.docs.contains_key(&("incident", number.0.clone()))).count();
        if shown == wanted.len() {
            return Ok(());
        }
        ensure!(
            watch.clock.since(began_us) < APPEAR_TIMEOUT,
            "{shown} of {} incidents appeared on the board: is {:?} an opening code that its scheme takes as domestic \
             (--opening-code)?",
            wanted.len(),
            options.target.opening_code
        );
        sleep(LOOK_EVERY).await;
    }
}

async fn connect_others(watch: &Arc<Watch>, tasks: &mut JoinSet<()>, options: &FanOut) -> Result<()> {
    let pace = Schedule::new(watch.clock.now_us(), options.connects_per_second, 1);
    for index in 1..options.screens as usize {
        let due = watch.clock.instant(pace.due_us(index as u64));
        tokio::time::sleep_until(due.into()).await;
        tasks.spawn(Screen::new(index, Arc::clone(watch)).run());
    }
    ready(watch, options.screens as usize, Duration::from_mins(2)).await
}

/// From here on the reference screen learns which change became visible where.
fn begin_attribution(watch: &Watch, feed: &Feed, plan: &Plan) {
    // Both locks at once, in the order of the reference screen: no frame may fall between the look and the beginning.
    watch.with_reference(|held, known| {
        let rows: Vec<_> = (0..plan.lanes)
            .filter_map(|lane| {
                let text = held.docs.get(&("incident", feed.incident(lane).0))?;
                match serde_json::from_str(text) {
                    Ok(Doc::Incident(row)) => Some((lane, row)),
                    _ => None,
                }
            })
            .collect();
        let rows = rows.iter().map(|(lane, row)| (*lane, row));
        *known = Some(Attribution::begin(plan.clone(), held.seq, rows));
    });
    // What was noted while connecting is not part of the measurement.
    watch.collect(&mut Vec::new());
}

fn start_lanes(feed: &Arc<Feed>, plan: &Plan, options: &FanOut) -> Result<JoinSet<LaneEnd>> {
    let give_up_us = plan.schedule.end_us() + options.drain_seconds * 1_000_000;
    let mut senders = Vec::new();
    let mut lanes = JoinSet::new();
    for lane in 0..plan.lanes {
        let (sender, due) = channel(plan.changes_of(lane).max(1) as usize);
        senders.push(sender);
        lanes.spawn(Arc::clone(feed).lane(lane, plan.clone(), due, give_up_us));
    }
    pace(plan.clock, plan.schedule, senders)?;
    Ok(lanes)
}

async fn finish_lanes(mut lanes: JoinSet<LaneEnd>, watch: &Watch, tally: &mut Tally) -> Result<Vec<LaneEnd>> {
    let mut ends = Vec::with_capacity(lanes.len());
    while !lanes.is_empty() {
        sleep(LOOK_EVERY).await;
        collect(watch, tally);
        while let Some(end) = lanes.try_join_next() {
            ends.push(end?);
        }
    }
    Ok(ends)
}

fn collect(watch: &Watch, tally: &mut Tally) {
    let mut noted = Vec::new();
    watch.collect(&mut noted);
    if let Some(known) = lock(&watch.known).as_ref() {
        tally.add(&mut noted, known);
    }
}

/// Waits until every accepted change is visible and every screen is at the same place, which has rested.
async fn drain(watch: &Watch, tally: &mut Tally, accepted: u64, limit: Duration) {
    let began_us = watch.clock.now_us();
    let mut moved_us = began_us;
    let mut place = watch.places();
    while watch.clock.since(began_us) < limit {
        sleep(LOOK_EVERY).await;
        collect(watch, tally);
        let now = watch.places();
        if now != place {
            (place, moved_us) = (now, watch.clock.now_us());
        }
        let seen = lock(&watch.known).as_ref().is_some_and(|known| known.seen() >= accepted);
        if seen && place.0 == place.1 && watch.clock.since(moved_us) >= REST {
            break;
        }
    }
}

/// Compares the samples' boards with each other and with a fresh snapshot of each node; how many nodes gave one.
async fn compare(watch: &Watch, options: &FanOut, faults: &mut Faults) -> usize {
    let reference = watch.sample(0);
    for index in 1..watch.samples() {
        let words = watch.sample(index).differences(&reference);
        faults.count(
            words.len() as u64,
            &format!("differences between the boards of sample {index} and the reference screen"),
        );
        faults.examples(&words);
    }
    let mut compared = 0;
    for node in 0..watch.sessions.nodes.len() {
        // A run may be about killing a node; one that is gone has nothing to compare.
        let Ok(fresh) = Conversation::open(&watch.sessions.dial(node, 0), &options.target.board).await else {
            continue;
        };
        let fresh = fresh.held;
        compared += 1;
        let words = reference.differences(&fresh);
        faults.count(
            words.len() as u64,
            &format!("differences between the reference screen and a fresh snapshot of node {node}"),
        );
        faults.examples(&words);
    }
    faults.count(u64::from(compared == 0), "comparison with a fresh snapshot was not possible: no node answers");
    compared
}
