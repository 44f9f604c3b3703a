//! `alongside rebuild`: the tables of demand emptied and filled from the journal.
#![allow(clippy::print_stdout)] // A command speaks to whoever called it.

use std::sync::Arc;

use anyhow::bail;
use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{import::scheme, projector, store::Store};
use crate::{
    config::Config,
    database::Database,
    journal::{keys::DataKeys, sql::SqlJournal},
};

#[derive(Args, Clone, Debug)]
pub struct RebuildArgs {
    /// This board alone, by its scheme's id
    #[arg(long)]
    board: Option<String>,
}

/// Servers may run meanwhile: what they write is the same.
///
/// # Errors
/// A board that is not configured, a journal that cannot be read.
pub async fn run(config: &Config, database: &Database, keys: Arc<DataKeys>, args: RebuildArgs) -> anyhow::Result<()> {
    let journal = SqlJournal::new(database.clone(), keys);
    let store = Store::new(database.clone());
    let schemes = match args.board.as_deref() {
        Some(board) => vec![scheme(config, Some(board))?],
        None => config.schemes.iter().map(AsRef::as_ref).collect(),
    };
    for scheme in schemes {
        let bar =
            ProgressBar::new(0).with_style(ProgressStyle::with_template("{bar:40} {pos}/{len} entries, {eta} left")?);
        let filled = projector::rebuild(&scheme.id, &scheme.zone, &journal, &store, |place, end| {
            bar.set_length(end);
            bar.set_position(place);
        })
        .await?;
        bar.finish_and_clear();
        match filled {
            Some(entries) => println!("board {}: filled anew from {entries} entries of the journal", scheme.id),
            None => bail!("board {}: a server is filling the tables just now; try again in a minute", scheme.id),
        }
    }
    Ok(())
}
