//! Small numbers leave no trace: not by themselves, not as the rest of a sum, not from stage to stage.

use alongside_core::{
    counting::Times,
    demand::small::{hide_earlier, hide_figures, hide_parts},
};
use alongside_protocol::view::{EarlierDemand, FigureRow, FigureUnit, FunnelStage, FunnelStep, WaitFigures, WaitKind};
use proptest::prelude::*;
use rstest::rstest;

fn shown(parts: &[u32], below: u32) -> Vec<Option<u32>> {
    let mut parts: Vec<Option<u32>> = parts.iter().copied().map(Some).collect();
    hide_parts(&mut parts, below);
    parts
}

#[rstest]
#[case::nothing_small(&[5, 9, 0], &[Some(5), Some(9), Some(0)])]
#[case::one_is_the_rest_of_the_sum(&[3, 7, 20], &[None, None, Some(20)])]
#[case::two_that_are_small_together(&[1, 2, 20], &[None, None, None])]
#[case::two_that_are_not(&[4, 3, 20, 6], &[None, None, Some(20), Some(6)])]
#[case::noughts_go_with_them(&[0, 12, 2, 0, 4], &[None, Some(12), None, None, None])]
#[case::all_the_most_that_they_can_be(&[4, 4, 20, 30], &[None, None, None, Some(30)])]
#[case::a_quiet_week(&[1, 0, 1, 0], &[None, None, None, None])]
#[case::empty(&[], &[])]
fn fewer_than_five(#[case] parts: &[u32], #[case] expected: &[Option<u32>]) {
    assert_eq!(shown(parts, 5), expected);
}

proptest! {
    #[test]
    fn the_sum_gives_no_small_number_away(parts in prop::collection::vec(0_u32..12, 0..20), below in 2_u32..8) {
        let shown = shown(&parts, below);
        let hidden: Vec<u32> = parts.iter().zip(&shown).filter(|(_, shown)| shown.is_none()).map(|(part, _)| *part).collect();
        for (part, shown) in parts.iter().zip(&shown) {
            prop_assert!(shown.is_none_or(|shown| shown == *part && !(1..below).contains(&shown)));
        }
        // What is left of the sum fixes none of them, for whoever knows the rule, or there is nothing else to be had.
        let rest: u32 = hidden.iter().sum();
        let others = shown.iter().any(Option::is_some);
        let all_small = hidden.iter().all(|part| *part < below);
        let most = hidden.len() as u32 * (below - 1);
        prop_assert!(
            hidden.is_empty() || !others || (hidden.len() > 1 && rest >= below && (!all_small || rest < most)),
            "{parts:?} {shown:?}"
        );
        prop_assert!(hidden.is_empty() || shown.iter().flatten().all(|shown| *shown >= below));
    }
}

#[test]
fn a_median_of_few_people_goes_with_their_number() {
    let row = |figure: &str, unit, value| FigureRow {
        figure: figure.to_owned(),
        label: None,
        unit,
        value: Some(value),
        hidden: false,
    };
    let mut rows = [
        row("received", FigureUnit::Incidents, 12.0),
        row("people", FigureUnit::People, 12.0),
        row("reviewed", FigureUnit::People, 3.0),
        row("review_median", FigureUnit::Minutes, 4.5),
        row("contacted", FigureUnit::People, 7.0),
        row("contact_median", FigureUnit::Minutes, 2.0),
    ];
    let times = Times { review: vec![1; 3], contact: vec![1; 7], car: Vec::new() };
    hide_figures(&mut rows, &times, 5);
    let values: Vec<(Option<f64>, bool)> = rows.iter().map(|row| (row.value, row.hidden)).collect();
    let (shown, hidden) = (|value| (Some(value), false), (None, true));
    assert_eq!(values, [shown(12.0), shown(12.0), hidden, hidden, shown(7.0), shown(2.0)]);
}

#[test]
fn who_is_missing_from_one_line_to_the_next_is_not_told_either() {
    let row = |figure: &str, unit, value| FigureRow {
        figure: figure.to_owned(),
        label: None,
        unit,
        value: Some(value),
        hidden: false,
    };
    let mut rows = [
        row("people", FigureUnit::People, 20.0),
        row("reviewed", FigureUnit::People, 18.0),
        row("contacted", FigureUnit::People, 10.0),
        row("referred", FigureUnit::People, 10.0),
        row("accepted", FigureUnit::People, 7.0),
        row("refuge_placed", FigureUnit::People, 1.0),
        row("children_placed", FigureUnit::Children, 6.0),
        row("car_median", FigureUnit::Minutes, 30.0),
        row("answer/felt/asked", FigureUnit::People, 20.0),
        row("answer/felt/yes", FigureUnit::Answers, 18.0),
        row("site/n/received", FigureUnit::Incidents, 17.0),
        row("site/s/received", FigureUnit::Incidents, 3.0),
    ];
    hide_figures(&mut rows, &Times { car: vec![1; 2], ..Times::default() }, 5);
    let left: Vec<&str> = rows.iter().filter(|row| !row.hidden).map(|row| row.figure.as_str()).collect();
    assert_eq!(left, ["people", "contacted", "referred", "answer/felt/asked"]);
}

#[test]
fn few_imported_calls_are_no_rest_of_all_calls() {
    let step = |stage, count| FunnelStep { stage, count: Some(count) };
    let mut demand = EarlierDemand {
        board: "quayside".into(),
        time_zone: String::new(),
        from: String::new(),
        to: String::new(),
        watched_days: 28,
        known_from: None,
        known_to: None,
        calls: Some(500),
        imported: Some(3),
        small_number: None,
        heat: Vec::new(),
        weeks: Vec::new(),
        waits: vec![WaitFigures {
            wait: WaitKind::Review,
            people: Some(490),
            median_ms: Some(60_000),
            p90_ms: Some(90_000),
            target_ms: None,
            within_target: None,
        }],
        funnel: vec![
            step(FunnelStage::Incidents, 497),
            step(FunnelStage::People, 492),
            step(FunnelStage::Reviewed, 490),
        ],
        by_area: Vec::new(),
        by_grade: Vec::new(),
        by_repeat: Vec::new(),
    };
    hide_earlier(&mut demand, 5);
    assert_eq!((demand.calls, demand.imported), (Some(500), None));
    let funnel: Vec<Option<u32>> = demand.funnel.iter().map(|step| step.count).collect();
    assert_eq!(funnel, [None, Some(492), None], "two were not looked at");
    assert_eq!((demand.waits[0].people, demand.waits[0].median_ms), (None, Some(60_000)), "the same people");
}
