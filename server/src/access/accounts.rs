//! Local accounts in the database.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use alongside_protocol::{BoardId, CarId, Millis, UserId, vocabulary::Role};
use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

use super::{Identity, password};
use crate::{
    clock,
    database::{Database, on_both},
};

/// Wrong passwords in a row before the account is locked.
pub const FAILURES_MAX: i64 = 10;
/// How long it then stays locked, ms.
pub const LOCK_MS: Millis = 15 * 60_000;
/// Names without an account that are remembered for their wrong passwords. Beyond that the memory starts anew.
const UNKNOWN_NAMES_MAX: usize = 10_000;

#[derive(Debug, Error)]
pub enum AccountError {
    #[error("the accounts cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error("an account is stored unreadably: {0}")]
    Stored(#[from] serde_json::Error),
    #[error(transparent)]
    Password(#[from] password::PasswordError),
    #[error("the name or the password is wrong")]
    Wrong,
    #[error("too many wrong passwords: locked until later")]
    Locked { until: Millis },
}

/// What an account is made of, to create or to change it.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub username: String,
    pub name: String,
    pub password: SecretString,
    pub roles: Vec<Role>,
    pub boards: Vec<BoardId>,
    pub car: Option<CarId>,
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    user_id: String,
    name: String,
    password_hash: String,
    roles: String,
    boards: String,
    car: Option<String>,
    disabled: i64,
    failures: i64,
    locked_until_ms: i64,
}

impl Row {
    fn identity(&self) -> Result<Identity, serde_json::Error> {
        Ok(Identity {
            user: UserId(self.user_id.clone()),
            name: self.name.clone(),
            roles: serde_json::from_str(&self.roles)?,
            boards: serde_json::from_str(&self.boards)?,
            car: self.car.clone().map(CarId),
            session: None,
            session_expires_at: None,
        })
    }
}

/// Names that nobody has are locked just as others are, in memory, so that a lock does not tell which names exist.
#[derive(Debug, Default)]
struct UnknownNames(Mutex<HashMap<String, (i64, Millis)>>);

impl UnknownNames {
    fn locked_until(&self, name: &str, now: Millis) -> Option<Millis> {
        let names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        names.get(name).map(|(_, until)| *until).filter(|until| *until > now)
    }

    fn failed(&self, name: String, now: Millis) -> AccountError {
        let mut names = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if names.len() >= UNKNOWN_NAMES_MAX {
            names.clear();
        }
        let (failures, until) = names.entry(name).or_default();
        *failures += 1;
        if *failures < FAILURES_MAX {
            return AccountError::Wrong;
        }
        (*failures, *until) = (0, now + LOCK_MS);
        AccountError::Locked { until: *until }
    }
}

#[derive(Clone, Debug)]
pub struct Accounts {
    database: Database,
    unknown: Arc<UnknownNames>,
}

impl Accounts {
    pub fn new(database: Database) -> Self {
        Self { database, unknown: Arc::default() }
    }

    /// Creates the account, or gives the one with this username new particulars and a new password. Where
    /// anything changed, its open sessions end: nobody goes on with rights that were taken back.
    pub async fn put(&self, account: NewAccount) -> Result<UserId, AccountError> {
        if let Some(unchanged) = self.unchanged(&account).await? {
            return Ok(unchanged);
        }
        let hash = password::hash(account.password).await?;
        let (roles, boards) = (serde_json::to_string(&account.roles)?, serde_json::to_string(&account.boards)?);
        let id: String = on_both!(write &self.database, pool => {
            sqlx::query_scalar(
                "INSERT INTO account (user_id, username, name, password_hash, roles, boards, car) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) \
                 ON CONFLICT (username) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash, \
                   roles = excluded.roles, boards = excluded.boards, car = excluded.car, disabled = 0, failures = 0, \
                   locked_until_ms = 0 \
                 RETURNING user_id",
            )
            .bind(Uuid::now_v7().to_string())
            .bind(account.username.trim().to_lowercase())
            .bind(&account.name)
            .bind(&hash)
            .bind(&roles)
            .bind(&boards)
            .bind(account.car.as_ref().map(|car| &car.0))
            .fetch_one(pool)
            .await?
        });
        on_both!(write &self.database, pool => {
            sqlx::query("UPDATE session SET ended_ms = $2 WHERE user_id = $1 AND ended_ms IS NULL")
                .bind(&id)
                .bind(clock::now_ms())
                .execute(pool)
                .await?;
        });
        Ok(UserId(id))
    }

