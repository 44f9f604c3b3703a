//! Tokens of machines: feeds, trackers, whoever reads figures. Random, shown once, kept as a digest, good for one role
//! on one board until a day that is known. They can be called back singly, at once.

use std::time::Duration;

use alongside_protocol::{BoardId, Millis, UserId, vocabulary::Role};
use quick_cache::sync::Cache;
use sqlx::FromRow;
use thiserror::Error;
use uuid::Uuid;

use super::{
    Identity, MACHINE_PREFIX,
    notice::{AccessNotice, Notices},
};
use crate::{
    database::{Database, on_both},
    sealing::{Key, SealError, hex, sha256},
};

/// Begins every token, so that one that lies about is known for what it is.
pub const PREFIX: &str = "alongside_";
/// Between a token's id and its random part.
const SEPARATOR: char = '_';
/// Tokens remembered as read.
const REMEMBERED_MAX: usize = 1_024;
/// How long one that was read is not read again, ms. Called back, it is refused sooner: as ended sign-ins are.
const REMEMBERED_MS: Millis = 60_000;
/// How long the database may take over one, ms. Then what was remembered counts, however old.
const LOOKUP_MS_MAX: u64 = 1_000;

#[derive(Debug, Error)]
pub enum ServiceTokenError {
    #[error("the tokens cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error("the tokens cannot be read: the database does not answer")]
    Slow,
    #[error(transparent)]
    Random(#[from] SealError),
    #[error("the token has expired")]
    Expired,
    #[error("the token is not valid")]
    Invalid,
    #[error("no token of that name is open on that board")]
    Unknown,
}

/// What a token is good for.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// Names the machine in the records.
    pub name: String,
    pub role: Role,
    pub board: BoardId,
    pub expires_at: Millis,
}

/// One as it is listed. Times are ms since 1970.
#[derive(Clone, Debug, FromRow)]
pub struct Listed {
    pub token_id: String,
    digest: String,
    pub name: String,
    pub role: String,
    pub board: String,
    pub created_ms: i64,
    pub expires_ms: i64,
    pub last_used_ms: Option<i64>,
    pub revoked_ms: Option<i64>,
}

#[derive(Clone, Debug)]
struct Remembered {
    digest: String,
    identity: Identity,
    expires_at: Millis,
    read_at: Millis,
}

#[derive(Debug)]
pub struct ServiceTokens {
    database: Database,
    notices: Notices,
    remembered: Cache<String, Remembered>,
}

impl ServiceTokens {
    pub fn new(database: Database, notices: Notices) -> Self {
        Self { database, notices, remembered: Cache::new(REMEMBERED_MAX) }
    }

