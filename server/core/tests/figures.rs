//! The figures of a shift, counted by hand on a small Saturday.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{Person, figures::figures};
use alongside_protocol::{
    Command, Millis,
    record::{ContactAttempt, Outcome},
    view::Figures,
    vocabulary::{CarStatus, ContactResult, EscalationKind, OutcomeKind, ReferralDecision, SuspectWhereabouts},
};
use rstest::rstest;
use support::*;

fn clock(time: &str) -> Millis {
    at(&format!("2026-11-21T{time}:00Z"))
}

struct Saturday(Desk);

impl Saturday {
    fn call(&mut self, time: &str, incident: &str, grade: &str) {
        self.hear(time, incident, received("DOMESTIC", grade));
    }

    fn hear(&mut self, time: &str, incident: &str, body: alongside_protocol::FeedBody) {
        self.0.now = clock(time);
        self.0.hear_late(incident, clock(time), body);
    }

    fn ask(&mut self, time: &str, who: &Person, command: Command) {
        self.0.now = clock(time);
        self.0.must(who, command);
    }

    fn figures(&self, time: &str) -> Figures {
        figures(&self.0.board, &self.0.scheme, clock(time))
    }
}

fn claim(incident: &str) -> Command {
    Command::ClaimResponse { response: response_on(incident) }
}

fn contact(incident: &str, result: ContactResult) -> Command {
    Command::RecordContact { response: response_on(incident), attempt: ContactAttempt { result, ..spoke() } }
}

fn outcome(incident: &str, kind: OutcomeKind, referral: ReferralDecision, services: &[&str], refuge: bool) -> Command {
    Command::RecordOutcome {
        response: response_on(incident),
        outcome: Outcome {
            kind,
            referral,
            services: services.iter().map(|&service| service.to_owned()).collect(),
            refuge_placed: refuge,
            ..engaged()
        },
    }
}

fn escalate_on(incident: &str) -> Command {
    Command::RequestEscalation {
        response: response_on(incident),
        kind: EscalationKind::QuickerResponse,
        reason: text("She hears him at the door"),
    }
}

/// Twelve calls of ours and one theft; covered from 14:00 to 22:00.
fn a_saturday() -> Saturday {
    let mut day = Saturday(Desk::on(cleveland_car()));
    let (asha, beth, crew) = (asha(), beth(), crew("car-1"));

    day.call("13:00", "A", "2"); // before the hours, waits three hours

    day.call("14:05", "B", "1"); // reviewed in 5 min, reached in 10, referred, refuge, closed
    day.ask("14:10", &asha, claim("B"));
    day.ask("14:15", &asha, contact("B", ContactResult::SpokeSafely));
    let services = ["Refuge placement"];
    day.ask("14:30", &asha, outcome("B", OutcomeKind::EngagedByPhone, ReferralDecision::Referred, &services, true));
    day.ask("14:31", &asha, Command::CloseResponse { response: response_on("B") });

    day.call("14:10", "C", "2"); // reviewed in 10, never reached
    day.ask("14:20", &beth, claim("C"));
    day.ask("14:25", &beth, contact("C", ContactResult::NoAnswer));
    day.ask("14:40", &beth, outcome("C", OutcomeKind::CouldNotReach, ReferralDecision::NotOffered, &[], false));

    day.call("14:20", "D", "2"); // reviewed in 4, reached in 20, visited 30 min after the first unit
    day.ask("14:24", &asha, claim("D"));
    day.hear("14:30", "D", at_scene("TK11"));
    day.hear("14:32", "D", suspect(SuspectWhereabouts::InCustody));
    day.hear("14:33", "D", safe());
    day.ask("14:40", &asha, contact("D", ContactResult::SpokeSafely));
    day.ask("14:41", &crew, Command::StartShift { car: car_id("car-1"), seats: full_seats() });
    day.ask("14:42", &asha, send("D", "car-1"));
    day.ask("14:43", &crew, Command::AcknowledgeOffer { deployment: job_on("D") });
    day.ask("14:44", &crew, Command::GoEnRoute { deployment: job_on("D") });
    day.ask("15:00", &crew, Command::ArriveAtScene { deployment: job_on("D") });
    day.ask("15:30", &crew, outcome("D", OutcomeKind::EngagedByVisit, ReferralDecision::AlreadySupported, &[], false));
    day.ask("15:31", &crew, Command::ResumeCar { deployment: job_on("D") });

    day.call("14:30", "E", "3"); // reviewed and reached in 30, wants nothing
    day.ask("15:00", &beth, contact("E", ContactResult::DeclinedForNow));
    day.ask("15:01", &beth, outcome("E", OutcomeKind::Declined, ReferralDecision::Declined, &[], false));

    day.call("15:00", "I", "4"); // closed by the force before anybody looked
    day.hear("15:10", "I", closed());

    day.call("15:10", "J", "2"); // escalated after 2 min, unanswered
    day.ask("15:12", &asha, escalate_on("J"));

    day.call("15:20", "K", "3"); // escalated after 1 min, acknowledged
    day.ask("15:21", &asha, escalate_on("K"));
    let on_k = alongside_protocol::EscalationId::of(&response_on("K"), 1);
    day.ask("15:22", &desk(), Command::AcknowledgeEscalation { escalation: on_k });

    day.call("15:25", "L", "3"); // escalated after 1 min, regraded
    day.ask("15:26", &asha, escalate_on("L"));
    day.hear("15:30", "L", grade("1"));

    day.call("15:40", "H", "2"); // wait 20, 10 and 4 minutes at four o'clock
    day.call("15:50", "F", "1");
    day.call("15:56", "G", "3");

    day.hear("15:57", "M", received("THEFT", "3")); // not ours
    day
}

