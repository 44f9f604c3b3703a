//! How long ways take: a routing engine by URL (OSRM), or the straight line times the scheme's factor.
//!
//! It must not know boards. Whatever the engine does, an answer comes in time, and says what it rests on.

mod breaker;
mod osrm;

use std::{
    collections::{BTreeSet, HashMap},
    sync::Mutex,
    time::Duration,
};

use alongside_core::{
    planning::{Place, Ways},
    scheme::TravelRules,
};
use alongside_protocol::{view::Point, vocabulary::RoadsHealth};
use quick_cache::sync::Cache;
use tokio::time::{Instant, timeout_at};
use url::Url;

use crate::clock;
use breaker::Breaker;
use osrm::{Osrm, TABLE_SIDE_MAX};

/// Ways remembered, of all boards. Roads do not change within a shift; the least used go first.
const WAYS_KEPT: usize = 200_000;
/// Longest that one question may wait for the engine in all, ms. What has not come by then is a straight line.
const ASK_MS_MAX: u64 = 800;
/// The same for a plan, which nobody sits and waits for, ms.
pub const ASK_FOR_PLAN_MS_MAX: u64 = 5_000;

pub struct Places {
    engine: Option<Osrm>,
    breaker: Mutex<Breaker>,
    /// What the engine knows no way for is asked again: its map may be mended meanwhile.
    known: Cache<(Place, Place), i64>,
    /// A way that was asked for in vain: what to ask to find out whether the engine is back.
    in_vain: Mutex<Option<(Place, Place)>>,
}

impl Places {
    /// Without a URL every way is a straight line.
    pub fn new(url: Option<&Url>) -> Result<Self, reqwest::Error> {
        Ok(Self {
            engine: url.map(Osrm::new).transpose()?,
            breaker: Mutex::default(),
            known: Cache::new(WAYS_KEPT),
            in_vain: Mutex::default(),
        })
    }

    pub fn health(&self) -> RoadsHealth {
        match (&self.engine, self.breaker(|breaker| breaker.is_closed())) {
            (None, _) => RoadsHealth::Off,
            (Some(_), true) => RoadsHealth::Ok,
            (Some(_), false) => RoadsHealth::Away,
        }
    }

    fn breaker<T>(&self, act: impl FnOnce(&mut Breaker) -> T) -> T {
        act(&mut self.breaker.lock().unwrap_or_else(std::sync::PoisonError::into_inner))
    }

    /// Finds out whether an engine that is let be is back, though nobody asks for a way. Does nothing while all is well.
    pub async fn find_out(&self) {
        let Some(engine) = &self.engine else { return };
        let in_vain = *self.in_vain.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(way) = in_vain.filter(|_| !self.breaker(|breaker| breaker.is_closed())) {
            self.ask(engine, &BTreeSet::from([way]), Instant::now() + Duration::from_millis(ASK_MS_MAX)).await;
        }
    }

    /// These ways, as far as the engine says in time.
    pub async fn ways(&self, rules: TravelRules, legs: &[(Point, Point)]) -> Ways {
        self.ways_within(rules, legs, ASK_MS_MAX).await
    }

    pub async fn ways_within(&self, rules: TravelRules, legs: &[(Point, Point)], ms_max: u64) -> Ways {
        let Some(engine) = &self.engine else { return Ways::straight(rules) };
        let wanted: BTreeSet<(Place, Place)> =
            legs.iter().map(|(from, to)| (Place::of(*from), Place::of(*to))).filter(|(from, to)| from != to).collect();
        let unknown: BTreeSet<(Place, Place)> =
            wanted.iter().filter(|ends| self.known.get(*ends).is_none()).copied().collect();
        if !unknown.is_empty() {
            self.ask(engine, &unknown, Instant::now() + Duration::from_millis(ms_max)).await;
        }
        let roads: HashMap<(Place, Place), i64> =
            wanted.into_iter().filter_map(|ends| Some((ends, self.known.get(&ends)?))).collect();
        Ways::along(rules, roads)
    }

    /// Asks in tables as large as the engine takes, until all is known or the time is over.
    async fn ask(&self, engine: &Osrm, unknown: &BTreeSet<(Place, Place)>, until: Instant) {
        for (sources, goals) in tables(unknown) {
            let now = clock::now_ms();
            *self.in_vain.lock().unwrap_or_else(std::sync::PoisonError::into_inner) =
                sources.first().copied().zip(goals.first().copied());
            if !self.breaker(|breaker| breaker.may_try(now)) {
                return;
            }
            match timeout_at(until, engine.table(&sources, &goals)).await {
                Ok(Ok(table)) => {
                    self.breaker(Breaker::succeeded);
                    for (ends, ms) in table {
                        if let Some(ms) = ms {
                            self.known.insert(ends, ms);
                        }
                    }
                }
                Ok(Err(error)) => {
                    metrics::counter!("alongside_routing_failed_total").increment(1);
                    if self.breaker(|breaker| breaker.failed(now)) {
                        tracing::warn!(%error, "the routing engine is away; travel times are straight lines until it is back");
                    }
                }
                Err(_) => {
                    metrics::counter!("alongside_routing_failed_total").increment(1);
                    if self.breaker(|breaker| breaker.failed(now)) {
                        tracing::warn!("the routing engine is slow; travel times are straight lines until it is back");
                    }
                    return;
                }
            }
        }
    }
}

/// Tables that hold every pair. Goals are few where cars are asked for one scene, so sources of one goal stay together.
fn tables(pairs: &BTreeSet<(Place, Place)>) -> Vec<(Vec<Place>, Vec<Place>)> {
    let sources: Vec<Place> = pairs.iter().map(|(from, _)| *from).collect::<BTreeSet<_>>().into_iter().collect();
    let goals: Vec<Place> = pairs.iter().map(|(_, to)| *to).collect::<BTreeSet<_>>().into_iter().collect();
    let mut tables = Vec::new();
    for some_sources in sources.chunks(TABLE_SIDE_MAX) {
        for some_goals in goals.chunks(TABLE_SIDE_MAX) {
            let wanted = some_sources.iter().any(|from| some_goals.iter().any(|to| pairs.contains(&(*from, *to))));
            if wanted {
                tables.push((some_sources.to_vec(), some_goals.to_vec()));
            }
        }
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(index: usize) -> Place {
        Place::of(Point { lat: 51.0 + index as f64 / 100.0, lon: 0.0 })
    }

    #[test]
    fn tables_hold_every_pair_and_none_is_too_large() {
        let pairs: BTreeSet<_> =
            (0..120).flat_map(|from| (0..3).map(move |to| (place(from), place(200 + to)))).collect();
        let tables = tables(&pairs);
        assert!(tables.iter().all(|(from, to)| from.len() <= TABLE_SIDE_MAX && to.len() <= TABLE_SIDE_MAX));
        let held: BTreeSet<_> = tables
            .iter()
            .flat_map(|(from, to)| from.iter().flat_map(move |from| to.iter().map(move |to| (*from, *to))))
            .collect();
        assert!(pairs.is_subset(&held));
        assert_eq!(tables.len(), 3, "one goal chunk, three of sources");
    }
}
