//! Cars, the bases they work from, and how they are worked with.

use alongside_protocol::{
    CarId, limits,
    view::{BaseView, CarRulesView, EquipmentView, Named, Point},
    vocabulary::Seat,
};

use super::{Area, sharing};
use crate::toml_reader::Reader;

#[derive(Clone, Debug, PartialEq)]
pub struct CarRules {
    pub id: CarId,
    pub call_sign: String,
    pub partner: String,
    pub seats: Vec<Seat>,
    pub base: Option<BaseView>,
    pub equipment: EquipmentView,
}

/// How cars are worked with. Times in ms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentRules {
    pub check_in_every_ms: Option<i64>,
    /// After a missed check-in, until it climbs to the inspector.
    pub check_in_climb_ms: i64,
    /// Until an unanswered SOS is told again.
    pub sos_climb_ms: i64,
    pub break_due_after_ms: Option<i64>,
    pub break_ms: i64,
    /// What a job takes at the scene, for reckoning ahead.
    pub job_ms: i64,
    pub training: Vec<Named>,
    pub fit: Fit,
}

/// What each thing that a car has or lacks is worth in waiting, ms. Orders cars, and never keeps one from being sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fit {
    pub language: i64,
    pub worker_gender: i64,
    pub child_seats: i64,
    pub wheelchair: i64,
    pub training: i64,
    /// Speaks for a car.
    pub met_before: i64,
    pub break_due: i64,
    pub shift_ends: i64,
    pub declined: i64,
}

/// How long a way takes where no routing engine says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TravelRules {
    /// Kilometres of road for one in a straight line.
    pub factor: f64,
    pub speed_kmh: f64,
}

const MINUTE_MS: i64 = 60_000;

impl Default for Fit {
    fn default() -> Self {
        let minutes = |count: i64| count * MINUTE_MS;
        Self {
            language: minutes(15),
            worker_gender: minutes(15),
            child_seats: minutes(10),
            wheelchair: minutes(30),
            training: minutes(10),
            met_before: minutes(10),
            break_due: minutes(10),
            shift_ends: minutes(60),
            declined: minutes(30),
        }
    }
}

impl Default for DeploymentRules {
    fn default() -> Self {
        Self {
            check_in_every_ms: None,
            check_in_climb_ms: 5 * MINUTE_MS,
            sos_climb_ms: MINUTE_MS,
            break_due_after_ms: None,
            break_ms: 30 * MINUTE_MS,
            job_ms: 45 * MINUTE_MS,
            training: Vec::new(),
            fit: Fit::default(),
        }
    }
}

impl Default for TravelRules {
    /// A quarter to a third longer than the bird flies is what British road networks come to (Boscoe and others, 2012,
    /// for the United States: 1.42); the speed is a town's at the weekend. Both are for a force to correct.
    fn default() -> Self {
        Self { factor: 1.35, speed_kmh: 35.0 }
    }
}

impl DeploymentRules {
    pub fn view(&self, has_beats: bool) -> CarRulesView {
        CarRulesView {
            training: self.training.clone(),
            check_in_every_ms: self.check_in_every_ms,
            check_in_climb_ms: self.check_in_climb_ms,
            sos_climb_ms: self.sos_climb_ms,
            break_due_after_ms: self.break_due_after_ms,
            break_ms: self.break_ms,
            job_ms: self.job_ms,
            has_beats,
        }
    }
}

pub fn read_deployment(table: &mut Reader<'_>) -> DeploymentRules {
    table.allow(&[
        "check_in_every_min",
        "check_in_climb_min",
        "sos_climb_s",
        "break_due_after_min",
        "break_min",
        "job_min",
        "training",
        "fit",
    ]);
    let defaults = DeploymentRules::default();
    let minutes = |found: Option<i64>| found.map(|count| count * MINUTE_MS);
    let mut training = Vec::new();
    if table.has("training") {
        training = sharing::named(table, "training");
    }
    DeploymentRules {
        check_in_every_ms: minutes(table.optional_whole("check_in_every_min", 1, 240)),
        check_in_climb_ms: minutes(table.optional_whole("check_in_climb_min", 1, 120))
            .unwrap_or(defaults.check_in_climb_ms),
        sos_climb_ms: table
            .optional_whole("sos_climb_s", 10, 3_600)
            .map_or(defaults.sos_climb_ms, |seconds| seconds * 1_000),
        break_due_after_ms: minutes(table.optional_whole("break_due_after_min", 30, 1_440)),
        break_ms: minutes(table.optional_whole("break_min", 5, 240)).unwrap_or(defaults.break_ms),
        job_ms: minutes(table.optional_whole("job_min", 1, 480)).unwrap_or(defaults.job_ms),
        training,
        fit: table.optional_table("fit", read_fit).unwrap_or_default(),
    }
}

