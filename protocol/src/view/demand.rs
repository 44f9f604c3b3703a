//! Demand: earlier calls by time and place, what is expected, and what other cover would have reached. Counts alone: no
//! person, no incident's number, no place finer than a beat.
//!
//! A count is null where it is fewer than the scheme's small number and the reader is outside the force, or where it
//! would give such a one away by subtraction. Hours of the week run from 0, Monday from midnight, to 167.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::HoursView;
use crate::{BoardId, Millis};

/// The answer of `GET /api/v1/demand/earlier`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct EarlierDemand {
    pub board: BoardId,
    /// IANA; days and hours are local to it.
    pub time_zone: String,
    /// First and last local day, `YYYY-MM-DD`, both included.
    pub from: String,
    pub to: String,
    /// Days on which every call was seen. The others say nothing: they are not days without calls.
    pub watched_days: u32,
    /// The first and last day of which anything is known at all; none before the first.
    pub known_from: Option<String>,
    pub known_to: Option<String>,
    pub calls: Option<u32>,
    /// Of these, from an imported listing: of them it is not known what was done.
    pub imported: Option<u32>,
    /// Fewer than this is not shown to the reader; none: everything is shown.
    pub small_number: Option<u32>,
    /// 168, by hour of the week.
    pub heat: Vec<HeatCell>,
    /// Weeks from Monday, in order.
    pub weeks: Vec<WeekCount>,
    pub waits: Vec<WaitFigures>,
    /// Incident, reviewed, contacted, visited, referred: of the calls that were not imported.
    pub funnel: Vec<FunnelStep>,
    pub by_area: Vec<GroupCount>,
    pub by_grade: Vec<GroupCount>,
    /// First call, or a repeat within twelve months.
    pub by_repeat: Vec<GroupCount>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HeatCell {
    pub calls: Option<u32>,
    /// How many hours of this kind were watched.
    pub watched_hours: f64,
    /// None where nobody watched, or the count is not shown.
    pub calls_per_hour: Option<f64>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct WeekCount {
    /// Its Monday, `YYYY-MM-DD`.
    pub monday: String,
    pub watched_days: u32,
    pub calls: Option<u32>,
    /// Calls a watched day; none without one.
    pub calls_per_day: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WaitKind {
    /// From the call to the first look by a support worker.
    Review,
    /// From the call to the first time somebody was reached.
    Contact,
    /// From the first police unit at the scene to the support car there.
    Car,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct WaitFigures {
    pub wait: WaitKind,
    /// People of whom both ends of it are known.
    pub people: Option<u32>,
    pub median_ms: Option<i64>,
    /// Nine in ten waited no longer.
    pub p90_ms: Option<i64>,
    /// The scheme's own target; none where it sets none.
    pub target_ms: Option<i64>,
    /// People within the target.
    pub within_target: Option<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FunnelStage {
    Incidents,
    People,
    Reviewed,
    Contacted,
    Visited,
    Referred,
    /// The service has taken it on.
    Accepted,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FunnelStep {
    pub stage: FunnelStage,
    pub count: Option<u32>,
}

/// Calls of one area, grade or kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GroupCount {
    /// As the force writes it; empty: not known.
    pub group: String,
    pub label: String,
    pub calls: Option<u32>,
}

/// The answer of `GET /api/v1/demand/today`: this day beside the same day of earlier weeks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TodayDemand {
    pub board: BoardId,
    pub time_zone: String,
    pub at: Millis,
    pub today: DayCount,
    /// The same weekday of the eight weeks before, newest first; those that were not watched are left out.
    pub earlier: Vec<DayCount>,
    /// Middle of the earlier days for the hours that are over today, and what today has in the same hours.
    pub usual_until_now: Option<f64>,
    pub until_now: Option<u32>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DayCount {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// 24, by the local hour; the hour that comes twice in autumn is one.
    pub calls: Vec<Option<u32>>,
}

/// The answer of `GET /api/v1/demand/forecast`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct DemandForecast {
    pub board: BoardId,
    pub time_zone: String,
    pub made_at: Millis,
    /// Watched days that it rests on.
    pub days: u32,
    /// Why there is none, where there is none: too few days.
    pub days_needed: u32,
    /// The next 24 hours, from the full hour at hand.
    pub hours: Vec<ExpectedCalls>,
    /// Saturday and Sunday that come next, hour by hour.
    pub weekend: Vec<ExpectedCalls>,
    /// The next covered stretches within eight days, as a whole.
    pub stretches: Vec<ExpectedCalls>,
    /// How it would have done on the days that are known.
    pub back_test: Option<ForecastTest>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ExpectedCalls {
    pub from: Millis,
    pub until: Millis,
    pub mean: f64,
    /// In eight of ten such hours the count lies from `low` to `high`, both included.
    pub low: u32,
    pub high: u32,
    /// Within the scheme's hours.
    pub covered: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ForecastMethod {
    /// The one that is shown.
    Shown,
    /// The count of the same hour of the week, the last time that it was watched.
    SameHourLastWeek,
    /// The mean of all earlier ones.
    AverageOfHour,
}

/// Each watched day forecast from the days before it alone, and compared with what came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ForecastTest {
    pub days: u32,
    pub hours: u32,
    pub methods: Vec<ForecastScore>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ForecastScore {
    pub method: ForecastMethod,
    /// Calls an hour, mean of how far off.
    pub mean_absolute_error: f64,
    /// Calls an hour, root of the mean square.
    pub root_mean_square_error: f64,
    /// Mean negative logarithm of the probability given to what came: less is better. None for a method without one.
    pub log_score: Option<f64>,
    /// Share of hours within the interval that was to hold 80 %, 0 to 1.
    pub within_interval: Option<f64>,
}

/// The body of `POST /api/v1/demand/cover`: what would have been reached?
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CoverQuestion {
    pub board: BoardId,
    /// First and last local day whose calls are replayed, both included.
    pub from: String,
    pub to: String,
    /// The hours asked about. At most 42 stretches.
    pub hours: Vec<HoursView>,
    /// Support workers in the control room, 0 to 50.
    pub workers: u32,
    /// Support cars, 0 to 50.
    pub cars: u32,
    /// Mean time that a call takes a worker, minutes, 1 to 480.
    pub contact_min: f64,
    /// Mean time that a visit takes a car with its ways, minutes, 1 to 480.
    pub visit_min: f64,
    /// Share of the calls that need a car, per cent, 0 to 100.
    pub visit_share_pct: f64,
    /// Reached by a worker is: within so many minutes of the call, 1 to 1440.
    pub contact_target_min: f64,
    /// Reached by a car is: within so many minutes of the call, 1 to 1440.
    pub visit_target_min: f64,
    /// How often it is played; more makes the spread surer. 1 to 400.
    pub runs: u32,
    /// The same number, the same answer.
    pub seed: u32,
    /// Also the best hours of this many a week; none: only those above.
    pub best: Option<BestHoursQuestion>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct BestHoursQuestion {
    /// Hours a week, 1 to 168.
    pub hours: u32,
    /// Shortest stretch that somebody can be rostered for, hours, 1 to 24.
    pub stretch_hours_min: u32,
}

/// One line of the answer, which is newline-delimited JSON: progress as often as there is some, then the answer or why
/// there is none. Closing the connection ends the work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum CoverLine {
    Progress {
        /// 0 to 1.
        done: f64,
    },
    Answer(CoverAnswer),
    Refused {
        refusal: crate::Refusal,
    },
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CoverAnswer {
    pub watched_days: u32,
    /// Calls on these days, and the different victims in them as far as the records tell.
    pub calls: u32,
    pub victims: u32,
    /// Calls of an average week, each weekday as often as it comes in one.
    pub calls_a_week: f64,
    pub asked: CoverReach,
    /// The scheme's own hours with the same workers and cars.
    pub now: CoverReach,
    pub best: Option<BestCover>,
}

/// The middle of all runs, and between which two eight of ten lie.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Spread {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CoverReach {
    pub hours: Vec<HoursView>,
    pub hours_a_week: f64,
    /// Calls that came within the hours, or waited for them no longer than a target.
    pub offered: u32,
    /// Reached by a worker or a car within its target.
    pub incidents: Spread,
    pub victims: Spread,
    pub by_worker: Spread,
    pub by_car: Spread,
    /// The same as `incidents`, in an average week.
    pub incidents_a_week: Spread,
    /// Share of the covered time in which they are busy, 0 to 1; none without any.
    pub workers_busy: Option<f64>,
    pub cars_busy: Option<f64>,
    /// Of those reached, in the middle run; none where nobody was.
    pub contact_wait_median_min: Option<f64>,
    pub visit_wait_median_min: Option<f64>,
}

/// The best hours, chosen on every other watched day and measured on the others, so that what is promised is not what
/// was fitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct BestCover {
    /// On all days, to be compared with `asked` and `now`.
    pub reach: CoverReach,
    pub chosen_on_days: u32,
    pub measured_on_days: u32,
    /// Incidents reached in an average week on the days of measuring: with these hours, and with the scheme's.
    pub measured_a_week: Spread,
    pub now_measured_a_week: Spread,
    /// How many ways of laying the hours were tried.
    pub tried: u32,
}

/// The answer of `GET /api/v1/figures`: a period under the scheme's fixed counting rules, for a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PeriodReport {
    pub board: BoardId,
    pub scheme: String,
    pub force: String,
    /// IANA; the days are local to it.
    pub time_zone: String,
    /// First and last local day, `YYYY-MM-DD`, both included.
    pub from: String,
    pub to: String,
    pub made_at: Millis,
    /// Fewer than this is not shown to the reader; none: everything is shown.
    pub small_number: Option<u32>,
    /// In a fixed order.
    pub figures: Vec<FigureRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FigureRow {
    /// The name of a field of `Counts` (a median as `review_median` …, the mean as `attempts_per_person`),
    /// `answer/<question>/<asked, yes or sum>`, or `site/<site>/<received, engaged or referred>`.
    pub figure: String,
    /// The scheme's own words for one of its questions or sites.
    pub label: Option<String>,
    pub unit: FigureUnit,
    /// None: nothing to count or measure, or not shown.
    pub value: Option<f64>,
    /// A number that is too small to be shown to this reader, or would give one away.
    pub hidden: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FigureUnit {
    Incidents,
    People,
    Children,
    Attempts,
    /// Mean number a person.
    PerPerson,
    Requests,
    Minutes,
    /// In the question's own unit, or "yes" answers.
    Answers,
}
