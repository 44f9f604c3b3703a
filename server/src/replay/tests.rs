//! Tests of the whole command short of a real server.
#![allow(clippy::unwrap_used)]

use std::{fmt::Write as _, time::Duration};

use alongside_protocol::{FeedBody, Millis};
use clap::Parser;
use jiff::Timestamp;

use super::*;
use crate::{
    listing::map::tests::{SAN_ANTONIO, san_antonio},
    replay::send::{Tally, tests::serve},
};

#[derive(Parser)]
struct Command {
    #[command(flatten)]
    args: ReplayArgs,
}

fn parse(words: &[&str]) -> Result<ReplayArgs, String> {
    let words = ["replay"].iter().chain(words);
    Command::try_parse_from(words).map(|command| command.args).map_err(|error| error.to_string())
}

const ORIGIN: Millis = 1_728_154_800_000;

/// Calls a minute apart, all domestic.
fn listing(calls: usize) -> String {
    let mut text = "IncidentNumber,ProblemType,Address,Substation,PatrolDistrict,LAT,LON,ResponseDate\n".to_owned();
    for call in 0..calls {
        let at = ORIGIN + call as Millis * 60_000;
        writeln!(text, "S-{call:04},Disturbance Family,block-{call},SOUTH,6350,29.4,-98.5,{at}").unwrap();
    }
    text
}

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new(listing: &str, map: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("calls.csv"), listing).unwrap();
        fs::write(folder.path().join("map.toml"), map).unwrap();
        fs::write(folder.path().join("feed.token"), "the-token\n").unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn args(&self, more: &[&str]) -> ReplayArgs {
        let [file, map, token] =
            ["calls.csv", "map.toml", "feed.token"].map(|name| self.path(name).display().to_string());
        parse(&[&[file.as_str(), "--map", &map, "--token-file", &token], more].concat()).unwrap()
    }
}

#[test]
fn arguments_are_checked_before_anything_is_read() {
    let base = ["calls.csv", "--map", "map.toml"];
    let with = |more: &[&str]| parse(&[&base, more].concat());
    assert!(with(&[]).unwrap_err().contains("--to <URL>"));
    assert!(with(&["--dry-run"]).unwrap().to.is_none());
    let sent = with(&["--to", "http://127.0.0.1:8080", "--token-file", "t"]).unwrap();
    assert_eq!((sent.speed, sent.dry_run), (Speed::Times(1.0), false));
    assert!(with(&["--dry-run", "--speed", "fast"]).unwrap_err().contains("from 0.01 to 1000"));
    assert!(with(&["--dry-run", "--to", "board"]).unwrap_err().contains("allowed: http:// or https://"));
}

#[tokio::test]
async fn a_replay_at_once_arrives_whole_in_order_and_twice_changes_nothing() {
    let files = Files::new(&listing(150), SAN_ANTONIO);
    let (feed, address, _tasks) = serve(vec![]).await;
    let before = clock::now_ms();
    for _ in 0..2 {
        run(files.args(&["--to", address.as_str(), "--speed", "max"])).await.unwrap();
    }
    let events = feed.events.lock().unwrap();
    let requests = feed.requests.lock().unwrap();
    let sent: usize = requests.iter().map(Vec::len).sum();
    assert_eq!(sent, 2 * events.len(), "the second run brought the same ids");
    assert!(requests.iter().all(|request| request.len() <= 500) && requests.len() > 4);
    let times: Vec<Millis> =
        events.iter().map(|event| event.at.parse::<Timestamp>().unwrap().as_millisecond()).collect();
    assert!(times.is_sorted());
    let last = *times.last().unwrap();
    assert!(last >= before && last <= clock::now_ms(), "the last fact is now");
    let received: Vec<Millis> = events
        .iter()
        .zip(&times)
        .filter(|(event, _)| matches!(event.body, FeedBody::IncidentReceived(_)))
        .map(|(_, at)| *at)
        .collect();
    assert_eq!(received.len(), 150);
    assert!(received.windows(2).all(|pair| pair[1] - pair[0] == 60_000), "true spacing");
}

#[tokio::test]
async fn a_replay_at_a_speed_sends_each_fact_at_its_time_and_not_before() {
    // Without drawn movements: four calls a minute apart at 600 times take 0.3 s.
    let map = SAN_ANTONIO.split("[lifecycle]").next().unwrap();
    let files = Files::new(&listing(6), map);
    let (feed, address, _tasks) = serve(vec![]).await;
    let before = clock::now_ms();
    let window = ["--from", "2024-10-05T14:00", "--until", "2024-10-05T14:04"];
    run(files.args(&[&window[..], &["--to", address.as_str(), "--speed", "600"]].concat())).await.unwrap();
    let after = clock::now_ms();
    let events = feed.events.lock().unwrap();
    let times: Vec<Millis> =
        events.iter().map(|event| event.at.parse::<Timestamp>().unwrap().as_millisecond()).collect();
    assert_eq!(times.len(), 4);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] == 100), "{times:?}");
    assert!(times[0] >= before && times[3] <= after, "{before} {times:?} {after}");
}

