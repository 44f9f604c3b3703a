//! Which change arrived with which delta, and how long each took.
//!
//! A change is posted over HTTP and comes out at some place in the board's sequence; nothing on the wire carries
//! the change's own number. The *reference screen* parses every delta in full. On an incident of the test the latest of
//! `last_log_at` and `graded_at` is the `at` of the lane's newest visible change, those times are unlike in a lane,
//! and a lane's changes are posted one by one: so that time tells exactly how many changes of the lane are
//! visible, and `remark_count` must agree. The result is a list (seq → intended time of each change that became visible
//! there). All other screens only note `(from, seq, arrival)` of each delta; the changes in `(from, seq]` are then
//! looked up, once the reference screen has come as far. A delta that never arrived, or a change that never became
//! visible, leaves the sum of deliveries short of changes × screens, and that is what *lost* counts.

use std::collections::HashMap;

use alongside_protocol::view::{Doc, IncidentRow};

use crate::{feed::Plan, report::Spread};

/// A delta (or, when a screen comes back, a snapshot) took a screen from `from` to `seq` at `at_us`.
#[derive(Clone, Copy, Debug)]
pub struct Delivery {
    pub from: u64,
    pub seq: u64,
    pub at_us: u64,
}

struct Lane {
    number: u64,
    /// Remarks before the first change.
    remarks: u64,
    /// Changes seen so far.
    seen: u64,
}

/// What the reference screen has learned.
pub struct Attribution {
    plan: Plan,
    lanes: HashMap<String, Lane>,
    /// Place in the sequence and intended time, µs, of each visible change, ordered by place.
    visible: Vec<(u64, u64)>,
    upto: u64,
    /// Rows whose times or counts fit no number of changes.
    pub mismatches: u64,
}

impl Attribution {
    /// Begins at the reference screen's place, with the rows of the test's incidents as they are before the first change.
    pub fn begin<'a>(plan: Plan, upto: u64, rows: impl Iterator<Item = (u64, &'a IncidentRow)>) -> Self {
        let lanes = rows
            .map(|(lane, row)| {
                (row.number.0.clone(), Lane { number: lane, remarks: u64::from(row.remark_count), seen: 0 })
            })
            .collect();
        Self { plan, lanes, visible: Vec::new(), upto, mismatches: 0 }
    }

    /// Takes what the reference screen was shown up to `seq`.
    pub fn saw<'a>(&mut self, seq: u64, docs: impl Iterator<Item = &'a Doc>) {
        for doc in docs {
            let Doc::Incident(row) = doc else { continue };
            let Some(lane) = self.lanes.get_mut(&row.number.0) else { continue };
            let newest = row.last_log_at.unwrap_or(0).max(row.graded_at);
            let (count, exact) = self.plan.visible(lane.number, newest);
            let remarks = lane.remarks + self.plan.remarks_among(count);
            if (count > 0 && !exact) || count < lane.seen || remarks != u64::from(row.remark_count) {
                self.mismatches += 1;
            }
            for k in lane.seen..count {
                self.visible.push((seq, self.plan.schedule.due_us(self.plan.change(lane.number, k))));
            }
            lane.seen = lane.seen.max(count);
        }
        self.upto = self.upto.max(seq);
    }

    /// Intended times of the changes in `(from, seq]`; none while the reference screen is behind.
    fn within(&self, from: u64, seq: u64) -> Option<&[(u64, u64)]> {
        if seq > self.upto {
            return None;
        }
        let first = self.visible.partition_point(|(place, _)| *place <= from);
        let end = self.visible.partition_point(|(place, _)| *place <= seq);
        Some(&self.visible[first.min(end)..end])
    }

    /// Changes that have become visible at the reference screen.
    pub fn seen(&self) -> u64 {
        self.visible.len() as u64
    }
}

/// Sums deliveries up. What cannot be attributed yet waits, at most `pending_max` of them.
pub struct Tally {
    pending: Vec<Delivery>,
    pending_max: usize,
    /// Arrival − intended time, µs, of each change at each screen.
    pub latency: Spread,
    /// Changes × screens that arrived.
    pub deliveries: u64,
    /// Deliveries that were given up because too many waited for the reference screen.
    pub dropped: u64,
    pub last_us: u64,
}

