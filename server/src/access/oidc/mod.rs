//! Sign-in through the force's identity provider: OpenID Connect, code flow with PKCE, state and nonce.
//!
//! It must not know accounts: it says who somebody is to the provider, and what their groups are good for.

pub mod groups;
mod http;
mod logout;

use std::{collections::HashMap, sync::Arc};

use alongside_protocol::Millis;
use arc_swap::ArcSwapOption;
use jsonwebtoken::jwk::JwkSet;
use openidconnect::{
    AccessTokenHash, AdditionalClaims, AuthenticationFlow, AuthorizationCode, ClaimsVerificationError, Client,
    ClientId, ClientSecret, CsrfToken, EmptyExtraTokenFields, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    IdTokenClaims, IdTokenFields, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, RequestTokenError, Scope, StandardErrorResponse, StandardTokenResponse, TokenResponse,
    core::{
        CoreAuthDisplay, CoreAuthPrompt, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
        CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreResponseType,
        CoreRevocableToken, CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
    },
};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use groups::{Grants, GroupMap};
use http::Http;
pub use logout::Logout;

/// How long what the provider says of itself, its keys included, is taken for true, ms.
const KNOWN_MS: Millis = 10 * 60_000;
/// A key that is not among the known ones has them asked for again, at most so often, ms: keys are changed.
const ASKED_AGAIN_MS: Millis = 10_000;
/// Groups that are read of one person. More are not looked at.
const GROUPS_MAX: usize = 1_000;

#[derive(Debug, Error)]
pub enum OidcError {
    /// Nothing is known against the person.
    #[error("the identity provider does not answer: {0}")]
    Away(String),
    #[error("the identity provider's answer does not hold: {0}")]
    Refused(&'static str),
    #[error("signed with a key that the identity provider does not name")]
    UnknownKey,
    #[error("none of the person's groups is good for a board")]
    NoBoard,
}

/// The provider as the configuration names it. Printing it shows no secret.
#[derive(Clone, Debug)]
pub struct Settings {
    pub issuer: String,
    pub client_id: String,
    pub client_secret: SecretString,
    /// What stands on the button.
    pub name: String,
    pub groups_claim: String,
    pub groups: GroupMap,
    /// Where the provider sends the browser back to.
    pub callback: String,
}

/// What a sign-in that has begun is known by again. Kept by the browser, sealed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Begun {
    pub state: String,
    nonce: String,
    verifier: String,
    pub at: Millis,
}

/// Who somebody is to the provider.
#[derive(Clone, Debug)]
pub struct Person {
    pub issuer: String,
    pub subject: String,
    pub username: String,
    pub name: String,
    pub sid: Option<String>,
    pub grants: Grants,
}

/// Claims that the standard does not name, or that only the logout needs.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Further {
    #[serde(flatten)]
    all: HashMap<String, Value>,
}

impl AdditionalClaims for Further {}

type Claims = IdTokenClaims<Further, CoreGenderClaim>;
type Fields = IdTokenFields<
    Further,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
type Answer = StandardTokenResponse<Fields, CoreTokenType>;
type RelyingParty = Client<
    Further,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Answer,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Signatures of an ID token that are taken: by a key pair, whatever the provider says that it can do.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// What the provider says of itself.
struct Known {
    party: RelyingParty,
    keys: JwkSet,
    at: Millis,
}

pub struct Oidc {
    settings: Settings,
    http: Http,
    known: ArcSwapOption<Known>,
}

impl Oidc {
    /// Asks nothing yet: the server starts while the provider is away.
    pub fn new(settings: Settings) -> Result<Self, reqwest::Error> {
        Ok(Self { settings, http: Http::new()?, known: ArcSwapOption::empty() })
    }

    pub fn name(&self) -> &str {
        &self.settings.name
    }

