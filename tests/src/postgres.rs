//! A Postgres of this test's own, with the settings under which nothing acknowledged is lost.

use std::{
    os::unix::{fs::MetadataExt, fs::chown, process::CommandExt},
    path::PathBuf,
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::{
    engines,
    ports::free_port,
    process::{Log, Process, children_of, signal_all},
    wait::until_blocking,
};

const START_MAX: Duration = Duration::from_secs(30);
/// Ports tried before it is plain that something else is wrong.
const PORTS_TRIED: usize = 5;

#[derive(Debug)]
pub struct Postgres {
    process: Option<Process>,
    folder: TempDir,
    programs: PathBuf,
    owner: Option<Owner>,
    port: u16,
    settings: Vec<(String, String)>,
    log: Log,
}

/// Postgres does not run as root; these do it then.
#[derive(Clone, Copy, Debug)]
struct Owner {
    user: u32,
    group: u32,
}

impl Owner {
    fn if_root() -> Result<Option<Self>> {
        if std::fs::metadata("/proc/self")?.uid() != 0 {
            return Ok(None);
        }
        let accounts = std::fs::read_to_string("/etc/passwd")?;
        let find = |wanted: &str| {
            accounts.lines().find_map(|line| {
                let mut fields = line.split(':');
                let (name, _, user, group) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
                (name == wanted).then_some(Self { user: user.parse().ok()?, group: group.parse().ok()? })
            })
        };
        find("postgres")
            .or_else(|| find("nobody"))
            .map(Some)
            .context("run as root, with neither postgres nor nobody to run it")
    }

    fn runs(self, command: &mut Command) {
        command.uid(self.user).gid(self.group);
    }
}

impl Postgres {
    pub fn start() -> Result<Self> {
        Self::start_with(&[])
    }

    /// Starts with further settings, e.g. `("synchronous_commit", "off")`.
    pub fn start_with(settings: &[(&str, &str)]) -> Result<Self> {
        let programs = engines::postgres_folder().context("Postgres is not installed")?;
        let folder = TempDir::with_prefix("alongside-postgres-")?;
        let owner = Owner::if_root()?;
        if let Some(Owner { user, group }) = owner {
            chown(folder.path(), Some(user), Some(group))?;
        }
        let mut postgres = Self {
            process: None,
            folder,
            programs,
            owner,
            port: 0,
            settings: settings.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
            log: Log::default(),
        };
        let output = postgres
            .program("initdb")
            .args(["--no-sync", "--auth=trust", "--username=alongside", "--encoding=UTF8", "--no-locale", "--pgdata"])
            .arg(postgres.data())
            .output()?;
        ensure!(output.status.success(), "initdb: {}", String::from_utf8_lossy(&output.stderr));
        let mut tried = 0;
        loop {
            postgres.port = free_port()?;
            tried += 1;
            match postgres.run() {
                Ok(()) => return Ok(postgres),
                Err(error) if tried == PORTS_TRIED => return Err(error),
                Err(_) => {}
            }
        }
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.current_dir("/").env_remove("PGDATA");
        if let Some(owner) = self.owner {
            owner.runs(&mut command);
        }
        command
    }

    fn run(&mut self) -> Result<()> {
        let mut command = self.program("postgres");
        command.arg("-D").arg(self.data()).args(["-p", &self.port.to_string()]);
        command.arg("-k").arg(self.folder.path());
        let fixed = [("listen_addresses", "127.0.0.1"), ("max_connections", "100"), ("shared_buffers", "32MB")];
        for (key, value) in fixed.into_iter().chain(self.settings.iter().map(|(key, value)| (&**key, &**value))) {
            command.arg("-c").arg(format!("{key}={value}"));
        }
        self.process = Some(Process::start_into("postgres", &mut command, self.log.clone())?);
        until_blocking("Postgres takes connections", START_MAX, || {
            let ended = self.process.as_mut().map(Process::ended).transpose()?.flatten();
            ensure!(ended.is_none(), "Postgres ended while starting:\n{}", self.log.text());
            Ok(self
                .program("pg_isready")
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()?
                .success())
        })
    }

    pub fn url(&self) -> String {
        format!("postgres://alongside@127.0.0.1:{}/postgres", self.port)
    }

    /// The address for another role than the one that may do everything.
    pub fn url_as(&self, role: &str) -> String {
        self.url().replacen("alongside@", &format!("{role}@"), 1)
    }

    /// Two roles that may sign in: the second may make tables here, and the first may not.
    pub fn two_roles(&self, server: &str, owner: &str) -> Result<()> {
        self.sql(&format!("CREATE ROLE {server} LOGIN")).map(drop)?;
        self.sql(&format!("CREATE ROLE {owner} LOGIN")).map(drop)?;
        self.sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC").map(drop)?;
        self.sql(&format!("GRANT ALL ON SCHEMA public TO {owner}")).map(drop)
    }

    /// What one SQL statement answers, rows by line and columns by tab.
    pub fn sql(&self, statement: &str) -> Result<String> {
        self.sql_as("alongside", statement)
    }

    /// The same, as another role.
    pub fn sql_as(&self, role: &str, statement: &str) -> Result<String> {
        let output = self
            .program("psql")
            .args(["-X", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-d", &self.url_as(role), "-c", statement])
            .output()?;
        ensure!(output.status.success(), "psql: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?.trim_end().to_owned())
    }

    /// Everything in it as SQL text, binary columns in hexadecimal.
    pub fn dump(&self) -> Result<String> {
        let output = self.program("pg_dump").args(["--inserts", "-d", &self.url()]).output()?;
        ensure!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    }

    /// The same without the rows of these tables.
    pub fn dump_without(&self, tables: &[&str]) -> Result<String> {
        let without = tables.iter().map(|table| format!("--exclude-table-data={table}"));
        let output = self.program("pg_dump").args(["--inserts", "-d", &self.url()]).args(without).output()?;
        ensure!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    }

    /// Takes in a dump.
    pub fn load(&self, dump: &str) -> Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("dump.sql");
        std::fs::write(&file, dump)?;
        let mut command = self.program("psql");
        command.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &self.url(), "-f"]).arg(&file);
        let output = command.output()?;
        ensure!(output.status.success(), "psql: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }

    /// Takes a table for itself until [`let_go`](Self::let_go): whoever writes to it waits.
    pub fn lock(&self, table: &str) -> Result<Process> {
        let statement = format!("BEGIN; LOCK TABLE {table} IN EXCLUSIVE MODE; SELECT pg_sleep(600)");
        let mut command = self.program("psql");
        let holder = Process::start("psql", command.args(["-X", "-d", &self.url(), "-c", &statement]))?;
        self.wait_for_backends("wait_event = 'PgSleep'")?;
        Ok(holder)
    }

    /// Waits until a backend of the server under test stands in a statement, in this state.
    pub fn wait_for_backends(&self, state: &str) -> Result<()> {
        let statement = format!("SELECT count(*) FROM pg_stat_activity WHERE {state} AND pid <> pg_backend_pid()");
        until_blocking(&format!("a backend with {state}"), START_MAX, || Ok(self.sql(&statement)? != "0"))
    }

    pub fn let_go(&self) -> Result<()> {
        self.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep'").map(drop)
    }

    fn family(&self) -> Result<Vec<u32>> {
        let Some(process) = &self.process else { return Ok(Vec::new()) };
        let mut family = vec![process.id()];
        family.extend(children_of(process.id())?);
        Ok(family)
    }

    /// Kills every process of it at once.
    pub fn kill(&mut self) -> Result<()> {
        let family = self.family()?;
        ensure!(!family.is_empty(), "Postgres does not run");
        signal_all("KILL", &family)?;
        if let Some(mut process) = self.process.take() {
            process.wait_end(START_MAX)?;
        }
        until_blocking("every Postgres process is gone", START_MAX, || {
            Ok(family.iter().all(|id| !std::path::Path::new(&format!("/proc/{id}")).exists()))
        })
    }

    /// Starts it again on the same data and the same port.
    pub fn restart(&mut self) -> Result<()> {
        ensure!(self.process.is_none(), "Postgres runs");
        self.run()
    }

    /// Holds every process of it, so that connections stay open and nothing answers.
    pub fn freeze(&self) -> Result<()> {
        signal_all("STOP", &self.family()?)?;
        // A backend that was just being made is caught the second time.
        signal_all("STOP", &self.family()?)
    }

    pub fn thaw(&self) -> Result<()> {
        signal_all("CONT", &self.family()?)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // Backends outlive their parent by a moment, and for ever while they are held.
        let family = self.family().unwrap_or_default();
        let _ = signal_all("KILL", &family);
    }
}