impl Tally {
    pub fn new(pending_max: usize) -> Self {
        Self { pending: Vec::new(), pending_max, latency: Spread::new(), deliveries: 0, dropped: 0, last_us: 0 }
    }

    /// Adds what screens noted since the last time, and attributes what can be.
    pub fn add(&mut self, noted: &mut Vec<Delivery>, known: &Attribution) {
        self.pending.append(noted);
        let pending = std::mem::take(&mut self.pending);
        for delivery in pending {
            let Some(changes) = known.within(delivery.from, delivery.seq) else {
                if self.pending.len() < self.pending_max {
                    self.pending.push(delivery);
                } else {
                    self.dropped += 1;
                }
                continue;
            };
            for (_, intended_us) in changes {
                self.latency.record(delivery.at_us.saturating_sub(*intended_us));
                self.last_us = self.last_us.max(delivery.at_us);
            }
            self.deliveries += changes.len() as u64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{blank::incident_row, feed};

    /// Two lanes, the reference screen sees changes 0 and 1 with seq 11, then 2 and 3 with seq 13.
    fn known() -> (Plan, Attribution) {
        let plan = feed::tests::plan(4, 2, 0);
        let mut rows = [incident_row("LT-0"), incident_row("LT-1")];
        let mut known = Attribution::begin(plan.clone(), 10, (0..).zip(&rows));
        for (seq, k) in [(11, 0), (13, 1)] {
            for (lane, row) in (0..).zip(&mut rows) {
                row.remark_count += 1;
                row.last_log_at = Some(plan.at_ms(plan.change(lane, k)));
            }
            known.saw(seq, rows.clone().map(Doc::Incident).iter());
        }
        (plan, known)
    }

    #[test]
    fn changes_are_found_by_the_places_that_a_delta_covers() {
        let (plan, known) = known();
        let due = |i| plan.schedule.due_us(i);
        assert_eq!(known.within(10, 11).unwrap(), [(11, due(0)), (11, due(1))]);
        assert_eq!(known.within(11, 12).unwrap(), [], "the delta of another matter");
        assert_eq!(known.within(10, 13).unwrap().len(), 4, "a coarser delta, as on another node");
        assert!(known.within(13, 14).is_none(), "the reference screen is not there yet");
        assert_eq!((known.seen(), known.mismatches), (4, 0));
    }

    #[test]
    fn a_row_that_fits_no_number_of_changes_is_a_mismatch() {
        let (plan, mut known) = known();
        let mut row = incident_row("LT-0");
        row.last_log_at = Some(plan.at_ms(2));
        row.remark_count = 1;
        known.saw(14, [Doc::Incident(row)].iter());
        assert_eq!(known.mismatches, 1, "a remark is missing");
    }

    #[test]
    fn latency_runs_from_the_intended_time_and_a_missing_delta_shows_in_the_sum() {
        let (plan, known) = known();
        let mut tally = Tally::new(1_000);
        let at = |i, late| plan.schedule.due_us(i) + late;
        let mut noted = vec![
            Delivery { from: 10, seq: 11, at_us: at(1, 700) },
            Delivery { from: 11, seq: 13, at_us: at(3, 900) },
            Delivery { from: 11, seq: 13, at_us: at(3, 900) },
            Delivery { from: 13, seq: 14, at_us: at(3, 900) },
        ];
        tally.add(&mut noted, &known);
        assert_eq!(tally.deliveries, 6, "of 8 for two screens: one of them got only the second delta");
        assert_eq!(tally.pending.len(), 1);
        assert_eq!(tally.last_us, at(3, 900));
        assert!(noted.is_empty());
        let latency = tally.latency.summary();
        assert!((latency.max_ms - 10.9).abs() < 0.02, "change 2 waited 10 ms for change 3: {latency:?}");
    }
}
