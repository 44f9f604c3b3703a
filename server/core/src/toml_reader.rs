//! Reads a TOML table and notes every fault instead of stopping at the first.

use std::fmt;

use alongside_protocol::Refusal;
use toml::{Table, Value};

/// One fault of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path in the file, e.g. `grades[2].code`. Empty: the file as a whole.
    pub key: String,
    pub found: String,
    pub allowed: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.key.is_empty() {
            return write!(f, "{}", self.found);
        }
        write!(f, "{}: found {}; allowed: {}", self.key, self.found, self.allowed)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Refusal::invalid(fault.key, fault.found, fault.allowed)
    }
}

/// Walks one table and notes what is wrong instead of stopping.
pub struct Reader<'a> {
    table: &'a Table,
    path: String,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Reader<'a> {
    pub fn new(table: &'a Table, faults: &'a mut Vec<Fault>) -> Self {
        Self { table, path: String::new(), faults }
    }

    /// A reader of another file that this one names. Faults begin with its name.
    pub fn file<'b>(&'b mut self, name: &str, table: &'b Table) -> Reader<'b> {
        Reader { table, path: format!("{name}:"), faults: self.faults }
    }

    fn key(&self, key: &str) -> String {
        match (self.path.as_str(), key) {
            ("", key) => key.to_owned(),
            (path, "") => path.to_owned(),
            (path, key) if path.ends_with(':') => format!("{path} {key}"),
            (path, key) => format!("{path}.{key}"),
        }
    }

    /// An empty `key` means the table itself.
    pub fn fault(&mut self, key: &str, found: impl Into<String>, allowed: impl Into<String>) {
        let key = self.key(key);
        self.faults.push(Fault { key, found: found.into(), allowed: allowed.into() });
    }

    pub fn get(&self, key: &str) -> Option<&'a Value> {
        self.table.get(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn allow(&mut self, keys: &[&str]) {
        for key in self.table.keys().filter(|key| !keys.contains(&key.as_str())) {
            self.fault(key, "a key that is not known", keys.join(", "));
        }
    }

    pub fn text(&mut self, key: &str) -> String {
        match self.get(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => text.trim().to_owned(),
            found => {
                self.fault(key, shown(found), "a text");
                String::new()
            }
        }
    }

    pub fn optional_text(&mut self, key: &str) -> Option<String> {
        self.has(key).then(|| self.text(key))
    }

    pub fn texts(&mut self, key: &str) -> Vec<String> {
        self.words(key, |text| (!text.trim().is_empty()).then(|| text.to_owned()), "texts")
    }

    pub fn words<T>(&mut self, key: &str, parse: impl Fn(&str) -> Option<T>, allowed: &str) -> Vec<T> {
        let items = match self.get(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            found => {
                self.fault(key, shown(found), format!("a list of {allowed}"));
                return Vec::new();
            }
        };
        let mut read = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match item.as_str().and_then(&parse) {
                Some(value) => read.push(value),
                None => self.fault(&format!("{key}[{index}]"), shown(Some(item)), allowed),
            }
        }
        read
    }

    /// A list that must hold something; `parse` says what is allowed of an item that it cannot take.
    pub fn list<T>(&mut self, key: &str, parse: impl Fn(&str) -> Result<T, String>) -> Vec<T> {
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

    /// Left out, or a list of nothing.
    pub fn is_empty(&self, key: &str) -> bool {
        match self.get(key) {
            None => true,
            Some(Value::Array(items)) => items.is_empty(),
            Some(_) => false,
        }
    }

    pub fn number(&mut self, key: &str, least: f64, most: f64) -> f64 {
        let number = match self.get(key) {
            Some(Value::Float(number)) => Some(*number),
            Some(Value::Integer(number)) => Some(*number as f64),
            _ => None,
        };
        match number {
            Some(number) if (least..=most).contains(&number) => number,
            _ => {
                let found = shown(self.get(key));
                self.fault(key, found, format!("a number from {least} to {most}"));
                // No number compares with it, so one fault does not bring others.
                f64::NAN
            }
        }
    }

    pub fn whole(&mut self, key: &str, least: i64, most: i64) -> i64 {
        match self.get(key) {
            Some(Value::Integer(number)) if (least..=most).contains(number) => *number,
            found => {
                self.fault(key, shown(found), format!("a whole number from {least} to {most}"));
                0
            }
        }
    }

    pub fn flag(&mut self, key: &str) -> bool {
        match self.get(key) {
            Some(Value::Boolean(flag)) => *flag,
            found => {
                self.fault(key, shown(found), "true or false");
                false
            }
        }
    }

    pub fn optional_whole(&mut self, key: &str, least: i64, most: i64) -> Option<i64> {
        self.has(key).then(|| self.whole(key, least, most))
    }

    pub fn table<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> T {
        let empty = Table::new();
        let table = match self.get(key) {
            Some(Value::Table(table)) => table,
            found => {
                self.fault(key, shown(found), format!("a table [{key}]"));
                // Read on, to name the keys that belong there.
                &empty
            }
        };
        let path = self.key(key);
        read(&mut Reader { table, path, faults: self.faults })
    }

    pub fn optional_table<T>(&mut self, key: &str, read: impl FnOnce(&mut Reader<'_>) -> T) -> Option<T> {
        self.has(key).then(|| self.table(key, read))
    }

    pub fn tables<T>(&mut self, key: &str, mut read: impl FnMut(&mut Reader<'_>) -> T) -> Vec<T> {
        let items = match self.get(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items,
            found => {
                self.fault(key, shown(found), format!("a list of tables [[{key}]]"));
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

/// What stands there, for a fault: a table or list by its kind only.
pub fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::Table(_)) => "a table".to_owned(),
        Some(Value::Array(_)) => "a list".to_owned(),
        Some(value) => value.to_string(),
    }
}
