//! The server's configuration: defaults → file → `ALONGSIDE__…` environment → flags. Every fault at once.

use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use alongside_core::{Scheme, scheme::Fault};
use figment::{
    Figment, Provider,
    providers::{Env, Format, Serialized, Toml},
    value::{Dict, Map},
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// The commented file with every key, its unit and its default.
pub const EXAMPLE: &str = include_str!("../config/alongside.toml");

/// As written, before it is checked.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    listen: String,
    public_url: String,
    data_dir: PathBuf,
    database_url: String,
    redis_url: String,
    schemes: Vec<PathBuf>,
    token_key_file: PathBuf,
    master_key_file: PathBuf,
    access_token_s: u64,
    sockets_per_user: usize,
    log: String,
    log_format: String,
    unsafe_durability: bool,
}

/// Checked, and ready to start with. Printing it shows no secret.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// Where browsers reach this server, e.g. `https://alongside.example`. None: as they call it.
    pub public_url: Option<String>,
    pub data_dir: PathBuf,
    /// None: SQLite in the data folder.
    pub database_url: Option<SecretString>,
    /// None: live state in this process.
    pub redis_url: Option<SecretString>,
    pub schemes: Vec<Arc<Scheme>>,
    pub token_key_file: PathBuf,
    pub master_key_file: PathBuf,
    pub access_token_s: u64,
    pub sockets_per_user: usize,
    pub log: String,
    pub log_json: bool,
    pub unsafe_durability: bool,
}

impl Config {
    /// Whether browsers come over TLS, so that cookies may be `Secure` and `__Host-`.
    pub fn is_behind_tls(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https://"))
    }

    /// Keys are made on the first start only where nobody else needs the same ones.
    pub fn may_make_keys(&self) -> bool {
        self.database_url.is_none()
    }
}

/// What is wrong, file by file, all of it.
#[derive(Debug, Default)]
pub struct Faults(pub Vec<(PathBuf, Fault)>);

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        writeln!(f, "{count} fault{} in the configuration:", if count == 1 { "" } else { "s" })?;
        for (file, fault) in &self.0 {
            writeln!(f, "  {}: {fault}", file.display())?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// Flags that override single keys.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    pub listen: Option<String>,
    pub data_dir: Option<PathBuf>,
    pub schemes: Vec<PathBuf>,
    pub unsafe_durability: bool,
}

impl Provider for Overrides {
    fn metadata(&self) -> figment::Metadata {
        figment::Metadata::named("command line")
    }

    fn data(&self) -> Result<Map<figment::Profile, Dict>, figment::Error> {
        let mut given = serde_json::Map::new();
        if let Some(listen) = &self.listen {
            given.insert("listen".to_owned(), listen.clone().into());
        }
        if let Some(folder) = &self.data_dir {
            given.insert("data_dir".to_owned(), folder.display().to_string().into());
        }
        if !self.schemes.is_empty() {
            let files: Vec<_> = self.schemes.iter().map(|file| file.display().to_string()).collect();
            given.insert("schemes".to_owned(), files.into());
        }
        if self.unsafe_durability {
            given.insert("unsafe_durability".to_owned(), true.into());
        }
        Serialized::defaults(given).data()
    }
}

/// Reads everything, and reports everything that is wrong.
pub fn load(file: Option<&Path>, overrides: &Overrides) -> Result<Config, Faults> {
    let named = file.unwrap_or(Path::new("alongside.toml")).to_owned();
    let mut faults = Vec::new();
    if file.is_some_and(|file| !file.is_file()) {
        faults.push((named.clone(), fault("", "the file is not there", "")));
        return Err(Faults(faults));
    }
    let figment = Figment::from(Toml::string(EXAMPLE))
        .merge(Toml::file(&named))
        .merge(Env::prefixed("ALONGSIDE__").split("__"))
        .merge(overrides.clone());
    unknown_keys(&figment, &named, &mut faults);
    let written: Written = match figment.extract() {
        Ok(written) => written,
        Err(errors) => {
            for error in errors {
                let key = error.path.join(".");
                if !faults.iter().any(|(_, known)| known.key == key) {
                    faults.push((named.clone(), fault(&key, &kind_words(&error), "see config/alongside.toml")));
                }
            }
            return Err(Faults(faults));
        }
    };
    check(written, named, faults)
}