#[test]
fn a_saturday_counted_by_hand() {
    let figures = a_saturday().figures("16:00");
    assert_eq!((figures.since, figures.in_hours), (clock("14:00"), true));
    assert_eq!(figures.counts.received, 11, "all but A, which came before, and M, which is not ours");
    assert_eq!(figures.waiting_review, 4, "A, H, F, G");
    assert_eq!(figures.waiting_by_age, [1, 1, 1, 1]);
    let by_grade: Vec<_> = figures.waiting_by_grade.iter().map(|one| (one.grade.as_str(), one.count)).collect();
    assert_eq!(by_grade, [("1", 1), ("2", 2), ("3", 1), ("4", 0)]);
    assert_eq!(figures.oldest_waiting_at, Some(clock("13:00")));
    assert_eq!(figures.counts.reviewed, 7, "B, C, D, E, J, K, L");
    assert_eq!(figures.counts.contacted, 3, "B, D, E");
    assert_eq!(figures.counts.visited, 1, "D");
    assert_eq!((figures.counts.referred, figures.counts.refuge_placed), (1, 1), "B");
    assert_eq!(figures.counts.already_supported, 1, "D");
    assert_eq!(figures.counts.declined, 1, "E, counted once though both words say it");
    assert_eq!(figures.counts.could_not_reach, 1, "C");
    assert_eq!(figures.escalations_open, 2, "J, K");
    assert_eq!(figures.escalations_unanswered, 1, "J");
    assert_eq!(figures.counts.escalations_regraded, 1, "L");
    assert_eq!(figures.counts.review_ms_median, Some(4 * MINUTE), "1, 1, 2, 4, 5, 10, 30");
    assert_eq!(figures.counts.contact_ms_median, Some(20 * MINUTE), "10, 20, 30");
    assert_eq!(figures.counts.car_ms_median, Some(30 * MINUTE));
    let cars: Vec<_> = figures.cars.iter().map(|one| (one.status, one.count)).collect();
    assert_eq!(cars, [(CarStatus::Available, 1)]);
    let claims: Vec<_> = figures.claims.iter().map(|one| (one.name.as_str(), one.count)).collect();
    assert_eq!(claims, [("Asha Wren", 1), ("Beth Larch", 2)], "B gave its claim back when it closed");
}

#[test]
fn outside_the_hours_the_last_ones_are_shown() {
    let day = a_saturday();
    let night = figures(&day.0.board, &day.0.scheme, at("2026-11-22T03:00:00Z"));
    assert_eq!((night.since, night.in_hours, night.counts.received), (clock("14:00"), false, 11));
    assert_eq!(night.waiting_by_age, [0, 0, 0, 4]);
}

#[test]
fn the_next_hours_begin_at_none_and_still_show_who_waits() {
    let day = a_saturday();
    let sunday = figures(&day.0.board, &day.0.scheme, at("2026-11-22T14:00:00Z"));
    assert_eq!(sunday.since, at("2026-11-22T14:00:00Z"));
    assert_eq!(
        (sunday.counts.received, sunday.counts.reviewed, sunday.counts.contacted, sunday.counts.escalations_regraded),
        (0, 0, 0, 0)
    );
    assert_eq!((sunday.waiting_review, sunday.escalations_open), (4, 2));
    assert_eq!(sunday.counts.review_ms_median, None);
}

#[rstest]
#[case(5 * MINUTE - 1, 0)]
#[case(5 * MINUTE, 1)]
#[case(15 * MINUTE - 1, 1)]
#[case(15 * MINUTE, 2)]
#[case(30 * MINUTE - 1, 2)]
#[case(30 * MINUTE, 3)]
fn an_age_belongs_to_the_group_that_it_begins(#[case] age: Millis, #[case] group: usize) {
    let desk = Desk::with_incident(cleveland_car());
    let figures = figures(&desk.board, &desk.scheme, desk.now + age);
    assert_eq!(figures.waiting_by_age[group], 1);
}

#[test]
fn of_an_even_number_the_median_is_the_mean_of_the_middle_two() {
    let mut day = Saturday(Desk::on(cleveland_car()));
    for (incident, reviewed) in [("A", "15:01"), ("B", "15:04"), ("C", "15:02"), ("D", "15:10")] {
        day.call("15:00", incident, "2");
        day.ask(reviewed, &asha(), claim(incident));
    }
    assert_eq!(day.figures("16:00").counts.review_ms_median, Some(3 * MINUTE));
}

#[test]
fn a_review_before_the_call_was_told_counts_as_none_and_not_below() {
    let mut day = Saturday(Desk::on(cleveland_car()));
    day.call("15:10", "A", "2");
    day.0.must_late(&asha(), clock("15:05"), claim("A"));
    assert_eq!(day.figures("16:00").counts.review_ms_median, Some(0));
}

#[test]
fn an_empty_board_has_no_medians_and_every_car_off_duty() {
    let desk = Desk::on(tees_valley());
    let figures = figures(&desk.board, &desk.scheme, desk.now);
    assert_eq!((figures.counts.received, figures.waiting_review), (0, 0));
    assert_eq!(
        (figures.counts.review_ms_median, figures.counts.contact_ms_median, figures.counts.car_ms_median),
        (None, None, None)
    );
    let cars: Vec<_> = figures.cars.iter().map(|one| (one.status, one.count)).collect();
    assert_eq!(cars, [(CarStatus::OffDuty, 2)]);
}
