//! Risk bands: count, history, judgement, and that nothing is lowered silently. Golden tables.
#![allow(clippy::unwrap_used)]

mod support;

use alongside_core::{Scheme, risk::bands};
use alongside_protocol::{
    Command, RefusalCode,
    record::RiskAssessment,
    vocabulary::{
        Answer,
        RiskBand::{self, High, Medium, Standard},
        RiskSource,
    },
};
use rstest::rstest;
use support::*;

fn connect() -> Scheme {
    scheme("safelives-connect.toml")
}

// Connect: "6–9 as medium" (SafeLives, Community Idva design); above it high. Cleveland: 14, the usual visible-high-risk
// threshold for Marac (SafeLives' guidance; 10 is in use too). One incident, so the history says nothing.
#[rstest]
#[case::connect_below("safelives-connect.toml", "dash-24.v1", 5, Standard)]
#[case::connect_lowest_medium("safelives-connect.toml", "dash-24.v1", 6, Medium)]
#[case::connect_highest_medium("safelives-connect.toml", "dash-24.v1", 9, Medium)]
#[case::connect_high("safelives-connect.toml", "dash-24.v1", 10, High)]
#[case::cleveland_below("cleveland-support-car.toml", "dash-27.v1", 5, Standard)]
#[case::cleveland_medium("cleveland-support-car.toml", "dash-27.v1", 13, Medium)]
#[case::cleveland_high("cleveland-support-car.toml", "dash-27.v1", 14, High)]
fn bands_by_count(#[case] file: &str, #[case] set: &str, #[case] yes: usize, #[case] band: RiskBand) {
    let scheme = scheme(file);
    let found = bands(&scheme.risk, &assessed(&scheme, set, yes), 1);
    assert_eq!((found.band, found.by_count, found.by_history, found.judged), (band, Some(band), None, false));
}

// "Three police call-outs in twelve months" may raise (SafeLives' guidance on escalation): to high in
// Cleveland's file, to medium in Connect's. It never lowers.
#[rstest]
#[case::two_do_not("cleveland-support-car.toml", 3, 2, Standard, None)]
#[case::three_raise("cleveland-support-car.toml", 3, 3, High, Some(High))]
#[case::connect_to_medium("safelives-connect.toml", 3, 3, Medium, Some(Medium))]
#[case::connect_high_stays("safelives-connect.toml", 12, 3, High, Some(Medium))]
fn history_raises(
    #[case] file: &str,
    #[case] yes: usize,
    #[case] incidents: u32,
    #[case] band: RiskBand,
    #[case] by_history: Option<RiskBand>,
) {
    let scheme = scheme(file);
    let set = scheme.risk.sets.iter().find(|set| set.counts.is_some()).unwrap().id.clone();
    let found = bands(&scheme.risk, &assessed(&scheme, &set, yes), incidents);
    assert_eq!((found.band, found.by_history), (band, by_history));
}

#[rstest]
#[case(Answer::DontKnow)]
#[case(Answer::NotAsked)]
#[case(Answer::No)]
fn only_yes_counts(#[case] answer: Answer) {
    let scheme = connect();
    let mut assessment = assessed(&scheme, "dash-24.v1", 6);
    assert_eq!(bands(&scheme.risk, &assessment, 1).yes, 6);
    *assessment.answers.0.values_mut().find(|one| **one == Answer::Yes).unwrap() = answer;
    let found = bands(&scheme.risk, &assessment, 1);
    assert_eq!((found.yes, found.band), (5, Standard));
}

fn record(assessment: RiskAssessment) -> Command {
    Command::RecordRisk { response: response(), assessment }
}

fn judged(scheme: &Scheme, yes: usize, judgement: RiskBand, reason: &str) -> RiskAssessment {
    RiskAssessment { judgement: Some(judgement), reason: text(reason), ..assessed(scheme, "dash-27.v1", yes) }
}

#[rstest]
#[case::raised(3, High)]
#[case::lowered(15, Medium)]
fn a_judgement_against_the_count_needs_a_reason(#[case] yes: usize, #[case] judgement: RiskBand) {
    let mut desk = Desk::with_incident(cleveland_car());
    let scheme = cleveland_car();
    let refusal = desk.refused(&asha(), record(judged(&scheme, yes, judgement, " ")), RefusalCode::FieldInvalid);
    assert_eq!(refusal.field.as_deref(), Some("assessment.reason"));
    desk.must(&asha(), record(judged(&scheme, yes, judgement, "He has a key and knows the shifts")));
    let risk = &desk.response().risk().unwrap().value;
    assert_eq!((risk.bands.band, risk.bands.judged), (judgement, true));
}

#[test]
fn a_judgement_that_agrees_needs_none() {
    let mut desk = Desk::with_incident(cleveland_car());
    desk.must(&asha(), record(judged(&cleveland_car(), 15, High, "")));
    assert!(!desk.response().risk().unwrap().value.bands.judged);
}

#[test]
fn nothing_is_lowered_silently() {
    let mut desk = Desk::with_incident(cleveland_car());
    let scheme = cleveland_car();
    desk.must(&asha(), record(assessed(&scheme, "dash-27.v1", 15)));
    let lower = assessed(&scheme, "dash-27.v1", 2);
    let refusal = desk.refused(&asha(), record(lower.clone()), RefusalCode::FieldInvalid);
    assert_eq!(refusal.allowed.as_deref(), Some("why the risk is lower than it was"));
    desk.must(&asha(), record(RiskAssessment { reason: text("He is in prison for two years"), ..lower }));
    assert_eq!(desk.response().risk().unwrap().value.bands.band, Standard);
    assert_eq!(desk.response().risks.len(), 2, "the first one stays on record");
}

