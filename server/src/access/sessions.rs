//! Sign-in sessions: a refresh token that changes with every use, and tells when a copy is used (RFC 9700).

use alongside_protocol::{Millis, UserId};
use sqlx::FromRow;
use thiserror::Error;
use uuid::Uuid;

use crate::{
    database::{Database, on_both},
    sealing::{Key, SealError, hex, sha256},
};

/// How long a session lasts however often it is refreshed, ms: longer than a shift, shorter than a day.
pub const SESSION_MS: Millis = 12 * 3_600_000;
/// How long the token before the newest one is still taken, ms: an answer that was lost on the way.
const PREVIOUS_GRACE_MS: Millis = 30_000;
/// Between a refresh token's session and its random part.
const SEPARATOR: char = '.';

#[derive(Debug, Error)]
pub enum SessionError {
    #[error("the sessions cannot be read: {0}")]
    Database(#[from] sqlx::Error),
    #[error(transparent)]
    Random(#[from] SealError),
    /// Unknown, ended, expired, or a copy that was used before.
    #[error("the session has ended")]
    Ended,
}

/// A session just begun or refreshed. `refresh` is shown once and kept only as a digest.
#[derive(Debug)]
pub struct Granted {
    pub session: String,
    pub user: UserId,
    pub refresh: String,
    pub expires_at: Millis,
}

#[derive(Debug, FromRow)]
struct Row {
    session_id: String,
    user_id: String,
    refresh_digest: String,
    previous_digest: Option<String>,
    refreshed_ms: i64,
    expires_ms: i64,
    ended_ms: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Sessions {
    database: Database,
}

impl Sessions {
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    pub async fn begin(&self, user: &UserId, now: Millis) -> Result<Granted, SessionError> {
        let session = Uuid::now_v7().to_string();
        let refresh = token_of(&session)?;
        let expires_at = now + SESSION_MS;
        on_both!(write &self.database, pool => {
            sqlx::query(
                "INSERT INTO session (session_id, user_id, refresh_digest, refreshed_ms, created_ms, expires_ms) \
                 VALUES ($1, $2, $3, $4, $4, $5)",
            )
            .bind(&session)
            .bind(&user.0)
            .bind(sha256(refresh.as_bytes()))
            .bind(now)
            .bind(expires_at)
            .execute(pool)
            .await?;
        });
        Ok(Granted { session, user: user.clone(), refresh, expires_at })
    }

    /// A new refresh token for an old one. Any other token that this session was ever given, or never, is a copy
    /// in the wrong hands, and nobody can tell whose are the right ones: the session ends (RFC 9700, 4.14.2). The
    /// one before the newest is taken for a short grace.
    pub async fn refresh(&self, refresh: &str, now: Millis) -> Result<Granted, SessionError> {
        let (session, _) = refresh.split_once(SEPARATOR).ok_or(SessionError::Ended)?;
        let row: Row = on_both!(read &self.database, pool => {
            sqlx::query_as(
                "SELECT session_id, user_id, refresh_digest, previous_digest, refreshed_ms, expires_ms, ended_ms \
                 FROM session WHERE session_id = $1",
            )
            .bind(session)
            .fetch_optional(pool)
            .await?
        })
        .ok_or(SessionError::Ended)?;
        if row.ended_ms.is_some() || row.expires_ms <= now {
            return Err(SessionError::Ended);
        }
        let digest = sha256(refresh.as_bytes());
        let is_previous = row.previous_digest.as_ref() == Some(&digest) && now - row.refreshed_ms <= PREVIOUS_GRACE_MS;
        if row.refresh_digest != digest && !is_previous {
            tracing::warn!(session = %row.session_id, "a used refresh token came again; the session is ended");
            self.end(&row.session_id, now).await?;
            return Err(SessionError::Ended);
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
        if moved == 0 {
            return Err(SessionError::Ended);
        }
        Ok(Granted { session: row.session_id, user: UserId(row.user_id), refresh: next, expires_at: row.expires_ms })
    }

    pub async fn end(&self, session: &str, now: Millis) -> Result<(), SessionError> {
        on_both!(write &self.database, pool => {
            sqlx::query("UPDATE session SET ended_ms = $2 WHERE session_id = $1 AND ended_ms IS NULL")
                .bind(session)
                .bind(now)
                .execute(pool)
                .await?;
        });
        Ok(())
    }

    /// Sessions that ended, or whose account was disabled, and those over time: their sockets must close.
    pub async fn ended_since(&self, since: Millis, now: Millis) -> Result<Vec<String>, SessionError> {
        Ok(on_both!(read &self.database, pool => {
            sqlx::query_scalar(
                "SELECT session_id FROM session WHERE ended_ms >= $1 \
                 UNION SELECT session_id FROM session WHERE expires_ms >= $1 AND expires_ms <= $2 \
                 UNION SELECT session_id FROM session JOIN account USING (user_id) WHERE account.disabled <> 0",
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
