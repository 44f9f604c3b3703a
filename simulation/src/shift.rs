//! Plays one shift: gates open, cars become free, and at each such moment the policy says which free car goes to whom.
//! Nothing else is ever fixed.

use crate::{
    demand::{MIN, SHIFT_MS, VISIT_RECKONED_MIN, Visit},
    place::Place,
    policy::{Order, Policy, View},
};

/// A break of half an hour is due after four hours, and comes before the first visit that would begin after that.
pub const BREAK_DUE_MS: i64 = 240 * MIN;
pub const BREAK_MS: i64 = 30 * MIN;

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Car {
    /// Where it is, or will be when it is free.
    pub place: Place,
    /// When it really is free: not known to a policy before that.
    free_at: i64,
    /// When it should be, as far as one can tell.
    should_be_free_at: i64,
    pub rested: bool,
}

impl Car {
    pub fn is_free(&self, now: i64) -> bool {
        self.free_at <= now
    }

    /// A visit that takes longer than others is over any moment now, as on the board.
    pub fn reckoned_free_at(&self, now: i64) -> i64 {
        if self.is_free(now) { now } else { self.should_be_free_at.max(now) }
    }
}

/// What a car did, ms from the start of the shift.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Deed {
    Visit { visit: usize, sent_at: i64, from: Place, arrive_at: i64, done_at: i64 },
    Break { from: i64, until: i64 },
}

/// What was done in one shift, by each car in order.
pub type Log = Vec<Vec<Deed>>;

struct Play<'a> {
    visits: &'a [Visit],
    cars: Vec<Car>,
    open: Vec<usize>,
    log: Log,
    now: i64,
}

pub fn play(visits: &[Visit], bases: &[Place], cars: usize, policy: Policy) -> Log {
    let car = |place: &Place| Car { place: *place, free_at: 0, should_be_free_at: 0, rested: false };
    let cars: Vec<Car> = bases.iter().cycle().take(cars).map(car).collect();
    let log = vec![Vec::new(); cars.len()];
    let mut play = Play { visits, cars, open: Vec::new(), log, now: 0 };
    let mut coming = 0;
    loop {
        while visits.get(coming).is_some_and(|visit| visit.ready_at <= play.now) {
            play.open.push(coming);
            coming += 1;
        }
        play.act(policy);
        match play.next(visits.get(coming)) {
            Some(next) if next < SHIFT_MS => play.now = next,
            _ => return play.log,
        }
    }
}