#[tokio::test]
async fn told_to_stop_it_ends_between_two_facts() {
    let map = san_antonio();
    let listing = Listing::read(std::io::Cursor::new(listing(3)), &map, |_| true, 20).unwrap();
    let steps = lifecycle::plan(&map, &listing.calls);
    let (feed, address, _tasks) = serve(vec![]).await;
    let sender = send::tests::sender(&address);
    let pace = Pace::new(Speed::Times(1.0), ORIGIN, steps.last().unwrap().at, clock::now_ms());
    let (stop, console) = (CancellationToken::new(), Console::new());
    let (played, ()) = tokio::join!(play::play(&map, &listing.calls, &steps, &pace, &sender, &stop, &console), async {
        while feed.events.lock().unwrap().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.cancel();
    });
    assert!(played.stopped && played.result.is_ok());
    assert_eq!(played.tally, Tally { sent: 1, accepted: 1, ..Tally::default() });
}

#[tokio::test]
async fn rows_that_cannot_be_read_are_no_error_unless_it_is_all_of_them() {
    let mixed = listing(2).replace("S-0001,Disturbance Family", "S-0001,");
    run(Files::new(&mixed, SAN_ANTONIO).args(&["--dry-run"])).await.unwrap();
    let none = mixed.replace("S-0000,Disturbance Family", "S-0000,");
    let error = run(Files::new(&none, SAN_ANTONIO).args(&["--dry-run"])).await.unwrap_err().to_string();
    assert!(error.ends_with("none of its 2 rows can be read"), "{error}");
    let error = run(Files::new(&listing(0), SAN_ANTONIO).args(&["--dry-run"])).await.unwrap_err().to_string();
    assert!(error.ends_with("has no row below its header"), "{error}");
}

#[tokio::test]
async fn a_faulty_map_or_token_file_is_told_before_anything_is_sent() {
    let faulty = SAN_ANTONIO.replace("seed = 20241005", "seed = -1").replace("zone = \"America", "zone = \"Amerika");
    let error = run(Files::new(&listing(1), &faulty).args(&["--dry-run"])).await.unwrap_err().to_string();
    assert!(
        error.contains("has 2 faults:") && error.contains("\n  zone: ") && error.contains("\n  lifecycle.seed: "),
        "{error}"
    );

    let (feed, address, _tasks) = serve(vec![]).await;
    let files = Files::new(&listing(1), SAN_ANTONIO);
    for (text, words) in [("\n", "is empty"), ("two words", "holds more than a token")] {
        fs::write(files.path("feed.token"), text).unwrap();
        let error = run(files.args(&["--to", address.as_str()])).await.unwrap_err().to_string();
        assert!(error.contains(words) && !error.contains("two words"), "{error}");
    }
    assert!(feed.requests.lock().unwrap().is_empty());
}

#[tokio::test]
async fn an_empty_window_sends_nothing() {
    let (feed, address, _tasks) = serve(vec![]).await;
    let files = Files::new(&listing(1), SAN_ANTONIO);
    run(files.args(&["--to", address.as_str(), "--from", "2024-10-06T00:00"])).await.unwrap();
    assert!(feed.requests.lock().unwrap().is_empty());
}

#[test]
fn the_summary_says_what_was_played_and_what_became_of_it() {
    let files = Files::new(&listing(2), SAN_ANTONIO);
    let args = files.args(&["--to", "http://127.0.0.1:8080", "--speed", "60", "--from", "2024-10-05T14:00"]);
    let map = san_antonio();
    let window = Window::read(args.from.as_deref(), None, &map).unwrap();
    let listing = read_listing(&args.file, &map, &window).unwrap();
    let steps = lifecycle::plan(&map, &listing.calls);
    let mut report = Report::new(&args, &map, &window, &listing, &steps);
    assert!(report.to_string().ends_with("Nothing was sent."));
    let tally = Tally { sent: steps.len(), accepted: 10, duplicates: 1, quarantined: 2, unanswered: 0 };
    report.played(tally, false, Duration::from_secs(482));
    let text = report.to_string();
    for line in [
        "window           2024-10-05T14:00:00-05:00 to the last call (America/Chicago)",
        "speed            60",
        "rows refused     0",
        "calls in window  2, 2 with drawn movements",
        "accepted         10",
        "duplicates       1",
        "quarantined      2",
        "took             8 min 2 s",
        "Played to its end.",
    ] {
        assert!(text.contains(line), "{line:?} is not in\n{text}");
    }
    let pace = Pace::new(Speed::Times(60.0), ORIGIN, ORIGIN + 3_600_000, 1_790_000_000_000);
    assert_eq!(
        report::clock_line(Speed::Times(60.0), &pace, &map, ORIGIN),
        "Plays the clock of America/Chicago from 2024-10-05T14:00:00-05:00 as if it were now; an hour takes 1 min 0 s, \
         the whole 1 min 0 s, until 2026-09-21T14:14:20+00:00."
    );
}
