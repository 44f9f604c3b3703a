//! Walks a TOML table and notes every fault instead of stopping at the first.

use alongside_core::scheme::Fault;
use toml::{Table, Value};

pub(super) struct Reader<'a> {
    table: &'a Table,
    path: String,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(table: &'a Table, faults: &'a mut Vec<Fault>) -> Self {
        Self { table, path: String::new(), faults }
    }

    fn key(&self, key: &str) -> String {
        match (self.path.as_str(), key) {
            ("", key) => key.to_owned(),
            (path, "") => path.to_owned(),
            (path, key) => format!("{path}.{key}"),
        }
    }

    /// An empty `key` means the table itself.
    pub(super) fn fault(&mut self, key: &str, found: impl Into<String>, allowed: impl Into<String>) {
        let key = self.key(key);
        self.faults.push(Fault { key, found: found.into(), allowed: allowed.into() });
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.table.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn allow(&mut self, keys: &[&str]) {
        for key in self.table.keys().filter(|key| !keys.contains(&key.as_str())) {
            self.fault(key, "a key that is not known", keys.join(", "));
        }
    }

    pub(super) fn text(&mut self, key: &str) -> String {
        match self.get(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => text.trim().to_owned(),
            found => {
                self.fault(key, shown(found), "a text");
                String::new()
            }
        }
    }

    pub(super) fn optional_text(&mut self, key: &str) -> Option<String> {
        self.has(key).then(|| self.text(key))
    }

    /// A list that must hold something; `parse` says what is allowed of an item that it cannot take.
    pub(super) fn list<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
        let items = match self.get(key) {
            Some(Value::Array(items)) if !items.is_empty() => items,
            found => {
                let found = if found.is_some_and(Value::is_array) { "an empty list".to_owned() } else { shown(found) };
                self.fault(key, found, "a list of one text or more");
                return Vec::new();
            }
        };
        let mut all = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let text = item.as_str().map(str::trim).filter(|text| !text.is_empty());
            match text.map_or_else(|| Err("a text".to_owned()), &parse) {
                Ok(value) => all.push(value),
                Err(allowed) => self.fault(&format!("{key}[{index}]"), shown(Some(item)), allowed),
            }
        }
        all
    }

    pub(super) fn number(&mut self, key: &str, least: f64, most: f64) -> f64 {
        let number = match self.get(key) {
            Some(Value::Float(number)) => Some(*number),
            Some(Value::Integer(number)) => Some(*number as f64),
            _ => None,
        };
        number.filter(|number| (least..=most).contains(number)).unwrap_or_else(|| {
            self.fault(key, shown(self.get(key)), format!("a number from {least} to {most}"));
            least
        })
    }

    pub(super) fn whole(&mut self, key: &str) -> u64 {
        match self.get(key) {
            Some(Value::Integer(number)) if *number >= 0 => number.unsigned_abs(),
            found => {
                self.fault(key, shown(found), "a whole number from 0");
                0
            }
        }
    }

    pub(super) fn table<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let empty = Table::new();
        let table = match self.get(key) {
            Some(Value::Table(table)) => table,
            found => {
                self.fault(key, shown(found), format!("a table [{}]", self.key(key)));
                // Read on, to name the keys that belong there.
                &empty
            }
        };
        let path = self.key(key);
        read(&mut Reader { table, path, faults: self.faults })
    }

    pub(super) fn optional_table<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> Option<T> {
        self.has(key).then(|| self.table(key, read))
    }

    /// Absent: none.
    pub(super) fn tables<T>(&mut self, key: &str, mut read: impl FnMut(&mut Reader<'_>) -> T) -> Vec<T> {
        let items = match self.get(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            found => {
                self.fault(key, shown(found), "a list of tables");
                return Vec::new();
            }
        };
        let mut all = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let place = format!("{key}[{index}]");
            match item {
                Value::Table(table) => {
                    let path = self.key(&place);
                    all.push(read(&mut Reader { table, path, faults: self.faults }));
                }
                found => self.fault(&place, shown(Some(found)), "a table"),
            }
        }
        all
    }
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::Table(_)) => "a table".to_owned(),
        Some(Value::Array(_)) => "a list".to_owned(),
        Some(value) => value.to_string(),
    }
}
