//! One pass over the calls: who is begun when, by workers and by cars, first come, first served.

use std::{cmp::Reverse, collections::BinaryHeap};

use alongside_protocol::Millis;

use super::{
    calls::Calls,
    draws::Draws,
    stretches::{Cover, Stretch},
};

/// All the workers, or all the cars.
#[derive(Clone, Copy, Debug)]
pub struct Crew {
    pub count: u32,
    /// Mean time that a call takes one of them. 0: none at all.
    pub mean_ms: f64,
    /// Reached is what is begun within so long of the call.
    pub target_ms: Millis,
    /// A call that has waited longer is let go; none: it waits for as long as it takes.
    pub patience_ms: Option<Millis>,
}

impl Crew {
    /// From a beginning to the last moment of the hours that it needs, if it takes the mean time.
    pub(super) fn last_ms(&self) -> Millis {
        (self.mean_ms as Millis - 1).max(0)
    }

    /// How long a call waited that counts as reached.
    pub fn reached(&self, at: Millis, begun: Option<Millis>) -> Option<Millis> {
        begun.map(|begun| begun - at).filter(|wait| *wait <= self.target_ms)
    }
}

/// Who is there, and what is asked of them.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    pub workers: Crew,
    pub cars: Crew,
    /// Of the calls that need a car too, 0 to 1.
    pub visit_share: f64,
    pub seed: u32,
}

impl Terms {
    /// How long before the hours a call may come and still be begun with them.
    pub fn back_ms(&self) -> Millis {
        let cars = self.cars.count > 0 && self.visit_share > 0.0;
        let back = |crew: &Crew| crew.patience_ms.unwrap_or(Millis::MAX);
        let workers = if self.workers.count > 0 { back(&self.workers) } else { 0 };
        workers.max(if cars { back(&self.cars) } else { 0 })
    }

    pub fn is_reached(&self, at: Millis, begun: Begun) -> bool {
        self.workers.reached(at, begun.by_worker).is_some() || self.cars.reached(at, begun.by_car).is_some()
    }
}

/// When a call was begun; none: not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begun {
    pub by_worker: Option<Millis>,
    pub by_car: Option<Millis>,
}

/// Time within the hours for which they were with a call, summed over each of them, ms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Busy {
    pub workers_ms: Millis,
    pub cars_ms: Millis,
}

/// Tells `each` of every call that may fall to the cover, by its place and in order.
pub fn replay(calls: &Calls, cover: &Cover, terms: &Terms, draws: &Draws, mut each: impl FnMut(usize, Begun)) -> Busy {
    let (mut workers, mut cars) = (Queue::new(&terms.workers, cover), Queue::new(&terms.cars, cover));
    for call in cover.stretches.iter().flat_map(|stretch| stretch.first..stretch.end) {
        let at = calls.at[call];
        let by_worker = workers.offer(at, draws.contact_ms(call));
        let by_car = draws.visit_ms(call).and_then(|takes_ms| cars.offer(at, takes_ms));
        each(call, Begun { by_worker, by_car });
    }
    Busy { workers_ms: workers.busy_ms, cars_ms: cars.busy_ms }
}

/// Calls are offered in order of time, so beginnings are in order too.
struct Queue<'a> {
    /// Nothing is begun that would in the mean end after the hours. So splitting hours gains no time: what a crew that
    /// is never idle begins in a stretch is, in the mean, what its length holds.
    last_ms: Millis,
    patience_ms: Millis,
    stretches: &'a [Stretch],
    /// When each of them is free, the first one on top.
    free_at: BinaryHeap<Reverse<Millis>>,
    busy_ms: Millis,
}

impl<'a> Queue<'a> {
    fn new(crew: &Crew, cover: &'a Cover) -> Self {
        Self {
            last_ms: crew.last_ms(),
            patience_ms: crew.patience_ms.unwrap_or(Millis::MAX),
            stretches: &cover.stretches,
            free_at: (0..crew.count).map(|_| Reverse(Millis::MIN)).collect(),
            busy_ms: 0,
        }
    }

    fn offer(&mut self, at: Millis, takes_ms: i64) -> Option<Millis> {
        let mut first = self.free_at.peek_mut()?;
        let mut begin = at.max(first.0);
        loop {
            let stretch = self.stretches.first()?;
            begin = begin.max(stretch.from);
            if begin + self.last_ms < stretch.until {
                break;
            }
            self.stretches = &self.stretches[1..];
        }
        if begin - at > self.patience_ms {
            return None;
        }
        let end = begin + takes_ms;
        *first = Reverse(end);
        // What was begun is finished, if after the hours: that is no covered time.
        let within = self.stretches.iter().take_while(|stretch| stretch.from < end);
        self.busy_ms += within.map(|stretch| end.min(stretch.until) - begin.max(stretch.from)).sum::<Millis>();
        Some(begin)
    }
}
