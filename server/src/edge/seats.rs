//! How many connections and screens may be open at once, of one account, of one address and in all.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

use alongside_protocol::{Refusal, RefusalCode, UserId};

use super::address::Address;
use crate::limited;

/// Counts by key, and in all. A seat gives its place back when it is dropped.
#[derive(Debug)]
struct Counts<K> {
    open: Mutex<(usize, HashMap<K, usize>)>,
}

impl<K> Default for Counts<K> {
    fn default() -> Self {
        Self { open: Mutex::default() }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Full {
    OfThisKey,
    InAll,
}

#[derive(Debug)]
struct Place<K: Clone + Eq + Hash> {
    counts: Arc<Counts<K>>,
    key: K,
}

impl<K: Clone + Eq + Hash> Counts<K> {
    fn enter(self: &Arc<Self>, key: K, most_of_key: usize, most: usize) -> Result<Place<K>, Full> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, by_key) = &mut *open;
        if *all >= most {
            return Err(Full::InAll);
        }
        let of_key = by_key.get(&key).copied().unwrap_or_default();
        if of_key >= most_of_key {
            return Err(Full::OfThisKey);
        }
        by_key.insert(key.clone(), of_key + 1);
        *all += 1;
        Ok(Place { counts: Arc::clone(self), key })
    }
}

impl<K: Clone + Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let mut open = self.counts.open.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, by_key) = &mut *open;
        *all = all.saturating_sub(1);
        let left = by_key.get_mut(&self.key).map(|count| {
            *count = count.saturating_sub(1);
            *count
        });
        if left == Some(0) {
            by_key.remove(&self.key);
        }
    }
}

/// Open screens.
#[derive(Debug, Default)]
pub struct Sockets {
    by_user: Arc<Counts<UserId>>,
    by_address: Arc<Counts<Address>>,
}

/// One open screen.
#[derive(Debug)]
pub struct SocketSeat {
    _of_user: Place<UserId>,
    _of_address: Place<Address>,
}

/// The most that may be open of each kind.
#[derive(Clone, Copy, Debug)]
pub struct SocketsMost {
    pub per_user: usize,
    pub per_address: usize,
    pub in_all: usize,
}

impl Sockets {
    pub fn enter(&self, user: &UserId, address: Address, most: SocketsMost) -> Result<SocketSeat, Refusal> {
        let of_address = self.by_address.enter(address, most.per_address, most.in_all).map_err(|full| match full {
            Full::OfThisKey => {
                limited::hit("sockets_per_address");
                too_many("as many screens are open from this network as may be; close some, or ask for a higher limit")
            }
            Full::InAll => {
                limited::hit("sockets_max");
                too_many("this server has as many screens open as it may; try again in a moment")
            }
        })?;
        let of_user = self.by_user.enter(user.clone(), most.per_user, usize::MAX).map_err(|_| {
            limited::hit("sockets_per_user");
            let message = format!("this account has {} screens open, which is the most; close one", most.per_user);
            Refusal::new(RefusalCode::TooMany, message)
        })?;
        metrics::gauge!("alongside_sockets_open").increment(1);
        Ok(SocketSeat { _of_user: of_user, _of_address: of_address })
    }
}

impl Drop for SocketSeat {
    fn drop(&mut self) {
        metrics::gauge!("alongside_sockets_open").decrement(1);
    }
}

fn too_many(message: &str) -> Refusal {
    Refusal::new(RefusalCode::TooManyConnections, message)
}

/// Open HTTP connections that have not become screens.
#[derive(Debug, Default)]
pub struct Connections {
    /// None: a trusted proxy's, which are everybody's.
    by_address: Arc<Counts<Option<Address>>>,
}

/// One open connection.
#[derive(Debug)]
pub struct ConnectionSeat {
    _place: Place<Option<Address>>,
}

impl Connections {
    pub fn enter(
        &self,
        address: Option<Address>,
        per_address: usize,
        in_all: usize,
    ) -> Result<ConnectionSeat, Refusal> {
        let per_address = if address.is_none() { usize::MAX } else { per_address };
        let place = self.by_address.enter(address, per_address, in_all).map_err(|full| match full {
            Full::OfThisKey => {
                limited::hit("connections_per_address");
                too_many("too many connections are open from this network; close some")
            }
            Full::InAll => {
                limited::hit("connections_max");
                too_many("this server has as many connections open as it may; try again in a moment")
            }
        })?;
        Ok(ConnectionSeat { _place: place })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Counts, Full};

    #[test]
    fn i9_a_place_is_given_back_when_it_is_dropped() {
        let counts: Arc<Counts<&str>> = Arc::default();
        let (first, second) = (counts.enter("linnet", 2, 3).unwrap(), counts.enter("linnet", 2, 3).unwrap());
        assert_eq!(counts.enter("linnet", 2, 3).err(), Some(Full::OfThisKey));
        let third = counts.enter("siskin", 2, 3).unwrap();
        assert_eq!(counts.enter("dunlin", 2, 3).err(), Some(Full::InAll));
        drop(first);
        let _again = counts.enter("dunlin", 2, 3).unwrap();
        drop((second, third));
        let open = counts.open.lock().unwrap();
        assert_eq!((open.0, open.1.len()), (1, 1), "nobody who left is remembered");
    }
}
