//! The database behind the journal and the accounts: Postgres, or SQLite embedded. Opens it, checks that
//! it keeps what it acknowledges, and brings its tables up to date.

mod grants;

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use thiserror::Error;

/// Connections to Postgres from one node.
const POSTGRES_CONNECTIONS_MAX: u32 = 16;
/// Readers of the SQLite file beside its one writer.
const SQLITE_READERS_MAX: u32 = 4;
/// How long a query may wait for a connection.
const ACQUIRE_MS_MAX: u64 = 2_000;
/// How long a statement may run on Postgres before it is given up.
const STATEMENT_MS_MAX: u64 = 3_000;

/// One of the two engines. SQL text is shared wherever both take it: see `on_both!`.
#[derive(Clone, Debug)]
pub enum Database {
    Sqlite { writer: SqlitePool, reader: SqlitePool },
    Postgres(PgPool),
}

#[derive(Debug, Error)]
pub enum DatabaseError {
    #[error(transparent)]
    Sql(#[from] sqlx::Error),
    #[error("cannot bring the tables up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    #[error(
        "{setting} is {found}: an acknowledged act could be lost when the power fails. Set it to {wanted}, or start with --unsafe-durability"
    )]
    Unsafe { setting: &'static str, found: String, wanted: &'static str },
    #[error("the database did not answer within {0} ms")]
    Slow(u64),
    #[error("database_owner_url and database_url name one role: the owner must be another")]
    SameRole,
    #[error("the tables are not there, or of another version: run `alongside grants` with database_owner_url set")]
    NotPrepared,
}

/// Runs the same expression on whichever engine is open. `$write` says whether SQLite's one writer is needed.
macro_rules! on_both {
    (write $database:expr, $pool:ident => $run:expr) => {
        match $database {
            $crate::database::Database::Sqlite { writer: $pool, .. } => $run,
            $crate::database::Database::Postgres($pool) => $run,
        }
    };
    (read $database:expr, $pool:ident => $run:expr) => {
        match $database {
            $crate::database::Database::Sqlite { reader: $pool, .. } => $run,
            $crate::database::Database::Postgres($pool) => $run,
        }
    };
}
pub(crate) use on_both;

impl Database {
    /// Opens, or creates, the embedded database file.
    pub async fn sqlite(file: &Path) -> Result<Self, DatabaseError> {
        create_private(file).map_err(sqlx::Error::Io)?;
        let options = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // I1: the commit is on disk before it is acknowledged.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // A destroyed key does not stay readable in a page that is free.
            .pragma("secure_delete", "on")
            .busy_timeout(Duration::from_millis(ACQUIRE_MS_MAX));
        let writer = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_millis(ACQUIRE_MS_MAX))
            .connect_with(options.clone())
            .await?;
        sqlx::migrate!("src/database/sqlite").run(&writer).await?;
        let reader = SqlitePoolOptions::new()
            .max_connections(SQLITE_READERS_MAX)
            .acquire_timeout(Duration::from_millis(ACQUIRE_MS_MAX))
            .connect_with(options.read_only(true).create_if_missing(false))
            .await?;
        Ok(Self::Sqlite { writer, reader })
    }

    /// Connects to Postgres and refuses settings that lose acknowledged writes.
    pub async fn postgres(url: &str, unsafe_durability: bool) -> Result<Self, DatabaseError> {
        Self::postgres_owned(url, None, unsafe_durability).await
    }

    /// The same, with tables that another role owns: as that one they are brought up to date, and this one is given
    /// what it needs.
    pub async fn postgres_owned(
        url: &str,
        owner: Option<&str>,
        unsafe_durability: bool,
    ) -> Result<Self, DatabaseError> {
        let options = PgConnectOptions::from_str(url)?
            .application_name("alongside")
            .options([("statement_timeout", STATEMENT_MS_MAX.to_string())]);
        let pool = PgPoolOptions::new()
            .max_connections(POSTGRES_CONNECTIONS_MAX)
            .acquire_timeout(Duration::from_millis(ACQUIRE_MS_MAX))
            .connect_with(options)
            .await?;
        if !unsafe_durability {
            require_durable(&pool).await?;
        }
        match owner {
            Some(owner) => grants::prepare(&PgConnectOptions::from_str(owner)?, &pool).await?,
            None => grants::up_to_date(&pool).await?,
        }
        Ok(Self::Postgres(pool))
    }

    /// Whether the server itself could take away what keeps the record from being changed. With SQLite it can: it has
    /// the file.
    pub async fn may_change_the_record(&self) -> Result<bool, DatabaseError> {
        match self {
            Self::Sqlite { .. } => Ok(true),
            Self::Postgres(pool) => Ok(grants::may_change_the_record(pool).await?),
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres(_) => "Postgres",
        }
    }

    /// Whether it answers at all.
    pub async fn ping(&self) -> Result<(), DatabaseError> {
        let ping = async { on_both!(read self, pool => sqlx::query("SELECT 1").execute(pool).await.map(|_| ())) };
        match tokio::time::timeout(Duration::from_millis(ACQUIRE_MS_MAX), ping).await {
            Ok(answer) => Ok(answer?),
            Err(_) => Err(DatabaseError::Slow(ACQUIRE_MS_MAX)),
        }
    }

    /// Has the engine overwrite what was deleted, as far as it can: on Postgres the table's own pages; its log goes with
    /// the next segments.
    pub async fn overwrite_deleted(&self) -> Result<(), DatabaseError> {
        match self {
            Self::Sqlite { writer, .. } => {
                // Says that it is busy in a row, and not as an error: a reader holds on to the old pages.
                let busy: i64 = sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(writer).await?;
                if busy != 0 {
                    return Err(DatabaseError::Slow(ACQUIRE_MS_MAX));
                }
            }
            Self::Postgres(pool) => {
                sqlx::query("VACUUM data_key").execute(pool).await?;
            }
        }
        Ok(())
    }

    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, reader } => {
                reader.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// Makes the file, when it is not there, for its owner alone. SQLite gives its other files the same mode.
fn create_private(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    std::fs::OpenOptions::new().create(true).append(true).mode(0o600).open(file).map(drop)
}

async fn require_durable(pool: &PgPool) -> Result<(), DatabaseError> {
    for (setting, wanted, safe) in [
        ("fsync", "on", &["on"][..]),
        ("full_page_writes", "on", &["on"]),
        ("synchronous_commit", "on", &["on", "local", "remote_write", "remote_apply"]),
    ] {
        let found: String = sqlx::query_scalar("SELECT current_setting($1)").bind(setting).fetch_one(pool).await?;
        if !safe.contains(&found.as_str()) {
            return Err(DatabaseError::Unsafe { setting, found, wanted });
        }
    }
    Ok(())
}

/// Whether a failed statement broke a unique rule of the named table.
pub fn breaks_unique(error: &sqlx::Error, table: &str) -> bool {
    let sqlx::Error::Database(error) = error else { return false };
    if !error.is_unique_violation() {
        return false;
    }
    // Postgres names the constraint `{table}_pkey`; SQLite names `{table}.{column}` in its message.
    error.constraint().map_or_else(
        || error.message().contains(&format!(" {table}.")),
        |constraint| constraint.strip_suffix("_pkey").unwrap_or(constraint) == table,
    )
}
