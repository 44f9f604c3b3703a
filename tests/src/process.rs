//! A child process: its log kept, signals sent by name, its end certain.

use std::{
    io::{BufRead, BufReader, Read},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{Arc, Mutex, PoisonError},
    thread::JoinHandle,
    time::Duration,
};

use anyhow::{Context, Result, ensure};

use crate::wait::until_blocking;

/// Lines of a log that are shown with a test that fails.
const TAIL_LINES: usize = 60;

/// What a process has written so far, standard output and error together.
#[derive(Clone, Debug, Default)]
pub struct Log(Arc<Mutex<String>>);

impl Log {
    pub fn text(&self) -> String {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn contains(&self, words: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains(words)
    }

    fn keep(&self, stream: impl Read + Send + 'static) -> JoinHandle<()> {
        let log = self.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(stream).split(b'\n').map_while(std::result::Result::ok) {
                let mut text = log.0.lock().unwrap_or_else(PoisonError::into_inner);
                text.push_str(&String::from_utf8_lossy(&line));
                text.push('\n');
            }
        })
    }
}

/// A running child. Dropping it kills it.
#[derive(Debug)]
pub struct Process {
    name: String,
    child: Child,
    log: Log,
    readers: Vec<JoinHandle<()>>,
}

impl Process {
    pub fn start(name: &str, command: &mut Command) -> Result<Self> {
        Self::start_into(name, command, Log::default())
    }

    /// Starts with a log that already holds what an earlier life wrote.
    pub fn start_into(name: &str, command: &mut Command, log: Log) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .with_context(|| format!("{name} cannot be started: {command:?}"))?;
        let mut readers = Vec::new();
        readers.extend(child.stdout.take().map(|stream| log.keep(stream)));
        readers.extend(child.stderr.take().map(|stream| log.keep(stream)));
        Ok(Self { name: name.to_owned(), child, log, readers })
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    pub fn log(&self) -> &Log {
        &self.log
    }

    /// None while it runs.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        Ok(self.child.try_wait()?)
    }

    pub fn wait_end(&mut self, within: Duration) -> Result<ExitStatus> {
        let mut status = None;
        until_blocking(&format!("the end of {}", self.name), within, || {
            status = self.child.try_wait()?;
            Ok(status.is_some())
        })?;
        for reader in self.readers.drain(..) {
            // Only a panic inside it could fail it; then there is simply no more log.
            let _ = reader.join();
        }
        status.context("ended without a status")
    }

    /// Sends a signal by name, such as `TERM`.
    pub fn signal(&self, signal: &str) -> Result<()> {
        signal_all(signal, &[self.id()])
    }

    /// Ends it at once, as a power cut does to a process.
    pub fn kill(&mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Best effort: it may have ended, which is what is wanted.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Always: a runner hides what a passing test prints, and a test that fails by an error does not panic.
        let text = self.log.text();
        let lines: Vec<&str> = text.lines().collect();
        let tail = &lines[lines.len().saturating_sub(TAIL_LINES)..];
        eprintln!("--- the end of the log of {} ---\n{}\n---", self.name, tail.join("\n"));
    }
}

/// Sends a signal to several processes. One that has ended meanwhile is no error.
pub fn signal_all(signal: &str, ids: &[u32]) -> Result<()> {
    let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let script = format!("for id in {}; do kill -s {signal} $id 2>/dev/null || true; done", ids.join(" "));
    let status = Command::new("sh").arg("-c").arg(script).status()?;
    ensure!(status.success(), "kill -s {signal} failed");
    Ok(())
}

/// The processes whose parent is `id`, as the kernel has them now.
pub fn children_of(id: u32) -> Result<Vec<u32>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc")? {
        let Some(child) = entry?.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // A process may end between the listing and the look.
        let Ok(stat) = std::fs::read_to_string(format!("/proc/{child}/stat")) else { continue };
        // `pid (name) state parent …`; the name may hold anything, its last parenthesis ends it.
        let parent =
            stat.rsplit_once(") ").and_then(|(_, rest)| rest.split(' ').nth(1)).and_then(|text| text.parse().ok());
        if parent == Some(id) {
            found.push(child);
        }
    }
    Ok(found)
}
