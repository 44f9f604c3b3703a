//! Walks the chains of journal and ledger and names the first row that is not as it was written.
//!
//! It reads in pages, while servers write: rows that come after it began are left for the next time.

pub mod command;

use alongside_protocol::BoardId;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use thiserror::Error;

use crate::{
    chain::{CHAIN_KEY, Chain, Mac},
    database::{Database, on_both},
    journal::{JournalError, keys::DataKeys, row::EventRow},
    ledger::row::LedgerRow,
    sealing::hex,
};

/// Rows read at a time.
const PAGE_ROWS: i64 = 2_000;

#[derive(Debug, Error)]
pub enum AuditError {
    #[error("the record cannot be read: {0}")]
    Sql(#[from] sqlx::Error),
    #[error("the chain's key cannot be read: {0}")]
    Key(#[from] JournalError),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    Event,
    Ledger,
}

impl Table {
    pub const ALL: [Self; 2] = [Self::Event, Self::Ledger];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Ledger => "ledger",
        }
    }
}

/// The last row of a chain. Kept elsewhere, it shows later that nothing was cut off behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    pub board: BoardId,
    pub table: Table,
    pub seq: i64,
    /// Hexadecimal.
    pub mac: String,
}

/// What is wrong with a row, or with its absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Altered,
    Missing,
    Inserted,
    /// The last row does not fit: nothing follows it that would tell which of the two.
    AlteredOrInserted,
    /// The rows are there, and the key of their chain is not.
    KeyMissing,
}

impl Fault {
    pub fn words(self) -> &'static str {
        match self {
            Self::Altered => "altered",
            Self::Missing => "missing",
            Self::Inserted => "inserted",
            Self::AlteredOrInserted => "altered or inserted",
            Self::KeyMissing => "not to be verified: the key of the chain is missing",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    pub seq: i64,
    pub fault: Fault,
}

/// One chain, as far as it was walked.
#[derive(Clone, Debug)]
pub struct Walked {
    pub board: BoardId,
    pub table: Table,
    /// Rows that are as they were written.
    pub rows: u64,
    /// None where there is no row.
    pub head: Option<Head>,
    /// The first row that is not.
    pub broken: Option<Broken>,
}

/// Every board that anything is on record of.
pub async fn boards(database: &Database) -> Result<Vec<BoardId>, AuditError> {
    let boards: Vec<String> = on_both!(read database, pool => {
        sqlx::query_scalar("SELECT board FROM board UNION SELECT board FROM ledger ORDER BY 1").fetch_all(pool).await?
    });
    Ok(boards.into_iter().map(BoardId).collect())
}

/// The place of a chain's last row; 0 where there is none.
pub async fn last(database: &Database, board: &BoardId, table: Table) -> Result<i64, AuditError> {
    let sql = match table {
        Table::Event => "SELECT coalesce(max(seq), 0) FROM event WHERE board = $1",
        Table::Ledger => "SELECT coalesce(max(seq), 0) FROM ledger WHERE board = $1",
    };
    Ok(on_both!(read database, pool => sqlx::query_scalar(sql).bind(&board.0).fetch_one(pool).await?))
}

/// Walks one chain up to the row that is its last now. `known` is its head at an earlier time; `walked` hears of each
/// page's rows.
pub async fn walk(
    database: &Database,
    keys: &DataKeys,
    board: &BoardId,
    table: Table,
    known: Option<&Head>,
    mut walked: impl FnMut(u64),
) -> Result<Walked, AuditError> {
    let last = last(database, board, table).await?;
    let mut result = Walked { board: board.clone(), table, rows: 0, head: None, broken: None };
    let key = keys.find_named(board, CHAIN_KEY).await?;
    let mut walk = Walk { chain: key.as_ref().map(Chain::new), board, table, known, before: None, next_seq: 1 };
    let (mut after, mut rows) = (i64::MIN, Vec::new());
    loop {
        let page = read(database, board, table, after, last).await?;
        let is_last = (page.len() as i64) < PAGE_ROWS;
        walked(page.len() as u64);
        after = page.last().map_or(after, Row::seq);
        rows.extend(page);
        // The last row of a page waits for the one that follows it, which tells what is wrong with it.
        let ready = if is_last { rows.len() } else { rows.len().saturating_sub(1) };
        for index in 0..ready {
            if let Err(broken) = walk.take(&rows[index], rows.get(index + 1)) {
                result.broken = Some(broken);
                return Ok(result);
            }
            result.rows += 1;
        }
        rows.drain(..ready);
        if is_last {
            break;
        }
    }
    result.head = walk.head();
    result.broken = walk.cut();
    Ok(result)
}

struct Walk<'a> {
    chain: Option<Chain>,
    board: &'a BoardId,
    table: Table,
    known: Option<&'a Head>,
    before: Option<Vec<u8>>,
    next_seq: i64,
}

