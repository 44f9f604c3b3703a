//! Where a request comes from, and with what.

use std::{convert::Infallible, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};

use crate::{
    access::device,
    edge::{App, screening::AskedFrom},
};

#[derive(Clone, Debug)]
pub struct Caller {
    /// The address as tries are counted by it: behind a trusted proxy the client's, of IPv6 the network.
    pub address: String,
    /// The device in words.
    pub device: String,
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, Infallible> {
        let AskedFrom(address) = AskedFrom::from_request_parts(parts, app).await?;
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        Ok(Self { address: address.to_string(), device: device::name(agent) })
    }
}
