//! The usual week: calls an hour for each of its 168 hours, however few of them were watched.

use std::array;

use super::{super::calendar::HOURS_OF_WEEK, factor};

/// Each step below is a correction of the step before and counts as if so many calls had already shown none. Chosen on
/// the first half of the San Antonio days; half or twice of any changes the errors by less than 0.3 %.
const PRIOR_HOUR_OF_DAY: f64 = 200.0;
const PRIOR_WEEKDAY: f64 = 100.0;
const PRIOR_NEIGHBOURS: f64 = 50.0;
const PRIOR_OWN: f64 = 300.0;
/// What an hour's neighbours weigh beside itself, by how far off they are: first for the hour of the day, then for what
/// is particular to this part of the week.
const NEAR_OF_DAY: [f64; 2] = [1.0, 0.5];
const NEAR_OF_WEEK: [f64; 4] = [1.0, 0.75, 0.5, 0.25];
/// Weight of the overall rate beside an hour of the day that nobody has watched, hours.
const HOUR_UNSEEN: f64 = 0.5;

#[derive(Clone, Debug)]
pub(super) struct Week {
    calls: [f64; HOURS_OF_WEEK],
    hours: [f64; HOURS_OF_WEEK],
    /// Hours watched, whatever their age.
    watched: f64,
}

impl Default for Week {
    fn default() -> Self {
        Self { calls: [0.0; HOURS_OF_WEEK], hours: [0.0; HOURS_OF_WEEK], watched: 0.0 }
    }
}

impl Week {
    pub(super) fn age(&mut self, share: f64) {
        self.calls.iter_mut().chain(&mut self.hours).for_each(|sum| *sum *= share);
    }

    pub(super) fn add(&mut self, hour: usize, hours: f64, calls: u32) {
        self.calls[hour] += f64::from(calls);
        self.hours[hour] += hours;
        self.watched += hours;
    }

    /// Calls an hour. Never nothing: half a call more than came.
    pub(super) fn rates(&self) -> [f64; HOURS_OF_WEEK] {
        if self.watched <= 0.0 {
            return [0.0; HOURS_OF_WEEK];
        }
        let overall = self.calls.iter().sum::<f64>() / self.hours.iter().sum::<f64>() + 0.5 / self.watched;

        let (calls, hours) = (of_day(&self.calls), of_day(&self.hours));
        let (near_calls, near_hours) = (around(&calls, &NEAR_OF_DAY), around(&hours, &NEAR_OF_DAY));
        let by_hour: [f64; 24] = array::from_fn(|hour| {
            let smooth = (near_calls[hour] + overall * HOUR_UNSEEN) / (near_hours[hour] + HOUR_UNSEEN);
            smooth * factor(PRIOR_HOUR_OF_DAY, calls[hour], hours[hour] * smooth)
        });

        let by_weekday: [f64; 7] = array::from_fn(|weekday| {
            let of = weekday * 24..weekday * 24 + 24;
            let expected: f64 = self.hours[of.clone()].iter().zip(&by_hour).map(|(hours, rate)| hours * rate).sum();
            factor(PRIOR_WEEKDAY, self.calls[of].iter().sum(), expected)
        });

        let mut rates: [f64; HOURS_OF_WEEK] = array::from_fn(|hour| by_weekday[hour / 24] * by_hour[hour % 24]);
        let near_calls = around(&self.calls, &NEAR_OF_WEEK);
        let near_expected = around(&self.expected(&rates), &NEAR_OF_WEEK);
        for hour in 0..HOURS_OF_WEEK {
            rates[hour] *= factor(PRIOR_NEIGHBOURS, near_calls[hour], near_expected[hour]);
            rates[hour] *= factor(PRIOR_OWN, self.calls[hour], self.hours[hour] * rates[hour]);
        }
        rates
    }

    fn expected(&self, rates: &[f64; HOURS_OF_WEEK]) -> [f64; HOURS_OF_WEEK] {
        array::from_fn(|hour| self.hours[hour] * rates[hour])
    }
}

fn of_day(of_week: &[f64; HOURS_OF_WEEK]) -> [f64; 24] {
    array::from_fn(|hour| (0..7).map(|weekday| of_week[weekday * 24 + hour]).sum())
}

/// Each value with its neighbours on both sides, weighted. After the last comes the first.
fn around<const N: usize>(values: &[f64; N], weights: &[f64]) -> [f64; N] {
    array::from_fn(|at| {
        let far = |(off, weight): (usize, &f64)| {
            let both = if off == 0 { values[at] } else { values[(at + off) % N] + values[(at + N - off) % N] };
            weight * both
        };
        weights.iter().enumerate().map(far).sum()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many weeks in which `calls` come in each hour.
    fn weeks(number: u32, calls: impl Fn(usize) -> u32) -> Week {
        let mut week = Week::default();
        for _ in 0..number {
            (0..HOURS_OF_WEEK).for_each(|hour| week.add(hour, 1.0, calls(hour)));
        }
        week
    }

    #[test]
    fn an_hour_of_its_own_is_believed_once_enough_calls_have_shown_it() {
        // Four calls in every hour, twelve on Fridays from 23:00.
        let late = |hour| if hour == 119 { 12 } else { 4 };
        let (young, old) = (weeks(2, late).rates()[119], weeks(500, late).rates()[119]);
        assert!(young < 7.0 && old > 11.0, "{young} {old}");
    }

    #[test]
    fn a_weekday_that_nobody_watched_has_the_hours_of_the_others() {
        let mut week = Week::default();
        for hour in 0..120 {
            week.add(hour, 10.0, if hour % 24 < 12 { 10 } else { 50 });
        }
        let rates = week.rates();
        assert!((rates[120 + 6] - 1.0).abs() < 0.2 && (rates[120 + 18] - 5.0).abs() < 0.5, "{rates:?}");
    }

    #[test]
    fn without_any_call_the_rate_is_small_and_not_nothing() {
        let rates = weeks(8, |_| 0).rates();
        assert!(rates.iter().all(|rate| *rate > 0.0 && *rate < 0.001), "{rates:?}");
    }

    #[test]
    fn neighbours_go_round_the_week() {
        let mut values = [0.0; HOURS_OF_WEEK];
        values[0] = 1.0;
        let near = around(&values, &NEAR_OF_WEEK);
        assert!((near[0] - 1.0).abs() < 1e-12 && (near[167] - near[1]).abs() < 1e-12 && near[165] > 0.0);
        assert!(near[164] == 0.0 && near[4] == 0.0);
    }
}
