//! How people sign in: the second factor, breached passwords, idleness, the identity provider.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use alongside_core::{scheme::Fault, toml_reader::Reader};
use alongside_protocol::{BoardId, Millis};
use secrecy::SecretString;
use toml::Table;
use url::{Host, Url};

use super::{empty_or, fault};
use crate::access::{
    accounts::Rules, breached::Breached, oidc::Settings, oidc::groups::GroupMap, second_factor::SecondFactor,
};

/// Of the configuration what concerns sign-in.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub rules: Rules,
    /// How long a sign-in lasts without being refreshed, ms.
    pub idle_ms: Millis,
    /// None: local accounts alone.
    pub oidc: Option<Settings>,
    /// What the provider's groups are good for.
    pub(super) groups_file: Option<PathBuf>,
}

pub(super) fn read(top: &mut Reader<'_>, public_url: Option<&str>) -> SignIn {
    let word = top.text("second_factor");
    let second_factor = SecondFactor::parse(&word).unwrap_or_else(|| {
        if !word.is_empty() {
            let allowed: Vec<_> = SecondFactor::ALL.iter().map(|(_, word)| *word).collect();
            top.fault("second_factor", format!("{word:?}"), allowed.join(", "));
        }
        SecondFactor::default()
    });
    let breached = empty_or(top, "breached_passwords").and_then(|path| match Breached::at(Path::new(&path)) {
        Ok(list) => Some(Arc::new(list)),
        Err(error) => {
            let allowed = "empty, a folder of range files such as 0018A.txt, or one file of SHA-1 digests in order";
            top.fault("breached_passwords", format!("{path:?} ({error})"), allowed);
            None
        }
    });
    let idle_ms = top.whole("session_idle_min", 5, 720) * 60_000;
    let (oidc, groups_file) = provider(top, public_url).unzip();
    SignIn { rules: Rules { second_factor, breached }, idle_ms, oidc, groups_file }
}

fn provider(top: &mut Reader<'_>, public_url: Option<&str>) -> Option<(Settings, PathBuf)> {
    let (name, groups_claim) = (top.text("oidc_name"), top.text("oidc_groups_claim"));
    let client_id = empty_or(top, "oidc_client_id");
    let secret_file = empty_or(top, "oidc_client_secret_file");
    let groups_file = empty_or(top, "oidc_groups_file");
    let issuer = empty_or(top, "oidc_issuer")?;
    let is_sound = |url: &Url| url.query().is_none() && (url.scheme() == "https" || is_this_machine(url));
    if !Url::parse(&issuer).is_ok_and(|url| is_sound(&url)) {
        top.fault("oidc_issuer", format!("{issuer:?}"), "empty, or the provider's own https://…, without a query");
    }
    if public_url.is_none() {
        top.fault("public_url", "nothing", "with oidc_issuer: where the provider sends browsers back to");
    }
    let mut needed = |key: &str, value: Option<String>, what: &str| {
        if value.is_none() {
            top.fault(key, "nothing", format!("with oidc_issuer: {what}"));
        }
        value.unwrap_or_default()
    };
    let client_id = needed("oidc_client_id", client_id, "the name of this service at the provider");
    let secret_file = needed("oidc_client_secret_file", secret_file, "a file that holds the client's secret alone");
    let groups_file = needed("oidc_groups_file", groups_file, "a file that says what each group is good for");
    let client_secret = match std::fs::read_to_string(&secret_file) {
        Ok(text) => SecretString::from(text.trim()),
        Err(error) => {
            if !secret_file.is_empty() {
                top.fault("oidc_client_secret_file", format!("{secret_file:?} ({error})"), "a file that can be read");
            }
            SecretString::default()
        }
    };
    let callback = format!("{}/api/v1/sign-in/oidc/callback", public_url.unwrap_or_default());
    let groups = GroupMap::default();
    Some((
        Settings { issuer, client_id, client_secret, name, groups_claim, groups, callback },
        PathBuf::from(groups_file),
    ))
}

/// A provider on this machine needs no TLS; for tests, and for one beside the server.
fn is_this_machine(url: &Url) -> bool {
    url.scheme() == "http"
        && match url.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
}

/// Reads what the groups are good for, once it is known which boards there are.
pub(super) fn groups(file: &Path, boards: &[BoardId]) -> Result<GroupMap, Vec<Fault>> {
    let text =
        std::fs::read_to_string(file).map_err(|error| vec![fault("", &format!("cannot be read: {error}"), "")])?;
    let table: Table = text.parse().map_err(|error: toml::de::Error| vec![fault("", error.message(), "TOML")])?;
    let mut faults = Vec::new();
    let map = GroupMap::read(&mut Reader::new(&table, &mut faults), boards);
    if faults.is_empty() && map.0.is_empty() {
        faults.push(fault(
            "group",
            "none",
            "at least one [[group]]: without any, nobody could sign in through the provider",
        ));
    }
    if faults.is_empty() { Ok(map) } else { Err(faults) }
}
