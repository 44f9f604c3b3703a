//! Which earlier incidents are proposed as repeats, on what evidence, and how people judge them. Golden tables.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::repeat;
use alongside_protocol::{
    Command, IncidentNumber, Millis, RefusalCode,
    feed::Person,
    view::EarlierIncident,
    vocabulary::{
        PersonRole::{Caller, Suspect, Victim, Witness},
        RepeatMatch::{self, Address, Pair, Phone},
        RepeatVerdict,
    },
};
use rstest::rstest;
use support::*;

const EARLIER: &str = "TP-0101";

fn earlier(desk: &Desk) -> Vec<EarlierIncident> {
    repeat::earlier(&desk.board, &desk.scheme, desk.incident())
}

fn victim(name: &str, age: Option<u8>) -> Person {
    somebody(Victim, name, age, None)
}

fn suspected(name: &str) -> Person {
    somebody(Suspect, name, None, None)
}

/// One incident, and the one of most tests a day later.
fn two(before: Vec<Person>, after: Vec<Person>) -> Desk {
    let mut desk = Desk::on(cleveland_car());
    desk.hear_on(EARLIER, received_about(before, None));
    desk.now += 24 * HOUR;
    desk.hear(received_about(after, None));
    desk
}

// What counts: the same victim, suspect, pair, address or telephone within 12 months (docs/schemes.md).
// How names are compared is ours: titles, case, punctuation and order do not count.
#[rstest]
#[case::accents("José García", None, "Jose Garcia", None, true)]
#[case::as_written("Hazel Overcast", Some(34), "Hazel Overcast", Some(34), true)]
#[case::case_and_title("Ms Hazel Overcast", None, "HAZEL OVERCAST", Some(34), true)]
#[case::surname_first("OVERCAST, Hazel", None, "Hazel Overcast", None, true)]
#[case::hyphen("Anne-Marie Frost", None, "Anne Marie Frost", None, true)]
#[case::apostrophe("Dara O'Gale", None, "Dara O’Gale", None, true)]
#[case::birthday_between("Hazel Overcast", Some(34), "Hazel Overcast", Some(35), true)]
#[case::two_years_apart("Hazel Overcast", Some(34), "Hazel Overcast", Some(36), false)]
#[case::mother_and_daughter("Hazel Overcast", Some(61), "Hazel Overcast", Some(34), false)]
#[case::another_first_name("Hazel Overcast", None, "Heather Overcast", None, false)]
#[case::a_first_name_alone("Hazel", None, "Hazel", None, false)]
#[case::a_title_is_no_name("Mrs Overcast", None, "Mrs Overcast", None, false)]
fn the_same_victim(
    #[case] before: &str,
    #[case] age_before: Option<u8>,
    #[case] after: &str,
    #[case] age_after: Option<u8>,
    #[case] same: bool,
) {
    let desk = two(vec![victim(before, age_before)], vec![victim(after, age_after)]);
    let expected: Vec<Vec<RepeatMatch>> = if same { vec![vec![RepeatMatch::Victim]] } else { Vec::new() };
    assert_eq!(earlier(&desk).into_iter().map(|one| one.matches).collect::<Vec<_>>(), expected);
}

#[rstest]
#[case::international("+44 1632 960112", "01632 960112", true)]
#[case::with_a_bracketed_nought("+44 (0)1632 960112", "01632960112", true)]
#[case::without_the_plus("441632960112", "01632 960112", true)]
#[case::double_nought("0044 1632 960112", "01632-960-112", true)]
#[case::another("01632 960112", "01632 960113", false)]
#[case::a_short_code("101", "101", false)]
fn the_same_telephone(#[case] before: &str, #[case] after: &str, #[case] same: bool) {
    let rings = |number| vec![somebody(Caller, "Neighbour Gust", None, Some(number))];
    let found = earlier(&two(rings(before), rings(after)));
    assert_eq!(found.iter().any(|one| one.matches == [Phone]), same, "{found:?}");
}

