//! One example of every frame, command and feed event, as files that both sides of the wire decode. A file that
//! no longer reads is a change of the protocol; a variant without a file is a change that nobody wrote down.
#![allow(clippy::unwrap_used, reason = "a file that cannot be read is a failed test")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use alongside_protocol::{ClientFrame, Command, FeedBody, FeedEvent, ServerFrame, view::Doc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use ts_rs::{Config, TS};

fn fixtures(folder: &str) -> Vec<(PathBuf, Value)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let text = fs::read_to_string(&path).unwrap();
                found.push((
                    path.clone(),
                    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display())),
                ));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(!found.is_empty(), "no fixtures in {folder}");
    found
}

/// Decodes each file of a folder and encodes it again; nothing may be lost or added.
fn round_trip<T: DeserializeOwned + Serialize>(folder: &str) -> Vec<(String, T)> {
    fixtures(folder)
        .into_iter()
        .map(|(path, value)| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let decoded: T =
                serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(serde_json::to_value(&decoded).unwrap(), value, "{}", path.display());
            (name, decoded)
        })
        .collect()
}

/// The tags of a tagged union, as its TypeScript declares them.
fn tags<T: TS>(key: &str) -> BTreeSet<String> {
    let declaration = T::decl(&Config::new());
    let marker = format!("\"{key}\": \"");
    let tags: BTreeSet<_> =
        declaration.split(&marker).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect();
    assert!(tags.len() > 1, "no tags in {declaration}");
    tags
}

fn named<T>(fixtures: &[(String, T)]) -> BTreeSet<String> {
    fixtures.iter().map(|(name, _)| name.split('-').next().unwrap().to_owned()).collect()
}

#[test]
fn every_server_frame_has_an_example_that_reads_and_writes_the_same() {
    let frames = round_trip::<ServerFrame>("server");
    assert_eq!(named(&frames), tags::<ServerFrame>("type"));
    let kinds: BTreeSet<String> = frames
        .iter()
        .filter_map(|(_, frame)| if let ServerFrame::Snapshot { docs, .. } = frame { Some(docs) } else { None })
        .flatten()
        .map(|doc| serde_json::to_value(doc).unwrap()["kind"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(kinds, tags::<Doc>("kind"), "documents of every kind stand in the snapshots");
}

#[test]
fn every_client_frame_and_command_has_an_example_that_reads_and_writes_the_same() {
    let frames = round_trip::<ClientFrame>("client");
    let tag = |frame: &ClientFrame| serde_json::to_value(frame).unwrap()["type"].as_str().unwrap().to_owned();
    let shown: BTreeSet<_> = frames.iter().map(|(_, frame)| tag(frame)).collect();
    assert_eq!(shown, tags::<ClientFrame>("type"));
    let commands = frames.iter().filter_map(|(name, frame)| {
        if let ClientFrame::Command { command, .. } = frame { Some((name, command)) } else { None }
    });
    let mut shown = BTreeSet::new();
    for (name, command) in commands {
        let tag = serde_json::to_value(command).unwrap()["type"].as_str().unwrap().to_owned();
        assert_eq!(name.split('-').next().unwrap(), tag, "a file is named after what it holds");
        shown.insert(tag);
    }
    assert_eq!(shown, tags::<Command>("type"));
}

#[test]
fn every_feed_event_has_an_example_that_reads_and_writes_the_same() {
    let events = round_trip::<FeedEvent>("feed");
    assert_eq!(named(&events), tags::<FeedBody>("type"));
    let listed: BTreeSet<String> = FeedBody::TYPES.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(listed, tags::<FeedBody>("type"), "the list that intake names in a fault is whole");
}

#[test]
fn rule_3_the_server_refuses_fields_that_it_does_not_know() {
    for (path, value) in fixtures("client") {
        let mut with_more = value.clone();
        with_more["surplus"] = json!(1);
        assert!(serde_json::from_value::<ClientFrame>(with_more).is_err(), "{path:?}");
        if let Some(command) = value.get("command") {
            let mut with_more = value.clone();
            with_more["command"]["surplus"] = json!(1);
            assert!(serde_json::from_value::<ClientFrame>(with_more).is_err(), "{path:?}: in {command}");
        }
    }
    for (path, value) in fixtures("feed") {
        let mut with_more = value;
        with_more["data"]["surplus"] = json!(1);
        assert!(serde_json::from_value::<FeedEvent>(with_more).is_err(), "{path:?}");
    }
}

#[test]
fn rule_3_a_client_passes_over_fields_that_it_does_not_know() {
    for (path, value) in fixtures("server") {
        let known: ServerFrame = serde_json::from_value(value.clone()).unwrap();
        let mut with_more = value;
        with_more["surplus"] = json!({ "from": "a newer server" });
        assert_eq!(serde_json::from_value::<ServerFrame>(with_more).unwrap(), known, "{path:?}");
    }
}

#[test]
fn no_example_names_a_real_person_or_place_that_could_be_rung() {
    // Numbers that Ofcom keeps for fiction begin with 01632 960.
    for folder in ["client", "server", "feed"] {
        for (path, value) in fixtures(folder) {
            let text = value.to_string();
            for (at, _) in text.match_indices("\"phone\":\"").chain(text.match_indices("\"number\":\"0")) {
                let digits: String = text[at..].chars().filter(char::is_ascii_digit).take(8).collect();
                assert_eq!(digits, "01632960", "{path:?}");
            }
        }
    }
}
