//! Accounts and machines' tokens on the command line, while the server runs or not.
#![allow(clippy::print_stdout)] // It speaks to whoever called it.

use std::{
    io::Read,
    path::{Path, PathBuf},
};

use alongside_protocol::{BoardId, CarId, Millis, vocabulary::Role};
use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use secrecy::SecretString;

use crate::{
    access::{
        accounts::NewAccount,
        notice::Notices,
        service_tokens::{NewToken, ServiceTokens},
    },
    clock,
    config::{self, Config, Overrides},
    sealing::write_private,
    serve,
};

/// Longest that a token is good for, hours.
const TOKEN_HOURS_MAX: u64 = 720;
const HOUR_MS: Millis = 3_600_000;

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create an account, or give an existing one new particulars; the password is read from standard input
    PutAccount(PutAccount),
    /// Take the second factor from an account whose owner lost it; its sign-ins end
    ResetSecondFactor { username: String },
    /// Write a new bearer token for a machine, such as the force's feed, into a file
    IssueToken(IssueToken),
    /// Write a new token in place of a machine's old one, which stays good for a while
    RotateToken(RotateToken),
    /// Call back every token of a machine
    RevokeToken(RevokeToken),
    /// Every token: whose, for what, until when, when last used
    ListTokens,
}

#[derive(Args, Debug)]
pub struct PutAccount {
    username: String,
    /// The name that colleagues see
    #[arg(long)]
    name: String,
    /// support_worker, crew, control_room, inspector, coordinator, …; several with commas
    #[arg(long, value_delimiter = ',', required = true, value_parser = role)]
    roles: Vec<Role>,
    /// Boards by their scheme's id; several with commas
    #[arg(long, value_delimiter = ',', required = true)]
    boards: Vec<String>,
    /// The crew's car
    #[arg(long)]
    car: Option<String>,
}

