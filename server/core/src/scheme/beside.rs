//! The files that stand beside a scheme file: question sets and service directories. Those shipped are in the binary,
//! so that a scheme file alone is enough to start with; a file of the same name beside the scheme comes first.

use toml::Table;

use crate::toml_reader::Reader;

const SHIPPED: [(&str, &str); 9] = [
    ("question-sets/dash-24.v1.toml", include_str!("../../../../schemes/question-sets/dash-24.v1.toml")),
    ("question-sets/dash-27.v1.toml", include_str!("../../../../schemes/question-sets/dash-27.v1.toml")),
    ("question-sets/dara.v1.toml", include_str!("../../../../schemes/question-sets/dara.v1.toml")),
    ("directories/tees-valley.toml", include_str!("../../../../schemes/directories/tees-valley.toml")),
    ("directories/gwent.toml", include_str!("../../../../schemes/directories/gwent.toml")),
    ("directories/greater-manchester.toml", include_str!("../../../../schemes/directories/greater-manchester.toml")),
    ("directories/west-sussex.toml", include_str!("../../../../schemes/directories/west-sussex.toml")),
    ("directories/san-antonio.toml", include_str!("../../../../schemes/directories/san-antonio.toml")),
    ("directories/demo.toml", include_str!("../../../../schemes/directories/demo.toml")),
];

/// Gives the text of a file by its path from the scheme's folder; none where there is no such file.
pub type Look<'a> = &'a dyn Fn(&str) -> Option<Result<String, String>>;

/// Where a scheme's further files are looked for.
pub struct Beside<'a> {
    look: Look<'a>,
}

impl<'a> Beside<'a> {
    pub fn new(look: Look<'a>) -> Self {
        Self { look }
    }

    /// The file as a table. What is wrong with it is noted at `key`.
    pub fn table(&self, reader: &mut Reader<'_>, key: &str, name: &str) -> Option<Table> {
        let text = match (self.look)(name) {
            Some(Ok(text)) => text,
            Some(Err(error)) => {
                reader.fault(key, format!("{name:?}, which cannot be read: {error}"), "a readable file");
                return None;
            }
            None => {
                let Some((_, text)) = SHIPPED.iter().find(|(shipped, _)| *shipped == name) else {
                    reader.fault(key, format!("{name:?}, which is not there"), Self::allowed(name));
                    return None;
                };
                (*text).to_owned()
            }
        };
        match text.parse::<Table>() {
            Ok(table) => Some(table),
            Err(error) => {
                reader.fault(key, format!("{name:?}: {}", error.to_string().trim()), "TOML");
                None
            }
        }
    }

    fn allowed(name: &str) -> String {
        let folder = name.split_once('/').map_or("", |(folder, _)| folder);
        let known = SHIPPED.iter().map(|(shipped, _)| *shipped).filter(|shipped| shipped.starts_with(folder));
        format!("a file beside the scheme file, or {}", known.collect::<Vec<_>>().join(", "))
    }
}
