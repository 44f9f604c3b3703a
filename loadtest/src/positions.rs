//! Cars that say where they are: what that costs the server, by one request a second for all, or one for each car.

use std::{io::Write, path::PathBuf, time::Duration};

use alongside_protocol::{
    BoardId,
    tracking::{PositionAnswer, PositionReport},
};
use anyhow::{Context, Result, ensure};
use clap::Args;
use reqwest::{Client, Url};
use serde::Serialize;
use tokio::{
    task::JoinSet,
    time::{Instant, MissedTickBehavior, interval},
};

use crate::process;

/// How far apart two reports of one car are, degrees: about 14 m, as at 50 km/h.
const STEP_DEG: f64 = 0.000_125;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);

#[derive(Args, Clone, Debug)]
pub struct Positions {
    /// The server's address. Loopback only.
    #[arg(long)]
    url: Url,
    #[arg(long)]
    board: BoardId,
    /// A file with a bearer token of the role tracker.
    #[arg(long)]
    tracker_token_file: PathBuf,
    /// Cars `load-1` to `load-N` of the board's scheme.
    #[arg(long, default_value_t = 200)]
    cars: usize,
    #[arg(long, default_value_t = 30)]
    seconds: u64,
    /// A request for each car instead of one for all.
    #[arg(long)]
    singly: bool,
    #[arg(long)]
    server_pid: u32,
    #[arg(long)]
    json: Option<PathBuf>,
}

#[derive(Serialize)]
struct Report {
    cars: usize,
    singly: bool,
    reports: u64,
    taken: u64,
    seconds: f64,
    server_cpu_s: f64,
    /// Of one core, in hundredths; with nobody reporting, over as long a time before.
    core_percent: f64,
    core_percent_idle: f64,
}

pub async fn run(args: Positions) -> Result<bool> {
    let host = args.url.host_str().unwrap_or_default().to_owned();
    ensure!(["127.0.0.1", "localhost", "[::1]"].contains(&host.as_str()), "only this machine is loaded: {host}");
    let token = std::fs::read_to_string(&args.tracker_token_file)?.trim().to_owned();
    let client = Client::builder().timeout(REQUEST_TIMEOUT).build()?;
    let mut url = args.url.join("/feed/v1/positions")?;
    url.set_query(Some(&format!("board={}", args.board)));
    let span = Duration::from_secs(args.seconds);
    let idle = over(args.server_pid, span, async {
        tokio::time::sleep(span).await;
        Ok(())
    })
    .await?;
    let (mut reports, mut taken) = (0, 0);
    let busy = over(args.server_pid, span, async {
        let mut every = interval(Duration::from_secs(1));
        every.set_missed_tick_behavior(MissedTickBehavior::Delay);
        for second in 0..args.seconds {
            every.tick().await;
            let all: Vec<PositionReport> = (0..args.cars).map(|car| report(car, second)).collect();
            reports += all.len() as u64;
            taken += send(&client, &url, &token, all, args.singly).await?;
        }
        Ok(())
    })
    .await?;
    let report = Report {
        cars: args.cars,
        singly: args.singly,
        reports,
        taken,
        seconds: busy.0,
        server_cpu_s: busy.1,
        core_percent: busy.1 / busy.0 * 100.0,
        core_percent_idle: idle.1 / idle.0 * 100.0,
    };
    let how = if report.singly { "a request each" } else { "one request" };
    let mut out = std::io::stdout();
    writeln!(out, "{} cars, {how} a second: {} of {} positions taken", report.cars, report.taken, report.reports)?;
    let (busy, idle) = (report.core_percent, report.core_percent_idle);
    writeln!(out, "server CPU: {busy:.2} % of a core; {idle:.2} % with nobody reporting")?;
    if let Some(file) = &args.json {
        std::fs::write(file, serde_json::to_vec_pretty(&report)?)?;
    }
    Ok(report.taken == report.reports)
}

/// Seconds that passed, and the server's CPU seconds in them.
async fn over(pid: u32, span: Duration, act: impl Future<Output = Result<()>>) -> Result<(f64, f64)> {
    let (began, before) = (Instant::now(), process::usage(&[pid])?.unwrap_or_default());
    act.await?;
    tokio::time::sleep_until(began + span).await;
    let after = process::usage(&[pid])?.unwrap_or_default();
    Ok((began.elapsed().as_secs_f64(), (after - before).cpu_s))
}

async fn send(client: &Client, url: &Url, token: &str, all: Vec<PositionReport>, singly: bool) -> Result<u64> {
    let bodies: Vec<Vec<PositionReport>> =
        if singly { all.into_iter().map(|one| vec![one]).collect() } else { vec![all] };
    let mut requests = JoinSet::new();
    for body in bodies {
        let request = client.post(url.clone()).bearer_auth(token).json(&body);
        requests.spawn(async move {
            let answer: PositionAnswer = request.send().await?.error_for_status()?.json().await?;
            anyhow::Ok(answer.taken as u64)
        });
    }
    let mut taken = 0;
    while let Some(answer) = requests.join_next().await {
        taken += answer.context("a request")??;
    }
    Ok(taken)
}

/// In the scheme's area, each car on a line of its own.
fn report(car: usize, second: u64) -> PositionReport {
    PositionReport {
        car: format!("load-{}", car + 1),
        lat: 54.46 + car as f64 * 0.001,
        lon: -1.4 + second as f64 * STEP_DEG,
        accuracy_m: Some(8.0),
        at: None,
    }
}
