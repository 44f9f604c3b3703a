//! How long a way takes: along the roads where a routing engine has said so, else the straight line times a factor.

use std::collections::HashMap;

use alongside_protocol::{view::Point, vocabulary::EtaSource};

use crate::scheme::TravelRules;

/// Mean radius of the Earth, metres (IUGG).
const EARTH_M: f64 = 6_371_008.8;
/// Degrees to which two points are one: about 11 m of latitude.
const ONE_PLACE_DEG: f64 = 1e-4;

/// A point as a place: near enough is the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    lat: i32,
    lon: i32,
}

impl Place {
    pub fn of(point: Point) -> Self {
        let rounded = |degrees: f64| (degrees / ONE_PLACE_DEG).round() as i32;
        Self { lat: rounded(point.lat), lon: rounded(point.lon) }
    }

    pub fn point(self) -> Point {
        Point { lat: f64::from(self.lat) * ONE_PLACE_DEG, lon: f64::from(self.lon) * ONE_PLACE_DEG }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub ms: i64,
    pub source: EtaSource,
}

/// Travel times as far as they are known.
#[derive(Clone, Debug)]
pub struct Ways {
    rules: TravelRules,
    roads: HashMap<(Place, Place), i64>,
}

impl Ways {
    pub fn straight(rules: TravelRules) -> Self {
        Self { rules, roads: HashMap::new() }
    }

    /// With what a routing engine said, ms.
    pub fn along(rules: TravelRules, roads: HashMap<(Place, Place), i64>) -> Self {
        Self { rules, roads }
    }

    pub fn between(&self, from: Point, to: Point) -> Reach {
        let ends = (Place::of(from), Place::of(to));
        if ends.0 == ends.1 {
            let source = if self.roads.is_empty() { EtaSource::StraightLine } else { EtaSource::Roads };
            return Reach { ms: 0, source };
        }
        match self.roads.get(&ends) {
            Some(ms) => Reach { ms: *ms, source: EtaSource::Roads },
            None => Reach { ms: straight_line_ms(&self.rules, from, to), source: EtaSource::StraightLine },
        }
    }
}

/// The straight line times the scheme's factor, at its speed.
pub fn straight_line_ms(rules: &TravelRules, from: Point, to: Point) -> i64 {
    let hours = metres(from, to) / 1_000.0 * rules.factor / rules.speed_kmh;
    (hours * 3_600_000.0).round() as i64
}

/// Great-circle distance (haversine), metres.
pub fn metres(from: Point, to: Point) -> f64 {
    let (a, b) = (from.lat.to_radians(), to.lat.to_radians());
    let (d_lat, d_lon) = (b - a, (to.lon - from.lon).to_radians());
    let h = (d_lat / 2.0).sin().powi(2) + a.cos() * b.cos() * (d_lon / 2.0).sin().powi(2);
    2.0 * EARTH_M * h.sqrt().min(1.0).asin()
}
