//! A scheme's rules as its file states them. One binary, one file each; no scheme's name in the code.
//!
//! Reading collects every fault of a file before it gives up, so that one run of `check-config` is enough.

use std::fmt;

use alongside_protocol::{
    BoardId, CarId, Refusal,
    view::{AreaView, GradeView, HoursView, Point, SchemeView},
    vocabulary::{GateMode, Role, Seat},
};
use jiff::{civil::Time, civil::Weekday, tz::TimeZone};
use toml::{Table, Value};

/// Grades of one scheme. More: a fault of the file.
const GRADES_MAX: usize = 100;

/// The rules of one programme on one board.
#[derive(Clone, Debug)]
pub struct Scheme {
    pub id: BoardId,
    pub name: String,
    pub force: String,
    pub zone: TimeZone,
    pub time_zone: String,
    pub person_word: String,
    pub notice: Option<String>,
    pub area: Area,
    pub hours: Vec<Hours>,
    pub grades: Vec<Grade>,
    pub call_types: CallTypes,
    pub gate: GateRules,
    pub clocks: Clocks,
    pub eligibility: Eligibility,
    pub partners: Vec<String>,
    pub services: Vec<String>,
    pub cars: Vec<CarRules>,
}

/// Degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    pub south: f64,
    pub west: f64,
    pub north: f64,
    pub east: f64,
}

impl Area {
    /// Whether all four sides could be read and enclose something.
    fn is_sound(&self) -> bool {
        self.south < self.north && self.west < self.east
    }

