//! The figures of a period, under the scheme's fixed counting rules.

use std::sync::Arc;

use alongside_core::{
    counting::{Times, counts},
    demand::small::hide_figures,
    scheme::Scheme,
};
use alongside_protocol::{
    BoardId,
    view::{Counts, FigureRow, FigureUnit, OutcomeQuestionKind, PeriodReport},
};
use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use super::{
    super::{
        App,
        guard::{SignedIn, board_of},
        problem::Problem,
    },
    away,
    period::Period,
    query, small_number,
    table::{Format, csv},
};
use crate::clock;

#[derive(Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Board id.
    board: String,
    /// First day, local to the scheme, `YYYY-MM-DD`.
    from: String,
    /// Last day, included.
    to: String,
    #[serde(default)]
    format: Format,
}

#[utoipa::path(get, path = "/api/v1/figures", params(Asked), responses(
    (status = 200, description = "Counts of the incidents received on these days", body = Object),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or not yours"), (status = 422, description = "Days that are none"),
    (status = 503, description = "The records cannot be read just now")))]
pub async fn figures(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Result<Response, Problem> {
    let allowed = "board, from and to, e.g. ?board=…&from=2026-11-01&to=2026-11-30, and format (json, csv)";
    let asked = query(asked, allowed)?;
    let board = board_of(&app, &identity, &BoardId::from(asked.board.as_str()))?;
    let period = Period::read(&asked.from, &asked.to)?;
    let scheme = &board.scheme;
    let (from, until) = period.millis(&scheme.zone)?;
    let tallies = app.demand.tallies(board, from, until).await.map_err(|error| away(&error))?;
    let small_number = small_number(board, &identity);
    let rules = Arc::clone(scheme);
    let counting = app.demand.count(move || {
        let mut figures = rows(&rules, &counts(&rules, tallies.iter()));
        if let Some(below) = small_number {
            hide_figures(&mut figures, &Times::of(tallies.iter()), below);
        }
        figures
    });
    let figures = counting.await.map_err(|error| away(&error))?;
    let (from, to) = (period.from.to_string(), period.to.to_string());
    if asked.format == Format::Csv {
        let rows = figures.into_iter().map(|row| {
            let value = row.value.map_or_else(String::new, |value| value.to_string());
            let hidden = small_number.filter(|_| row.hidden).map(|below| format!("under {below}, or hidden with it"));
            [row.figure, row.label.unwrap_or_default(), unit(row.unit).to_owned(), hidden.unwrap_or(value)]
        });
        return csv(&format!("figures-{from}-{to}"), ["figure", "label", "unit", "value"], rows);
    }
    Ok(Json(PeriodReport {
        board: board.id().clone(),
        scheme: scheme.name.clone(),
        force: scheme.force.clone(),
        time_zone: scheme.time_zone.clone(),
        from,
        to,
        made_at: clock::now_ms(),
        small_number,
        figures,
    })
    .into_response())
}

fn unit(unit: FigureUnit) -> &'static str {
    match unit {
        FigureUnit::Incidents => "incidents",
        FigureUnit::People => "people",
        FigureUnit::Children => "children",
        FigureUnit::Attempts => "attempts",
        FigureUnit::PerPerson => "attempts a person",
        FigureUnit::Requests => "requests",
        FigureUnit::Minutes => "minutes",
        FigureUnit::Answers => "answers",
    }
}

/// Every figure in a fixed order.
fn rows(scheme: &Scheme, counts: &Counts) -> Vec<FigureRow> {
    let minutes = |ms: Option<i64>| ms.map(|ms| (ms as f64 / 6_000.0).round() / 10.0);
    let of = |figure: &str, unit: FigureUnit, value: Option<f64>| FigureRow {
        figure: figure.to_owned(),
        label: None,
        unit,
        value,
        hidden: false,
    };
    let count = |figure: &str, unit: FigureUnit, count: u32| of(figure, unit, Some(f64::from(count)));
    let mut rows = vec![
        count("received", FigureUnit::Incidents, counts.received),
        count("duplicates", FigureUnit::Incidents, counts.duplicates),
        count("people", FigureUnit::People, counts.people),
        count("reviewed", FigureUnit::People, counts.reviewed),
        count("contacted", FigureUnit::People, counts.contacted),
        count("engaged", FigureUnit::People, counts.engaged),
        count("visited", FigureUnit::People, counts.visited),
        count("referred", FigureUnit::People, counts.referred),
        count("accepted", FigureUnit::People, counts.accepted),
        count("already_supported", FigureUnit::People, counts.already_supported),
        count("declined", FigureUnit::People, counts.declined),
        count("could_not_reach", FigureUnit::People, counts.could_not_reach),
        count("refuge_placed", FigureUnit::People, counts.refuge_placed),
        count("children_placed", FigureUnit::Children, counts.children_placed),
        count("plans_agreed", FigureUnit::People, counts.plans_agreed),
        count("attempts", FigureUnit::Attempts, counts.attempts),
        count("people_attempted", FigureUnit::People, counts.people_attempted),
        of(
            "attempts_per_person",
            FigureUnit::PerPerson,
            counts.attempts_per_person_hundredths.map(|hundredths| f64::from(hundredths) / 100.0),
        ),
        count("escalations", FigureUnit::Requests, counts.escalations),
        count("escalations_regraded", FigureUnit::Requests, counts.escalations_regraded),
        of("review_median", FigureUnit::Minutes, minutes(counts.review_ms_median)),
        of("contact_median", FigureUnit::Minutes, minutes(counts.contact_ms_median)),
        of("car_median", FigureUnit::Minutes, minutes(counts.car_ms_median)),
    ];
    for answer in &counts.answers {
        let question = scheme.counting.questions.iter().find(|question| question.id == answer.question);
        let is_number = question.is_some_and(|question| question.kind == OutcomeQuestionKind::Number);
        let unit = question.and_then(|question| question.unit.as_deref()).filter(|_| is_number);
        let label = unit.map_or_else(|| answer.label.clone(), |unit| format!("{}, {unit}", answer.label));
        let named = |end: &str, unit, value: f64| FigureRow {
            figure: format!("answer/{}/{end}", answer.question),
            label: Some(label.clone()),
            unit,
            value: Some(value),
            hidden: false,
        };
        rows.push(named("asked", FigureUnit::People, f64::from(answer.asked)));
        rows.push(named(if is_number { "sum" } else { "yes" }, FigureUnit::Answers, answer.total as f64));
    }
    for site in &counts.by_site {
        for (end, unit, value) in [
            ("received", FigureUnit::Incidents, site.received),
            ("engaged", FigureUnit::People, site.engaged),
            ("referred", FigureUnit::People, site.referred),
        ] {
            let id = scheme.sites.iter().find(|one| one.name == site.site).map_or(site.site.as_str(), |one| &one.id);
            rows.push(FigureRow { label: Some(site.site.clone()), ..count(&format!("site/{id}/{end}"), unit, value) });
        }
    }
    rows
}
