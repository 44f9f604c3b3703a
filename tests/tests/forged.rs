//! Tokens that nobody may accept (RFC 8725), tried over HTTP and at the WebSocket's door of the real binary.

use alongside_tests::{
    Result,
    http::{problem, refused},
    people::{BOARD, Person},
    screen::{Dial, dial, now_ms},
    server::Server,
    stand::{Engines, Stand},
};
use anyhow::{Context, bail, ensure};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use reqwest::Response;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Error;

/// The key with which the server signs, as its operator could read it.
fn signing_key(server: &Server) -> Result<Vec<u8>> {
    let key = std::fs::read_to_string(server.settings.data_dir.join("keys/token.key"))?;
    let digits = key.trim().as_bytes().chunks(2);
    Ok(digits.filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect())
}

fn claims(change: impl FnOnce(&mut Value)) -> Value {
    let now = now_ms() / 1_000;
    let mut claims = json!({
        "iss": "alongside", "aud": "alongside", "sub": "u1", "sid": "s1", "iat": now, "nbf": now, "exp": now + 60,
        "name": "Forged", "roles": ["support_worker"], "boards": [BOARD],
    });
    change(&mut claims);
    claims
}

fn remove(claim: &str) -> impl FnOnce(&mut Value) {
    move |claims| drop(claims.as_object_mut().map(|claims| claims.remove(claim)))
}

fn set(claim: &str, value: impl Into<Value>) -> impl FnOnce(&mut Value) {
    move |claims| claims[claim] = value.into()
}

fn header(kind: Option<&str>, algorithm: Algorithm) -> Header {
    Header { typ: kind.map(ToOwned::to_owned), ..Header::new(algorithm) }
}

async fn get_as(server: &Server, token: &str) -> Result<Response> {
    Ok(server.http.get(server.url("/api/v1/session")).bearer_auth(token).send().await?)
}

/// Status of a refused upgrade.
async fn at_the_door(server: &Server, token: &str) -> Result<u16> {
    match dial(server, &Dial::bearer(token)).await {
        Err(Error::Http(answer)) => Ok(answer.status().as_u16()),
        Err(error) => Err(error.into()),
        Ok(_) => bail!("let in"),
    }
}

#[tokio::test]
async fn fault_27_forged_and_stale_tokens_are_refused_over_http_and_before_the_upgrade() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let key = signing_key(server)?;
    let own = EncodingKey::from_secret(&key);
    let good = server.token(&person).await?;
    let now = now_ms() / 1_000;
    let kind = Some("at+jwt");
    let sign = |claims: Value| encode(&header(kind, Algorithm::HS256), &claims, &own);
    let as_is = |header: &Header, key: &EncodingKey| encode(header, &claims(|_| {}), key);
    let mut with_key = header(kind, Algorithm::HS256);
    with_key.jku = Some("https://evil.example/keys".to_owned());
    let (body, signature) = good.rsplit_once('.').context("a token has three parts")?;
    let middle = body.rsplit_once('.').context("a body")?.1;
    // {"alg":"none","typ":"at+jwt"} and {"alg":"HS256","typ":"at+jwt","crit":["exp"]}
    let (none, critical) =
        ("eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0", "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCIsImNyaXQiOlsiZXhwIl19");
    let forged: Vec<(&str, &str, String)> = vec![
        ("nonsense", "token_invalid", "nonsense".to_owned()),
        ("nothing", "token_invalid", "..".to_owned()),
        ("no signature", "token_invalid", format!("{body}.")),
        ("another signature", "token_invalid", format!("{body}.{}", signature.chars().rev().collect::<String>())),
        ("alg none", "token_invalid", format!("{none}.{middle}.")),
        ("alg none and a signature", "token_invalid", format!("{none}.{middle}.{signature}")),
        ("another header under the old signature", "token_invalid", format!("{critical}.{middle}.{signature}")),
        ("another key", "token_invalid", as_is(&header(kind, Algorithm::HS256), &EncodingKey::from_secret(b"other"))?),
        ("an empty key", "token_invalid", as_is(&header(kind, Algorithm::HS256), &EncodingKey::from_secret(b""))?),
        ("HS384", "token_invalid", as_is(&header(kind, Algorithm::HS384), &own)?),
        ("HS512", "token_invalid", as_is(&header(kind, Algorithm::HS512), &own)?),
        ("type JWT", "token_invalid", as_is(&header(Some("JWT"), Algorithm::HS256), &own)?),
        ("type of a logout", "token_invalid", as_is(&header(Some("logout+jwt"), Algorithm::HS256), &own)?),
        ("no type", "token_invalid", as_is(&header(None, Algorithm::HS256), &own)?),
        ("other audience", "token_invalid", sign(claims(set("aud", "elsewhere")))?),
        ("no audience", "token_invalid", sign(claims(remove("aud")))?),
        ("other issuer", "token_invalid", sign(claims(set("iss", "elsewhere")))?),
        ("no issuer", "token_invalid", sign(claims(remove("iss")))?),
        ("no subject", "token_invalid", sign(claims(remove("sub")))?),
        ("no session", "token_invalid", sign(claims(remove("sid")))?),
        ("exp as text", "token_invalid", sign(claims(set("exp", "9999999999")))?),
        ("no exp", "token_invalid", sign(claims(remove("exp")))?),
        ("nbf as text", "token_invalid", sign(claims(set("nbf", "0")))?),
        ("no nbf", "token_invalid", sign(claims(remove("nbf")))?),
        ("not yet", "token_invalid", sign(claims(set("nbf", now + 60)))?),
        ("a role that there is not", "token_invalid", sign(claims(set("roles", json!(["gardener"]))))?),
        ("expired a second ago", "token_expired", sign(claims(set("exp", now - 1)))?),
        (
            "an opaque one that nobody issued",
            "token_invalid",
            format!("alongside_{}_{}", "0".repeat(32), "0".repeat(64)),
        ),
        ("the beginning of an opaque one", "token_invalid", "alongside_".to_owned()),
    ];
    ensure!(
        get_as(server, &sign(claims(|_| {}))?).await?.status().is_success(),
        "the forger's tools work: a whole one passes"
    );
    // A header that names a key of one's own is not followed; the token is as good as its signature.
    ensure!(get_as(server, &as_is(&with_key, &own)?).await?.status().is_success());
    let evil = EncodingKey::from_secret(b"evil");
    assert_eq!(problem(get_as(server, &as_is(&with_key, &evil)?).await?).await?, refused(401, "token_invalid"));
    for (case, code, token) in &forged {
        assert_eq!(problem(get_as(server, token).await?).await?, refused(401, code), "{case}");
        assert_eq!(at_the_door(server, token).await.with_context(|| (*case).to_owned())?, 401, "{case}");
    }
    Ok(())
}
