//! A screen's place in the board's sequence, and reading it from a frame without parsing the frame.
//!
//! The server writes a frame's `type` first and a delta's `from` and `seq` next, so most screens look at
//! some 40 bytes of a message. A frame written in another order is still read, by a full parse.

use serde::Deserialize;

/// What a message is, as far as every screen must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    Welcome,
    Snapshot {
        seq: u64,
    },
    Delta {
        from: u64,
        seq: u64,
    },
    Accepted,
    Refused,
    Beat,
    Figures,
    Presence,
    Positions,
    /// A type that this generator does not count apart (`file`, or a later protocol's).
    Other,
    Unreadable,
}

/// Reads the head of a message.
pub fn head(text: &[u8]) -> Head {
    quick(text).unwrap_or_else(|| slow(text))
}

fn quick(text: &[u8]) -> Option<Head> {
    let rest = text.strip_prefix(br#"{"type":""#)?;
    let end = rest.iter().take(32).position(|byte| *byte == b'"')?;
    let (word, rest) = (&rest[..end], &rest[end + 1..]);
    Some(match word {
        b"delta" => {
            let (from, rest) = number(rest, br#","from":"#)?;
            let (seq, _) = number(rest, br#","seq":"#)?;
            Head::Delta { from, seq }
        }
        b"snapshot" => Head::Snapshot { seq: number(rest, br#","seq":"#)?.0 },
        other => plain(other)?,
    })
}

fn plain(word: &[u8]) -> Option<Head> {
    Some(match word {
        b"welcome" => Head::Welcome,
        b"accepted" => Head::Accepted,
        b"refused" => Head::Refused,
        b"beat" => Head::Beat,
        b"figures" => Head::Figures,
        b"presence" => Head::Presence,
        b"positions" => Head::Positions,
        b"file" | b"file_closed" => Head::Other,
        _ => return None,
    })
}

/// The digits after `key`, and what follows them; none when the number does not end inside the text.
fn number<'a>(text: &'a [u8], key: &[u8]) -> Option<(u64, &'a [u8])> {
    let rest = text.strip_prefix(key)?;
    let digits = rest.iter().position(|byte| !byte.is_ascii_digit())?;
    if digits == 0 || !matches!(rest[digits], b',' | b'}') {
        return None;
    }
    let value = rest[..digits]
        .iter()
        .try_fold(0_u64, |value, digit| value.checked_mul(10)?.checked_add(u64::from(digit - b'0')))?;
    Some((value, &rest[digits..]))
}

fn slow(text: &[u8]) -> Head {
    #[derive(Deserialize)]
    struct Fields<'a> {
        #[serde(rename = "type", borrow)]
        kind: std::borrow::Cow<'a, str>,
        from: Option<u64>,
        seq: Option<u64>,
    }
    let Ok(fields) = serde_json::from_slice::<Fields<'_>>(text) else { return Head::Unreadable };
    match (&*fields.kind, fields.from, fields.seq) {
        ("delta", Some(from), Some(seq)) => Head::Delta { from, seq },
        ("snapshot", _, Some(seq)) => Head::Snapshot { seq },
        ("delta" | "snapshot", ..) => Head::Unreadable,
        (kind, ..) => plain(kind.as_bytes()).unwrap_or(Head::Other),
    }
}

/// What a delta did to a screen's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    InOrder,
    /// `missed` positions between the screen's place and `from` did not arrive before this delta.
    Gap {
        missed: u64,
    },
    /// The delta begins before the screen's place: repeated or late.
    Late,
    /// `seq` is not after `from`: the server contradicts itself.
    Backwards,
    /// A delta came before any snapshot.
    Early,
}

/// How far a screen has come. It never goes back: a screen that found a fault goes on from the furthest place,
/// so that one fault is counted once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place(Option<u64>);

impl Place {
    pub fn seq(self) -> Option<u64> {
        self.0
    }

    /// Takes a snapshot's place; false when that would go back in the same epoch.
    pub fn snapshot(&mut self, seq: u64) -> bool {
        let forward = self.0.is_none_or(|place| seq >= place);
        self.0 = Some(seq);
        forward
    }

    pub fn step(&mut self, from: u64, seq: u64) -> Step {
        let Some(place) = self.0 else {
            self.0 = Some(seq);
            return Step::Early;
        };
        if seq <= from {
            return Step::Backwards;
        }
        self.0 = Some(place.max(seq));
        match from.cmp(&place) {
            std::cmp::Ordering::Equal => Step::InOrder,
            std::cmp::Ordering::Greater => Step::Gap { missed: from - place },
            std::cmp::Ordering::Less => Step::Late,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alongside_protocol::ServerFrame;

    #[test]
    fn the_prefix_agrees_with_the_protocols_own_encoding() {
        let delta = ServerFrame::Delta { from: 41, seq: 43, up: vec![], down: vec![] };
        let snapshot = ServerFrame::Snapshot { seq: u64::MAX, docs: vec![] };
        let delta = serde_json::to_vec(&delta).unwrap();
        let snapshot = serde_json::to_vec(&snapshot).unwrap();
        assert_eq!(quick(&delta), Some(Head::Delta { from: 41, seq: 43 }), "without a full parse");
        assert_eq!(quick(&snapshot), Some(Head::Snapshot { seq: u64::MAX }));
        let positions = serde_json::to_vec(&ServerFrame::Positions { positions: vec![], etas: vec![] }).unwrap();
        assert_eq!(quick(&positions), Some(Head::Positions));
        let presence = serde_json::to_vec(&ServerFrame::Presence { users: vec![] }).unwrap();
        assert_eq!(quick(&presence), Some(Head::Presence));
    }

    #[test]
    fn another_order_or_spacing_is_read_the_slow_way() {
        assert_eq!(head(br#"{"seq": 9, "from": 8, "up": [], "type": "delta"}"#), Head::Delta { from: 8, seq: 9 });
        assert_eq!(head(br#"{"type":"snapshot","docs":[],"seq":5}"#), Head::Snapshot { seq: 5 });
        assert_eq!(head(br#"{"type":"weather","seq":5}"#), Head::Other);
    }

    #[test]
    fn what_is_not_a_frame_is_unreadable() {
        for text in [&b""[..], b"{", br#"{"type":"delta","from":1"#, br#"{"type":"delta","from":-1,"seq":2}"#] {
            assert_eq!(head(text), Head::Unreadable, "{}", String::from_utf8_lossy(text));
        }
        assert_eq!(head(br#"{"type":"delta","from":1,"seq":99999999999999999999}"#), Head::Unreadable, "overflow");
        assert_eq!(head(br#"{"type":"delta","from":1.5,"seq":2}"#), Head::Unreadable);
    }

    #[test]
    fn gaps_late_and_backward_deltas_are_told_apart() {
        let mut place = Place::default();
        assert_eq!(place.step(1, 2), Step::Early);
        let mut place = Place::default();
        assert!(place.snapshot(10));
        assert_eq!(place.step(10, 12), Step::InOrder);
        assert_eq!(place.step(15, 16), Step::Gap { missed: 3 });
        assert_eq!(place.step(12, 15), Step::Late, "the one that was overtaken");
        assert_eq!(place.seq(), Some(16), "a late delta does not take the screen back");
        assert_eq!(place.step(16, 16), Step::Backwards);
        assert_eq!(place.step(16, 17), Step::InOrder, "one fault is counted once");
        assert!(!place.snapshot(3), "a snapshot must not go back");
    }
}
