//! The job: erases what it was given, one incident after the other, and says how far it is.

use std::sync::Arc;

use alongside_core::{Actor, Context, Input, Person};
use alongside_protocol::{
    BoardId, Command, IncidentNumber, Millis, Private, Refusal, RefusalCode, vocabulary::EraseBasis,
};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use crate::{
    board::{Answer, BoardHandle},
    clock,
    database::{Database, on_both},
    journal::{Journal, JournalError, kept},
};

/// Refusals that a job keeps. More are counted among what was not done.
const REFUSED_KEPT_MAX: usize = 200;
/// Silence after which a job's node is taken to have died, ms.
const SILENT_MS_MAX: Millis = 60_000;
/// How often a job writes how far it is, in incidents.
const TELL_EVERY: u64 = 20;
/// Tries of one incident while the journal is away, and the wait between them, ms.
const TRIES_MAX: u32 = 10;
const TRY_AGAIN_MS: u64 = 1_000;
const DAY_MS: Millis = 86_400_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Running,
    Done,
    /// Its node went down in the middle: what is left is due as before, and may be asked for again.
    Failed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub incident: IncidentNumber,
    pub why: String,
}

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Job {
    pub job: String,
    pub state: JobState,
    /// Erased, or refused.
    pub done: u64,
    pub total: u64,
    pub refused: Vec<Refused>,
    pub by: String,
    pub began_at: Millis,
}

/// What was asked for, and by whom.
#[derive(Clone, Debug)]
pub struct Asked {
    pub incidents: Vec<IncidentNumber>,
    pub basis: EraseBasis,
    pub reason: Private,
    pub person: Person,
}

#[derive(FromRow)]
struct Row {
    job: String,
    state: String,
    done: i64,
    total: i64,
    refused: String,
    by_name: String,
    began_ms: i64,
    told_ms: i64,
}

/// The board's last job; none where there never was one.
pub async fn last(database: &Database, board: &BoardId, now: Millis) -> Result<Option<Job>, JournalError> {
    let row: Option<Row> = on_both!(read database, pool => {
        sqlx::query_as(
            "SELECT job, state, done, total, refused, by_name, began_ms, told_ms FROM erasure_job WHERE board = $1",
        )
        .bind(&board.0)
        .fetch_optional(pool)
        .await?
    });
    Ok(row.map(|row| {
        let silent = now - row.told_ms > SILENT_MS_MAX;
        Job {
            job: row.job,
            state: match row.state.as_str() {
                "done" => JobState::Done,
                "running" if !silent => JobState::Running,
                _ => JobState::Failed,
            },
            done: row.done as u64,
            total: row.total as u64,
            refused: serde_json::from_str(&row.refused).unwrap_or_default(),
            by: row.by_name,
            began_at: row.began_ms,
        }
    }))
}

/// Begins a job, unless one runs. It goes on by itself.
pub async fn begin(
    asked: Asked,
    board: BoardHandle,
    journal: Arc<dyn Journal>,
    database: Database,
    tasks: &TaskTracker,
    stop: CancellationToken,
) -> Result<Result<Job, Refusal>, JournalError> {
    let now = clock::now_ms();
    let job = Job {
        job: Uuid::now_v7().to_string(),
        state: JobState::Running,
        done: 0,
        total: asked.incidents.len() as u64,
        refused: Vec::new(),
        by: asked.person.name.clone(),
        began_at: now,
    };
    // One statement settles which of two that ask at once begins.
    let begun = on_both!(write &database, pool => {
        sqlx::query(
            "INSERT INTO erasure_job (board, job, state, done, total, refused, by_name, began_ms, told_ms) \
             VALUES ($1, $2, 'running', 0, $3, '[]', $4, $5, $5) \
             ON CONFLICT (board) DO UPDATE SET job = excluded.job, state = 'running', done = 0, total = excluded.total, \
               refused = '[]', by_name = excluded.by_name, began_ms = excluded.began_ms, told_ms = excluded.told_ms \
             WHERE erasure_job.state <> 'running' OR erasure_job.told_ms < $6",
        )
        .bind(&board.id().0)
        .bind(&job.job)
        .bind(job.total as i64)
        .bind(&job.by)
        .bind(now)
        .bind(now - SILENT_MS_MAX)
        .execute(pool)
        .await?
        .rows_affected()
    });
    if begun == 0 {
        return Ok(Err(Refusal::new(
            RefusalCode::WrongState,
            "another erasure runs on this board: wait until it is done",
        )));
    }
    let running = Running { job: job.clone(), board, journal, database };
    tasks.spawn(async move {
        tokio::select! {
            () = running.run(asked) => {}
            () = stop.cancelled() => {}
        }
    });
    Ok(Ok(job))
}

