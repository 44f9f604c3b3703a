//! A row of the journal as its chain sees it.

use alongside_core::Author;

use crate::chain::{Chain, Field, Mac};

/// The columns that a row's digest covers: all of them but the digest.
#[derive(Debug)]
pub struct EventRow<'a> {
    pub board: &'a str,
    pub seq: i64,
    pub at_ms: i64,
    pub kind: &'a str,
    pub incident: Option<&'a str>,
    pub author: &'a str,
    pub body: &'a str,
    pub sealed: Option<&'a [u8]>,
}

impl EventRow<'_> {
    pub fn mac(&self, chain: &mut Chain, before: Option<&[u8]>) -> Mac {
        let fields = [
            Field::Text(self.board),
            Field::Number(self.seq),
            Field::Number(self.at_ms),
            Field::Text(self.kind),
            Field::MaybeText(self.incident),
            Field::Text(self.author),
            Field::Text(self.body),
            Field::MaybeBytes(self.sealed),
        ];
        chain.link("event", before, &fields)
    }
}

/// Who acted, as it stands in the column, for searches; the whole of it is in the body.
pub fn author(by: &Author) -> &str {
    match by {
        Author::Person { user, .. } => user.as_str(),
        Author::Feed => "feed",
        Author::System => "system",
    }
}
