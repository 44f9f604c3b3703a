//! Personal texts, encrypted before they reach journal, live state or backup (I10).
//!
//! A record is written with every [`Private`](alongside_protocol::Private) marked; [`lift`] takes those
//! texts out of it, in order, and leaves their places; the list is encrypted with the data key of the
//! incident (AES-256-GCM). Data keys are wrapped by one master key. Destroying a data key erases.

use std::{fmt, path::Path};

use alongside_protocol::private::{ERASED_KEY, PRIVATE_KEY, marked};
use aws_lc_rs::{
    aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey, Tag},
    digest, hmac,
    rand::{SecureRandom, SystemRandom},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use thiserror::Error;
use zeroize::ZeroizeOnDrop;

/// Length of master and data keys, bytes.
pub const KEY_BYTES: usize = 32;

#[derive(Debug, Error)]
pub enum SealError {
    #[error("a record could not be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
    #[error("encryption failed")]
    Crypto,
    #[error("a sealed record does not open: wrong key, or altered")]
    Altered,
    #[error("the key file {file} cannot be used: {why}")]
    KeyFile { file: String, why: String },
}

/// A symmetric key. Printing it shows nothing; letting go of it overwrites it.
#[derive(Clone, ZeroizeOnDrop)]
pub struct Key([u8; KEY_BYTES]);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[key]")
    }
}

impl Key {
    pub fn random() -> Result<Self, SealError> {
        let mut bytes = [0; KEY_BYTES];
        SystemRandom::new().fill(&mut bytes).map_err(|_| SealError::Crypto)?;
        Ok(Self(bytes))
    }

    /// Reads a key file of 64 hexadecimal digits; with `create`, makes it (mode 0600) when absent.
    pub fn from_file(file: &Path, create: bool) -> Result<Self, SealError> {
        let fault = |why: String| SealError::KeyFile { file: file.display().to_string(), why };
        match std::fs::read_to_string(file) {
            Ok(text) => {
                let bytes =
                    hex_decode(text.trim()).ok_or_else(|| fault("64 hexadecimal digits are needed".to_owned()))?;
                Ok(Self(bytes))
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && create => {
                let key = Self::random()?;
                write_private(file, &hex(&key.0)).map_err(|error| fault(error.to_string()))?;
                Ok(key)
            }
            Err(error) => Err(fault(error.to_string())),
        }
    }

    /// From 64 hexadecimal digits.
    pub fn from_hex(text: &str) -> Option<Self> {
        hex_decode(text).map(Self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealError> {
        bytes.try_into().map(Self).map_err(|_| SealError::Altered)
    }

    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Encrypts; the nonce stands in front. `context` must be the same when opening.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let key = RandomizedNonceKey::new(&AES_256_GCM, &self.0).map_err(|_| SealError::Crypto)?;
        let mut body = plain.to_vec();
        let (nonce, tag): (Nonce, Tag) =
            key.seal_in_place_separate_tag(Aad::from(context.as_bytes()), &mut body).map_err(|_| SealError::Crypto)?;
        let mut sealed = Vec::with_capacity(NONCE_LEN + body.len() + tag.as_ref().len());
        sealed.extend_from_slice(nonce.as_ref());
        sealed.extend_from_slice(&body);
        sealed.extend_from_slice(tag.as_ref());
        Ok(sealed)
    }

    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let (nonce, body) = sealed.split_at_checked(NONCE_LEN).ok_or(SealError::Altered)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Altered)?;
        let key = RandomizedNonceKey::new(&AES_256_GCM, &self.0).map_err(|_| SealError::Crypto)?;
        let mut body = body.to_vec();
        let plain =
            key.open_in_place(nonce, Aad::from(context.as_bytes()), &mut body).map_err(|_| SealError::Altered)?;
        Ok(plain.to_vec())
    }

    /// A keyed digest, for comparing without keeping the text.
    pub fn digest(&self, text: &[u8]) -> String {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &self.0);
        hex(hmac::sign(&key, text).as_ref())
    }
}

/// A record in two parts: what anybody with the database may read, and the sealed rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    pub body: String,
    pub sealed: Option<Vec<u8>>,
}

/// Splits a record and seals its personal texts with `key`. `context` binds the parts to their place.
pub fn seal<T: Serialize>(record: &T, key: Option<&Key>, context: &str) -> Result<Sealed, SealError> {
    let mut value = marked(record)?;
    let mut texts = Vec::new();
    lift(&mut value, &mut texts);
    let body = serde_json::to_string(&value)?;
    if texts.is_empty() {
        return Ok(Sealed { body, sealed: None });
    }
    // A personal text without an incident to seal it under is a fault of the code, never written readable.
    let key = key.ok_or(SealError::Crypto)?;
    let sealed = key.seal(context, &serde_json::to_vec(&texts)?)?;
    Ok(Sealed { body, sealed: Some(sealed) })
}

