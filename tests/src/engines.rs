//! Which engines this machine has. A missing one skips a test by name here, and fails it where `CI` is set.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// Postgres and what goes with it.
const POSTGRES_PROGRAMS: [&str; 5] = ["postgres", "initdb", "pg_isready", "psql", "pg_dump"];

/// The folder that holds all of Postgres's programs.
pub fn postgres_folder() -> Option<PathBuf> {
    let all = |folder: &Path| POSTGRES_PROGRAMS.iter().all(|program| folder.join(program).is_file());
    let named = Command::new("pg_config").arg("--bindir").output().ok().filter(|output| output.status.success());
    let named = named.map(|output| PathBuf::from(String::from_utf8_lossy(&output.stdout).trim().to_owned()));
    let mut installed: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path().join("bin")))
        .collect();
    installed.sort();
    on_path().chain(named).chain(installed.into_iter().rev()).find(|folder| all(folder))
}

pub fn redis_server() -> Option<PathBuf> {
    on_path().map(|folder| folder.join("redis-server")).find(|file| file.is_file())
}

/// The folder that holds `bin` and `share/profiles` of OSRM: `tests/setup` puts it into the target folder.
pub fn osrm_folder() -> Option<PathBuf> {
    let named = std::env::var_os("ALONGSIDE_OSRM").map(PathBuf::from);
    let laid = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/osrm");
    let is_whole =
        |folder: &PathBuf| folder.join("bin/osrm-routed").is_file() && folder.join("share/profiles/car.lua").is_file();
    named.into_iter().chain([laid]).find(is_whole)
}

/// The real OpenID provider of `tests/oidc`, once `npm ci` ran there.
pub fn openid_provider() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("oidc");
    let has_node = on_path().any(|folder| folder.join("node").is_file());
    Some(folder.join("provider.mjs")).filter(|_| has_node && folder.join("node_modules/oidc-provider").is_dir())
}

fn on_path() -> impl Iterator<Item = PathBuf> {
    std::env::var_os("PATH").into_iter().flat_map(|path| std::env::split_paths(&path).collect::<Vec<_>>())
}

/// Whether `test` can run. Says SKIPPED by name where something is missing; panics where `CI` is set.
pub fn have(test: &str, needed: &[Engine]) -> bool {
    let missing: Vec<&str> = needed.iter().filter(|engine| !engine.is_there()).map(|engine| engine.name()).collect();
    if missing.is_empty() {
        return true;
    }
    let why = format!("{} not installed", missing.join(" and "));
    assert!(std::env::var_os("CI").is_none(), "{test}: {why}. In CI no engine may be missing");
    skipped(test, &why)
}

/// Says that `test` is skipped and why; answers false. For what is no part of the project, in CI as well.
pub fn skipped(test: &str, why: &str) -> bool {
    let line = format!("SKIPPED {test}: {why}");
    eprintln!("{line}");
    // Runners hide what a passing test prints; whoever counts names a file for it.
    if let Some(file) = std::env::var_os("ALONGSIDE_SKIPPED_FILE")
        && let Ok(mut file) = std::fs::File::options().create(true).append(true).open(file)
    {
        let _ = writeln!(file, "{line}");
    }
    false
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Postgres,
    Redis,
    /// The routing engine. Also wanted in CI only where the map is there that it is to route on.
    Osrm,
    /// Node, with the packages of `tests/oidc`.
    OpenId,
}

impl Engine {
    fn name(self) -> &'static str {
        match self {
            Self::Postgres => "Postgres",
            Self::Redis => "Redis",
            Self::Osrm => "osrm-routed",
            Self::OpenId => "the OpenID provider (npm ci in tests/oidc)",
        }
    }

    fn is_there(self) -> bool {
        match self {
            Self::Postgres => postgres_folder().is_some(),
            Self::Redis => redis_server().is_some(),
            Self::Osrm => osrm_folder().is_some(),
            Self::OpenId => openid_provider().is_some(),
        }
    }
}
