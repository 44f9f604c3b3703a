//! Frames and documents by audience, written out by hand and not read from the policy; and the page that tells of all of it.
//! Addresses and commands are tried on a real server: `tests/tests/access.rs`.
#![allow(clippy::unwrap_used)]

#[path = "support/access_page.rs"]
mod access_page;

use std::collections::BTreeSet;

use alongside::{access::policy, hub::encode};
use alongside_protocol::{
    ServerFrame,
    vocabulary::Audience::{self, Control, Crew, Inspector},
};
use ts_rs::{Config, TS};

/// Which audiences may be sent each frame.
const MAY: &[(&str, &[Audience])] = &[
    ("accepted", &[Control, Crew, Inspector]),
    ("beat", &[Control, Crew, Inspector]),
    ("delta", &[Control, Crew, Inspector]),
    ("figures", &[Control, Inspector]),
    ("file", &[Control, Crew]),
    ("file_closed", &[Control, Crew, Inspector]),
    ("plan", &[Control]),
    ("positions", &[Control]),
    ("presence", &[Control]),
    ("recommendation", &[Control]),
    ("refused", &[Control, Crew, Inspector]),
    ("snapshot", &[Control, Crew, Inspector]),
    ("welcome", &[Control, Crew, Inspector]),
];
/// Which audiences may be sent each kind of document.
const DOCUMENTS: &[(&str, &[Audience])] =
    &[("incident", &[Control]), ("brief", &[Inspector]), ("job", &[Crew]), ("car", &[Control, Crew, Inspector])];

/// Every frame type that the protocol has, by its name on the wire.
fn names() -> BTreeSet<String> {
    let type_text = ServerFrame::decl(&Config::default());
    let parts = type_text.split("\"type\": \"").skip(1);
    parts.map(|part| part.split('"').next().unwrap().to_owned()).collect()
}

#[test]
fn i5_every_frame_has_an_expectation_for_every_audience() {
    let written: BTreeSet<String> = MAY.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(), written, "a frame that nobody wrote an expectation for, or one that is gone");
    let mut tried = BTreeSet::new();
    for (name, frame) in access_page::frames() {
        let (_, may) = MAY.iter().find(|(written, _)| *written == name).unwrap();
        for (audience, word) in Audience::ALL {
            let mut expected = may.contains(audience);
            match &frame {
                // A refusal tells nothing but itself.
                ServerFrame::Recommendation { recommendation: None, .. } => expected = true,
                ServerFrame::Snapshot { docs, .. } | ServerFrame::Delta { up: docs, .. } => {
                    expected &= docs.iter().all(|doc| {
                        let kind = serde_json::to_value(doc).unwrap()["kind"].as_str().unwrap().to_owned();
                        DOCUMENTS.iter().any(|(known, may)| *known == kind && may.contains(audience))
                    });
                }
                _ => {}
            }
            assert_eq!(policy::may_receive(*audience, &frame), expected, "{name} to {word}");
            assert_eq!(encode(*audience, &frame).is_empty(), !expected, "{name} to {word} is held back, or is not");
        }
        tried.insert(name);
    }
    assert_eq!(tried, written, "an example of each was tried");
}

#[test]
fn i5_every_document_has_an_expectation_for_every_audience() {
    for (kind, name) in access_page::DOCUMENTS {
        let (_, may) = DOCUMENTS.iter().find(|(written, _)| *written == name).unwrap();
        for (audience, word) in Audience::ALL {
            assert_eq!(policy::document(kind).contains(audience), may.contains(audience), "{name} to {word}");
        }
    }
}

#[test]
fn no_address_stands_twice() {
    let mut seen = BTreeSet::new();
    for rule in policy::ROUTES {
        assert!(seen.insert((rule.method.as_str(), rule.path)), "{} {}", rule.method, rule.path);
    }
}

#[test]
fn the_page_tells_what_the_server_asks() {
    let written = std::fs::read_to_string(access_page::file()).unwrap_or_default();
    assert!(written == access_page::page(), "docs/security/access.md is not what the policy says: make types");
}
