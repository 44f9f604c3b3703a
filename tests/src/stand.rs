//! A whole installation: engines, nodes, the test's accounts and the force's token.

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::{
    engines::{Engine, have},
    feed::Feed,
    people::{BOARD, Person},
    postgres::Postgres,
    redis::Redis,
    screen::Screen,
    server::{Server, Settings, root},
};

/// The second board, of which nobody on the first has heard.
pub const OTHER_BOARD: &str = "otherside";

/// What an installation stands on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engines {
    /// SQLite and live state in the process: one node.
    Embedded,
    /// Postgres and Redis: any number of nodes.
    Shared,
}

impl Engines {
    /// Whether this machine has them; says so where not.
    pub fn are_there(self, test: &str) -> bool {
        match self {
            Self::Embedded => true,
            Self::Shared => have(test, &[Engine::Postgres, Engine::Redis]),
        }
    }
}

/// Nodes end before the databases that they stand on.
#[derive(Debug)]
pub struct Stand {
    pub nodes: Vec<Server>,
    pub feed: Feed,
    pub postgres: Option<Postgres>,
    pub redis: Option<Redis>,
    pub folder: TempDir,
}

impl Stand {
    /// Starts `nodes` servers, with accounts for `people`.
    pub async fn start(engines: Engines, nodes: usize, people: &[&Person]) -> Result<Self> {
        Self::start_with(engines, nodes, people, |settings| settings).await
    }

    pub async fn start_with(
        engines: Engines,
        nodes: usize,
        people: &[&Person],
        change: impl Fn(Settings) -> Settings,
    ) -> Result<Self> {
        Self::start_board(engines, nodes, BOARD, people, change).await
    }

    /// One node with two boards of one scheme: the test's own, and [`OTHER_BOARD`].
    pub async fn with_two_boards(engines: Engines, people: &[&Person]) -> Result<Self> {
        Self::start_with(engines, 1, people, |settings| {
            let own = settings.data_dir.join("quayside.toml");
            let other = settings.data_dir.join("otherside.toml");
            let scheme = std::fs::read_to_string(&own).unwrap_or_default();
            let scheme = scheme.replacen(&format!("id = {BOARD:?}"), &format!("id = {OTHER_BOARD:?}"), 1);
            // What cannot be written is missed at the start.
            let _ = std::fs::write(&other, scheme);
            let files = [own, other].map(|file| format!("{:?}", file.display().to_string()));
            settings.with("schemes", &format!("[{}]", files.join(", ")))
        })
        .await
    }

    /// One embedded node on a scheme file as it is shipped, and nothing else.
    pub async fn start_scheme(board: &str, file: &str, people: &[&Person]) -> Result<Self> {
        let scheme = root().join("schemes").join(file);
        let schemes = format!("[{:?}]", scheme.display().to_string());
        Self::start_board(Engines::Embedded, 1, board, people, |settings| settings.with("schemes", &schemes)).await
    }

    async fn start_board(
        engines: Engines,
        nodes: usize,
        board: &str,
        people: &[&Person],
        change: impl Fn(Settings) -> Settings,
    ) -> Result<Self> {
        ensure!(nodes == 1 || engines == Engines::Shared, "several nodes need shared engines");
        let folder = TempDir::with_prefix("alongside-test-")?;
        let shared = engines == Engines::Shared;
        let postgres = shared.then(Postgres::start).transpose()?;
        let redis = shared.then(Redis::start).transpose()?;
        let settings = |node: usize| -> Result<Settings> {
            let data_dir = folder.path().join(format!("node-{node}"));
            let mut settings = Settings::new(&data_dir)?.with("log", "info,alongside=debug");
            if let (Some(postgres), Some(redis)) = (&postgres, &redis) {
                let key = |name: &str| folder.path().join("keys").join(name).display().to_string();
                settings = settings.with("database_url", &postgres.url()).with("redis_url", &redis.url());
                settings =
                    settings.with("token_key_file", &key("token.key")).with("master_key_file", &key("master.key"));
            }
            Ok(change(settings))
        };
        let first = settings(0)?;
        if shared {
            first.succeed(&["make-keys"], "")?;
        }
        for person in people {
            first.put_account(person)?;
        }
        let feed = Feed { token: first.issue_token("feed", board)? };
        let mut servers = Vec::new();
        for node in 0..nodes {
            servers.push(Server::start(settings(node)?).await?);
        }
        Ok(Self { nodes: servers, feed, postgres, redis, folder })
    }

    /// The first node.
    pub fn node(&self) -> &Server {
        &self.nodes[0]
    }

    pub async fn screen(&self, person: &Person) -> Result<Screen> {
        Screen::open(self.node(), person).await
    }

    pub fn postgres(&mut self) -> Result<&mut Postgres> {
        self.postgres.as_mut().context("no Postgres here")
    }

    pub fn redis(&mut self) -> Result<&mut Redis> {
        self.redis.as_mut().context("no Redis here")
    }

    /// All that stands in the database: for SQLite its files' bytes, for Postgres a dump.
    pub fn database_bytes(&self) -> Result<Vec<u8>> {
        if let Some(postgres) = &self.postgres {
            return Ok(postgres.dump()?.into_bytes());
        }
        let mut bytes = Vec::new();
        for entry in std::fs::read_dir(&self.node().settings.data_dir)? {
            let path = entry?.path();
            if path.is_file() {
                bytes.extend(std::fs::read(path)?);
            }
        }
        Ok(bytes)
    }
}
