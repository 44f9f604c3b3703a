//! Sign-in sessions: a refresh token that changes with every use, and tells when a copy is used (RFC 9700).

use alongside_protocol::{Millis, UserId};
use sqlx::FromRow;
use thiserror::Error;
use uuid::Uuid;

use super::notice::{AccessNotice, Ended, Notices, Refused, Way, Whose};
use crate::{
    database::{Database, on_both},
    sealing::{Key, SealError, hex, sha256},
};

/// How long a session lasts however often it is refreshed, ms: longer than a shift, shorter than a day.
pub const SESSION_MS: Millis = 12 * 3_600_000;
/// How long the token before the newest one is still taken, ms: an answer that was lost on the way.
const PREVIOUS_GRACE_MS: Millis = 30_000;
/// Times that a refresh is looked at anew because another one came between.
const REFRESH_TRIES_MAX: u32 = 3;
/// Between a refresh token's session and its random part.
const SEPARATOR: char = '.';

#[derive(Debug, Error)]
pub enum SessionError {
    #[error("the sessions cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Random(#[from] SealError),
    /// Unknown, expired, idle, ended by a change of rights or for a copy that was used before.
    #[error("the session is over")]
    Over,
    /// Signed out by the person or the office, or the account was closed: nothing is to stay on that device.
    #[error("the session was ended")]
    SignedOut,
}

/// A session just begun or refreshed. `refresh` is shown once and kept only as a digest.
#[derive(Debug)]
pub struct Granted {
    pub session: String,
    pub user: UserId,
    pub refresh: String,
    pub expires_at: Millis,
}

/// What a sign-in is begun with.
#[derive(Clone, Debug)]
pub struct NewSession {
    pub whose: Whose,
    pub way: Way,
    /// In words, see `device`.
    pub device: String,
    /// The identity provider's own name for its session, by which it ends it.
    pub provider_sid: Option<String>,
    /// Of a crew's tablet, see [`Identity::is_crew_of_a_car`](super::Identity::is_crew_of_a_car).
    pub is_tablet: bool,
}

/// One sign-in as its owner and the office see it. Times are ms since 1970.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OpenSession {
    pub session_id: String,
    pub user_id: String,
    pub way: String,
    pub device: String,
    pub created_ms: i64,
    pub refreshed_ms: i64,
    pub expires_ms: i64,
}

/// Which sign-ins of one person are to end.
#[derive(Clone, Copy, Debug)]
pub enum Which<'a> {
    All,
    One(&'a str),
}

#[derive(Debug, FromRow)]
struct Row {
    session_id: String,
    user_id: String,
    refresh_digest: String,
    previous_digest: Option<String>,
    refreshed_ms: i64,
    expires_ms: i64,
    idle_ms: i64,
    ended_ms: Option<i64>,
    ended_why: Option<String>,
    disabled: i64,
}

#[derive(Clone, Debug)]
pub struct Sessions {
    database: Database,
    notices: Notices,
    /// How long one lasts without being refreshed, ms. A crew's lasts as long as it would anyway: a tablet in a dead spot
    /// is not idle, and what it holds comes home by this session alone.
    idle_ms: Millis,
}

impl Sessions {
    pub fn new(database: Database, notices: Notices, idle_ms: Millis) -> Self {
        Self { database, notices, idle_ms }
    }

    pub async fn begin(&self, new: NewSession, now: Millis) -> Result<Granted, SessionError> {
        let session = Uuid::now_v7().to_string();
        let refresh = token_of(&session)?;
        let expires_at = now + SESSION_MS;
        let idle_ms = if new.is_tablet { SESSION_MS } else { self.idle_ms };
        on_both!(write &self.database, pool => {
            sqlx::query(
                "INSERT INTO session (session_id, user_id, refresh_digest, refreshed_ms, created_ms, expires_ms, way, \
                 device, provider_sid, idle_ms) VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9)",
            )
            .bind(&session)
            .bind(&new.whose.user.0)
            .bind(sha256(refresh.as_bytes()))
            .bind(now)
            .bind(expires_at)
            .bind(new.way.as_str())
            .bind(&new.device)
            .bind(&new.provider_sid)
            .bind(idle_ms)
            .execute(pool)
            .await?;
        });
        let user = new.whose.user.clone();
        self.notices.tell(&AccessNotice::SignedIn { whose: new.whose, session: session.clone(), way: new.way });
        Ok(Granted { session, user, refresh, expires_at })
    }

