//! The chain of keyed digests over what is only ever added to: each row's digest covers the whole row and the digest
//! before it, under a key of the board itself. Whoever alters, takes out or slips in a row without that key is found
//! by [`crate::audit`].
//!
//! It must not know the database: what a row is made of, it is told field by field.

use aws_lc_rs::hmac;

use crate::sealing::Key;

/// The board's own key for its chains, by its name among the data keys.
pub const CHAIN_KEY: &str = "chain";
/// Length of a digest, bytes (HMAC-SHA-256).
pub const MAC_BYTES: usize = 32;

/// One row's digest.
pub type Mac = [u8; MAC_BYTES];

/// A field of a row, as it is written into the digest.
#[derive(Clone, Copy, Debug)]
pub enum Field<'a> {
    Number(i64),
    Text(&'a str),
    MaybeText(Option<&'a str>),
    MaybeBytes(Option<&'a [u8]>),
}

/// A board's key, ready for use.
pub struct Chain {
    key: hmac::Key,
    /// Used again for each row.
    buffer: Vec<u8>,
}

impl Chain {
    pub fn new(key: &Key) -> Self {
        Self { key: hmac::Key::new(hmac::HMAC_SHA256, key.bytes()), buffer: Vec::with_capacity(1_024) }
    }

    /// The digest of a row of `table` that stands after the one with the digest `before`; the first stands after none.
    /// `table` keeps the chains of one key apart.
    pub fn link(&mut self, table: &str, before: Option<&[u8]>, fields: &[Field<'_>]) -> Mac {
        let buffer = &mut self.buffer;
        buffer.clear();
        put(buffer, Some(table.as_bytes()));
        put(buffer, before);
        for field in fields {
            match field {
                Field::Number(number) => put(buffer, Some(&number.to_be_bytes())),
                Field::Text(text) => put(buffer, Some(text.as_bytes())),
                Field::MaybeText(text) => put(buffer, text.map(str::as_bytes)),
                Field::MaybeBytes(bytes) => put(buffer, *bytes),
            }
        }
        let mut mac = [0; MAC_BYTES];
        mac.copy_from_slice(hmac::sign(&self.key, buffer).as_ref());
        mac
    }
}

/// A sign that something is there, its length, itself: no two lists of fields give the same bytes.
fn put(buffer: &mut Vec<u8>, bytes: Option<&[u8]>) {
    let Some(bytes) = bytes else {
        buffer.push(0);
        return;
    };
    buffer.push(1);
    buffer.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    buffer.extend_from_slice(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(table: &str, before: Option<&[u8]>, fields: &[Field<'_>]) -> Mac {
        Chain::new(&Key::from_bytes(&[7; 32]).unwrap()).link(table, before, fields)
    }

    #[test]
    fn the_digest_stays_what_it_is() {
        // Written by an earlier version: rows of today must verify for ever.
        let mac = link("event", None, &[Field::Number(1), Field::Text("wren"), Field::MaybeBytes(None)]);
        assert_eq!(crate::sealing::hex(&mac), "2779b39f8b3e0f2b9795558a102c3bd9c8169471ae33eed3f4a7c30063013bbf");
    }

    #[test]
    fn what_moves_from_one_field_to_the_next_is_noticed() {
        let pairs = [("ab", "c"), ("a", "bc"), ("", "abc"), ("abc", "")];
        let macs: std::collections::HashSet<_> =
            pairs.iter().map(|(left, right)| link("event", None, &[Field::Text(left), Field::Text(right)])).collect();
        assert_eq!(macs.len(), pairs.len());
    }

    #[test]
    fn nothing_and_an_empty_text_are_two_things() {
        let (nothing, empty) = (Field::MaybeText(None), Field::MaybeText(Some("")));
        assert_ne!(link("event", None, &[nothing]), link("event", None, &[empty]));
        assert_ne!(link("event", None, &[]), link("event", Some(&[]), &[]));
    }

    #[test]
    fn table_key_and_the_digest_before_all_count() {
        let fields = [Field::Number(2)];
        let here = link("event", Some(&[1; 32]), &fields);
        assert_ne!(here, link("ledger", Some(&[1; 32]), &fields));
        assert_ne!(here, link("event", Some(&[2; 32]), &fields));
        assert_ne!(here, Chain::new(&Key::from_bytes(&[8; 32]).unwrap()).link("event", Some(&[1; 32]), &fields));
    }
}
