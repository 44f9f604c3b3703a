//! Data keys: one for each incident and a few of the board itself, by name, wrapped by the master key, kept open in
//! memory while in use.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use alongside_protocol::{BoardId, IncidentNumber};

use crate::{
    database::{Database, on_both},
    master::MasterKey,
    sealing::{Key, SealError},
};

use super::JournalError;

/// Open keys held in memory. Beyond that the cache starts anew; keys are read again when needed.
const CACHED_KEYS_MAX: usize = 50_000;

/// Stands before the name of a board's own key, where an incident's key has the incident's number. The feed takes no
/// number that begins with it.
pub const NAMED: char = '#';
/// Rows that are wrapped again in one page.
const REWRAP_ROWS: i64 = 500;
/// The board's key for what is about no incident: its crews and cars, and why something was erased.
pub const BOARD_KEY: &str = "board";
/// Of the digests by which sealed values are looked for.
pub const INDEX_KEY: &str = "index";

type KeyOf = (BoardId, IncidentNumber);

pub struct DataKeys {
    master: Arc<dyn MasterKey>,
    database: Database,
    open: Mutex<HashMap<KeyOf, Opened>>,
    /// How often a key was let go of: one that was read before then is not kept.
    forgotten: AtomicU64,
}

/// A key, and the first place in the sequence that it seals. What stands before is sealed by one that was destroyed.
#[derive(Clone)]
struct Opened {
    key: Key,
    from_seq: u64,
}

impl std::fmt::Debug for DataKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKeys([keys])")
    }
}

/// A key made for an incident that has none yet. It counts only once its wrapped form is committed.
#[derive(Debug)]
pub struct NewKey {
    pub incident: IncidentNumber,
    pub wrapped: Vec<u8>,
    pub from_seq: u64,
    key: Key,
}

impl DataKeys {
    pub fn new(master: Arc<dyn MasterKey>, database: Database) -> Self {
        Self { master, database, open: Mutex::default(), forgotten: AtomicU64::new(0) }
    }

    fn opened(&self) -> MutexGuard<'_, HashMap<KeyOf, Opened>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The keys of `incidents`, by number. One that has none, or whose key was destroyed, is left out.
    pub async fn load(
        &self,
        board: &BoardId,
        incidents: &[IncidentNumber],
    ) -> Result<HashMap<IncidentNumber, Key>, JournalError> {
        let mut found = HashMap::with_capacity(incidents.len());
        let mut missing = Vec::new();
        {
            let open = self.opened();
            for number in incidents {
                match open.get(&(board.clone(), number.clone())) {
                    Some(opened) => drop(found.insert(number.clone(), opened.key.clone())),
                    None => missing.push(number.clone()),
                }
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let seen = self.forgotten.load(Ordering::SeqCst);
        let wanted = serde_json::to_string(&missing).map_err(SealError::from)?;
        let rows: Vec<(String, Vec<u8>, i64)> = match &self.database {
            Database::Sqlite { reader, .. } => {
                sqlx::query_as(
                    "SELECT incident, wrapped, from_seq FROM data_key WHERE board = $1 AND incident IN (SELECT value FROM json_each($2))",
                )
                .bind(&board.0)
                .bind(wanted)
                .fetch_all(reader)
                .await?
            }
            Database::Postgres(pool) => {
                let numbers: Vec<String> = missing.into_iter().map(|number| number.0).collect();
                sqlx::query_as("SELECT incident, wrapped, from_seq FROM data_key WHERE board = $1 AND incident = ANY($2)")
                    .bind(&board.0)
                    .bind(numbers)
                    .fetch_all(pool)
                    .await?
            }
        };
        for (number, wrapped, from_seq) in rows {
            let number = IncidentNumber(number);
            let key = self.master.unwrap(&wrap_context(board, &number), &wrapped).await?;
            let opened = Opened { key: key.clone(), from_seq: from_seq as u64 };
            self.remember_unless_forgotten(board, &number, opened, seen);
            found.insert(number, key);
        }
        Ok(found)
    }

    /// A key of the board itself, such as that of its chain. Made when it is first asked for; of two nodes that make it
    /// at once, one's counts.
    pub async fn named(&self, board: &BoardId, name: &'static str) -> Result<Key, JournalError> {
        if let Some(key) = self.find_named(board, name).await? {
            return Ok(key);
        }
        let place = named(name);
        let new = self.make(board, &place, 0).await?;
        on_both!(write &self.database, pool => {
            sqlx::query("INSERT INTO data_key (board, incident, wrapped, from_seq) VALUES ($1, $2, $3, 0) ON CONFLICT DO NOTHING")
                .bind(&board.0)
                .bind(&place.0)
                .bind(&new.wrapped)
                .execute(pool)
                .await?;
        });
        // Read back: another node's may have been first.
        self.find_named(board, name).await?.ok_or_else(|| JournalError::Sealing(SealError::Crypto))
    }

    /// The same, and none where it was never made.
    pub async fn find_named(&self, board: &BoardId, name: &'static str) -> Result<Option<Key>, JournalError> {
        let place = named(name);
        Ok(self.load(board, std::slice::from_ref(&place)).await?.remove(&place))
    }

    /// A key for what is sealed from `from_seq` on.
    pub async fn make(&self, board: &BoardId, incident: &IncidentNumber, from_seq: u64) -> Result<NewKey, SealError> {
        let key = Key::random()?;
        let wrapped = self.master.wrap(&wrap_context(board, incident), &key).await?;
        Ok(NewKey { incident: incident.clone(), wrapped, from_seq, key })
    }

    /// Whether the key at hand was made after `seq`: then what stands there was sealed by one that is gone.
    pub fn is_younger(&self, board: &BoardId, incident: &IncidentNumber, seq: u64) -> bool {
        self.opened().get(&(board.clone(), incident.clone())).is_some_and(|opened| opened.from_seq > seq)
    }

    /// Lets go of a key that was destroyed, here or by another node.
    pub fn forget(&self, board: &BoardId, incident: &IncidentNumber) {
        let mut open = self.opened();
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        open.remove(&(board.clone(), incident.clone()));
    }

    /// After the commit that wrote them.
    pub fn committed(&self, board: &BoardId, keys: Vec<NewKey>) {
        for new in keys {
            self.remember(board, &new.incident, Opened { key: new.key, from_seq: new.from_seq });
        }
    }

    fn remember(&self, board: &BoardId, incident: &IncidentNumber, opened: Opened) {
        self.remember_unless_forgotten(board, incident, opened, self.forgotten.load(Ordering::SeqCst));
    }

    /// Whoever read a key just before it was destroyed does not bring it back.
    fn remember_unless_forgotten(&self, board: &BoardId, incident: &IncidentNumber, opened: Opened, seen: u64) {
        let mut open = self.opened();
        if self.forgotten.load(Ordering::SeqCst) != seen {
            return;
        }
        if open.len() >= CACHED_KEYS_MAX {
            open.clear();
        }
        open.insert((board.clone(), incident.clone()), opened);
    }

    /// Whether the master key opens what is in this database; true for an empty one.
    pub async fn fits(&self) -> Result<bool, JournalError> {
        let any: Option<(String, String, Vec<u8>)> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT board, incident, wrapped FROM data_key LIMIT 1").fetch_optional(pool).await?
        });
        let Some((board, incident, wrapped)) = any else { return Ok(true) };
        let context = wrap_context(&BoardId(board), &IncidentNumber(incident));
        Ok(self.master.unwrap(&context, &wrapped).await.is_ok())
    }

