//! The support priority is the sum of its factors, and a person may move an incident against it. Golden tables.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{priority::priority, repeat};
use alongside_protocol::{
    Command, FeedBody, RefusalCode,
    feed::IncidentDetails,
    view::PriorityView,
    vocabulary::{
        Hazard,
        PriorityFactor::{self, *},
        Standing, SuspectWhereabouts,
    },
};
use rstest::rstest;
use support::*;

fn view(desk: &Desk) -> PriorityView {
    let marker = repeat::marker(&desk.board, &desk.scheme, desk.incident());
    priority(&desk.scheme, desk.incident(), marker.as_ref())
}

fn with(hazards: &[Hazard]) -> FeedBody {
    FeedBody::IncidentUpdated(IncidentDetails { hazards: hazards.to_vec(), ..IncidentDetails::default() })
}

fn factors(desk: &Desk) -> Vec<PriorityFactor> {
    let mut all: Vec<_> = view(desk).factors.iter().map(|one| one.factor).collect();
    all.sort_unstable();
    all
}

// The weights are the scheme file's own: the table names factors, the file their points. Source of the list: docs/schemes.md, priority.
#[rstest]
#[case::grade_alone(vec![], vec![Grade])]
#[case::weapon(vec![with(&[Hazard::Weapon])], vec![Grade, Weapons])]
#[case::firearm_counts_once_with_a_knife(vec![with(&[Hazard::Firearm, Hazard::Weapon])], vec![Grade, Weapons])]
#[case::strangulation(vec![with(&[Hazard::Strangulation])], vec![Grade, Strangulation])]
#[case::pregnancy_and_separation(vec![with(&[Hazard::Pregnancy, Hazard::Separation])], vec![Grade, Pregnancy, Separation])]
#[case::drink_and_drugs_are_one(vec![with(&[Hazard::Alcohol, Hazard::Drugs])], vec![Grade, DrinkOrDrugs])]
#[case::children_by_hazard(vec![with(&[Hazard::Children])], vec![Grade, Children])]
#[case::suspect_back(vec![suspect(SuspectWhereabouts::Returned)], vec![Grade, SuspectBack])]
#[case::suspect_back_and_gone_again(vec![suspect(SuspectWhereabouts::Returned), suspect(SuspectWhereabouts::InCustody)], vec![Grade])]
#[case::a_new_call(vec![new_call()], vec![Grade, NewCall])]
fn what_is_there_counts(#[case] facts: Vec<FeedBody>, #[case] expected: Vec<PriorityFactor>) {
    let mut desk = Desk::with_incident(tees_valley());
    for fact in facts {
        desk.hear(fact);
    }
    // A factor without points in this file adds nothing and is not shown.
    let weighed = |factor: &PriorityFactor| *factor == Grade || desk.scheme.priority.of(*factor) != 0;
    let mut expected: Vec<_> = expected.into_iter().filter(weighed).collect();
    expected.sort_unstable();
    assert_eq!(factors(&desk), expected);
    let sum: i32 = view(&desk)
        .factors
        .iter()
        .map(|one| match one.factor {
            Grade => desk.scheme.priority.grade["2"],
            other => desk.scheme.priority.of(other),
        })
        .sum();
    assert_eq!(view(&desk).points, sum, "the sum of what is listed, and nothing else");
}

#[test]
fn contact_takes_points_away_and_stops_the_clock() {
    let mut desk = Desk::with_incident(tees_valley());
    let since = desk.response().notified_at;
    assert_eq!(view(&desk).waiting_since, Some(since));
    desk.must(&asha(), Command::RecordContact { response: response(), attempt: no_answer() });
    assert_eq!(view(&desk).waiting_since, Some(since), "tried is not reached");
    assert_eq!(factors(&desk).contains(&NotReached), desk.scheme.priority.of(NotReached) != 0);
    desk.must(&asha(), Command::RecordContact { response: response(), attempt: spoke() });
    assert_eq!(view(&desk).waiting_since, None);
    assert!(factors(&desk).contains(&ContactMade));
    assert!(desk.scheme.priority.of(ContactMade) < 0);
}

#[test]
fn hazards_found_in_our_own_contact_count_like_the_forces() {
    let mut desk = Desk::with_incident(tees_valley());
    let before = view(&desk).points;
    desk.must(&asha(), found(&[Hazard::Strangulation]));
    assert_eq!(view(&desk).points - before, desk.scheme.priority.of(Strangulation));
    desk.hear(with(&[Hazard::Strangulation]));
    assert_eq!(view(&desk).points - before, desk.scheme.priority.of(Strangulation), "once, whoever says it");
    desk.must(&asha(), ruled_out(&[Hazard::Strangulation], "She meant her brother"));
    assert_eq!(view(&desk).points - before, desk.scheme.priority.of(Strangulation), "the force's own word stays");
}