#[rstest]
#[case::pair(vec![victim("Hazel Overcast", None), suspected("Martin Squall")], Some(Pair))]
#[case::the_suspect_with_another(vec![victim("Iris Drizzle", None), suspected("Martin Squall")], Some(RepeatMatch::Suspect))]
#[case::the_victim_with_another(vec![victim("Hazel Overcast", None), suspected("Ned Sleet")], Some(RepeatMatch::Victim))]
// The one who was the victim is the suspect now: not the same thing, and no match by itself.
#[case::the_other_way_round(vec![victim("Martin Squall", None), suspected("Hazel Overcast")], None)]
// Who only saw it is nobody's repeat.
#[case::a_witness(vec![somebody(Witness, "Hazel Overcast", None, Some("01632 960112"))], None)]
fn who_is_the_same(#[case] after: Vec<Person>, #[case] expected: Option<RepeatMatch>) {
    let before = vec![somebody(Victim, "Hazel Overcast", None, Some("01632 960199")), suspected("Martin Squall")];
    let found = earlier(&two(before, after));
    assert_eq!(found.first().map(|one| one.matches.clone()), expected.map(|one| vec![one]));
}

#[test]
fn evidence_is_listed_strongest_first() {
    let people = vec![somebody(Victim, "Hazel Overcast", None, Some("01632 960112")), suspected("Martin Squall")];
    let mut desk = Desk::on(cleveland_car());
    desk.hear_on(EARLIER, received_about(people.clone(), Some("22 Tollbeck Terrace")));
    desk.now += HOUR;
    desk.hear(received_about(people, Some("22, Tollbeck Terrace")));
    assert_eq!(earlier(&desk)[0].matches, [Pair, Address, Phone]);
}

// Twelve calendar months to the minute, in local time: 2023-11-21 15:00 to 2024-11-21 15:00 holds a 29 February.
#[rstest]
#[case::to_the_second("2025-11-21T15:00:00Z", true)]
#[case::a_second_more("2025-11-21T14:59:59Z", false)]
#[case::half_a_year("2026-05-21T15:00:00Z", true)]
fn within_twelve_months(#[case] before: &str, #[case] counts: bool) {
    let mut desk = Desk::on(cleveland_car());
    let people = || vec![victim("Hazel Overcast", Some(34))];
    desk.hear_late(EARLIER, at(before), received_about(people(), None));
    desk.hear_late(NUMBER, at("2026-11-21T15:00:00Z"), received_about(people(), None));
    assert_eq!(!earlier(&desk).is_empty(), counts);
}

#[test]
fn an_incident_that_has_left_the_board_is_still_recognised_and_forgotten_after_400_days() {
    let mut desk = Desk::on(tees_valley());
    let people = || vec![victim("Hazel Overcast", Some(34))];
    desk.hear_on(EARLIER, received_about(people(), None));
    desk.must(&asha(), Command::RecordOutcome { response: response_on(EARLIER), outcome: engaged() });
    desk.must(&asha(), Command::CloseResponse { response: response_on(EARLIER) });
    desk.hear_on(EARLIER, closed());
    assert_eq!(kinds(&desk.wait(5 * HOUR)), ["incident_archived"]);
    desk.now += 300 * 24 * HOUR;
    desk.hear(received_about(people(), None));
    let found = earlier(&desk);
    assert_eq!((found[0].number.as_str(), found[0].live), (EARLIER, false));
    assert_eq!(kinds(&desk.wait(101 * 24 * HOUR)), ["past_forgotten"]);
    assert!(earlier(&desk).is_empty());
    assert!(desk.wait(HOUR).is_empty(), "once");
}

#[test]
fn of_two_only_the_later_one_has_an_earlier_one() {
    let desk = two(vec![victim("Hazel Overcast", None)], vec![victim("Hazel Overcast", None)]);
    let first = desk.board.incident(&IncidentNumber::from(EARLIER)).unwrap();
    assert!(repeat::earlier(&desk.board, &desk.scheme, first).is_empty());
}

