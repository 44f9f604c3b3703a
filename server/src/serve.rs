//! From a configuration to a running server, and down again without losing anything.

use std::{
    collections::{BTreeMap, HashSet},
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    sync::Arc,
    time::Duration,
};

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use secrecy::ExposeSecret;
use thiserror::Error;
use tokio::{net::TcpListener, sync::watch};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use crate::{
    access::{
        accounts::Accounts, keys::AccountKeys, notice::Notices, oidc::Oidc, service_tokens::ServiceTokens,
        sessions::SESSION_MS, sessions::Sessions, token::Tokens,
    },
    board::{BoardError, BoardHandle},
    clock,
    config::Config,
    database::{Database, DatabaseError},
    demand::{Demand, projector, store::Store},
    edge::{self, App, listener, rates::Rates, seats::Sockets},
    journal::{Journal, JournalError, bounded::Bounded, keys::DataKeys, sql::SqlJournal},
    ledger::Ledger,
    live::{Live, LiveError, local::LocalLive, redis::RedisLive},
    master::Keyring,
    places::Places,
    sealing::{Key, SealError},
};

/// How often ended sessions are looked for, ms. An open socket looks at the latest with its next beat of 3 s: it closes
/// within five seconds.
const ENDED_EVERY_MS: u64 = 1_000;
/// How often tries to sign in that count no more are let go of, in looks for ended sessions.
const TIDY_EVERY_LOOKS: u32 = 60;
/// How long a stopping server waits for its last batch and its screens, ms.
const DRAIN_MS_MAX: u64 = 10_000;
/// The embedded database's file in the data folder.
pub const SQLITE_FILE: &str = "alongside.db";

