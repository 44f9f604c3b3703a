//! A question's bounds. What is refused here is named with what is allowed.

use alongside_protocol::{
    Refusal,
    view::{BestHoursQuestion, CoverQuestion, HoursView},
};
use jiff::civil::{Date, Time};

use super::{
    Question,
    replay::{Crew, Terms},
};
use crate::scheme::{Hours, WEEKDAYS, clock_time, weekday};

const STRETCHES_MAX: usize = 42;
const CREW_MAX: u32 = 50;
/// Minutes that a call or a visit may take in the mean.
const MEAN_MIN: (f64, f64) = (1.0, 480.0);
const TARGET_MIN: (f64, f64) = (1.0, 1_440.0);
const RUNS_MAX: u32 = 400;
const HOURS_A_WEEK_MAX: u32 = 168;
const STRETCH_HOURS_MAX: u32 = 24;

/// The question as the planner takes it, or the first fault of it.
pub fn check(question: &CoverQuestion) -> Result<Question, Refusal> {
    let from = day("from", &question.from)?;
    let to = day("to", &question.to)?;
    if to < from {
        return Err(Refusal::invalid("to", to.to_string(), format!("{from} or later")));
    }
    let stretches = question.hours.len();
    if stretches > STRETCHES_MAX {
        return Err(Refusal::invalid("hours", stretches.to_string(), format!("at most {STRETCHES_MAX} stretches")));
    }
    let hours = question.hours.iter().enumerate().map(|(place, view)| hours(place, view)).collect::<Result<_, _>>()?;
    let workers = Crew {
        count: whole("workers", question.workers, 0, CREW_MAX)?,
        mean_ms: number("contact_min", question.contact_min, MEAN_MIN)? * 60_000.0,
        ..crew(number("contact_target_min", question.contact_target_min, TARGET_MIN)?)
    };
    let cars = Crew {
        count: whole("cars", question.cars, 0, CREW_MAX)?,
        mean_ms: number("visit_min", question.visit_min, MEAN_MIN)? * 60_000.0,
        ..crew(number("visit_target_min", question.visit_target_min, TARGET_MIN)?)
    };
    let visit_share = number("visit_share_pct", question.visit_share_pct, (0.0, 100.0))? / 100.0;
    let runs = whole("runs", question.runs, 1, RUNS_MAX)?;
    let best = question.best.as_ref().map(best).transpose()?;
    let terms = Terms { workers, cars, visit_share, seed: question.seed };
    Ok(Question { from, to, hours, terms, runs, best })
}

/// Nobody yet. A call that has waited its target out is let go: people pass over what is stale.
fn crew(target_min: f64) -> Crew {
    let target_ms = (target_min * 60_000.0).round() as i64;
    Crew { count: 0, mean_ms: 0.0, target_ms, patience_ms: Some(target_ms) }
}

fn best(best: &BestHoursQuestion) -> Result<BestHoursQuestion, Refusal> {
    let stretch_hours_min = whole("best.stretch_hours_min", best.stretch_hours_min, 1, STRETCH_HOURS_MAX)?;
    let hours = whole("best.hours", best.hours, stretch_hours_min, HOURS_A_WEEK_MAX)?;
    Ok(BestHoursQuestion { hours, stretch_hours_min })
}

fn day(field: &str, text: &str) -> Result<Date, Refusal> {
    let day = text.parse::<Date>().ok().filter(|day| day.to_string() == text);
    day.ok_or_else(|| Refusal::invalid(field, format!("{text:?}"), "a day YYYY-MM-DD"))
}

fn hours(place: usize, view: &HoursView) -> Result<Hours, Refusal> {
    let time = |name: &str, text: &str| -> Result<Time, Refusal> {
        let allowed = "a local time HH:MM from 00:00 to 23:59";
        clock_time(text).ok_or_else(|| Refusal::invalid(format!("hours[{place}].{name}"), format!("{text:?}"), allowed))
    };
    let day = weekday(&view.day).ok_or_else(|| {
        Refusal::invalid(format!("hours[{place}].day"), format!("{:?}", view.day), WEEKDAYS.join(", "))
    })?;
    Ok(Hours { day, from: time("from", &view.from)?, until: time("until", &view.until)? })
}

fn whole(field: &str, found: u32, least: u32, most: u32) -> Result<u32, Refusal> {
    if (least..=most).contains(&found) {
        return Ok(found);
    }
    Err(Refusal::invalid(field, found.to_string(), format!("{least} to {most}")))
}

fn number(field: &str, found: f64, (least, most): (f64, f64)) -> Result<f64, Refusal> {
    if (least..=most).contains(&found) {
        return Ok(found);
    }
    Err(Refusal::invalid(field, found.to_string(), format!("{least} to {most}")))
}
