//! What every journal must do: one suite, run on SQLite and on Postgres.

#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![allow(clippy::disallowed_methods, reason = "tests have clocks of their own")]

mod support;

use alongside::{
    journal::{Batch, Hold, Journal, JournalError, Quarantined},
    sealing::{Key, SealError},
};
use alongside_core::Event;
use alongside_tests::canary;
use rstest::rstest;
use support::{Bench, CANARY, Engine, NOON, batch, board, entry, personal, placed, receipt, received};
use uuid::Uuid;

fn opened(seq: u64, incident: &str) -> alongside_core::Entry {
    entry(seq, received(incident))
}

#[rstest]
#[tokio::test]
async fn i2_what_is_appended_is_read_back_in_order_without_gap(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("i2_what_is_appended_is_read_back", engine) else { return };
    let writer = bench.handle().await;
    assert_eq!(writer.journal.head(&board()).await.unwrap().seq, 0, "a new board stands at its beginning");
    let entries: Vec<_> = (1..=25).map(|seq| opened(seq, &format!("QS-{}", seq % 4))).collect();
    for part in entries.chunks(7) {
        writer.write(&board(), part).await;
    }
    assert_eq!(writer.journal.head(&board()).await.unwrap().seq, 25);

    let reader = bench.handle().await;
    assert_eq!(reader.journal.read(&board(), 0, 1_000).await.unwrap(), entries, "whole");
    let mut paged = Vec::new();
    loop {
        let page = reader.journal.read(&board(), paged.len() as u64, 4).await.unwrap();
        assert!(page.len() <= 4);
        if page.is_empty() {
            break;
        }
        paged.extend(page);
    }
    assert_eq!(paged, entries, "in pages");
    assert_eq!(reader.journal.read(&board(), 25, 10).await.unwrap(), []);
}

#[rstest]
#[tokio::test]
async fn i2_a_stale_or_hasty_expectation_is_a_conflict_and_writes_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("i2_a_stale_expectation", engine) else { return };
    let handle = bench.handle().await;
    handle.write(&board(), &[opened(1, "QS-1"), opened(2, "QS-1")]).await;
    for (expected, why) in [(0, "stale"), (1, "stale"), (3, "hasty"), (9, "hasty")] {
        let late = Batch { receipts: vec![receipt(expected + 1)], ..batch(vec![opened(expected + 1, "QS-2")]) };
        let refused = handle.journal.append(&board(), expected, &late).await;
        assert!(matches!(refused, Err(JournalError::Conflict)), "{why} {expected}: {refused:?}");
    }
    assert_eq!(handle.journal.head(&board()).await.unwrap().seq, 2);
    assert_eq!(handle.count("SELECT count(*) FROM receipt").await, 0);
    assert_eq!(
        handle.count("SELECT count(*) FROM data_key WHERE incident NOT LIKE '#%'").await,
        1,
        "no key of a loser"
    );
}

#[rstest]
#[tokio::test]
async fn i2_of_two_that_append_at_once_one_wins(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("i2_of_two_that_append_at_once", engine) else { return };
    let (left, right) = (bench.handle().await, bench.handle().await);
    let (mut left_won, mut right_won) = (0, 0);
    for round in 0..60u64 {
        // Every third round both know the incident for the first time: two keys are made, one counts.
        let both = if round % 3 == 0 { format!("QS-both-{round}") } else { "QS-known".to_owned() };
        let own = |side: &str| batch(vec![opened(round + 1, if round % 3 == 1 { side } else { &both })]);
        let (left_name, right_name) = (format!("QS-left-{round}"), format!("QS-right-{round}"));
        let (left_batch, right_batch) = (own(&left_name), own(&right_name));
        let name = board();
        let (a, b) = tokio::join!(
            left.journal.append(&name, round, &left_batch),
            right.journal.append(&name, round, &right_batch)
        );
        match (&a, &b) {
            (Ok(()), Err(JournalError::Conflict)) => left_won += 1,
            (Err(JournalError::Conflict), Ok(())) => right_won += 1,
            other => panic!("round {round}: {other:?}"),
        }
        // Whoever lost reads what the winner wrote, and can open it.
        for handle in [&left, &right] {
            let read = handle.journal.read(&board(), round, 10).await.unwrap();
            assert_eq!(read, if a.is_ok() { &left_batch } else { &right_batch }.entries, "round {round}");
        }
    }
    assert_eq!(left_won + right_won, 60);
    assert_eq!(
        left.count(
            "SELECT count(*) FROM data_key WHERE incident NOT IN (SELECT incident FROM event) AND incident NOT LIKE '#%'"
        )
        .await,
        0,
        "no loser left a key"
    );
}

