//! `alongside import`: calls from before Alongside, out of a listing, for demand alone. Nothing about a person is kept:
//! a number, a time, a grade, a beat, and a keyed digest that tells victims apart.
#![allow(clippy::print_stdout, clippy::print_stderr)] // A command speaks to whoever called it.

use std::{
    collections::BTreeSet,
    fmt,
    fs::{File, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use alongside_core::{
    Scheme,
    demand::calendar::day_of,
    repeat::address_trait,
    scheme::{CallKind, Fault},
};
use alongside_protocol::BoardId;
use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::civil::Date;
use tokio::sync::mpsc;

use super::{
    projector::short_digest,
    store::{PastCall, Store},
};
use crate::{
    cells::Sheet,
    clock::{self, Started},
    config::Config,
    database::Database,
    journal::keys::{DataKeys, INDEX_KEY},
    listing::{self, At, Call, RefusedRow, map::Map},
    sealing::Key,
};

/// Calls that are written in one transaction.
const BATCH_CALLS: usize = 5_000;
/// Batches that are read ahead of the database.
const BATCHES_AHEAD: usize = 4;
/// What an operator does when it ends early.
const BROKEN_OFF: &str = "the import did not end; run it again to finish it, or take it back with forget-imports";
/// Calls from before are no older: what says so is a fault of the listing.
const YEAR_MIN: i16 = 1990;
/// Refused rows that are told one by one; the others are counted, and all of them stand in `--refused`.
const REFUSED_SHOWN_MAX: usize = 20;

#[derive(Args, Clone, Debug)]
pub struct ImportArgs {
    /// The listing: CSV with a header row
    #[arg(value_name = "FILE.csv")]
    file: PathBuf,
    /// What its columns mean (TOML, as for `replay`); grades and beats are taken, movements are not drawn
    #[arg(long, value_name = "MAP.toml")]
    map: PathBuf,
    /// The board by its scheme's id; may be left out where the configuration has one
    #[arg(long)]
    board: Option<String>,
    /// The listing is whole from its first day to its last: a day without a row is a day without calls
    #[arg(long)]
    every_day: bool,
    /// Writes every refused row with its line, column and fault as CSV; must not exist
    #[arg(long, value_name = "FILE")]
    refused: Option<PathBuf>,
    /// Read everything and report; keep nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Args, Clone, Debug)]
pub struct ForgetArgs {
    /// The board by its scheme's id; may be left out where the configuration has one
    #[arg(long)]
    board: Option<String>,
    /// This number alone: of a person who has asked to be erased, say
    #[arg(long, value_name = "NUMBER")]
    incident: Option<String>,
}

/// The scheme that is meant.
pub fn scheme<'a>(config: &'a Config, board: Option<&str>) -> anyhow::Result<&'a Scheme> {
    let known = || config.schemes.iter().map(|scheme| scheme.id.0.as_str()).collect::<Vec<_>>().join(", ");
    match board {
        Some(board) => config
            .schemes
            .iter()
            .find(|scheme| scheme.id.0 == board)
            .map(AsRef::as_ref)
            .with_context(|| format!("--board: found {board:?}; allowed: {}", known())),
        None => match config.schemes.as_slice() {
            [one] => Ok(one),
            _ => bail!("--board: found nothing; allowed: {}", known()),
        },
    }
}

/// Runs the command. Refused rows are told and counted; they are no error.
///
/// # Errors
/// A faulty map, a listing of which nothing can be read, a database that is away.
pub async fn run(config: &Config, database: &Database, keys: &DataKeys, args: ImportArgs) -> anyhow::Result<()> {
    let scheme = scheme(config, args.board.as_deref())?;
    let map = listing::read_map(&args.map)?;
    let key = keys.named(&scheme.id, INDEX_KEY).await?;
    let report = import(scheme, &map, &Store::new(database.clone()), key, &args).await?;
    println!("{report}");
    Ok(())
}

/// Takes back what was imported.
///
/// # Errors
/// A board that is not configured, a database that is away.
pub async fn forget(config: &Config, database: &Database, args: ForgetArgs) -> anyhow::Result<()> {
    let scheme = scheme(config, args.board.as_deref())?;
    let store = Store::new(database.clone());
    if let Some(incident) = &args.incident {
        if !store.forget_import(&scheme.id, incident).await? {
            bail!("--incident: found {incident:?}; allowed: the number of an imported call of board {}", scheme.id);
        }
        println!("The imported call {incident} of board {} is gone.", scheme.id);
        return Ok(());
    }
    let gone = store.forget_imports(&scheme.id).await?;
    println!("{gone} imported calls of board {} are gone. Calls of the journal stay.", scheme.id);
    Ok(())
}

/// What came of an import.
#[derive(Debug)]
pub struct Report {
    file: String,
    board: BoardId,
    dry_run: bool,
    pub rows: u64,
    pub refused: u64,
    pub not_ours: u64,
    pub calls: u64,
    pub new: u64,
    pub days: BTreeSet<Date>,
    took: Duration,
}

async fn import(scheme: &Scheme, map: &Map, store: &Store, key: Key, args: &ImportArgs) -> anyhow::Result<Report> {
    let named = || format!("the listing {}", args.file.display());
    let started = Started::now();
    let input = listing::open(&args.file)?;
    let bytes = input.get_ref().metadata().map_or(0, |file| file.len());
    let bar =
        ProgressBar::new(bytes).with_style(ProgressStyle::with_template("{bar:40} {percent} %, {msg}, {eta} left")?);
    let before = store.past_calls_count(&scheme.id).await?;
    let (batches, mut read) = mpsc::channel::<Vec<PastCall>>(BATCHES_AHEAD);
    let map = map.clone();
    let mut reader = Reader::new(scheme.clone(), map.clone(), key, batches, bar.clone(), args.refused.as_deref())?;
    // Reading and digests on one core, the database on the other.
    let reading = tokio::task::spawn_blocking(move || {
        listing::each(input, &map, |row, at| reader.take(row, at))?;
        reader.finish()
    });
    while let Some(batch) = read.recv().await {
        if !args.dry_run {
            store.import_calls(&scheme.id, &batch).await.context(BROKEN_OFF)?;
        }
    }
    let Reader { rows, refused, not_ours, calls, mut days, .. } =
        reading.await?.with_context(named).context(BROKEN_OFF)?;
    bar.finish_and_clear();
    anyhow::ensure!(rows > 0, "{} has no row below its header", named());
    anyhow::ensure!(refused < rows, "{}: none of its {rows} rows can be read", named());
    if args.every_day
        && let (Some(first), Some(last)) = (days.first().copied(), days.last().copied())
    {
        days.extend(first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last));
    }
    if !args.dry_run {
        store.end_import(&scheme.id, &days.iter().copied().collect::<Vec<_>>()).await.context(BROKEN_OFF)?;
    }
    let new = store.past_calls_count(&scheme.id).await? - before;
    let (file, board, dry_run) = (args.file.display().to_string(), scheme.id.clone(), args.dry_run);
    Ok(Report { file, board, dry_run, rows, refused, not_ours, calls, new, days, took: started.elapsed() })
}

