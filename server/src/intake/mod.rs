//! From what the force sends to facts that the board takes: read, check, hand over, keep the faulty aside.
//!
//! It must not know WebSockets. `read` turns bytes into items; `check` turns an item into a fact or a fault.

pub mod check;
pub mod read;

use alongside_core::{Actor, Context, Input};
use alongside_protocol::feed::{FeedAnswer, FeedFault, FeedReceipt, FeedStatus};
use futures_util::future::join_all;
use uuid::Uuid;

use crate::{
    board::{Answer, BoardHandle},
    clock,
    journal::{Journal, Quarantined},
};

use check::Checked;

/// Under which a feed message's id is made: the same source and message id give the same command id (I3).
const FEED_NAMESPACE: Uuid = Uuid::from_u128(0x5c0e_6b1e_9c1f_4f63_8a55_a10f_0f3e_d0aa);

/// The command id of a feed message.
pub fn feed_id(source: &str, message_id: &str) -> Uuid {
    Uuid::new_v5(&FEED_NAMESPACE, format!("{source}\n{message_id}").as_bytes())
}

/// Takes the items of one request, in order. A faulty one is kept aside; its neighbours go on.
pub async fn take(board: &BoardHandle, journal: &dyn Journal, items: Vec<read::Item>) -> FeedAnswer {
    let now = clock::now_ms();
    let mut receipts: Vec<Option<FeedReceipt>> = Vec::with_capacity(items.len());
    let mut waiting = Vec::with_capacity(items.len());
    for (index, item) in items.into_iter().enumerate() {
        let checked = item.value.and_then(|value| check::check(value, &board.scheme, now));
        match checked {
            Ok(Checked { fact, fact_at }) => {
                let id = feed_id(&fact.source, &fact.message_id);
                let message_id = fact.message_id.clone();
                let context = Context { done_at: fact_at, ..Context::machine(Actor::Feed, now) };
                // All are in the mailbox before the first is awaited: one group commit takes many.
                let answer = board.enqueue(id, Input::Feed { fact, fact_at }, context);
                waiting.push(async move { (index, message_id, answer.await) });
                receipts.push(None);
            }
            Err(faulty) => {
                let status = keep_aside(board, journal, &faulty, item.bytes, now).await;
                receipts.push(Some(FeedReceipt {
                    index,
                    message_id: faulty.message_id,
                    status,
                    fault: Some(faulty.fault),
                }));
            }
        }
    }
    if !receipts.is_empty() {
        board.state.feed_heard(now);
    }
    for (index, message_id, answer) in join_all(waiting).await {
        let (status, fault) = match answer {
            Answer::Accepted { repeated: false, .. } => (FeedStatus::Accepted, None),
            Answer::Accepted { repeated: true, .. } => (FeedStatus::Duplicate, None),
            Answer::Refused(refusal) => (
                FeedStatus::Unavailable,
                Some(FeedFault { field: String::new(), found: refusal.message, allowed: "send it again".to_owned() }),
            ),
        };
        if let Some(place) = receipts.get_mut(index) {
            *place = Some(FeedReceipt { index, message_id: Some(message_id), status, fault });
        }
    }
    let items: Vec<FeedReceipt> = receipts.into_iter().flatten().collect();
    let count = |status| items.iter().filter(|receipt| receipt.status == status).count();
    let answer = FeedAnswer {
        accepted: count(FeedStatus::Accepted),
        duplicates: count(FeedStatus::Duplicate),
        quarantined: count(FeedStatus::Quarantined),
        unavailable: count(FeedStatus::Unavailable),
        items,
    };
    metrics::counter!("alongside_feed_items_total", "status" => "accepted").increment(answer.accepted as u64);
    metrics::counter!("alongside_feed_items_total", "status" => "duplicate").increment(answer.duplicates as u64);
    metrics::counter!("alongside_feed_items_total", "status" => "quarantined").increment(answer.quarantined as u64);
    metrics::counter!("alongside_feed_items_total", "status" => "unavailable").increment(answer.unavailable as u64);
    answer
}

async fn keep_aside(
    board: &BoardHandle,
    journal: &dyn Journal,
    faulty: &check::Faulty,
    item: Vec<u8>,
    now: alongside_protocol::Millis,
) -> FeedStatus {
    let kept = journal
        .quarantine(
            board.id(),
            &Quarantined {
                at: now,
                source: faulty.source.clone(),
                message_id: faulty.message_id.clone(),
                field: faulty.fault.field.clone(),
                found: faulty.fault.found.clone(),
                allowed: faulty.fault.allowed.clone(),
                item,
            },
        )
        .await;
    match kept {
        Ok(()) => {
            if let Ok(count) = journal.quarantined_count(board.id()).await {
                board.state.set_quarantined(count);
            }
            FeedStatus::Quarantined
        }
        Err(error) => {
            tracing::warn!(board = %board.id(), %error, "a faulty feed item could not be kept");
            FeedStatus::Unavailable
        }
    }
}