#[derive(Debug, Error)]
pub enum ServeError {
    #[error("the data folder {0} cannot be made")]
    DataDir(String, #[source] std::io::Error),
    #[error("the database cannot be opened")]
    Database(#[from] DatabaseError),
    #[error(transparent)]
    Keys(#[from] SealError),
    #[error(transparent)]
    Live(#[from] LiveError),
    #[error(transparent)]
    Board(#[from] BoardError),
    #[error(transparent)]
    Journal(#[from] JournalError),
    #[error("the master key in {0} does not open what is in this database: it is another one's key")]
    WrongMasterKey(String),
    #[error("cannot listen on {0} (ALONGSIDE__LISTEN moves this server)")]
    Listen(SocketAddr, #[source] std::io::Error),
    #[error("the client of the routing engine cannot be made")]
    Routing(#[source] reqwest::Error),
    #[error("the client of the identity provider cannot be made")]
    Provider(#[source] reqwest::Error),
    #[error("metrics: {0}")]
    Metrics(String),
}

/// A server that runs.
pub struct Running {
    pub app: Arc<App>,
    /// Where it listens; the port is the real one where 0 was asked for.
    pub address: SocketAddr,
    server: tokio::task::JoinHandle<()>,
    stop: CancellationToken,
}

/// Opens the database and the keys, without starting anything.
pub async fn open(config: &Config) -> Result<(Database, Arc<DataKeys>, Tokens), ServeError> {
    let database = if let Some(url) = &config.database_url {
        let owner = config.database_owner_url.as_ref().map(ExposeSecret::expose_secret);
        Database::postgres_owned(url.expose_secret(), owner, config.unsafe_durability).await?
    } else {
        let folder = &config.data_dir;
        // Password hashes and what is not sealed are for this server's user alone.
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)
            .map_err(|error| ServeError::DataDir(folder.display().to_string(), error))?;
        Database::sqlite(&folder.join(SQLITE_FILE)).await?
    };
    let master = match &config.master_key {
        Some(keys) => Keyring::from_text(keys)?,
        None => Keyring::from_file(&config.master_key_file, config.may_make_keys())?,
    };
    let tokens = Tokens::new(&Key::from_file(&config.token_key_file, config.may_make_keys())?);
    let keys = Arc::new(DataKeys::new(Arc::new(master), database.clone()));
    if !keys.fits().await? {
        return Err(ServeError::WrongMasterKey(config.master_key_file.display().to_string()));
    }
    Ok((database, keys, tokens))
}

/// Runs one command of the command line with notices that go on record, and returns when they are written.
pub async fn on_record<T>(
    database: &Database,
    keys: &Arc<DataKeys>,
    run: impl AsyncFnOnce(Notices) -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
    let ledger = Ledger::start(database.clone(), Arc::clone(keys), &tasks, stop.clone());
    let done = run(Notices::on(Arc::new(ledger))).await;
    stop.cancel();
    tasks.close();
    tasks.wait().await;
    done
}

/// The accounts of an opened database.
pub async fn accounts(
    config: &Config,
    database: &Database,
    keys: &DataKeys,
    notices: Notices,
) -> Result<Accounts, ServeError> {
    let keys = AccountKeys::open(keys).await?;
    Ok(Accounts::new(database.clone(), keys, config.sign_in.rules.clone(), notices))
}

pub async fn start(config: Config) -> Result<Running, ServeError> {
    let (database, keys, tokens) = open(&config).await?;
    if config.database_url.is_some() && database.may_change_the_record().await? {
        tracing::warn!("the server's role owns its tables and could change the record: see database_owner_url");
    }
    let journal: Arc<dyn Journal> = Arc::new(Bounded::new(SqlJournal::new(database.clone(), Arc::clone(&keys))));
    let live: Arc<dyn Live> = match &config.redis_url {
        Some(url) => Arc::new(RedisLive::connect(url.expose_secret(), Arc::clone(&keys))?),
        None => Arc::new(LocalLive::default()),
    };
    let (tasks, stop, drain) = (TaskTracker::new(), CancellationToken::new(), CancellationToken::new());
    let node = Uuid::now_v7().to_string();
    let places = Arc::new(Places::new(config.routing_url.as_ref()).map_err(ServeError::Routing)?);
    let store = Store::new(database.clone());
    let mut boards = BTreeMap::new();
    for scheme in &config.schemes {
        let board = BoardHandle::start(
            Arc::clone(scheme),
            Arc::clone(&journal),
            Arc::clone(&live),
            Arc::clone(&places),
            &node,
            &tasks,
            &stop,
        )
        .await?;
        tasks.spawn(projector::run(board.clone(), Arc::clone(&journal), store.clone(), stop.clone()));
        boards.insert(scheme.id.clone(), board);
    }
    let account_keys = AccountKeys::open(&keys).await?;
    let ledger = Ledger::start(database.clone(), Arc::clone(&keys), &tasks, stop.clone());
    let notices = Notices::on(Arc::new(ledger.clone()));
    let accounts = accounts(&config, &database, &keys, notices.clone()).await?;
    let sessions = Sessions::new(database.clone(), notices.clone(), config.sign_in.idle_ms);
    let (ended_tx, ended) = watch::channel(Arc::new(HashSet::new()));
    tasks.spawn(watch_ended(sessions.clone(), accounts.clone(), ended_tx, stop.clone()));
    let oidc = config.sign_in.oidc.clone().map(Oidc::new).transpose().map_err(ServeError::Provider)?;
    let app = Arc::new(App {
        boards,
        journal,
        accounts,
        sessions,
        tokens,
        service_tokens: ServiceTokens::new(database.clone(), notices.clone()),
        oidc,
        account_keys,
        notices,
        ledger,
        sockets: Sockets::default(),
        rates: Rates::new(&config.limits),
        ended,
        demand: Demand::new(store, tasks.clone()),
        metrics: recorder()?,
        database,
        tasks,
        drain: drain.clone(),
        config,
    });
    let listen = app.config.listen;
    let listener = TcpListener::bind(listen).await.map_err(|error| ServeError::Listen(listen, error))?;
    let address = listener.local_addr().map_err(|error| ServeError::Listen(listen, error))?;
    let router = edge::router(Arc::clone(&app));
    let (forgetting, until) = (Arc::clone(&app), stop.clone());
    app.tasks.spawn(async move { forgetting.rates.forget_the_quiet(until).await });
    #[allow(clippy::disallowed_methods)] // Awaited in `Running::stop`.
    let server = tokio::spawn(listener::serve(listener, router, Arc::clone(&app)));
    tracing::info!(%address, database = app.database.name(), boards = app.boards.len(), "listening");
    Ok(Running { app, address, server, stop })
}

impl Running {
    /// Stops taking new screens, asks the open ones to come back, finishes the batch at hand, closes.
    pub async fn stop(self) {
        tracing::info!("draining");
        self.app.drain.cancel();
        let patience = Duration::from_millis(DRAIN_MS_MAX);
        if tokio::time::timeout(patience, self.server).await.is_err() {
            tracing::warn!("some requests did not end in time");
        }
        self.stop.cancel();
        self.app.tasks.close();
        if tokio::time::timeout(patience, self.app.tasks.wait()).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
        self.app.database.close().await;
        tracing::info!("stopped");
    }
}

async fn watch_ended(
    sessions: Sessions,
    accounts: Accounts,
    ended: watch::Sender<Arc<HashSet<String>>>,
    stop: CancellationToken,
) {
    for look in 0_u32.. {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_millis(ENDED_EVERY_MS)) => {}
            () = stop.cancelled() => return,
        }
        let now = clock::now_ms();
        match sessions.ended_since(now - SESSION_MS, now).await {
            Ok(now_ended) => {
                let now_ended: HashSet<String> = now_ended.into_iter().collect();
                ended.send_if_modified(|known| {
                    let news = **known != now_ended;
                    if news {
                        *known = Arc::new(now_ended);
                    }
                    news
                });
            }
            Err(error) => tracing::debug!(%error, "ended sessions cannot be read"),
        }
        if look % TIDY_EVERY_LOOKS == 0
            && let Err(error) = accounts.tidy(now).await
        {
            tracing::debug!(%error, "old tries to sign in cannot be let go of");
        }
    }
}

/// The process's one metrics recorder. A second server in the same process shares it.
fn recorder() -> Result<PrometheusHandle, ServeError> {
    static HANDLE: std::sync::OnceLock<PrometheusHandle> = std::sync::OnceLock::new();
    if let Some(handle) = HANDLE.get() {
        return Ok(handle.clone());
    }
    let handle = PrometheusBuilder::new().install_recorder().map_err(|error| ServeError::Metrics(error.to_string()))?;
    Ok(HANDLE.get_or_init(|| handle).clone())
}

/// Returns when this process is asked to end: Ctrl-C or SIGTERM.
pub async fn until_told() {
    let mut terminate = match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        Ok(terminate) => terminate,
        Err(error) => {
            tracing::warn!(%error, "SIGTERM cannot be heard; Ctrl-C can");
            let _ = tokio::signal::ctrl_c().await;
            return;
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}