fn read_fit(table: &mut Reader<'_>) -> Fit {
    let keys = [
        "language_min",
        "worker_gender_min",
        "child_seats_min",
        "wheelchair_min",
        "training_min",
        "met_before_min",
        "break_due_min",
        "shift_ends_min",
        "declined_min",
    ];
    table.allow(&keys);
    let defaults = Fit::default();
    let mut minutes =
        |key: &str, default: i64| table.optional_whole(key, 0, 480).map_or(default, |count| count * MINUTE_MS);
    Fit {
        language: minutes(keys[0], defaults.language),
        worker_gender: minutes(keys[1], defaults.worker_gender),
        child_seats: minutes(keys[2], defaults.child_seats),
        wheelchair: minutes(keys[3], defaults.wheelchair),
        training: minutes(keys[4], defaults.training),
        met_before: minutes(keys[5], defaults.met_before),
        break_due: minutes(keys[6], defaults.break_due),
        shift_ends: minutes(keys[7], defaults.shift_ends),
        declined: minutes(keys[8], defaults.declined),
    }
}

pub fn read_travel(table: &mut Reader<'_>) -> TravelRules {
    table.allow(&["straight_line_factor", "speed_kmh"]);
    let (factor, speed_kmh) = (table.number("straight_line_factor", 1.0, 5.0), table.number("speed_kmh", 5.0, 150.0));
    TravelRules { factor, speed_kmh }
}

pub fn read_bases(top: &mut Reader<'_>, area: &Area) -> Vec<BaseView> {
    let bases = top.tables("bases", |base| {
        base.allow(&["id", "name", "lat", "lon"]);
        BaseView {
            id: base.text("id"),
            name: base.text("name"),
            point: Point { lat: base.number("lat", -90.0, 90.0), lon: base.number("lon", -180.0, 180.0) },
        }
    });
    for (index, base) in bases.iter().enumerate() {
        if !base.id.is_empty() && bases[..index].iter().any(|earlier| earlier.id == base.id) {
            top.fault(&format!("bases[{index}].id"), format!("{:?} again", base.id), "each id once");
        }
        let Point { lat, lon } = base.point;
        if area.is_sound() && !lat.is_nan() && !lon.is_nan() && !area.holds(lat, lon) {
            top.fault(&format!("bases[{index}]"), format!("{lat}, {lon}"), area.to_string());
        }
    }
    bases
}

pub fn read_cars(top: &mut Reader<'_>, bases: &[BaseView]) -> Vec<CarRules> {
    let known = bases.iter().map(|base| base.id.as_str()).collect::<Vec<_>>().join(", ");
    let cars = top.tables("cars", |car| {
        car.allow(&["id", "call_sign", "partner", "seats", "base", "child_seats", "wheelchair"]);
        if car.is_empty("seats") {
            // A car without seats would be deployable with nobody in it.
            car.fault("seats", "none", format!("at least one of {}", super::read::list(Seat::ALL)));
        }
        let base = car.optional_text("base").filter(|id| !id.is_empty()).and_then(|id| {
            let found = bases.iter().find(|base| base.id == id).cloned();
            if found.is_none() {
                let allowed = if known.is_empty() { "the id of one of [[bases]]; there is none" } else { &known };
                car.fault("base", format!("{id:?}"), allowed);
            }
            found
        });
        CarRules {
            id: CarId(car.text("id")),
            call_sign: car.text("call_sign"),
            partner: car.text("partner"),
            seats: car.words("seats", Seat::parse, &super::read::list(Seat::ALL)),
            base,
            equipment: EquipmentView {
                child_seats: car.optional_whole("child_seats", 0, 9).unwrap_or_default() as u8,
                wheelchair: car.has("wheelchair") && car.flag("wheelchair"),
            },
        }
    });
    if cars.len() > limits::CARS_MAX {
        top.fault("cars", format!("{} cars", cars.len()), format!("at most {}", limits::CARS_MAX));
    }
    for (index, car) in cars.iter().enumerate() {
        if !car.id.0.is_empty() && cars[..index].iter().any(|earlier| earlier.id == car.id) {
            top.fault(&format!("cars[{index}].id"), format!("{:?} again", car.id.0), "each id once");
        }
        if cars[..index].iter().any(|earlier| earlier.call_sign == car.call_sign && !car.call_sign.is_empty()) {
            top.fault(&format!("cars[{index}].call_sign"), format!("{:?} again", car.call_sign), "each call sign once");
        }
    }
    cars
}