    /// The account, where it is already just as it is to be, password included.
    async fn unchanged(&self, wanted: &NewAccount) -> Result<Option<UserId>, AccountError> {
        let Some(row) = self.row(&wanted.username.trim().to_lowercase()).await? else { return Ok(None) };
        let known = row.identity()?;
        let same = known.name == wanted.name
            && known.roles == wanted.roles
            && known.boards == wanted.boards
            && known.car == wanted.car
            && row.disabled == 0
            && row.locked_until_ms == 0;
        if same && password::fits(wanted.password.clone(), Some(row.password_hash)).await? {
            return Ok(Some(known.user));
        }
        Ok(None)
    }

    async fn row(&self, username: &str) -> Result<Option<Row>, sqlx::Error> {
        on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT * FROM account WHERE username = $1").bind(username).fetch_optional(pool).await
        })
    }

    /// Checks a name and a password. Whether the name exists cannot be told from the answer or its time.
    pub async fn check(&self, username: &str, password: SecretString, now: Millis) -> Result<Identity, AccountError> {
        // A NUL, which Postgres does not take, is in no name.
        let username = username.trim().to_lowercase().replace('\0', "");
        let row = self.row(&username).await?;
        if let Some(row) = &row
            && row.locked_until_ms > now
        {
            return Err(AccountError::Locked { until: row.locked_until_ms });
        }
        if row.is_none()
            && let Some(until) = self.unknown.locked_until(&username, now)
        {
            return Err(AccountError::Locked { until });
        }
        let fits = password::fits(password, row.as_ref().map(|row| row.password_hash.clone())).await?;
        let Some(row) = row else { return Err(self.unknown.failed(username, now)) };
        if !fits {
            return Err(self.count_failure(&row, now).await?);
        }
        if row.disabled != 0 {
            return Err(AccountError::Wrong);
        }
        if row.failures > 0 {
            self.set_failures(&row.user_id, 0, 0).await?;
        }
        Ok(row.identity()?)
    }

    async fn count_failure(&self, row: &Row, now: Millis) -> Result<AccountError, AccountError> {
        let failures = row.failures + 1;
        if failures < FAILURES_MAX {
            self.set_failures(&row.user_id, failures, 0).await?;
            return Ok(AccountError::Wrong);
        }
        let until = now + LOCK_MS;
        self.set_failures(&row.user_id, 0, until).await?;
        tracing::warn!(user = %row.user_id, "account locked after wrong passwords");
        Ok(AccountError::Locked { until })
    }

    async fn set_failures(&self, user: &str, failures: i64, locked_until: Millis) -> Result<(), sqlx::Error> {
        on_both!(write &self.database, pool => {
            sqlx::query("UPDATE account SET failures = $2, locked_until_ms = $3 WHERE user_id = $1")
                .bind(user)
                .bind(failures)
                .bind(locked_until)
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// The account as it stands now; none where it is gone or disabled.
    pub async fn find(&self, user: &UserId) -> Result<Option<Identity>, AccountError> {
        let row: Option<Row> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT * FROM account WHERE user_id = $1 AND disabled = 0")
                .bind(&user.0)
                .fetch_optional(pool)
                .await?
        });
        Ok(row.map(|row| row.identity()).transpose()?)
    }

    pub async fn count(&self) -> Result<i64, AccountError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT count(*) FROM account WHERE disabled = 0").fetch_one(pool).await?
        }))
    }
}