struct Running {
    job: Job,
    board: BoardHandle,
    journal: Arc<dyn Journal>,
    database: Database,
}

impl Running {
    async fn run(mut self, asked: Asked) {
        let mut gone = Vec::new();
        for number in &asked.incidents {
            match self.erase(number, &asked).await {
                Ok(()) => gone.push(number.clone()),
                Err(refusal) => {
                    // Of one that was erased before, items may be left that came with a job that broke off.
                    if refusal.code == RefusalCode::NotFound {
                        gone.push(number.clone());
                    }
                    if self.job.refused.len() < REFUSED_KEPT_MAX {
                        self.job.refused.push(Refused { incident: number.clone(), why: refusal.message });
                    }
                }
            }
            self.job.done += 1;
            if self.job.done.is_multiple_of(TELL_EVERY) {
                self.tell().await;
            }
        }
        let id = self.board.id();
        let quarantine_ms = Millis::from(self.board.scheme.retention.quarantine_days) * DAY_MS;
        let purged = async {
            kept::purge_quarantined(&self.database, &self.journal.keys(), id, &gone).await?;
            kept::purge_quarantine(&self.database, id, clock::now_ms() - quarantine_ms).await?;
            self.journal.quarantined_count(id).await
        };
        match purged.await {
            Ok(count) => self.board.state.set_quarantined(count),
            Err(error) => tracing::warn!(board = %id, %error, "items set aside could not be looked through"),
        }
        if let Err(error) = self.database.overwrite_deleted().await {
            tracing::warn!(board = %id, %error, "destroyed keys may stand on the disk until the database tidies up");
        }
        self.job.state = JobState::Done;
        tracing::info!(board = %id, job = self.job.job, erased = self.job.done, refused = self.job.refused.len(), "erased");
        self.tell().await;
    }

    async fn erase(&self, number: &IncidentNumber, asked: &Asked) -> Result<(), Refusal> {
        if !kept::is_kept(&self.database, self.board.id(), number).await.unwrap_or(true) {
            return Err(Refusal::new(RefusalCode::NotFound, "nothing about a person is kept of it"));
        }
        let id = Uuid::now_v7();
        let mut tries = 0;
        loop {
            let now = clock::now_ms();
            let context = Context::machine(Actor::Person(asked.person.clone()), now);
            let command =
                Command::EraseIncident { incident: number.clone(), basis: asked.basis, reason: asked.reason.clone() };
            match self.board.submit(id, Input::Person(command), context).await {
                Answer::Accepted { .. } => return Ok(()),
                Answer::Refused(refusal) if refusal.code.is_transient() && tries < TRIES_MAX => tries += 1,
                Answer::Refused(refusal) => return Err(refusal),
            }
            tokio::time::sleep(std::time::Duration::from_millis(TRY_AGAIN_MS)).await;
        }
    }

    /// Best effort: a job that cannot say how far it is goes on all the same.
    async fn tell(&self) {
        let state = if self.job.state == JobState::Done { "done" } else { "running" };
        let refused = serde_json::to_string(&self.job.refused).unwrap_or_default();
        let told: Result<(), sqlx::Error> = async {
            on_both!(write &self.database, pool => {
                sqlx::query(
                    "UPDATE erasure_job SET state = $3, done = $4, refused = $5, told_ms = $6 \
                     WHERE board = $1 AND job = $2",
                )
                .bind(&self.board.id().0)
                .bind(&self.job.job)
                .bind(state)
                .bind(self.job.done as i64)
                .bind(refused)
                .bind(clock::now_ms())
                .execute(pool)
                .await?;
            });
            Ok(())
        }
        .await;
        if let Err(error) = told {
            tracing::debug!(%error, "an erasure cannot say how far it is");
        }
    }
}
