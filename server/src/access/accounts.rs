//! Accounts in the database: local ones with a password, and those that the identity provider vouches for.

use std::sync::Arc;

use alongside_protocol::{BoardId, CarId, Millis, UserId, limits::FIELD_CHARS_MAX, vocabulary::Role};
use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

use super::{
    Identity,
    breached::Breached,
    keys::AccountKeys,
    notice::{AccessNotice, Change, Notices, Refused, Whose},
    password,
    second_factor::SecondFactor,
    sessions::SessionError,
    tries::Tries,
};
use crate::{
    clock,
    database::{Database, on_both},
    sealing::{SealError, sha256},
};

/// Begins the user names of accounts that the identity provider vouches for, so that none is ever a local one's.
pub const PROVIDER_PREFIX: &str = "oidc:";

#[derive(Debug, Error)]
pub enum AccountError {
    #[error("the accounts cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error("an account is stored unreadably: {0}")]
    Stored(#[from] serde_json::Error),
    #[error(transparent)]
    Password(#[from] password::PasswordError),
    #[error(transparent)]
    Sealing(#[from] SealError),
    #[error(transparent)]
    Session(#[from] SessionError),
    #[error("a local user name has no colon")]
    Name,
    #[error("the name or the password is wrong")]
    Wrong,
    #[error("the code of the second factor is still to come")]
    CodeNeeded,
    #[error("the code is wrong, too old, or was used before")]
    CodeWrong,
    #[error("too many failed tries: locked until later")]
    Locked { until: Millis },
    #[error("too many failed tries for this name: wait a little")]
    Slowed { until: Millis },
    #[error("there is no such account")]
    Unknown,
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

/// Somebody whom the identity provider vouches for, with what their groups are good for.
#[derive(Clone, Debug)]
pub struct Vouched {
    pub issuer: String,
    pub subject: String,
    /// As people know it; unique or not.
    pub username: String,
    pub name: String,
    pub roles: Vec<Role>,
    pub boards: Vec<BoardId>,
    pub car: Option<CarId>,
}

/// How local accounts are to be kept.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    pub second_factor: SecondFactor,
    pub breached: Option<Arc<Breached>>,
}

/// One try to sign in.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub username: String,
    pub password: SecretString,
    pub code: Option<SecretString>,
    /// Where it comes from, as text.
    pub address: String,
}

/// Somebody who is in, and what they should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Welcome {
    pub identity: Identity,
    /// Failed tries since the last sign-in.
    pub failed_since: i64,
    /// When that was, ms since 1970.
    pub last_at: Option<Millis>,
    /// A digest of what was given, as the account asked for it then.
    seen: String,
}

fn seen(row: &Row) -> String {
    sha256(format!("{:?}/{}", row.password_hash, row.second_factor_on).as_bytes())
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub user_id: String,
    pub username: String,
    pub name: String,
    pub password_hash: Option<String>,
    pub roles: String,
    pub boards: String,
    pub car: Option<String>,
    pub disabled: i64,
    pub failed_since: i64,
    pub last_sign_in_ms: Option<i64>,
    pub second_factor: Option<Vec<u8>>,
    pub second_factor_on: i64,
}

impl Row {
    pub fn user(&self) -> UserId {
        UserId(self.user_id.clone())
    }

    pub fn whose(&self) -> Whose {
        // One that is stored unreadably is told where it is read.
        let boards = serde_json::from_str(&self.boards).unwrap_or_default();
        Whose { user: self.user(), name: self.name.clone(), boards }
    }
}

#[derive(Clone, Debug)]
pub struct Accounts {
    pub(super) database: Database,
    pub(super) keys: AccountKeys,
    pub(super) rules: Rules,
    pub(super) notices: Notices,
    pub(super) tries: Tries,
}

impl Accounts {
    pub fn new(database: Database, keys: AccountKeys, rules: Rules, notices: Notices) -> Self {
        let tries = Tries::new(database.clone(), keys.clone());
        Self { database, keys, rules, notices, tries }
    }

    pub fn second_factor_rule(&self) -> SecondFactor {
        self.rules.second_factor
    }

    /// Creates the account, or gives the one with this username new particulars and a new password. Where
    /// anything changed, its open sessions end: nobody goes on with rights that were taken back.
    pub async fn put(&self, account: NewAccount) -> Result<UserId, AccountError> {
        let username = canonical(&account.username);
        if username.contains(':') {
            return Err(AccountError::Name);
        }
        if let Some(unchanged) = self.unchanged(&username, &account).await? {
            return Ok(unchanged);
        }
        let hash = password::hash(account.password, &username, &account.name, self.rules.breached.clone()).await?;
        let (roles, boards) = (serde_json::to_string(&account.roles)?, serde_json::to_string(&account.boards)?);
        let new = Uuid::now_v7().to_string();
        let id: String = on_both!(write &self.database, pool => {
            sqlx::query_scalar(
                "INSERT INTO account (user_id, username, name, password_hash, roles, boards, car) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7) \
                 ON CONFLICT (username) DO UPDATE SET name = excluded.name, password_hash = excluded.password_hash, \
                   roles = excluded.roles, boards = excluded.boards, car = excluded.car, disabled = 0, failed_since = 0 \
                 RETURNING user_id",
            )
            .bind(&new)
            .bind(&username)
            .bind(&account.name)
            .bind(&hash)
            .bind(&roles)
            .bind(&boards)
            .bind(account.car.as_ref().map(|car| &car.0))
            .fetch_one(pool)
            .await?
        });
        self.tries.unlock(&username).await?;
        let user = UserId(id);
        self.end_all(&user, clock::now_ms()).await?;
        let what = if user.0 == new { Change::Made } else { Change::Particulars };
        let whose = Whose { user: user.clone(), name: account.name, boards: account.boards };
        self.notices.tell(&AccessNotice::AccountChanged { whose, what, by: None });
        Ok(user)
    }

    /// The account, where it is already just as it is to be, password included.
    async fn unchanged(&self, username: &str, wanted: &NewAccount) -> Result<Option<UserId>, AccountError> {
        let Some(row) = self.row_by_name(username).await? else { return Ok(None) };
        let known = self.identity(&row)?;
        let is_locked = self.tries.locked_until(&self.tries.name(username), clock::now_ms()).await?.is_some();
        let same = known.name == wanted.name
            && known.roles == wanted.roles
            && known.boards == wanted.boards
            && known.car == wanted.car
            && row.disabled == 0
            && !is_locked;
        if same && password::fits(wanted.password.clone(), row.password_hash.clone()).await? {
            return Ok(Some(known.user));
        }
        Ok(None)
    }

    /// The account of somebody whom the identity provider vouches for: made at the first sign-in, and with the rights
    /// that their groups give today. Where these changed, earlier sign-ins end.
    pub async fn vouched(&self, person: Vouched, now: Millis) -> Result<Welcome, AccountError> {
        let (roles, boards) = (serde_json::to_string(&person.roles)?, serde_json::to_string(&person.boards)?);
        let car = person.car.as_ref().map(|car| car.0.clone());
        let name: String = person.name.chars().filter(|letter| !letter.is_control()).take(FIELD_CHARS_MAX).collect();
        let known: Option<Row> = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT * FROM account WHERE issuer = $1 AND subject = $2")
                .bind(&person.issuer)
                .bind(&person.subject)
                .fetch_optional(pool)
                .await?
        });
        if let Some(row) = &known
            && row.disabled != 0
        {
            self.notices.tell(&AccessNotice::Refused { whose: Some(row.whose()), why: Refused::Disabled });
            return Err(AccountError::Wrong);
        }
        let new = Uuid::now_v7().to_string();
        // Two people of one user name, in two directories or one after the other, stay two.
        let username = known.as_ref().map_or_else(
            || format!("{PROVIDER_PREFIX}{}#{}", canonical(&person.username), &new[new.len() - 6..]),
            |row| row.username.clone(),
        );
        let id: String = on_both!(write &self.database, pool => {
            sqlx::query_scalar(
                "INSERT INTO account (user_id, username, name, issuer, subject, roles, boards, car, last_sign_in_ms) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, roles = excluded.roles, \
                   boards = excluded.boards, car = excluded.car, last_sign_in_ms = excluded.last_sign_in_ms \
                 RETURNING user_id",
            )
            .bind(&new)
            .bind(username)
            .bind(&name)
            .bind(&person.issuer)
            .bind(&person.subject)
            .bind(&roles)
            .bind(&boards)
            .bind(&car)
            .bind(now)
            .fetch_one(pool)
            .await?
        });
        let user = UserId(id);
        let changed = known.as_ref().map(|row| row.roles != roles || row.boards != boards || row.car != car);
        if changed == Some(true) {
            self.end_all(&user, now).await?;
        }
        let identity = Identity {
            user,
            name,
            roles: person.roles,
            boards: person.boards,
            car: person.car,
            session: None,
            session_expires_at: None,
            must_enrol: false,
        };
        if changed != Some(false) {
            let what = if changed.is_none() { Change::Made } else { Change::Particulars };
            self.notices.tell(&AccessNotice::AccountChanged { whose: Whose::of(&identity), what, by: None });
        }
        let last_at = known.and_then(|row| row.last_sign_in_ms);
        Ok(Welcome { identity, failed_since: 0, last_at, seen: String::new() })
    }