#[rstest]
#[tokio::test]
async fn i3_receipts_are_found_and_a_known_command_writes_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("i3_receipts", engine) else { return };
    let handle = bench.handle().await;
    let (first, second) = (receipt(2), receipt(3));
    let entries = vec![opened(1, "QS-1"), opened(2, "QS-1"), opened(3, "QS-1")];
    handle.journal.append(&board(), 0, &Batch { receipts: vec![first, second], ..batch(entries) }).await.unwrap();
    let again = Batch { receipts: vec![receipt(4), first], ..batch(vec![opened(4, "QS-2")]) };
    let refused = handle.journal.append(&board(), 3, &again).await;
    assert!(matches!(refused, Err(JournalError::Repeated)), "{refused:?}");
    assert_eq!(handle.journal.head(&board()).await.unwrap().seq, 3, "all of a batch, or nothing");
    assert_eq!(handle.count("SELECT count(*) FROM receipt").await, 2);

    let other = bench.handle().await;
    let mut found = other.journal.receipts(&board(), &[second.command, Uuid::now_v7(), first.command]).await.unwrap();
    found.sort_by_key(|receipt| receipt.seq);
    assert_eq!(found, [first, second], "what is not known is left out");
    let elsewhere = other.journal.receipts(&"otherside".into(), &[first.command]).await.unwrap();
    assert_eq!(elsewhere, [], "another board's receipts are its own");
}

#[rstest]
#[tokio::test]
async fn i7_what_is_held_cannot_be_taken_until_it_is_let_go(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("i7_holds", engine) else { return };
    let handle = bench.handle().await;
    let hold = |held: &str, holder: Option<&str>| Hold {
        kind: "car",
        held: held.to_owned(),
        holder: holder.map(ToOwned::to_owned),
    };
    let write = async |seq: u64, holds: Vec<Hold>| {
        handle.journal.append(&board(), seq - 1, &Batch { holds, ..batch(vec![opened(seq, "QS-1")]) }).await
    };
    write(1, vec![hold("car-1", Some("QS-1#1.1"))]).await.unwrap();
    let refused = write(2, vec![hold("car-2", Some("QS-1#1.2")), hold("car-1", Some("QS-2#1.1"))]).await;
    assert!(matches!(&refused, Err(JournalError::Held(what)) if what.contains("car")), "{refused:?}");
    assert_eq!(handle.journal.head(&board()).await.unwrap().seq, 1, "nothing was written");
    assert_eq!(handle.count("SELECT count(*) FROM hold").await, 1, "nothing was taken");
    // Let go and taken by the next in one act.
    write(2, vec![hold("car-1", None), hold("car-1", Some("QS-2#1.1"))]).await.unwrap();
    write(3, vec![hold("car-1", None)]).await.unwrap();
    assert_eq!(handle.count("SELECT count(*) FROM hold").await, 0);
}

#[rstest]
#[tokio::test]
async fn boards_stand_apart_and_keep_their_epoch(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("boards_stand_apart", engine) else { return };
    let (one, two) = (bench.handle().await, bench.handle().await);
    let otherside = "otherside".into();
    let (here, there) = tokio::join!(one.journal.head(&otherside), two.journal.head(&otherside));
    let here = here.unwrap();
    assert_eq!(here, there.unwrap(), "two nodes that begin at once agree on the epoch");
    assert_ne!(one.journal.head(&board()).await.unwrap().epoch, here.epoch);
    one.write(&board(), &[opened(1, "QS-1")]).await;
    assert_eq!(two.journal.head(&otherside).await.unwrap().seq, 0);
    two.write(&otherside, &[opened(1, "QS-1")]).await;
    assert_eq!(bench.handle().await.journal.head(&otherside).await.unwrap().epoch, here.epoch, "and keep it");
}

