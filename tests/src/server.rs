//! The real binary as a process: started with its own data folder, killed, asked to end, started again.

use std::{
    collections::BTreeMap,
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Command, ExitStatus, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, bail, ensure};
use jiff::Timestamp;
use reqwest::{Client, Response, StatusCode};

use crate::{
    people::Person,
    process::{Log, Process},
    wait::{self, PATIENCE},
};

/// From the start of the process to its first "ready".
const READY_MAX: Duration = Duration::from_secs(40);
const COMMAND_MAX: Duration = Duration::from_secs(40);

/// The `alongside` binary: `$ALONGSIDE_BIN`, or the one beside this test's own executable.
pub fn binary() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("ALONGSIDE_BIN") {
        return Ok(named.into());
    }
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(Path::parent).context("this test stands in no target folder")?;
    let file = folder.join("alongside");
    ensure!(file.is_file(), "{} is not there: `cargo build -p alongside` first, or set ALONGSIDE_BIN", file.display());
    Ok(file)
}

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The board of the system tests.
pub fn quayside() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("schemes/quayside.toml")
}

/// Puts what the test board names beside its copy in `folder`.
pub fn lay_beside(folder: &Path) -> Result<()> {
    let name = "directories/quayside.toml";
    std::fs::create_dir_all(folder.join("directories"))?;
    std::fs::copy(quayside().with_file_name(name), folder.join(name))?;
    Ok(())
}

/// A copy of the test board whose covered day begins half a day from now: figures count from there, and no test may
/// fall to either side of it.
fn far_from_a_new_day(folder: &Path) -> Result<PathBuf> {
    let begins = (Timestamp::now().as_second() / 3_600 + 12) % 24;
    let scheme = std::fs::read_to_string(quayside())?;
    let hours = |key: &str| (format!("{key} = \"00:00\""), format!("{key} = \"{begins:02}:00\""));
    let ((from, new_from), (until, new_until)) = (hours("from"), hours("until"));
    ensure!(scheme.contains(&from) && scheme.contains(&until), "the test board is open all day");
    lay_beside(folder)?;
    let file = folder.join("quayside.toml");
    std::fs::write(&file, scheme.replace(&from, &new_from).replace(&until, &new_until))?;
    Ok(file)
}

/// How one node is configured: by environment alone, as an operator's container would be.
#[derive(Clone, Debug)]
pub struct Settings {
    pub data_dir: PathBuf,
    pub env: BTreeMap<String, String>,
}

impl Settings {
    /// SQLite and live state in the process, on the test board.
    pub fn new(data_dir: &Path) -> Result<Self> {
        let settings = Self { data_dir: data_dir.to_owned(), env: BTreeMap::new() };
        let scheme = far_from_a_new_day(data_dir)?;
        Ok(settings
            .with("listen", "127.0.0.1:0")
            .with("data_dir", &data_dir.display().to_string())
            .with("schemes", &format!("[{:?}]", scheme.display().to_string())))
    }

    #[must_use]
    pub fn with(mut self, key: &str, value: &str) -> Self {
        self.env.insert(format!("ALONGSIDE__{}", key.to_uppercase()), value.to_owned());
        self
    }

    /// The binary with these settings and nothing else of this process's environment that it would read.
    pub fn command(&self) -> Result<Command> {
        std::fs::create_dir_all(&self.data_dir)?;
        let mut command = Command::new(binary()?);
        for (key, _) in std::env::vars_os() {
            if key.to_string_lossy().starts_with("ALONGSIDE_") {
                command.env_remove(key);
            }
        }
        command.current_dir(&self.data_dir).envs(&self.env).env("NO_COLOR", "1");
        Ok(command)
    }

    /// Runs one of the binary's commands to its end and gives everything it wrote.
    pub fn run(&self, arguments: &[&str], input: &str) -> Result<(ExitStatus, String)> {
        let mut child = self
            .command()?
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .context("alongside cannot be started")?;
        if let Some(mut stdin) = child.stdin.take() {
            // A command that reads nothing may be gone already.
            let _ = stdin.write_all(input.as_bytes());
        }
        let mut status = None;
        let waited = wait::until_blocking(&format!("alongside {arguments:?} ends"), COMMAND_MAX, || {
            status = child.try_wait()?;
            Ok(status.is_some())
        });
        if waited.is_err() {
            child.kill()?;
        }
        let output = child.wait_with_output()?;
        waited?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        Ok((output.status, said))
    }

