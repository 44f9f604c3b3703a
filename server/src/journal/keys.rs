//! Data keys: one for each incident and a few of the board itself, by name, wrapped by the master key, kept open in
//! memory while in use.

use std::{collections::HashMap, sync::Mutex};

use alongside_protocol::{BoardId, IncidentNumber};

use crate::{
    database::{Database, on_both},
    sealing::{Key, SealError},
};

use super::JournalError;

/// Open keys held in memory. Beyond that the cache starts anew; keys are read again when needed.
const CACHED_KEYS_MAX: usize = 50_000;

/// Stands before the name of a board's own key, where an incident's key has the incident's number. The feed takes no
/// number that begins with it.
pub const NAMED: char = '#';

type KeyOf = (BoardId, IncidentNumber);

#[derive(Debug)]
pub struct DataKeys {
    master: Key,
    database: Database,
    open: Mutex<HashMap<KeyOf, Key>>,
}

/// A key made for an incident that has none yet. It counts only once its wrapped form is committed.
#[derive(Debug)]
pub struct NewKey {
    pub incident: IncidentNumber,
    pub wrapped: Vec<u8>,
    key: Key,
}

impl DataKeys {
    pub fn new(master: Key, database: Database) -> Self {
        Self { master, database, open: Mutex::default() }
    }

    pub fn master(&self) -> &Key {
        &self.master
    }

    /// The keys of `incidents`, by number. One that has none, or whose key was destroyed, is left out.
    pub async fn load(
        &self,
        board: &BoardId,
        incidents: &[IncidentNumber],
    ) -> Result<HashMap<IncidentNumber, Key>, JournalError> {
        let mut found = HashMap::with_capacity(incidents.len());
        let mut missing = Vec::new();
        if let Ok(open) = self.open.lock() {
            for number in incidents {
                match open.get(&(board.clone(), number.clone())) {
                    Some(key) => drop(found.insert(number.clone(), key.clone())),
                    None => missing.push(number.clone()),
                }
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let wanted = serde_json::to_string(&missing).map_err(SealError::from)?;
        let rows: Vec<(String, Vec<u8>)> = match &self.database {
            Database::Sqlite { reader, .. } => {
                sqlx::query_as(
                    "SELECT incident, wrapped FROM data_key WHERE board = $1 AND incident IN (SELECT value FROM json_each($2))",
                )
                .bind(&board.0)
                .bind(wanted)
                .fetch_all(reader)
                .await?
            }
            Database::Postgres(pool) => {
                let numbers: Vec<String> = missing.into_iter().map(|number| number.0).collect();
                sqlx::query_as("SELECT incident, wrapped FROM data_key WHERE board = $1 AND incident = ANY($2)")
                    .bind(&board.0)
                    .bind(numbers)
                    .fetch_all(pool)
                    .await?
            }
        };
        for (number, wrapped) in rows {
            let number = IncidentNumber(number);
            let key = self.unwrap(board, &number, &wrapped)?;
            self.remember(board, &number, key.clone());
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
        let new = self.make(board, &place)?;
        on_both!(write &self.database, pool => {
            sqlx::query("INSERT INTO data_key (board, incident, wrapped) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
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

    pub fn make(&self, board: &BoardId, incident: &IncidentNumber) -> Result<NewKey, SealError> {
        let key = Key::random()?;
        let wrapped = self.master.seal(&wrap_context(board, incident), key.bytes())?;
        Ok(NewKey { incident: incident.clone(), wrapped, key })
    }

    /// After the commit that wrote them.
    pub fn committed(&self, board: &BoardId, keys: Vec<NewKey>) {
        for new in keys {
            self.remember(board, &new.incident, new.key);
        }
    }

    fn remember(&self, board: &BoardId, incident: &IncidentNumber, key: Key) {
        if let Ok(mut open) = self.open.lock() {
            if open.len() >= CACHED_KEYS_MAX {
                open.clear();
            }
            open.insert((board.clone(), incident.clone()), key);
        }
    }

    fn unwrap(&self, board: &BoardId, incident: &IncidentNumber, wrapped: &[u8]) -> Result<Key, SealError> {
        Key::from_bytes(&self.master.open(&wrap_context(board, incident), wrapped)?)
    }

    /// Whether the master key opens what is in this database; true for an empty one.
    pub async fn fits(&self) -> Result<bool, JournalError> {
        let any: Option<(String, String, Vec<u8>)> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT board, incident, wrapped FROM data_key LIMIT 1").fetch_optional(pool).await?
        });
        Ok(any.is_none_or(|(board, incident, wrapped)| {
            self.unwrap(&BoardId(board), &IncidentNumber(incident), &wrapped).is_ok()
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