#[test]
fn a_set_without_counts_is_banded_by_judgement() {
    let mut desk = Desk::with_incident(cleveland_car());
    let scheme = cleveland_car();
    let dara = assessed(&scheme, "dara.v1", 12);
    let refusal = desk.refused(&asha(), record(dara.clone()), RefusalCode::FieldInvalid);
    assert_eq!(refusal.field.as_deref(), Some("assessment.judgement"));
    desk.must(&asha(), record(RiskAssessment { judgement: Some(Medium), ..dara }));
    assert_eq!(desk.response().risk().unwrap().value.bands.band, Medium);
}

fn received_from(scheme: &Scheme, yes: usize) -> RiskAssessment {
    RiskAssessment {
        source: RiskSource::Received,
        received_from: text("PC at the scene"),
        ..assessed(scheme, "dash-24.v1", yes)
    }
}

// SafeLives Connect: a Dash that another agency has done "does not need to be repeated", only the questions answered "no" are
// gone over again.
#[test]
fn of_a_dash_taken_elsewhere_only_the_no_answers_may_change() {
    let mut desk = Desk::on(connect());
    let scheme = connect();
    let route = scheme.call_types.domestic[0].replace('*', "POLICE");
    desk.hear(received(&route, "medium"));
    let revisited = |change: &dyn Fn(&mut RiskAssessment)| {
        let mut assessment = RiskAssessment { source: RiskSource::Revisited, ..received_from(&scheme, 6) };
        change(&mut assessment);
        record(assessment)
    };
    desk.refused(&asha(), revisited(&|_| ()), RefusalCode::WrongState);
    let nameless = RiskAssessment { received_from: text(" "), ..received_from(&scheme, 6) };
    desk.refused(&asha(), record(nameless), RefusalCode::FieldInvalid);
    desk.must(&asha(), record(received_from(&scheme, 6)));

    let codes: Vec<String> =
        scheme.risk.set("dash-24.v1").unwrap().questions.iter().map(|one| one.code.clone()).collect();
    let (yes, no) = (codes[0].clone(), codes[10].clone());
    let taken_back = revisited(&|one| _ = one.answers.0.insert(yes.clone(), Answer::No));
    let refusal = desk.refused(&asha(), taken_back, RefusalCode::FieldInvalid);
    assert_eq!(refusal.allowed.as_deref(), Some("changes only where the answer was \"no\""));
    let left_out = revisited(&|one| _ = one.answers.0.remove(&yes));
    desk.refused(&asha(), left_out, RefusalCode::FieldInvalid);
    desk.must(&asha(), revisited(&|one| _ = one.answers.0.insert(no.clone(), Answer::Yes)));
    assert_eq!(desk.response().risk().unwrap().value.bands.yes, 7);
}

#[test]
fn a_set_or_question_that_the_scheme_does_not_know_is_refused_with_what_it_knows() {
    let mut desk = Desk::with_incident(cleveland_car());
    let mut unknown = assessed(&cleveland_car(), "dash-27.v1", 1);
    unknown.set = "dash-28.v1".to_owned();
    let refusal = desk.refused(&asha(), record(unknown), RefusalCode::FieldInvalid);
    assert!(refusal.allowed.unwrap().contains("dash-27.v1"));
    let mut strange = assessed(&cleveland_car(), "dash-27.v1", 1);
    strange.answers.0.insert("favourite_colour".to_owned(), Answer::Yes);
    let refusal = desk.refused(&asha(), record(strange), RefusalCode::FieldInvalid);
    assert_eq!(refusal.allowed.as_deref(), Some("a question of dash-27.v1"));
}

#[rstest]
#[case("dash-24.v1", 24)]
#[case("dash-27.v1", 27)]
#[case("dara.v1", 18)]
fn the_shipped_sets_have_their_numbers_of_short_topics(#[case] id: &str, #[case] count: usize) {
    let schemes = [connect(), cleveland_car(), gwent(), tees_valley()];
    let set = schemes.iter().find_map(|scheme| scheme.risk.set(id)).unwrap();
    assert_eq!(set.questions.len(), count);
    for question in &set.questions {
        assert!(question.label.split_whitespace().count() <= 8, "a topic, not the form's sentence: {}", question.label);
        assert!(!question.label.contains('?'), "{}", question.label);
    }
}

#[test]
fn another_set_in_between_does_not_hide_what_came_from_elsewhere() {
    let mut desk = Desk::on(connect());
    let scheme = connect();
    let route = scheme.call_types.domestic[0].replace('*', "POLICE");
    desk.hear(received(&route, "medium"));
    desk.must(&asha(), record(received_from(&scheme, 6)));
    desk.now += MINUTE;
    desk.must(&asha(), record(assessed(&scheme, "dash-27.v1", 7)));
    desk.must(&asha(), record(RiskAssessment { source: RiskSource::Revisited, ..received_from(&scheme, 6) }));
}

#[test]
fn the_last_one_made_counts_whenever_it_arrives() {
    let mut desk = Desk::with_incident(cleveland_car());
    let scheme = cleveland_car();
    let earlier = desk.now;
    desk.now += 10 * MINUTE;
    desk.must(&asha(), record(assessed(&scheme, "dash-27.v1", 15)));
    // A colleague without signal had taken hers before, and it arrives now.
    desk.now += MINUTE;
    let late = RiskAssessment { reason: text("Taken at the door"), ..assessed(&scheme, "dash-27.v1", 2) };
    desk.must_late(&asha(), earlier, record(late));
    assert_eq!(desk.response().risk().unwrap().value.bands.band, High);
}
