//! The police movements that a listing lacks, drawn so that the same call has the same times in every run.
//!
//! The draws of one call: FNV-1a (64 bits) over the map's seed (8 bytes, little end first) and the incident number
//! gives the state of a SplitMix64 generator; its upper 53 bits make uniform numbers. The first two make, by
//! Box–Muller, the two standard normals: one for dispatch and arrival, one for safe scene and resumption. The
//! third says whether the scene is declared safe, the fourth where the suspect is. Every span is cut at
//! `step_max_min` and rounded to whole seconds, so that a platform's last bit of a logarithm makes no difference.

use std::f64::consts::TAU;

use alongside_protocol::{Millis, vocabulary::SuspectWhereabouts};

use super::facts::Kind;
use crate::listing::{
    Call,
    map::{LifecycleRules, Map, Spread},
};

/// One fact of the replay, at its time in the listing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) at: Millis,
    /// Place in the list of calls.
    pub(super) call: usize,
    pub(super) kind: Kind,
}

/// All facts of all calls, in order of time.
pub(super) fn plan(map: &Map, calls: &[Call]) -> Vec<Step> {
    let mut steps = Vec::new();
    for (place, call) in calls.iter().enumerate() {
        steps.push(Step { at: call.at, call: place, kind: Kind::Received });
        if let Some(rules) = map.lifecycle_of(&call.opening_code) {
            let drawn = draw(rules, &call.incident);
            steps.extend(drawn.into_iter().map(|(after_ms, kind)| Step { at: call.at + after_ms, call: place, kind }));
        }
    }
    // Stable: facts of one call at one instant keep their order.
    steps.sort_by_key(|step| step.at);
    steps
}

const SECOND_MS: Millis = 1_000;
/// The standard normal's ninth decile.
const Z_P90: f64 = 1.2816;

/// The facts after a call and how long after it, ms, each at least a second after the one before.
fn draw(rules: &LifecycleRules, incident: &str) -> Vec<(Millis, Kind)> {
    let mut random = SplitMix64::of(rules.seed, incident);
    let (z_way, z_scene) = random.normals();
    let is_safe = random.uniform() < rules.safe_share;
    let whereabouts = pick(&rules.suspect, random.uniform());

    let span = |spread: Spread, z: f64| {
        let s = (spread.p90_min / spread.median_min).ln() / Z_P90;
        whole_seconds((spread.median_min * (s * z).exp()).min(rules.step_max_min))
    };
    let dispatch = span(rules.dispatch, z_way);
    let mut all: Vec<(Millis, Kind)> = Vec::with_capacity(8);
    let mut then = |wanted: Millis, kind: Kind| {
        let least = all.last().map_or(0, |(last, _)| *last) + SECOND_MS;
        all.push((wanted.max(least), kind));
        wanted.max(least)
    };
    then(dispatch, Kind::Assigned);
    then(dispatch, Kind::EnRoute);
    let arrival = then(span(rules.arrive, z_way), Kind::AtScene);
    let safe = arrival + span(rules.safe, z_scene);
    then(safe, Kind::Suspect(whereabouts));
    if is_safe {
        then(safe, Kind::Safe);
    }
    let resumption = then(arrival + span(rules.resume, z_scene), Kind::Resumed);
    let close = resumption + whole_seconds(rules.close_after_min);
    then(close, Kind::Resulted);
    then(close, Kind::Closed);
    all
}

fn whole_seconds(minutes: f64) -> Millis {
    (minutes * 60.0).round() as Millis * SECOND_MS
}

/// The word whose share of the line from 0 to 1 holds `at`.
fn pick(shares: &[(SuspectWhereabouts, f64)], at: f64) -> SuspectWhereabouts {
    let mut end = 0.0;
    for (word, share) in shares {
        end += share;
        if at < end {
            return *word;
        }
    }
    // The shares add up to 1 but for rounding.
    shares.iter().rev().find(|(_, share)| *share > 0.0).map_or(SuspectWhereabouts::Unknown, |(word, _)| *word)
}

struct SplitMix64(u64);

