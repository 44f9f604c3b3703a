//! What the force says and what people write, each in one line.

use alongside_protocol::{
    CallSign, FeedBody, FeedEvent, IncidentNumber, Private,
    command::{ContactAttempt, Outcome, SafeContact, SeatFilled},
    feed::{
        FEED_SCHEMA, GradeFact, IncidentDetails, Location, Remark, ResourceFact, ResultFact, SceneFact, SuspectFact,
    },
    vocabulary::{ContactChannel, ContactResult, OutcomeKind, ReferralDecision, Seat, SuspectWhereabouts},
};

use super::text;

pub fn fact(incident: &str, message: &str, body: FeedBody) -> FeedEvent {
    FeedEvent {
        schema: FEED_SCHEMA.to_owned(),
        source: "test-force".to_owned(),
        message_id: message.to_owned(),
        at: String::new(),
        incident: IncidentNumber::from(incident),
        synthetic: false,
        body,
    }
}

pub fn received(opening_code: &str, grade: &str) -> FeedBody {
    FeedBody::IncidentReceived(IncidentDetails {
        opening_code: Some(opening_code.to_owned()),
        grade: Some(grade.to_owned()),
        ..IncidentDetails::default()
    })
}

pub fn received_at_address(address: &str, locality: &str) -> FeedBody {
    FeedBody::IncidentReceived(IncidentDetails {
        opening_code: Some("DOMESTIC".to_owned()),
        grade: Some("2".to_owned()),
        location: Some(Location {
            address: Some(text(address)),
            locality: Some(locality.to_owned()),
            ..Location::default()
        }),
        ..IncidentDetails::default()
    })
}

fn unit(call_sign: &str) -> ResourceFact {
    ResourceFact { call_sign: CallSign::from(call_sign), eta_minutes: None }
}

pub fn assigned(call_sign: &str) -> FeedBody {
    FeedBody::ResourceAssigned(unit(call_sign))
}

pub fn en_route(call_sign: &str) -> FeedBody {
    FeedBody::ResourceEnRoute(ResourceFact { eta_minutes: Some(6), ..unit(call_sign) })
}

pub fn at_scene(call_sign: &str) -> FeedBody {
    FeedBody::ResourceAtScene(unit(call_sign))
}

pub fn resumed(call_sign: &str) -> FeedBody {
    FeedBody::ResourceResumed(unit(call_sign))
}

pub fn recalled(call_sign: &str) -> FeedBody {
    FeedBody::ResourceRecalled(unit(call_sign))
}

pub fn safe() -> FeedBody {
    FeedBody::SceneDeclaredSafe(SceneFact::default())
}

pub fn suspect(whereabouts: SuspectWhereabouts) -> FeedBody {
    FeedBody::SuspectWhereabouts(SuspectFact { whereabouts, by: None })
}

pub fn remark(words: &str) -> FeedBody {
    FeedBody::RemarkAdded(Remark { text: text(words), by: Some("Op 7".to_owned()) })
}

pub fn new_call() -> FeedBody {
    FeedBody::NewCall(Remark { text: text("Rang again"), by: None })
}

pub fn grade(code: &str) -> FeedBody {
    FeedBody::GradeChanged(GradeFact { grade: code.to_owned(), reason: None })
}

pub fn resulted() -> FeedBody {
    FeedBody::IncidentResulted(ResultFact { closing_code: "DA-1".to_owned(), qualifiers: Vec::new() })
}

pub fn closed() -> FeedBody {
    FeedBody::IncidentClosed(SceneFact::default())
}

pub fn reopened() -> FeedBody {
    FeedBody::IncidentReopened(SceneFact::default())
}

// What people write

pub fn spoke() -> ContactAttempt {
    ContactAttempt {
        channel: ContactChannel::Phone,
        result: ContactResult::SpokeSafely,
        number: Private::default(),
        note: Private::default(),
        next_at: None,
    }
}

pub fn no_answer() -> ContactAttempt {
    ContactAttempt { result: ContactResult::NoAnswer, ..spoke() }
}

pub fn engaged() -> Outcome {
    Outcome {
        kind: OutcomeKind::EngagedByPhone,
        referral: ReferralDecision::NotOffered,
        services: Vec::new(),
        refuge_placed: false,
        safety_plan_made: true,
        note: Private::default(),
    }
}

pub fn safe_number() -> SafeContact {
    SafeContact { number: text("01632 960001"), safe_to_ring: true, ..SafeContact::default() }
}

pub fn full_seats() -> Vec<SeatFilled> {
    vec![
        SeatFilled { seat: Seat::SupportWorker, name: "Kit Alder".to_owned() },
        SeatFilled { seat: Seat::Officer, name: "Ola Teasel".to_owned() },
    ]
}

pub fn worker_alone() -> Vec<SeatFilled> {
    full_seats().into_iter().filter(|filled| filled.seat == Seat::SupportWorker).collect()
}
