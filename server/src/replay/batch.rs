//! The facts of one request, written out and bounded.

use alongside_protocol::FeedEvent;

pub(super) const ITEMS_MAX: usize = 500;
pub(super) const BODY_BYTES_MAX: usize = 1024 * 1024;

/// Facts of one request, written out.
#[derive(Debug, Default)]
pub(super) struct Batch {
    items: Vec<Item>,
    /// Of the body but for its opening bracket.
    bytes: usize,
}

#[derive(Debug)]
pub(super) struct Item {
    pub(super) message_id: String,
    json: String,
}

impl Batch {
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// False: it is full and the event belongs into the next one.
    pub(super) fn take(&mut self, event: &FeedEvent) -> serde_json::Result<bool> {
        let json = serde_json::to_string(event)?;
        // Two more: the opening bracket, and the comma or closing bracket after the item.
        let is_full = self.len() >= ITEMS_MAX || self.bytes + json.len() + 2 > BODY_BYTES_MAX;
        if is_full && !self.is_empty() {
            return Ok(false);
        }
        self.put(Item { message_id: event.message_id.clone(), json });
        Ok(true)
    }

    /// Puts back what was in a batch before.
    pub(super) fn put(&mut self, item: Item) {
        self.bytes += item.json.len() + 1;
        self.items.push(item);
    }

    pub(super) fn into_items(self) -> Vec<Item> {
        self.items
    }

    pub(super) fn body(&self) -> String {
        let mut body = String::with_capacity(self.bytes + 1);
        for item in &self.items {
            body.push(if body.is_empty() { '[' } else { ',' });
            body.push_str(&item.json);
        }
        body.push(']');
        body
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::replay::send::tests::event;

    #[test]
    fn batches_are_bounded_by_count_and_by_bytes() {
        let mut full = Batch::default();
        for number in 0..ITEMS_MAX {
            assert!(full.take(&event(number)).unwrap());
        }
        assert!(!full.take(&event(ITEMS_MAX)).unwrap());
        assert_eq!(full.len(), ITEMS_MAX);

        let mut large = event(0);
        large.source = "x".repeat(BODY_BYTES_MAX / 3);
        let mut batch = Batch::default();
        assert!(batch.take(&large).unwrap() && batch.take(&large).unwrap());
        assert!(!batch.take(&large).unwrap());
        assert_eq!(batch.body().len(), batch.bytes + 1);
        assert!(batch.body().len() <= BODY_BYTES_MAX);
        assert!(serde_json::from_str::<Vec<FeedEvent>>(&batch.body()).is_ok());
    }
}