impl SplitMix64 {
    fn of(seed: u64, incident: &str) -> Self {
        const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const FNV_PRIME: u64 = 0x0000_0100_0000_01b3;
        let bytes = seed.to_le_bytes().into_iter().chain(incident.bytes());
        Self(bytes.fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME)))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0, below 1.
    fn uniform(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Two that do not depend on one another.
    fn normals(&mut self) -> (f64, f64) {
        // Above 0, because its logarithm is taken.
        let radius = (-2.0 * (1.0 - self.uniform()).ln()).sqrt();
        let (sin, cos) = (TAU * self.uniform()).sin_cos();
        (radius * cos, radius * sin)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::listing::map::tests::{SAN_ANTONIO, san_antonio};

    const DRAWS: usize = 5_000;

    fn drawn(place: usize) -> Vec<(Millis, Kind)> {
        draw(&san_antonio().lifecycle.unwrap(), &format!("SAPD-2024-{place:07}"))
    }

    fn at(facts: &[(Millis, Kind)], kind: Kind) -> Option<Millis> {
        facts.iter().find(|(_, found)| *found == kind).map(|(at, _)| *at)
    }

    #[test]
    fn the_generator_gives_the_published_numbers() {
        // Vigna's splitmix64.c from state 1234567.
        let mut random = SplitMix64(1_234_567);
        assert_eq!(
            [random.next(), random.next(), random.next()],
            [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
        );
        // FNV-1a over the bytes of seed and number: with eight zero bytes and "a".
        let by_hand = [0_u8, 0, 0, 0, 0, 0, 0, 0, b'a']
            .iter()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3));
        assert_eq!(SplitMix64::of(0, "a").0, by_hand);
    }

    #[test]
    fn medians_and_nine_in_ten_are_as_the_map_says() {
        let mut spans: [Vec<f64>; 4] = Default::default();
        for place in 0..DRAWS {
            let facts = drawn(place);
            let arrival = at(&facts, Kind::AtScene).unwrap();
            let suspect = facts.iter().find(|(_, kind)| matches!(kind, Kind::Suspect(_))).unwrap().0;
            let times = [
                at(&facts, Kind::Assigned).unwrap(),
                arrival,
                suspect - arrival,
                at(&facts, Kind::Resumed).unwrap() - arrival,
            ];
            for (all, ms) in spans.iter_mut().zip(times) {
                all.push(ms as f64 / 60_000.0);
            }
        }
        for (all, (median, p90)) in spans.iter_mut().zip([(6.0, 15.0), (15.0, 36.0), (12.0, 30.0), (35.0, 90.0)]) {
            all.sort_by(f64::total_cmp);
            let (found_median, found_p90) = (all[DRAWS / 2], all[DRAWS * 9 / 10]);
            assert!((found_median / median - 1.0).abs() < 0.05, "median {found_median} of {median}");
            assert!((found_p90 / p90 - 1.0).abs() < 0.07, "p90 {found_p90} of {p90}");
            assert!(all.iter().all(|span| *span <= 360.1));
        }
    }

    #[test]
    fn shares_are_as_the_map_says() {
        let all: Vec<_> = (0..DRAWS).map(drawn).collect();
        let share = |kind: Kind| all.iter().filter(|facts| at(facts, kind).is_some()).count() as f64 / DRAWS as f64;
        for (kind, wanted) in [
            (Kind::Safe, 0.85),
            (Kind::Suspect(SuspectWhereabouts::InCustody), 0.15),
            (Kind::Suspect(SuspectWhereabouts::Left), 0.5),
            (Kind::Suspect(SuspectWhereabouts::PresentControlled), 0.2),
            (Kind::Suspect(SuspectWhereabouts::Unknown), 0.15),
        ] {
            assert!((share(kind) - wanted).abs() < 0.025, "{kind:?}: {} of {wanted}", share(kind));
        }
    }

    #[test]
    fn steps_keep_their_order_a_second_apart() {
        let order = |kind: Kind| match kind {
            Kind::Received => 0,
            Kind::Assigned => 1,
            Kind::EnRoute => 2,
            Kind::AtScene => 3,
            Kind::Suspect(_) => 4,
            Kind::Safe => 5,
            Kind::Resumed => 6,
            Kind::Resulted => 7,
            Kind::Closed => 8,
        };
        for place in 0..DRAWS {
            let facts = drawn(place);
            assert!(facts[0].0 >= SECOND_MS);
            for pair in facts.windows(2) {
                assert!(pair[1].0 - pair[0].0 >= SECOND_MS, "{facts:?}");
                assert!(order(pair[1].1) > order(pair[0].1), "{facts:?}");
            }
            assert_eq!(facts.last().unwrap().1, Kind::Closed);
        }
    }

    #[test]
    fn the_same_call_draws_the_same_and_the_seed_counts() {
        assert_eq!(drawn(7), drawn(7));
        assert_ne!(drawn(7), drawn(8));
        let other = Map::parse(&SAN_ANTONIO.replace("seed = 20241005", "seed = 20241006")).unwrap();
        assert_ne!(draw(&other.lifecycle.unwrap(), "SAPD-2024-0000007"), drawn(7));
        // Fixed for ever: a changed draw would make a second replay differ from the first.
        let seconds: Vec<_> = drawn(7).iter().map(|(ms, _)| ms / 1_000).collect();
        assert_eq!(seconds, FIXED_SECONDS);
    }

    const FIXED_SECONDS: [Millis; 8] = [279, 280, 705, 781, 782, 910, 2_110, 2_111];

    #[test]
    fn the_plan_is_in_order_of_time_and_draws_only_for_its_types() {
        let call = |at: Millis, incident: &str, opening_code: &str| Call {
            at,
            incident: incident.to_owned(),
            opening_code: opening_code.to_owned(),
            address: None,
            locality: None,
            beat: None,
            point: None,
            grade: None,
            victim: None,
        };
        let calls = [
            call(0, "A-1", "Disturbance Family"),
            call(60_000, "A-2", "Patrol By"),
            call(90_000, "A-3", "Disturbance Family"),
        ];
        let steps = plan(&san_antonio(), &calls);
        assert!(steps.is_sorted_by_key(|step| step.at));
        assert_eq!(steps.iter().filter(|step| step.call == 1).count(), 1);
        let alone = plan(&san_antonio(), &calls[2..]);
        let third = |step: &&Step| step.call == 2;
        let same: Vec<_> = steps.iter().filter(third).map(|step| (step.at, step.kind)).collect();
        assert_eq!(
            same,
            alone.iter().map(|step| (step.at, step.kind)).collect::<Vec<_>>(),
            "whichever window is played"
        );
        let undrawn = SAN_ANTONIO.split("[lifecycle]").next().unwrap();
        assert_eq!(plan(&Map::parse(undrawn).unwrap(), &calls).len(), 3);
    }
}
