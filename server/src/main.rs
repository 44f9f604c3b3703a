//! `alongside`: the server and the commands around it.
#![allow(clippy::print_stdout, clippy::print_stderr)] // A command line speaks to whoever called it.

use std::{path::PathBuf, process::ExitCode};

use alongside::{
    audit::command::{self as audit, VerifyArgs},
    backup::{self, BackupArgs, DataKeysArgs},
    config::{self, Overrides},
    console,
    demand::{
        command::{self as demand, RebuildArgs},
        import::{self, ForgetArgs, ImportArgs},
    },
    demo,
    master::command::{self as master, MasterKeyArgs},
    replay,
    sealing::Key,
    serve,
};
use anyhow::bail;
use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(name = "alongside", version, about = "The live board for support workers in police control rooms", long_about = None)]
struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Args)]
struct Common {
    /// Configuration file; alongside.toml in this folder when left out and there
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address and port to listen on
    #[arg(long, global = true, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Folder for the embedded database and keys
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<PathBuf>,
    /// Scheme file; may be given several times
    #[arg(long = "scheme", global = true, value_name = "FILE")]
    schemes: Vec<PathBuf>,
    /// Start even where Postgres may lose what it acknowledged (tests only)
    #[arg(long, global = true)]
    unsafe_durability: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server (what happens without a command)
    Serve,
    /// Play a fictional Saturday peak on a server of its own
    Demo(demo::DemoArgs),
    /// Load calls from before Alongside out of a listing, for the views of demand alone
    Import(ImportArgs),
    /// Take back everything that was imported for a board
    ForgetImports(ForgetArgs),
    /// Empty the tables that figures are read from, and fill them anew from the journal
    Rebuild(RebuildArgs),
    /// Turn a public call listing into a feed
    Replay(replay::ReplayArgs),
    /// Read the configuration and every scheme file, and report every fault
    CheckConfig,
    #[command(flatten)]
    Console(console::Command),
    /// Make the two key files that several nodes share
    MakeKeys,
    /// Change the master key while servers run: status, add, use, drop
    MasterKey(MasterKeyArgs),
    /// Copy the embedded database, without the data keys, while the server runs
    Backup(BackupArgs),
    /// The data keys, wrapped, as a file of their own: export, or import after a restore
    DataKeys(DataKeysArgs),
    /// As the owner of the tables (`database_owner_url`): bring them up to date, and give the server's role its rights
    Grants,
    /// Walk the chains of the journal and the ledger, and name the first row that is not as it was written
    VerifyAudit(VerifyArgs),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("alongside: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(cli)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("alongside: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(cli: Cli) -> anyhow::Result<()> {
    let overrides = Overrides {
        listen: cli.common.listen,
        data_dir: cli.common.data_dir,
        schemes: cli.common.schemes,
        unsafe_durability: cli.common.unsafe_durability,
    };
    let file = cli.common.config.as_deref();
    match cli.command.unwrap_or(Command::Serve) {
        Command::Serve => {
            let config = config::load(file, &overrides)?;
            start_log(&config);
            let running = serve::start(config).await?;
            if running.app.accounts.count().await? == 0 {
                tracing::warn!("nobody can sign in yet: `alongside put-account` makes the first account");
            }
            serve::until_told().await;
            running.stop().await;
            Ok(())
        }
        Command::Demo(args) => demo::run(args, file, overrides).await,
        Command::Import(args) => {
            let config = config::load(file, &overrides)?;
            let (database, keys, _) = serve::open(&config).await?;
            let done = import::run(&config, &database, &keys, args).await;
            database.close().await;
            done
        }
        Command::ForgetImports(args) => {
            let config = config::load(file, &overrides)?;
            let (database, ..) = serve::open(&config).await?;
            let done = import::forget(&config, &database, args).await;
            database.close().await;
            done
        }
        Command::Rebuild(args) => {
            let config = config::load(file, &overrides)?;
            let (database, keys, _) = serve::open(&config).await?;
            let done = demand::run(&config, &database, keys, args).await;
            database.close().await;
            done
        }
        Command::Replay(args) => replay::run(args).await,
        Command::CheckConfig => {
            let config = config::load(file, &overrides)?;
            println!("The configuration is sound.");
            for scheme in &config.schemes {
                println!("  board {}: {} ({})", scheme.id, scheme.name, scheme.force);
            }
            Ok(())
        }
        Command::Console(command) => console::run(command, file, &overrides).await,
        Command::Grants => {
            let config = config::load(file, &overrides)?;
            if config.database_owner_url.is_none() {
                bail!("database_owner_url is empty: it names the role that owns the tables");
            }
            // Opening is what does it.
            let (database, _, _) = serve::open(&config).await?;
            database.close().await;
            println!("The tables are up to date; the server's role may add to the record and not change it.");
            Ok(())
        }
        Command::VerifyAudit(args) => {
            let config = config::load(file, &overrides)?;
            let (database, keys, _) = serve::open(&config).await?;
            let verified = audit::run(&database, &keys, args).await;
            database.close().await;
            verified
        }
        Command::MasterKey(args) => {
            let config = config::load(file, &overrides)?;
            let (database, ..) = serve::open(&config).await?;
            let done = master::run(&config, &database, args).await;
            database.close().await;
            done
        }
        Command::Backup(args) => {
            let config = config::load(file, &overrides)?;
            let (database, ..) = serve::open(&config).await?;
            let done = backup::copy(&database, args).await;
            database.close().await;
            done
        }
        Command::DataKeys(args) => {
            let config = config::load(file, &overrides)?;
            let (database, keys, _) = serve::open(&config).await?;
            let done = backup::data_keys(&database, &keys, args).await;
            database.close().await;
            done
        }
        Command::MakeKeys => {
            let config = config::load(file, &overrides)?;
            for file in [&config.token_key_file, &config.master_key_file] {
                if file.exists() {
                    bail!("{} exists already; a key is never written over", file.display());
                }
                Key::from_file(file, true)?;
                println!("{}", file.display());
            }
            Ok(())
        }
    }
}

fn start_log(config: &config::Config) {
    // `config` has read the filter once already.
    let filter = tracing_subscriber::EnvFilter::try_new(&config.log).unwrap_or_else(|_| "info".into());
    let is_terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(is_terminal).with_writer(std::io::stderr);
    // A second start in one process keeps the first log.
    let _ = if config.log_json { log.json().try_init() } else { log.try_init() };
}
