//! A scheme's rules as its file states them. One binary, one file each; no scheme's name in the code.
//!
//! Reading collects every fault of a file before it gives up, so that one run of `check-config` is enough.

mod beats;
mod beside;
pub mod cars;
pub mod contact;
pub mod controllers;
pub mod counting;
pub mod priority;
mod read;
pub mod retention;
pub mod risk;
pub mod sharing;

use std::{fmt, sync::Arc};

use alongside_protocol::{
    BoardId, CarId,
    view::{AreaView, BaseView, GradeView, HoursView, Named, SchemeView},
    vocabulary::{GateMode, Role},
};
use jiff::{civil::Time, civil::Weekday, tz::TimeZone};
use toml::Table;

pub use crate::toml_reader::Fault;
use crate::toml_reader::Reader;
pub use cars::{CarRules, DeploymentRules, TravelRules};
pub use contact::ContactRules;
pub use controllers::{Controllers, Sides};
pub use counting::CountingRules;
pub use priority::PriorityRules;
pub(crate) use read::{WEEKDAYS, clock_time, weekday};
pub use retention::Retention;
pub use risk::RiskRules;
pub use sharing::{ConsentRules, Directory};

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
    pub directory: Directory,
    pub bases: Vec<BaseView>,
    pub cars: Vec<CarRules>,
    pub deployment: DeploymentRules,
    pub travel: TravelRules,
    /// Beats as areas: GeoJSON text.
    pub beats: Option<Arc<str>>,
    pub sites: Vec<Site>,
    pub priority: PriorityRules,
    pub contact: ContactRules,
    pub risk: RiskRules,
    pub safety_topics: Vec<Named>,
    pub consent: ConsentRules,
    pub controllers: Controllers,
    pub retention: Retention,
    pub counting: CountingRules,
    pub work: WorkRules,
    /// Who is told at each climb of an unanswered escalation, in words.
    pub climb_to: [String; 2],
}

/// One of several places from which a scheme works; an incident belongs to it by its beat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    pub id: String,
    pub name: String,
    /// Patterns: exact, or a start followed by `*`. Case does not count.
    pub beats: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkRules {
    pub caseload_ceiling: Option<u32>,
    /// How near in time two calls are proposed as one event, ms.
    pub duplicate_within_ms: i64,
    pub idle_lock_ms: Option<i64>,
}

impl Default for WorkRules {
    fn default() -> Self {
        Self { caseload_ceiling: None, duplicate_within_ms: 3_600_000, idle_lock_ms: None }
    }
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

impl Hours {
    pub fn view(&self) -> HoursView {
        HoursView {
            day: read::WEEKDAYS[self.day.to_monday_zero_offset() as usize].to_owned(),
            from: self.from.strftime("%H:%M").to_string(),
            until: self.until.strftime("%H:%M").to_string(),
        }
    }
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

/// Whether one of the patterns is `text`, or the start of it. Case does not count.
fn any_matches(patterns: &[String], text: &str) -> bool {
    let text = text.to_lowercase();
    patterns.iter().any(|pattern| {
        let pattern = pattern.to_lowercase();
        pattern.strip_suffix('*').map_or(text == pattern, |start| text.starts_with(start))
    })
}

impl CallTypes {
    pub fn kind(&self, opening_code: &str) -> CallKind {
        let listed = |patterns: &[String]| any_matches(patterns, opening_code);
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

impl Scheme {
    /// Reads a scheme file that names only shipped question sets and directories.
    ///
    /// # Errors
    /// Every fault of the text, each with its key, what was found and what is allowed.
    pub fn parse(text: &str) -> Result<Self, Vec<Fault>> {
        Self::parse_beside(text, &|_| None)
    }

    /// Reads a scheme file; `look` gives the files that stand beside it.
    ///
    /// # Errors
    /// Every fault of it and of the files that it names.
    pub fn parse_beside(text: &str, look: beside::Look<'_>) -> Result<Self, Vec<Fault>> {
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            vec![Fault { key: String::new(), found: error.to_string().trim().to_owned(), allowed: "TOML".to_owned() }]
        })?;
        let mut faults = Vec::new();
        let scheme = read::scheme(&mut Reader::new(&table, &mut faults), &beside::Beside::new(look));
        if faults.is_empty() { Ok(scheme) } else { Err(faults) }
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

    /// The name of the site that a beat belongs to.
    pub fn site_of(&self, beat: &str) -> Option<&Site> {
        self.sites.iter().find(|site| any_matches(&site.beats, beat))
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
            hours: self.hours.iter().map(Hours::view).collect(),
            escalation_climb_ms: [self.clocks.escalation_desk_again_ms, self.clocks.escalation_inspector_ms],
            escalation_climb_to: self.climb_to.clone(),
            offer_window_ms: self.clocks.offer_window_ms,
            claim_lease_ms: self.clocks.claim_lease_ms,
            safe_contact_stale_ms: self.clocks.safe_contact_stale_ms,
            override_roles: self.gate.override_roles.clone(),
            partners: self.directory.partners.clone(),
            services: self.directory.services.clone(),
            needs: self.directory.needs.clone(),
            sites: self.sites.iter().map(|site| Named { id: site.id.clone(), label: site.name.clone() }).collect(),
            priority: self.priority.view(),
            contact: self.contact.view(),
            risk: self.risk.view(),
            safety_topics: self.safety_topics.clone(),
            consent: self.consent.view(),
            outcome_questions: self.counting.questions.clone(),
            caseload_ceiling: self.work.caseload_ceiling,
            cars: self.deployment.view(self.beats.is_some()),
            duplicate_within_ms: self.work.duplicate_within_ms,
            idle_lock_ms: self.work.idle_lock_ms,
            area: AreaView {
                south: self.area.south,
                west: self.area.west,
                north: self.area.north,
                east: self.area.east,
            },
            notice: self.notice.clone(),
        }
    }
}
