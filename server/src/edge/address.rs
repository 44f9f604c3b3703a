//! From which address somebody asks, also through proxies.

use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// What limits count by: an IPv4 address, or the /64 of an IPv6 one, which is what one customer gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Address(IpAddr);

/// Bits of an IPv6 address that its holder may choose as they like.
const V6_OWN_BITS: u32 = 64;

impl Address {
    /// Shared by everybody when more addresses are known than may be told apart.
    pub const ANYBODY: Self = Self(IpAddr::V4(Ipv4Addr::UNSPECIFIED));

    pub fn of(ip: IpAddr) -> Self {
        Self(match ip.to_canonical() {
            IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() >> V6_OWN_BITS << V6_OWN_BITS)),
            v4 @ IpAddr::V4(_) => v4,
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

pub fn is_trusted(ip: IpAddr, trusted: &[IpNet]) -> bool {
    let ip = ip.to_canonical();
    trusted.iter().any(|network| network.contains(&ip))
}

/// The nearest address that no trusted proxy is at. What stands further left in X-Forwarded-For anybody may have
/// written; without a trusted proxy all of it.
pub fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    if !is_trusted(peer, trusted) {
        return peer;
    }
    let hops: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut nearest = peer;
    for hop in hops.into_iter().rev() {
        let Some(ip) = read(hop.trim()) else { break };
        nearest = ip;
        if !is_trusted(ip, trusted) {
            break;
        }
    }
    nearest
}

/// With or without a port or brackets; proxies write all of these.
fn read(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};
    use rstest::rstest;

    use super::{Address, client};

    #[rstest]
    #[case::nobody_is_trusted("203.0.113.9", &["198.51.100.1"], &[], "203.0.113.9")]
    #[case::another_is_trusted("203.0.113.9", &["198.51.100.1"], &["10.0.0.0/8"], "203.0.113.9")]
    #[case::one_proxy("10.0.0.1", &["198.51.100.1"], &["10.0.0.0/8"], "198.51.100.1")]
    #[case::two_proxies("10.0.0.1", &["198.51.100.1, 10.0.0.2"], &["10.0.0.0/8"], "198.51.100.1")]
    #[case::what_the_client_wrote_first("10.0.0.1", &["192.0.2.7, 198.51.100.1"], &["10.0.0.0/8"], "198.51.100.1")]
    #[case::over_two_headers("10.0.0.1", &["192.0.2.7", "198.51.100.1"], &["10.0.0.0/8"], "198.51.100.1")]
    #[case::a_trusted_one_claimed("10.0.0.1", &["10.9.9.9, 198.51.100.1"], &["10.0.0.0/8"], "198.51.100.1")]
    #[case::all_trusted("10.0.0.1", &["10.0.0.3, 10.0.0.2"], &["10.0.0.0/8"], "10.0.0.3")]
    #[case::nothing_said("10.0.0.1", &[], &["10.0.0.0/8"], "10.0.0.1")]
    #[case::nonsense("10.0.0.1", &["nonsense"], &["10.0.0.0/8"], "10.0.0.1")]
    #[case::nonsense_before("10.0.0.1", &["nonsense, 10.0.0.2"], &["10.0.0.0/8"], "10.0.0.2")]
    #[case::a_port("10.0.0.1", &["198.51.100.1:4711"], &["10.0.0.0/8"], "198.51.100.1")]
    #[case::brackets("10.0.0.1", &["[2001:db8::1]:4711"], &["10.0.0.0/8"], "2001:db8::1")]
    #[case::bare_v6("10.0.0.1", &["[2001:db8::1]"], &["10.0.0.0/8"], "2001:db8::1")]
    #[case::mapped("::ffff:10.0.0.1", &["198.51.100.1"], &["10.0.0.0/8"], "198.51.100.1")]
    fn the_client_is_the_nearest_that_is_not_trusted(
        #[case] peer: &str,
        #[case] forwarded: &[&str],
        #[case] trusted: &[&str],
        #[case] wanted: &str,
    ) {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(value).unwrap());
        }
        let trusted: Vec<_> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        assert_eq!(client(peer.parse().unwrap(), &headers, &trusted).to_string(), wanted);
    }

    #[rstest]
    #[case("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::1", true)]
    #[case("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    #[case("::ffff:192.0.2.1", "192.0.2.1", true)]
    #[case("192.0.2.1", "192.0.2.2", false)]
    fn an_ipv6_network_counts_as_one_address(#[case] one: &str, #[case] other: &str, #[case] are_one: bool) {
        let key = |text: &str| Address::of(text.parse().unwrap());
        assert_eq!(key(one) == key(other), are_one);
    }
}