    /// Where to send the browser, and what to know it by when it comes back.
    pub async fn begin(&self, now: Millis) -> Result<(String, Begun), OidcError> {
        let known = self.known(now, KNOWN_MS).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = known
            .party
            .authorize_url(
                AuthenticationFlow::<CoreResponseType>::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let begun = Begun {
            state: state.into_secret(),
            nonce: nonce.secret().clone(),
            verifier: verifier.into_secret(),
            at: now,
        };
        Ok((url.to_string(), begun))
    }

    /// The code for a person. `begun` was this browser's own and its state was compared already.
    pub async fn finish(&self, begun: Begun, code: String, now: Millis) -> Result<Person, OidcError> {
        let known = self.known(now, KNOWN_MS).await?;
        let request = known
            .party
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|_| OidcError::Refused("no token endpoint"))?
            .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier));
        let answer = request.request_async(&self.http).await.map_err(|error| match error {
            RequestTokenError::Request(error) => OidcError::Away(error.to_string()),
            _ => OidcError::Refused("the code is not good for a token"),
        })?;
        let nonce = Nonce::new(begun.nonce);
        match verified(&known, &answer, &nonce) {
            Err(OidcError::UnknownKey) if now - known.at > ASKED_AGAIN_MS => {
                let known = self.known(now, ASKED_AGAIN_MS).await?;
                self.person(verified(&known, &answer, &nonce)?)
            }
            claims => self.person(claims?),
        }
    }

    fn person(&self, claims: &Claims) -> Result<Person, OidcError> {
        let further = &claims.additional_claims().all;
        let text = |key: &str| further.get(key).and_then(Value::as_str).map(ToOwned::to_owned);
        let groups: Vec<String> = match further.get(&self.settings.groups_claim) {
            Some(Value::Array(all)) => {
                all.iter().take(GROUPS_MAX).filter_map(|group| group.as_str().map(ToOwned::to_owned)).collect()
            }
            Some(Value::String(one)) => vec![one.clone()],
            _ => Vec::new(),
        };
        let grants = self.settings.groups.grants(&groups).ok_or(OidcError::NoBoard)?;
        let subject = claims.subject().to_string();
        let username = claims.preferred_username().map_or_else(|| subject.clone(), |name| name.to_string());
        let name =
            claims.name().and_then(|name| name.get(None)).map_or_else(|| username.clone(), |name| name.to_string());
        // Compared with the token's own already.
        let issuer = self.settings.issuer.clone();
        Ok(Person { issuer, subject, username, name, sid: text("sid"), grants })
    }

    /// What a logout token says.
    pub async fn logout(&self, token: &str, now: Millis) -> Result<Logout, OidcError> {
        let check =
            |known: &Known| logout::check(token, &known.keys, &self.settings.issuer, &self.settings.client_id, now);
        let known = self.known(now, KNOWN_MS).await?;
        match check(&known) {
            Err(OidcError::UnknownKey) if now - known.at > ASKED_AGAIN_MS => {
                check(self.known(now, ASKED_AGAIN_MS).await?.as_ref())
            }
            answer => answer,
        }
    }

    pub fn issuer(&self) -> &str {
        &self.settings.issuer
    }

    /// What the provider says of itself, asked for where what is known is older than that.
    async fn known(&self, now: Millis, age_ms: Millis) -> Result<Arc<Known>, OidcError> {
        if let Some(known) = self.known.load_full().filter(|known| now - known.at <= age_ms) {
            return Ok(known);
        }
        let settings = &self.settings;
        let away = |what: &dyn std::fmt::Display| OidcError::Away(what.to_string());
        let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| away(&error))?;
        let metadata = CoreProviderMetadata::discover_async(issuer, &self.http).await.map_err(|error| away(&error))?;
        let keys =
            serde_json::to_value(metadata.jwks()).and_then(serde_json::from_value).map_err(|error| away(&error))?;
        let callback = RedirectUrl::new(settings.callback.clone()).map_err(|error| away(&error))?;
        let secret = ClientSecret::new(settings.client_secret.expose_secret().to_owned());
        let party: RelyingParty =
            Client::from_provider_metadata(metadata, ClientId::new(settings.client_id.clone()), Some(secret))
                .set_redirect_uri(callback);
        let known = Arc::new(Known { party, keys, at: now });
        self.known.store(Some(Arc::clone(&known)));
        Ok(known)
    }
}

/// The claims of an ID token that holds: signature, issuer, audience, times, nonce, and the access token beside it.
fn verified<'a>(known: &Known, answer: &'a Answer, nonce: &Nonce) -> Result<&'a Claims, OidcError> {
    let token = answer.id_token().ok_or(OidcError::Refused("no ID token"))?;
    let verifier = known.party.id_token_verifier().set_allowed_algs(SIGNATURES);
    let claims = token.claims(&verifier, nonce).map_err(|error| {
        tracing::warn!(kind = kind(&error), "an ID token does not hold");
        match error {
            ClaimsVerificationError::SignatureVerification(_) => OidcError::UnknownKey,
            _ => OidcError::Refused("an ID token that does not hold"),
        }
    })?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = token.signing_alg().map_err(|_| OidcError::Refused("no signature"))?;
        let key = token.signing_key(&verifier).map_err(|_| OidcError::UnknownKey)?;
        let actual = AccessTokenHash::from_token(answer.access_token(), algorithm, key)
            .map_err(|_| OidcError::Refused("a token hash that cannot be made"))?;
        if actual != *expected {
            return Err(OidcError::Refused("an access token of another sign-in"));
        }
    }
    Ok(claims)
}

/// Which check failed, without what was in the token.
fn kind(error: &ClaimsVerificationError) -> &'static str {
    use ClaimsVerificationError as Error;
    match error {
        Error::Expired(_) => "expired",
        Error::InvalidAudience(_) => "audience",
        Error::InvalidIssuer(_) => "issuer",
        Error::InvalidNonce(_) => "nonce",
        Error::InvalidSubject(_) => "subject",
        Error::SignatureVerification(_) => "signature",
        _ => "other",
    }
}