/// Sorts the rows of a listing, on a thread of its own.
struct Reader {
    scheme: Scheme,
    map: Map,
    key: Key,
    batches: mpsc::Sender<Vec<PastCall>>,
    batch: Vec<PastCall>,
    bar: ProgressBar,
    sheet: Option<Sheet<File>>,
    today: Date,
    rows: u64,
    refused: u64,
    not_ours: u64,
    calls: u64,
    days: BTreeSet<Date>,
}

impl Reader {
    fn new(
        scheme: Scheme,
        map: Map,
        key: Key,
        batches: mpsc::Sender<Vec<PastCall>>,
        bar: ProgressBar,
        refused: Option<&Path>,
    ) -> anyhow::Result<Self> {
        let sheet = refused.map(|path| {
            let named = || format!("{} cannot be written", path.display());
            // It shows what stood in cells.
            let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).with_context(named)?;
            Sheet::begin(file, &["line", "column", "found", "allowed"]).with_context(named)
        });
        let (rows, refused, not_ours, calls) = (0, 0, 0, 0);
        let (batch, days, sheet) = (Vec::with_capacity(BATCH_CALLS), BTreeSet::new(), sheet.transpose()?);
        let today = day_of(clock::now_ms(), &scheme.zone).context("no day")?;
        Ok(Self { scheme, map, key, batches, batch, bar, sheet, today, rows, refused, not_ours, calls, days })
    }

    fn take(&mut self, row: Result<Call, RefusedRow>, at: At) -> anyhow::Result<()> {
        self.rows += 1;
        if self.rows.is_multiple_of(BATCH_CALLS as u64) {
            self.bar.set_position(at.byte);
            self.bar.set_message(format!("{} rows", self.rows));
        }
        match row {
            Ok(call) => match self.past_call(call) {
                Ok(Some(call)) => {
                    self.calls += 1;
                    self.batch.push(call);
                    if self.batch.len() == BATCH_CALLS {
                        self.send()?;
                    }
                }
                Ok(None) => self.not_ours += 1,
                Err(fault) => self.refuse(&RefusedRow { line: at.line, faults: vec![fault] })?,
            },
            Err(row) => self.refuse(&row)?,
        }
        Ok(())
    }

    /// None for one that the scheme does not count as domestic.
    fn past_call(&mut self, call: Call) -> Result<Option<PastCall>, Fault> {
        // A clock that is wrong would put days into the records that nobody watched.
        let day = day_of(call.at, &self.scheme.zone).filter(|day| day.year() >= YEAR_MIN && *day <= self.today);
        let Some(day) = day else {
            return Err(Fault {
                key: "time".to_owned(),
                found: day_of(call.at, &self.scheme.zone).map_or_else(String::new, |day| day.to_string()),
                allowed: format!("a day from {YEAR_MIN}-01-01 to {}", self.today),
            });
        };
        // Any call says that the day is in the listing.
        self.days.insert(day);
        match self.scheme.call_types.kind(&call.opening_code) {
            CallKind::Domestic => {}
            CallKind::Other => return Ok(None),
            CallKind::Unknown => {
                return Err(Fault {
                    key: "opening_code".to_owned(),
                    found: format!("{:?}", call.opening_code),
                    allowed: "a call type that the scheme lists under [call_types]".to_owned(),
                });
            }
        }
        let grade = self.map.grade_of(&call).to_owned();
        if self.scheme.grade_rank(&grade) == u8::MAX {
            return Err(Fault {
                key: "grade".to_owned(),
                found: format!("{grade:?}"),
                allowed: format!("one of the scheme's grades: {}", self.scheme.grade_codes()),
            });
        }
        let locality = call.locality.unwrap_or_default();
        let told_by = match (call.victim, call.address) {
            (Some(victim), _) => Some(format!("victim/{}", victim.reveal())),
            (None, address) => address.map(|address| address_trait(&address, &locality).text()),
        };
        Ok(Some(PastCall {
            incident: call.incident,
            received_at: call.at,
            grade,
            beat: call.beat.unwrap_or_default(),
            victim: told_by.map(|text| short_digest(&self.key, &text)),
        }))
    }

    fn refuse(&mut self, row: &RefusedRow) -> anyhow::Result<()> {
        self.refused += 1;
        for fault in &row.faults {
            if self.refused <= REFUSED_SHOWN_MAX as u64 {
                self.bar.suspend(|| eprintln!("line {}: {fault}", row.line));
            }
            if let Some(sheet) = &mut self.sheet {
                sheet.row(&[&row.line.to_string(), &fault.key, &fault.found, &fault.allowed])?;
            }
        }
        Ok(())
    }

    fn send(&mut self) -> anyhow::Result<()> {
        let batch = std::mem::replace(&mut self.batch, Vec::with_capacity(BATCH_CALLS));
        self.batches.blocking_send(batch).context("the database took no more")
    }

    /// Sends what is left, and closes the channel.
    fn finish(mut self) -> anyhow::Result<Self> {
        self.send()?;
        let more = self.refused.saturating_sub(REFUSED_SHOWN_MAX as u64);
        if more > 0 {
            self.bar.suspend(|| eprintln!("… and {more} more rows refused"));
        }
        if let Some(sheet) = self.sheet.take() {
            sheet.finish()?;
        }
        // The other end waits for the last sender to go.
        self.batches = mpsc::channel(1).0;
        Ok(self)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, text: String| writeln!(f, "  {name:<14} {text}");
        line("listing", self.file.clone())?;
        line("board", self.board.to_string())?;
        line("rows read", (self.rows - self.refused).to_string())?;
        line("rows refused", self.refused.to_string())?;
        line("not domestic", format!("{}, by the scheme's call types", self.not_ours))?;
        let known = self.calls - self.new;
        line(
            "calls",
            if self.dry_run {
                self.calls.to_string()
            } else {
                format!("{}: {} new, {known} known already", self.calls, self.new)
            },
        )?;
        let span = self.days.first().zip(self.days.last());
        line(
            "days",
            span.map_or_else(|| "0".to_owned(), |(first, last)| format!("{}, {first} to {last}", self.days.len())),
        )?;
        line("took", format!("{:.1} s", self.took.as_secs_f64()))?;
        write!(
            f,
            "{}",
            if self.dry_run { "Nothing was kept." } else { "Imported. The views of demand show it from now on." }
        )
    }
}
