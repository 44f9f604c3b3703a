//! How the identity provider is asked: within a time, within a size, and never led elsewhere.

use std::{pin::Pin, time::Duration};

use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse, http};
use reqwest::{Client, redirect::Policy};
use thiserror::Error;

/// How long the provider may take to take the connection, and to give a whole answer, ms. The person waits.
const CONNECT_MS_MAX: u64 = 2_000;
const ANSWER_MS_MAX: u64 = 5_000;
/// Largest answer, bytes: key sets and discovery documents are a tenth of it.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

#[derive(Debug, Error)]
pub enum HttpError {
    #[error(transparent)]
    Request(#[from] reqwest::Error),
    #[error("the answer is longer than {ANSWER_BYTES_MAX} bytes")]
    TooLong,
    #[error(transparent)]
    Answer(#[from] http::Error),
}

#[derive(Clone, Debug)]
pub struct Http(Client);

impl Http {
    pub fn new() -> Result<Self, reqwest::Error> {
        let client = Client::builder()
            // A redirect would carry the code or the secret to whoever it names.
            .redirect(Policy::none())
            .connect_timeout(Duration::from_millis(CONNECT_MS_MAX))
            .timeout(Duration::from_millis(ANSWER_MS_MAX))
            .build()?;
        Ok(Self(client))
    }

    async fn ask(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        // Neither code nor query may stand in an error that is logged.
        let mut answer = self.0.execute(request.try_into()?).await.map_err(reqwest::Error::without_url)?;
        let mut response = http::Response::builder().status(answer.status());
        for (name, value) in answer.headers() {
            response = response.header(name, value);
        }
        let mut body = Vec::new();
        while let Some(piece) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            if body.len() + piece.len() > ANSWER_BYTES_MAX {
                return Err(HttpError::TooLong);
            }
            body.extend_from_slice(&piece);
        }
        Ok(response.body(body)?)
    }
}

impl<'c> AsyncHttpClient<'c> for Http {
    type Error = HttpError;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.ask(request))
    }
}
