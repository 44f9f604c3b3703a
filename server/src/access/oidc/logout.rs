//! Logout tokens: the provider says that a sign-in, or everything of a person, is over (OpenID Connect Back-Channel
//! Logout 1.0, section 2.6).

use alongside_protocol::Millis;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header, jwk::JwkSet};
use serde::Deserialize;
use serde_json::Value;

use super::OidcError;

/// The one event that such a token speaks of.
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// How old one may be, and how far the provider's clock may be from ours, seconds.
const AGE_S_MAX: u64 = 120;
/// Signatures that are taken: by a key pair, so that nobody but the provider can make one.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];
/// The `typ` header, where there is one.
const TYPES: [&str; 3] = ["logout+jwt", "application/logout+jwt", "JWT"];

#[derive(Debug, Deserialize)]
struct Claims {
    iat: u64,
    exp: u64,
    jti: String,
    events: serde_json::Map<String, Value>,
    sub: Option<String>,
    sid: Option<String>,
    nonce: Option<Value>,
}

/// What is over: one of the provider's sessions, or all of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logout {
    pub subject: Option<String>,
    pub sid: Option<String>,
    pub jti: String,
    /// After this it is too old to come again, ms since 1970.
    pub until: Millis,
}

/// Checks everything but whether the token came before.
pub fn check(token: &str, keys: &JwkSet, issuer: &str, client_id: &str, now: Millis) -> Result<Logout, OidcError> {
    let refused = OidcError::Refused;
    let header = decode_header(token).map_err(|_| refused("no logout token"))?;
    if !ALGORITHMS.contains(&header.alg) {
        return Err(refused("a signature of another kind"));
    }
    if header.typ.as_deref().is_some_and(|kind| !TYPES.contains(&kind)) {
        return Err(refused("a token of another type"));
    }
    let key = match (&header.kid, keys.keys.as_slice()) {
        (Some(kid), _) => keys.find(kid),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let key = key.ok_or(OidcError::UnknownKey)?;
    let key = DecodingKey::from_jwk(key).map_err(|_| refused("a key that cannot be used"))?;
    let mut validation = Validation::new(header.alg);
    validation.leeway = AGE_S_MAX;
    validation.set_issuer(&[issuer]);
    validation.set_audience(&[client_id]);
    validation.set_required_spec_claims(&["exp", "iss", "aud"]);
    let claims =
        decode::<Claims>(token, &key, &validation).map_err(|_| refused("a logout token that does not hold"))?;
    let claims = claims.claims;
    let now_s = (now / 1_000) as u64;
    if claims.iat.abs_diff(now_s) > AGE_S_MAX || claims.exp < claims.iat {
        return Err(refused("a logout token of another time"));
    }
    if !claims.events.get(EVENT).is_some_and(Value::is_object) {
        return Err(refused("a token of another event"));
    }
    // An ID token must not be taken for one.
    if claims.nonce.is_some() {
        return Err(refused("a logout token with a nonce"));
    }
    if claims.sub.is_none() && claims.sid.is_none() {
        return Err(refused("a logout token of nobody"));
    }
    let until = now + 2 * AGE_S_MAX as Millis * 1_000;
    Ok(Logout { subject: claims.sub, sid: claims.sid, jti: claims.jti, until })
}
