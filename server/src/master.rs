//! The master key, which wraps data keys and nothing else. A ring of keys, so that it can be changed while servers run:
//! the first wraps, every one of them opens.
//!
//! Where a key management service holds the master key, it takes the place of [`Keyring`] behind [`MasterKey`].

pub mod command;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use arc_swap::ArcSwap;
use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};

use crate::{
    clock::Started,
    sealing::{Key, SealError, hex, sha256, write_private},
};

/// The form of a wrapped key: this, the four bytes that name the master key, the sealed data key.
const FORM: u8 = 1;
/// Bytes of a key's name.
const NAME_BYTES: usize = 4;
/// Keys in one ring: one that wraps, and those that opened before. More: a fault of the file.
const KEYS_MAX: usize = 8;
/// How often the file is looked at for a newer ring, at most.
const LOOK_EVERY: Duration = Duration::from_secs(5);

/// Whatever wraps data keys. `context` binds a wrapped key to its place.
#[async_trait]
pub trait MasterKey: Send + Sync {
    async fn wrap(&self, context: &str, key: &Key) -> Result<Vec<u8>, SealError>;

    async fn unwrap(&self, context: &str, wrapped: &[u8]) -> Result<Key, SealError>;

    /// Whether the newest key wrapped it.
    fn is_current(&self, wrapped: &[u8]) -> bool;
}

/// Keys from a file or from the environment.
pub struct Keyring {
    ring: ArcSwap<Ring>,
    /// None: it came from the environment and stays as it is.
    file: Option<PathBuf>,
    looked: std::sync::Mutex<Started>,
}

/// The keys, the one that wraps first.
struct Ring(Vec<(Name, Key)>);

/// Tells keys apart; says nothing of the key.
pub type Name = [u8; NAME_BYTES];

/// The name of a key in words, as the commands show it.
pub fn shown(name: Name) -> String {
    hex(&name)
}

fn name_of(key: &Key) -> Name {
    let digest = sha256(&[b"alongside/master/".as_slice(), key.bytes()].concat());
    let mut name = Name::default();
    for (byte, two) in name.iter_mut().zip(digest.as_bytes().chunks(2)) {
        let text = std::str::from_utf8(two).unwrap_or_default();
        *byte = u8::from_str_radix(text, 16).unwrap_or_default();
    }
    name
}

impl Ring {
    fn read(text: &str) -> Result<Self, String> {
        let lines = text.lines().flat_map(|line| line.split(',')).map(str::trim);
        let mut keys = Vec::new();
        for line in lines.filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let key = Key::from_hex(line).ok_or("64 hexadecimal digits a line are needed")?;
            keys.push((name_of(&key), key));
        }
        match keys.len() {
            0 => Err("no key is in it".to_owned()),
            1..=KEYS_MAX => Ok(Self(keys)),
            more => Err(format!("{more} keys; {KEYS_MAX} is the most")),
        }
    }

    fn text(&self) -> String {
        self.0.iter().map(|(_, key)| hex(key.bytes())).collect::<Vec<_>>().join("\n")
    }
}

impl std::fmt::Debug for Keyring {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keyring([keys])")
    }
}

impl Keyring {
    fn of(ring: Ring, file: Option<PathBuf>) -> Self {
        Self { ring: ArcSwap::from_pointee(ring), file, looked: std::sync::Mutex::new(Started::now()) }
    }

    /// One key that stays. For tests and tools.
    pub fn single(key: Key) -> Self {
        Self::of(Ring(vec![(name_of(&key), key)]), None)
    }

    /// From the environment: keys with commas or lines between them.
    pub fn from_text(text: &SecretString) -> Result<Self, SealError> {
        let ring = Ring::read(text.expose_secret())
            .map_err(|why| SealError::KeyFile { file: "ALONGSIDE__MASTER_KEY".to_owned(), why })?;
        Ok(Self::of(ring, None))
    }

    /// From a file; with `create`, one is made when it is absent.
    pub fn from_file(file: &Path, create: bool) -> Result<Self, SealError> {
        if create && !file.exists() {
            Key::from_file(file, true)?;
        }
        Ok(Self::of(read_file(file)?, Some(file.to_owned())))
    }

    /// Names of the keys, the one that wraps first.
    pub fn names(&self) -> Vec<Name> {
        self.ring.load().0.iter().map(|(name, _)| *name).collect()
    }

    /// By the name in a wrapped key; none for another form.
    pub fn name_in(wrapped: &[u8]) -> Option<Name> {
        let (form, rest) = wrapped.split_first()?;
        (*form == FORM).then(|| rest.get(..NAME_BYTES)?.try_into().ok())?
    }

    fn find(&self, name: Name) -> Option<Key> {
        self.ring.load().0.iter().find(|(known, _)| *known == name).map(|(_, key)| key.clone())
    }

    /// Takes a newer ring from the file, where there is one. A file that cannot be read changes nothing.
    fn look(&self, at_once: bool) {
        let Some(file) = &self.file else { return };
        if let Ok(mut looked) = self.looked.lock() {
            if !at_once && looked.elapsed() < LOOK_EVERY {
                return;
            }
            *looked = Started::now();
        }
        match read_file(file) {
            Ok(ring) => self.ring.store(Arc::new(ring)),
            Err(error) => tracing::warn!(%error, "the master key file cannot be read again; the keys at hand stay"),
        }
    }

    /// Puts a new key last: it opens, and does not wrap yet.
    pub fn add(&self) -> Result<Name, SealError> {
        let key = Key::random()?;
        let name = name_of(&key);
        self.change(|ring| {
            if ring.0.len() >= KEYS_MAX {
                return Err(format!("{KEYS_MAX} keys are in it, which is the most"));
            }
            ring.0.push((name, key.clone()));
            Ok(())
        })?;
        Ok(name)
    }

