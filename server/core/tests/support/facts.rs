//! What the force says and what people write, each in one line.

use std::collections::BTreeMap;

use alongside_protocol::{
    CallSign, FeedBody, FeedEvent, IncidentNumber, Private,
    feed::{
        FEED_SCHEMA, GradeFact, IncidentDetails, Location, Person, Remark, ResourceFact, ResultFact, SceneFact,
        SuspectFact,
    },
    private::Secret,
    record::{
        ConsentEntry, ContactAttempt, Outcome, ReferralDraft, RiskAssessment, SafeContact, SafetyPlan, SafetyStep,
        SeatFilled, WelfareSeen,
    },
    view::Point,
    vocabulary::{
        Answer, ConsentDecision, ConsentHow, ContactChannel, ContactResult, OutcomeKind, PersonRole, ReferralDecision,
        RiskSource, Seat, SuspectWhereabouts, WelfareConcern,
    },
};

use super::text;
use alongside_core::Scheme;

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

pub fn received_at_point(opening_code: &str, grade: &str, point: Point) -> FeedBody {
    FeedBody::IncidentReceived(IncidentDetails {
        opening_code: Some(opening_code.to_owned()),
        grade: Some(grade.to_owned()),
        location: Some(Location { lat: Some(point.lat), lon: Some(point.lon), ..Location::default() }),
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
    ResourceFact { call_sign: CallSign::from(call_sign), eta_minutes: None, lat: None, lon: None }
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
    FeedBody::RemarkAdded(Remark { text: text(words), by: Some("Op 7".to_owned()), police_only: false })
}

pub fn new_call() -> FeedBody {
    FeedBody::NewCall(Remark { text: text("Rang again"), by: None, police_only: false })
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
        children_placed: 0,
        safety_plan_made: true,
        answers: BTreeMap::new(),
        note: Private::default(),
    }
}

pub fn referred(service: &str) -> Outcome {
    Outcome { referral: ReferralDecision::Referred, services: vec![service.to_owned()], ..engaged() }
}

pub fn safe_number() -> SafeContact {
    SafeContact { number: text("01632 960001"), safe_to_ring: true, ..SafeContact::default() }
}

/// So many "yes" of the first questions of a set, every other "no".
pub fn assessed(scheme: &Scheme, set: &str, yes: usize) -> RiskAssessment {
    let answers = scheme.risk.set(set).unwrap().questions.iter().enumerate();
    let answers = answers.map(|(at, one)| (one.code.clone(), if at < yes { Answer::Yes } else { Answer::No }));
    RiskAssessment {
        set: set.to_owned(),
        source: RiskSource::TakenHere,
        received_from: Private::default(),
        answers: Secret(answers.collect()),
        judgement: None,
        reason: Private::default(),
        note: Private::default(),
    }
}

pub fn plan(topic: &str) -> SafetyPlan {
    let steps = vec![SafetyStep { topic: topic.to_owned(), text: text("With her sister") }];
    SafetyPlan { steps, agreed: true, note: Private::default() }
}

pub fn seen() -> WelfareSeen {
    WelfareSeen {
        children_present: Some(2),
        children_seen: Some(1),
        concerns: vec![WelfareConcern::ChildDistressed],
        ..WelfareSeen::default()
    }
}

pub fn consent(purpose: &str, recipient: &str, decision: ConsentDecision) -> ConsentEntry {
    let without = decision == ConsentDecision::WithoutConsent;
    ConsentEntry {
        purpose: purpose.to_owned(),
        recipient: recipient.to_owned(),
        decision,
        how: (!without).then_some(ConsentHow::Spoken),
        basis: without.then(|| "vital_interests".to_owned()),
        note: Private::default(),
    }
}

pub fn draft(service: &str) -> ReferralDraft {
    ReferralDraft { service: service.to_owned(), needs: Vec::new(), note: Private::default() }
}

/// Somebody in an incident.
pub fn somebody(role: PersonRole, name: &str, age: Option<u8>, phone: Option<&str>) -> Person {
    Person { role, name: Some(text(name)), age, phone: phone.map(text), language: None, note: None }
}

/// A domestic incident with these people, at this address.
pub fn received_about(people: Vec<Person>, address: Option<&str>) -> FeedBody {
    FeedBody::IncidentReceived(IncidentDetails {
        opening_code: Some("DOMESTIC".to_owned()),
        grade: Some("2".to_owned()),
        people,
        location: address.map(|address| Location { address: Some(text(address)), ..Location::default() }),
        ..IncidentDetails::default()
    })
}

pub fn full_seats() -> Vec<SeatFilled> {
    vec![SeatFilled::new(Seat::SupportWorker, "Kit Alder"), SeatFilled::new(Seat::Officer, "Ola Teasel")]
}

pub fn worker_alone() -> Vec<SeatFilled> {
    full_seats().into_iter().filter(|filled| filled.seat == Seat::SupportWorker).collect()
}