#[derive(Args, Debug)]
pub struct IssueToken {
    /// Names the machine in the records
    #[arg(long)]
    name: String,
    #[arg(long, default_value = "feed", value_parser = role)]
    role: Role,
    #[arg(long)]
    board: String,
    /// Hours until it expires, at most 720
    #[arg(long, default_value_t = 12, value_parser = clap::value_parser!(u64).range(1..=TOKEN_HOURS_MAX))]
    hours: u64,
    /// Written with mode 0600; must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Args, Debug)]
pub struct RotateToken {
    /// The machine, as it was named when its token was issued
    #[arg(long)]
    name: String,
    #[arg(long)]
    board: String,
    /// Hours until the new one expires, at most 720
    #[arg(long, default_value_t = TOKEN_HOURS_MAX, value_parser = clap::value_parser!(u64).range(1..=TOKEN_HOURS_MAX))]
    hours: u64,
    /// Hours that the old one stays good for, at most 72
    #[arg(long, default_value_t = 24, value_parser = clap::value_parser!(u64).range(0..=72))]
    overlap_hours: u64,
    /// Written with mode 0600; must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

#[derive(Args, Debug)]
pub struct RevokeToken {
    #[arg(long)]
    name: String,
    #[arg(long)]
    board: String,
}

fn role(text: &str) -> Result<Role, String> {
    let all: Vec<_> = Role::ALL.iter().map(|(_, word)| *word).collect();
    Role::parse(text).ok_or_else(|| format!("found {text:?}; allowed: {}", all.join(", ")))
}

pub async fn run(command: Command, file: Option<&Path>, overrides: &Overrides) -> anyhow::Result<()> {
    let config = config::load(file, overrides)?;
    match command {
        Command::PutAccount(account) => put_account(&config, account).await,
        Command::ResetSecondFactor { username } => {
            let (database, keys, _) = serve::open(&config).await?;
            let user = serve::on_record(&database, &keys, async |notices| {
                let accounts = serve::accounts(&config, &database, &keys, notices).await?;
                Ok(accounts.reset_second_factor(&username, clock::now_ms()).await?)
            })
            .await?;
            database.close().await;
            println!("{username} signs in with the password alone, and is signed out everywhere (account {user})");
            Ok(())
        }
        Command::IssueToken(wanted) => issue_token(&config, wanted).await,
        Command::RotateToken(wanted) => rotate_token(&config, wanted).await,
        Command::RevokeToken(wanted) => {
            let (database, keys, _) = serve::open(&config).await?;
            let count = serve::on_record(&database, &keys, async |notices| {
                let tokens = ServiceTokens::new(database.clone(), notices);
                Ok(tokens.revoke(&wanted.name, &BoardId(wanted.board), clock::now_ms()).await?)
            })
            .await?;
            database.close().await;
            println!("{count} called back; every node refuses it within 5 seconds");
            Ok(())
        }
        Command::ListTokens => list_tokens(&config).await,
    }
}

async fn put_account(config: &Config, account: PutAccount) -> anyhow::Result<()> {
    known_boards(config, &account.boards)?;
    let mut password = String::new();
    std::io::stdin().read_to_string(&mut password).context("the password is read from standard input")?;
    let password = SecretString::from(password.trim_end_matches(['\n', '\r']).to_owned());
    let (database, keys, _) = serve::open(config).await?;
    let new = NewAccount {
        username: account.username.clone(),
        name: account.name,
        password,
        roles: account.roles,
        boards: account.boards.into_iter().map(BoardId).collect(),
        car: account.car.map(CarId),
    };
    let user = serve::on_record(&database, &keys, async |notices| {
        Ok(serve::accounts(config, &database, &keys, notices).await?.put(new).await?)
    })
    .await?;
    database.close().await;
    println!("{} may sign in (account {user})", account.username);
    Ok(())
}

async fn issue_token(config: &Config, wanted: IssueToken) -> anyhow::Result<()> {
    known_boards(config, std::slice::from_ref(&wanted.board))?;
    free(&wanted.out)?;
    let (database, keys, _) = serve::open(config).await?;
    let now = clock::now_ms();
    let new = NewToken {
        name: wanted.name,
        role: wanted.role,
        board: BoardId(wanted.board),
        expires_at: now + wanted.hours as Millis * HOUR_MS,
    };
    let token = serve::on_record(&database, &keys, async |notices| {
        Ok(ServiceTokens::new(database.clone(), notices).issue(&new, now).await?)
    })
    .await?;
    database.close().await;
    write(&wanted.out, &token)?;
    println!("{} holds a token for {} hours", wanted.out.display(), wanted.hours);
    Ok(())
}

async fn rotate_token(config: &Config, wanted: RotateToken) -> anyhow::Result<()> {
    free(&wanted.out)?;
    let (database, keys, _) = serve::open(config).await?;
    let now = clock::now_ms();
    let (expires, overlap) = (wanted.hours as Millis * HOUR_MS, wanted.overlap_hours as Millis * HOUR_MS);
    let token = serve::on_record(&database, &keys, async |notices| {
        let tokens = ServiceTokens::new(database.clone(), notices);
        Ok(tokens.rotate(&wanted.name, &BoardId(wanted.board), now + expires, now + overlap, now).await?)
    })
    .await?;
    database.close().await;
    write(&wanted.out, &token)?;
    let (out, hours, overlap) = (wanted.out.display(), wanted.hours, wanted.overlap_hours);
    println!("{out} holds a token for {hours} hours; the old one is good for {overlap} more at most");
    Ok(())
}

async fn list_tokens(config: &Config) -> anyhow::Result<()> {
    let (database, _, _) = serve::open(config).await?;
    let now = clock::now_ms();
    let tokens = ServiceTokens::new(database.clone(), Notices::default()).list().await?;
    database.close().await;
    println!("{:<20} {:<14} {:<20} {:<22} {:<22} state", "name", "role", "board", "expires", "last used");
    for token in tokens {
        let state = match (token.revoked_ms, token.expires_ms > now) {
            (Some(_), _) => "called back",
            (None, true) => "good",
            (None, false) => "expired",
        };
        let last_used = token.last_used_ms.map_or_else(|| "never".to_owned(), shown);
        let (name, role, board, expires) = (token.name, token.role, token.board, shown(token.expires_ms));
        println!("{name:<20} {role:<14} {board:<20} {expires:<22} {last_used:<22} {state}");
    }
    Ok(())
}

fn shown(at: Millis) -> String {
    Timestamp::from_second(at / 1_000).map_or_else(|_| at.to_string(), |at| at.to_string())
}

/// Before a token is made that could not be shown.
fn free(out: &Path) -> anyhow::Result<()> {
    if out.exists() {
        bail!("{} cannot be written: it exists already", out.display());
    }
    Ok(())
}

fn write(out: &Path, token: &str) -> anyhow::Result<()> {
    write_private(out, token).with_context(|| format!("{} cannot be written", out.display()))
}

fn known_boards(config: &Config, boards: &[String]) -> anyhow::Result<()> {
    let known: Vec<_> = config.schemes.iter().map(|scheme| scheme.id.0.as_str()).collect();
    for board in boards {
        if !known.contains(&board.as_str()) {
            bail!("board: found {board:?}; allowed: {}", known.join(", "));
        }
    }
    Ok(())
}
