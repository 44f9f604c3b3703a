//! Notices of the door, on record: on each board of whoever they are about. A name that nobody has belongs to no board.

use alongside_protocol::UserId;
use serde_json::{Value, json};

use super::Ledger;
use crate::{
    access::{
        MACHINE_PREFIX,
        notice::{AccessNotice, Record, Whose},
    },
    clock,
};

impl Record for Ledger {
    fn put(&self, notice: &AccessNotice) {
        let machine = |name: &str, board: &alongside_protocol::BoardId| {
            let (user, boards) = (UserId(format!("{MACHINE_PREFIX}{name}")), vec![board.clone()]);
            Some(Whose { user, name: name.to_owned(), boards })
        };
        let (whose, what, detail): (Option<Whose>, &str, Value) = match notice {
            AccessNotice::SignedIn { whose, session, way } => {
                (Some(whose.clone()), "signed_in", json!({ "session": session, "way": way.as_str() }))
            }
            AccessNotice::Refused { whose, why } => (whose.clone(), "refused", json!({ "why": why.as_str() })),
            AccessNotice::Locked { whose } => (whose.clone(), "locked", json!({})),
            AccessNotice::SignedOut { whose, session, why, by } => {
                (Some(whose.clone()), "signed_out", json!({ "session": session, "why": why.as_str(), "by": by }))
            }
            AccessNotice::AccountChanged { whose, what, by } => {
                (Some(whose.clone()), "account_changed", json!({ "change": what.as_str(), "by": by }))
            }
            AccessNotice::TokenIssued { token, name, board } => {
                (machine(name, board), "token_issued", json!({ "token": token }))
            }
            AccessNotice::TokenRevoked { token, name, board } => {
                (machine(name, board), "token_revoked", json!({ "token": token }))
            }
        };
        if let Some(whose) = whose {
            self.access(&whose.boards, clock::now_ms(), &whose.user, Some(&whose.name), what, detail);
        }
    }
}
