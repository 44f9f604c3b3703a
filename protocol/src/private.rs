//! Text about a person. It cannot be printed by accident, and it can be told apart when sealed.
//!
//! On the wire a [`Private`] is a plain string. While [`marked`] runs, it is written as
//! `{"$private": "…"}` instead, so that the sealing layer can lift every personal text out of a record
//! without knowing the record's shape. Reading accepts both forms, and `{"$erased": true}`, which is
//! what is left when the key is gone.

use std::{borrow::Cow, cell::Cell, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::SerializeMap,
};
use ts_rs::{Config, TS};

/// The key that marks a personal text inside a record that is about to be sealed.
pub const PRIVATE_KEY: &str = "$private";
/// The key that stands where a personal text was, once its data key is destroyed.
pub const ERASED_KEY: &str = "$erased";
/// What stands where a text was whose key is destroyed.
const ERASED_TEXT: &str = "[erased]";

thread_local! {
    static MARKING: Cell<bool> = const { Cell::new(false) };
}

/// Text about a person: a name, a number, an address, a remark.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Private(String);

impl Private {
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself. The name is long so that its uses can be found and questioned.
    /// Whether its key was destroyed: then there is nothing to reveal.
    pub fn is_erased(&self) -> bool {
        self.0 == ERASED_TEXT
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Private {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Private {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[private]")
    }
}

/// Serialises with every [`Private`] marked. Runs to its end on this thread; never holds across an await.
pub fn marked<T: Serialize>(value: &T) -> serde_json::Result<serde_json::Value> {
    struct Unmark;
    impl Drop for Unmark {
        fn drop(&mut self) {
            MARKING.set(false);
        }
    }
    MARKING.set(true);
    let _unmark = Unmark;
    serde_json::to_value(value)
}

impl Serialize for Private {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if MARKING.get() {
            let mut map = serializer.serialize_map(Some(1))?;
            map.serialize_entry(PRIVATE_KEY, &self.0)?;
            map.end()
        } else {
            serializer.serialize_str(&self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Private {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Private;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Private, E> {
                Ok(Private(text.to_owned()))
            }

            fn visit_string<E: de::Error>(self, text: String) -> Result<Private, E> {
                Ok(Private(text))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Private, A::Error> {
                let Some(key) = map.next_key::<String>()? else {
                    return Err(de::Error::custom("an empty object where a string is expected"));
                };
                match key.as_str() {
                    PRIVATE_KEY => Ok(Private(map.next_value()?)),
                    ERASED_KEY => {
                        let _: bool = map.next_value()?;
                        Ok(Private(ERASED_TEXT.to_owned()))
                    }
                    _ => Err(de::Error::custom("an object where a string is expected")),
                }
            }
        }
        deserializer.deserialize_any(Text)
    }
}

impl TS for Private {
    type WithoutGenerics = Self;
    type OptionInnerType = Self;

    fn name(_: &Config) -> String {
        "string".to_owned()
    }

    fn inline(_: &Config) -> String {
        "string".to_owned()
    }
}

impl JsonSchema for Private {
    fn schema_name() -> Cow<'static, str> {
        "Private".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "description": "Text about a person. Sealed at rest." })
    }

    fn inline_schema() -> bool {
        true
    }
}

/// `serialize_with` for a field that is wholly about a person but of another type than [`Private`]: plain on the wire,
/// and sealed as one text at rest.
pub fn whole<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    if MARKING.get() {
        let text = serde_json::to_string(value).map_err(serde::ser::Error::custom)?;
        Private(text).serialize(serializer)
    } else {
        value.serialize(serializer)
    }
}

/// The `deserialize_with` beside [`whole`]: the default where the key is gone.
pub fn read_whole<'de, T, D>(deserializer: D) -> Result<T, D::Error>
where
    T: de::DeserializeOwned + Default,
    D: Deserializer<'de>,
{
    use serde_json::Value;
    let read = |text: &str| serde_json::from_str(text).map_err(de::Error::custom);
    match Value::deserialize(deserializer)? {
        Value::Object(map) if map.len() == 1 && map.contains_key(ERASED_KEY) => Ok(T::default()),
        Value::Object(map) if map.len() == 1 && map.contains_key(PRIVATE_KEY) => {
            read(map[PRIVATE_KEY].as_str().unwrap_or_default())
        }
        plain => serde_json::from_value(plain).map_err(de::Error::custom),
    }
}

/// A whole value that is about a person, such as the answers of a risk assessment. Plain on the wire; sealed as one
/// text at rest; its default where the key is gone.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret<T>(pub T);

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[private]")
    }
}

impl<T: Serialize> Serialize for Secret<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if MARKING.get() {
            let text = serde_json::to_string(&self.0).map_err(serde::ser::Error::custom)?;
            Private(text).serialize(serializer)
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de, T: de::DeserializeOwned + Default> Deserialize<'de> for Secret<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde_json::Value;
        let text = match Value::deserialize(deserializer)? {
            Value::String(text) => text,
            Value::Object(map) if map.len() == 1 && map.contains_key(ERASED_KEY) => return Ok(Self::default()),
            Value::Object(map) if map.len() == 1 && map.contains_key(PRIVATE_KEY) => {
                map[PRIVATE_KEY].as_str().unwrap_or_default().to_owned()
            }
            plain => return serde_json::from_value(plain).map(Self).map_err(de::Error::custom),
        };
        serde_json::from_str(&text).map(Self).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_never_shows_the_text() {
        assert_eq!(format!("{:?}", Private::from("Canary Name")), "[private]");
    }

    #[test]
    fn plain_on_the_wire_and_marked_for_sealing() {
        let text = Private::from("Canary Name");
        assert_eq!(serde_json::to_string(&text).unwrap(), "\"Canary Name\"");
        let value = marked(&text).unwrap();
        assert_eq!(value, serde_json::json!({ "$private": "Canary Name" }));
        assert_eq!(serde_json::from_value::<Private>(value).unwrap(), text);
        assert_eq!(serde_json::to_string(&text).unwrap(), "\"Canary Name\"", "the mark ends with the call");
    }

    #[test]
    fn a_secret_value_is_plain_on_the_wire_one_text_when_marked_and_nothing_once_erased() {
        let secret = Secret(std::collections::BTreeMap::from([("weapon".to_owned(), 1)]));
        assert_eq!(serde_json::to_string(&secret).unwrap(), r#"{"weapon":1}"#);
        assert_eq!(format!("{secret:?}"), "[private]");
        let value = marked(&secret).unwrap();
        assert_eq!(value, serde_json::json!({ "$private": r#"{"weapon":1}"# }));
        // As the sealing layer gives it back: marked, put back as a text, or erased.
        for form in [value, serde_json::json!(r#"{"weapon":1}"#), serde_json::json!({ "weapon": 1 })] {
            assert_eq!(
                serde_json::from_value::<Secret<std::collections::BTreeMap<String, i32>>>(form).unwrap(),
                secret
            );
        }
        let erased = serde_json::json!({ "$erased": true });
        assert_eq!(
            serde_json::from_value::<Secret<std::collections::BTreeMap<String, i32>>>(erased).unwrap(),
            Secret::default()
        );
    }
}
