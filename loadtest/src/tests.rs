//! Whole runs against the stand-in: a right server passes, and each wrong one is found out.

use std::io::Write as _;

use clap::{Args, Parser};

use crate::{
    fan_out::{self, FanOut},
    fan_out_report::FanOutReport,
    stand_in::{Fault, PASSWORD, TOKEN, start},
    write::{self, Write},
    write_report::WriteReport,
};

#[derive(Parser)]
struct Options<T: Args> {
    #[command(flatten)]
    options: T,
}

fn file(text: &str) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    writeln!(file, "{text}").unwrap();
    file
}

fn options<T: Args>(url: &str, password: &str, more: &str) -> (T, [tempfile::NamedTempFile; 2]) {
    let files = [file(password), file(TOKEN)];
    let [password, token] = files.each_ref().map(|file| file.path().to_str().unwrap());
    let common = format!(
        "x --url {url} --board stand-in --username worker --password-file {password} --feed-token-file {token} {more}"
    );
    (Options::parse_from(common.split_ascii_whitespace()).options, files)
}

async fn fan_out(fault: Fault) -> FanOutReport {
    let url = start(fault).await;
    let more = "--screens 12 --changes-per-second 100 --seconds 1 --incidents 7 --grade-every 4 --samples 3 \
                --idle-seconds 1 --drain-seconds 2";
    let (options, _files) = options::<FanOut>(&url, PASSWORD, more);
    fan_out::measure(&options).await.unwrap()
}

async fn write(fault: Fault, rate: &str) -> WriteReport {
    let url = start(fault).await;
    let more = format!(
        "--writers 4 --rate {rate} --seconds 1 --incidents-per-writer 2 --repeats 20 --idle-seconds 1 --drain-seconds 2"
    );
    let (options, _files) = options::<Write>(&url, PASSWORD, &more);
    write::measure(&options).await.unwrap()
}

fn found(faults: &crate::report::Faults, words: &str) {
    assert!(faults.0.iter().any(|fault| fault.contains(words)), "{words} is not among {faults:#?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_server_passes_the_fan_out() {
    let report = fan_out(Fault::None).await;
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
    assert_eq!((report.changes_accepted, report.changes_seen, report.deliveries), (100, 100, 1_200));
    assert_eq!((report.lost, report.out_of_order, report.counts.deltas), (0, 0, 1_200 + 7));
    assert_eq!(report.delivery.count, 1_200);
    assert!(report.delivery.max_ms < 1_000.0, "{:?}", report.delivery);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dropped_delta_is_a_gap_and_a_loss() {
    let report = fan_out(Fault::Drop { socket: 9, nth: 30 }).await;
    assert_eq!((report.counts.gaps, report.counts.missed, report.lost, report.out_of_order), (1, 1, 1, 0));
    found(&report.faults, "1 gaps in the sequence");
    found(&report.faults, "1 deliveries lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_last_delta_dropped_is_a_loss_without_a_gap() {
    let report = fan_out(Fault::Drop { socket: 9, nth: 100 }).await;
    assert_eq!((report.counts.gaps, report.lost), (0, 1));
    found(&report.faults, "1 screens did not reach the final place");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_delta_overtaken_by_the_next_is_out_of_order() {
    let report = fan_out(Fault::Swap { socket: 10, nth: 30 }).await;
    assert_eq!((report.counts.gaps, report.out_of_order, report.lost), (1, 1, 0));
    found(&report.faults, "1 frames out of order");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_screen_that_is_sent_away_comes_back_and_misses_nothing() {
    let report = fan_out(Fault::Slow { socket: 8, nth: 30 }).await;
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
    assert_eq!((report.counts.reconnects, report.deliveries), (1, 1_200));
    assert!(report.delivery.max_ms >= 200.0, "what came while it was away is late: {:?}", report.delivery);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_board_that_differs_is_found_by_comparing() {
    let report = fan_out(Fault::Differ { socket: 1, nth: 100 }).await;
    found(&report.faults, "differences between the boards of sample 1 and the reference screen");
    assert_eq!(report.lost, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_that_is_taken_but_never_shown_is_found() {
    let report = fan_out(Fault::ForgetRemark { nth: 70 }).await;
    assert!(!report.faults.is_empty());
    found(&report.faults, "do not fit the changes that were sent");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_right_server_passes_the_write_in_both_loops() {
    let report = write(Fault::None, "200").await;
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
    assert_eq!((report.loop_kind, report.sent, report.accepted, report.latency.count), ("open", 200, 200, 200));
    assert_eq!((report.check.expected, report.check.found, report.check.repeats_right), (120, 120, 20));
    assert_eq!((report.check.claims, report.check.claims_right), (8, 8));
    let report = write(Fault::None, "max").await;
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
    assert_eq!((report.loop_kind, report.due), ("closed", None));
    assert!(report.accepted > 200 && report.accepted == report.sent);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_accepted_note_that_is_missing_is_lost() {
    let report = write(Fault::ForgetNote { nth: 33 }, "200").await;
    assert_eq!((report.check.lost, report.check.doubled), (1, 0));
    found(&report.faults, "1 accepted notes or contact attempts are lost");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_written_twice_is_found() {
    let report = write(Fault::NoteTwice { nth: 33 }, "200").await;
    assert_eq!((report.check.lost, report.check.doubled), (0, 1));
    found(&report.faults, "written twice");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn writers_that_are_sent_away_send_again_what_was_not_answered() {
    let report = write(Fault::Slow { socket: 2, nth: 30 }, "200").await;
    assert!(report.faults.is_empty(), "{:#?}", report.faults);
    assert_eq!((report.accepted, report.check.found), (200, 120));
    assert!(report.reconnects > 0);
}

#[tokio::test]
async fn bad_input_says_what_to_do() {
    let url = start(Fault::None).await;
    let more = "--screens 2 --changes-per-second 1 --seconds 1";
    let (wrong_password, _files) = options::<FanOut>(&url, "wrong", more);
    let words = format!("{:#}", fan_out::measure(&wrong_password).await.unwrap_err());
    assert!(words.contains("401") && words.contains("sign_in_failed"), "{words}");
    let (elsewhere, _files) = options::<FanOut>("http://192.0.2.7", PASSWORD, more);
    let words = format!("{:#}", fan_out::measure(&elsewhere).await.unwrap_err());
    assert!(words.contains("only runs against loopback"), "{words}");
    let (too_many, _files) =
        options::<FanOut>(&url, PASSWORD, "--screens 25000 --changes-per-second 20000 --seconds 3600");
    let words = format!("{:#}", fan_out::measure(&too_many).await.unwrap_err());
    assert!(words.contains("more deliveries"), "{words}");
}
