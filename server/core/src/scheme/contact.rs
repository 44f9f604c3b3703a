//! When the scheme tries to reach people: times of day to vary between, and by when a first attempt is due.

use alongside_protocol::view::{ContactRulesView, DaySlot};
use jiff::civil::Time;

use super::read::time;
use crate::toml_reader::Reader;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContactRules {
    /// In order, without overlap.
    pub slots: Vec<Slot>,
    pub first_within_working_days: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub label: String,
    pub from: Time,
    /// Later than `from`.
    pub until: Time,
}

impl ContactRules {
    pub fn view(&self) -> ContactRulesView {
        ContactRulesView {
            slots: self
                .slots
                .iter()
                .map(|slot| DaySlot {
                    label: slot.label.clone(),
                    from: slot.from.strftime("%H:%M").to_string(),
                    until: slot.until.strftime("%H:%M").to_string(),
                })
                .collect(),
            first_within_working_days: self.first_within_working_days,
        }
    }
}

pub fn read(rules: &mut Reader<'_>) -> ContactRules {
    rules.allow(&["slots", "first_within_working_days"]);
    let slots = rules.tables("slots", |slot| {
        slot.allow(&["label", "from", "until"]);
        let read = Slot { label: slot.text("label"), from: time(slot, "from"), until: time(slot, "until") };
        if slot.has("from") && slot.has("until") && read.until <= read.from {
            slot.fault("until", read.until.strftime("%H:%M").to_string(), "later than from, on the same day");
        }
        read
    });
    for (index, pair) in slots.windows(2).enumerate() {
        if pair[1].from < pair[0].until {
            let found = pair[1].from.strftime("%H:%M").to_string();
            rules.fault(&format!("slots[{}].from", index + 1), found, "not before the slot in front of it ends");
        }
    }
    let first_within_working_days = rules.optional_whole("first_within_working_days", 1, 60).map(|days| days as u32);
    ContactRules { slots, first_within_working_days }
}
