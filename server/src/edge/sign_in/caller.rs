//! Where a request comes from, and with what.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header, request::Parts},
};

use crate::{access::device, edge::App};

/// Bits of an IPv6 address that one network shares: its owner has all the rest.
const NETWORK_V6: u128 = !0 << 64;

#[derive(Clone, Debug)]
pub struct Caller {
    /// The address as tries are counted by it.
    pub address: String,
    /// The device in words.
    pub device: String,
}

impl FromRequestParts<Arc<App>> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<App>) -> Result<Self, Infallible> {
        let address = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| match peer.0.ip().to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & NETWORK_V6).to_string(),
        });
        let agent = parts.headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        Ok(Self { address: address.unwrap_or_default(), device: device::name(agent) })
    }
}
