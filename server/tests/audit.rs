//! The record is only ever added to, and its chains show whatever was done to it all the same: on SQLite and on Postgres.

#![allow(clippy::unwrap_used, reason = "a failed step is a failed test")]
#![allow(clippy::disallowed_methods, reason = "tests have clocks and tasks of their own")]

mod support;

use std::time::Duration;

use alongside::{
    audit::{Broken, Fault, Head, Table, walk},
    ledger::{Act, Ledger, LedgerAway, Note, search::Asked},
};
use alongside_core::{Author, Entry, Event};
use alongside_protocol::{
    Private, ResponseId, UserId,
    vocabulary::{Kept, RepeatVerdict},
};
use alongside_tests::canary;
use rstest::rstest;
use serde_json::json;
use support::{Bench, CANARY, Engine, Handle, NOON, board, entry, placed, received};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// One node's ledger on a bench.
struct Writer {
    ledger: Ledger,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Writer {
    fn start(handle: &Handle) -> Self {
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        let ledger = Ledger::start(handle.database.clone(), handle.keys.clone(), &tasks, stop.clone());
        Self { ledger, tasks, stop }
    }

    /// Everything that was taken is written when this returns.
    async fn end(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

fn look(at: i64, user: &str, incident: &str) -> Note {
    let note = Note::new(&board(), at, Act::Consultation, &UserId::from(user), json!({ "what": "file_opened" }));
    Note { incident: Some(incident.into()), name: Some("Wren".to_owned()), ..note }
}

async fn whole(handle: &Handle, table: Table, known: Option<&Head>) -> Head {
    let walked = walk(&handle.database, &handle.keys, &board(), table, known, |_| ()).await.unwrap();
    assert_eq!(walked.broken, None, "{table:?}");
    walked.head.unwrap()
}

async fn broken(handle: &Handle, table: Table, known: Option<&Head>) -> Option<Broken> {
    walk(&handle.database, &handle.keys, &board(), table, known, |_| ()).await.unwrap().broken
}

fn by(user: &str, entry: Entry) -> Entry {
    Entry { by: Author::Person { user: user.into(), name: "Wren".to_owned() }, ..entry }
}

/// Six rows in each table.
async fn filled(bench: &Bench) -> Handle {
    let handle = bench.handle().await;
    let rows: Vec<_> = (1..=6).map(|seq| by("wren", entry(seq, received("QS-1")))).collect();
    handle.write(&board(), &rows[..2]).await;
    handle.write(&board(), &rows[2..]).await;
    let writer = Writer::start(&handle);
    for at in 1..=6 {
        let note = Note { reason: Some(Private::from(CANARY)), ..look(NOON + at, "wren", "QS-1") };
        writer.ledger.record(note).await.unwrap();
    }
    writer.end().await;
    handle
}

/// Every column of a table, changed in row 3.
const CHANGES: [(Table, &str, &str); 19] = [
    (Table::Event, "at_ms", "UPDATE event SET at_ms = at_ms + 1 WHERE seq = 3"),
    (Table::Event, "kind", "UPDATE event SET kind = 'note_added' WHERE seq = 3"),
    (Table::Event, "incident", "UPDATE event SET incident = 'QS-2' WHERE seq = 3"),
    (Table::Event, "incident taken", "UPDATE event SET incident = NULL WHERE seq = 3"),
    (Table::Event, "author", "UPDATE event SET author = 'finch' WHERE seq = 3"),
    (Table::Event, "body", "UPDATE event SET body = body || ' ' WHERE seq = 3"),
    (Table::Event, "sealed", "UPDATE event SET sealed = (SELECT sealed FROM event WHERE seq = 4) WHERE seq = 3"),
    (Table::Event, "mac", "UPDATE event SET mac = (SELECT mac FROM event WHERE seq = 4) WHERE seq = 3"),
    (Table::Ledger, "id", "UPDATE ledger SET id = 'other' WHERE seq = 3"),
    (Table::Ledger, "at_ms", "UPDATE ledger SET at_ms = at_ms + 1 WHERE seq = 3"),
    (Table::Ledger, "act", "UPDATE ledger SET act = 'access' WHERE seq = 3"),
    (Table::Ledger, "user_id", "UPDATE ledger SET user_id = 'finch' WHERE seq = 3"),
    (Table::Ledger, "name", "UPDATE ledger SET name = 'Finch' WHERE seq = 3"),
    (Table::Ledger, "audience", "UPDATE ledger SET audience = 'crew' WHERE seq = 3"),
    (Table::Ledger, "incident", "UPDATE ledger SET incident = NULL WHERE seq = 3"),
    (Table::Ledger, "recipient", "UPDATE ledger SET recipient = '' WHERE seq = 3"),
    (Table::Ledger, "reason", "UPDATE ledger SET reason = NULL WHERE seq = 3"),
    (Table::Ledger, "detail", "UPDATE ledger SET detail = '{}' WHERE seq = 3"),
    (Table::Ledger, "mac", "UPDATE ledger SET mac = (SELECT mac FROM ledger WHERE seq = 4) WHERE seq = 3"),
];

#[rstest]
#[tokio::test]
async fn fault_38_whichever_column_is_altered_the_row_is_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("fault_38_whichever_column_is_altered", engine) else { return };
    let handle = filled(&bench).await;
    handle.disarm().await;
    handle.execute("CREATE TABLE kept_event AS SELECT * FROM event").await;
    handle.execute("CREATE TABLE kept_ledger AS SELECT * FROM ledger").await;
    for (table, column, change) in CHANGES {
        whole(&handle, table, None).await;
        assert_eq!(handle.execute(change).await, 1, "{column} of {table:?} really changes");
        let found = broken(&handle, table, None).await;
        assert_eq!(found, Some(Broken { seq: 3, fault: Fault::Altered }), "{column} of {table:?}");
        for statement in match table {
            Table::Event => ["DELETE FROM event", "INSERT INTO event SELECT * FROM kept_event"],
            Table::Ledger => ["DELETE FROM ledger", "INSERT INTO ledger SELECT * FROM kept_ledger"],
        } {
            assert_eq!(handle.execute(statement).await, 6);
        }
    }
}

#[rstest]
#[tokio::test]
async fn fault_38_rows_taken_out_slipped_in_and_cut_off_are_named(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("fault_38_rows_taken_out_slipped_in", engine) else { return };
    let handle = filled(&bench).await;
    let head = whole(&handle, Table::Event, None).await;
    assert_eq!(head.seq, 6);
    handle.disarm().await;
    handle.execute("CREATE TABLE kept AS SELECT * FROM event").await;
    let forged = "INSERT INTO event SELECT board, 7, at_ms, kind, incident, author, body, sealed, mac FROM event \
                  WHERE seq = 6";
    let slipped_in = "INSERT INTO event SELECT board, 3, at_ms, kind, incident, author, body, sealed, mac FROM kept \
                      WHERE seq = 5";
    let before_all = "INSERT INTO event SELECT board, 0, at_ms, kind, incident, author, body, sealed, mac FROM kept \
                      WHERE seq = 5";
    #[allow(clippy::type_complexity, reason = "a table")]
    let cases: [(&str, &[&'static str], Option<&Head>, Option<Broken>); 8] = [
        ("taken out", &["DELETE FROM event WHERE seq = 3"], None, Some(Broken { seq: 3, fault: Fault::Missing })),
        (
            "taken out, the rest moved down",
            &[
                "DELETE FROM event WHERE seq = 3",
                "UPDATE event SET seq = -seq WHERE seq > 3",
                "UPDATE event SET seq = -seq - 1 WHERE seq < 0",
            ],
            None,
            Some(Broken { seq: 3, fault: Fault::Missing }),
        ),
        (
            "slipped in, the rest moved up",
            &[
                "UPDATE event SET seq = -seq WHERE seq >= 3",
                "UPDATE event SET seq = -seq + 1 WHERE seq < 0",
                slipped_in,
            ],
            None,
            Some(Broken { seq: 3, fault: Fault::Inserted }),
        ),
        ("before the first", &[before_all], None, Some(Broken { seq: 0, fault: Fault::Inserted })),
        ("at the end", &[forged], None, Some(Broken { seq: 7, fault: Fault::AlteredOrInserted })),
        ("cut off, without heads", &["DELETE FROM event WHERE seq > 4"], None, None),
        (
            "cut off, with heads",
            &["DELETE FROM event WHERE seq > 4"],
            Some(&head),
            Some(Broken { seq: 5, fault: Fault::Missing }),
        ),
        ("all of it", &["DELETE FROM event"], Some(&head), Some(Broken { seq: 1, fault: Fault::Missing })),
    ];
    for (what, statements, known, expected) in cases {
        for statement in statements {
            assert!(handle.execute(statement).await > 0, "{what}: {statement}");
        }
        assert_eq!(broken(&handle, Table::Event, known).await, expected, "{what}");
        handle.execute("DELETE FROM event").await;
        assert_eq!(handle.execute("INSERT INTO event SELECT * FROM kept").await, 6);
        whole(&handle, Table::Event, Some(&head)).await;
    }
    // Written anew with the board's own key, from another row on: only the head of then tells.
    handle.execute("DELETE FROM event WHERE seq > 5").await;
    handle.write(&board(), &[by("finch", entry(6, received("QS-1")))]).await;
    whole(&handle, Table::Event, None).await;
    let found = broken(&handle, Table::Event, Some(&head)).await;
    assert_eq!(found, Some(Broken { seq: 6, fault: Fault::Altered }));
    // Without its key nothing is sound.
    assert_eq!(handle.execute("DELETE FROM data_key WHERE incident = '#chain'").await, 1);
    let found = broken(&bench.handle().await, Table::Ledger, None).await;
    assert_eq!(found, Some(Broken { seq: 1, fault: Fault::KeyMissing }));
}

#[rstest]
#[tokio::test]
async fn fault_38_the_last_row_of_a_page_is_told_by_the_next_page(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("fault_38_the_last_row_of_a_page", engine) else { return };
    let handle = bench.handle().await;
    let rows: Vec<_> = (1..=4_100).map(|seq| entry(seq, Event::ShiftEnded { car: "car-1".into() })).collect();
    for batch in rows.chunks(256) {
        handle.write(&board(), batch).await;
    }
    assert_eq!(whole(&handle, Table::Event, None).await.seq, 4_100);
    handle.disarm().await;
    handle.execute("UPDATE event SET at_ms = 1 WHERE seq = 4000").await;
    assert_eq!(broken(&handle, Table::Event, None).await, Some(Broken { seq: 4_000, fault: Fault::Altered }));
    handle.execute("UPDATE event SET author = 'wren' WHERE seq = 2000").await;
    assert_eq!(broken(&handle, Table::Event, None).await, Some(Broken { seq: 2_000, fault: Fault::Altered }));
}

#[rstest]
#[tokio::test]
async fn fault_38_the_tables_refuse_every_change(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("fault_38_the_tables_refuse_every_change", engine) else { return };
    let handle = filled(&bench).await;
    let mut tries = vec![
        "UPDATE event SET author = 'finch' WHERE seq = 3",
        "DELETE FROM event WHERE seq = 3",
        "UPDATE ledger SET user_id = 'finch'",
        "DELETE FROM ledger WHERE seq = 6",
    ];
    if engine == Engine::Postgres {
        tries.extend(["TRUNCATE event", "TRUNCATE ledger", "TRUNCATE board CASCADE"]);
    }
    for statement in tries {
        let said = handle.refused(statement).await;
        assert!(said.contains("only ever added to"), "{statement}: {said}");
    }
    assert_eq!(whole(&handle, Table::Event, None).await.seq, 6);
    assert_eq!(whole(&handle, Table::Ledger, None).await.seq, 6);
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_that_write_at_once_make_one_gapless_chain(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("two_nodes_that_write_at_once", engine) else { return };
    let (left, right) = (bench.handle().await, bench.handle().await);
    let (one, two) = (Writer::start(&left), Writer::start(&right));
    let mut running = tokio::task::JoinSet::new();
    for number in 0..100 {
        let (one, two) = (one.ledger.clone(), two.ledger.clone());
        running.spawn(async move { one.record(look(NOON + number, "wren", "QS-1")).await });
        running.spawn(async move { two.record(look(NOON + number, "finch", "QS-2")).await });
    }
    while let Some(written) = running.join_next().await {
        written.unwrap().unwrap();
    }
    assert_eq!(whole(&left, Table::Ledger, None).await.seq, 200);
    for sql in [
        "SELECT count(*) FROM ledger WHERE user_id = 'wren'",
        "SELECT count(*) FROM ledger WHERE user_id = 'finch' AND incident = 'QS-2'",
    ] {
        assert_eq!(right.count(sql).await, 100, "{sql}");
    }
    one.end().await;
    two.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_that_waited_in_vain_is_not_written_later_and_others_are_once() {
    let Some(bench) = Bench::new("a_note_that_waited_in_vain", Engine::Postgres) else { return };
    let handle = bench.handle().await;
    let writer = Writer::start(&handle);
    writer.ledger.record(look(NOON, "wren", "QS-1")).await.unwrap();
    let postgres = bench.postgres.as_ref().unwrap();
    let held = postgres.lock("ledger").unwrap();
    // This one is in a statement when the table is taken away, and must still stand there once.
    writer.ledger.note(look(NOON + 1, "wren", "QS-2"));
    let given_up = writer.ledger.record(look(NOON + 2, "wren", "QS-3")).await;
    assert_eq!(given_up, Err(LedgerAway), "nothing is shown that is not on record");
    postgres.let_go().unwrap();
    drop(held);
    tokio::time::timeout(Duration::from_secs(30), writer.ledger.record(look(NOON + 3, "wren", "QS-4")))
        .await
        .unwrap()
        .unwrap();
    writer.end().await;
    assert_eq!(handle.count("SELECT count(*) FROM ledger WHERE incident = 'QS-2'").await, 1);
    assert_eq!(handle.count("SELECT count(*) FROM ledger WHERE incident = 'QS-3'").await, 0);
    assert_eq!(whole(&handle, Table::Ledger, None).await.seq, 3);
}

#[rstest]
#[tokio::test]
async fn a_search_is_one_list_of_both_records_newest_first(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("a_search_is_one_list", engine) else { return };
    let handle = bench.handle().await;
    let response = ResponseId::of(&"QS-1".into(), 1);
    let events = vec![
        received("QS-1"),
        received("QS-2"),
        Event::NoteAdded {
            response: response.clone(),
            text: Private::from(CANARY),
            corrects: None,
            kept: Kept::Shared,
        },
        Event::RepeatJudged { incident: "QS-2".into(), earlier: "QS-1".into(), verdict: RepeatVerdict::ALL[0].0 },
        Event::ResponsePassedOn { response, to: "Sunday".to_owned(), note: Private::from(CANARY) },
    ];
    let mut entries = placed(0, events);
    for entry in &mut entries[2..] {
        *entry = by("wren", entry.clone());
    }
    handle.write(&board(), &entries).await;
    let writer = Writer::start(&handle);
    // At the very moments of events 3 and 4, and one later.
    for (at, user, incident) in [(3, "finch", "QS-1"), (4, "wren", "QS-2"), (9, "finch", "QS-1")] {
        writer.ledger.record(look(NOON + at, user, incident)).await.unwrap();
    }
    let disclosure = Note {
        act: Act::Disclosure,
        recipient: Some("ico".to_owned()),
        reason: Some(Private::from(CANARY)),
        ..look(NOON + 20, "heron", "QS-1")
    };
    writer.ledger.record(disclosure).await.unwrap();
    writer.ledger.access(
        &[board(), "otherside".into()],
        NOON + 30,
        &"wren".into(),
        Some("Wren"),
        "signed_in",
        json!({ "way": "password" }),
    );
    writer.end().await;
    let ledger = Writer::start(&handle).ledger;

    let all = Asked::default();
    let (found, more) = ledger.search(&board(), &all, None, 100).await.unwrap();
    assert!(!more);
    let acts: Vec<&str> = found.iter().map(|entry| entry.act.as_str()).collect();
    let expected = [
        "access",
        "disclosure",
        "consultation",
        "disclosure",
        "consultation",
        "combination",
        "consultation",
        "alteration",
        "collection",
        "collection",
    ];
    assert_eq!(acts, expected);
    for size in 1..=4 {
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let (page, more) = ledger.search(&board(), &all, after, size).await.unwrap();
            after = page.last().map(alongside::ledger::search::Found::cursor);
            paged.extend(page);
            if !more {
                break;
            }
        }
        assert_eq!(json!(paged), json!(found), "in pages of {size}");
    }

    let count = async |asked: Asked| ledger.search(&board(), &asked, None, 100).await.unwrap().0.len();
    assert_eq!(count(Asked { incident: Some("QS-2".into()), ..Asked::default() }).await, 3);
    assert_eq!(count(Asked { user: Some("wren".into()), ..Asked::default() }).await, 5);
    assert_eq!(count(Asked { user: Some("system".into()), ..Asked::default() }).await, 2);
    assert_eq!(count(Asked { act: Some(Act::Combination), ..Asked::default() }).await, 1);
    assert_eq!(count(Asked { act: Some(Act::Disclosure), ..Asked::default() }).await, 2);
    assert_eq!(count(Asked { act: Some(Act::Erasure), ..Asked::default() }).await, 0);
    assert_eq!(count(Asked { from: Some(NOON + 4), to: Some(NOON + 9), ..Asked::default() }).await, 3);
    let elsewhere = ledger.search(&"otherside".into(), &all, None, 100).await.unwrap().0;
    assert_eq!(elsewhere.len(), 1, "another board has its own");

    // Nothing that a person wrote, but for the reason of the disclosure; that is sealed, and goes with the incident.
    let text = serde_json::to_string(&found).unwrap();
    assert_eq!(text.matches(CANARY).count(), 1, "{text}");
    assert_eq!(found[1].reason.as_ref().unwrap().reveal(), CANARY);
    assert_eq!((found[3].to.as_deref(), &found[5].detail["with"]), (Some("Sunday"), &json!("QS-1")));
    canary::absent("the database", bench.bytes(), &[CANARY]).unwrap();
    handle.execute("DELETE FROM data_key WHERE incident = 'QS-1'").await;
    let later = bench.handle().await;
    let later = Writer::start(&later).ledger.search(&board(), &all, None, 100).await.unwrap().0;
    assert_eq!(later[1].reason.as_ref().unwrap().reveal(), "[erased]");
}