#[test]
fn calls_that_are_not_ours_are_never_proposed() {
    let mut desk = Desk::on(cleveland_car());
    let people = || vec![victim("Hazel Overcast", None)];
    let alongside_protocol::FeedBody::IncidentReceived(mut details) = received_about(people(), None) else { panic!() };
    details.opening_code = Some("ALARM".to_owned());
    desk.hear_on(EARLIER, alongside_protocol::FeedBody::IncidentReceived(details));
    desk.hear(received_about(people(), None));
    assert!(earlier(&desk).is_empty());
}

fn judge(verdict: RepeatVerdict) -> Command {
    Command::JudgeRepeat { incident: number(), earlier: IncidentNumber::from(EARLIER), verdict }
}

#[test]
fn a_person_confirms_or_dismisses_and_may_take_it_back() {
    let mut desk = two(vec![victim("Hazel Overcast", None)], vec![victim("Hazel Overcast", None)]);
    let verdict = |desk: &Desk| (earlier(desk)[0].verdict, earlier(desk)[0].judged_by.clone());
    assert_eq!(verdict(&desk), (RepeatVerdict::Proposed, None));
    desk.must(&asha(), judge(RepeatVerdict::Confirmed));
    assert_eq!(verdict(&desk), (RepeatVerdict::Confirmed, Some("Asha Wren".to_owned())));
    let again = desk.refused(&beth(), judge(RepeatVerdict::Confirmed), RefusalCode::WrongState);
    assert_eq!(again.who.as_deref(), Some("Asha Wren"));
    desk.must(&beth(), judge(RepeatVerdict::Dismissed));
    desk.must(&beth(), judge(RepeatVerdict::Proposed));
    assert_eq!(verdict(&desk), (RepeatVerdict::Proposed, None));
    let nothing_in_common = Command::JudgeRepeat {
        incident: number(),
        earlier: IncidentNumber::from("TP-0999"),
        verdict: RepeatVerdict::Confirmed,
    };
    desk.refused(&asha(), nothing_in_common, RefusalCode::NotFound);
}

// This one counts; then the more of what the force says and what people confirmed. Proposals alone count nothing.
#[rstest]
#[case::nobody_says_anything(None, None, 1)]
#[case::the_force_says_two(Some(2), None, 3)]
#[case::one_confirmed(None, Some(RepeatVerdict::Confirmed), 2)]
#[case::not_added_up(Some(2), Some(RepeatVerdict::Confirmed), 3)]
#[case::dismissed(None, Some(RepeatVerdict::Dismissed), 1)]
fn incidents_in_twelve_months(#[case] force: Option<u32>, #[case] verdict: Option<RepeatVerdict>, #[case] count: u32) {
    let mut desk = two(vec![victim("Hazel Overcast", None)], vec![victim("Hazel Overcast", None)]);
    if force.is_some() {
        let details = alongside_protocol::feed::IncidentDetails { calls_in_12_months: force, ..Default::default() };
        desk.hear(alongside_protocol::FeedBody::IncidentUpdated(details));
    }
    if let Some(verdict) = verdict {
        desk.must(&asha(), judge(verdict));
    }
    assert_eq!(repeat::incidents_in_12_months(desk.incident(), &earlier(&desk)), count);
}

// Duplicates

fn called_twice(apart: Millis) -> Desk {
    let mut desk = Desk::on(cleveland_car());
    desk.hear_on(EARLIER, received_about(Vec::new(), Some("22 Tollbeck Terrace")));
    desk.now += apart - SECOND;
    desk.hear(received_about(Vec::new(), Some("22 Tollbeck Terrace")));
    desk
}

#[rstest]
#[case::within(59 * MINUTE, true)]
#[case::to_the_second(60 * MINUTE, true)]
#[case::later(61 * MINUTE, false)]
fn two_numbers_near_in_time_and_place_may_be_one_event(#[case] apart: Millis, #[case] proposed: bool) {
    let desk = called_twice(apart);
    assert_eq!(desk.scheme.work.duplicate_within_ms, 60 * MINUTE, "the file says so");
    let found = repeat::duplicates(&desk.board, &desk.scheme, desk.incident());
    assert_eq!(!found.is_empty(), proposed);
}

