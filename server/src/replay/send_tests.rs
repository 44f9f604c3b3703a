//! Tests of sending, against a small server that answers as the feed does.
#![allow(clippy::unwrap_used)]

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use alongside_protocol::{
    FeedBody, FeedEvent, IncidentNumber,
    feed::{FEED_SCHEMA, FeedReceipt, SceneFact},
};
use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode as Status},
    response::{IntoResponse, Response as Answer},
    routing::post,
};
use serde_json::json;
use tokio::{net::TcpListener, task::JoinSet};

use super::*;
use crate::replay::batch::BODY_BYTES_MAX;

/// What the small server does with the next request; it accepts everything when none is left.
pub(in crate::replay) enum Turn {
    Status(u16),
    /// 503 with these items away, the others taken.
    Away(Vec<usize>),
    Quarantine(Vec<usize>),
    Json(u16, serde_json::Value),
}

#[derive(Default)]
pub(in crate::replay) struct Feed {
    turns: Mutex<VecDeque<Turn>>,
    /// Message ids of each request, in order.
    pub(in crate::replay) requests: Mutex<Vec<Vec<String>>>,
    pub(in crate::replay) events: Mutex<Vec<FeedEvent>>,
}

async fn take(State(feed): State<Arc<Feed>>, headers: HeaderMap, body: String) -> Answer {
    assert_eq!(headers["authorization"], "Bearer the-token");
    assert_eq!(headers["content-type"], "application/json");
    assert!(body.len() <= BODY_BYTES_MAX);
    let events: Vec<FeedEvent> = serde_json::from_str(&body).unwrap();
    let ids: Vec<String> = events.iter().map(|event| event.message_id.clone()).collect();
    feed.requests.lock().unwrap().push(ids.clone());
    let turn = feed.turns.lock().unwrap().pop_front();
    let (status, away, faulty) = match turn {
        None => (200, vec![], vec![]),
        Some(Turn::Away(away)) => (503, away, vec![]),
        Some(Turn::Quarantine(faulty)) => (207, vec![], faulty),
        Some(Turn::Status(status)) => return Status::from_u16(status).unwrap().into_response(),
        Some(Turn::Json(status, body)) => return (Status::from_u16(status).unwrap(), Json(body)).into_response(),
    };
    let mut known = feed.events.lock().unwrap();
    let items: Vec<FeedReceipt> = events
        .into_iter()
        .enumerate()
        .map(|(index, event)| {
            let message_id = Some(event.message_id.clone());
            let status = if away.contains(&index) {
                FeedStatus::Unavailable
            } else if faulty.contains(&index) {
                FeedStatus::Quarantined
            } else if known.iter().any(|earlier| earlier.message_id == event.message_id) {
                FeedStatus::Duplicate
            } else {
                known.push(event);
                FeedStatus::Accepted
            };
            let fault = (status == FeedStatus::Quarantined).then(|| FeedFault {
                field: "data.grade".to_owned(),
                found: "\"9\"".to_owned(),
                allowed: "1, 2, 3".to_owned(),
            });
            FeedReceipt { index, message_id, status, fault }
        })
        .collect();
    let count = |status: FeedStatus| items.iter().filter(|item| item.status == status).count();
    let answer = FeedAnswer {
        accepted: count(FeedStatus::Accepted),
        duplicates: count(FeedStatus::Duplicate),
        quarantined: count(FeedStatus::Quarantined),
        unavailable: count(FeedStatus::Unavailable),
        items,
    };
    (Status::from_u16(status).unwrap(), Json(answer)).into_response()
}

/// Its address; it ends with the set.
pub(in crate::replay) async fn serve(turns: Vec<Turn>) -> (Arc<Feed>, Url, JoinSet<()>) {
    let feed = Arc::new(Feed { turns: Mutex::new(turns.into()), ..Feed::default() });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = server_address(&format!("http://{}/", listener.local_addr().unwrap())).unwrap();
    let app = Router::new()
        .route("/feed/v1/events", post(take))
        .layer(axum::extract::DefaultBodyLimit::max(BODY_BYTES_MAX))
        .with_state(feed.clone());
    let mut tasks = JoinSet::new();
    tasks.spawn(async move { axum::serve(listener, app).await.unwrap() });
    (feed, address, tasks)
}

