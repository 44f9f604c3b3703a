//! What other cover would have reached. The answer is a stream of lines: progress, then the answer; whoever closes the
//! connection ends the work.

use std::{convert::Infallible, ops::ControlFlow, sync::Arc, time::Duration};

use alongside_core::demand::{cover, small::tells_of_few};
use alongside_protocol::{
    Refusal, RefusalCode,
    view::{CoverLine, CoverQuestion},
};
use axum::{
    body,
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures_util::stream;
use tokio::sync::{Semaphore, mpsc};

use super::{
    super::{
        App,
        guard::{SignedIn, board_of},
        problem::Problem,
        session::Body,
    },
    away, small_number,
};
use crate::{clock, limited};

/// Questions that are worked on at once, of everybody; more are told to wait. Each takes a whole core.
const AT_ONCE_MAX: usize = 2;
static AT_ONCE: Semaphore = Semaphore::const_new(AT_ONCE_MAX);
/// Longest that one may take, ms.
const TAKES_MS_MAX: u128 = 60_000;
/// Fewest days that a reader outside the force may ask about, where the scheme hides small numbers.
const DAYS_OUTSIDE_MIN: i32 = 28;
/// How often progress is told, ms.
const TELL_EVERY_MS: u64 = 100;

#[utoipa::path(post, path = "/api/v1/demand/cover", request_body = Object, responses(
    (status = 200, description = "Lines of JSON: progress, then the answer or why there is none", content_type = "application/x-ndjson", body = Object),
    (status = 401, description = "Sign in first"), (status = 403, description = "Not with this role"),
    (status = 404, description = "No such board, or not yours"), (status = 422, description = "A question that is none"),
    (status = 429, description = "Others are being answered: ask again in a moment"),
    (status = 503, description = "The records cannot be read just now")))]
pub async fn cover(
    State(app): State<Arc<App>>,
    SignedIn(identity): SignedIn,
    Body(question): Body<CoverQuestion>,
) -> Result<Response, Problem> {
    let board = board_of(&app, &identity, &question.board)?;
    let question = cover::check(&question)?;
    let small = small_number(board, &identity);
    let days = question.from.until(question.to).map_or(0, |span| span.get_days()) + 1;
    if small.is_some() && days < DAYS_OUTSIDE_MIN {
        let allowed = format!("at least {DAYS_OUTSIDE_MIN} days, outside the force");
        return Err(Refusal::invalid("to", format!("{days} days"), allowed).into());
    }
    let now = clock::now_ms();
    let known = app.demand.known(board, now).await.map_err(|error| away(&error))?;
    let seat = AT_ONCE.try_acquire().map_err(|_| {
        limited::hit("cover_at_once");
        Refusal::new(RefusalCode::Overloaded, "other questions are being answered; ask again in a moment")
    })?;
    let scheme = Arc::clone(&board.scheme);
    let drain = app.drain.clone();
    let (lines, told) = mpsc::channel::<CoverLine>(8);
    app.tasks.spawn_blocking(move || {
        let _seat = seat;
        let started = clock::Started::now();
        let mut last_told = Duration::ZERO;
        let history = known.history(&scheme.zone, now, |day| (question.from..=question.to).contains(&day));
        let answer = cover::answer(&history, &question, &scheme.hours, &mut |done| {
            let elapsed = started.elapsed();
            if lines.is_closed() || drain.is_cancelled() || elapsed.as_millis() > TAKES_MS_MAX {
                return ControlFlow::Break(());
            }
            if elapsed.saturating_sub(last_told).as_millis() >= u128::from(TELL_EVERY_MS) {
                last_told = elapsed;
                // A reader that is slow misses some of it.
                let _ = lines.try_send(CoverLine::Progress { done });
            }
            ControlFlow::Continue(())
        });
        let last = match answer {
            None if drain.is_cancelled() => refused("this server is restarting; ask again in a moment"),
            None => refused("this takes too long; ask about a shorter period or fewer runs"),
            Some(answer) if small.is_some_and(|below| tells_of_few(&answer, below)) => CoverLine::Refused {
                refusal: Refusal::invalid(
                    "hours",
                    "so few calls that they could tell of one person",
                    "more days or more hours",
                ),
            },
            Some(answer) => CoverLine::Answer(answer),
        };
        // Nobody is there any more: then it is for nobody.
        let _ = lines.blocking_send(last);
    });
    let lines = stream::unfold(told, async |mut told| {
        let mut line = serde_json::to_string(&told.recv().await?).unwrap_or_default();
        line.push('\n');
        Some((Ok::<_, Infallible>(line), told))
    });
    Ok(([(header::CONTENT_TYPE, "application/x-ndjson")], body::Body::from_stream(lines)).into_response())
}

fn refused(why: &str) -> CoverLine {
    CoverLine::Refused { refusal: Refusal::new(RefusalCode::Overloaded, why) }
}