#[test]
fn a_linked_duplicate_waits_for_nobody_and_is_no_repeat() {
    let mut desk = called_twice(10 * MINUTE);
    let first = IncidentNumber::from(EARLIER);
    let link = |incident: &IncidentNumber, of: &IncidentNumber| Command::LinkDuplicate {
        incident: incident.clone(),
        of: of.clone(),
    };
    assert_eq!(earlier(&desk).len(), 1);
    desk.must(&asha(), link(&number(), &first));
    assert!(earlier(&desk).is_empty(), "it is the same event, not an earlier one");
    assert!(!alongside_core::figures::waits_for_review(desk.incident(), desk.response()));
    desk.refused(&asha(), link(&number(), &first), RefusalCode::WrongState);
    let round = desk.refused(&asha(), link(&first, &number()), RefusalCode::WrongState);
    assert!(round.message.contains(EARLIER), "{}", round.message);
    desk.refused(&asha(), link(&first, &first), RefusalCode::FieldInvalid);
    desk.must(&beth(), Command::UnlinkDuplicate { incident: number() });
    assert_eq!(earlier(&desk).len(), 1);
    desk.refused(&beth(), Command::UnlinkDuplicate { incident: number() }, RefusalCode::WrongState);
}

#[test]
fn what_a_person_confirmed_stays_when_the_force_corrects_a_name() {
    let mut desk = two(vec![victim("Hazel Overcast", None)], vec![victim("Hazel Overcast", None)]);
    desk.must(&asha(), judge(RepeatVerdict::Confirmed));
    desk.hear(received_about(vec![victim("Hazel Overcoat", None)], None));
    let found = earlier(&desk);
    assert_eq!((found.len(), found[0].verdict), (1, RepeatVerdict::Confirmed));
    assert_eq!(repeat::incidents_in_12_months(desk.incident(), &found), 2);
    desk.must(&asha(), judge(RepeatVerdict::Dismissed));
}

#[test]
fn one_event_under_two_numbers_counts_once_also_after_it_has_left_the_board() {
    let mut desk = called_twice(10 * MINUTE);
    let first = IncidentNumber::from(EARLIER);
    desk.must(&asha(), Command::LinkDuplicate { incident: number(), of: first });
    desk.now += 30 * 24 * HOUR;
    let third = "TP-0500";
    desk.hear_on(third, received_about(Vec::new(), Some("22 Tollbeck Terrace")));
    let proposed = |desk: &Desk| -> Vec<String> {
        let incident = desk.board.incident(&IncidentNumber::from(third)).unwrap();
        repeat::earlier(&desk.board, &desk.scheme, incident).into_iter().map(|one| one.number.0).collect()
    };
    assert_eq!(proposed(&desk), [EARLIER]);
    desk.hear_on(NUMBER, closed());
    let left = desk.wait(13 * HOUR);
    assert!(kinds(&left).contains(&"incident_archived"), "{left:?}");
    assert_eq!(proposed(&desk), [EARLIER], "archived, and still the same event");
}

#[test]
fn danger_told_under_a_linked_number_recalls_the_car_at_the_other() {
    use alongside_protocol::vocabulary::{DeploymentState, GateState, SuspectWhereabouts};
    let mut desk = Desk::with_open_gate(cleveland_car());
    desk.must(&asha(), Command::RecordSafeContact { response: response(), record: safe_number() });
    let job = desk.job_to(DeploymentState::EnRoute);
    let second = IncidentNumber::from("TP-0777");
    desk.hear_on("TP-0777", received("DOMESTIC", "2"));
    desk.must(&asha(), Command::LinkDuplicate { incident: second, of: number() });
    assert_eq!(desk.gate().state, GateState::Open);
    let escalation = desk.ask_quicker();
    desk.hear_on("TP-0777", suspect(SuspectWhereabouts::Returned));
    assert_eq!(desk.gate().state, GateState::Revoked);
    assert_eq!(desk.job(&job).state, DeploymentState::Recalled);
    assert!(desk.response().overtaken_by(&desk.incident().mirror).is_some(), "and the number is not safe any more");
    desk.hear_on("TP-0777", grade("1"));
    assert!(!desk.escalation(&escalation).state.is_open(), "a regrade under the other number is the answer");
}
