//! Accounts of the tests, and signing in as browsers and as machines do.

use alongside_protocol::{BoardId, CarId, vocabulary::Audience};
use anyhow::{Context, Result, ensure};
use reqwest::{Response, header};
use serde_json::{Value, json};

use crate::server::Server;

/// The test board's id.
pub const BOARD: &str = "quayside";

#[derive(Clone, Debug)]
pub struct Person {
    pub username: String,
    /// The name that colleagues see.
    pub name: String,
    pub password: String,
    /// With commas, as the command line takes them.
    pub roles: String,
    pub boards: String,
    pub car: Option<String>,
}

impl Person {
    pub fn new(username: &str, roles: &str) -> Self {
        let mut letters = username.chars();
        let name = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
        Self {
            username: username.to_owned(),
            name,
            password: format!("{username}-on-the-quay"),
            roles: roles.to_owned(),
            boards: BOARD.to_owned(),
            car: None,
        }
    }

    /// The same person on another board.
    #[must_use]
    pub fn on(self, board: &str) -> Self {
        Self { boards: board.to_owned(), ..self }
    }

    pub fn worker(username: &str) -> Self {
        Self::new(username, "support_worker")
    }

    pub fn crew(username: &str, car: &str) -> Self {
        Self { car: Some(car.to_owned()), ..Self::new(username, "crew") }
    }

    pub fn inspector(username: &str) -> Self {
        Self::new(username, "inspector")
    }

    pub fn coordinator(username: &str) -> Self {
        Self::new(username, "coordinator")
    }

    pub fn desk(username: &str) -> Self {
        Self::new(username, "control_room")
    }

    /// The audience that this person's screen asks for.
    pub fn audience(&self) -> Audience {
        match self.roles.as_str() {
            "crew" => Audience::Crew,
            "inspector" | "coordinator" => Audience::Inspector,
            _ => Audience::Control,
        }
    }

    pub fn board(&self) -> BoardId {
        BoardId::from(self.boards.split(',').next().unwrap_or_default())
    }

    pub fn car(&self) -> Option<CarId> {
        self.car.as_deref().map(CarId::from)
    }

    pub fn credentials(&self) -> Value {
        json!({ "username": self.username, "password": self.password })
    }
}

/// The two cookies of a signed-in browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cookies {
    pub access: String,
    pub refresh: String,
}

impl Cookies {
    /// Those that an answer sets; none where it sets none.
    pub fn of(answer: &Response) -> Option<Self> {
        let value = |name: &str| {
            answer.headers().get_all(header::SET_COOKIE).iter().find_map(|line| {
                let (key, value) = line.to_str().ok()?.split(';').next()?.split_once('=')?;
                (key == name).then(|| value.to_owned())
            })
        };
        Some(Self { access: value("alongside-access")?, refresh: value("alongside-refresh")? })
    }

    pub fn header(&self) -> String {
        format!("alongside-access={}; alongside-refresh={}", self.access, self.refresh)
    }
}

impl Server {
    /// A bearer token, as a machine gets it.
    pub async fn token(&self, person: &Person) -> Result<String> {
        let answer = self.http.post(self.url("/api/v1/token")).json(&person.credentials()).send().await?;
        ensure!(answer.status().is_success(), "{} gets no token: {}", person.username, answer.text().await?);
        let body: Value = answer.json().await?;
        Ok(body["access_token"].as_str().context("no access_token")?.to_owned())
    }

    /// One attempt to sign in from the site's own page.
    pub async fn try_sign_in(&self, credentials: &Value) -> Result<Response> {
        let request = self.http.post(self.url("/api/v1/session")).header(header::ORIGIN, self.origin());
        Ok(request.json(credentials).send().await?)
    }

    pub async fn sign_in(&self, person: &Person) -> Result<Cookies> {
        let answer = self.try_sign_in(&person.credentials()).await?;
        ensure!(answer.status().is_success(), "{} cannot sign in: {}", person.username, answer.text().await?);
        Cookies::of(&answer).context("no cookies")
    }
}