    /// Puts a key first: from now on it wraps. Once more changes nothing.
    pub fn wrap_with(&self, name: &str) -> Result<(), SealError> {
        self.change(|ring| {
            let known: Vec<_> = ring.0.iter().map(|(name, _)| shown(*name)).collect();
            let place = known.iter().position(|known| known == name);
            let place = place.ok_or_else(|| format!("found {name:?}; allowed: {}", known.join(", ")))?;
            let key = ring.0.remove(place);
            ring.0.insert(0, key);
            Ok(())
        })
    }

    /// Leaves the key that wraps, and no other.
    pub fn drop_old(&self) -> Result<(), SealError> {
        self.change(|ring| {
            ring.0.truncate(1);
            Ok(())
        })
    }

    fn change(&self, change: impl FnOnce(&mut Ring) -> Result<(), String>) -> Result<(), SealError> {
        let Some(file) = &self.file else {
            let why = "the master key is in the environment: change it there".to_owned();
            return Err(SealError::KeyFile { file: "ALONGSIDE__MASTER_KEY".to_owned(), why });
        };
        let fault = |why: String| SealError::KeyFile { file: file.display().to_string(), why };
        let mut ring = read_file(file)?;
        change(&mut ring).map_err(fault)?;
        // Beside it, then in its place: whoever reads sees one ring or the other.
        let beside = file.with_extension("new");
        let _ = std::fs::remove_file(&beside);
        write_private(&beside, &ring.text()).map_err(|error| fault(error.to_string()))?;
        std::fs::rename(&beside, file).map_err(|error| fault(error.to_string()))?;
        self.ring.store(Arc::new(ring));
        Ok(())
    }
}

fn read_file(file: &Path) -> Result<Ring, SealError> {
    let fault = |why: String| SealError::KeyFile { file: file.display().to_string(), why };
    let text = std::fs::read_to_string(file).map_err(|error| fault(error.to_string()))?;
    Ring::read(&text).map_err(fault)
}

#[async_trait]
impl MasterKey for Keyring {
    async fn wrap(&self, context: &str, key: &Key) -> Result<Vec<u8>, SealError> {
        self.look(false);
        let ring = self.ring.load();
        let (name, master) = ring.0.first().ok_or(SealError::Crypto)?;
        let mut wrapped = vec![FORM];
        wrapped.extend_from_slice(name);
        wrapped.extend(master.seal(context, key.bytes())?);
        Ok(wrapped)
    }

    async fn unwrap(&self, context: &str, wrapped: &[u8]) -> Result<Key, SealError> {
        let name = Self::name_in(wrapped).ok_or(SealError::Altered)?;
        let known = self.find(name).or_else(|| {
            // Another node may use a key already that this one has not read yet.
            self.look(true);
            self.find(name)
        });
        let master = known.ok_or(SealError::Altered)?;
        let sealed = wrapped.get(1 + NAME_BYTES..).ok_or(SealError::Altered)?;
        Key::from_bytes(&master.open(context, sealed)?)
    }

    fn is_current(&self, wrapped: &[u8]) -> bool {
        Self::name_in(wrapped) == self.names().first().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(folder: &tempfile::TempDir) -> (PathBuf, Keyring) {
        let file = folder.path().join("master.key");
        let ring = Keyring::from_file(&file, true).unwrap();
        (file, ring)
    }

    #[tokio::test]
    async fn the_key_changes_while_another_server_runs() {
        let folder = tempfile::tempdir().unwrap();
        let (file, here) = ring(&folder);
        let there = Keyring::from_file(&file, false).unwrap();
        let data = Key::random().unwrap();
        let old = here.wrap("place", &data).await.unwrap();
        let added = here.add().unwrap();
        assert!(here.is_current(&old), "added, and not yet in use");
        here.wrap_with(&shown(added)).unwrap();
        here.wrap_with(&shown(added)).unwrap();
        let new = here.wrap("place", &data).await.unwrap();
        assert!(!here.is_current(&old) && here.is_current(&new));
        // The other one reads the ring again as soon as it meets a key that it does not know.
        assert_eq!(there.unwrap("place", &new).await.unwrap().bytes(), data.bytes());
        assert_eq!(here.unwrap("place", &old).await.unwrap().bytes(), data.bytes());
        here.drop_old().unwrap();
        assert!(here.unwrap("place", &old).await.is_err(), "the old key is gone");
        assert_eq!(here.names().len(), 1);
    }

    #[tokio::test]
    async fn another_place_another_key_and_another_form_do_not_open() {
        let folder = tempfile::tempdir().unwrap();
        let (_, here) = ring(&folder);
        let data = Key::random().unwrap();
        let mut wrapped = here.wrap("place", &data).await.unwrap();
        assert!(here.unwrap("elsewhere", &wrapped).await.is_err());
        assert!(Keyring::single(Key::random().unwrap()).unwrap("place", &wrapped).await.is_err());
        wrapped[0] = 9;
        assert!(here.unwrap("place", &wrapped).await.is_err());
        assert!(here.unwrap("place", &[]).await.is_err());
    }

    #[test]
    fn a_ring_says_what_is_wrong_with_it() {
        for (text, said) in [("", "no key"), ("abc", "64 hexadecimal"), (&"0".repeat(63), "64 hexadecimal")] {
            assert!(Ring::read(text).err().unwrap().contains(said), "{text}");
        }
        let many = format!("{}\n", "ab".repeat(32)).repeat(KEYS_MAX + 1);
        assert!(Ring::read(&many).err().unwrap().contains("is the most"));
        assert_eq!(Ring::read(&format!("# newest first\n{}", "ab".repeat(32))).unwrap().0.len(), 1);
    }
}