impl Play<'_> {
    /// Until the policy has nothing more to send. Each round sends a car or begins a break.
    fn act(&mut self, policy: Policy) {
        loop {
            for car in 0..self.cars.len() {
                if self.now >= BREAK_DUE_MS && !self.cars[car].rested && self.cars[car].is_free(self.now) {
                    self.rest(car);
                }
            }
            let view = View { now: self.now, cars: &self.cars, visits: self.visits, open: &self.open };
            let orders = policy.orders(&view);
            if orders.is_empty() {
                return;
            }
            for order in orders {
                self.send(order);
            }
        }
    }

    /// Where the break would come first, it begins, and the visit stays open for whoever is there sooner.
    fn send(&mut self, (car, visit): Order) {
        let Car { place: from, rested, .. } = self.cars[car];
        let to = &self.visits[visit];
        let reckoned_at = self.now + from.way_ms(to.place);
        if !rested && reckoned_at >= BREAK_DUE_MS {
            self.rest(car);
            return;
        }
        self.open.retain(|one| *one != visit);
        let arrive_at = self.now + to.drive_ms(from);
        let done_at = arrive_at + to.takes_ms;
        let should_be_free_at = reckoned_at + VISIT_RECKONED_MIN * MIN;
        self.cars[car] = Car { place: to.place, free_at: done_at, should_be_free_at, rested };
        self.log[car].push(Deed::Visit { visit, sent_at: self.now, from, arrive_at, done_at });
    }

    fn rest(&mut self, car: usize) {
        let until = self.now + BREAK_MS;
        let one = &mut self.cars[car];
        (one.free_at, one.should_be_free_at, one.rested) = (until, until, true);
        self.log[car].push(Deed::Break { from: self.now, until });
    }

    /// The next moment at which something changes that a policy could act on.
    fn next(&self, coming: Option<&Visit>) -> Option<i64> {
        let free = self.cars.iter().map(|car| car.free_at).filter(|at| *at > self.now);
        let rest = self.cars.iter().filter(|car| !car.rested).map(|_| BREAK_DUE_MS).filter(|at| *at > self.now);
        free.chain(rest).chain(coming.map(|visit| visit.ready_at)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tenth of a degree north is 22.5 minutes.
    const BASE: Place = Place { lat: 54.5, lon: -1.2 };
    const ALL: [Policy; 4] =
        [Policy::NearestFirst, Policy::UrgentFirst, Policy::MostPerMinute, Policy::Plan { steps_max: 5_000 }];

    fn visit(north: f64, weight: f64, ready_min: i64, takes_min: i64) -> Visit {
        let place = Place { lat: BASE.lat + north, ..BASE };
        Visit { place, weight, ready_at: ready_min * MIN, takes_ms: takes_min * MIN, traffic: 1.0 }
    }

    /// Which visits a lone car made, and when it left for them.
    fn alone(visits: &[Visit], policy: Policy) -> Vec<(usize, i64)> {
        let log = play(visits, &[BASE], 1, policy);
        let sent = |deed: &Deed| match *deed {
            Deed::Visit { visit, sent_at, .. } => Some((visit, sent_at / MIN)),
            Deed::Break { .. } => None,
        };
        log[0].iter().filter_map(sent).collect()
    }

    #[test]
    fn each_policy_chooses_as_its_name_says() {
        // Open together while the car is busy: a mild one for long, an urgent one far away, a middling one close by.
        let visits =
            [visit(0.0, 1.0, 0, 60), visit(0.05, 10.0, 5, 40), visit(0.3, 30.0, 10, 40), visit(0.0, 25.0, 15, 40)];
        let second = |policy| alone(&visits, policy)[1];
        assert_eq!(second(Policy::NearestFirst), (1, 60));
        assert_eq!(second(Policy::UrgentFirst), (2, 60));
        assert_eq!(second(Policy::MostPerMinute), (3, 60));
        assert_eq!(second(Policy::Plan { steps_max: 5_000 }), (3, 60));
    }

    #[test]
    fn a_car_without_work_takes_its_break_when_it_is_due() {
        for policy in ALL {
            assert_eq!(alone(&[visit(0.0, 1.0, 241, 40)], policy), [(0, 270)], "{policy:?}");
        }
    }

    #[test]
    fn a_visit_that_would_begin_after_the_break_is_due_waits_for_it_or_gets_another_car() {
        let late = [visit(0.1, 1.0, 230, 40)];
        for policy in ALL {
            assert_eq!(alone(&late, policy), [(0, 260)], "{policy:?}");
            // The second car is so near that it is there before its own break.
            let log = play(&late, &[BASE, late[0].place], 2, policy);
            assert!(matches!(log[1][0], Deed::Visit { sent_at, .. } if sent_at == 230 * MIN), "{policy:?}: {log:?}");
        }
    }

    #[test]
    fn nobody_is_sent_where_it_could_not_be_done_before_the_shift_ends() {
        for policy in ALL {
            assert_eq!(alone(&[visit(0.0, 1.0, 436, 10)], policy), [], "{policy:?}");
            assert_eq!(alone(&[visit(0.0, 1.0, 434, 10)], policy), [(0, 434)], "{policy:?}");
        }
    }

    #[test]
    fn a_visit_that_is_over_early_frees_the_car_at_once() {
        let visits = [visit(0.0, 1.0, 0, 10), visit(0.0, 1.0, 1, 10)];
        for policy in ALL {
            assert_eq!(alone(&visits, policy), [(0, 0), (1, 10)], "{policy:?}");
        }
    }
}