    pub fn holds(&self, lat: f64, lon: f64) -> bool {
        (self.south..=self.north).contains(&lat) && (self.west..=self.east).contains(&lon)
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "lat {} to {}, lon {} to {}", self.south, self.north, self.west, self.east)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Hours {
    pub day: Weekday,
    pub from: Time,
    /// Not later than `from`: the next day.
    pub until: Time,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    pub code: String,
    pub label: String,
    pub attend_minutes: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallTypes {
    /// Patterns: exact, or a start followed by `*`. Case does not count.
    pub domestic: Vec<String>,
    /// None: anything else is simply not domestic. Some: the full list, and an unlisted code is a fault.
    pub other: Option<Vec<String>>,
}

/// What the scheme makes of an opening code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallKind {
    Domestic,
    Other,
    Unknown,
}

impl CallTypes {
    pub fn kind(&self, opening_code: &str) -> CallKind {
        let code = opening_code.to_lowercase();
        let listed = |patterns: &[String]| {
            patterns.iter().any(|pattern| {
                let pattern = pattern.to_lowercase();
                pattern.strip_suffix('*').map_or(code == pattern, |start| code.starts_with(start))
            })
        };
        if listed(&self.domestic) {
            return CallKind::Domestic;
        }
        match &self.other {
            None => CallKind::Other,
            Some(others) if listed(others) => CallKind::Other,
            Some(_) => CallKind::Unknown,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateRules {
    pub mode: GateMode,
    pub override_roles: Vec<Role>,
}

/// Milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clocks {
    pub escalation_desk_again_ms: i64,
    pub escalation_inspector_ms: i64,
    pub offer_window_ms: i64,
    pub claim_lease_ms: i64,
    pub feed_silent_ms: i64,
    pub safe_contact_stale_ms: i64,
    pub archive_after_ms: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Eligibility {
    pub min_age_years: Option<u8>,
    pub calls_in_12_months_min: Option<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct CarRules {
    pub id: CarId,
    pub call_sign: String,
    pub partner: String,
    pub seats: Vec<Seat>,
    pub base: Option<Point>,
}

impl Scheme {
    /// Reads a scheme file.
    ///
    /// # Errors
    /// Every fault of the text, each with its key, what was found and what is allowed.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            vec![Fault { key: String::new(), found: error.to_string().trim().to_owned(), allowed: "TOML".to_owned() }]
        })?;
        let mut faults = Vec::new();
        let scheme = Self::read(&mut Reader::new(&table, "", &mut faults));
        if faults.is_empty() { Ok(scheme) } else { Err(faults) }
    }

    fn read(top: &mut Reader<'_>) -> Self {
        top.allow(&[
            "id", "name", "force", "time_zone", "person_word", "notice", "area", "hours", "grades", "call_types",
            "gate", "clocks", "eligibility", "directory", "cars",
        ]);
        let id = top.text("id");
        if !id.is_empty() && !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-') {
            top.fault("id", &format!("{id:?}"), "lower-case letters, digits and -");
        }
        let time_zone = top.text("time_zone");
        let zone = TimeZone::get(&time_zone).unwrap_or_else(|_| {
            if !time_zone.is_empty() {
                top.fault("time_zone", &format!("{time_zone:?}"), "an IANA zone such as Europe/London");
            }
            TimeZone::UTC
        });
        let area = top.table("area", |area| {
            area.allow(&["south", "west", "north", "east"]);
            let read = Area {
                south: area.number("south", -90.0, 90.0),
                west: area.number("west", -180.0, 180.0),
                north: area.number("north", -90.0, 90.0),
                east: area.number("east", -180.0, 180.0),
            };
            if read.south >= read.north {
                area.fault("north", &read.north.to_string(), "more than south");
            }
            if read.west >= read.east {
                area.fault("east", &read.east.to_string(), "more than west");
            }
            read
        });
        let hours: Vec<Hours> = top
            .tables("hours", |block| {
                block.allow(&["days", "from", "until"]);
                let days = block.words("days", weekday, "mon, tue, wed, thu, fri, sat, sun");
                if block.is_empty("days") {
                    block.fault("days", "none", "at least one of mon, tue, wed, thu, fri, sat, sun");
                }
                let from = block.time("from");
                let until = block.time("until");
                days.into_iter().map(|day| Hours { day, from, until }).collect::<Vec<_>>()
            })
            .into_iter()
            .flatten()
            .collect();
        if top.is_empty("hours") {
            top.fault("hours", "none", "at least one [[hours]]");
        }
        let grades = top.tables("grades", |grade| {
            grade.allow(&["code", "label", "attend_minutes"]);
            Grade {
                code: grade.text("code"),
                label: grade.text("label"),
                attend_minutes: grade.optional_whole("attend_minutes", 1, 100_000).map(|n| n as u32),
            }
        });
        if grades.is_empty() {
            top.fault("grades", "none", "at least one [[grades]], most urgent first");
        }
        if grades.len() > GRADES_MAX {
            top.fault("grades", &format!("{} grades", grades.len()), &format!("at most {GRADES_MAX}"));
        }
        for (index, grade) in grades.iter().enumerate() {
            if !grade.code.is_empty() && grades[..index].iter().any(|earlier| earlier.code == grade.code) {
                top.fault(&format!("grades[{index}].code"), &format!("{:?} again", grade.code), "each code once");
            }
        }
        let call_types = top.table("call_types", |types| {
            types.allow(&["domestic", "other"]);
            let domestic = types.texts("domestic");
            if domestic.is_empty() {
                types.fault("domestic", "none", "at least one opening code");
            }
            let other = match types.get("other") {
                Some(Value::String(word)) if word == "any" => None,
                Some(Value::Array(_)) => Some(types.texts("other")),
                found => {
                    types.fault("other", &shown(found), "\"any\" or a list of opening codes");
                    None
                }
            };
            CallTypes { domestic, other }
        });
        let gate = top.table("gate", |gate| {
            gate.allow(&["mode", "override_roles"]);
            let mode = gate.text("mode");
            GateRules {
                mode: GateMode::parse(&mode).unwrap_or_else(|| {
                    if !mode.is_empty() {
                        gate.fault("mode", &format!("{mode:?}"), &list(GateMode::ALL));
                    }
                    GateMode::None
                }),
                override_roles: gate.words("override_roles", Role::parse, &list(Role::ALL)),
            }
        });
        let clocks = top.table("clocks", |clocks| {
            clocks.allow(&[
                "escalation_desk_again_s", "escalation_inspector_s", "offer_window_s", "claim_lease_s", "feed_silent_s",
                "safe_contact_stale_h", "archive_after_h",
            ]);
            let read = Clocks {
                escalation_desk_again_ms: clocks.whole("escalation_desk_again_s", 5, 86_400) * 1_000,
                escalation_inspector_ms: clocks.whole("escalation_inspector_s", 5, 86_400) * 1_000,
                offer_window_ms: clocks.whole("offer_window_s", 5, 86_400) * 1_000,
                claim_lease_ms: clocks.whole("claim_lease_s", 30, 86_400) * 1_000,
                feed_silent_ms: clocks.whole("feed_silent_s", 10, 86_400) * 1_000,
                safe_contact_stale_ms: clocks.whole("safe_contact_stale_h", 1, 8_760) * 3_600_000,
                archive_after_ms: clocks.whole("archive_after_h", 1, 8_760) * 3_600_000,
            };
            if read.escalation_inspector_ms != 0
                && read.escalation_desk_again_ms != 0
                && read.escalation_inspector_ms <= read.escalation_desk_again_ms {
                clocks.fault(
                    "escalation_inspector_s",
                    &(read.escalation_inspector_ms / 1_000).to_string(),
                    "more than escalation_desk_again_s",
                );
            }
            read
        });
        let eligibility = top.optional_table("eligibility", |rules| {
            rules.allow(&["min_age_years", "calls_in_12_months_min"]);
            Eligibility {
                min_age_years: rules.optional_whole("min_age_years", 0, 120).map(|n| n as u8),
                calls_in_12_months_min: rules.optional_whole("calls_in_12_months_min", 0, 1_000).map(|n| n as u32),
            }
        });
        let (partners, services) = top
            .optional_table("directory", |directory| {
                directory.allow(&["partners", "services"]);
                (directory.texts("partners"), directory.texts("services"))
            })
            .unwrap_or_default();
        let cars = top.tables("cars", |car| {
            car.allow(&["id", "call_sign", "partner", "seats", "base"]);
            if car.is_empty("seats") {
                // A car without seats would be deployable with nobody in it.
                car.fault("seats", "none", &format!("at least one of {}", list(Seat::ALL)));
            }
            CarRules {
                id: CarId(car.text("id")),
                call_sign: car.text("call_sign"),
                partner: car.text("partner"),
                seats: car.words("seats", Seat::parse, &list(Seat::ALL)),
                base: car.optional_table("base", |base| {
                    base.allow(&["lat", "lon"]);
                    Point { lat: base.number("lat", -90.0, 90.0), lon: base.number("lon", -180.0, 180.0) }
                }),
            }
        });
        for (index, car) in cars.iter().enumerate() {
            if !car.id.0.is_empty() && cars[..index].iter().any(|earlier| earlier.id == car.id) {
                top.fault(&format!("cars[{index}].id"), &format!("{:?} again", car.id.0), "each id once");
            }
            if cars[..index].iter().any(|earlier| earlier.call_sign == car.call_sign && !car.call_sign.is_empty()) {
                top.fault(&format!("cars[{index}].call_sign"), &format!("{:?} again", car.call_sign), "each call sign once");
            }
            if let Some(base) = car.base
                && area.is_sound()
                && !(base.lat.is_nan() || base.lon.is_nan())
                && !area.holds(base.lat, base.lon)
            {
                top.fault(&format!("cars[{index}].base"), &format!("{}, {}", base.lat, base.lon), &area.to_string());
            }
        }
        let person_word = top.text("person_word");
        if !["victim", "survivor", "client", ""].contains(&person_word.as_str()) {
            top.fault("person_word", &format!("{person_word:?}"), "victim, survivor, client");
        }
        Self {
            id: BoardId(id),
            name: top.text("name"),
            force: top.text("force"),
            zone,
            time_zone,
            person_word,
            notice: top.optional_text("notice"),
            area,
            hours,
            grades,
            call_types,
            gate,
            clocks,
            eligibility: eligibility.unwrap_or_default(),
            partners,
            services,
            cars,
        }
    }

