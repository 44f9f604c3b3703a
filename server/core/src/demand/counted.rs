//! What is counted of one incident, for the tables that figures are read from.

use alongside_protocol::{IncidentNumber, Millis};

use crate::{
    board::Board,
    counting::Tally,
    repeat::{TraitKey, Traits},
};

/// One incident of ours.
pub struct Counted {
    pub received_at: Millis,
    pub tally: Tally,
    /// What tells the victim from others. To be kept as a keyed digest only; none once it was erased.
    pub victim: Option<TraitKey>,
}

impl Counted {
    /// None for what is not ours, or not known.
    pub fn of(board: &Board, number: &IncidentNumber) -> Option<Self> {
        if let Some(incident) = board.incident(number).filter(|incident| !incident.responses.is_empty()) {
            let tally = Tally::of(incident)?;
            let victim = Traits::of(&incident.mirror).victim();
            return Some(Self { received_at: tally.received_at, tally, victim });
        }
        let past = board.past.get(number)?;
        Some(Self {
            received_at: past.received_at,
            tally: past.tally.clone(),
            victim: past.traits().and_then(Traits::victim),
        })
    }
}
