//! Passwords as argon2id, never otherwise. Work is done off the async threads and a few at a time.

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use tokio::sync::Semaphore;

/// Shortest password taken when one is set, characters (NIST SP 800-63B and ASVS 5.0 6.2.1 ask for at least 8).
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Longest, characters.
pub const PASSWORD_CHARS_MAX: usize = 256;
/// Memory of one hash, KiB; passes; lanes. OWASP's first recommendation for argon2id.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes worked on at once: a burst of sign-ins waits and does not take the server's memory.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

#[derive(Debug, Error)]
pub enum PasswordError {
    #[error("a password has {PASSWORD_CHARS_MIN} to {PASSWORD_CHARS_MAX} characters; this one has {0}")]
    Length(usize),
    #[error("hashing failed")]
    Hash,
}

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Hash)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a new password.
pub async fn hash(password: SecretString) -> Result<String, PasswordError> {
    let chars = password.expose_secret().chars().count();
    if !(PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars) {
        return Err(PasswordError::Length(chars));
    }
    work(move || {
        let hash = argon2()?.hash_password(password.expose_secret().as_bytes()).map_err(|_| PasswordError::Hash)?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password fits. Without a stored hash the same work is done and the answer is no, so that the
/// time taken does not tell whether an account exists.
pub async fn fits(password: SecretString, stored: Option<String>) -> Result<bool, PasswordError> {
    work(move || {
        let argon2 = argon2()?;
        let bytes = password.expose_secret().as_bytes();
        let Some(stored) = stored else {
            argon2.hash_password(bytes).map_err(|_| PasswordError::Hash)?;
            return Ok(false);
        };
        let stored = PasswordHash::new(&stored).map_err(|_| PasswordError::Hash)?;
        Ok(argon2.verify_password(bytes, &stored).is_ok())
    })
    .await
}

async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PasswordError> + Send + 'static,
) -> Result<T, PasswordError> {
    let _permit = AT_ONCE.acquire().await.map_err(|_| PasswordError::Hash)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| PasswordError::Hash)?
}
