//! Where calls come from and when: what is known of a city, from a listing or invented. Draws nothing itself but the
//! invented city.

use crate::{chance::Dice, place::Place};

/// Hours of a weekend shift, local: from 14:00 until 22:00.
pub const FROM_HOUR: i8 = 14;
pub const HOURS: usize = 8;
/// Saturday and Sunday.
pub const DAYS: usize = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Family,
    Knife,
    Gun,
}

/// A call as a listing has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Call {
    pub place: Place,
    pub kind: Kind,
    /// Its block called before within a year.
    pub repeat: bool,
}

#[derive(Debug)]
pub struct City {
    pub name: String,
    /// Whether its calls are real ones.
    pub is_real: bool,
    /// Saturday's eight hours, then Sunday's: every call that the listing has in that hour.
    pub calls: [[Vec<Call>; HOURS]; DAYS],
    /// How many Saturdays and Sundays that is.
    pub days: [u32; DAYS],
    /// Where cars begin. The first car has the first one, and so on, in a ring.
    pub bases: Vec<Place>,
}

impl City {
    /// Calls in one hour of one such day, in the mean.
    pub fn rate(&self, day: usize, hour: usize) -> f64 {
        self.calls[day][hour].len() as f64 / f64::from(self.days[day].max(1))
    }

    /// Calls in the eight hours of one day, in the mean over both.
    pub fn calls_a_shift(&self) -> f64 {
        (0..DAYS)
            .flat_map(|day| (0..HOURS).map(move |hour| (day, hour)))
            .map(|(day, hour)| self.rate(day, hour))
            .sum::<f64>()
            / DAYS as f64
    }

    /// An invented city for tests that have no listing: four suburbs round a centre, some 45 km across, busier in the
    /// evening. The shares of kinds and of repeats are made up.
    pub fn invented() -> Self {
        let mut dice = Dice::of(&[20_261_114]);
        let hubs = [(0.0, 0.0), (0.12, 0.1), (-0.14, 0.08), (0.05, -0.17), (-0.1, -0.12)]
            .map(|(lat, lon)| Place { lat: 54.5 + lat, lon: -1.2 + lon * 1.7 });
        let days = 20;
        let mut call = || {
            let hub = hubs[dice.below(hubs.len())];
            let place = Place { lat: hub.lat + 0.03 * dice.normal(), lon: hub.lon + 0.05 * dice.normal() };
            let kind = match dice.share() {
                share if share < 0.02 => Kind::Gun,
                share if share < 0.06 => Kind::Knife,
                _ => Kind::Family,
            };
            Call { place, kind, repeat: dice.share() < 0.4 }
        };
        let calls = std::array::from_fn(|_| {
            std::array::from_fn(|hour| (0..(80 + 10 * hour)).map(|_| call()).collect::<Vec<_>>())
        });
        Self { name: "an invented city".to_owned(), is_real: false, calls, days: [days; DAYS], bases: hubs.to_vec() }
    }
}
