//! Backups from which what was erased does not come back: the database without its data keys, and the data keys as a
//! file of their own. A restore takes the newest keys, however old the database: an incident whose key was destroyed
//! since reads as erased.
#![allow(clippy::print_stdout)] // Commands speak to whoever called them.

use std::{
    io::{BufRead, BufReader, BufWriter, Write},
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
    sync::Arc,
};

use alongside_protocol::BoardId;

use anyhow::{Context, bail};
use base64::{Engine, prelude::BASE64_STANDARD};
use clap::{Args, Subcommand};
use indicatif::ProgressBar;
use serde::{Deserialize, Serialize};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};

use crate::{
    database::{Database, on_both},
    demand::store::Store,
    journal::{Journal, keys::DataKeys, sql::SqlJournal},
};

/// Entries of the journal that are read at a time when the index is written anew.
const REINDEX_ENTRIES: usize = 2_000;

#[derive(Args, Clone, Debug)]
pub struct BackupArgs {
    /// Must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Args, Clone, Debug)]
pub struct DataKeysArgs {
    #[command(subcommand)]
    step: Step,
}

#[derive(Clone, Debug, Subcommand)]
enum Step {
    /// Write all data keys, as the master key has wrapped them
    Export {
        /// Written with mode 0600; must not exist
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Put the file's keys in place of those in the database. With the servers stopped
    Import {
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
    },
}

/// One line of the file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    board: String,
    incident: String,
    /// Base64.
    wrapped: String,
    from_seq: i64,
}

/// What is not in a copy: keys, and by what somebody could still be looked for once their key is destroyed. The tables
/// of demand are filled anew from the journal; an imported call keeps nothing to tell its victim by.
const WITHOUT: [&str; 8] = [
    "DELETE FROM data_key",
    "DELETE FROM trait_index",
    "DELETE FROM quarantine",
    "DELETE FROM tally",
    "DELETE FROM watched_day",
    "DELETE FROM read_model",
    "UPDATE past_call SET victim = NULL",
    "VACUUM",
];

/// Copies the embedded database and takes the data keys, and what is looked for by them, out of the copy.
pub async fn copy(database: &Database, args: BackupArgs) -> anyhow::Result<()> {
    let Database::Sqlite { writer, .. } = database else {
        bail!("this is for the embedded database. Postgres: pg_dump -Fc --exclude-table-data=data_key …");
    };
    let file = &args.out;
    if file.exists() {
        bail!("{} exists already; a backup is never written over", file.display());
    }
    let name = file.to_str().context("the file's name is not text")?;
    // Made here first, for its owner alone; SQLite fills an empty file.
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    sqlx::query("VACUUM INTO $1").bind(name).execute(writer).await?;
    let mut copy = SqliteConnectOptions::new().filename(file).pragma("secure_delete", "on").connect().await?;
    for statement in WITHOUT {
        sqlx::query(statement).execute(&mut copy).await?;
    }
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&mut copy).await?;
    copy.close().await?;
    if sound != "ok" {
        bail!("the copy is not sound: {sound}");
    }
    println!("{} holds everything but the data keys: alongside data-keys export --out FILE", file.display());
    Ok(())
}

/// Writes anew by what incidents may be looked for, from what the journal can still open.
async fn reindex(database: &Database, keys: &Arc<DataKeys>) -> anyhow::Result<u64> {
    let journal = SqlJournal::new(database.clone(), Arc::clone(keys));
    let bar = ProgressBar::new_spinner().with_message("reading the journal");
    let mut written = 0;
    for board in boards(database).await? {
        let mut after = 0;
        loop {
            let entries = journal.read(&board, after, REINDEX_ENTRIES).await?;
            let Some(last) = entries.last() else { break };
            after = last.seq;
            written += journal.index(&board, &entries).await?;
            bar.tick();
        }
    }
    bar.finish_and_clear();
    Ok(written)
}

async fn boards(database: &Database) -> anyhow::Result<Vec<BoardId>> {
    let boards: Vec<String> = on_both!(read database, pool => {
        sqlx::query_scalar("SELECT board FROM board ORDER BY board").fetch_all(pool).await?
    });
    Ok(boards.into_iter().map(BoardId).collect())
}

pub async fn data_keys(database: &Database, keys: &Arc<DataKeys>, args: DataKeysArgs) -> anyhow::Result<()> {
    match args.step {
        Step::Export { out } => {
            let rows: Vec<(String, String, Vec<u8>, i64)> = on_both!(read database, pool => {
                sqlx::query_as("SELECT board, incident, wrapped, from_seq FROM data_key ORDER BY board, incident")
                    .fetch_all(pool)
                    .await?
            });
            let file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&out);
            let mut lines = BufWriter::new(file.with_context(|| format!("{} cannot be made", out.display()))?);
            for (board, incident, wrapped, from_seq) in &rows {
                let (board, incident) = (board.clone(), incident.clone());
                let line = Line { board, incident, wrapped: BASE64_STANDARD.encode(wrapped), from_seq: *from_seq };
                writeln!(lines, "{}", serde_json::to_string(&line)?)?;
            }
            lines.into_inner()?.sync_all()?;
            println!("{} data keys in {}", rows.len(), out.display());
        }
        Step::Import { from } => {
            let file = std::fs::File::open(&from).with_context(|| format!("{} cannot be read", from.display()))?;
            let mut lines = Vec::new();
            for (index, line) in BufReader::new(file).lines().enumerate() {
                let line: Line = serde_json::from_str(&line?)
                    .with_context(|| format!("{}, line {}: no data key", from.display(), index + 1))?;
                let wrapped = BASE64_STANDARD.decode(&line.wrapped);
                let wrapped = wrapped.with_context(|| format!("{}, line {}: not base64", from.display(), index + 1))?;
                lines.push((line, wrapped));
            }
            if lines.is_empty() {
                bail!("{} holds no data key: nothing was changed", from.display());
            }
            on_both!(write database, pool => {
                let mut transaction = pool.begin().await?;
                sqlx::query("DELETE FROM data_key").execute(&mut *transaction).await?;
                for (line, wrapped) in &lines {
                    sqlx::query("INSERT INTO data_key (board, incident, wrapped, from_seq) VALUES ($1, $2, $3, $4)")
                        .bind(&line.board)
                        .bind(&line.incident)
                        .bind(wrapped)
                        .bind(line.from_seq)
                        .execute(&mut *transaction)
                        .await?;
                }
                // A database older than the keys: what is written next must not look as if an older key had sealed it.
                sqlx::query(
                    "UPDATE data_key SET from_seq = (SELECT coalesce(max(seq), 0) + 1 FROM event \
                       WHERE event.board = data_key.board) \
                     WHERE from_seq > (SELECT coalesce(max(seq), 0) + 1 FROM event WHERE event.board = data_key.board)",
                )
                .execute(&mut *transaction)
                .await?;
                transaction.commit().await?;
            });
            println!("{} data keys from {}", lines.len(), from.display());
            let found = reindex(database, keys).await?;
            println!("{found} particulars can be looked for again");
            let store = Store::new(database.clone());
            for board in boards(database).await? {
                store.forget_place(&board).await?;
            }
            println!("the tables of demand are filled anew at the next start");
        }
    }
    Ok(())
}
