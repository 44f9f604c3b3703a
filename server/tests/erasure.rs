//! Erased means gone: keys, what is looked for, rotation of the master key, what is kept and for how long.
#![allow(clippy::unwrap_used)]

mod support;

use std::sync::Arc;

use alongside::{
    journal::{Journal, kept, keys::DataKeys, sql::SqlJournal},
    master::Keyring,
    sealing::Key,
};
use alongside_core::{Event, repeat, scheme::retention::Class};
use alongside_protocol::{IncidentNumber, Private, vocabulary::EraseBasis};
use alongside_tests::canary;
use rstest::rstest;
use support::*;

fn erased(incident: &str) -> Event {
    Event::IncidentErased { incident: incident.into(), basis: EraseBasis::Request, reason: Private::from("Upheld") }
}

#[rstest]
#[tokio::test]
async fn an_erased_incident_reads_as_erased_and_its_neighbour_is_whole(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("an_erased_incident", engine) else { return };
    let handle = bench.handle().await;
    let mut events = personal("QS-1");
    let first = events.len();
    events.extend(personal("QS-2"));
    events.push(erased("QS-1"));
    let entries = placed(0, events);
    handle.write(&board(), &entries[..entries.len() - 1]).await;
    let other = bench.handle().await;
    assert_eq!(
        other.journal.read(&board(), 0, 200).await.unwrap().len(),
        entries.len() - 1,
        "it has the keys in memory"
    );
    handle.write(&board(), &entries[entries.len() - 1..]).await;
    for node in [&handle, &other, &bench.handle().await] {
        let read = node.journal.read(&board(), 0, 200).await.unwrap();
        // The shift in the middle is the board's own business, and no part of the incident.
        let of_it: Vec<_> = read[..first].iter().filter(|entry| entry.event.incident().is_some()).collect();
        let text = serde_json::to_string(&of_it).unwrap();
        canary::absent("the erased incident", &text, &[CANARY]).unwrap();
        assert!(text.contains("engaged_by_phone"), "what is counted stays");
        assert_eq!(read[first..], entries[first..], "its neighbour, and why it was erased");
    }
    assert_eq!(handle.count("SELECT count(*) FROM data_key WHERE incident = 'QS-1'").await, 0);
    assert_eq!(handle.count("SELECT count(*) FROM trait_index WHERE incident = 'QS-1'").await, 0);
}

#[rstest]
#[case::in_one_transaction(true)]
#[case::later(false)]
#[tokio::test]
async fn what_the_force_says_after_an_erasure_has_a_key_of_its_own(
    #[case] at_once: bool,
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("what_the_force_says_after", engine) else { return };
    let handle = bench.handle().await;
    let entries = placed(0, vec![received("QS-1"), erased("QS-1"), received("QS-1")]);
    let other = bench.handle().await;
    if at_once {
        handle.write(&board(), &entries).await;
    } else {
        for entry in &entries {
            handle.write(&board(), std::slice::from_ref(entry)).await;
            // It has the first key in memory, and hears of the erasure with what comes after it.
            other.journal.read(&board(), 0, 1).await.unwrap();
        }
    }
    for node in [&handle, &other, &bench.handle().await] {
        let read = node.journal.read(&board(), 0, 10).await.unwrap();
        canary::absent("before", serde_json::to_string(&read[0]).unwrap(), &[CANARY]).unwrap();
        assert_eq!(read[2], entries[2], "after");
    }
}

