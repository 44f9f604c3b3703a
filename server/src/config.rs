//! The server's configuration: defaults → file → `ALONGSIDE__…` environment → flags. Every fault at once.

mod limits;

use std::{
    fmt,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::Arc,
};

use alongside_core::{Scheme, scheme::Fault, toml_reader::Reader};
use figment::{
    Figment, Provider,
    providers::{Env, Format, Serialized, Toml},
    value::{Dict, Map},
};
use secrecy::SecretString;
use toml::{Table, Value};
use tracing_subscriber::EnvFilter;
use url::Url;

pub use limits::Limits;

/// The commented file with every key, its unit and its default.
pub const EXAMPLE: &str = include_str!("../config/alongside.toml");

/// Checked, and ready to start with. Printing it shows no secret.
#[derive(Clone, Debug)]
pub struct Config {
    pub listen: SocketAddr,
    /// Where browsers reach this server, e.g. `https://alongside.example`. None: as they call it.
    pub public_url: Option<String>,
    pub data_dir: PathBuf,
    /// None: SQLite in the data folder.
    pub database_url: Option<SecretString>,
    /// The role that owns the tables. None: the server's own does, or `alongside grants` was run before.
    pub database_owner_url: Option<SecretString>,
    /// None: live state in this process.
    pub redis_url: Option<SecretString>,
    pub schemes: Vec<Arc<Scheme>>,
    /// Where they were read from.
    pub scheme_files: Vec<PathBuf>,
    /// None: travel times are straight lines times a factor.
    pub routing_url: Option<Url>,
    pub map: MapSource,
    pub token_key_file: PathBuf,
    pub master_key_file: PathBuf,
    /// From the environment, in place of the file.
    pub master_key: Option<SecretString>,
    pub access_token_s: u64,
    pub sockets_per_user: usize,
    pub limits: Limits,
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

/// What maps are drawn on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MapSource {
    pub tiles: Tiles,
    pub attribution: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tiles {
    /// Plainly.
    #[default]
    None,
    /// A PMTiles archive of this machine, served by this server.
    File(PathBuf),
    /// One of another server, which the content policy then allows.
    Url(Url),
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

/// Reads everything, and reports everything that is wrong: of the file, the environment, the flags, every scheme.
pub fn load(file: Option<&Path>, overrides: &Overrides) -> Result<Config, Faults> {
    let named = file.unwrap_or(Path::new("alongside.toml")).to_owned();
    let whole = |found: String| Faults(vec![(named.clone(), fault("", &found, ""))]);
    if file.is_some_and(|file| !file.is_file()) {
        return Err(whole("the file is not there".to_owned()));
    }
    let given: Table = Figment::from(Toml::string(EXAMPLE))
        .merge(Toml::file(&named))
        .merge(Env::prefixed("ALONGSIDE__").split("__"))
        .merge(overrides.clone())
        .extract()
        .map_err(|error| whole(error.to_string()))?;
    let mut own = Vec::new();
    let config = read(&mut Reader::new(&given, &mut own));
    let mut faults: Vec<(PathBuf, Fault)> = own.into_iter().map(|fault| (named.clone(), fault)).collect();
    let mut schemes: Vec<Arc<Scheme>> = Vec::new();
    for file in &config.scheme_files {
        match read_scheme(file) {
            Ok(scheme) if schemes.iter().any(|other| other.id == scheme.id) => {
                faults.push((file.clone(), fault("id", &format!("{:?} again", scheme.id.0), "each id once")));
            }
            Ok(scheme) => schemes.push(Arc::new(scheme)),
            Err(found) => faults.extend(found.into_iter().map(|fault| (file.clone(), fault))),
        }
    }
    if faults.is_empty() { Ok(Config { schemes, ..config }) } else { Err(Faults(faults)) }
}

fn fault(key: &str, found: &str, allowed: &str) -> Fault {
    Fault { key: key.to_owned(), found: found.to_owned(), allowed: allowed.to_owned() }
}

fn read(top: &mut Reader<'_>) -> Config {
    let known: Table = EXAMPLE.parse().unwrap_or_default();
    top.allow(&known.keys().map(String::as_str).collect::<Vec<_>>());
    let listen = top.text("listen");
    let listen = listen.parse::<SocketAddr>().unwrap_or_else(|_| {
        if !listen.is_empty() {
            top.fault("listen", format!("{listen:?}"), "address:port, e.g. 127.0.0.1:8080");
        }
        SocketAddr::from(([127, 0, 0, 1], 0))
    });
    let public_url = empty_or(top, "public_url").map(|url| url.trim_end_matches('/').to_owned());
    if let Some(url) = public_url.as_ref().filter(|url| !(url.starts_with("https://") || url.starts_with("http://"))) {
        top.fault("public_url", format!("{url:?}"), "empty, or https://…");
    }
    let database_url = secret_url(top, "database_url", &["postgres://", "postgresql://"], "postgres://user@host/name");
    let database_owner_url =
        secret_url(top, "database_owner_url", &["postgres://", "postgresql://"], "postgres://owner@host/name");
    if database_owner_url.is_some() && database_url.is_none() {
        top.fault("database_owner_url", "an owner beside SQLite", "only with database_url");
    }
    let redis_url = secret_url(top, "redis_url", &["redis://", "unix://", "redis+unix://"], "redis://host:port");
    if redis_url.is_some() && database_url.is_none() {
        let allowed = "Redis only with Postgres: nodes that share live state share the journal";
        top.fault("redis_url", "Redis beside SQLite", allowed);
    }
    let routing_url = empty_or(top, "routing_url").and_then(|text| url(top, "routing_url", &text, &["http", "https"]));
    let map = MapSource { tiles: tiles(top), attribution: empty_or(top, "map_attribution") };
    let data_dir = PathBuf::from(top.text("data_dir"));
    let key_file = |top: &mut Reader<'_>, key: &str, name: &str| {
        empty_or(top, key).map_or_else(|| data_dir.join("keys").join(name), PathBuf::from)
    };
    let (token_key_file, master_key_file) =
        (key_file(top, "token_key_file", "token.key"), key_file(top, "master_key_file", "master.key"));
    let log = top.text("log");
    if let Err(error) = EnvFilter::try_new(&log) {
        top.fault(
            "log",
            format!("{log:?} ({error})"),
            "error, warn, info, debug, or per part: info,alongside::live=debug",
        );
    }
    let log_format = top.text("log_format");
    if !["text", "json", ""].contains(&log_format.as_str()) {
        top.fault("log_format", format!("{log_format:?}"), "text, json");
    }
    let scheme_files: Vec<PathBuf> = top.texts("schemes").into_iter().map(PathBuf::from).collect();
    if top.is_empty("schemes") {
        top.fault("schemes", "none", "at least one scheme file");
    }
    Config {
        listen,
        public_url,
        database_url,
        database_owner_url,
        redis_url,
        schemes: Vec::new(),
        scheme_files,
        routing_url,
        map,
        token_key_file,
        master_key_file,
        master_key: empty_or(top, "master_key").map(SecretString::from),
        access_token_s: top.whole("access_token_s", 30, 3_600).unsigned_abs(),
        sockets_per_user: top.whole("sockets_per_user", 1, 100_000).unsigned_abs() as usize,
        limits: Limits::read(top),
        log,
        log_json: log_format == "json",
        unsafe_durability: top.flag("unsafe_durability"),
        data_dir,
    }
}

/// A text that may be empty, which means that it is not set.
fn empty_or(top: &mut Reader<'_>, key: &str) -> Option<String> {
    let is_empty = top.get(key).and_then(Value::as_str).is_some_and(|text| text.trim().is_empty());
    if is_empty { None } else { Some(top.text(key)).filter(|text| !text.is_empty()) }
}

fn url(top: &mut Reader<'_>, key: &str, text: &str, schemes: &[&str]) -> Option<Url> {
    let sound = |url: &Url| schemes.contains(&url.scheme()) && url.has_host() && url.query().is_none();
    let parsed = Url::parse(text).ok().filter(sound);
    if parsed.is_none() {
        // It may hold a password: a fault does not repeat it.
        let allowed: Vec<_> = schemes.iter().map(|scheme| format!("{scheme}://…")).collect();
        top.fault(key, "an address of another kind", format!("empty, or {}, without a query", allowed.join(" or ")));
    }
    parsed
}

fn tiles(top: &mut Reader<'_>) -> Tiles {
    let key = "map_tiles";
    let Some(text) = empty_or(top, key) else { return Tiles::None };
    if text.contains("://") {
        return url(top, key, &text, &["https", "http"]).map_or(Tiles::None, Tiles::Url);
    }
    let file = PathBuf::from(&text);
    // The first seven bytes of every archive say so (PMTiles version 3, section 3).
    let head = std::fs::File::open(&file).and_then(|mut file| {
        let mut head = [0; 7];
        std::io::Read::read_exact(&mut file, &mut head)?;
        Ok(head)
    });
    match head {
        Ok(head) if &head == b"PMTiles" => Tiles::File(file),
        Ok(_) => {
            top.fault(
                key,
                format!("{text:?}, which is something else"),
                "empty, or a PMTiles file, or an address of one",
            );
            Tiles::None
        }
        Err(error) => {
            top.fault(
                key,
                format!("{text:?}, which cannot be read: {error}"),
                "empty, or a PMTiles file, or an address of one",
            );
            Tiles::None
        }
    }
}

/// An address that may hold a password: a fault does not repeat it.
fn secret_url(top: &mut Reader<'_>, key: &str, starts: &[&str], example: &str) -> Option<SecretString> {
    let url = empty_or(top, key)?;
    if !starts.iter().any(|start| url.starts_with(start)) {
        top.fault(key, "an address of another kind", format!("empty, or {example}"));
    }
    Some(SecretString::from(url))
}

fn read_scheme(file: &Path) -> Result<Scheme, Vec<Fault>> {
    let text =
        std::fs::read_to_string(file).map_err(|error| vec![fault("", &format!("cannot be read: {error}"), "")])?;
    let folder = file.parent().unwrap_or(Path::new(""));
    Scheme::parse_beside(&text, &|name| match std::fs::read_to_string(folder.join(name)) {
        Ok(text) => Some(Ok(text)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => Some(Err(error.to_string())),
    })
}