    /// Checks a name, a password and, where the account has a second factor, its code. Whether the name exists cannot
    /// be told from the answer or its time.
    pub async fn check(&self, given: Credentials, now: Millis) -> Result<Welcome, AccountError> {
        // A NUL, which Postgres does not take, is in no name.
        let username = canonical(&given.username).replace('\0', "");
        let row = self.row_by_name(&username).await?;
        let who = self.tries.who(&username, &given.address);
        let last_try = self.tries.begin(&who, now).await?;
        let fits = password::fits(given.password, row.as_ref().and_then(|row| row.password_hash.clone())).await?;
        let why = match &row {
            Some(row) if fits && row.disabled != 0 => Refused::Disabled,
            Some(row) if fits && row.second_factor_on != 0 => match &given.code {
                None => {
                    self.tries.give_back(&who).await?;
                    return Err(AccountError::CodeNeeded);
                }
                Some(code) if self.code_fits(row, code, now).await? => return self.welcome(row, &who, now).await,
                Some(_) => Refused::Code,
            },
            Some(row) if fits => return self.welcome(row, &who, now).await,
            _ => Refused::Password,
        };
        self.tries.failed(&who, &username, now).await?;
        let whose = row.as_ref().map(Row::whose);
        self.notices.tell(&AccessNotice::Refused { whose: whose.clone(), why });
        if let Some(until) = last_try {
            self.notices.tell(&AccessNotice::Locked { whose });
            return Err(AccountError::Locked { until });
        }
        Err(if why == Refused::Code { AccountError::CodeWrong } else { AccountError::Wrong })
    }

