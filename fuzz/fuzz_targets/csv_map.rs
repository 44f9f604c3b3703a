//! A public listing under a map, from bytes to the events that a replay would send. The first byte chooses the map.
#![no_main]

use alongside::{intake::read, replay};
use libfuzzer_sys::fuzz_target;

/// With positions, the time as a number and drawn movements; and with local times of a zone whose clocks change.
const MAPS: [&str; 2] =
    [include_str!("../../schemes/maps/san-antonio.toml"), include_str!("../local-times.toml")];

fuzz_target!(|bytes: &[u8]| {
    let Some((map, listing)) = bytes.split_first() else { return };
    let Ok(events) = replay::rehearse(MAPS[usize::from(map % 2)], listing) else { return };
    for event in events {
        let line = serde_json::to_vec(&event).expect("an event can be written");
        let items = read::items(&line, true).expect("and is one line");
        assert!(items.len() == 1 && items[0].value.is_ok(), "an event is one item");
    }
});
