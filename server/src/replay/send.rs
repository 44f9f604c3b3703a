//! Sends facts to a server's feed and counts its answers. What the server could not take yet is sent again.

use std::{error::Error as _, net::IpAddr, path::PathBuf, time::Duration};

use alongside_protocol::feed::{FeedAnswer, FeedFault, FeedStatus};
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, header, redirect};
use secrecy::{ExposeSecret, SecretString};
use tokio_util::sync::CancellationToken;

use super::{batch::Batch, console::Console};

/// More than 500 receipts with their faults need.
const ANSWER_BYTES_MAX: usize = 4 * 1024 * 1024;
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// How long an answer that is under way may still take once the replay was told to stop.
const STOP_GRACE: Duration = Duration::from_secs(3);
/// The longest that a server's Retry-After is followed.
const RETRY_AFTER_MAX: Duration = Duration::from_mins(1);

/// Waits between tries: twice as long each time, about 76 s in all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Backoff {
    pub(super) first: Duration,
    pub(super) most: Duration,
    pub(super) tries_max: u32,
}

impl Default for Backoff {
    fn default() -> Self {
        Self { first: Duration::from_millis(250), most: Duration::from_secs(10), tries_max: 12 }
    }
}

impl Backoff {
    /// Before try `tries + 1`.
    fn wait(&self, tries: u32) -> Duration {
        self.first.saturating_mul(1 << tries.saturating_sub(1).min(16)).min(self.most)
    }
}

/// Why the replay cannot go on. Everything counted so far stands.
#[derive(Debug, thiserror::Error)]
pub(super) enum SendError {
    #[error(
        "the server does not take the token in {} ({status}){detail}. Where the server runs, \
         `alongside issue-token --name replay --board BOARD --out FILE` writes one with the role feed; give FILE as \
         --token-file and run the same command again, what was taken stays taken",
        token_file.display()
    )]
    Token { status: u16, token_file: PathBuf, detail: String },
    #[error("the server answers with a redirection to {to}: give that server as --to")]
    Redirected { to: String },
    #[error("the server refuses the request ({status}){detail}")]
    Refused { status: u16, detail: String },
    #[error("{address} does not answer as Alongside's feed: {why}")]
    NotTheFeed { address: Url, why: String },
    #[error("given up after {tries} tries: {last}; run the same command again, what was taken stays taken")]
    GaveUp { tries: u32, last: String },
    #[error("the HTTP client fails")]
    Client(#[from] reqwest::Error),
    #[error("a fact cannot be written as JSON")]
    Json(#[from] serde_json::Error),
}

/// What became of the facts so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// With an answer.
    pub(super) sent: usize,
    pub(super) accepted: usize,
    pub(super) duplicates: usize,
    pub(super) quarantined: usize,
    /// In a request whose answer was not awaited: taken or not.
    pub(super) unanswered: usize,
}

/// What a try came to.
enum Tried {
    Answered(FeedAnswer),
    /// Nothing is known to be taken.
    Later {
        why: String,
        wait: Option<Duration>,
    },
    Stopped,
}

pub(super) struct Sender {
    client: Client,
    address: Url,
    token: SecretString,
    token_file: PathBuf,
    backoff: Backoff,
}

impl Sender {
    pub(super) fn new(
        server: &Url,
        token: SecretString,
        token_file: PathBuf,
        backoff: Backoff,
    ) -> Result<Self, SendError> {
        let mut client = Client::builder()
            .user_agent(concat!("alongside-replay/", env!("CARGO_PKG_VERSION")))
            // A redirection would carry the token elsewhere or turn the request into a GET.
            .redirect(redirect::Policy::none())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(REQUEST_TIMEOUT);
        if is_this_machine(server) {
            client = client.no_proxy();
        }
        Ok(Self { client: client.build()?, address: feed_address(server), token, token_file, backoff })
    }

    /// Sends one batch until every fact in it has its answer. False: told to stop before that.
    pub(super) async fn deliver(
        &self,
        mut batch: Batch,
        stop: &CancellationToken,
        console: &Console,
        tally: &mut Tally,
    ) -> Result<bool, SendError> {
        let mut tries = 0;
        while !batch.is_empty() {
            tries += 1;
            let (why, wait) = match self.try_once(&batch, stop).await? {
                Tried::Stopped => {
                    tally.unanswered += batch.len();
                    return Ok(false);
                }
                Tried::Later { why, wait } => (why, wait),
                Tried::Answered(answer) => {
                    let asked = batch.len();
                    batch = self.settle(batch, answer, console, tally)?;
                    if batch.len() < asked {
                        tries = 0;
                    }
                    ("the server's journal is away".to_owned(), None)
                }
            };
            if batch.is_empty() {
                break;
            }
            if tries >= self.backoff.tries_max {
                return Err(SendError::GaveUp { tries, last: why });
            }
            let wait = wait.unwrap_or_else(|| self.backoff.wait(tries));
            console.note(&format!("{why}; tried again in {:.1} s, facts waiting: {}", wait.as_secs_f64(), batch.len()));
            tokio::select! {
                () = tokio::time::sleep(wait) => {}
                () = stop.cancelled() => return Ok(false),
            }
        }
        Ok(true)
    }

    async fn try_once(&self, batch: &Batch, stop: &CancellationToken) -> Result<Tried, SendError> {
        let request = self
            .client
            .post(self.address.clone())
            .bearer_auth(self.token.expose_secret())
            .header(header::CONTENT_TYPE, "application/json")
            .body(batch.body());
        tokio::select! {
            tried = self.ask(request) => tried,
            () = async { stop.cancelled().await; tokio::time::sleep(STOP_GRACE).await } => Ok(Tried::Stopped),
        }
    }