    /// A new token, shown this once.
    pub async fn issue(&self, new: &NewToken, now: Millis) -> Result<String, ServiceTokenError> {
        let id = Uuid::now_v7().simple().to_string();
        let token = format!("{PREFIX}{id}{SEPARATOR}{}", hex(Key::random()?.bytes()));
        on_both!(write &self.database, pool => {
            sqlx::query(
                "INSERT INTO service_token (token_id, digest, name, role, board, created_ms, expires_ms) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(&id)
            .bind(sha256(token.as_bytes()))
            .bind(&new.name)
            .bind(new.role.as_str())
            .bind(&new.board.0)
            .bind(now)
            .bind(new.expires_at)
            .execute(pool)
            .await?;
        });
        self.notices.tell(&AccessNotice::TokenIssued { token: id, name: new.name.clone(), board: new.board.clone() });
        Ok(token)
    }

    /// A new token in place of those of that name. The old ones stay good until `overlap_until`, and no longer.
    pub async fn rotate(
        &self,
        name: &str,
        board: &BoardId,
        expires_at: Millis,
        overlap_until: Millis,
        now: Millis,
    ) -> Result<String, ServiceTokenError> {
        let open = self.open(name, board, now).await?;
        let newest = open.first().ok_or(ServiceTokenError::Unknown)?;
        let role = Role::parse(&newest.role).ok_or(ServiceTokenError::Invalid)?;
        let new = NewToken { name: name.to_owned(), role, board: board.clone(), expires_at };
        let token = self.issue(&new, now).await?;
        for old in &open {
            on_both!(write &self.database, pool => {
                sqlx::query("UPDATE service_token SET expires_ms = $2 WHERE token_id = $1 AND expires_ms > $2")
                    .bind(&old.token_id)
                    .bind(overlap_until)
                    .execute(pool)
                    .await?;
            });
        }
        Ok(token)
    }

    /// Calls back every open token of that name. Answers how many.
    pub async fn revoke(&self, name: &str, board: &BoardId, now: Millis) -> Result<usize, ServiceTokenError> {
        let open = self.open(name, board, now).await?;
        for token in &open {
            on_both!(write &self.database, pool => {
                sqlx::query("UPDATE service_token SET revoked_ms = $2 WHERE token_id = $1 AND revoked_ms IS NULL")
                    .bind(&token.token_id)
                    .bind(now)
                    .execute(pool)
                    .await?;
            });
            let (token, name) = (token.token_id.clone(), name.to_owned());
            self.notices.tell(&AccessNotice::TokenRevoked { token, name, board: board.clone() });
        }
        if open.is_empty() { Err(ServiceTokenError::Unknown) } else { Ok(open.len()) }
    }

    async fn open(&self, name: &str, board: &BoardId, now: Millis) -> Result<Vec<Listed>, ServiceTokenError> {
        let is_open = |token: &Listed| token.revoked_ms.is_none() && token.expires_ms > now;
        let all = self.list().await?;
        Ok(all.into_iter().filter(|token| token.name == name && token.board == board.0 && is_open(token)).collect())
    }

    /// All that there ever were, the newest first.
    pub async fn list(&self) -> Result<Vec<Listed>, ServiceTokenError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT * FROM service_token ORDER BY created_ms DESC, token_id").fetch_all(pool).await?
        }))
    }

    /// Whose token this is.
    pub async fn check(&self, token: &str, now: Millis) -> Result<Identity, ServiceTokenError> {
        let parts = token.strip_prefix(PREFIX).and_then(|rest| rest.split_once(SEPARATOR));
        let (id, _) = parts.ok_or(ServiceTokenError::Invalid)?;
        let digest = sha256(token.as_bytes());
        let remembered = self.remembered.get(id).filter(|known| known.digest == digest);
        let known = match remembered {
            Some(known) if now - known.read_at < REMEMBERED_MS => known,
            known => match (self.read(id, &digest, now).await, known) {
                (Err(ServiceTokenError::Database(_) | ServiceTokenError::Slow), Some(known)) => known,
                (read, _) => read?,
            },
        };
        if known.expires_at <= now {
            return Err(ServiceTokenError::Expired);
        }
        Ok(known.identity)
    }

    async fn read(&self, id: &str, digest: &str, now: Millis) -> Result<Remembered, ServiceTokenError> {
        let read = async {
            Ok::<Option<Listed>, sqlx::Error>(on_both!(read &self.database, pool => {
                sqlx::query_as("SELECT * FROM service_token WHERE token_id = $1").bind(id).fetch_optional(pool).await?
            }))
        };
        let patience = Duration::from_millis(LOOKUP_MS_MAX);
        let row = tokio::time::timeout(patience, read).await.map_err(|_| ServiceTokenError::Slow)??;
        let is_right = |row: &Listed| row.digest == digest && row.revoked_ms.is_none();
        let Some(row) = row.filter(is_right) else {
            self.remembered.remove(id);
            return Err(ServiceTokenError::Invalid);
        };
        let role = Role::parse(&row.role).ok_or(ServiceTokenError::Invalid)?;
        let identity = Identity {
            user: UserId(format!("{MACHINE_PREFIX}{}", row.name)),
            name: row.name,
            roles: vec![role],
            boards: vec![BoardId(row.board)],
            car: None,
            session: Some(row.token_id),
            session_expires_at: Some(row.expires_ms),
            must_enrol: false,
        };
        let known = Remembered { digest: row.digest, identity, expires_at: row.expires_ms, read_at: now };
        self.remembered.insert(id.to_owned(), known.clone());
        let used = async {
            on_both!(write &self.database, pool => {
                sqlx::query("UPDATE service_token SET last_used_ms = $2 WHERE token_id = $1")
                    .bind(id)
                    .bind(now)
                    .execute(pool)
                    .await
                    .map(drop)
            })
        };
        // For the list alone: a machine is not kept waiting, or turned away, for it.
        if !matches!(tokio::time::timeout(patience, used).await, Ok(Ok(()))) {
            tracing::debug!("when a machine's token was last used could not be noted");
        }
        Ok(known)
    }
}
