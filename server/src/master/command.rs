//! `alongside master-key`: changes the master key while servers run.
#![allow(clippy::print_stdout)] // A command speaks to whoever called it.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use indicatif::ProgressBar;

use super::{Keyring, shown};
use crate::{config::Config, database::Database, journal::keys::DataKeys};

#[derive(Args, Clone, Debug)]
pub struct MasterKeyArgs {
    #[command(subcommand)]
    step: Step,
}

#[derive(Clone, Debug, Subcommand)]
enum Step {
    /// Which keys are in the ring, and how many data keys each has wrapped
    Status,
    /// First step: make a new key, which opens and does not wrap yet. Then copy the file to every node
    Add,
    /// Second step: this key wraps from now on, and whatever another one wrapped is wrapped again. Then copy the file
    /// once more
    Use {
        /// Its name, as `add` and `status` print it
        name: String,
    },
    /// Third step: take the old keys out of the file. Then copy it once more, and destroy what held them
    Drop,
}

pub async fn run(config: &Config, database: &Database, args: MasterKeyArgs) -> anyhow::Result<()> {
    if config.master_key.is_some() {
        bail!("the master key comes from ALONGSIDE__MASTER_KEY: change it there, new key last, then first, then alone");
    }
    let ring = Arc::new(Keyring::from_file(&config.master_key_file, false)?);
    let keys = DataKeys::new(Arc::clone(&ring) as Arc<dyn super::MasterKey>, database.clone());
    match args.step {
        Step::Status => {}
        Step::Add => {
            let name = shown(ring.add()?);
            println!("key {name} was added to {}", config.master_key_file.display());
            println!("Copy the file to every node, then: alongside master-key use {name}");
        }
        Step::Use { name } => {
            ring.wrap_with(&name)?;
            let bar = ProgressBar::new(keys.wrapped().await?.len() as u64);
            let done = keys
                .rewrap(|done| bar.set_position(done))
                .await
                .context("some are wrapped by the old key still; run it again")?;
            bar.finish_and_clear();
            println!("key {name} wraps from now on; {done} data keys were wrapped again");
            println!(
                "Copy the file to every node. When `alongside master-key status` shows no other: alongside master-key drop"
            );
        }
        Step::Drop => {
            let by = by_key(&keys).await?;
            let first = ring.names().first().map(|name| shown(*name)).unwrap_or_default();
            if let Some((name, count)) = by.iter().find(|(name, _)| **name != first) {
                bail!(
                    "{count} data keys are wrapped by {name} still: run `alongside master-key use {first}` again, then drop"
                );
            }
            ring.drop_old()?;
            println!("key {first} alone is in {}", config.master_key_file.display());
        }
    }
    let by = by_key(&keys).await?;
    for (place, name) in ring.names().into_iter().enumerate() {
        let name = shown(name);
        let role = if place == 0 { "wraps" } else { "opens" };
        println!("  {name}  {role}  {} data keys", by.get(&name).copied().unwrap_or(0));
    }
    Ok(())
}

/// How many data keys each master key has wrapped.
async fn by_key(keys: &DataKeys) -> anyhow::Result<BTreeMap<String, usize>> {
    let mut by = BTreeMap::new();
    for wrapped in keys.wrapped().await? {
        let name = Keyring::name_in(&wrapped).map_or_else(|| "another form".to_owned(), shown);
        *by.entry(name).or_insert(0) += 1;
    }
    Ok(by)
}
