//! The servers under test and the accounts that the screens use: sign-in, the cookie for the upgrade, its renewal.

use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr, ToSocketAddrs},
    path::{Path, PathBuf},
    sync::{Arc, RwLock},
    time::Duration,
};

use alongside_protocol::BoardId;
use anyhow::{Context, Result, bail, ensure};
use clap::Args;
use reqwest::{Client, Response, Url, header};
use serde_json::json;

use crate::socket::Dial;

/// The access cookie lives five minutes; screens that come back must find a fresh one.
const RENEW_EVERY: Duration = Duration::from_mins(4);
const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);

/// What is tested, and as whom.
#[derive(Args, Clone, Debug)]
pub struct Target {
    /// The server's address, e.g. `http://127.0.0.1:8080`; repeat it for each node. Loopback only.
    #[arg(long, required = true)]
    pub url: Vec<Url>,
    /// The board, as the scheme file names it. Use one with nothing on it that anybody needs.
    #[arg(long)]
    pub board: BoardId,
    /// A support worker's account; may be repeated, sockets are then spread over the accounts.
    #[arg(long, required = true)]
    pub username: Vec<String>,
    /// A file with the account's password; one for each --username, or one for all of them.
    #[arg(long, required = true)]
    pub password_file: Vec<PathBuf>,
    /// A file with a bearer token of the role feed, for POST /feed/v1/events.
    #[arg(long)]
    pub feed_token_file: PathBuf,
    /// An opening code that the board's scheme takes as domestic.
    #[arg(long, default_value = "DOMESTIC")]
    pub opening_code: String,
    /// A server's process id, to read its CPU time and memory; repeat it for each node.
    #[arg(long)]
    pub server_pid: Vec<u32>,
    /// Also writes the result here, as JSON.
    #[arg(long)]
    pub json: Option<PathBuf>,
    /// Threads of this program that do network work.
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=16))]
    pub threads: u8,
}

/// One node.
#[derive(Clone, Debug)]
pub struct Node {
    /// Without a slash at the end.
    pub base: String,
    /// `host:port`.
    pub host: String,
    pub address: SocketAddr,
}

impl Node {
    /// Takes loopback addresses only: this program is made to overload what it is pointed at.
    pub fn of(url: &Url) -> Result<Self> {
        ensure!(
            url.scheme() == "http",
            "{url}: only http:// is spoken here; point it at the server and not at a proxy"
        );
        ensure!(url.path() == "/" && url.query().is_none(), "{url}: give the address without a path");
        let name = url.host_str().with_context(|| format!("{url} names no host"))?;
        let port = url.port_or_known_default().unwrap_or(80);
        let bare = name.trim_start_matches('[').trim_end_matches(']');
        let address = match bare.parse::<IpAddr>() {
            Ok(ip) => SocketAddr::new(ip, port),
            Err(_) if name == "localhost" => {
                (name, port).to_socket_addrs()?.next().context("localhost has no address")?
            }
            Err(_) => bail!(REFUSED.replace("{}", name)),
        };
        ensure!(address.ip().is_loopback(), REFUSED.replace("{}", name));
        Ok(Self { base: format!("http://{name}:{port}"), host: format!("{name}:{port}"), address })
    }
}

const REFUSED: &str = "{} is not this machine. The load generator only runs against loopback (127.0.0.1, [::1], localhost): \
     run it on the machine of the server that you mean to load";

/// A signed-in account whose cookies are kept fresh.
#[derive(Debug)]
pub struct Account {
    name: String,
    /// Name → value and path.
    cookies: RwLock<BTreeMap<String, (String, String)>>,
}

impl Account {
    fn new(name: &str) -> Self {
        Self { name: name.to_owned(), cookies: RwLock::default() }
    }

