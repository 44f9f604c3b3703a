//! Points on the map and how long a car takes between them.

/// Degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub lat: f64,
    pub lon: f64,
}

/// Roads against the straight line, and the speed on them.
const ROAD_FACTOR: f64 = 1.35;
const SPEED_KMH: f64 = 40.0;
const KM_PER_DEGREE: f64 = 111.195;

impl Place {
    /// Along an imagined road, km. Flat: the error within one city is far below a percent.
    pub fn road_km(self, other: Self) -> f64 {
        let north = (self.lat - other.lat) * KM_PER_DEGREE;
        let east = (self.lon - other.lon) * KM_PER_DEGREE * f64::midpoint(self.lat, other.lat).to_radians().cos();
        north.hypot(east) * ROAD_FACTOR
    }

    /// ms
    pub fn way_ms(self, other: Self) -> i64 {
        (self.road_km(other) / SPEED_KMH * 3_600_000.0).round() as i64
    }

    pub fn middle_of(places: impl Iterator<Item = Self>) -> Option<Self> {
        let (mut lat, mut lon, mut count) = (0.0, 0.0, 0.0);
        for place in places {
            (lat, lon, count) = (lat + place.lat, lon + place.lon, count + 1.0);
        }
        (count > 0.0).then(|| Self { lat: lat / count, lon: lon / count })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_a_degree_north_is_some_eleven_km_and_twenty_two_minutes() {
        let (one, other) = (Place { lat: 29.4, lon: -98.5 }, Place { lat: 29.5, lon: -98.5 });
        assert!((one.road_km(other) - 11.12 * 1.35).abs() < 0.01);
        assert_eq!(one.way_ms(other) / 60_000, 22);
        assert_eq!(one.way_ms(one), 0);
    }
}
