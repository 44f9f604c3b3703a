//! Open-loop load generator for Alongside: many screens on one board, and many workers who write.
//!
//! It knows the protocol crate and HTTP, and nothing of the server's inside. Exit code: 0 when nothing was lost or
//! out of order, 1 when something was, 2 when the run could not be made.

// The stand-in of the tests serves until its test ends.
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::disallowed_methods))]

mod arrivals;
#[cfg(test)]
mod blank;
mod conversation;
mod fan_out;
mod fan_out_report;
mod feed;
mod held;
mod positions;
mod process;
mod report;
mod schedule;
mod screen;
mod sequence;
mod session;
mod socket;
#[cfg(test)]
mod stand_in;
#[cfg(test)]
mod tests;
mod watch;
mod write;
mod write_check;
mod write_report;
mod writer;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use tokio::runtime::Builder;

/// Open-loop load generator for Alongside.
///
/// Sends on a schedule that is fixed in advance and measures from the intended times, so that a stall of the server is
/// not hidden. Runs only against this machine (loopback), for a bounded time, and makes its own incidents (LT-…): point
/// it at a board that nobody needs.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    scenario: Scenario,
}

#[derive(Subcommand)]
enum Scenario {
    FanOut(fan_out::FanOut),
    Write(write::Write),
    /// Cars that say where they are, each once a second.
    Positions(positions::Positions),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli.scenario) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("alongside-loadtest: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(scenario: Scenario) -> Result<bool> {
    let threads = match &scenario {
        Scenario::FanOut(options) => options.target.threads,
        Scenario::Write(options) => options.target.threads,
        Scenario::Positions(_) => 1,
    };
    let runtime = Builder::new_multi_thread().worker_threads(usize::from(threads)).enable_all().build()?;
    runtime.block_on(async {
        match scenario {
            Scenario::FanOut(options) => fan_out::run(options).await,
            Scenario::Write(options) => write::run(options).await,
            Scenario::Positions(options) => positions::run(options).await,
        }
    })
}
