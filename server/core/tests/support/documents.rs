//! What leaves the process and comes back: documents through JSON, with personal texts marked.
#![allow(dead_code, reason = "each test file uses a part of this")]
#![allow(clippy::unwrap_used)]

use alongside_core::{Board, Car, Incident, Past, incident::Mirror};
use alongside_protocol::private::marked;

/// A mirror without the places of its log entries in the board's sequence.
pub fn unnumbered(mirror: &Mirror) -> Mirror {
    let mut mirror = mirror.clone();
    mirror.log = mirror
        .log
        .into_iter()
        .map(|(stamp, mut entry)| {
            entry.seq = 0;
            (stamp, entry)
        })
        .collect();
    mirror
}

pub fn through_json<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}

/// As live state and checkpoints write it, with every personal text marked for sealing.
fn through_marks<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&marked(value).unwrap().to_string()).unwrap()
}

pub fn from_documents(board: &Board) -> Board {
    let incidents: Vec<Incident> = board.incidents.values().map(|incident| through_marks(incident.as_ref())).collect();
    let cars: Vec<Car> = board.cars.values().map(|car| through_json(car.as_ref())).collect();
    let past: Vec<Past> = board.past.values().map(|past| through_marks(past.as_ref())).collect();
    let holds = board.legal_holds.iter().map(|(number, hold)| (number.clone(), through_marks(hold.as_ref())));
    Board::restore(board.seq, board.feed_last_at, incidents, cars, past, holds)
}
