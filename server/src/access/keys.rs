//! The key under which secrets of accounts lie, and by which names and addresses are compared without being kept.
//!
//! It is a data key like those of incidents: wrapped by the master key, and wrapped anew when that changes.

use alongside_protocol::BoardId;

use crate::{
    journal::{JournalError, keys::DataKeys},
    sealing::{Key, SealError},
};

/// Stands where a data key has its board. No board can be called so.
const PLACE: &str = "#accounts";
const NAME: &str = "secrets";

/// Printing it shows nothing.
#[derive(Clone, Debug)]
pub struct AccountKeys(Key);

impl AccountKeys {
    /// Opens the key, or makes it on the first start.
    pub async fn open(keys: &DataKeys) -> Result<Self, JournalError> {
        Ok(Self(keys.named(&BoardId::from(PLACE), NAME).await?))
    }

    /// Encrypts; opens only in the same context.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.seal(context, plain)
    }

    pub fn unseal(&self, context: &str, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        self.0.open(context, sealed)
    }

    /// A keyed digest of one kind of text: the same text of another kind has another one.
    pub fn digest(&self, kind: &str, text: &str) -> String {
        self.0.digest(format!("{kind}\0{text}").as_bytes())
    }
}