impl Walk<'_> {
    fn take(&mut self, row: &Row, next: Option<&Row>) -> Result<(), Broken> {
        let expected = self.next_seq;
        let broken = |seq, fault| Err(Broken { seq, fault });
        let Some(chain) = &mut self.chain else { return broken(row.seq(), Fault::KeyMissing) };
        if row.seq() < expected {
            return broken(row.seq(), Fault::Inserted);
        }
        if row.seq() > expected {
            return broken(expected, Fault::Missing);
        }
        let board = self.board.as_str();
        let before = self.before.as_deref();
        if row.link(chain, board, expected, before) != row.mac() {
            let Some(next) = next else { return broken(expected, Fault::AlteredOrInserted) };
            // The next row fits when this one is thought away: it was slipped in, and the rest moved up.
            if next.link(chain, board, expected, before) == next.mac() {
                return broken(expected, Fault::Inserted);
            }
            // The next row fits one place further on: one was taken out before, and the rest moved down.
            if next.link(chain, board, next.seq() + 1, Some(row.mac())) == next.mac() {
                return broken(expected, Fault::Missing);
            }
            return broken(expected, Fault::Altered);
        }
        // Whoever has the key can write a chain anew; not one that ends as it did.
        if self.known.is_some_and(|known| known.seq == expected && known.mac != hex(row.mac())) {
            return broken(expected, Fault::Altered);
        }
        self.before = Some(row.mac().to_vec());
        self.next_seq += 1;
        Ok(())
    }

    fn head(&self) -> Option<Head> {
        let mac = hex(self.before.as_ref()?);
        Some(Head { board: self.board.clone(), table: self.table, seq: self.next_seq - 1, mac })
    }

    /// Rows that were there earlier and are not any more.
    fn cut(&self) -> Option<Broken> {
        self.known
            .filter(|known| known.seq >= self.next_seq)
            .map(|_| Broken { seq: self.next_seq, fault: Fault::Missing })
    }
}

/// A row of either table, whole.
enum Row {
    Event(EventRead),
    Ledger(LedgerRead),
}

#[derive(FromRow)]
struct EventRead {
    seq: i64,
    at_ms: i64,
    kind: String,
    incident: Option<String>,
    author: String,
    body: String,
    sealed: Option<Vec<u8>>,
    mac: Vec<u8>,
}

#[derive(FromRow)]
struct LedgerRead {
    seq: i64,
    id: String,
    at_ms: i64,
    act: String,
    user_id: String,
    name: Option<String>,
    audience: Option<String>,
    incident: Option<String>,
    recipient: Option<String>,
    reason: Option<Vec<u8>>,
    detail: String,
    mac: Vec<u8>,
}

impl Row {
    fn seq(&self) -> i64 {
        match self {
            Self::Event(row) => row.seq,
            Self::Ledger(row) => row.seq,
        }
    }

    fn mac(&self) -> &[u8] {
        match self {
            Self::Event(row) => &row.mac,
            Self::Ledger(row) => &row.mac,
        }
    }

    /// The digest that this row has at place `seq`, after a row with the digest `before`.
    fn link(&self, chain: &mut Chain, board: &str, seq: i64, before: Option<&[u8]>) -> Mac {
        match self {
            Self::Event(row) => EventRow {
                board,
                seq,
                at_ms: row.at_ms,
                kind: &row.kind,
                incident: row.incident.as_deref(),
                author: &row.author,
                body: &row.body,
                sealed: row.sealed.as_deref(),
            }
            .mac(chain, before),
            Self::Ledger(row) => LedgerRow {
                board,
                seq,
                id: &row.id,
                at_ms: row.at_ms,
                act: &row.act,
                user: &row.user_id,
                name: row.name.as_deref(),
                audience: row.audience.as_deref(),
                incident: row.incident.as_deref(),
                recipient: row.recipient.as_deref(),
                reason: row.reason.as_deref(),
                detail: &row.detail,
            }
            .mac(chain, before),
        }
    }
}

const EVENTS: &str = "SELECT seq, at_ms, kind, incident, author, body, sealed, mac FROM event \
     WHERE board = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";
const NOTES: &str = "SELECT seq, id, at_ms, act, user_id, name, audience, incident, recipient, reason, detail, mac \
     FROM ledger WHERE board = $1 AND seq > $2 AND seq <= $3 ORDER BY seq LIMIT $4";

async fn read(
    database: &Database,
    board: &BoardId,
    table: Table,
    after: i64,
    last: i64,
) -> Result<Vec<Row>, AuditError> {
    Ok(on_both!(read database, pool => match table {
        Table::Event => {
            let query = sqlx::query_as::<_, EventRead>(EVENTS).bind(&board.0).bind(after).bind(last).bind(PAGE_ROWS);
            query.fetch_all(pool).await?.into_iter().map(Row::Event).collect()
        }
        Table::Ledger => {
            let query = sqlx::query_as::<_, LedgerRead>(NOTES).bind(&board.0).bind(after).bind(last).bind(PAGE_ROWS);
            query.fetch_all(pool).await?.into_iter().map(Row::Ledger).collect()
        }
    }))
}
