//! The hours of the week in local time, through both clock changes.

use alongside_protocol::Millis;
use jiff::{
    Timestamp, Zoned,
    civil::{Date, Time},
    tz::TimeZone,
};

/// Hours of a week. The first is Monday from midnight, the last Sunday from 23:00.
pub const HOURS_OF_WEEK: usize = 168;
const HOUR_MS: Millis = 3_600_000;

/// One hour as the clock on the wall has it: the night on which the clocks go back has one more, the other one less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    pub from: Millis,
    pub until: Millis,
    /// Of the week, 0 to 167.
    pub hour: usize,
}

/// The hour of the week in which an instant lies.
pub fn hour_of_week(at: Millis, zone: &TimeZone) -> Option<usize> {
    let zoned = Timestamp::from_millisecond(at).ok()?.to_zoned(zone.clone());
    Some(hour_of(&zoned))
}

/// The local day of an instant.
pub fn day_of(at: Millis, zone: &TimeZone) -> Option<Date> {
    Some(Timestamp::from_millisecond(at).ok()?.to_zoned(zone.clone()).date())
}

/// The first moment of a local day.
pub fn midnight(day: Date, zone: &TimeZone) -> Option<Millis> {
    Some(day.to_datetime(Time::midnight()).to_zoned(zone.clone()).ok()?.timestamp().as_millisecond())
}

/// The hours of one local day, in order: 24, or 23 or 25 where the clocks change.
pub fn hours_of_day(day: Date, zone: &TimeZone) -> Vec<Slot> {
    let ends = day.tomorrow().ok().and_then(|next| midnight(next, zone));
    let (Some(mut from), Some(ends)) = (midnight(day, zone), ends) else { return Vec::new() };
    let mut slots = Vec::with_capacity(25);
    while from < ends {
        let Ok(at) = Timestamp::from_millisecond(from) else { break };
        let zoned = at.to_zoned(zone.clone());
        // To the next full hour on the wall; a zone that changes by half an hour has a short one.
        let into = Millis::from(zoned.minute()) * 60_000 + Millis::from(zoned.second()) * 1_000;
        let until = (from + HOUR_MS - into).min(ends);
        slots.push(Slot { from, until, hour: hour_of(&zoned) });
        from = until;
    }
    slots
}

fn hour_of(zoned: &Zoned) -> usize {
    let day = zoned.weekday().to_monday_zero_offset();
    usize::try_from(i32::from(day) * 24 + i32::from(zoned.hour())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use jiff::civil::date;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::common(date(2026, 11, 28), 24)]
    #[case::clocks_go_back(date(2026, 10, 25), 25)]
    #[case::clocks_go_forward(date(2026, 3, 29), 23)]
    fn a_day_has_its_hours(#[case] day: Date, #[case] hours: usize) {
        let zone = TimeZone::get("Europe/London").unwrap();
        let slots = hours_of_day(day, &zone);
        assert_eq!(slots.len(), hours);
        assert_eq!(slots[0].from, midnight(day, &zone).unwrap());
        assert_eq!(slots.last().unwrap().until, midnight(day.tomorrow().unwrap(), &zone).unwrap());
        assert!(slots.windows(2).all(|two| two[0].until == two[1].from));
        for slot in slots {
            assert_eq!(hour_of_week(slot.from, &zone), Some(slot.hour));
            assert_eq!(hour_of_week(slot.until - 1, &zone), Some(slot.hour));
        }
    }

    #[test]
    fn the_hour_that_comes_twice_is_one_hour_of_the_week() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let twice: Vec<usize> = hours_of_day(date(2026, 10, 25), &zone).iter().map(|slot| slot.hour).collect();
        assert_eq!(&twice[..4], [144, 145, 145, 146]);
    }
}
