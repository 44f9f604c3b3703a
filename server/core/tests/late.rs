//! A tablet without signal sends late: what a crew may still write down after its job was ended, what it hears of a
//! step that comes too late, and when an act that comes late was done.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_protocol::{
    Command, Millis, ReferralId, RefusalCode,
    limits::CLIENT_BEHIND_MS_MAX,
    record::Outcome,
    vocabulary::{ConsentDecision, DeploymentState, Hazard, Kept, OutcomeKind, SecondStep, SuspectWhereabouts},
};
use rstest::rstest;
use support::*;

/// For how long the server takes what a crew saw, see `decide/response.rs`.
const TAKEN_FOR: Millis = 12 * HOUR;

/// What a crew writes down of what it saw.
fn written() -> Vec<Command> {
    vec![
        Command::RecordContact { response: response(), attempt: spoke() },
        Command::RecordSafeContact { response: response(), record: safe_number() },
        found(&[Hazard::Pregnancy]),
        Command::RecordRisk { response: response(), assessment: assessed(&tees_valley(), "dash-27.v1", 3) },
        Command::RecordSafetyPlan { response: response(), plan: plan("safe_place") },
        Command::RecordWelfare { response: response(), seen: seen() },
        Command::RecordConsent {
            response: response(),
            entry: consent("referral", "Idva service", ConsentDecision::Given),
        },
        Command::DraftReferral { response: response(), draft: draft("Idva service") },
        Command::TakeSecondStep { response: response(), because: SecondStep::Unconfirmed },
        note(),
    ]
}

fn note() -> Command {
    Command::AddNote { response: response(), text: text("Two men on the stairs"), corrects: None, kept: Kept::Shared }
}

fn outcome(kind: OutcomeKind) -> Command {
    Command::RecordOutcome { response: response(), outcome: Outcome { kind, ..engaged() } }
}

/// How a job ends under a crew that does not hear of it.
#[derive(Clone, Copy, Debug)]
enum Ending {
    StoodDown,
    Swapped,
    RecalledByGate,
    RecalledByDesk,
}

impl Ending {
    fn come(self, desk: &mut Desk) {
        let job = deployment(1);
        let (deployment, reason) = (job.clone(), text("The family has gone to the station"));
        match self {
            Self::StoodDown => drop(desk.must(&asha(), Command::StandDown { deployment, reason })),
            Self::Swapped => drop(desk.must(&asha(), swap(&deployment, "car-2"))),
            Self::RecalledByGate => drop(desk.hear(suspect(SuspectWhereabouts::Returned))),
            Self::RecalledByDesk => drop(desk.must(&support::desk(), Command::RecallCar { deployment, reason })),
        }
        if desk.job(&job).recall_unconfirmed {
            desk.must(&support::desk(), Command::ConfirmRecall { deployment: job });
        }
    }
}

/// Two cars on duty; the job of the first is in this state, and then ends.
fn ended(state: DeploymentState, ending: Ending) -> Desk {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.sign_on("car-2");
    desk.job_to(state);
    desk.now += MINUTE;
    ending.come(&mut desk);
    desk.now += MINUTE;
    desk
}

#[rstest]
fn what_was_seen_is_taken_after_the_job_was_ended(
    #[values(DeploymentState::Acknowledged, DeploymentState::EnRoute)] state: DeploymentState,
    #[values(Ending::StoodDown, Ending::Swapped, Ending::RecalledByGate, Ending::RecalledByDesk)] ending: Ending,
) {
    let mut desk = ended(state, ending);
    let car = desk.response().active_deployment().map(|job| job.id.clone());
    for command in written() {
        desk.must(&crew("car-1"), command);
    }
    let now = desk.response().active_deployment().map(|job| job.id.clone());
    assert_eq!(now, car, "it moves no car");
    assert!(desk.response().claim.is_none(), "and takes no claim");
}

#[test]
fn another_crew_and_one_that_was_only_offered_the_job_may_not() {
    let mut desk = ended(DeploymentState::Offered, Ending::StoodDown);
    for command in written().into_iter().filter(|command| !matches!(command, Command::AddNote { .. })) {
        desk.refused(&crew("car-1"), command.clone(), RefusalCode::NotFound);
        desk.refused(&crew("car-2"), command, RefusalCode::NotFound);
    }
    let mut desk = ended(DeploymentState::EnRoute, Ending::StoodDown);
    for command in written() {
        desk.refused(&crew("car-2"), command, RefusalCode::NotFound);
    }
}