    /// A new refresh token for an old one. Any other token that this session was ever given, or never, is a copy
    /// in the wrong hands, and nobody can tell whose are the right ones: the session ends (RFC 9700, 4.14.2). The
    /// one before the newest is taken for a short grace, and of a tablet until the newest one is used.
    pub async fn refresh(&self, refresh: &str, now: Millis) -> Result<Granted, SessionError> {
        for _ in 0..REFRESH_TRIES_MAX {
            if let Some(granted) = self.try_refresh(refresh, now).await? {
                return Ok(granted);
            }
        }
        Err(SessionError::Over)
    }

    /// None: another refresh of this session came between, of the same page most likely, and what it came with is looked
    /// at anew.
    async fn try_refresh(&self, refresh: &str, now: Millis) -> Result<Option<Granted>, SessionError> {
        let (session, _) = refresh.split_once(SEPARATOR).ok_or(SessionError::Over)?;
        let row: Row = on_both!(read &self.database, pool => {
            sqlx::query_as(
                "SELECT session_id, user_id, refresh_digest, previous_digest, refreshed_ms, expires_ms, idle_ms, ended_ms, \
                 ended_why, disabled FROM session JOIN account USING (user_id) WHERE session_id = $1",
            )
            .bind(session)
            .fetch_optional(pool)
            .await?
        })
        .ok_or(SessionError::Over)?;
        let by_a_person = [Ended::ByThemselves, Ended::ByOffice].map(Ended::as_str);
        if row.disabled != 0 || row.ended_why.as_deref().is_some_and(|why| by_a_person.contains(&why)) {
            return Err(SessionError::SignedOut);
        }
        if row.ended_ms.is_some() || row.expires_ms <= now || row.refreshed_ms + row.idle_ms <= now {
            return Err(SessionError::Over);
        }
        let digest = sha256(refresh.as_bytes());
        // Of a tablet at any time, for its browser may be ended before the newest one is on its disk: nobody has used that
        // one yet, or this would not be the one before. Whoever comes with it afterwards shows that one of the two is a copy.
        let is_tablet = row.idle_ms == SESSION_MS;
        let is_previous =
            row.previous_digest.as_ref() == Some(&digest) && (is_tablet || now - row.refreshed_ms <= PREVIOUS_GRACE_MS);
        if row.refresh_digest != digest && !is_previous {
            tracing::warn!(session = %row.session_id, "a used refresh token came again; the session is ended");
            let user = UserId(row.user_id);
            self.close(&user, Which::One(&row.session_id), None, now).await?;
            let whose = Some(self.whose(&user).await?);
            self.notices.tell(&AccessNotice::Refused { whose, why: Refused::Copied });
            return Err(SessionError::Over);
        }
        let next = token_of(&row.session_id)?;
        let moved = on_both!(write &self.database, pool => {
            sqlx::query(
                "UPDATE session SET previous_digest = $2, refresh_digest = $3, refreshed_ms = $4 \
                 WHERE session_id = $1 AND refresh_digest = $5 AND ended_ms IS NULL",
            )
            .bind(&row.session_id)
            .bind(&digest)
            .bind(sha256(next.as_bytes()))
            .bind(now)
            .bind(&row.refresh_digest)
            .execute(pool)
            .await?
            .rows_affected()
        });
        let granted =
            Granted { session: row.session_id, user: UserId(row.user_id), refresh: next, expires_at: row.expires_ms };
        Ok((moved > 0).then_some(granted))
    }

    /// Ends sign-ins of one person. Answers how many there were to end.
    pub async fn end(
        &self,
        user: &UserId,
        which: Which<'_>,
        why: Ended,
        by: Option<&UserId>,
        now: Millis,
    ) -> Result<u64, SessionError> {
        let ended = self.close(user, which, Some(why), now).await?;
        if ended > 0 {
            let session = if let Which::One(session) = which { Some(session.to_owned()) } else { None };
            let whose = self.whose(user).await?;
            self.notices.tell(&AccessNotice::SignedOut { whose, session, why, by: by.cloned() });
        }
        Ok(ended)
    }

    async fn whose(&self, user: &UserId) -> Result<Whose, SessionError> {
        let (name, boards): (String, String) = on_both!(read &self.database, pool => {
            sqlx::query_as("SELECT name, boards FROM account WHERE user_id = $1").bind(&user.0).fetch_one(pool).await?
        });
        Ok(Whose { user: user.clone(), name, boards: serde_json::from_str(&boards).unwrap_or_default() })
    }

