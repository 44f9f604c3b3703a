//! The tables of demand on both engines: one filling at a time, none that is half done, and nothing to tell a victim by
//! once it was erased, in whatever order it was forgotten and erased.
#![allow(clippy::unwrap_used)]

mod support;

use alongside::demand::{
    projector::{self, VERSION},
    store::{PastCall, Place, Rows, Store},
};
use alongside_core::Event;
use alongside_protocol::{IncidentNumber, Private, vocabulary::EraseBasis};
use jiff::{civil::date, tz::TimeZone};
use rstest::rstest;
use support::*;

async fn fill(handle: &Handle, store: &Store) -> Option<u64> {
    projector::rebuild(&board(), &TimeZone::UTC, &handle.journal, store, |_, _| {}).await.unwrap()
}

fn opened(incident: &str) -> Vec<Event> {
    let response = alongside_protocol::ResponseId::of(&incident.into(), 1);
    vec![received(incident), Event::ResponseOpened { response }]
}

/// Incidents in the tables, and those of them that have something to tell the victim by.
async fn known(handle: &Handle) -> (i64, i64) {
    (handle.count("SELECT count(*) FROM tally").await, handle.count("SELECT count(victim) FROM tally").await)
}

#[rstest]
#[tokio::test]
async fn one_fills_at_a_time_and_whoever_was_overtaken_writes_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("one_fills_at_a_time", engine) else { return };
    let handle = bench.handle().await;
    let store = Store::new(handle.database.clone());
    let rows = Rows { days: vec![date(2026, 11, 21)], ..Rows::default() };
    assert!(store.begin_filling(&board(), "first", NOON).await.unwrap());
    assert!(!store.begin_filling(&board(), "second", NOON + 1_000).await.unwrap(), "the first is at work");
    assert!(store.fill(&board(), "first", NOON, &rows).await.unwrap());
    // Nothing was heard of it for a minute.
    assert!(store.begin_filling(&board(), "second", NOON + 60_000).await.unwrap());
    assert!(!store.fill(&board(), "first", NOON + 60_001, &rows).await.unwrap());
    let place = |fill: &str, seq| Place { epoch: "e".to_owned(), version: VERSION, fill: fill.to_owned(), seq };
    assert!(!store.end_filling(&board(), &place("first", 9)).await.unwrap());
    assert_eq!(store.place(&board()).await.unwrap(), None, "half of it is nothing");
    assert!(store.end_filling(&board(), &place("second", 3)).await.unwrap());
    assert_eq!(store.days(&board()).await.unwrap().0, [], "what the other one left is gone");
    // A node goes on from where the tables are, or not at all.
    assert!(!store.follow(&board(), &place("first", 3), 4, &rows).await.unwrap());
    assert!(!store.follow(&board(), &place("second", 2), 4, &rows).await.unwrap());
    assert!(store.follow(&board(), &place("second", 3), 4, &rows).await.unwrap());
    assert_eq!(store.place(&board()).await.unwrap(), Some(place("second", 4)));
}

#[rstest]
#[tokio::test]
async fn what_was_forgotten_stays_counted_and_is_erased_like_the_rest(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("what_was_forgotten_stays_counted", engine) else { return };
    let handle = bench.handle().await;
    let store = Store::new(handle.database.clone());
    let number = IncidentNumber::from("QS-1");
    let mut events = [opened("QS-1"), opened("QS-2"), opened("QS-3")].concat();
    events.push(Event::IncidentArchived { incident: number.clone() });
    events.push(Event::PastForgotten { incident: number.clone() });
    handle.write(&board(), &placed(0, events)).await;
    assert_eq!(fill(&handle, &store).await, Some(8));
    assert_eq!(known(&handle).await, (3, 3));

    // Forgotten first and erased later, as retention does.
    let reason = Private::from("Kept long enough");
    let erased = Event::IncidentErased { incident: number.clone(), basis: EraseBasis::Retention, reason };
    handle.write(&board(), &placed(8, vec![erased])).await;
    assert_eq!(known(&handle).await, (3, 2), "with the transaction that erases it");
    assert_eq!(fill(&handle, &store).await, Some(9));
    assert_eq!(known(&handle).await, (3, 2), "and nothing comes back out of the journal");

    // The force speaks of it again, right after it was forgotten once more.
    let mut again = opened("QS-1");
    again.push(Event::IncidentArchived { incident: number.clone() });
    again.push(Event::PastForgotten { incident: number.clone() });
    again.extend(opened("QS-1"));
    handle.write(&board(), &placed(9, again)).await;
    assert_eq!(fill(&handle, &store).await, Some(15), "one row of a number, however often it comes");
    assert_eq!(known(&handle).await, (3, 3));
}

