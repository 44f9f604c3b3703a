//! Passwords as argon2id, never otherwise. Work is done off the async threads and a few at a time.

use std::sync::Arc;

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use tokio::sync::Semaphore;

use super::breached::Breached;

/// Shortest password taken when one is set, characters (NIST SP 800-63B and ASVS 5.0 6.2.1 ask for at least 8).
pub const PASSWORD_CHARS_MIN: usize = 12;
/// Longest, characters.
pub const PASSWORD_CHARS_MAX: usize = 256;
/// What must be left of a password without the words that anybody would try first, characters (ASVS 5.0 6.2.11).
const OWN_CHARS_MIN: usize = 8;
/// Shorter parts of a name are in too many words to count against a password, characters.
const WORD_CHARS_MIN: usize = 3;
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
    #[error(
        "this password is little more than the person's name, the user name or \"alongside\"; without them it needs {OWN_CHARS_MIN} characters"
    )]
    Guessable,
    #[error("this password is on the list of those known from breaches; choose another")]
    Breached,
    #[error("the list of breached passwords cannot be read: {0}")]
    List(#[source] std::io::Error),
    #[error("hashing failed")]
    Hash,
}

fn argon2() -> Result<Argon2<'static>, PasswordError> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| PasswordError::Hash)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Hashes a new password, unless it is a poor one for this person.
pub async fn hash(
    password: SecretString,
    username: &str,
    name: &str,
    breached: Option<Arc<Breached>>,
) -> Result<String, PasswordError> {
    let text = password.expose_secret();
    let chars = text.chars().count();
    if !(PASSWORD_CHARS_MIN..=PASSWORD_CHARS_MAX).contains(&chars) {
        return Err(PasswordError::Length(chars));
    }
    if own_chars(text, username, name) < OWN_CHARS_MIN {
        return Err(PasswordError::Guessable);
    }
    work(move || {
        if let Some(list) = breached
            && list.holds(password.expose_secret()).map_err(PasswordError::List)?
        {
            return Err(PasswordError::Breached);
        }
        let hash = argon2()?.hash_password(password.expose_secret().as_bytes()).map_err(|_| PasswordError::Hash)?;
        Ok(hash.to_string())
    })
    .await
}

/// Letters and digits of a password that are left without the words that anybody would try first.
fn own_chars(password: &str, username: &str, name: &str) -> usize {
    let plain = |text: &str| text.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect::<String>();
    let mut left = plain(password);
    let mut words: Vec<String> =
        [username, "alongside"].into_iter().chain(name.split_whitespace()).map(plain).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words.iter().filter(|word| word.chars().count() >= WORD_CHARS_MIN) {
        left = left.replace(word.as_str(), "");
    }
    left.chars().count()
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
    // The permit goes with the work: whoever hangs up does not make room for more of it.
    let permit = AT_ONCE.acquire().await.map_err(|_| PasswordError::Hash)?;
    let permitted = move || {
        let _permit = permit;
        work()
    };
    tokio::task::spawn_blocking(permitted).await.map_err(|_| PasswordError::Hash)?
}

#[cfg(test)]
mod tests {
    use super::own_chars;

    #[test]
    fn words_that_anybody_would_try_do_not_count() {
        for (password, left) in [
            ("linnet-on-the-quay", 9),
            ("Linnet.Linnet.2026", 4),
            ("alongside-Alongside", 0),
            ("hawthorn linnet alongside", 0),
            ("four words of my own", 16),
        ] {
            assert_eq!(own_chars(password, "linnet", "A. Hawthorn"), left, "{password}");
        }
    }
}