    async fn close(
        &self,
        user: &UserId,
        which: Which<'_>,
        why: Option<Ended>,
        now: Millis,
    ) -> Result<u64, SessionError> {
        let one = if let Which::One(session) = which { Some(session) } else { None };
        Ok(on_both!(write &self.database, pool => {
            sqlx::query(
                "UPDATE session SET ended_ms = $3, ended_why = $4 WHERE user_id = $1 AND ended_ms IS NULL \
                 AND session_id = coalesce($2, session_id)",
            )
            .bind(&user.0)
            .bind(one)
            .bind(now)
            .bind(why.map(Ended::as_str))
            .execute(pool)
            .await?
            .rows_affected()
        }))
    }

    /// Ends what the identity provider calls over: one of its sessions, or all of somebody.
    pub async fn end_by_provider(
        &self,
        issuer: &str,
        subject: Option<&str>,
        sid: Option<&str>,
        now: Millis,
    ) -> Result<u64, SessionError> {
        let found: Vec<(String, String)> = on_both!(read &self.database, pool => {
            sqlx::query_as(
                "SELECT user_id, session_id FROM session JOIN account USING (user_id) \
                 WHERE account.issuer = $1 AND account.subject = coalesce($2, account.subject) AND session.ended_ms IS NULL \
                 AND ($3 IS NULL OR session.provider_sid = $3) AND session.expires_ms > $4",
            )
            .bind(issuer)
            .bind(subject)
            .bind(sid)
            .bind(now)
            .fetch_all(pool)
            .await?
        });
        let mut ended = 0;
        for (user, session) in found {
            ended += self.end(&UserId(user), Which::One(&session), Ended::ByProvider, None, now).await?;
        }
        Ok(ended)
    }

    /// Takes a logout token's own name. False where it came before.
    pub async fn is_new_logout(&self, jti: &str, until: Millis, now: Millis) -> Result<bool, SessionError> {
        Ok(on_both!(write &self.database, pool => {
            sqlx::query("DELETE FROM logout_token WHERE until_ms < $1").bind(now).execute(pool).await?;
            sqlx::query("INSERT INTO logout_token (jti, until_ms) VALUES ($1, $2) ON CONFLICT DO NOTHING")
                .bind(sha256(jti.as_bytes()))
                .bind(until)
                .execute(pool)
                .await?
                .rows_affected()
                == 1
        }))
    }

    /// Lets a logout token come again that could not be followed.
    pub async fn forget_logout(&self, jti: &str) -> Result<(), SessionError> {
        on_both!(write &self.database, pool => {
            sqlx::query("DELETE FROM logout_token WHERE jti = $1").bind(sha256(jti.as_bytes())).execute(pool).await?;
        });
        Ok(())
    }

    /// The sign-ins that are open, of one person or of everybody, the newest first.
    pub async fn open(&self, user: Option<&UserId>, now: Millis) -> Result<Vec<OpenSession>, SessionError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_as(
                "SELECT session_id, user_id, way, device, created_ms, refreshed_ms, expires_ms FROM session \
                 WHERE user_id = coalesce($1, user_id) AND ended_ms IS NULL AND expires_ms > $2 AND refreshed_ms + idle_ms > $2 \
                 ORDER BY created_ms DESC, session_id DESC",
            )
            .bind(user.map(|user| &user.0))
            .bind(now)
            .fetch_all(pool)
            .await?
        }))
    }

    /// Sessions that ended, whose account was disabled, those over time or idle, and machines' tokens that were called
    /// back or are over: their sockets must close.
    pub async fn ended_since(&self, since: Millis, now: Millis) -> Result<Vec<String>, SessionError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_scalar(
                "SELECT session_id FROM session WHERE ended_ms >= $1 \
                 UNION SELECT session_id FROM session WHERE expires_ms >= $1 AND (expires_ms <= $2 OR refreshed_ms + idle_ms <= $2) \
                 UNION SELECT session_id FROM session JOIN account USING (user_id) \
                   WHERE account.disabled <> 0 AND session.expires_ms >= $1 \
                 UNION SELECT token_id FROM service_token WHERE revoked_ms >= $1 OR (expires_ms >= $1 AND expires_ms <= $2)",
            )
            .bind(since)
            .bind(now)
            .fetch_all(pool)
            .await?
        }))
    }
}

/// Names its session, so that any token that the session was ever given leads to it.
fn token_of(session: &str) -> Result<String, SealError> {
    Ok(format!("{session}{SEPARATOR}{}", hex(Key::random()?.bytes())))
}