pub(in crate::replay) fn sender(address: &Url) -> Sender {
    let backoff = Backoff { first: Duration::from_millis(5), most: Duration::from_millis(20), tries_max: 4 };
    Sender::new(address, SecretString::from("the-token".to_owned()), PathBuf::from("feed.token"), backoff).unwrap()
}

pub(in crate::replay) fn event(number: usize) -> FeedEvent {
    FeedEvent {
        schema: FEED_SCHEMA.to_owned(),
        source: "test".to_owned(),
        message_id: format!("T-{number}/closed"),
        at: "2026-11-21T14:00:00Z".to_owned(),
        incident: IncidentNumber(format!("T-{number}")),
        synthetic: true,
        body: FeedBody::IncidentClosed(SceneFact::default()),
    }
}

fn batch(numbers: std::ops::Range<usize>) -> Batch {
    let mut batch = Batch::default();
    for number in numbers {
        assert!(batch.take(&event(number)).unwrap());
    }
    batch
}

async fn deliver(address: &Url, batch: Batch, tally: &mut Tally) -> Result<bool, SendError> {
    sender(address).deliver(batch, &CancellationToken::new(), &Console::new(), tally).await
}

fn ids(numbers: &[usize]) -> Vec<String> {
    numbers.iter().map(|number| format!("T-{number}/closed")).collect()
}

#[tokio::test]
async fn sent_in_order_and_again_changes_nothing() {
    let (feed, address, _tasks) = serve(vec![]).await;
    let mut tally = Tally::default();
    assert!(deliver(&address, batch(0..3), &mut tally).await.unwrap());
    assert!(deliver(&address, batch(0..4), &mut tally).await.unwrap());
    assert_eq!(*feed.requests.lock().unwrap(), [ids(&[0, 1, 2]), ids(&[0, 1, 2, 3])]);
    assert_eq!(tally, Tally { sent: 7, accepted: 4, duplicates: 3, ..Tally::default() });
}

#[tokio::test]
async fn busy_and_away_are_tried_again() {
    let (feed, address, _tasks) = serve(vec![Turn::Status(503), Turn::Status(429), Turn::Status(502)]).await;
    let mut tally = Tally::default();
    assert!(deliver(&address, batch(0..2), &mut tally).await.unwrap());
    assert_eq!(feed.requests.lock().unwrap().len(), 4);
    assert_eq!(tally, Tally { sent: 2, accepted: 2, ..Tally::default() });
}

#[tokio::test]
async fn only_what_was_away_is_sent_again() {
    let (feed, address, _tasks) = serve(vec![Turn::Away(vec![1, 3]), Turn::Away(vec![0, 1])]).await;
    let mut tally = Tally::default();
    assert!(deliver(&address, batch(0..4), &mut tally).await.unwrap());
    assert_eq!(*feed.requests.lock().unwrap(), [ids(&[0, 1, 2, 3]), ids(&[1, 3]), ids(&[1, 3])]);
    assert_eq!(tally, Tally { sent: 4, accepted: 4, ..Tally::default() });
}

#[tokio::test]
async fn tries_are_bounded_and_the_reason_is_told() {
    let (feed, address, mut tasks) = serve((0..9).map(|_| Turn::Status(503)).collect()).await;
    let error = deliver(&address, batch(0..1), &mut Tally::default()).await.unwrap_err().to_string();
    assert!(error.starts_with("given up after 4 tries: the server is busy or away (503)"), "{error}");
    assert_eq!(feed.requests.lock().unwrap().len(), 4);
    tasks.shutdown().await;
    let error = deliver(&address, batch(0..1), &mut Tally::default()).await.unwrap_err().to_string();
    assert!(error.contains("the server cannot be reached") && error.contains("refused"), "{error}");
}

