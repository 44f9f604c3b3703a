//! A car's shift: who sits in it, breaks, and its end.

use alongside_protocol::{CarId, Refusal, RefusalCode, limits, record::SeatFilled, vocabulary::Role};

use super::{Case, Decision, bounded_text, not_found, wrong_state};
use crate::{board::Car, event::Event, scheme::CarRules, shift};

impl Case<'_> {
    pub(super) fn car(&self, id: &CarId) -> Result<(&CarRules, Car), Refusal> {
        let rules = self.scheme.car(id).ok_or_else(|| {
            let known: Vec<_> = self.scheme.cars.iter().map(|car| car.id.0.as_str()).collect();
            not_found("car").field("car", format!("{:?}", id.0), known.join(", "))
        })?;
        Ok((rules, self.board.car(id)))
    }

    /// A crew speaks for its own car only; a desk role for any.
    pub(super) fn may_speak_for(&self, id: &CarId) -> Result<(), Refusal> {
        let desk = [Role::SupportWorker, Role::Coordinator, Role::ControlRoom, Role::Inspector];
        if self.person.car.as_ref() == Some(id) || desk.iter().any(|role| self.person.has(*role)) {
            return Ok(());
        }
        Err(Refusal::new(RefusalCode::NotYourCar, "this is another crew's car"))
    }

    pub(super) fn start_shift(&self, id: &CarId, seats: &[SeatFilled]) -> Decision {
        let (rules, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if let Some(shift) = &car.shift {
            return Err(Refusal { when: Some(shift.started_at), ..wrong_state("this car's shift has begun already") });
        }
        self.check_seats(rules, seats)?;
        let ends_at = shift::ends_at(self.scheme, self.context.done_at);
        Ok(vec![Event::ShiftStarted { car: id.clone(), seats: seats.to_vec(), ends_at }])
    }

    pub(super) fn change_crew(&self, id: &CarId, seats: &[SeatFilled]) -> Decision {
        let (rules, car) = self.car(id)?;
        self.may_speak_for(id)?;
        let Some(shift) = &car.shift else { return Err(wrong_state("this car is off duty; start its shift instead")) };
        self.check_seats(rules, seats)?;
        let emptied = shift.seats.iter().find(|filled| {
            let count = |all: &[SeatFilled]| all.iter().filter(|one| one.seat == filled.seat).count();
            count(seats) < count(&shift.seats)
        });
        if let Some(emptied) = emptied {
            let message = format!(
                "the seat of the {} would be empty in the middle of a job; name who takes it, or end the job first",
                emptied.seat.as_str().replace('_', " ")
            );
            self.no_active(&car, &message)?;
        }
        if shift.seats == seats {
            return Err(wrong_state("they sit there already"));
        }
        Ok(vec![Event::CrewChanged { car: id.clone(), seats: seats.to_vec() }])
    }

    fn check_seats(&self, rules: &CarRules, seats: &[SeatFilled]) -> Result<(), Refusal> {
        for filled in seats {
            bounded_text("seats.name", &filled.name, limits::FIELD_CHARS_MAX)?;
            if filled.name.trim().is_empty() {
                return Err(Refusal::invalid("seats.name", "nothing", "the name of who sits there"));
            }
            let allowed = rules.seats.iter().filter(|seat| **seat == filled.seat).count();
            if seats.iter().filter(|other| other.seat == filled.seat).count() > allowed {
                return Err(Refusal::invalid(
                    "seats",
                    format!("{} too often", filled.seat.as_str()),
                    rules.seats.iter().map(|seat| seat.as_str()).collect::<Vec<_>>().join(", "),
                ));
            }
            self.check_training("seats.training", &filled.training)?;
            if filled.languages.len() > limits::SKILLS_MAX {
                let found = format!("{} languages", filled.languages.len());
                return Err(Refusal::invalid("seats.languages", found, format!("at most {}", limits::SKILLS_MAX)));
            }
            for language in &filled.languages {
                bounded_text("seats.languages", language, limits::LANGUAGE_CHARS_MAX)?;
                if language.trim().is_empty() {
                    return Err(Refusal::invalid("seats.languages", "nothing", "the name of a language"));
                }
            }
        }
        Ok(())
    }

    pub(super) fn check_training(&self, field: &str, training: &[String]) -> Result<(), Refusal> {
        let known = &self.scheme.deployment.training;
        let allowed = || {
            let ids: Vec<_> = known.iter().map(|one| one.id.as_str()).collect();
            if ids.is_empty() { "none: the scheme lists no training".to_owned() } else { ids.join(", ") }
        };
        if training.len() > limits::SKILLS_MAX {
            return Err(Refusal::invalid(field, format!("{} kinds", training.len()), allowed()));
        }
        match training.iter().find(|id| !known.iter().any(|one| one.id == **id)) {
            Some(unknown) => Err(Refusal::invalid(field, format!("{unknown:?}"), allowed())),
            None => Ok(()),
        }
    }

    pub(super) fn end_shift(&self, id: &CarId) -> Decision {
        let (_, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if car.shift.is_none() {
            return Err(wrong_state("this car is off duty already"));
        }
        self.no_active(&car, "finish or hand back the active job before the shift ends")?;
        if let Some(waiting) = car.queue.first() {
            return Err(wrong_state(format!(
                "{} is reserved for this car; stand it down or give it to another car first",
                waiting.response().incident()
            )));
        }
        if car.recalled_from.is_some() {
            return Err(wrong_state("confirm that the crew is clear of the scene first"));
        }
        if car.sos.is_some() {
            return Err(wrong_state("the call for help is not over; say how it ended first"));
        }
        Ok(vec![Event::ShiftEnded { car: id.clone() }])
    }

    pub(super) fn take_break(&self, id: &CarId) -> Decision {
        let (_, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if car.shift.is_none() || car.on_break {
            return Err(wrong_state("only a car on duty can take a break"));
        }
        self.no_active(&car, "finish the active job before the break")?;
        Ok(vec![Event::BreakStarted { car: id.clone() }])
    }

    pub(super) fn end_break(&self, id: &CarId) -> Decision {
        let (_, car) = self.car(id)?;
        self.may_speak_for(id)?;
        if !car.on_break {
            return Err(wrong_state("this car is not on a break"));
        }
        Ok(vec![Event::BreakEnded { car: id.clone() }])
    }

    pub(super) fn no_active(&self, car: &Car, message: &str) -> Result<(), Refusal> {
        let Some(active) = &car.active else { return Ok(()) };
        let since = self.board.deployment(active).map(|(_, _, deployment)| deployment.at);
        Err(Refusal { when: since, ..Refusal::new(RefusalCode::CarBusy, message) })
    }
}
