//! One list out of journal and ledger, newest first, in pages. Nothing of what a person wrote is in it but to whom
//! something was disclosed, and why, and why something was erased: the law wants that on record.

use std::collections::HashMap;

use alongside_core::{Author, Entry, Event};
use alongside_protocol::{BoardId, IncidentNumber, Millis, Private, UserId};
use serde::Serialize;
use serde_json::{Value, json};
use sqlx::QueryBuilder;
use thiserror::Error;

use super::{Act, Ledger, Store, acts};
use crate::{
    database::on_both,
    journal::{
        JournalError,
        keys::BOARD_KEY,
        sql::{ERASED_KIND, context},
    },
    sealing::{self, Key, SealError, Sealed},
};

/// First byte of a sealed reason: which key opens the rest.
pub(super) const UNDER_INCIDENT: u8 = 1;
pub(super) const UNDER_BOARD: u8 = 0;
/// Stands where a reason was whose key is gone.
const ERASED: &str = "[erased]";

/// Binds a reason to its row.
pub(super) fn reason_context(board: &BoardId, id: &str) -> String {
    format!("ledger/{board}/{id}")
}

#[derive(Debug, Error)]
pub enum SearchError {
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error(transparent)]
    Sealing(#[from] SealError),
}

impl From<sqlx::Error> for SearchError {
    fn from(error: sqlx::Error) -> Self {
        Self::Journal(error.into())
    }
}

/// What is looked for. None: any.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub incident: Option<IncidentNumber>,
    pub user: Option<UserId>,
    pub act: Option<Act>,
    /// From this moment on, ms.
    pub from: Option<Millis>,
    /// Before this moment, ms.
    pub to: Option<Millis>,
}

/// Which of the two records an entry stands in. At one moment the ledger's come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    Ledger,
    Journal,
}

/// An entry's place in the list: the next page begins after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    at: Millis,
    of: Of,
    seq: i64,
}

impl Cursor {
    /// As it goes to a caller and comes back.
    pub fn text(self) -> String {
        let of = if self.of == Of::Ledger { 'l' } else { 'j' };
        format!("{}.{of}.{}", self.at, self.seq)
    }

    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '.');
        let (at, of, seq) = (parts.next()?, parts.next()?, parts.next()?);
        let of = match of {
            "l" => Of::Ledger,
            "j" => Of::Journal,
            _ => return None,
        };
        Some(Self { at: at.parse().ok()?, of, seq: seq.parse().ok()? })
    }

    /// Entries of `of` that come after this one stand before this time and place.
    fn bound(self, of: Of) -> (Millis, i64) {
        let seq = match of.cmp(&self.of) {
            std::cmp::Ordering::Equal => self.seq,
            std::cmp::Ordering::Greater => i64::MAX,
            std::cmp::Ordering::Less => i64::MIN,
        };
        (self.at, seq)
    }
}

/// One act.
#[derive(Clone, Debug, Serialize)]
pub struct Found {
    pub of: Of,
    /// Its place in that record.
    pub seq: u64,
    pub at: Millis,
    pub act: Act,
    /// An account's id; `feed` or `system` for a machine.
    pub user: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incident: Option<IncidentNumber>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Private>,
    pub detail: Value,
}

impl Found {
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.at, of: self.of, seq: self.seq as i64 }
    }
}

type LedgerRead = (
    i64,
    String,
    Millis,
    String,
    String,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<String>,
    Option<Vec<u8>>,
    String,
);
type EventRead = (i64, Millis, String, Option<String>, String, Option<Vec<u8>>);
/// Kinds of event whose reason the record is asked for.
const WITH_REASON: [&str; 4] = ["note_shared", "hold_placed", "hold_lifted", ERASED_KIND];