#[rstest]
#[tokio::test]
async fn an_incidents_history_is_all_of_it_and_only_its_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("an_incidents_history", engine) else { return };
    let handle = bench.handle().await;
    let mut entries = placed(0, personal("QS-1"));
    entries.extend(placed(entries.len() as u64, personal("QS-2")));
    entries.push(opened(entries.len() as u64 + 1, "QS-1"));
    handle.write(&board(), &entries).await;
    let other = bench.handle().await;
    let own: Vec<_> = entries.iter().filter(|entry| entry.event.incident() == Some("QS-1".into())).cloned().collect();
    assert_eq!(other.journal.history(&board(), &"QS-1".into()).await.unwrap(), own);
    assert_eq!(other.journal.history(&board(), &"QS-9".into()).await.unwrap(), []);
    assert_eq!(other.journal.history(&"otherside".into(), &"QS-1".into()).await.unwrap(), []);

    let asked = ["QS-9".into(), "QS-2".into(), "QS-1".into()];
    let mut known = other.journal.known(&board(), &asked).await.unwrap();
    known.sort();
    assert_eq!(known, ["QS-1".into(), "QS-2".into()]);
    assert_eq!(other.journal.known(&"otherside".into(), &asked).await.unwrap(), []);
    assert_eq!(other.journal.known(&board(), &[]).await.unwrap(), []);
}

#[rstest]
#[tokio::test]
async fn a_checkpoint_replaces_the_one_before_whole(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("a_checkpoint_replaces_the_one_before", engine) else { return };
    let (one, two) = (bench.handle().await, bench.handle().await);
    assert_eq!(one.journal.checkpoint(&board()).await.unwrap(), None);
    let documents = |names: &[&str]| -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), format!("document of {name}"))).collect()
    };
    one.journal
        .put_checkpoint(&board(), 10, &documents(&["incident/QS-1", "incident/QS-2", "car/car-1"]))
        .await
        .unwrap();
    one.journal.put_checkpoint(&"otherside".into(), 3, &documents(&["incident/QS-1"])).await.unwrap();
    two.journal.put_checkpoint(&board(), 20, &documents(&["incident/QS-2", "incident/QS-3"])).await.unwrap();
    let kept = one.journal.checkpoint(&board()).await.unwrap().unwrap();
    assert_eq!((kept.seq, kept.documents), (20, documents(&["incident/QS-2", "incident/QS-3"]).into_iter().collect()));
    assert_eq!(two.journal.checkpoint(&"otherside".into()).await.unwrap().unwrap().seq, 3);
    // Two nodes at once: one of the two is there, never half of each.
    for round in 0..10 {
        let (left, right) = (documents(&["left", "both"]), documents(&["right", "both"]));
        let name = board();
        let (a, b) = tokio::join!(
            one.journal.put_checkpoint(&name, 100 + round, &left),
            two.journal.put_checkpoint(&name, 100 + round, &right)
        );
        assert!(a.is_ok() || b.is_ok(), "round {round}: {a:?} {b:?}");
        let kept = one.journal.checkpoint(&board()).await.unwrap().unwrap();
        assert_eq!((kept.seq, kept.documents.len()), (100 + round, 2), "round {round}: {:?}", kept.documents.keys());
    }
}

#[rstest]
#[tokio::test]
async fn i10_no_personal_text_can_be_read_where_it_is_kept(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("i10_no_personal_text", engine) else { return };
    let handle = bench.handle().await;
    let entries = placed(0, personal("QS-1"));
    for (index, entry) in entries.iter().enumerate() {
        // Sealed one by one: an event that forgot to is named.
        handle.write(&board(), std::slice::from_ref(entry)).await;
        let kind = entry.event.kind();
        let sealed = handle.count("SELECT count(*) FROM event WHERE sealed IS NOT NULL").await;
        let personal =
            entries[..=index].iter().filter(|entry| !matches!(entry.event, Event::ResponseOpened { .. })).count();
        assert_eq!(sealed, personal as i64, "{kind}");
    }
    let bytes = bench.bytes();
    assert_eq!(canary::found(&bytes, &["QS-1"]).len(), 1, "the search reads what was written");
    canary::absent("the database", &bytes, &[CANARY]).unwrap();
    // Another node opens it all again.
    assert_eq!(bench.handle().await.journal.read(&board(), 0, 100).await.unwrap(), entries);
}

