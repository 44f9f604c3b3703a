//! A Redis of this test's own: nothing kept on disk, so that a restart comes back empty.

use std::{
    io::{Read, Write},
    net::TcpStream,
    path::PathBuf,
    process::Command,
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::{
    engines,
    ports::free_port,
    process::{Log, Process},
    wait::until_blocking,
};

const START_MAX: Duration = Duration::from_secs(15);
const PORTS_TRIED: usize = 5;

#[derive(Debug)]
pub struct Redis {
    process: Option<Process>,
    program: PathBuf,
    folder: TempDir,
    port: u16,
    log: Log,
}

impl Redis {
    pub fn start() -> Result<Self> {
        let program = engines::redis_server().context("Redis is not installed")?;
        let mut redis = Self {
            process: None,
            program,
            folder: TempDir::with_prefix("alongside-redis-")?,
            port: 0,
            log: Log::default(),
        };
        let mut tried = 0;
        loop {
            redis.port = free_port()?;
            tried += 1;
            match redis.run() {
                Ok(()) => return Ok(redis),
                Err(error) if tried == PORTS_TRIED => return Err(error),
                Err(_) => {}
            }
        }
    }

    fn run(&mut self) -> Result<()> {
        let mut command = Command::new(&self.program);
        command.current_dir(self.folder.path()).args(["--bind", "127.0.0.1", "--port", &self.port.to_string()]);
        command.args(["--save", "", "--appendonly", "no", "--daemonize", "no"]);
        self.process = Some(Process::start_into("redis-server", &mut command, self.log.clone())?);
        until_blocking("Redis answers", START_MAX, || {
            let ended = self.process.as_mut().map(Process::ended).transpose()?.flatten();
            ensure!(ended.is_none(), "Redis ended while starting:\n{}", self.log.text());
            Ok(self.ask(&["PING"]).is_ok_and(|answer| answer.starts_with(b"+PONG")))
        })
    }

    pub fn url(&self) -> String {
        format!("redis://127.0.0.1:{}", self.port)
    }

    /// One command, on a connection of its own, and the raw answer.
    pub fn ask(&self, words: &[&str]) -> Result<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        let mut request = format!("*{}\r\n", words.len());
        request.extend(words.iter().map(|word| format!("${}\r\n{word}\r\n", word.len())));
        // QUIT makes the server close after the answer, so that reading ends.
        request.push_str("*1\r\n$4\r\nQUIT\r\n");
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let end = answer.len().saturating_sub("+OK\r\n".len());
        answer.truncate(end);
        Ok(answer)
    }

    /// Every key with everything it holds, as Redis answers it.
    pub fn dump(&self) -> Result<Vec<u8>> {
        let script = "local all = {} \
            for _, key in ipairs(redis.call('KEYS', '*')) do \
              local kind = redis.call('TYPE', key).ok \
              all[#all + 1] = key \
              if kind == 'string' then all[#all + 1] = redis.call('GET', key) \
              elseif kind == 'hash' then all[#all + 1] = redis.call('HGETALL', key) \
              elseif kind == 'stream' then all[#all + 1] = redis.call('XRANGE', key, '-', '+') \
              elseif kind == 'zset' then all[#all + 1] = redis.call('ZRANGE', key, 0, -1, 'WITHSCORES') \
              elseif kind == 'set' then all[#all + 1] = redis.call('SMEMBERS', key) \
              else all[#all + 1] = redis.call('LRANGE', key, 0, -1) end \
            end return all";
        self.ask(&["EVAL", script, "0"])
    }

    pub fn flush(&self) -> Result<()> {
        let answer = self.ask(&["FLUSHALL"])?;
        ensure!(answer.starts_with(b"+OK"), "FLUSHALL: {}", String::from_utf8_lossy(&answer));
        Ok(())
    }

    /// Kills it. What it held is gone.
    pub fn kill(&mut self) -> Result<()> {
        self.process.take().context("Redis does not run")?.kill()
    }

    /// Starts it again on the same port, empty.
    pub fn restart(&mut self) -> Result<()> {
        ensure!(self.process.is_none(), "Redis runs");
        self.run()
    }

    /// Holds it: connections stay open, nothing answers.
    pub fn freeze(&self) -> Result<()> {
        self.process.as_ref().context("Redis does not run")?.signal("STOP")
    }

    pub fn thaw(&self) -> Result<()> {
        self.process.as_ref().context("Redis does not run")?.signal("CONT")
    }
}
