//! Who was referred where, and what the service has said: on the live board, and among what has left it.

use alongside_protocol::{
    Millis, Private, ResponseId,
    record::Outcome,
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
    /// When the first outcome that named it was recorded, and by whom.
    pub at: Millis,
    pub by: String,
    /// None: nothing heard yet.
    pub said: Option<Recorded<Said>>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Said {
    pub answer: ReferralAnswer,
    pub reason: Private,
}

impl Referred {
    pub fn accepts(&self) -> bool {
        self.said.as_ref().is_some_and(|said| said.value.answer == ReferralAnswer::Accepted)
    }
}

impl SupportResponse {
    /// The services that the outcome names. One that it no longer names is remembered, and counts no more.
    pub fn referred_to(&self) -> impl Iterator<Item = &Referred> {
        let outcome = self.outcome.as_ref().map(|outcome| &outcome.value);
        outcome.into_iter().flat_map(|outcome| self.named_by(outcome))
    }

    /// Of those remembered, the ones that this outcome names, in its order.
    pub fn named_by<'a>(&'a self, outcome: &'a Outcome) -> impl Iterator<Item = &'a Referred> {
        let referred = (outcome.referral == ReferralDecision::Referred).then_some(&outcome.services);
        let services = referred.into_iter().flatten();
        services.filter_map(|service| self.referred.iter().find(|one| one.service == *service))
    }
}

/// Of one response, live or past. None where there is no such response, or what was kept of it is erased.
pub fn of(board: &Board, id: &ResponseId) -> Option<Vec<Referred>> {
    match board.response(id) {
        Some((_, response)) => Some(response.referred_to().cloned().collect()),
        None => board.past.get(&id.incident())?.referred(id).map(<[Referred]>::to_vec),
    }
}

/// Every one that this board knows of, with whose it is.
pub fn all(board: &Board) -> impl Iterator<Item = (&ResponseId, &Referred)> {
    let live = board.incidents.values().flat_map(|incident| &incident.responses);
    let live = live.flat_map(|response| response.referred_to().map(|one| (&response.id, one)));
    live.chain(board.past.values().flat_map(|past| past.all_referred()))
}
