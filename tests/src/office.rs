//! Somebody who works over HTTP alone: the ledger, retention, people.

use anyhow::{Context, Result, ensure};
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::{
    people::{BOARD, Person},
    server::Server,
};

/// A person's bearer token on one server.
#[derive(Clone, Debug)]
pub struct Office<'a> {
    server: &'a Server,
    token: String,
}

impl<'a> Office<'a> {
    pub async fn of(server: &'a Server, person: &Person) -> Result<Self> {
        Ok(Self { server, token: server.token(person).await? })
    }

    /// Whoever holds this token.
    pub fn with(server: &'a Server, token: &str) -> Self {
        Self { server, token: token.to_owned() }
    }

    pub async fn post(&self, path: &str, body: &Value) -> Result<Response> {
        let request = self.server.http.post(self.server.url(path)).bearer_auth(&self.token);
        Ok(request.json(body).send().await?)
    }

    /// The answer's body, where the status is this.
    pub async fn ask(&self, path: &str, body: &Value, status: StatusCode) -> Result<Value> {
        let answer = self.post(path, body).await?;
        let (found, text) = (answer.status(), answer.text().await?);
        ensure!(found == status, "{path}: {found}, not {status}: {text}");
        if text.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).with_context(|| format!("{path}: {text}"))
    }

    /// The entries of the ledger that these filters find, newest first.
    pub async fn found(&self, filters: Value) -> Result<Vec<Value>> {
        let mut body = json!({ "board": BOARD, "limit": 500 });
        if let (Some(body), Some(filters)) = (body.as_object_mut(), filters.as_object()) {
            body.extend(filters.clone());
        }
        let mut page = self.ask("/api/v1/ledger/search", &body, StatusCode::OK).await?;
        Ok(page["entries"].as_array_mut().context("no entries")?.drain(..).collect())
    }
}