#[test]
fn a_scheme_without_weights_orders_by_nothing_and_hides_nothing() {
    let text = scheme_text("demo-tees-valley.toml");
    let from = text.find("[priority]").unwrap();
    let until = from + text[from..].find("\n[contact]").unwrap();
    let mut desk =
        Desk::with_incident(alongside_core::Scheme::parse(&(text[..from].to_owned() + &text[until..])).unwrap());
    desk.hear(with(&[Hazard::Weapon]));
    assert_eq!((view(&desk).points, view(&desk).factors.len()), (0, 0));
}

fn stand(standing: Standing, reason: &str) -> Command {
    Command::SetStanding { incident: number(), standing, reason: text(reason) }
}

#[test]
fn a_person_pins_or_lowers_with_a_reason_and_gives_it_back() {
    let mut desk = Desk::with_incident(tees_valley());
    let refusal = desk.refused(&asha(), stand(Standing::Pinned, " "), RefusalCode::FieldInvalid);
    assert_eq!(refusal.field.as_deref(), Some("reason"));
    desk.must(&asha(), stand(Standing::Pinned, "She rang twice last night"));
    let shown = view(&desk);
    assert_eq!((shown.standing, shown.standing_by.as_deref()), (Standing::Pinned, Some("Asha Wren")));
    let again = desk.refused(&beth(), stand(Standing::Pinned, "The same"), RefusalCode::WrongState);
    assert_eq!(again.who.as_deref(), Some("Asha Wren"));
    desk.must(&asha(), stand(Standing::Pinned, "She rang three times last night"));
    desk.must(&beth(), stand(Standing::Lowered, "Her sister is with her"));
    desk.must(&beth(), stand(Standing::ByFactors, ""));
    assert_eq!(view(&desk).standing, Standing::ByFactors);
    desk.refused(&beth(), stand(Standing::ByFactors, ""), RefusalCode::WrongState);
}

#[test]
fn every_shipped_scheme_weighs_every_grade_no_less_than_the_next() {
    for file in std::fs::read_dir(schemes_folder()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let scheme = scheme(path.file_name().unwrap().to_str().unwrap());
        let points: Vec<i32> = scheme
            .grades
            .iter()
            .map(|grade| scheme.priority.grade.get(&grade.code).copied().unwrap_or_default())
            .collect();
        assert!(points.windows(2).all(|pair| pair[0] >= pair[1]), "{}: {points:?}", path.display());
        assert!(points[0] > 0, "{}", path.display());
    }
}

#[test]
fn new_danger_ends_that_it_was_lowered() {
    type Danger = fn(&mut Desk);
    let dangers: [Danger; 3] = [
        |desk| drop(desk.hear(suspect(SuspectWhereabouts::Returned))),
        |desk| drop(desk.hear(new_call())),
        |desk| drop(desk.line_cut()),
    ];
    for danger in dangers {
        let mut desk = Desk::with_incident(tees_valley());
        desk.must(&asha(), stand(Standing::Lowered, "Her sister is with her"));
        desk.hear(remark("Unit delayed"));
        assert_eq!(view(&desk).standing, Standing::Lowered);
        danger(&mut desk);
        assert_eq!(view(&desk).standing, Standing::ByFactors);
    }
    let mut desk = Desk::with_incident(tees_valley());
    desk.must(&asha(), stand(Standing::Pinned, "She rang twice last night"));
    desk.hear(new_call());
    assert_eq!(view(&desk).standing, Standing::Pinned, "what was pinned stays");
}

// The third incident raises the risk by the file's rule, before anybody has assessed it and after an older assessment.
#[test]
fn incidents_in_twelve_months_weigh_until_somebody_has_weighed_them() {
    let calls = |count| {
        FeedBody::IncidentUpdated(IncidentDetails { calls_in_12_months: Some(count), ..IncidentDetails::default() })
    };
    let mut desk = Desk::with_incident(tees_valley());
    let rule = desk.scheme.risk.history.unwrap();
    let assess =
        |yes| Command::RecordRisk { response: response(), assessment: assessed(&tees_valley(), "dash-27.v1", yes) };
    desk.hear(calls(rule.incidents - 2));
    desk.must(&asha(), assess(3));
    assert!(!factors(&desk).contains(&RiskHigh));
    desk.hear(calls(rule.incidents - 1));
    assert!(factors(&desk).contains(&RiskHigh), "assessed before the third one");
    desk.now += MINUTE;
    let lower = alongside_protocol::record::RiskAssessment {
        judgement: Some(alongside_protocol::vocabulary::RiskBand::Medium),
        reason: text("Two of the three were about a neighbour"),
        ..assessed(&tees_valley(), "dash-27.v1", 3)
    };
    desk.must(&asha(), Command::RecordRisk { response: response(), assessment: lower });
    assert!(!factors(&desk).contains(&RiskHigh), "somebody has weighed them");
}
