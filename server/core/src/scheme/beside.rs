//! The files that stand beside a scheme file: question sets, service directories, beats. Those shipped are in the binary,
//! so that a scheme file alone is enough to start with; a file of the same name beside the scheme comes first.

use include_dir::{Dir, include_dir};
use toml::Table;

use crate::toml_reader::Reader;

static QUESTION_SETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../schemes/question-sets");
static DIRECTORIES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../schemes/directories");
static BEATS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../schemes/beats");

/// The shipped files of one folder, by their names.
fn shipped(folder: &str) -> Option<&'static Dir<'static>> {
    match folder {
        "question-sets" => Some(&QUESTION_SETS),
        "directories" => Some(&DIRECTORIES),
        "beats" => Some(&BEATS),
        _ => None,
    }
}

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

    /// The file's text. What is wrong with it is noted at `key`.
    pub fn text(&self, reader: &mut Reader<'_>, key: &str, name: &str) -> Option<String> {
        match (self.look)(name) {
            Some(Ok(text)) => Some(text),
            Some(Err(error)) => {
                reader.fault(key, format!("{name:?}, which cannot be read: {error}"), "a readable file");
                None
            }
            None => {
                let (folder, file) = name.split_once('/').unwrap_or_default();
                let found = shipped(folder).and_then(|dir| dir.get_file(file)).and_then(|file| file.contents_utf8());
                if found.is_none() {
                    reader.fault(key, format!("{name:?}, which is not there"), Self::allowed(folder));
                }
                found.map(ToOwned::to_owned)
            }
        }
    }

    /// The file as a table. What is wrong with it is noted at `key`.
    pub fn table(&self, reader: &mut Reader<'_>, key: &str, name: &str) -> Option<Table> {
        let text = self.text(reader, key, name)?;
        match text.parse::<Table>() {
            Ok(table) => Some(table),
            Err(error) => {
                reader.fault(key, format!("{name:?}: {}", error.to_string().trim()), "TOML");
                None
            }
        }
    }

    fn allowed(folder: &str) -> String {
        let folders =
            ["question-sets", "directories", "beats"].into_iter().filter(|one| folder.is_empty() || *one == folder);
        let known: Vec<String> = folders
            .filter_map(|folder| Some((folder, shipped(folder)?)))
            .flat_map(|(folder, dir)| dir.files().map(move |file| format!("{folder}/{}", file.path().display())))
            .collect();
        format!("a file beside the scheme file, or one of those shipped: {}", known.join(", "))
    }
}