#[rstest]
#[tokio::test]
async fn i10_without_its_data_key_an_entry_reads_as_erased(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("i10_without_its_data_key", engine) else { return };
    let handle = bench.handle().await;
    let mut entries = placed(0, personal("QS-1"));
    let others = placed(entries.len() as u64, personal("QS-2"));
    entries.extend(others.clone());
    handle.write(&board(), &entries).await;
    assert_eq!(handle.execute("DELETE FROM data_key WHERE incident = 'QS-1'").await, 1);

    let later = bench.handle().await;
    let read = later.journal.read(&board(), 0, 100).await.unwrap();
    assert_eq!(read.len(), entries.len(), "what happened is still known");
    // A shift in the middle is the board's own business, and no part of the incident.
    let of_it: Vec<_> =
        read[..entries.len() - others.len()].iter().filter(|entry| entry.event.incident().is_some()).collect();
    let text = serde_json::to_string(&of_it).unwrap();
    assert!(text.contains("[erased]") && text.contains("engaged_by_phone"), "{text}");
    canary::absent("the erased incident", &text, &[CANARY]).unwrap();
    assert_eq!(read[entries.len() - others.len()..], others, "its neighbours are whole");
}

#[rstest]
#[tokio::test]
async fn fault_38_an_altered_row_does_not_open(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("fault_38_an_altered_row", engine) else { return };
    let handle = bench.handle().await;
    handle.write(&board(), &[opened(1, "QS-1"), opened(2, "QS-1")]).await;
    handle.disarm().await;
    // One entry's sealed part in the place of another's.
    let moved = "UPDATE event SET sealed = (SELECT sealed FROM event WHERE seq = 1) WHERE seq = 2";
    assert_eq!(handle.execute(moved).await, 1);
    assert_eq!(handle.journal.read(&board(), 0, 1).await.unwrap().len(), 1);
    let read = handle.journal.read(&board(), 1, 1).await;
    assert!(matches!(read, Err(JournalError::Sealing(SealError::Altered))), "{read:?}");
}

#[rstest]
#[tokio::test]
async fn a_quarantined_item_is_kept_once_and_sealed(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("a_quarantined_item", engine) else { return };
    let (one, two) = (bench.handle().await, bench.handle().await);
    let item = |words: &str| Quarantined {
        at: NOON,
        source: Some("test".to_owned()),
        message_id: None,
        field: "data.grade".to_owned(),
        found: "\"9\"".to_owned(),
        allowed: "1, 2, 3".to_owned(),
        item: format!("{{\"remark\":\"{CANARY} {words}\"}}").into_bytes(),
    };
    for handle in [&one, &two, &one] {
        handle.journal.quarantine(&board(), &item("first")).await.unwrap();
        assert_eq!(handle.journal.quarantined_count(&board()).await.unwrap(), 1);
    }
    two.journal.quarantine(&board(), &item("second")).await.unwrap();
    assert_eq!(one.journal.quarantined_count(&board()).await.unwrap(), 2);
    assert_eq!(one.journal.quarantined_count(&"otherside".into()).await.unwrap(), 0);
    canary::absent("the database", bench.bytes(), &[CANARY]).unwrap();
}

#[rstest]
#[tokio::test]
async fn another_master_key_is_noticed_and_opens_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("another_master_key", engine) else { return };
    let stranger = Key::random().unwrap();
    assert!(bench.handle_with(&stranger).await.keys.fits().await.unwrap(), "any key fits an empty database");
    bench.handle().await.write(&board(), &[opened(1, "QS-1")]).await;
    assert!(bench.handle().await.keys.fits().await.unwrap());
    let handle = bench.handle_with(&stranger).await;
    assert!(!handle.keys.fits().await.unwrap());
    let read = handle.journal.read(&board(), 0, 1).await;
    assert!(matches!(read, Err(JournalError::Sealing(SealError::Altered))), "{read:?}");
}

#[tokio::test]
async fn i1_settings_that_lose_acknowledged_writes_are_refused() {
    if !alongside_tests::engines::have("i1_settings", &[alongside_tests::engines::Engine::Postgres]) {
        return;
    }
    for setting in ["fsync", "full_page_writes", "synchronous_commit"] {
        let postgres = alongside_tests::postgres::Postgres::start_with(&[(setting, "off")]).unwrap();
        let refused = alongside::database::Database::postgres(&postgres.url(), false).await.unwrap_err().to_string();
        assert!(refused.contains(setting) && refused.contains("--unsafe-durability"), "{refused}");
        alongside::database::Database::postgres(&postgres.url(), true).await.unwrap();
    }
}