#[tokio::test]
async fn a_token_that_is_not_taken_stops_at_once_and_says_what_to_do() {
    for status in [401, 403] {
        let problem = json!({ "title": "Not signed in", "status": status, "detail": "the token ended at 14:00" });
        let (feed, address, _tasks) = serve(vec![Turn::Json(status, problem)]).await;
        let mut tally = Tally::default();
        let error = deliver(&address, batch(0..2), &mut tally).await.unwrap_err().to_string();
        let start = format!("the server does not take the token in feed.token ({status}): the token ended at 14:00. ");
        assert!(error.starts_with(&start) && error.contains("`alongside issue-token"), "{error}");
        assert!(!error.contains("the-token"));
        assert_eq!((feed.requests.lock().unwrap().len(), tally), (1, Tally::default()));
    }
}

#[tokio::test]
async fn quarantined_facts_are_counted_and_their_neighbours_taken() {
    let (feed, address, _tasks) = serve(vec![Turn::Quarantine(vec![1])]).await;
    let mut tally = Tally::default();
    assert!(deliver(&address, batch(0..3), &mut tally).await.unwrap());
    assert_eq!(feed.requests.lock().unwrap().len(), 1);
    assert_eq!(tally, Tally { sent: 3, accepted: 2, quarantined: 1, ..Tally::default() });
}

#[tokio::test]
async fn whatever_is_no_feed_is_named() {
    for (turn, words) in [
        (Turn::Json(200, json!({ "hello": "world" })), "does not answer as Alongside's feed"),
        (
            Turn::Json(200, json!({ "accepted": 1, "duplicates": 0, "quarantined": 0, "unavailable": 0, "items": [] })),
            "0 receipts for 1 facts",
        ),
        (Turn::Status(404), "404"),
        (Turn::Status(302), "redirection"),
        (Turn::Json(400, json!({ "detail": "not JSON" })), "the server refuses the request (400): not JSON"),
    ] {
        let (feed, address, _tasks) = serve(vec![turn]).await;
        let error = deliver(&address, batch(0..1), &mut Tally::default()).await.unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
        assert_eq!(feed.requests.lock().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn told_to_stop_it_does_not_wait_for_the_next_try() {
    let (_feed, address, _tasks) = serve((0..9).map(|_| Turn::Status(503)).collect()).await;
    let backoff = Backoff { first: Duration::from_mins(10), most: Duration::from_mins(10), tries_max: 4 };
    let sender = Sender { backoff, ..sender(&address) };
    let stop = CancellationToken::new();
    let mut tally = Tally::default();
    let console = Console::new();
    let (delivered, ()) = tokio::join!(sender.deliver(batch(0..1), &stop, &console, &mut tally), async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.cancel();
    });
    assert!(!delivered.unwrap());
}

#[test]
fn waits_double_up_to_the_longest() {
    let waits: Vec<_> = (1..=8).map(|tries| Backoff::default().wait(tries).as_millis()).collect();
    assert_eq!(waits, [250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000]);
}

#[test]
fn addresses_are_checked_and_keep_their_path() {
    let feed = |text: &str| feed_address(&server_address(text).unwrap()).to_string();
    assert_eq!(feed("http://127.0.0.1:8080"), "http://127.0.0.1:8080/feed/v1/events");
    assert_eq!(feed("https://board.example/force/?board=b#c"), "https://board.example/force/feed/v1/events?board=b");
    for text in ["127.0.0.1:8080", "ftp://board.example", "https://name:pass@board.example", "board", ""] {
        assert!(server_address(text).unwrap_err().contains("allowed: http:// or https://"), "{text}");
    }
    let clear = |text: &str| is_in_the_clear(&server_address(text).unwrap());
    assert!(clear("http://board.example") && !clear("https://board.example"));
    assert!(!clear("http://127.0.0.1:8080") && !clear("http://localhost:1") && !clear("http://[::1]:8080"));
}
