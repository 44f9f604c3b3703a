//! Commands in one line each, and one of every type.

use alongside_protocol::{
    Command, DeploymentId, IncidentNumber, Private, ReferralId, UserId,
    record::{CarNeeds, PlannedJob},
    vocabulary::{
        Alarm, ConsentDecision, EraseBasis, EscalationKind, Hazard, Kept, ReferralAnswer, RepeatVerdict, SecondStep,
        ShareBasis, SosEnding, Standing,
    },
};

use super::{
    MINUTE, NUMBER, assessed, car_id, cleveland_car, consent, deployment, draft, engaged, escalation, full_seats,
    number, plan, response, response_on, safe_number, saturday, seen, spoke, text,
};

pub fn send(incident: &str, car: &str) -> Command {
    Command::SendCar { response: response_on(incident), car: car_id(car), override_reason: None, next_best: false }
}

pub fn send_or_next_best(incident: &str, car: &str) -> Command {
    Command::SendCar { response: response_on(incident), car: car_id(car), override_reason: None, next_best: true }
}

pub fn reserve(incident: &str, car: &str) -> Command {
    Command::ReserveCar { response: response_on(incident), car: car_id(car), place: None }
}

pub fn swap(job: &DeploymentId, car: &str) -> Command {
    Command::SwapCar { deployment: job.clone(), car: car_id(car), reason: text("It is nearer"), override_reason: None }
}

pub fn apply(lines: &[(&str, &str)]) -> Command {
    let jobs = lines.iter().map(|(incident, car)| PlannedJob { response: response_on(incident), car: car_id(car) });
    Command::ApplyPlan { jobs: jobs.collect() }
}

pub fn send_overridden(incident: &str, car: &str) -> Command {
    Command::SendCar {
        response: response_on(incident),
        car: car_id(car),
        override_reason: Some(text("Officers asked for the worker by radio")),
        next_best: false,
    }
}

pub fn escalate(kind: EscalationKind, reason: &str) -> Command {
    Command::RequestEscalation { response: response(), kind, reason: text(reason) }
}

pub fn found(hazards: &[Hazard]) -> Command {
    Command::RecordHazards {
        response: response(),
        found: hazards.to_vec(),
        ruled_out: Vec::new(),
        reason: Private::default(),
    }
}

pub fn ruled_out(hazards: &[Hazard], reason: &str) -> Command {
    Command::RecordHazards {
        response: response(),
        found: Vec::new(),
        ruled_out: hazards.to_vec(),
        reason: text(reason),
    }
}