#[rstest]
#[case::just_in_time(TAKEN_FOR, true)]
#[case::too_late(TAKEN_FOR + 1, false)]
fn for_as_long_as_a_sign_in_lasts(#[case] after: Millis, #[case] taken: bool) {
    for command in written() {
        let mut desk = ended(DeploymentState::EnRoute, Ending::StoodDown);
        desk.now = desk.job(&deployment(1)).at + after;
        let may_always = matches!(command, Command::AddNote { .. });
        if taken || may_always {
            desk.must(&crew("car-1"), command);
        } else {
            let refusal = desk.refused(&crew("car-1"), command, RefusalCode::WrongState);
            assert_eq!(refusal.message, "this job is stood down; that is more than 12 hours ago: write a note");
        }
    }
}

#[test]
fn nothing_is_written_into_a_closed_response_but_a_note() {
    for command in written() {
        let mut desk = ended(DeploymentState::EnRoute, Ending::StoodDown);
        desk.record_outcome_and_close();
        if matches!(command, Command::AddNote { .. } | Command::TakeSecondStep { .. }) {
            desk.must(&crew("car-1"), command);
            continue;
        }
        let refusal = desk.refused(&crew("car-1"), command.clone(), RefusalCode::WrongState);
        assert_eq!(refusal.message, "this response is closed; write a note, or ask the worker to reopen it");
        desk.refused(&crew("car-2"), command, RefusalCode::NotFound);
    }
}

/// Who hears what of a job that has gone: the words, whose act it was, and when.
#[rstest]
#[case::stood_down(Ending::StoodDown, "this job is stood down", Some("Asha Wren"))]
#[case::swapped(Ending::Swapped, "this job is stood down; it has gone to DA02", Some("Asha Wren"))]
#[case::by_the_gate(Ending::RecalledByGate, "this job is recalled: the suspect has come back", None)]
#[case::by_the_desk(Ending::RecalledByDesk, "this job is recalled", Some("Dale Sorrel"))]
fn a_step_that_comes_too_late_hears_who_why_and_when(
    #[case] ending: Ending,
    #[case] words: &str,
    #[case] who: Option<&str>,
) {
    let mut desk = ended(DeploymentState::EnRoute, ending);
    let when = desk.job(&deployment(1)).at;
    let steps = [
        Command::ArriveAtScene { deployment: deployment(1) },
        Command::ResumeCar { deployment: deployment(1) },
        Command::GoEnRoute { deployment: deployment(1) },
        outcome(OutcomeKind::EngagedByVisit),
    ];
    for step in steps {
        let refusal = desk.refused(&crew("car-1"), step, RefusalCode::WrongState);
        assert_eq!((refusal.message.as_str(), refusal.who.as_deref(), refusal.when), (words, who, Some(when)));
    }
}

#[test]
fn a_car_that_was_sent_afterwards_is_named() {
    let mut desk = ended(DeploymentState::EnRoute, Ending::StoodDown);
    desk.send(NUMBER, "car-2");
    let arrive = || Command::ArriveAtScene { deployment: deployment(1) };
    let refusal = desk.refused(&crew("car-1"), arrive(), RefusalCode::WrongState);
    assert_eq!(refusal.message, "this job is stood down; it has gone to DA02");
    desk.must(&asha(), Command::StandDown { deployment: deployment(2), reason: text("Another one is nearer") });
    desk.must(&asha(), reserve(NUMBER, "car-2"));
    let refusal = desk.refused(&crew("car-1"), arrive(), RefusalCode::WrongState);
    assert_eq!(refusal.message, "this job is stood down; it waits for DA02");
}

#[test]
fn a_crew_that_was_at_the_scene_records_its_outcome_as_ever() {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.job_to(DeploymentState::AtScene);
    desk.hear(suspect(SuspectWhereabouts::Returned));
    desk.must(&crew("car-1"), Command::ConfirmRecall { deployment: deployment(1) });
    desk.now += 2 * TAKEN_FOR;
    desk.must(&crew("car-1"), outcome(OutcomeKind::EngagedByVisit));
    for command in written() {
        desk.must(&crew("car-1"), command);
    }
}

#[test]
fn a_draft_is_discarded_by_whoever_has_the_job_now() {
    let mut desk = ended(DeploymentState::EnRoute, Ending::StoodDown);
    desk.must(&crew("car-1"), Command::DraftReferral { response: response(), draft: draft("Idva service") });
    let discard = Command::DiscardReferral { referral: ReferralId::of(&response(), 1), reason: text("Twice") };
    desk.refused(&crew("car-1"), discard.clone(), RefusalCode::WrongState);
    desk.must(&asha(), discard);
}