    /// 1 is the most urgent; a grade that the scheme does not know ranks last.
    pub fn grade_rank(&self, code: &str) -> u8 {
        self.grades.iter().position(|grade| grade.code == code).map_or(u8::MAX, |place| place as u8 + 1)
    }

    pub fn grade_codes(&self) -> String {
        self.grades.iter().map(|grade| grade.code.as_str()).collect::<Vec<_>>().join(", ")
    }

    pub fn car(&self, id: &CarId) -> Option<&CarRules> {
        self.cars.iter().find(|car| &car.id == id)
    }

    /// What a screen needs of the rules.
    pub fn view(&self) -> SchemeView {
        SchemeView {
            board: self.id.clone(),
            name: self.name.clone(),
            force: self.force.clone(),
            time_zone: self.time_zone.clone(),
            person_word: self.person_word.clone(),
            grades: self
                .grades
                .iter()
                .enumerate()
                .map(|(place, grade)| GradeView {
                    code: grade.code.clone(),
                    label: grade.label.clone(),
                    rank: place as u8 + 1,
                    attend_minutes: grade.attend_minutes,
                })
                .collect(),
            gate: self.gate.mode,
            hours: self
                .hours
                .iter()
                .map(|hours| HoursView {
                    day: WEEKDAYS[hours.day.to_monday_zero_offset() as usize].to_owned(),
                    from: hours.from.strftime("%H:%M").to_string(),
                    until: hours.until.strftime("%H:%M").to_string(),
                })
                .collect(),
            escalation_climb_ms: [self.clocks.escalation_desk_again_ms, self.clocks.escalation_inspector_ms],
            offer_window_ms: self.clocks.offer_window_ms,
            claim_lease_ms: self.clocks.claim_lease_ms,
            safe_contact_stale_ms: self.clocks.safe_contact_stale_ms,
            override_roles: self.gate.override_roles.clone(),
            partners: self.partners.clone(),
            services: self.services.clone(),
            area: AreaView { south: self.area.south, west: self.area.west, north: self.area.north, east: self.area.east },
            notice: self.notice.clone(),
        }
    }
}

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn weekday(text: &str) -> Option<Weekday> {
    let place = WEEKDAYS.iter().position(|day| *day == text)?;
    Weekday::from_monday_zero_offset(place as i8).ok()
}

fn list<T>(words: &[(T, &str)]) -> String {
    words.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(", ")
}

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path in the file, e.g. `grades[2].code`. Empty: the file as a whole.
    pub key: String,
    pub found: String,
    pub allowed: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.key.is_empty() {
            return write!(f, "{}", self.found);
        }
        write!(f, "{}: found {}; allowed: {}", self.key, self.found, self.allowed)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Refusal::invalid(fault.key, fault.found, fault.allowed)
    }
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::Table(_)) => "a table".to_owned(),
        Some(Value::Array(_)) => "a list".to_owned(),
        Some(value) => value.to_string(),
    }
}