    async fn ask(&self, request: RequestBuilder) -> Result<Tried, SendError> {
        let mut response = match request.send().await {
            Ok(response) => response,
            Err(error) if error.is_builder() => return Err(error.into()),
            Err(error) => return Ok(Tried::Later { why: causes(&error), wait: None }),
        };
        let status = response.status();
        let wait = retry_after(&response);
        let to = response.headers().get(header::LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
        let body = match read_body(&mut response).await {
            Ok(body) => body,
            Err(error) => return Ok(Tried::Later { why: causes(&error), wait: None }),
        };
        let answer = serde_json::from_slice::<FeedAnswer>(&body);
        match status {
            StatusCode::OK | StatusCode::MULTI_STATUS => match answer {
                Ok(answer) => Ok(Tried::Answered(answer)),
                Err(error) => Err(self.not_the_feed(format!("{status} with {error}"))),
            },
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(SendError::Token {
                status: status.as_u16(),
                token_file: self.token_file.clone(),
                detail: detail(&body),
            }),
            StatusCode::SERVICE_UNAVAILABLE if answer.is_ok() => Ok(answer.map(Tried::Answered)?),
            StatusCode::TOO_MANY_REQUESTS
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT => Ok(Tried::Later {
                why: format!("the server is busy or away ({}){}", status.as_u16(), detail(&body)),
                wait,
            }),
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Err(self.not_the_feed(status.to_string())),
            _ if status.is_redirection() => {
                Err(SendError::Redirected { to: to.unwrap_or_else(|| "nowhere".to_owned()) })
            }
            _ => Err(SendError::Refused { status: status.as_u16(), detail: detail(&body) }),
        }
    }

    /// Counts the answers and keeps what must be sent again.
    fn settle(
        &self,
        batch: Batch,
        answer: FeedAnswer,
        console: &Console,
        tally: &mut Tally,
    ) -> Result<Batch, SendError> {
        let asked = batch.len();
        let mut receipts: Vec<Option<_>> = (0..asked).map(|_| None).collect();
        for receipt in answer.items {
            if let Some(place) = receipts.get_mut(receipt.index) {
                *place = Some((receipt.status, receipt.fault));
            }
        }
        let answered = receipts.iter().flatten().count();
        if answered != asked {
            return Err(self.not_the_feed(format!("{answered} receipts for {asked} facts")));
        }
        let mut again = Batch::default();
        for (item, (status, fault)) in batch.into_items().into_iter().zip(receipts.into_iter().flatten()) {
            match status {
                FeedStatus::Accepted => tally.accepted += 1,
                FeedStatus::Duplicate => tally.duplicates += 1,
                FeedStatus::Quarantined => {
                    tally.quarantined += 1;
                    console.quarantined(&item.message_id, &fault.unwrap_or_else(no_reason));
                }
                FeedStatus::Unavailable => again.put(item),
            }
        }
        tally.sent += asked - again.len();
        Ok(again)
    }

    fn not_the_feed(&self, why: String) -> SendError {
        SendError::NotTheFeed { address: self.address.clone(), why }
    }
}

fn no_reason() -> FeedFault {
    FeedFault { field: "item".to_owned(), found: "no reason in the answer".to_owned(), allowed: "a fault".to_owned() }
}

/// The feed below whatever path the server is mounted at; `?board=…` stays, for a token of several boards.
fn feed_address(server: &Url) -> Url {
    let mut address = server.clone();
    address.set_path(&format!("{}/feed/v1/events", server.path().trim_end_matches('/')));
    address.set_fragment(None);
    address
}

/// Reads `--to`.
pub(super) fn server_address(text: &str) -> Result<Url, String> {
    let allowed = "allowed: http:// or https:// with a host, without name and password, such as https://board.example";
    let url = Url::parse(text).map_err(|error| format!("{error}; {allowed}"))?;
    let sound = ["http", "https"].contains(&url.scheme()) && url.has_host() && url.username().is_empty();
    if sound && url.password().is_none() { Ok(url) } else { Err(allowed.to_owned()) }
}

/// Whether the token would cross a network in the clear.
pub(super) fn is_in_the_clear(server: &Url) -> bool {
    server.scheme() == "http" && !is_this_machine(server)
}

fn is_this_machine(server: &Url) -> bool {
    let host = server.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn retry_after(response: &Response) -> Option<Duration> {
    let seconds = response.headers().get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(Duration::from_secs(seconds).min(RETRY_AFTER_MAX))
}

async fn read_body(response: &mut Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > ANSWER_BYTES_MAX {
            break;
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// A problem document's words, where there is one.
fn detail(body: &[u8]) -> String {
    const CHARS_MAX: usize = 300;
    let problem = serde_json::from_slice::<serde_json::Value>(body).unwrap_or_default();
    let words = ["detail", "title"].iter().find_map(|key| problem.get(key)?.as_str());
    words.map_or_else(String::new, |words| format!(": {}", words.chars().take(CHARS_MAX).collect::<String>()))
}

/// The outermost error says only that it failed; the reason lies below.
fn causes(error: &reqwest::Error) -> String {
    let mut text =
        if error.is_timeout() { "the server did not answer in time" } else { "the server cannot be reached" }
            .to_owned();
    let mut source = error.source();
    while let Some(cause) = source {
        if cause.source().is_none() {
            text = format!("{text}: {cause}");
        }
        source = cause.source();
    }
    text
}

#[cfg(test)]
#[path = "send_tests.rs"]
pub(super) mod tests;
