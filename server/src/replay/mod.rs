//! `alongside replay`: a public call listing (CSV) becomes the feed of a force, at its own pace or faster.
//!
//! It reads files and speaks HTTP to a server's feed like any other source; it never touches journal or board.
#![allow(clippy::print_stdout, reason = "a command: its summary is its output")]

mod batch;
mod console;
mod facts;
mod lifecycle;
mod pace;
mod play;
mod report;
mod send;
mod window;

use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
};

use alongside_protocol::FeedEvent;
use anyhow::Context as _;
use reqwest::Url;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;

use self::{
    console::{Console, FAULTS_SHOWN_MAX},
    pace::Pace,
    report::Report,
    send::{Backoff, Sender},
    window::Window,
};
use crate::{
    clock::{self, Started},
    listing::{self, Listing, map::Map},
};

pub use self::pace::Speed;

/// Plays a public call listing into a server's feed.
#[derive(clap::Args, Debug)]
pub struct ReplayArgs {
    /// The listing: CSV with a header row
    #[arg(value_name = "FILE.csv")]
    pub file: PathBuf,
    /// What its columns mean, and what is drawn because it lacks it (TOML)
    #[arg(long, value_name = "MAP.toml")]
    pub map: PathBuf,
    /// The server, e.g. http://127.0.0.1:8080
    #[arg(long, value_name = "URL", required_unless_present = "dry_run", value_parser = send::server_address)]
    pub to: Option<Url>,
    /// File that holds the bearer token of an account with the role `feed`
    #[arg(long, value_name = "FILE", required_unless_present = "dry_run")]
    pub token_file: Option<PathBuf>,
    /// First instant played: local in the map's zone (2024-10-05T14:00), or RFC 3339 with its offset
    #[arg(long, value_name = "TIME")]
    pub from: Option<String>,
    /// End of the calls played, not included; same forms
    #[arg(long, value_name = "TIME")]
    pub until: Option<String>,
    /// How many times faster than it happened (60: an hour takes a minute), or `max`: all at once
    #[arg(long, value_name = "N|max", default_value = "1")]
    pub speed: Speed,
    /// Read everything and report; send nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs the command. Refused rows and quarantined facts are told and counted; they are no error.
///
/// # Errors
/// A faulty map, window or token file, a listing of which nothing can be read, a server that does not take the feed.
pub async fn run(args: ReplayArgs) -> anyhow::Result<()> {
    let map = listing::read_map(&args.map)?;
    let window = Window::read(args.from.as_deref(), args.until.as_deref(), &map)?;
    let sender = if args.dry_run { None } else { sender(&args)? };
    let listing = read_listing(&args.file, &map, &window)?;
    let steps = lifecycle::plan(&map, &listing.calls);
    let mut report = Report::new(&args, &map, &window, &listing, &steps);
    let (Some(first), Some(last)) = (steps.first(), steps.last()) else {
        eprintln!("No call lies in the window. {}", report.span());
        println!("{report}");
        return Ok(());
    };
    let Some(sender) = sender else {
        println!("{report}");
        return Ok(());
    };

    let pace = Pace::new(args.speed, window.from.unwrap_or(first.at), last.at, clock::now_ms());
    eprintln!("{}", report::clock_line(args.speed, &pace, &map, window.from.unwrap_or(first.at)));
    let console = Console::new();
    console.start(steps.len());
    let stop = CancellationToken::new();
    let started = Started::now();
    let played = {
        let play = play::play(&map, &listing.calls, &steps, &pace, &sender, &stop, &console);
        tokio::pin!(play);
        tokio::select! {
            played = &mut play => played,
            () = interrupted() => {
                stop.cancel();
                play.await
            }
        }
    };
    console.finish();
    report.played(played.tally, played.stopped, started.elapsed());
    println!("{report}");
    played.result.map_err(Into::into)
}

/// Reads a listing by a map and writes out the events that would be sent. Holds any bytes as the listing: an error, and
/// never a panic.
///
/// # Errors
/// A faulty map, a listing of which nothing can be read.
pub fn rehearse(map: &str, listing: &[u8]) -> anyhow::Result<Vec<FeedEvent>> {
    let map = Map::parse(map)?;
    let listing = Listing::read(Cursor::new(listing), &map, |_| true, FAULTS_SHOWN_MAX)?;
    let steps = lifecycle::plan(&map, &listing.calls);
    Ok(steps.iter().filter_map(|step| facts::event(&map, &listing.calls[step.call], step.kind, step.at)).collect())
}

/// Never where the signal cannot be listened to: the system then ends the command itself.
async fn interrupted() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

fn read_listing(path: &Path, map: &Map, window: &Window) -> anyhow::Result<Listing> {
    let named = || format!("the listing {}", path.display());
    let file = listing::open(path)?;
    let listing = Listing::read(file, map, |at| window.holds(at), FAULTS_SHOWN_MAX).with_context(named)?;
    for row in &listing.refused_rows {
        for fault in &row.faults {
            eprintln!("line {}: {fault}", row.line);
        }
    }
    let more = listing.refused - listing.refused_rows.len();
    if more > 0 {
        eprintln!("… and {more} more rows refused");
    }
    anyhow::ensure!(listing.rows > 0, "{} has no row below its header", named());
    anyhow::ensure!(listing.refused < listing.rows, "{}: none of its {} rows can be read", named(), listing.rows);
    Ok(listing)
}

fn sender(args: &ReplayArgs) -> anyhow::Result<Option<Sender>> {
    let (Some(server), Some(token_file)) = (&args.to, &args.token_file) else { return Ok(None) };
    let token = read_token(token_file)?;
    if send::is_in_the_clear(server) {
        eprintln!("Note: {server} is not https; the token crosses the network in the clear.");
    }
    Ok(Some(Sender::new(server, token, token_file.clone(), Backoff::default())?))
}

fn read_token(path: &Path) -> anyhow::Result<SecretString> {
    let text = fs::read_to_string(path).with_context(|| format!("the token file {} cannot be read", path.display()))?;
    let token = text.trim();
    // Its text is never shown, not even when it is no token.
    anyhow::ensure!(!token.is_empty(), "the token file {} is empty: one line with a token is needed", path.display());
    anyhow::ensure!(
        token.bytes().all(|byte| byte.is_ascii_graphic()),
        "the token file {} holds more than a token: one line without spaces is needed",
        path.display()
    );
    Ok(SecretString::from(token.to_owned()))
}

#[cfg(test)]
mod tests;
