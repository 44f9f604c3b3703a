//! Short-lived JSON Web Tokens, with jsonwebtoken's lax defaults closed (RFC 8725): one algorithm, no leeway,
//! issuer, audience, type and every time required.

use alongside_protocol::{BoardId, CarId, Millis, UserId, vocabulary::Role};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode, errors::ErrorKind};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Identity;
use crate::sealing::Key;

const ISSUER: &str = "alongside";
const AUDIENCE: &str = "alongside";
/// The `typ` header: a token of another kind signed with the same key is not an access token.
const TYPE: &str = "at+jwt";

/// How far the clocks of two nodes may be apart, seconds.
const CLOCKS_APART_S: u64 = 30;

#[derive(Debug, Error, PartialEq, Eq)]
pub enum TokenError {
    #[error("the token has expired")]
    Expired,
    #[error("the token is not valid")]
    Invalid,
}

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    /// Seconds, as RFC 7519 has them.
    iat: u64,
    nbf: u64,
    exp: u64,
    name: String,
    roles: Vec<Role>,
    boards: Vec<BoardId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    car: Option<CarId>,
    /// Every token belongs to a sign-in, with which it ends.
    sid: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid_exp_ms: Option<Millis>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    enrol: bool,
}

/// Signs and checks.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    checking: DecodingKey,
    validation: Validation,
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens([key])")
    }
}

impl Tokens {
    pub fn new(key: &Key) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.leeway = 0;
        validation.validate_nbf = true;
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "nbf", "iss", "aud", "sub"]);
        Self {
            signing: EncodingKey::from_secret(key.bytes()),
            checking: DecodingKey::from_secret(key.bytes()),
            validation,
        }
    }

    /// A token for `identity`, good from `now` for `seconds`.
    pub fn issue(&self, identity: &Identity, now: Millis, seconds: u64) -> Result<String, TokenError> {
        let now = (now / 1_000) as u64;
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: identity.user.0.clone(),
            iat: now,
            // Another node's clock may run a little behind; the check itself has no leeway.
            nbf: now.saturating_sub(CLOCKS_APART_S),
            exp: now + seconds,
            name: identity.name.clone(),
            roles: identity.roles.clone(),
            boards: identity.boards.clone(),
            car: identity.car.clone(),
            sid: identity.session.clone().ok_or(TokenError::Invalid)?,
            sid_exp_ms: identity.session_expires_at,
            enrol: identity.must_enrol,
        };
        let header = Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) };
        encode(&header, &claims, &self.signing).map_err(|_| TokenError::Invalid)
    }

    pub fn check(&self, token: &str) -> Result<Identity, TokenError> {
        let data = decode::<Claims>(token, &self.checking, &self.validation).map_err(|error| match error.kind() {
            ErrorKind::ExpiredSignature => TokenError::Expired,
            _ => TokenError::Invalid,
        })?;
        if data.header.typ.as_deref() != Some(TYPE) {
            return Err(TokenError::Invalid);
        }
        let claims = data.claims;
        Ok(Identity {
            user: UserId(claims.sub),
            name: claims.name,
            roles: claims.roles,
            boards: claims.boards,
            car: claims.car,
            session: Some(claims.sid),
            session_expires_at: claims.sid_exp_ms,
            must_enrol: claims.enrol,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    fn identity() -> Identity {
        Identity {
            user: "u1".into(),
            name: "Linnet".into(),
            roles: vec![Role::SupportWorker],
            boards: vec!["demo".into()],
            car: None,
            session: Some("s1".into()),
            session_expires_at: Some(1),
            must_enrol: false,
        }
    }

    fn forge(tokens: &Tokens, header: &Header, edit: impl FnOnce(&mut serde_json::Value)) -> String {
        let good = tokens.issue(&identity(), clock::now_ms(), 60).unwrap();
        let middle = good.split('.').nth(1).unwrap();
        let bytes = base64::Engine::decode(&base64::prelude::BASE64_URL_SAFE_NO_PAD, middle).unwrap();
        let mut claims = serde_json::from_slice(&bytes).unwrap();
        edit(&mut claims);
        encode(header, &claims, &tokens.signing).unwrap()
    }

    fn header() -> Header {
        Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) }
    }

    #[test]
    fn a_good_token_names_its_bearer() {
        let tokens = Tokens::new(&Key::random().unwrap());
        let token = tokens.issue(&identity(), clock::now_ms(), 60).unwrap();
        assert_eq!(tokens.check(&token), Ok(identity()));
    }

    #[test]
    fn one_second_over_is_expired() {
        let tokens = Tokens::new(&Key::random().unwrap());
        let token = tokens.issue(&identity(), clock::now_ms() - 61_000, 60).unwrap();
        assert_eq!(tokens.check(&token), Err(TokenError::Expired));
    }

    #[test]
    fn lax_tokens_are_refused() {
        let tokens = Tokens::new(&Key::random().unwrap());
        let cases: Vec<(&str, String)> = vec![
            ("no audience", forge(&tokens, &header(), |claims| drop(claims.as_object_mut().unwrap().remove("aud")))),
            ("no session", forge(&tokens, &header(), |claims| drop(claims.as_object_mut().unwrap().remove("sid")))),
            ("other audience", forge(&tokens, &header(), |claims| claims["aud"] = "elsewhere".into())),
            ("other issuer", forge(&tokens, &header(), |claims| claims["iss"] = "elsewhere".into())),
            ("exp as text", forge(&tokens, &header(), |claims| claims["exp"] = "9999999999".into())),
            ("no exp", forge(&tokens, &header(), |claims| drop(claims.as_object_mut().unwrap().remove("exp")))),
            (
                "not yet",
                forge(&tokens, &header(), |claims| claims["nbf"] = (claims["iat"].as_u64().unwrap() + 60).into()),
            ),
            ("other type", forge(&tokens, &Header::new(Algorithm::HS256), |_| {})),
            (
                "other algorithm",
                forge(&tokens, &Header { typ: Some(TYPE.into()), ..Header::new(Algorithm::HS512) }, |_| {}),
            ),
            ("other key", Tokens::new(&Key::random().unwrap()).issue(&identity(), clock::now_ms(), 60).unwrap()),
            ("no signature", {
                let good = tokens.issue(&identity(), clock::now_ms(), 60).unwrap();
                let middle = good.split('.').nth(1).unwrap().to_owned();
                // {"alg":"none","typ":"at+jwt"}
                format!("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.{middle}.")
            }),
        ];
        for (case, token) in cases {
            assert_eq!(tokens.check(&token), Err(TokenError::Invalid), "{case}");
        }
    }
}
