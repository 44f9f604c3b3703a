//! A board as a screen holds it, kept so that two of them can be compared.

use std::collections::BTreeMap;

use alongside_protocol::view::{Doc, DocKey, DocKind};

/// A board as a sample screen holds it.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub seq: u64,
    /// Each document by kind and id, encoded again after decoding, so that equal documents have equal text.
    pub docs: BTreeMap<(&'static str, String), String>,
}

impl Held {
    pub fn snapshot(seq: u64, docs: &[Doc]) -> Self {
        let mut held = Self { seq, docs: BTreeMap::new() };
        held.put(docs);
        held
    }

    fn put(&mut self, docs: &[Doc]) {
        for doc in docs {
            let text = serde_json::to_string(doc).unwrap_or_default();
            self.docs.insert(place_of(doc.key()), text);
        }
    }

    pub fn delta(&mut self, seq: u64, up: &[Doc], down: Vec<DocKey>) {
        self.put(up);
        for key in down {
            self.docs.remove(&place_of(key));
        }
        self.seq = seq;
    }

    /// What differs, at most a few lines. Names kinds and ids only.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let mut words = Vec::new();
        if self.seq != other.seq {
            words.push(format!("one is at seq {}, the other at {}", self.seq, other.seq));
        }
        for (key, text) in &self.docs {
            match other.docs.get(key) {
                None => words.push(format!("{} {} is missing", key.0, key.1)),
                Some(found) if found != text => {
                    words.push(format!("{} {} differs in {}", key.0, key.1, fields(text, found)));
                }
                Some(_) => {}
            }
        }
        let extra = other.docs.keys().filter(|key| !self.docs.contains_key(*key));
        words.extend(extra.map(|key| format!("{} {} should not be there", key.0, key.1)));
        words
    }
}

/// The names of the fields in which two encoded documents differ.
fn fields(one: &str, other: &str) -> String {
    type Fields = BTreeMap<String, serde_json::Value>;
    let parse = |text| serde_json::from_str::<Fields>(text).unwrap_or_default();
    let (one, other) = (parse(one), parse(other));
    let names: Vec<_> =
        one.iter().filter(|(key, value)| other.get(*key) != Some(value)).map(|(key, _)| key.as_str()).collect();
    names.join(", ")
}

fn place_of(key: DocKey) -> (&'static str, String) {
    let kind = match key.kind {
        DocKind::Incident => "incident",
        DocKind::Brief => "brief",
        DocKind::Job => "job",
        DocKind::Car => "car",
    };
    (kind, key.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blank::incident_row;

    #[test]
    fn documents_are_replaced_whole_and_removed_by_key() {
        let docs = [Doc::Incident(incident_row("LT-1")), Doc::Incident(incident_row("LT-2"))];
        let mut held = Held::snapshot(4, &docs);
        let mut row = incident_row("LT-1");
        row.remark_count = 7;
        held.delta(5, &[Doc::Incident(row.clone())], vec![docs[1].key()]);
        assert!(held.differences(&Held::snapshot(5, &[Doc::Incident(row)])).is_empty());
        let words = held.differences(&Held::snapshot(6, &docs));
        assert_eq!(
            words,
            [
                "one is at seq 5, the other at 6",
                "incident LT-1 differs in remark_count",
                "incident LT-2 should not be there"
            ]
        );
    }
}