/// Walks one table and notes what is wrong instead of stopping.
struct Reader<'a> {
    table: &'a Table,
    path: String,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Reader<'a> {
    fn new(table: &'a Table, path: &str, faults: &'a mut Vec<Fault>) -> Self {
        Self { table, path: path.to_owned(), faults }
    }

    fn key(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    fn fault(&mut self, key: &str, found: &str, allowed: &str) {
        let key = self.key(key);
        self.faults.push(Fault { key, found: found.to_owned(), allowed: allowed.to_owned() });
    }

    fn get(&self, key: &str) -> Option<&'a Value> {
        self.table.get(key)
    }

    fn allow(&mut self, keys: &[&str]) {
        for key in self.table.keys() {
            if !keys.contains(&key.as_str()) {
                let path = self.key(key);
                self.faults.push(Fault { key: path, found: "a key that is not known".to_owned(), allowed: keys.join(", ") });
            }
        }
    }

    fn text(&mut self, key: &str) -> String {
        match self.get(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => text.clone(),
            found => {
                self.fault(key, &shown(found), "a text");
                String::new()
            }
        }
    }

    fn optional_text(&mut self, key: &str) -> Option<String> {
        self.get(key).is_some().then(|| self.text(key))
    }

    fn texts(&mut self, key: &str) -> Vec<String> {
        self.words(key, |text| (!text.trim().is_empty()).then(|| text.to_owned()), "texts")
    }

    fn words<T>(&mut self, key: &str, parse: impl Fn(&str) -> Option<T>, allowed: &str) -> Vec<T> {
        let items = match self.get(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            found => {
                self.fault(key, &shown(found), &format!("a list of {allowed}"));
                return Vec::new();
            }
        };
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match item.as_str().and_then(&parse) {
                Some(value) => read.push(value),
                None => self.fault(&format!("{key}[{index}]"), &shown(Some(item)), allowed),
            }
        }
        read
    }

    /// Left out, or a list of nothing.
    fn is_empty(&self, key: &str) -> bool {
        match self.get(key) {
            None => true,
            Some(Value::Array(items)) => items.is_empty(),
            Some(_) => false,
        }
    }

    fn number(&mut self, key: &str, least: f64, most: f64) -> f64 {
        let number = match self.get(key) {
            Some(Value::Float(number)) => Some(*number),
            Some(Value::Integer(number)) => Some(*number as f64),
            _ => None,
        };
        match number {
            Some(number) if (least..=most).contains(&number) => number,
            _ => {
                let found = shown(self.get(key));
                self.fault(key, &found, &format!("a number from {least} to {most}"));
                // No number compares with it, so one fault does not bring others.
                f64::NAN
            }
        }
    }

    fn whole(&mut self, key: &str, least: i64, most: i64) -> i64 {
        match self.get(key) {
            Some(Value::Integer(number)) if (least..=most).contains(number) => *number,
            found => {
                self.fault(key, &shown(found), &format!("a whole number from {least} to {most}"));
                0
            }
        }
    }

    fn optional_whole(&mut self, key: &str, least: i64, most: i64) -> Option<i64> {
        self.get(key).is_some().then(|| self.whole(key, least, most))
    }

    fn time(&mut self, key: &str) -> Time {
        let text = self.text(key);
        text.parse::<Time>().ok().filter(|time| time.strftime("%H:%M").to_string() == text).unwrap_or_else(|| {
            if !text.is_empty() {
                self.fault(key, &format!("{text:?}"), "a local time HH:MM from 00:00 to 23:59");
            }
            Time::midnight()
        })
    }

    fn table<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let empty = Table::new();
        let table = match self.get(key) {
            Some(Value::Table(table)) => table,
            found => {
                self.fault(key, &shown(found), &format!("a table [{key}]"));
                // Read on, to name the keys that belong there.
                &empty
            }
        };
        let path = self.key(key);
        read(&mut Reader { table, path, faults: self.faults })
    }

    fn optional_table<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> Option<T> {
        self.get(key).is_some().then(|| self.table(key, read))
    }

    fn tables<T>(&mut self, key: &str, mut read: impl FnMut(&mut Reader<'_>) -> T) -> Vec<T> {
        let items = match self.get(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            found => {
                self.fault(key, &shown(found), &format!("a list of tables [[{key}]]"));
                return Vec::new();
            }
        };
        let mut all = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let place = format!("{key}[{index}]");
            match item {
                Value::Table(table) => {
                    let path = self.key(&place);
                    all.push(read(&mut Reader { table, path, faults: self.faults }));
                }
                found => self.fault(&place, &shown(Some(found)), "a table"),
            }
        }
        all
    }
}