    /// Wraps again, with the newest master key, whatever an older one wrapped. Each row is changed only if it is still
    /// what was read, so servers may go on meanwhile. Tells after each page how many were done.
    pub async fn rewrap(&self, mut tell: impl FnMut(u64)) -> Result<u64, JournalError> {
        let (mut board, mut incident) = (String::new(), String::new());
        let mut done = 0;
        loop {
            let page: Vec<(String, String, Vec<u8>)> = on_both!(read &self.database, pool => {
                sqlx::query_as(
                    "SELECT board, incident, wrapped FROM data_key WHERE (board, incident) > ($1, $2) \
                     ORDER BY board, incident LIMIT $3",
                )
                .bind(&board)
                .bind(&incident)
                .bind(REWRAP_ROWS)
                .fetch_all(pool)
                .await?
            });
            let Some((last_board, last_incident, _)) = page.last().cloned() else { return Ok(done) };
            for (board, incident, wrapped) in page.iter().filter(|(_, _, wrapped)| !self.master.is_current(wrapped)) {
                let context = wrap_context(&BoardId(board.clone()), &IncidentNumber(incident.clone()));
                let key = self.master.unwrap(&context, wrapped).await?;
                let again = self.master.wrap(&context, &key).await?;
                done += on_both!(write &self.database, pool => {
                    sqlx::query("UPDATE data_key SET wrapped = $4 WHERE board = $1 AND incident = $2 AND wrapped = $3")
                        .bind(board)
                        .bind(incident)
                        .bind(wrapped)
                        .bind(&again)
                        .execute(pool)
                        .await?
                        .rows_affected()
                });
            }
            tell(done);
            (board, incident) = (last_board, last_incident);
        }
    }

    /// Every wrapped key, for the commands that count by whose they are.
    pub async fn wrapped(&self) -> Result<Vec<Vec<u8>>, JournalError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT wrapped FROM data_key").fetch_all(pool).await?
        }))
    }
}

impl NewKey {
    pub fn key(&self) -> &Key {
        &self.key
    }
}

fn named(name: &str) -> IncidentNumber {
    IncidentNumber(format!("{NAMED}{name}"))
}

fn wrap_context(board: &BoardId, incident: &IncidentNumber) -> String {
    format!("key/{board}/{incident}")
}
