//! `alongside verify-audit`: the walk over the chains for whoever has to answer for the record.
#![allow(clippy::print_stdout, clippy::print_stderr)] // A command speaks to whoever called it.

use std::path::{Path, PathBuf};

use alongside_protocol::BoardId;
use anyhow::{Context, bail};
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{Head, Table, Walked, boards, last, walk};
use crate::{database::Database, journal::keys::DataKeys};

#[derive(Args, Clone, Debug)]
pub struct VerifyArgs {
    /// This board alone
    #[arg(long)]
    board: Option<String>,
    /// Heads of an earlier run: shows also what was cut off at the end, or written anew with the key
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
    /// Writes the heads of this run, to be kept on another machine. Only where all is sound
    #[arg(long, value_name = "FILE")]
    write_heads: Option<PathBuf>,
}

pub async fn run(database: &Database, keys: &DataKeys, args: VerifyArgs) -> anyhow::Result<()> {
    let known = args.heads.as_deref().map(read_heads).transpose()?.unwrap_or_default();
    let wanted = |board: &BoardId| args.board.as_ref().is_none_or(|wanted| *wanted == board.0);
    let mut all = boards(database).await?;
    // A board of which nothing is left is still in the heads.
    all.extend(known.iter().map(|head| head.board.clone()));
    all.sort();
    all.dedup();
    all.retain(wanted);
    if let (Some(board), true) = (&args.board, all.is_empty()) {
        bail!("nothing is on record of a board {board:?}");
    }
    let mut rows = 0;
    for board in &all {
        for table in Table::ALL {
            rows += last(database, board, table).await?.unsigned_abs();
        }
    }
    // Not drawn where nobody looks.
    let bar = ProgressBar::new(rows).with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} rows, {eta} left")?);
    let mut walks = Vec::new();
    for board in &all {
        for table in Table::ALL {
            let head = known.iter().find(|head| head.board == *board && head.table == table);
            walks.push(walk(database, keys, board, table, head, |rows| bar.inc(rows)).await?);
        }
    }
    bar.finish_and_clear();
    let broken = walks.iter().filter(|walked| walked.broken.is_some()).count();
    walks.iter().for_each(say);
    if broken > 0 {
        bail!("{broken} of {} chains are broken: the record is not as it was written", walks.len());
    }
    println!("{rows} rows are as they were written.");
    if let Some(file) = &args.write_heads {
        let heads: Vec<_> = walks.into_iter().filter_map(|walked| walked.head).collect();
        std::fs::write(file, serde_json::to_string_pretty(&heads)? + "\n")
            .with_context(|| format!("{} cannot be written", file.display()))?;
    }
    Ok(())
}

fn say(walked: &Walked) {
    let Walked { board, table, rows, head, broken } = walked;
    let table = table.as_str();
    if let Some(broken) = broken {
        println!("board {board}, table {table}, row {}: {}", broken.seq, broken.fault.words());
        println!("board {board}, table {table}: {rows} rows before it are sound");
    } else if let Some(head) = head {
        println!("board {board}, table {table}: {rows} rows are sound; head {} {}", head.seq, head.mac);
    } else {
        println!("board {board}, table {table}: empty");
    }
}

fn read_heads(file: &Path) -> anyhow::Result<Vec<Head>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} holds no heads", file.display()))
}
