//! Passwords that are known from breaches: a local copy of Have I Been Pwned's list, looked up without reading it all.
//!
//! Either a folder of range files (`ABCDE.txt`, lines `SUFFIX:COUNT`), as its downloader writes them, or one file of
//! whole SHA-1 digests in order (`DIGEST:COUNT`). Nothing leaves this machine.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, ErrorKind, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use aws_lc_rs::digest;

use crate::sealing::hex;

/// Characters of a digest that name its range file.
const PREFIX_CHARS: usize = 5;
/// Longest line of a list, bytes: a digest, a colon and a count. A longer one is no such list.
const LINE_BYTES_MAX: u64 = 128;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breached {
    Ranges(PathBuf),
    Sorted(PathBuf),
}

impl Breached {
    /// Checks that something is there that can be looked into.
    pub fn at(path: &Path) -> io::Result<Self> {
        if path.is_dir() {
            let is_range = |entry: io::Result<std::fs::DirEntry>| {
                let name = entry?.file_name();
                let stem = name.to_str().and_then(|name| name.strip_suffix(".txt")).unwrap_or_default();
                Ok::<bool, io::Error>(stem.len() == PREFIX_CHARS && stem.bytes().all(|byte| byte.is_ascii_hexdigit()))
            };
            for entry in std::fs::read_dir(path)? {
                if is_range(entry)? {
                    return Ok(Self::Ranges(path.to_owned()));
                }
            }
            return Err(io::Error::new(ErrorKind::NotFound, "no range file such as 0018A.txt in it"));
        }
        let mut first = String::new();
        line(&mut BufReader::new(File::open(path)?), &mut first)?;
        let (digest, _) = first.trim_end().split_once(':').unwrap_or((first.trim_end(), ""));
        if digest.len() != 40 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(io::Error::new(ErrorKind::InvalidData, "its first line is no SHA-1 digest"));
        }
        Ok(Self::Sorted(path.to_owned()))
    }

    /// Whether the password is on the list. Reads from disk: not for async threads.
    pub fn holds(&self, password: &str) -> io::Result<bool> {
        let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        let digest = hex(digest.as_ref()).to_uppercase();
        match self {
            Self::Ranges(folder) => {
                let (prefix, suffix) = digest.split_at(PREFIX_CHARS);
                let file = match File::open(folder.join(format!("{prefix}.txt"))) {
                    Ok(file) => file,
                    Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
                    Err(error) => return Err(error),
                };
                let mut lines = BufReader::new(file);
                let mut text = String::new();
                while line(&mut lines, &mut text)? > 0 {
                    if is_of(&text, suffix) {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Self::Sorted(file) => in_sorted(&File::open(file)?, &digest),
        }
    }
}

fn line(lines: &mut impl BufRead, text: &mut String) -> io::Result<usize> {
    text.clear();
    io::Read::take(lines, LINE_BYTES_MAX).read_line(text)
}

/// Whether a line speaks of this digest. Padding of the range service has the count 0.
fn is_of(line: &str, digest: &str) -> bool {
    let (listed, count) = line.trim_end().split_once(':').unwrap_or((line.trim_end(), ""));
    listed.eq_ignore_ascii_case(digest) && count.trim() != "0"
}

/// Halves the file until the line is found or there is nothing left between.
fn in_sorted(mut file: &File, digest: &str) -> io::Result<bool> {
    let (mut low, mut high) = (0, file.seek(SeekFrom::End(0))?);
    let mut text = String::new();
    while low < high {
        let middle = low + (high - low) / 2;
        // The first line that begins at or after the middle.
        let begin = middle.saturating_sub(1);
        file.seek(SeekFrom::Start(begin))?;
        let mut lines = BufReader::with_capacity(512, file);
        let skipped = if middle == 0 { 0 } else { line(&mut lines, &mut text)? as u64 };
        let at = begin + skipped;
        let read = line(&mut lines, &mut text)? as u64;
        if at >= high || read == 0 {
            high = middle;
            continue;
        }
        let listed: String = text.chars().take(40).flat_map(char::to_uppercase).collect();
        match listed.as_str().cmp(digest) {
            std::cmp::Ordering::Equal => return Ok(is_of(&text, digest)),
            std::cmp::Ordering::Less => low = at + read,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest_of(password: &str) -> String {
        hex(digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes()).as_ref()).to_uppercase()
    }

    #[test]
    fn every_line_of_a_sorted_file_is_found_and_no_other() {
        let folder = tempfile::tempdir().unwrap();
        for count in [1_usize, 2, 3, 7, 500] {
            let mut lines: Vec<String> =
                (0..count).map(|n| format!("{}:{}", digest_of(&format!("listed {n}")), n * n + 1)).collect();
            lines.sort();
            let file = folder.path().join(format!("{count}.txt"));
            std::fs::write(&file, lines.join("\r\n") + "\r\n").unwrap();
            let list = Breached::at(&file).unwrap();
            assert_eq!(list, Breached::Sorted(file));
            for n in 0..count {
                assert!(list.holds(&format!("listed {n}")).unwrap(), "{n} of {count}");
                assert!(!list.holds(&format!("another {n}")).unwrap(), "{n} of {count}");
            }
        }
    }

    #[test]
    fn a_folder_of_ranges_is_looked_into_by_prefix() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Breached::at(folder.path()).is_err(), "an empty folder is no list");
        let (listed, padding) = (digest_of("listed"), digest_of("padding"));
        for (digest, count) in [(&listed, 12), (&padding, 0)] {
            let (prefix, suffix) = digest.split_at(PREFIX_CHARS);
            std::fs::write(folder.path().join(format!("{prefix}.txt")), format!("{suffix}:{count}\r\n")).unwrap();
        }
        let list = Breached::at(folder.path()).unwrap();
        assert!(list.holds("listed").unwrap());
        assert!(!list.holds("padding").unwrap() && !list.holds("another").unwrap());
    }

    #[test]
    fn something_else_is_no_list() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("words.txt");
        std::fs::write(&file, "password\n123456\n").unwrap();
        assert!(Breached::at(&file).is_err());
    }
}
