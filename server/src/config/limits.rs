//! How much may be asked of this server, and by which proxies' word it knows who asks.

use std::{net::IpAddr, num::NonZeroU32};

use alongside_core::toml_reader::Reader;
use ipnet::IpNet;

/// Each is explained in the example file; the defaults' reasons stand in `alongside_protocol::limits`.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Their X-Forwarded-For is believed.
    pub trusted_proxies: Vec<IpNet>,
    pub sockets_per_address: usize,
    pub sockets_max: usize,
    pub connections_per_address: usize,
    pub connections_max: usize,
    pub requests_per_address_s: NonZeroU32,
    pub requests_per_user_s: NonZeroU32,
    pub requests_per_machine_s: NonZeroU32,
    pub sign_ins_per_address_min: NonZeroU32,
    pub acts_per_user_s: NonZeroU32,
    pub opens_per_user_min: NonZeroU32,
    pub frames_per_socket_s: NonZeroU32,
}

/// Largest that any of them may be set to: as good as none.
const MOST: i64 = 1_000_000;

impl Limits {
    pub(super) fn read(top: &mut Reader<'_>) -> Self {
        let network = |text: &str| text.parse().or_else(|_| text.parse::<IpAddr>().map(IpNet::from)).ok();
        let trusted_proxies = top.words("trusted_proxies", network, "addresses or networks, e.g. 10.0.0.0/8");
        let count = |top: &mut Reader<'_>, key: &str| top.whole(key, 1, MOST).unsigned_abs() as usize;
        let rate = |top: &mut Reader<'_>, key: &str| {
            NonZeroU32::new(top.whole(key, 1, MOST).unsigned_abs() as u32).unwrap_or(NonZeroU32::MIN)
        };
        Self {
            trusted_proxies,
            sockets_per_address: count(top, "sockets_per_address"),
            sockets_max: count(top, "sockets_max"),
            connections_per_address: count(top, "connections_per_address"),
            connections_max: count(top, "connections_max"),
            requests_per_address_s: rate(top, "requests_per_address_s"),
            requests_per_user_s: rate(top, "requests_per_user_s"),
            requests_per_machine_s: rate(top, "requests_per_machine_s"),
            sign_ins_per_address_min: rate(top, "sign_ins_per_address_min"),
            acts_per_user_s: rate(top, "acts_per_user_s"),
            opens_per_user_min: rate(top, "opens_per_user_min"),
            frames_per_socket_s: rate(top, "frames_per_socket_s"),
        }
    }
}
