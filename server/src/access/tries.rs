//! Tries to sign in are counted before the password is looked at, so that a burst has no more of them than a queue.
//!
//! Ten in a row for one name from one address lock that name for that address, and nobody else: an outsider cannot
//! lock a person out of the control room. Many for one name from anywhere slow it down for addresses from which it
//! never signed in. Names that nobody has are counted just as others are. Names and addresses are kept as keyed digests.

use alongside_protocol::Millis;

use super::{accounts::AccountError, keys::AccountKeys};
use crate::database::{Database, on_both};

/// Tries in a row for one name from one address before it is locked for that address.
pub const TRIES_MAX: i64 = 10;
/// How long it then stays locked; and how long without a try after which the count starts anew, ms.
pub const LOCK_MS: Millis = 15 * 60_000;
/// Failed tries for one name from all addresses within an hour after which strange addresses have to wait.
pub const NAME_TRIES_MAX: i64 = 100;
/// Without a try for so long that count starts anew, ms.
const NAME_WINDOW_MS: Millis = 3_600_000;
/// How often strange addresses may then try that name, all together, ms.
pub const SLOW_MS: Millis = 10_000;
/// How long an address stays known from a sign-in, ms.
const KNOWN_ADDRESS_MS: Millis = 30 * 24 * 3_600_000;
/// Rows kept at most. Beyond that the oldest go: their counts start anew.
const ROWS_MAX: i64 = 100_000;

/// The name and the address of one try, as they are kept.
#[derive(Clone, Debug)]
pub struct Who {
    pub name: String,
    pub address: String,
}

#[derive(Clone, Debug)]
pub struct Tries {
    database: Database,
    keys: AccountKeys,
}

impl Tries {
    pub fn new(database: Database, keys: AccountKeys) -> Self {
        Self { database, keys }
    }

    pub fn who(&self, username: &str, address: &str) -> Who {
        Who { name: self.name(username), address: self.address(address) }
    }

    pub fn name(&self, username: &str) -> String {
        self.keys.digest("name", username)
    }

    pub fn address(&self, address: &str) -> String {
        self.keys.digest("address", address)
    }

    /// Counts one try. Answers until when the name is locked if this one fails too.
    pub async fn begin(&self, who: &Who, now: Millis) -> Result<Option<Millis>, AccountError> {
        self.let_strangers_wait(who, now).await?;
        let counted: Option<(i64, i64)> = on_both!(write &self.database, pool => {
            sqlx::query_as(
                "INSERT INTO sign_in_try (name, address, tries, at_ms) VALUES ($1, $2, 1, $3) \
                 ON CONFLICT (name, address) DO UPDATE SET \
                   tries = CASE WHEN sign_in_try.at_ms < $4 THEN 1 ELSE sign_in_try.tries + 1 END, \
                   locked_until_ms = CASE WHEN sign_in_try.at_ms >= $4 AND sign_in_try.tries + 1 >= $5 THEN $6 ELSE 0 END, \
                   at_ms = $3 \
                 WHERE sign_in_try.locked_until_ms <= $3 \
                 RETURNING tries, locked_until_ms",
            )
            .bind(&who.name)
            .bind(&who.address)
            .bind(now)
            .bind(now - LOCK_MS)
            .bind(TRIES_MAX)
            .bind(now + LOCK_MS)
            .fetch_optional(pool)
            .await?
        });
        match counted {
            Some((_, 0)) => Ok(None),
            Some((_, until)) => Ok(Some(until)),
            None => Err(AccountError::Locked { until: self.locked_there(who).await?.unwrap_or(now) }),
        }
    }