/// Serde stops at the first unknown key; this names them all.
fn unknown_keys(figment: &Figment, file: &Path, faults: &mut Vec<(PathBuf, Fault)>) {
    let known: Dict = Figment::from(Toml::string(EXAMPLE)).extract().unwrap_or_default();
    let given: Dict = figment.extract().unwrap_or_default();
    for key in given.keys().filter(|key| !known.contains_key(*key)) {
        let allowed = known.keys().cloned().collect::<Vec<_>>().join(", ");
        faults.push((file.to_owned(), fault(key, "a key that is not known", &allowed)));
    }
}

fn kind_words(error: &figment::Error) -> String {
    error.kind.to_string()
}

fn fault(key: &str, found: &str, allowed: &str) -> Fault {
    Fault { key: key.to_owned(), found: found.to_owned(), allowed: allowed.to_owned() }
}

fn check(written: Written, named: PathBuf, mut faults: Vec<(PathBuf, Fault)>) -> Result<Config, Faults> {
    let mut wrong = |key: &str, found: &str, allowed: &str| faults.push((named.clone(), fault(key, found, allowed)));
    let listen = written.listen.parse::<SocketAddr>().unwrap_or_else(|_| {
        wrong("listen", &format!("{:?}", written.listen), "address:port, e.g. 127.0.0.1:8080");
        SocketAddr::from(([127, 0, 0, 1], 0))
    });
    let public_url = Some(written.public_url.trim_end_matches('/').to_owned()).filter(|url| !url.is_empty());
    if let Some(url) = &public_url
        && !(url.starts_with("https://") || url.starts_with("http://"))
    {
        wrong("public_url", &format!("{url:?}"), "empty, or https://…");
    }
    let secret_url = |url: &str| Some(url.to_owned()).filter(|url| !url.is_empty()).map(SecretString::from);
    let (database_url, redis_url) = (secret_url(&written.database_url), secret_url(&written.redis_url));
    let starts = |url: &Option<SecretString>, starts: &[&str]| {
        url.as_ref().is_none_or(|url| starts.iter().any(|start| url.expose_secret().starts_with(start)))
    };
    if !starts(&database_url, &["postgres://", "postgresql://"]) {
        wrong("database_url", "an address of another kind", "empty for SQLite, or postgres://user@host/name");
    }
    if !starts(&redis_url, &["redis://", "rediss://", "unix://", "redis+unix://"]) {
        wrong("redis_url", "an address of another kind", "empty for this process, or redis://host:port");
    }
    if redis_url.is_some() && database_url.is_none() {
        wrong("redis_url", "Redis beside SQLite", "Redis only with Postgres: nodes that share live state share the journal");
    }
    if !(30..=3_600).contains(&written.access_token_s) {
        wrong("access_token_s", &written.access_token_s.to_string(), "30 to 3600 seconds");
    }
    if !["text", "json"].contains(&written.log_format.as_str()) {
        wrong("log_format", &format!("{:?}", written.log_format), "text, json");
    }
    if !(1..=100_000).contains(&written.sockets_per_user) {
        wrong("sockets_per_user", &written.sockets_per_user.to_string(), "1 to 100000");
    }
    if written.schemes.is_empty() {
        wrong("schemes", "none", "at least one scheme file");
    }
    let mut schemes: Vec<Arc<Scheme>> = Vec::new();
    for file in &written.schemes {
        match read_scheme(file) {
            Ok(scheme) if schemes.iter().any(|other| other.id == scheme.id) => {
                faults.push((file.clone(), fault("id", &format!("{:?} again", scheme.id.0), "each id once")));
            }
            Ok(scheme) => schemes.push(Arc::new(scheme)),
            Err(found) => faults.extend(found.into_iter().map(|fault| (file.clone(), fault))),
        }
    }
    if !faults.is_empty() {
        return Err(Faults(faults));
    }
    let in_data = |file: &Path, name: &str| {
        if file.as_os_str().is_empty() { written.data_dir.join("keys").join(name) } else { file.to_owned() }
    };
    Ok(Config {
        listen,
        public_url,
        token_key_file: in_data(&written.token_key_file, "token.key"),
        master_key_file: in_data(&written.master_key_file, "master.key"),
        data_dir: written.data_dir,
        database_url,
        redis_url,
        schemes,
        access_token_s: written.access_token_s,
        sockets_per_user: written.sockets_per_user,
        log: written.log,
        log_json: written.log_format == "json",
        unsafe_durability: written.unsafe_durability,
    })
}

fn read_scheme(file: &Path) -> Result<Scheme, Vec<Fault>> {
    let text = std::fs::read_to_string(file).map_err(|error| vec![fault("", &format!("cannot be read: {error}"), "")])?;
    Scheme::parse(&text)
}
