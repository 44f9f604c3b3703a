//! A real OpenID provider of this test's own, and a browser that signs in through it.

use std::{process::Command, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use reqwest::{Client, Response, StatusCode, Url, header, redirect::Policy};
use tempfile::TempDir;

use crate::{
    engines,
    ports::free_port,
    process::{Log, Process},
    server::{Server, Settings},
    wait::until_blocking,
};

const START_MAX: Duration = Duration::from_secs(30);
/// Steps from the button to the way back, before it is plain that they lead nowhere.
const STEPS_MAX: usize = 12;

pub const CLIENT_ID: &str = "alongside";
const CLIENT_SECRET: &str = "a-secret-of-the-tests-alone";
/// Where the provider sends the browser back to.
pub const CALLBACK: &str = "/api/v1/sign-in/oidc/callback";
/// Where it says that a sign-in is over.
pub const LOGOUT: &str = "/api/v1/sign-in/oidc/logout";

#[derive(Debug)]
pub struct Provider {
    process: Option<Process>,
    /// Of its only client: this project's server.
    origin: String,
    folder: TempDir,
    port: u16,
    log: Log,
}

impl Provider {
    /// Starts it, for a server that is yet to start on a free port.
    pub fn start() -> Result<Self> {
        let origin = format!("http://127.0.0.1:{}", free_port()?);
        let folder = TempDir::with_prefix("alongside-oidc-")?;
        let mut provider = Self { process: None, origin, folder, port: free_port()?, log: Log::default() };
        provider.serve()?;
        Ok(provider)
    }

    /// Serves on the same port as before, where it was killed.
    pub fn serve(&mut self) -> Result<()> {
        let script = engines::openid_provider().context("the OpenID provider is not there")?;
        let mut command = Command::new("node");
        command.arg(script).args([&self.port.to_string(), &self.origin]).arg(self.folder.path());
        self.process = Some(Process::start_into("the OpenID provider", &mut command, self.log.clone())?);
        until_blocking("the OpenID provider answers", START_MAX, || {
            let ended = self.process.as_mut().map(Process::ended).transpose()?.flatten();
            ensure!(ended.is_none(), "it ended while starting:\n{}", self.log.text());
            Ok(std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok())
        })
    }

    pub fn kill(&mut self) -> Result<()> {
        self.process.take().context("it does not run")?.kill()
    }

    pub fn issuer(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The key with which it signs, PKCS#1.
    pub fn signing_key(&self) -> Result<Vec<u8>> {
        Ok(std::fs::read(self.folder.path().join("signing-key.der"))?)
    }

    /// The server's settings for it, with what its groups are good for on the test board.
    pub fn settings(&self, settings: Settings) -> Result<Settings> {
        let (secret, groups) = (self.folder.path().join("client.secret"), self.folder.path().join("groups.toml"));
        std::fs::write(&secret, CLIENT_SECRET)?;
        std::fs::write(
            &groups,
            "[[group]]\nname = \"quay-workers\"\nroles = [\"support_worker\"]\nboards = [\"quayside\"]\n\
             [[group]]\nname = \"quay-office\"\nroles = [\"coordinator\"]\nboards = [\"quayside\"]\n\
             [[group]]\nname = \"quay-crew\"\nroles = [\"crew\"]\nboards = [\"quayside\"]\ncar = \"car-1\"\n",
        )?;
        let listen = self.origin.trim_start_matches("http://");
        Ok(settings
            .with("listen", listen)
            .with("public_url", &self.origin)
            .with("oidc_issuer", &self.issuer())
            .with("oidc_client_id", CLIENT_ID)
            .with("oidc_client_secret_file", &secret.display().to_string())
            .with("oidc_name", "Quayside sign-in")
            .with("oidc_groups_file", &groups.display().to_string()))
    }

    /// Puts a user into other groups, from their next sign-in on.
    pub async fn set_groups(&self, user: &str, groups: &str) -> Result<()> {
        let url = format!("{}/groups?user={user}&groups={groups}", self.issuer());
        let answer = Client::builder().no_proxy().build()?.post(url).send().await?;
        ensure!(answer.status() == StatusCode::NO_CONTENT, "{}", answer.status());
        Ok(())
    }
}

/// A browser with cookies that goes where it is sent, one step at a time.
#[derive(Debug)]
pub struct Browser {
    http: Client,
}

impl Browser {
    pub fn new() -> Result<Self> {
        let agent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let http = Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .user_agent(agent)
            .timeout(Duration::from_secs(30))
            .no_proxy()
            .build()?;
        Ok(Self { http })
    }

    pub async fn get(&self, url: &str) -> Result<Response> {
        Ok(self.http.get(url).send().await?)
    }

    /// Presses the button; the provider's address to which that leads.
    pub async fn press(&self, server: &Server) -> Result<String> {
        let answer = self.get(&server.url("/api/v1/sign-in/oidc")).await?;
        ensure!(answer.status() == StatusCode::FOUND, "{}", answer.status());
        location(&answer)
    }

    /// Signs in at the provider as `user`; the address with which it sends the browser back.
    pub async fn sign_in_at(&self, provider: &Provider, address: &str, user: &str) -> Result<String> {
        let mut url = Url::parse(address)?;
        for _ in 0..STEPS_MAX {
            if url.path() == CALLBACK {
                return Ok(url.into());
            }
            ensure!(url.as_str().starts_with(&provider.issuer()), "led to {url}");
            let mut answer = self.get(url.as_str()).await?;
            if answer.status() == StatusCode::OK {
                let page = answer.text().await?;
                let action = page.split("action=\"").nth(1).and_then(|rest| rest.split('"').next());
                let action = url.join(action.with_context(|| format!("no form on the page: {page}"))?)?;
                let form = [("prompt", "login"), ("login", user), ("password", "any")];
                answer = self.http.post(action).form(&form).send().await?;
            }
            url = url.join(&location(&answer)?)?;
        }
        bail!("after {STEPS_MAX} steps still at {url}")
    }

    /// The whole way from the button to the server's last answer.
    pub async fn sign_in(&self, server: &Server, provider: &Provider, user: &str) -> Result<Response> {
        let address = self.press(server).await?;
        let back = self.sign_in_at(provider, &address, user).await?;
        self.get(&back).await
    }

    /// Signs out at the provider, which then tells its clients.
    pub async fn sign_out_at(&self, provider: &Provider) -> Result<()> {
        let page = self.get(&format!("{}/session/end", provider.issuer())).await?.text().await?;
        let value = |mark: &str| page.split(mark).nth(1).and_then(|rest| rest.split('"').next());
        let secret = value("name=\"xsrf\" value=\"").with_context(|| format!("no form to sign out with: {page}"))?;
        let form = [("xsrf", secret), ("logout", "yes")];
        let answer = self.http.post(format!("{}/session/end/confirm", provider.issuer())).form(&form).send().await?;
        ensure!(answer.status().is_redirection(), "{}", answer.status());
        Ok(())
    }
}

/// Where an answer sends the browser.
pub fn location(answer: &Response) -> Result<String> {
    let found =
        answer.headers().get(header::LOCATION).with_context(|| format!("HTTP {} leads nowhere", answer.status()));
    Ok(found?.to_str()?.to_owned())
}