    async fn welcome(&self, row: &Row, who: &super::tries::Who, now: Millis) -> Result<Welcome, AccountError> {
        self.tries.succeeded(who, now).await?;
        on_both!(write &self.database, pool => {
            sqlx::query("UPDATE account SET failed_since = 0, last_sign_in_ms = $2 WHERE user_id = $1")
                .bind(&row.user_id)
                .bind(now)
                .execute(pool)
                .await?;
        });
        let (failed_since, last_at, seen) = (row.failed_since, row.last_sign_in_ms, seen(row));
        Ok(Welcome { identity: self.identity(row)?, failed_since, last_at, seen })
    }

    /// Whether the account still asks for what was given. Asked once the sign-in stands: a password that is changed, or
    /// a second factor that is set up, while a sign-in is under way ends those that it sees, and this one sees it.
    pub async fn still_asks_so(&self, welcome: &Welcome) -> Result<bool, AccountError> {
        let row = self.row(&welcome.identity.user).await?;
        Ok(row.is_some_and(|row| row.disabled == 0 && seen(&row) == welcome.seen))
    }

    /// A new password for somebody who gives the old one, and the code where there is a second factor. Every other
    /// sign-in of theirs ends.
    pub async fn change_password(
        &self,
        given: Credentials,
        new: SecretString,
        keep: Option<&str>,
        now: Millis,
    ) -> Result<(), AccountError> {
        let row = self.row_by_name(&given.username).await?.ok_or(AccountError::Unknown)?;
        let hash = password::hash(new, &row.username, &row.name, self.rules.breached.clone()).await?;
        self.check(given, now).await?;
        on_both!(write &self.database, pool => {
            sqlx::query("UPDATE account SET password_hash = $2 WHERE user_id = $1")
                .bind(&row.user_id)
                .bind(&hash)
                .execute(pool)
                .await?;
        });
        self.end_others(&row.user(), keep, now).await?;
        let (whose, by) = (row.whose(), Some(row.user()));
        self.notices.tell(&AccessNotice::AccountChanged { whose, what: Change::Password, by });
        Ok(())
    }