#[rstest]
#[tokio::test]
async fn sealed_particulars_are_found_by_whoever_has_them_and_not_once_erased(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("sealed_particulars", engine) else { return };
    let handle = bench.handle().await;
    let known = |incident: &str, name: &str, phone: &str| {
        let mut event = received(incident);
        if let Event::FeedRecorded { fact, .. } = &mut event
            && let alongside_protocol::FeedBody::IncidentReceived(details) = &mut fact.body
        {
            details.people[0].name = Some(Private::from(name));
            details.people[0].phone = Some(Private::from(phone));
        }
        event
    };
    let entries = placed(
        0,
        vec![
            known("QS-1", "Wren Canarybird", "07700 900123"),
            known("QS-2", "Mrs. Canarybird, Wren", "07700 900999"),
            known("QS-3", "Linnet Canarybird", "+44 7700 900123"),
            erased("QS-1"),
        ],
    );
    handle.write(&board(), &entries[..3]).await;
    let look = async |name: &str, phone: &str| {
        let nothing = Private::default();
        let sought = repeat::sought(&Private::from(name), &Private::from(phone), &nothing, "");
        let texts: Vec<_> = sought.iter().map(repeat::TraitKey::text).collect();
        let found = kept::find(&handle.database, &handle.keys, &board(), &texts).await.unwrap();
        found.into_iter().map(|number| number.0).collect::<Vec<_>>()
    };
    assert_eq!(look("wren canarybird", "").await, ["QS-1", "QS-2"]);
    assert_eq!(look("", "07700900123").await, ["QS-1", "QS-3"]);
    assert_eq!(look("Robin Canarybird", "").await, [""; 0]);
    canary::absent("the database", bench.bytes(), &["07700", "900123", CANARY, "canarybird"]).unwrap();
    handle.write(&board(), &entries[3..]).await;
    assert_eq!(look("Wren Canarybird", "07700 900123").await, ["QS-2", "QS-3"]);
}

#[rstest]
#[tokio::test]
async fn the_master_key_changes_while_two_nodes_write(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let Some(bench) = Bench::new("the_master_key_changes", engine) else { return };
    let file = bench.folder.path().join("master.key");
    let ring = || Arc::new(Keyring::from_file(&file, true).unwrap());
    let database = bench.database().await;
    let node = || {
        let keys = Arc::new(DataKeys::new(ring(), database.clone()));
        SqlJournal::new(database.clone(), keys)
    };
    let (one, two) = (node(), node());
    one.head(&board()).await.unwrap();
    let write = async |node: &SqlJournal, seq: u64, incident: &str| {
        let batch = alongside::journal::Batch { entries: vec![entry(seq, received(incident))], ..Default::default() };
        node.append(&board(), seq - 1, &batch).await.unwrap();
    };
    write(&one, 1, "QS-1").await;
    write(&two, 2, "QS-2").await;
    let command = ring();
    let old = command.names()[0];
    let added = alongside::master::shown(command.add().unwrap());
    write(&one, 3, "QS-3").await;
    command.wrap_with(&added).unwrap();
    let keys = DataKeys::new(command.clone(), database.clone());
    let mut told = 0;
    keys.rewrap(|done| told = done).await.unwrap();
    assert!(told >= 3, "{told} were wrapped again");
    write(&two, 4, "QS-1").await;
    let wrapped_by_old = keys.wrapped().await.unwrap().iter().filter(|key| Keyring::name_in(key) == Some(old)).count();
    assert_eq!(wrapped_by_old, 0);
    command.drop_old().unwrap();
    // One that starts now knows the new key alone; those that run go on.
    for reader in [&one, &two, &node()] {
        assert_eq!(reader.read(&board(), 0, 10).await.unwrap().len(), 4);
    }
    let stranger = DataKeys::new(Arc::new(Keyring::single(Key::random().unwrap())), database.clone());
    assert!(!stranger.fits().await.unwrap());
}

#[rstest]
#[tokio::test]
async fn what_is_kept_stands_in_its_class_with_the_last_word_on_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(bench) = Bench::new("what_is_kept", engine) else { return };
    let handle = bench.handle().await;
    let response = alongside_protocol::ResponseId::of(&"QS-2".into(), 1);
    let mut events = vec![received("QS-1"), received("QS-2"), Event::ResponseOpened { response }];
    events.extend(personal("QS-3"));
    events.push(Event::IncidentArchived { incident: "QS-1".into() });
    let mut entries = placed(0, events);
    let last = entries.len() - 1;
    entries[last].at += 1_000_000;
    handle.write(&board(), &entries).await;
    let page = kept::page(&handle.database, &board(), &IncidentNumber::new("")).await.unwrap();
    let classes: Vec<_> = page.iter().map(|one| (one.incident.as_str(), one.class)).collect();
    assert_eq!(classes, [("QS-1", Class::Mirrored), ("QS-2", Class::Unworked), ("QS-3", Class::Worked)]);
    assert_eq!(page[0].last_at, entries[0].at, "what the system itself does is no word on it");
    assert!(kept::page(&handle.database, &board(), &"QS-3".into()).await.unwrap().is_empty());
}