/// One command of every type, all on the incident of most tests.
pub fn every_command() -> Vec<(&'static str, Command)> {
    let reason = || text("A reason");
    vec![
        ("claim_response", Command::ClaimResponse { response: response() }),
        ("release_claim", Command::ReleaseClaim { response: response() }),
        ("hand_over_claim", Command::HandOverClaim { response: response(), to: UserId::from("beth") }),
        ("open_response", Command::OpenResponse { incident: number() }),
        (
            "add_note",
            Command::AddNote { response: response(), text: text("A note"), corrects: None, kept: Kept::Shared },
        ),
        ("record_safe_contact", Command::RecordSafeContact { response: response(), record: safe_number() }),
        ("record_contact", Command::RecordContact { response: response(), attempt: spoke() }),
        ("record_outcome", Command::RecordOutcome { response: response(), outcome: engaged() }),
        ("close_response", Command::CloseResponse { response: response() }),
        ("reopen_response", Command::ReopenResponse { response: response(), reason: reason() }),
        ("request_escalation", escalate(EscalationKind::QuickerResponse, "A reason")),
        ("acknowledge_escalation", Command::AcknowledgeEscalation { escalation: escalation(1) }),
        ("decline_escalation", Command::DeclineEscalation { escalation: escalation(1), reason: reason() }),
        ("start_shift", Command::StartShift { car: car_id("car-1"), seats: full_seats() }),
        ("end_shift", Command::EndShift { car: car_id("car-1") }),
        ("take_break", Command::TakeBreak { car: car_id("car-1") }),
        ("end_break", Command::EndBreak { car: car_id("car-1") }),
        ("send_car", send(NUMBER, "car-1")),
        ("offer_next", Command::OfferNext { car: car_id("car-1") }),
        ("acknowledge_offer", Command::AcknowledgeOffer { deployment: deployment(1) }),
        ("decline_offer", Command::DeclineOffer { deployment: deployment(1), reason: reason() }),
        ("go_en_route", Command::GoEnRoute { deployment: deployment(1) }),
        ("arrive_at_scene", Command::ArriveAtScene { deployment: deployment(1) }),
        ("resume_car", Command::ResumeCar { deployment: deployment(1) }),
        ("stand_down", Command::StandDown { deployment: deployment(1), reason: reason() }),
        ("recall_car", Command::RecallCar { deployment: deployment(1), reason: reason() }),
        ("confirm_recall", Command::ConfirmRecall { deployment: deployment(1) }),
        ("set_standing", Command::SetStanding { incident: number(), standing: Standing::Pinned, reason: reason() }),
        (
            "judge_repeat",
            Command::JudgeRepeat {
                incident: number(),
                earlier: IncidentNumber::from("TP-0401"),
                verdict: RepeatVerdict::Confirmed,
            },
        ),
        ("link_duplicate", Command::LinkDuplicate { incident: number(), of: IncidentNumber::from("TP-0413") }),
        ("unlink_duplicate", Command::UnlinkDuplicate { incident: number() }),
        (
            "take_over_claim",
            Command::TakeOverClaim { response: response(), from: UserId::from("beth"), reason: reason() },
        ),
        ("pass_on", Command::PassOn { response: response(), to: "Sunday's worker".to_owned(), note: reason() }),
        ("record_hazards", found(&[Hazard::Pregnancy])),
        ("take_second_step", Command::TakeSecondStep { response: response(), because: SecondStep::Unconfirmed }),
        ("end_trying", Command::EndTrying { response: response(), reason: reason() }),
        ("resume_trying", Command::ResumeTrying { response: response() }),
        (
            "record_risk",
            Command::RecordRisk { response: response(), assessment: assessed(&cleveland_car(), "dash-27.v1", 3) },
        ),
        (
            "record_referral_answer",
            Command::RecordReferralAnswer {
                response: response(),
                service: "Idva service".to_owned(),
                answer: ReferralAnswer::Accepted,
                reason: reason(),
            },
        ),
        ("record_safety_plan", Command::RecordSafetyPlan { response: response(), plan: plan("safe_place") }),
        ("record_welfare", Command::RecordWelfare { response: response(), seen: seen() }),
        (
            "record_consent",
            Command::RecordConsent {
                response: response(),
                entry: consent("referral", "Marac", ConsentDecision::Given),
            },
        ),
        ("draft_referral", Command::DraftReferral { response: response(), draft: draft("Idva service") }),
        ("discard_referral", Command::DiscardReferral { referral: ReferralId::of(&response(), 1), reason: reason() }),
        ("withdraw_escalation", Command::WithdrawEscalation { escalation: escalation(1), reason: reason() }),
        (
            "shelve_alarm",
            Command::ShelveAlarm {
                response: response(),
                alarm: Alarm::ContactDue,
                until: saturday() + 30 * MINUTE,
                reason: reason(),
            },
        ),
        ("change_crew", Command::ChangeCrew { car: car_id("car-1"), seats: full_seats() }),
        (
            "set_car_needs",
            Command::SetCarNeeds {
                response: response(),
                needs: CarNeeds { language: "Polish".to_owned(), ..CarNeeds::default() },
            },
        ),
        ("reserve_car", reserve(NUMBER, "car-1")),
        (
            "offer_reserved",
            Command::OfferReserved { deployment: deployment(1), override_reason: None, next_best: false },
        ),
        ("reorder_queue", Command::ReorderQueue { car: car_id("car-1"), queue: Vec::new() }),
        ("swap_car", swap(&deployment(1), "car-2")),
        ("apply_plan", apply(&[(NUMBER, "car-1")])),
        ("check_in", Command::CheckIn { deployment: deployment(1) }),
        ("raise_sos", Command::RaiseSos { car: car_id("car-1") }),
        ("answer_sos", Command::AnswerSos { car: car_id("car-1") }),
        ("end_sos", Command::EndSos { car: car_id("car-1"), how: SosEnding::CrewSafe }),
        ("unshelve_alarm", Command::UnshelveAlarm { response: response(), alarm: Alarm::ContactDue }),
        (
            "share_note",
            Command::ShareNote {
                response: response(),
                note: 1,
                basis: ShareBasis::Consent,
                reason: text("She agreed on the telephone"),
            },
        ),
        ("place_hold", Command::PlaceHold { incident: number(), reason: text("A court asks for it") }),
        ("lift_hold", Command::LiftHold { incident: number(), reason: text("The court is done") }),
        (
            "erase_incident",
            Command::EraseIncident { incident: number(), basis: EraseBasis::Request, reason: text("Upheld") },
        ),
    ]
}