#[test]
fn an_older_outcome_that_comes_late_does_not_replace_a_newer_one() {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.job_to(DeploymentState::Resumed);
    let at_the_door = desk.now;
    desk.now += HOUR;
    desk.must(&asha(), outcome(OutcomeKind::EngagedByPhone));
    desk.must_late(&crew("car-1"), at_the_door, outcome(OutcomeKind::EngagedByVisit));
    assert_eq!(desk.response().outcome.as_ref().unwrap().value.kind, OutcomeKind::EngagedByPhone);
    assert_eq!(desk.acts().last().unwrap(), "Outcome: engaged by visit", "it is on record all the same");
}

// When it was done

#[rstest]
#[case::at_once(0, false)]
#[case::a_slow_network(MINUTE, false)]
#[case::out_of_a_dead_spot(MINUTE + 1, true)]
fn an_entry_says_when_it_arrived_where_that_was_late(#[case] late: Millis, #[case] shown: bool) {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.job_to(DeploymentState::AtScene);
    let done_at = desk.now;
    desk.now += late;
    desk.must_late(&crew("car-1"), done_at, note());
    let act = desk.response().acts.last().unwrap();
    assert_eq!((act.at, act.arrived_at), (done_at, shown.then_some(desk.now)));
    // What the force or the system does has one time alone.
    desk.hear_late(NUMBER, desk.now - HOUR, suspect(SuspectWhereabouts::Returned));
    assert!(desk.response().acts.iter().filter(|act| act.by.is_none()).all(|act| act.arrived_at.is_none()));
}

/// A contact that a crew says it made so long after it had taken the job on, sent half an hour after that.
#[rstest]
#[case::since(5 * MINUTE, 5 * MINUTE)]
#[case::a_clock_a_little_behind(-CLIENT_BEHIND_MS_MAX, 0)]
#[case::a_clock_two_days_behind(-48 * HOUR, 30 * MINUTE)]
#[case::no_time_at_all(-(1 << 40), 30 * MINUTE)]
fn a_record_is_not_older_than_the_job(#[case] said: Millis, #[case] kept: Millis) {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.now += HOUR;
    desk.job_to(DeploymentState::EnRoute);
    let taken_on = desk.job(&deployment(1)).acknowledged_at.unwrap();
    desk.now = taken_on + 30 * MINUTE;
    let attempt = Command::RecordContact { response: response(), attempt: spoke() };
    desk.must_late(&crew("car-1"), taken_on + said, attempt);
    assert_eq!(desk.response().contacted_at(), Some(taken_on + kept));
}

#[test]
fn a_step_is_not_older_than_the_one_before() {
    let mut desk = Desk::with_open_gate(tees_valley());
    desk.job_to(DeploymentState::EnRoute);
    let on_the_way = desk.now;
    desk.now += HOUR;
    desk.must_late(&crew("car-1"), on_the_way - MINUTE, Command::ArriveAtScene { deployment: deployment(1) });
    assert_eq!(desk.job(&deployment(1)).at_scene_at, Some(on_the_way));
    desk.must_late(&crew("car-1"), on_the_way - HOUR, Command::ResumeCar { deployment: deployment(1) });
    assert_eq!(desk.job(&deployment(1)).at, desk.now);
}

#[test]
fn a_shift_that_a_slow_clock_begins_lasts_as_long_as_any() {
    let mut desk = Desk::on(tees_valley());
    desk.sign_on("car-1");
    let ends_at = desk.car().shift.unwrap().ends_at;
    desk.must(&crew("car-1"), Command::EndShift { car: car_id("car-1") });
    desk.now += MINUTE;
    let start = Command::StartShift { car: car_id("car-1"), seats: full_seats() };
    desk.must_late(&crew("car-1"), desk.now - 48 * HOUR, start);
    assert_eq!(desk.car().shift.unwrap().ends_at, ends_at);
}

#[test]
fn who_looked_first_is_first_by_when_it_was_done() {
    let mut desk = Desk::with_open_gate(tees_valley());
    let looked_at = desk.now;
    desk.now += HOUR;
    desk.must(&asha(), Command::ClaimResponse { response: response() });
    desk.must_late(&beth(), looked_at, note());
    assert_eq!(desk.response().reviewed_at, Some(looked_at));
}
