//! What other hours, cars or workers would have reached, from the calls that came: `docs/cover.md` says it in words.
//!
//! The calls are real, and the queue is played. The same question and the same history give the same answer.

mod best;
mod calls;
mod check;
mod draws;
mod layout;
mod reach;
mod replay;
mod steps;
mod stretches;
mod worth;

use std::ops::ControlFlow;

use alongside_protocol::view::{BestCover, BestHoursQuestion, CoverAnswer};
use jiff::civil::Date;

use super::History;
use crate::scheme::Hours;
pub use best::Search;
pub use calls::{Calls, Half};
pub use check::check;
pub use draws::Draws;
pub use layout::{Block, Week};
use reach::reach;
pub use replay::{Begun, Busy, Crew, Terms, replay};
pub use steps::Steps;
pub use stretches::Cover;

/// A question whose bounds are kept: [`check`] makes it.
#[derive(Clone, Debug)]
pub struct Question {
    /// First and last local day, both included.
    pub from: Date,
    pub to: Date,
    pub hours: Vec<Hours>,
    pub terms: Terms,
    pub runs: u32,
    pub best: Option<BestHoursQuestion>,
}

/// What the asked hours, the scheme's own and, if wanted, the best ones reach. None: `progress`, which is told how much
/// is done from 0 to 1, did not want to go on. No best hours where no weekday was watched twice: there would be no day
/// to measure them on.
pub fn answer(
    history: &History,
    question: &Question,
    scheme_hours: &[Hours],
    progress: &mut dyn FnMut(f64) -> ControlFlow<()>,
) -> Option<CoverAnswer> {
    let Question { terms, runs, .. } = question;
    let mut steps = Steps::new(progress);
    steps.done(0.0)?;
    let calls = Calls::between(history, question.from, question.to);
    let chosen = match &question.best {
        Some(best) if calls.days_of(Half::Measuring) > 0 => {
            let mut steps = steps.part(0.0, 0.5);
            let mut search = Search::new(&calls, terms, best, &mut steps.part(0.0, 0.1))?;
            let known: Vec<Week> = [&question.hours, scheme_hours].into_iter().filter_map(Week::of_hours).collect();
            let week = search.best(&known, &mut steps.part(0.1, 1.0))?;
            Some((week, search.tried()))
        }
        _ => None,
    };
    let (from, covers) = if chosen.is_some() { (0.5, 3.0) } else { (0.0, 2.0) };
    let mut steps = steps.part(from, 1.0);
    let asked = reach(&calls, terms, &question.hours, *runs, &mut steps.part(0.0, 1.0 / covers))?;
    let now = reach(&calls, terms, scheme_hours, *runs, &mut steps.part(1.0 / covers, 2.0 / covers))?;
    let best = match chosen {
        None => None,
        Some((week, tried)) => {
            let best = reach(&calls, terms, &week.roster(), *runs, &mut steps.part(2.0 / covers, 1.0))?;
            Some(BestCover {
                reach: best.reach,
                chosen_on_days: calls.days_of(Half::Choosing) as u32,
                measured_on_days: calls.days_of(Half::Measuring) as u32,
                measured_a_week: best.measured_a_week,
                now_measured_a_week: now.measured_a_week,
                tried,
            })
        }
    };
    steps.done(1.0)?;
    Some(CoverAnswer {
        watched_days: calls.days.len() as u32,
        calls: calls.len() as u32,
        victims: calls.victims as u32,
        calls_a_week: calls.a_week(),
        asked: asked.reach,
        now: now.reach,
        best,
    })
}
