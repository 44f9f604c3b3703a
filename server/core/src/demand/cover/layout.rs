//! Hours of the week that are covered, whole ones, and how they are written as hours on a roster.

use jiff::civil::{Time, Weekday};

use crate::{demand::HOURS_OF_WEEK, scheme::Hours};

const MINUTES_OF_DAY: usize = 24 * 60;
const MINUTES_OF_WEEK: usize = 7 * MINUTES_OF_DAY;

/// Covered hours on end; they may go on from Sunday into Monday.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Hour of the week, 0 to 167.
    pub from: usize,
    pub hours: usize,
}

impl Block {
    pub(super) fn last(&self) -> usize {
        (self.from + self.hours - 1) % HOURS_OF_WEEK
    }
}

/// Which hours of the week are covered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Week([bool; HOURS_OF_WEEK]);

impl Week {
    pub fn of(blocks: &[Block]) -> Self {
        let mut week = Self([false; HOURS_OF_WEEK]);
        for block in blocks {
            (block.from..block.from + block.hours).for_each(|hour| week.set(hour % HOURS_OF_WEEK, true));
        }
        week
    }

    pub(super) fn whole() -> Self {
        Self([true; HOURS_OF_WEEK])
    }

    /// None where an hour is covered in part.
    pub fn of_hours(hours: &[Hours]) -> Option<Self> {
        let minutes = minutes_of(hours);
        let mut week = Self([false; HOURS_OF_WEEK]);
        for (hour, minutes) in minutes.chunks(60).enumerate() {
            let covered = minutes.iter().all(|covered| *covered);
            if !covered && minutes.contains(&true) {
                return None;
            }
            week.set(hour, covered);
        }
        Some(week)
    }

    pub fn holds(&self, hour: usize) -> bool {
        self.0[hour]
    }

    pub(super) fn set(&mut self, hour: usize, covered: bool) {
        self.0[hour] = covered;
    }

    pub fn hours(&self) -> usize {
        self.0.iter().filter(|covered| **covered).count()
    }

    /// In the order in which they begin. A week that is wholly covered is one.
    pub fn blocks(&self) -> Vec<Block> {
        if self.hours() == HOURS_OF_WEEK {
            return vec![Block { from: 0, hours: HOURS_OF_WEEK }];
        }
        let begins = |hour: &usize| self.0[*hour] && !self.0[(hour + HOURS_OF_WEEK - 1) % HOURS_OF_WEEK];
        let length = |from: usize| (from..from + HOURS_OF_WEEK).take_while(|hour| self.0[hour % HOURS_OF_WEEK]).count();
        (0..HOURS_OF_WEEK).filter(begins).map(|from| Block { from, hours: length(from) }).collect()
    }

    /// As a roster has them: none is longer than a day.
    pub(super) fn roster(&self) -> Vec<Hours> {
        let day_long = |block: Block| {
            (0..block.hours).step_by(24).filter_map(move |done| {
                let from = (block.from + done) % HOURS_OF_WEEK;
                let until = from + 24.min(block.hours - done);
                let time = |hour: usize| Time::new((hour % 24) as i8, 0, 0, 0).ok();
                let day = Weekday::from_monday_zero_offset((from / 24) as i8).ok()?;
                Some(Hours { day, from: time(from)?, until: time(until)? })
            })
        };
        self.blocks().into_iter().flat_map(day_long).collect()
    }
}

/// Which minutes of the week are covered, as the clock on the wall has them.
fn minutes_of(hours: &[Hours]) -> Vec<bool> {
    let mut minutes = vec![false; MINUTES_OF_WEEK];
    let minute = |time: Time| time.hour() as usize * 60 + time.minute() as usize;
    for hours in hours {
        let midnight = hours.day.to_monday_zero_offset() as usize * MINUTES_OF_DAY;
        let next_day = if hours.until <= hours.from { MINUTES_OF_DAY } else { 0 };
        for covered in minute(hours.from)..minute(hours.until) + next_day {
            minutes[(midnight + covered) % MINUTES_OF_WEEK] = true;
        }
    }
    minutes
}

/// Hours that are listed twice count once.
pub(super) fn hours_a_week(hours: &[Hours]) -> f64 {
    minutes_of(hours).iter().filter(|covered| **covered).count() as f64 / 60.0
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::a_weekend(&[(134, 8), (158, 8)], "sat 14:00-22:00, sun 14:00-22:00")]
    #[case::over_midnight(&[(116, 8)], "fri 20:00-04:00")]
    #[case::from_sunday_into_monday(&[(166, 5)], "sun 22:00-03:00")]
    #[case::longer_than_a_day(&[(110, 30)], "fri 14:00-14:00, sat 14:00-20:00")]
    #[case::a_whole_day(&[(24, 24)], "tue 00:00-00:00")]
    fn hours_as_a_roster_has_them(#[case] blocks: &[(usize, usize)], #[case] words: &str) {
        let blocks: Vec<Block> = blocks.iter().map(|(from, hours)| Block { from: *from, hours: *hours }).collect();
        let week = Week::of(&blocks);
        assert_eq!(week.blocks(), blocks);
        let roster = week.roster();
        let view = |hours: &Hours| hours.view();
        let found: Vec<String> =
            roster.iter().map(view).map(|one| format!("{} {}-{}", one.day, one.from, one.until)).collect();
        assert_eq!(found.join(", "), words);
        assert_eq!(Week::of_hours(&roster), Some(week));
        assert!((hours_a_week(&roster) - week.hours() as f64).abs() < 1e-9);
    }

    #[test]
    fn the_whole_week_and_no_hour_at_all() {
        assert_eq!(Week::whole().roster().len(), 7);
        assert_eq!(Week::of_hours(&Week::whole().roster()), Some(Week::whole()));
        assert!(Week::of(&[]).roster().is_empty());
    }

    #[test]
    fn half_hours_are_no_whole_ones_but_count() {
        let half = Hours { day: Weekday::Monday, from: "09:30".parse().unwrap(), until: "12:00".parse().unwrap() };
        assert_eq!(Week::of_hours(std::slice::from_ref(&half)), None);
        assert!((hours_a_week(&[half.clone(), half]) - 2.5).abs() < 1e-9);
    }
}