#[rstest]
#[tokio::test]
async fn rows_of_the_journal_and_of_its_fold_are_the_same_however_it_is_cut(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("rows_of_the_journal", engine) else { return };
    let handle = bench.handle().await;
    let store = Store::new(handle.database.clone());
    // More than one step of a filling.
    let events: Vec<Event> = (0..1_300).flat_map(|number| opened(&format!("QS-{number:04}"))).collect();
    for chunk in placed(0, events).chunks(500) {
        handle.write(&board(), chunk).await;
    }
    assert_eq!(fill(&handle, &store).await, Some(2_600));
    let tallies = store.tallies(&board(), 0, i64::MAX).await.unwrap();
    assert_eq!((tallies.len(), store.calls(&board()).await.unwrap().len()), (1_300, 1_300));
    assert_eq!(store.place(&board()).await.unwrap().map(|place| place.seq), Some(2_600));
}

#[rstest]
#[tokio::test]
async fn an_import_is_the_same_twice_and_of_what_was_erased_it_keeps_no_victim(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("an_import_is_the_same_twice", engine) else { return };
    let handle = bench.handle().await;
    let store = Store::new(handle.database.clone());
    let call = |number: usize| PastCall {
        incident: format!("QS-{number}"),
        received_at: NOON,
        grade: "1".to_owned(),
        beat: String::new(),
        victim: Some(number as i64),
    };
    let calls: Vec<PastCall> = (1..=12_000).map(call).collect();
    store.import_calls(&board(), &calls).await.unwrap();
    store.end_import(&board(), &[date(2026, 11, 21)]).await.unwrap();
    let imports = store.imports(&board()).await.unwrap();
    // The journal knows one of them, and then it is erased.
    handle.write(&board(), &placed(0, opened("QS-7"))).await;
    let reason = Private::from("Upheld");
    let erased = Event::IncidentErased { incident: "QS-7".into(), basis: EraseBasis::Request, reason };
    handle.write(&board(), &placed(2, vec![erased])).await;
    fill(&handle, &store).await.unwrap();
    let victims = "SELECT count(victim) FROM past_call";
    assert_eq!(handle.count(victims).await, 11_999);
    store.import_calls(&board(), &calls).await.unwrap();
    store.end_import(&board(), &[date(2026, 11, 21)]).await.unwrap();
    assert_eq!(handle.count(victims).await, 11_999, "the same listing does not bring it back");
    assert_eq!(store.past_calls_count(&board()).await.unwrap(), 12_000);
    assert_eq!(store.known_twice(&board()).await.unwrap(), ["QS-7"]);
    assert!(store.imports(&board()).await.unwrap() > imports, "every node hears of it");

    assert!(store.forget_import(&board(), "QS-9").await.unwrap());
    assert!(!store.forget_import(&board(), "QS-9").await.unwrap());
    assert_eq!(store.forget_imports(&board()).await.unwrap(), 11_999, "piece by piece");
    assert_eq!(store.past_calls_count(&board()).await.unwrap(), 0);
    assert_eq!(store.days(&board()).await.unwrap().1, []);
}
