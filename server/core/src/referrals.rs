//! Who was referred where, and what the service has said: on the live board, and among what has left it.

use alongside_protocol::{
    Millis, ResponseId,
    vocabulary::{ReferralAnswer, ReferralDecision},
};
use serde::{Deserialize, Serialize};

use crate::{
    board::Board,
    response::{Recorded, SupportResponse},
};

/// One service that an outcome names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Referred {
    pub service: String,
    /// When the outcome was recorded, and by whom.
    pub at: Millis,
    pub by: String,
    /// None: nothing heard yet.
    pub answer: Option<Recorded<ReferralAnswer>>,
}

impl SupportResponse {
    /// The services that the outcome names. What was said by one that it no longer names stays on the log alone.
    pub fn referred(&self) -> Vec<Referred> {
        let Some(outcome) = self.outcome.as_ref().filter(|one| one.value.referral == ReferralDecision::Referred) else {
            return Vec::new();
        };
        let answer = |service: &str| {
            let said = self.answers.iter().find(|one| one.value.service == service)?;
            Some(Recorded { value: said.value.answer, at: said.at, by: said.by.clone() })
        };
        let named = outcome.value.services.iter().map(|service| Referred {
            service: service.clone(),
            at: outcome.at,
            by: outcome.by.clone(),
            answer: answer(service),
        });
        named.collect()
    }
}

/// Of one response, live or past. None where there is no such response, or what was kept of it is erased.
pub fn of(board: &Board, id: &ResponseId) -> Option<Vec<Referred>> {
    match board.response(id) {
        Some((_, response)) => Some(response.referred()),
        None => board.past.get(&id.incident())?.referred(id).map(<[Referred]>::to_vec),
    }
}

/// Every one that this board knows of, with whose it is.
pub fn all(board: &Board) -> Vec<(ResponseId, Referred)> {
    let live = board.incidents.values().flat_map(|incident| &incident.responses);
    let live = live.flat_map(|response| response.referred().into_iter().map(|one| (response.id.clone(), one)));
    let past = board.past.values().flat_map(|past| past.all_referred());
    live.chain(past.map(|(id, one)| (id.clone(), one.clone()))).collect()
}
