//! Asking the HTTP edge as a signed-in page does, and reading its refusals.

use anyhow::{Context, Result, ensure};
use reqwest::{Method, Response, header};
use serde_json::Value;

use crate::{people::Cookies, server::Server};

/// A refusal's status and code, which must come as problem+json with everything that RFC 9457 names.
pub async fn problem(answer: Response) -> Result<(u16, String)> {
    let body = problem_body(answer).await?;
    let status = body["status"].as_u64().context("no status")? as u16;
    Ok((status, body["code"].as_str().context("no code")?.to_owned()))
}

/// The same with everything that it says.
pub async fn problem_body(answer: Response) -> Result<Value> {
    let status = answer.status();
    let kind =
        answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
    let text = answer.text().await?;
    ensure!(kind == "application/problem+json", "HTTP {status} as {kind:?}: {text}");
    let body: Value = serde_json::from_str(&text)?;
    ensure!(body["status"] == status.as_u16() && body["title"].is_string() && body["type"].is_string(), "{body}");
    ensure!(body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{body}");
    Ok(body)
}

pub fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

/// A report's figures by their names.
pub fn figures(report: &Value) -> Value {
    let rows = report["figures"].as_array().cloned().unwrap_or_default();
    rows.iter().filter_map(|row| Some((row["figure"].as_str()?.to_owned(), row["value"].clone()))).collect()
}

impl Server {
    /// One request from the site's own page, with its cookies and, where there is one, a JSON body.
    pub async fn ask(&self, cookies: &Cookies, method: Method, path: &str, body: Option<Value>) -> Result<Response> {
        let request = self.http.request(method, self.url(path));
        let request = request.header(header::ORIGIN, self.origin()).header(header::COOKIE, cookies.header());
        let request = if let Some(body) = body { request.json(&body) } else { request };
        Ok(request.send().await?)
    }

    /// The same, which must succeed; what it answers, null where that is nothing.
    pub async fn done(&self, cookies: &Cookies, method: Method, path: &str, body: Option<Value>) -> Result<Value> {
        let answer = self.ask(cookies, method.clone(), path, body).await?;
        let (status, text) = (answer.status(), answer.text().await?);
        ensure!(status.is_success(), "{method} {path}: HTTP {status}: {text}");
        if text.is_empty() { Ok(Value::Null) } else { Ok(serde_json::from_str(&text)?) }
    }

    /// Who is signed in with these cookies, as the server says.
    pub async fn session(&self, cookies: &Cookies) -> Result<Response> {
        self.ask(cookies, Method::GET, "/api/v1/session", None).await
    }
}
