//! A routing engine of this test's own, on the roads of a map file.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
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

const START_MAX: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub struct Osrm {
    process: Option<Process>,
    programs: PathBuf,
    folder: TempDir,
    port: u16,
    log: Log,
}

impl Osrm {
    /// Makes the routable graph of the map and serves it.
    pub fn start(map: &Path) -> Result<Self> {
        let programs = engines::osrm_folder().context("OSRM is not there")?;
        let folder = TempDir::with_prefix("alongside-osrm-")?;
        std::fs::copy(map, folder.path().join("roads.osm.pbf"))?;
        let mut osrm = Self { process: None, programs, folder, port: free_port()?, log: Log::default() };
        let profile = osrm.programs.join("share/profiles/car.lua");
        osrm.make("osrm-extract", &["-p", &profile.display().to_string(), "roads.osm.pbf"])?;
        osrm.make("osrm-partition", &["roads.osrm"])?;
        osrm.make("osrm-customize", &["roads.osrm"])?;
        osrm.serve()?;
        Ok(osrm)
    }

    fn make(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let output = Command::new(self.programs.join("bin").join(program))
            .current_dir(self.folder.path())
            .args(arguments)
            .stdin(Stdio::null())
            .output()
            .with_context(|| format!("{program} cannot be started"))?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "{program}: {said}");
        Ok(())
    }

    /// Serves on the same port as before, where it was killed.
    pub fn serve(&mut self) -> Result<()> {
        let mut command = Command::new(self.programs.join("bin/osrm-routed"));
        let port = self.port.to_string();
        command.current_dir(self.folder.path());
        command.args(["--ip", "127.0.0.1", "--port", &port, "--algorithm", "mld", "roads.osrm"]);
        self.process = Some(Process::start_into("osrm-routed", &mut command, self.log.clone())?);
        until_blocking("OSRM answers", START_MAX, || {
            let ended = self.process.as_mut().map(Process::ended).transpose()?.flatten();
            ensure!(ended.is_none(), "OSRM ended while starting:\n{}", self.log.text());
            Ok(std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok())
        })
    }

    pub fn kill(&mut self) -> Result<()> {
        self.process.take().context("it does not run")?.kill()
    }

    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}