    /// The `Cookie` header for a path.
    pub fn cookie(&self, path: &str) -> String {
        let cookies = self.cookies.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let sent = cookies.iter().filter(|(_, (_, scope))| path.starts_with(scope.as_str()));
        sent.map(|(name, (value, _))| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn keep(&self, answer: &Response) {
        let mut cookies = self.cookies.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        for line in answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            if let Some((name, value, path)) = set_cookie(line) {
                cookies.insert(name.to_owned(), (value.to_owned(), path.to_owned()));
            }
        }
    }
}

/// Name, value and path of a `Set-Cookie` line.
fn set_cookie(line: &str) -> Option<(&str, &str, &str)> {
    let mut parts = line.split(';').map(str::trim);
    let (name, value) = parts.next()?.split_once('=')?;
    let path = parts.filter_map(|part| part.split_once('=')).find(|(key, _)| key.eq_ignore_ascii_case("path"));
    Some((name, value, path.map_or("/", |(_, path)| path)))
}

/// The nodes and the accounts of a run.
#[derive(Debug)]
pub struct Sessions {
    pub nodes: Vec<Node>,
    accounts: Vec<Account>,
    http: Client,
}

impl Sessions {
    /// Signs every account in, on the first node.
    pub async fn open(target: &Target) -> Result<Arc<Self>> {
        let nodes = target.url.iter().map(Node::of).collect::<Result<Vec<_>>>()?;
        let (names, files) = (&target.username, &target.password_file);
        ensure!(
            files.len() == 1 || files.len() == names.len(),
            "{} accounts but {} password files: give one file for all accounts or one for each",
            names.len(),
            files.len()
        );
        let http = Client::builder().timeout(REQUEST_TIMEOUT).no_proxy().build()?;
        let sessions = Self { nodes, accounts: names.iter().map(|name| Account::new(name)).collect(), http };
        for (account, file) in sessions.accounts.iter().zip(files.iter().cycle()) {
            let password = secret(file)?;
            let body = json!({ "username": account.name, "password": password });
            sessions.post(account, "/api/v1/session", Some(body)).await?;
            ensure!(!account.cookie("/ws").is_empty(), "the sign-in of {} gave no cookie for /ws", account.name);
        }
        Ok(Arc::new(sessions))
    }

    /// Renews the cookies until the run ends.
    pub async fn keep_fresh(self: Arc<Self>) {
        loop {
            tokio::time::sleep(RENEW_EVERY).await;
            for account in &self.accounts {
                if let Err(error) = self.post(account, "/api/v1/session/refresh", None).await {
                    eprintln!("renewing the session failed, screens may not be able to come back: {error:#}");
                }
            }
        }
    }

    async fn post(&self, account: &Account, path: &str, body: Option<serde_json::Value>) -> Result<()> {
        let node = &self.nodes[0];
        let request = self
            .http
            .post(format!("{}{path}", node.base))
            .header(header::ORIGIN, format!("http://{}", node.host))
            .header(header::COOKIE, account.cookie(path))
            .json(&body.unwrap_or_else(|| json!({})));
        let answer = request.send().await.with_context(|| format!("no server at {}", node.base))?;
        if !answer.status().is_success() {
            let status = answer.status();
            bail!("{path} for {}: HTTP {status} {}", account.name, answer.text().await.unwrap_or_default());
        }
        account.keep(&answer);
        Ok(())
    }

    /// How socket `index` connects on its `attempt`-th time: nodes and accounts in turn.
    pub fn dial(&self, index: usize, attempt: usize) -> Dial {
        let node = &self.nodes[(index + attempt) % self.nodes.len()];
        let account = &self.accounts[index / self.nodes.len() % self.accounts.len()];
        Dial { address: node.address, host: node.host.clone(), cookie: account.cookie("/ws") }
    }
}

/// A secret from a file, without the line end.
pub fn secret(file: &Path) -> Result<String> {
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let text = text.trim_end_matches(['\r', '\n']);
    ensure!(!text.is_empty(), "{} is empty", file.display());
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(url: &str) -> Result<Node> {
        Node::of(&Url::parse(url).unwrap())
    }

    #[test]
    fn only_this_machine_is_loaded() {
        assert_eq!(node("http://127.0.0.1:8080").unwrap().host, "127.0.0.1:8080");
        assert_eq!(node("http://[::1]:8080").unwrap().address, "[::1]:8080".parse().unwrap());
        assert!(node("http://localhost:8080").unwrap().address.ip().is_loopback());
        for elsewhere in
            ["http://192.0.2.1:8080", "http://board.example", "http://127.0.0.1.example:80", "http://0.0.0.0:80"]
        {
            let words = node(elsewhere).unwrap_err().to_string();
            assert!(words.contains("only runs against loopback"), "{words}");
        }
        assert!(node("https://127.0.0.1:8080").is_err());
    }

    #[test]
    fn cookies_go_where_they_belong() {
        let account = Account::new("loadtest");
        let mut cookies = account.cookies.write().unwrap();
        for line in ["alongside=abc.d=f; HttpOnly; Path=/; SameSite=Strict", "renew=xyz; Path=/api/v1/session"] {
            let (name, value, path) = set_cookie(line).unwrap();
            cookies.insert(name.to_owned(), (value.to_owned(), path.to_owned()));
        }
        drop(cookies);
        assert_eq!(account.cookie("/ws"), "alongside=abc.d=f");
        assert_eq!(account.cookie("/api/v1/session/refresh"), "alongside=abc.d=f; renew=xyz");
    }
}
