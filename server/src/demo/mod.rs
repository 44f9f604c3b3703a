//! `alongside demo`: a server of its own that plays a fictional Saturday peak, for people who want to see it.
//!
//! Everything it needs is in the binary. It writes into its data folder and nowhere else; started again it goes
//! on with the same Saturday, so that a killed server can be seen to have kept every acknowledged step.
#![allow(clippy::print_stdout)] // It speaks to whoever started it.

mod driver;
mod history;
mod player;
mod scenario;

use std::path::{Path, PathBuf};

use alongside_protocol::{BoardId, CarId};
use anyhow::{Context, bail};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use crate::{
    access::accounts::NewAccount,
    clock,
    config::{self, Overrides},
    demand::store::Store,
    serve,
};
use player::Player;
use scenario::{People, Scenario};

const SCENARIO: &str = include_str!("../../../demo/saturday-peak.toml");
const PEOPLE: &str = include_str!("../../../demo/people.toml");
const SCHEME: &str = include_str!("../../../schemes/demo-tees-valley.toml");
/// Remembers when the Saturday began, so that a restart goes on with it.
const BEGUN_FILE: &str = "demo-begun.json";
const SCHEME_FILE: &str = "demo-tees-valley.toml";

#[derive(clap::Args, Debug)]
pub struct DemoArgs {
    /// How many times faster than life the Saturday runs, 0.1 to 120
    #[arg(long, default_value_t = 10.0, value_parser = speed)]
    speed: f64,
    /// Begin the Saturday anew, and forget the last one
    #[arg(long)]
    fresh: bool,
}

fn speed(text: &str) -> Result<f64, String> {
    text.parse()
        .ok()
        .filter(|speed| (0.1..=120.0).contains(speed))
        .ok_or_else(|| format!("found {text:?}; allowed: a number from 0.1 to 120"))
}

/// When the play began, and how fast it runs.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Begun {
    at_ms: i64,
    speed: f64,
}

pub async fn run(args: DemoArgs, file: Option<&Path>, mut overrides: Overrides) -> anyhow::Result<()> {
    let scenario: Scenario = toml::from_str(SCENARIO).context("the scenario in this build")?;
    let people: People = toml::from_str(PEOPLE).context("the people in this build")?;
    let folder = overrides.data_dir.clone().unwrap_or_else(|| PathBuf::from("data/demo"));
    let begun = begin(&folder, &args, &scenario)?;
    let scheme = folder.join(SCHEME_FILE);
    std::fs::write(&scheme, SCHEME).with_context(|| format!("{} cannot be written", scheme.display()))?;
    overrides.data_dir = Some(folder.clone());
    overrides.schemes = vec![scheme];
    let mut config = config::load(file, &overrides)?;
    // The demonstration stands alone, whatever the configuration beside it says.
    (config.database_url, config.redis_url) = (None, None);
    config.token_key_file = folder.join("keys/token.key");
    config.master_key_file = folder.join("keys/master.key");
    let running = serve::start(config).await?;
    for person in &people.person {
        running
            .app
            .accounts
            .put(NewAccount {
                username: person.username.clone(),
                name: person.name.clone(),
                password: SecretString::from(people.password.clone()),
                roles: person.roles.clone(),
                boards: person.boards.iter().cloned().map(BoardId).collect(),
                car: person.car.clone().map(CarId),
            })
            .await?;
    }
    greet(running.address, &folder, &people, &scenario, begun);
    let board =
        running.app.boards.get(&BoardId(scenario.board.clone())).context("the scenario names another board")?.clone();
    history::lay_down(&Store::new(running.app.database.clone()), &board.scheme, begun.at_ms).await?;
    let player =
        Player::new(scenario, people, board, std::sync::Arc::clone(&running.app.journal), begun.at_ms, begun.speed);
    tokio::select! {
        () = serve::until_told() => {}
        played = player.run() => played?,
    }
    println!("\nStopping. What happened is kept in {}.", folder.display());
    running.stop().await;
    Ok(())
}

/// Goes on with the Saturday in the folder, or begins one. One that is over is cleared away.
fn begin(folder: &Path, args: &DemoArgs, scenario: &Scenario) -> anyhow::Result<Begun> {
    let file = folder.join(BEGUN_FILE);
    let known: Option<Begun> = std::fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let now = clock::now_ms();
    if folder.exists() && known.is_none() && folder.read_dir()?.next().is_some() {
        bail!("{} holds something that no demonstration made; choose another --data-dir", folder.display());
    }
    if let Some(begun) = known.filter(|_| !args.fresh) {
        let over_at = begun.at_ms + (scenario.length_s() as f64 * 1_000.0 / begun.speed) as i64;
        if now < over_at {
            return Ok(begun);
        }
    }
    if known.is_some() {
        std::fs::remove_dir_all(folder).with_context(|| format!("{} cannot be cleared", folder.display()))?;
    }
    std::fs::create_dir_all(folder)?;
    let begun = Begun { at_ms: now, speed: args.speed };
    std::fs::write(&file, serde_json::to_vec(&begun)?)?;
    Ok(begun)
}

fn greet(address: std::net::SocketAddr, folder: &Path, people: &People, scenario: &Scenario, begun: Begun) {
    println!("\n  {} · everything and everybody in it is invented", scenario.title);
    println!("\n  Open  http://{address}\n");
    let width = people.shown().map(|person| person.username.len()).max().unwrap_or(0);
    for person in people.shown() {
        println!("    {:width$}   {}", person.username, person.title);
    }
    println!("    password for each: {}; one browser or private window for each", people.password);
    let minutes = scenario.length_s() as f64 / 60.0 / begun.speed;
    println!("\n  Plays for {minutes:.0} minutes at {} times life. Data: {}", begun.speed, folder.display());
    println!("  Ctrl-C stops it; started again it goes on where it was (--fresh begins anew).\n");
}