    /// The same, and it must succeed.
    pub fn succeed(&self, arguments: &[&str], input: &str) -> Result<String> {
        let (status, said) = self.run(arguments, input)?;
        ensure!(status.success(), "alongside {arguments:?}: {said}");
        Ok(said)
    }

    pub fn put_account(&self, person: &Person) -> Result<()> {
        let mut arguments = vec!["put-account", &person.username, "--name", &person.name];
        arguments.extend(["--roles", &person.roles, "--boards", &person.boards]);
        if let Some(car) = &person.car {
            arguments.extend(["--car", car]);
        }
        self.succeed(&arguments, &person.password).map(drop)
    }

    /// A machine's bearer token.
    pub fn issue_token(&self, role: &str, board: &str) -> Result<String> {
        let file = self.data_dir.join(format!("{role}-{board}.token"));
        let out = file.display().to_string();
        self.succeed(&["issue-token", "--name", "test-feed", "--role", role, "--board", board, "--out", &out], "")?;
        let token = std::fs::read_to_string(&file)?.trim().to_owned();
        std::fs::remove_file(&file)?;
        Ok(token)
    }
}

/// One running node.
#[derive(Debug)]
pub struct Server {
    pub settings: Settings,
    pub http: Client,
    process: Option<Process>,
    address: Option<SocketAddr>,
    log: Log,
}

impl Server {
    pub async fn start(settings: Settings) -> Result<Self> {
        let http = Client::builder().timeout(Duration::from_secs(30)).no_proxy().build()?;
        let mut server = Self { settings, http, process: None, address: None, log: Log::default() };
        server.run().await?;
        Ok(server)
    }

    async fn run(&mut self) -> Result<()> {
        let mut command = self.settings.command()?;
        if let Some(address) = self.address {
            command.env("ALONGSIDE__LISTEN", address.to_string());
        }
        let before = self.log.text().len();
        let log = self.log.clone();
        let mut process = Process::start_into("alongside", command.arg("serve"), log.clone())?;
        wait::until("alongside listens", READY_MAX, async || {
            process.ended().is_ok_and(|ended| ended.is_some()) || listening(&log.text()[before..]).is_some()
        })
        .await?;
        let Some(address) = listening(&self.log.text()[before..]) else {
            process.wait_end(PATIENCE)?;
            bail!("alongside ended while starting:\n{}", &self.log.text()[before..]);
        };
        self.address = Some(address);
        self.process = Some(process);
        let url = self.url("/readyz");
        wait::until("alongside is ready", READY_MAX, async || {
            self.http.get(&url).send().await.is_ok_and(|answer| answer.status() == StatusCode::OK)
        })
        .await?;
        Ok(())
    }

    /// `host:port`.
    pub fn host(&self) -> String {
        self.address.map(|address| address.to_string()).unwrap_or_default()
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.host())
    }

    /// The server's own origin, as a browser on its page sends it.
    pub fn origin(&self) -> String {
        format!("http://{}", self.host())
    }

    pub async fn get(&self, path: &str) -> Result<Response> {
        Ok(self.http.get(self.url(path)).send().await?)
    }

    pub async fn text(&self, path: &str) -> Result<String> {
        Ok(self.get(path).await?.text().await?)
    }

    /// Everything that it, and its lives before a restart, wrote to its log.
    pub fn log(&self) -> &Log {
        &self.log
    }

    pub fn id(&self) -> Result<u32> {
        Ok(self.process.as_ref().context("alongside does not run")?.id())
    }

    /// Ends it as a crash does.
    pub fn kill(&mut self) -> Result<()> {
        self.process.take().context("alongside does not run")?.kill()
    }

    /// Asks it to end, as a deployment does.
    pub fn terminate(&self) -> Result<()> {
        self.process.as_ref().context("alongside does not run")?.signal("TERM")
    }

    /// Waits for the end that was asked for.
    pub fn wait_end(&mut self) -> Result<ExitStatus> {
        self.process.take().context("alongside does not run")?.wait_end(PATIENCE)
    }

    /// Starts again on the same data and the same address.
    pub async fn restart(&mut self) -> Result<()> {
        ensure!(self.process.is_none(), "alongside runs");
        self.run().await
    }
}

/// The address in the line that says so.
fn listening(log: &str) -> Option<SocketAddr> {
    let line = log.lines().rfind(|line| line.contains("listening"))?;
    line.split("address=").nth(1)?.split_whitespace().next()?.parse().ok()
}
