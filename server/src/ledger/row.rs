//! A row of the ledger as its chain sees it.

use crate::chain::{Chain, Field, Mac};

/// The columns that a row's digest covers: all of them but the digest.
#[derive(Debug)]
pub struct LedgerRow<'a> {
    pub board: &'a str,
    pub seq: i64,
    pub id: &'a str,
    pub at_ms: i64,
    pub act: &'a str,
    pub user: &'a str,
    pub name: Option<&'a str>,
    pub audience: Option<&'a str>,
    pub incident: Option<&'a str>,
    pub recipient: Option<&'a str>,
    pub reason: Option<&'a [u8]>,
    pub detail: &'a str,
}

impl LedgerRow<'_> {
    pub fn mac(&self, chain: &mut Chain, before: Option<&[u8]>) -> Mac {
        let fields = [
            Field::Text(self.board),
            Field::Number(self.seq),
            Field::Text(self.id),
            Field::Number(self.at_ms),
            Field::Text(self.act),
            Field::Text(self.user),
            Field::MaybeText(self.name),
            Field::MaybeText(self.audience),
            Field::MaybeText(self.incident),
            Field::MaybeText(self.recipient),
            Field::MaybeBytes(self.reason),
            Field::Text(self.detail),
        ];
        chain.link("ledger", before, &fields)
    }
}