/// A record whose texts are gone with their key: what is left of it, as it will be read from now on.
pub fn without_texts<T: Serialize>(record: &T) -> Result<Sealed, SealError> {
    let mut value = marked(record)?;
    lift(&mut value, &mut Vec::new());
    put_back(&mut value, None);
    Ok(Sealed { body: serde_json::to_string(&value)?, sealed: None })
}

/// Puts a record together again. Without the key its personal texts read as erased.
pub fn open<T: DeserializeOwned>(parts: &Sealed, key: Option<&Key>, context: &str) -> Result<T, SealError> {
    let mut value: Value = serde_json::from_str(&parts.body)?;
    if let Some(sealed) = &parts.sealed {
        let texts: Option<Vec<String>> = match key {
            Some(key) => Some(serde_json::from_slice(&key.open(context, sealed)?)?),
            None => None,
        };
        put_back(&mut value, texts.as_deref());
    }
    Ok(serde_json::from_value(value)?)
}

/// Takes every marked text out of `value`, in order, and leaves `{"$private": index}` in its place.
fn lift(value: &mut Value, texts: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            if map.len() == 1
                && let Some(Value::String(text)) = map.get_mut(PRIVATE_KEY)
            {
                texts.push(std::mem::take(text));
                map.insert(PRIVATE_KEY.to_owned(), Value::from(texts.len() - 1));
                return;
            }
            map.values_mut().for_each(|inner| lift(inner, texts));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| lift(inner, texts)),
        _ => {}
    }
}

fn put_back(value: &mut Value, texts: Option<&[String]>) {
    match value {
        Value::Object(map) => {
            if map.len() == 1
                && let Some(Value::Number(index)) = map.get(PRIVATE_KEY)
            {
                let text = texts.and_then(|texts| texts.get(index.as_u64()? as usize));
                let (key, stands) = text
                    .map_or_else(|| (ERASED_KEY, Value::Bool(true)), |text| (PRIVATE_KEY, Value::String(text.clone())));
                *value = Value::Object(Map::from_iter([(key.to_owned(), stands)]));
                return;
            }
            map.values_mut().for_each(|inner| put_back(inner, texts));
        }
        Value::Array(items) => items.iter_mut().for_each(|inner| put_back(inner, texts)),
        _ => {}
    }
}

/// SHA-256 of a text, hexadecimal: for tokens, which are random already.
pub fn sha256(text: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, text).as_ref())
}

pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    bytes.iter().flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]).collect()
}

fn hex_decode(text: &str) -> Option<[u8; KEY_BYTES]> {
    let mut bytes = [0; KEY_BYTES];
    if text.len() != KEY_BYTES * 2 || !text.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(index * 2..index * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

/// Writes a secret that only the owner may read. Never over an existing file.
pub fn write_private(file: &Path, text: &str) -> std::io::Result<()> {
    use std::{io::Write, os::unix::fs::OpenOptionsExt};
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut open = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
    writeln!(open, "{text}")?;
    open.sync_all()
}

#[cfg(test)]
mod tests {
    use alongside_protocol::Private;
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Record {
        grade: String,
        name: Private,
        notes: Vec<Private>,
    }

    fn record() -> Record {
        Record { grade: "1".into(), name: "Canary Name".into(), notes: vec!["Canary One".into(), "Canary Two".into()] }
    }

    #[test]
    fn i10_nothing_personal_is_left_readable() {
        let key = Key::random().unwrap();
        let parts = seal(&record(), Some(&key), "board/1").unwrap();
        assert!(parts.body.contains("\"grade\":\"1\""));
        assert!(!parts.body.contains("Canary"));
        assert!(!String::from_utf8_lossy(parts.sealed.as_ref().unwrap()).contains("Canary"));
        assert_eq!(open::<Record>(&parts, Some(&key), "board/1").unwrap(), record());
    }

    #[test]
    fn without_the_key_the_rest_still_reads() {
        let key = Key::random().unwrap();
        let parts = seal(&record(), Some(&key), "board/1").unwrap();
        let read: Record = open(&parts, None, "board/1").unwrap();
        assert_eq!(read.grade, "1");
        assert_eq!(read.name.reveal(), "[erased]");
    }

    #[test]
    fn another_place_or_another_byte_does_not_open() {
        let key = Key::random().unwrap();
        let mut parts = seal(&record(), Some(&key), "board/1").unwrap();
        assert!(matches!(open::<Record>(&parts, Some(&key), "board/2"), Err(SealError::Altered)));
        parts.sealed.as_mut().unwrap()[20] ^= 1;
        assert!(matches!(open::<Record>(&parts, Some(&key), "board/1"), Err(SealError::Altered)));
    }

    #[test]
    fn a_personal_text_without_a_key_is_never_written() {
        assert!(seal(&record(), None, "board/1").is_err());
    }
}