impl Ledger {
    /// At most `limit` entries after `after`, newest first, and whether there are more.
    pub async fn search(
        &self,
        board: &BoardId,
        asked: &Asked,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<(Vec<Found>, bool), SearchError> {
        // One more of each than is wanted says whether there are more.
        let mut found = self.store.ledger(board, asked, after, limit + 1).await?;
        found.extend(self.store.journal(board, asked, after, limit + 1).await?);
        found.sort_by_key(|entry| (std::cmp::Reverse(entry.at), entry.of, std::cmp::Reverse(entry.seq)));
        let more = found.len() > limit;
        found.truncate(limit);
        Ok((found, more))
    }
}

/// The conditions that both tables share.
macro_rules! narrow {
    ($query:ident, $board:ident, $asked:ident, $after:expr) => {
        $query.push(" WHERE board = ").push_bind(&$board.0);
        if let Some(incident) = &$asked.incident {
            $query.push(" AND incident = ").push_bind(&incident.0);
        }
        if let Some(from) = $asked.from {
            $query.push(" AND at_ms >= ").push_bind(from);
        }
        if let Some(to) = $asked.to {
            $query.push(" AND at_ms < ").push_bind(to);
        }
        if let Some((at, seq)) = $after {
            $query.push(" AND (at_ms, seq) < (").push_bind(at).push(", ").push_bind(seq).push(")");
        }
    };
}

impl Store {
    async fn ledger(
        &self,
        board: &BoardId,
        asked: &Asked,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError> {
        let after = after.map(|cursor| cursor.bound(Of::Ledger));
        let rows: Vec<LedgerRead> = on_both!(read &self.database, pool => {
            let mut query = QueryBuilder::new(
                "SELECT seq, id, at_ms, act, user_id, name, audience, incident, recipient, reason, detail FROM ledger",
            );
            narrow!(query, board, asked, after);
            if let Some(user) = &asked.user {
                query.push(" AND user_id = ").push_bind(&user.0);
            }
            if let Some(act) = asked.act {
                query.push(" AND act = ").push_bind(act.as_str());
            }
            query.push(" ORDER BY at_ms DESC, seq DESC LIMIT ").push_bind(limit as i64);
            query.build_query_as().fetch_all(pool).await?
        });
        let sealed = rows.iter().filter(|row| row.9.is_some()).filter_map(|row| row.7.clone());
        let keys = self.load(board, sealed).await?;
        let mut found = Vec::with_capacity(rows.len());
        for (seq, id, at, act, user, name, audience, incident, recipient, reason, detail) in rows {
            let incident = incident.map(IncidentNumber);
            let reason = match reason {
                Some(sealed) => Some(self.open_reason(board, &id, incident.as_ref(), &sealed, &keys).await?),
                None => None,
            };
            found.push(Found {
                of: Of::Ledger,
                seq: seq as u64,
                at,
                // A word of a later version: shown, as the record must be whole.
                act: Act::ALL.iter().find(|(_, word)| *word == act).map_or(Act::Access, |(act, _)| *act),
                user,
                name,
                audience,
                incident,
                to: recipient,
                reason,
                detail: serde_json::from_str(&detail).map_err(SealError::from)?,
            });
        }
        Ok(found)
    }

    async fn open_reason(
        &self,
        board: &BoardId,
        id: &str,
        incident: Option<&IncidentNumber>,
        sealed: &[u8],
        keys: &HashMap<IncidentNumber, Key>,
    ) -> Result<Private, SearchError> {
        let key = match (sealed.split_first(), incident) {
            (Some((&UNDER_BOARD, sealed)), _) => {
                self.keys.named(board, BOARD_KEY).await.map(|key| Some((key, sealed)))?
            }
            (Some((&UNDER_INCIDENT, sealed)), Some(number)) => keys.get(number).map(|key| (key.clone(), sealed)),
            _ => None,
        };
        // Where the incident was erased and spoken of again, the key at hand is another one. That a row was altered is
        // for the chain to say: the rest of the list must be readable.
        let text = key.and_then(|(key, sealed)| key.open(&reason_context(board, id), sealed).ok());
        let text = text.and_then(|text| String::from_utf8(text).ok());
        Ok(text.map_or_else(|| Private::from(ERASED), Private::new))
    }

    async fn journal(
        &self,
        board: &BoardId,
        asked: &Asked,
        after: Option<Cursor>,
        limit: usize,
    ) -> Result<Vec<Found>, SearchError> {
        let kinds = asked.act.map(acts::kinds);
        if kinds.as_ref().is_some_and(Vec::is_empty) {
            return Ok(Vec::new());
        }
        let after = after.map(|cursor| cursor.bound(Of::Journal));
        let rows: Vec<EventRead> = on_both!(read &self.database, pool => {
            let mut query = QueryBuilder::new("SELECT seq, at_ms, kind, incident, body, sealed FROM event");
            narrow!(query, board, asked, after);
            if let Some(user) = &asked.user {
                query.push(" AND author = ").push_bind(&user.0);
                if !["feed", "system"].contains(&user.as_str()) {
                    // Lets the planner use the index that holds people's acts alone.
                    query.push(" AND author NOT IN ('feed', 'system')");
                }
            }
            if let Some(kinds) = kinds {
                query.push(" AND kind IN (");
                let mut list = query.separated(", ");
                for kind in kinds {
                    list.push_bind(kind);
                }
                query.push(")");
            }
            query.push(" ORDER BY at_ms DESC, seq DESC LIMIT ").push_bind(limit as i64);
            query.build_query_as().fetch_all(pool).await?
        });
        let wanted = |kind: &str| WITH_REASON.contains(&kind);
        let with_reason = rows.iter().filter(|row| wanted(&row.2)).filter_map(|row| row.3.clone());
        let keys = self.load(board, with_reason).await?;
        let own = self.keys.find_named(board, BOARD_KEY).await?;
        let mut found = Vec::with_capacity(rows.len());
        for (seq, at, kind, incident, body, sealed) in rows {
            let (seq, incident) = (seq as u64, incident.map(IncidentNumber));
            // Without a key the texts read as erased; of other kinds none of them is wanted here.
            let key = match &incident {
                _ if !wanted(&kind) => None,
                _ if kind == ERASED_KIND => own.as_ref(),
                Some(number) if !self.keys.is_younger(board, number, seq) => keys.get(number),
                _ => None,
            };
            let entry: Entry = sealing::open(&Sealed { body, sealed }, key, &context(board, seq))?;
            found.push(of_entry(entry, at, seq, incident));
        }
        Ok(found)
    }

    async fn load(
        &self,
        board: &BoardId,
        incidents: impl Iterator<Item = String>,
    ) -> Result<HashMap<IncidentNumber, Key>, SearchError> {
        let mut numbers: Vec<IncidentNumber> = incidents.map(IncidentNumber).collect();
        numbers.sort();
        numbers.dedup();
        Ok(self.keys.load(board, &numbers).await?)
    }
}

fn of_entry(entry: Entry, at: Millis, seq: u64, incident: Option<IncidentNumber>) -> Found {
    let (user, name) = match entry.by {
        Author::Person { user, name } => (user.0, Some(name)),
        Author::Feed => ("feed".to_owned(), None),
        Author::System => ("system".to_owned(), None),
    };
    let act = acts::of(&entry.event);
    let mut detail = json!({ "what": entry.event.kind() });
    let (to, reason) = match entry.event {
        Event::ResponsePassedOn { to, .. } => (Some(to), None),
        Event::NoteShared { note, basis, reason, .. } => {
            detail["note"] = json!(note);
            detail["basis"] = json!(basis);
            (Some("other_side".to_owned()), Some(reason))
        }
        Event::IncidentErased { basis, reason, .. } => {
            detail["basis"] = json!(basis);
            (None, Some(reason))
        }
        Event::HoldPlaced { reason, .. } | Event::HoldLifted { reason, .. } => (None, Some(reason)),
        Event::RepeatJudged { earlier: other, .. } | Event::DuplicateLinked { of: other, .. } => {
            detail["with"] = json!(other);
            (None, None)
        }
        _ => (None, None),
    };
    Found { of: Of::Journal, seq, at, act, user, name, audience: None, incident, to, reason, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_went() {
        let cursor = Cursor { at: 1_795_000_000_000, of: Of::Journal, seq: 17 };
        assert_eq!(Cursor::parse(&cursor.text()), Some(cursor));
        for text in ["", "1", "1.j", "1.x.2", "a.j.2", "1.j.2.3", "1.l.b"] {
            assert_eq!(Cursor::parse(text), None, "{text}");
        }
    }

    #[test]
    fn at_one_moment_the_ledger_comes_first_and_nothing_is_passed_over() {
        let ledger = Cursor { at: 5, of: Of::Ledger, seq: 9 };
        assert_eq!((ledger.bound(Of::Ledger), ledger.bound(Of::Journal)), ((5, 9), (5, i64::MAX)));
        let journal = Cursor { at: 5, of: Of::Journal, seq: 9 };
        assert_eq!((journal.bound(Of::Ledger), journal.bound(Of::Journal)), ((5, i64::MIN), (5, 9)));
    }
}