    async fn end_all(&self, user: &UserId, now: Millis) -> Result<(), AccountError> {
        self.end_others(user, None, now).await
    }

    pub(super) async fn end_others(&self, user: &UserId, keep: Option<&str>, now: Millis) -> Result<(), AccountError> {
        on_both!(write &self.database, pool => {
            sqlx::query("UPDATE session SET ended_ms = $2 WHERE user_id = $1 AND session_id <> $3 AND ended_ms IS NULL")
                .bind(&user.0)
                .bind(now)
                .bind(keep.unwrap_or_default())
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    pub(super) async fn row_by_name(&self, username: &str) -> Result<Option<Row>, sqlx::Error> {
        on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT * FROM account WHERE username = $1").bind(username).fetch_optional(pool).await
        })
    }

    pub(super) async fn row(&self, user: &UserId) -> Result<Option<Row>, sqlx::Error> {
        on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT * FROM account WHERE user_id = $1").bind(&user.0).fetch_optional(pool).await
        })
    }

    pub(super) fn identity(&self, row: &Row) -> Result<Identity, serde_json::Error> {
        Ok(Identity {
            user: row.user(),
            name: row.name.clone(),
            roles: serde_json::from_str(&row.roles)?,
            boards: serde_json::from_str(&row.boards)?,
            car: row.car.clone().map(CarId),
            session: None,
            session_expires_at: None,
            // Whoever the provider vouches for has its second factor.
            must_enrol: self.rules.second_factor == SecondFactor::Required
                && row.password_hash.is_some()
                && row.second_factor_on == 0,
        })
    }

    /// The account as it stands now; none where it is gone or disabled.
    pub async fn find(&self, user: &UserId) -> Result<Option<Identity>, AccountError> {
        let row = self.row(user).await?.filter(|row| row.disabled == 0);
        Ok(row.map(|row| self.identity(&row)).transpose()?)
    }

    /// The name that somebody types, by the account's id.
    pub async fn username(&self, user: &UserId) -> Result<String, AccountError> {
        self.row(user).await?.map(|row| row.username).ok_or(AccountError::Unknown)
    }

    pub async fn count(&self) -> Result<i64, AccountError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT count(*) FROM account WHERE disabled = 0").fetch_one(pool).await?
        }))
    }

    /// Lets go of tries that count no more.
    pub async fn tidy(&self, now: Millis) -> Result<(), AccountError> {
        self.tries.tidy(now).await
    }
}

/// User names are not case-sensitive.
fn canonical(username: &str) -> String {
    username.trim().to_lowercase()
}