    async fn locked_there(&self, who: &Who) -> Result<Option<Millis>, AccountError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_scalar("SELECT locked_until_ms FROM sign_in_try WHERE name = $1 AND address = $2")
                .bind(&who.name)
                .bind(&who.address)
                .fetch_optional(pool)
                .await?
        }))
    }

    async fn let_strangers_wait(&self, who: &Who, now: Millis) -> Result<(), AccountError> {
        let slowed: Option<i64> = on_both!(read &self.database, pool => {
            sqlx::query_scalar(
                "SELECT at_ms FROM sign_in_try WHERE name = $1 AND address = '' AND tries >= $2 AND at_ms > $3",
            )
            .bind(&who.name)
            .bind(NAME_TRIES_MAX)
            .bind(now - NAME_WINDOW_MS)
            .fetch_optional(pool)
            .await?
        });
        let Some(last) = slowed else { return Ok(()) };
        // Only an address from which somebody signed in is ever known; asked for names that nobody has as well.
        let is_known: bool = on_both!(read &self.database, pool => {
            sqlx::query_scalar::<_, i64>(
                "SELECT count(*) FROM (SELECT 1 AS one FROM known_address \
                 WHERE name = $1 AND address = $2 AND at_ms > $3 LIMIT 1) AS known",
            )
            .bind(&who.name)
            .bind(&who.address)
            .bind(now - KNOWN_ADDRESS_MS)
            .fetch_one(pool)
            .await? > 0
        });
        if is_known {
            return Ok(());
        }
        // One statement takes the turn: of many that ask at once one is let through.
        let mine = on_both!(write &self.database, pool => {
            sqlx::query("UPDATE sign_in_try SET at_ms = $2 WHERE name = $1 AND address = '' AND at_ms <= $3")
                .bind(&who.name)
                .bind(now)
                .bind(now - SLOW_MS)
                .execute(pool)
                .await?
                .rows_affected()
        });
        if mine == 1 { Ok(()) } else { Err(AccountError::Slowed { until: (last + SLOW_MS).max(now) }) }
    }

    /// A try that failed, on the account's own count as well, where there is one. One commit for both, and the same
    /// for a name that nobody has: the time taken does not tell.
    pub async fn failed(&self, who: &Who, username: &str, now: Millis) -> Result<(), AccountError> {
        on_both!(write &self.database, pool => {
            let mut both = pool.begin().await?;
            sqlx::query(
                "INSERT INTO sign_in_try (name, address, tries, at_ms) VALUES ($1, '', 1, $2) \
                 ON CONFLICT (name, address) DO UPDATE SET \
                   tries = CASE WHEN sign_in_try.at_ms < $3 THEN 1 ELSE sign_in_try.tries + 1 END, at_ms = $2",
            )
            .bind(&who.name)
            .bind(now)
            .bind(now - NAME_WINDOW_MS)
            .execute(&mut *both)
            .await?;
            sqlx::query("UPDATE account SET failed_since = failed_since + 1 WHERE username = $1")
                .bind(username)
                .execute(&mut *both)
                .await?;
            both.commit().await?;
        });
        Ok(())
    }

    /// Name and password were right and the code is still to come: not a failed try. One, and not all: who knows the
    /// password must not be able to guess codes without end.
    pub async fn give_back(&self, who: &Who) -> Result<(), AccountError> {
        on_both!(write &self.database, pool => {
            sqlx::query(
                "UPDATE sign_in_try SET tries = tries - 1, locked_until_ms = 0 WHERE name = $1 AND address = $2",
            )
            .bind(&who.name)
            .bind(&who.address)
            .execute(pool)
            .await?;
        });
        Ok(())
    }

    /// The person is in: the count from there starts anew, and the address is known.
    pub async fn succeeded(&self, who: &Who, now: Millis) -> Result<(), AccountError> {
        on_both!(write &self.database, pool => {
            let mut both = pool.begin().await?;
            sqlx::query("DELETE FROM sign_in_try WHERE name = $1 AND address = $2")
                .bind(&who.name)
                .bind(&who.address)
                .execute(&mut *both)
                .await?;
            sqlx::query(
                "INSERT INTO known_address (name, address, at_ms) VALUES ($1, $2, $3) \
                 ON CONFLICT (name, address) DO UPDATE SET at_ms = excluded.at_ms",
            )
            .bind(&who.name)
            .bind(&who.address)
            .bind(now)
            .execute(&mut *both)
            .await?;
            both.commit().await?;
        });
        Ok(())
    }

    /// Forgets every try for a name.
    pub async fn unlock(&self, username: &str) -> Result<(), AccountError> {
        on_both!(write &self.database, pool => {
            sqlx::query("DELETE FROM sign_in_try WHERE name = $1").bind(self.name(username)).execute(pool).await?;
        });
        Ok(())
    }

    /// Until when the name is locked from some address.
    pub async fn locked_until(&self, name: &str, now: Millis) -> Result<Option<Millis>, AccountError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_scalar::<_, Option<i64>>(
                "SELECT max(locked_until_ms) FROM sign_in_try WHERE name = $1 AND locked_until_ms > $2",
            )
            .bind(name)
            .bind(now)
            .fetch_one(pool)
            .await?
        }))
    }

    /// Lets go of what counts no more.
    pub async fn tidy(&self, now: Millis) -> Result<(), AccountError> {
        on_both!(write &self.database, pool => {
            sqlx::query(
                "DELETE FROM sign_in_try WHERE (at_ms < $1 AND locked_until_ms < $2) OR at_ms <= coalesce( \
                 (SELECT at_ms FROM sign_in_try ORDER BY at_ms DESC LIMIT 1 OFFSET $3), 0)",
            )
            .bind(now - NAME_WINDOW_MS)
            .bind(now)
            .bind(ROWS_MAX)
            .execute(pool)
            .await?;
            sqlx::query("DELETE FROM known_address WHERE at_ms < $1").bind(now - KNOWN_ADDRESS_MS).execute(pool).await?;
        });
        Ok(())
    }
}
