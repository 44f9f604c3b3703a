//! After a write run: is everything that was accepted there, once, and does repeating it change nothing?
//!
//! Each note and each contact attempt carries its command's id in its text, so it can be looked for in the incident's
//! file and counted: 0 is lost, 2 is written twice. Of claims and releases the last accepted one must be what the
//! board shows. A sample of accepted commands of every kind is sent again with the same id, on a connection to the last
//! node: the answer must be `accepted`, `repeated`, with the first answer's seq.

use std::{
    collections::{BTreeMap, HashMap},
    time::Duration,
};

use alongside_protocol::{
    BoardId, Command, CommandId, Millis, ResponseId,
    view::{Doc, IncidentFile, IncidentRow},
};
use anyhow::{Context, Result};
use serde::Serialize;
use tokio::time::sleep;
use uuid::Uuid;

use crate::{
    conversation::{Answer, Conversation},
    report::Faults,
    session::Sessions,
    writer::{Act, Answered, CONTACT, NOTE, Sent, WriterEnd, command},
};

/// How often, and how many times, a node is looked at until it has what another node accepted.
const CATCH_UP_EVERY: Duration = Duration::from_millis(200);
const CATCH_UP_LOOKS: u32 = 25;

/// What was found.
#[derive(Debug, Default, Serialize)]
pub struct Check {
    /// Accepted notes and contact attempts, and how many of them are in the files.
    pub expected: u64,
    pub found: u64,
    pub lost: u64,
    pub doubled: u64,
    /// In the files though they were refused.
    pub unasked: u64,
    pub claims: u64,
    pub claims_right: u64,
    /// Commands sent again, and those that got the first answer.
    pub repeats: u64,
    pub repeats_right: u64,
    /// The fresh snapshot is older than something accepted.
    pub snapshot_behind: bool,
    /// What went wrong, word for word.
    pub words: Vec<String>,
}

impl Check {
    pub fn faults(&self, faults: &mut Faults) {
        faults.count(self.lost, "accepted notes or contact attempts are lost");
        faults.count(self.doubled, "notes or contact attempts are written twice");
        faults.count(self.unasked, "refused notes or contact attempts are in the files");
        faults.count(self.claims - self.claims_right, "claims are not as last accepted");
        faults.count(self.repeats - self.repeats_right, "repeated commands did not get the first answer");
        faults.count(u64::from(self.snapshot_behind), "fresh snapshot is older than something accepted");
        faults.examples(&self.words);
    }
}

/// Looks on every node's board of its own connection: the files on the first node that answers, the repeats on the last.
pub async fn check(sessions: &Sessions, board: &BoardId, ends: &[WriterEnd], repeats: usize) -> Result<Check> {
    let mut check = Check::default();
    let nodes = sessions.nodes.len();
    let highest = ends.iter().flat_map(|end| &end.sent).filter_map(accepted_at).max().unwrap_or(0);
    let mut conversation = Conversation::open_any(sessions, 0..nodes, board).await?;
    // What another node accepted reaches this one a moment later.
    for _ in 0..CATCH_UP_LOOKS {
        if conversation.held.seq >= highest {
            break;
        }
        sleep(CATCH_UP_EVERY).await;
        conversation = Conversation::open_any(sessions, 0..nodes, board).await?;
    }
    check.snapshot_behind = conversation.held.seq < highest;
    let rows: BTreeMap<_, _> = conversation
        .docs
        .drain(..)
        .filter_map(|doc| match doc {
            Doc::Incident(row) => Some((row.number.clone(), row)),
            _ => None,
        })
        .collect();
    for end in ends {
        for (place, response) in end.responses.iter().enumerate() {
            let file =
                conversation.file(&response.incident()).await.with_context(|| format!("the file of {response}"))?;
            let sent: Vec<_> = end.sent.iter().filter(|sent| sent.response == place).collect();
            check.file(&sent, &file);
            check.claim(&sent, response, rows.get(&response.incident()));
        }
    }

    let sample = sample(ends, repeats);
    let again: Vec<_> = sample.iter().map(|(id, at, command, _)| (*id, *at, command.clone())).collect();
    let mut conversation = Conversation::open_any(sessions, (0..nodes).rev(), board).await?;
    let answers = conversation.ask(&again).await.context("sending commands again")?;
    for (id, _, _, seq) in &sample {
        check.repeat(*id, *seq, answers.get(id));
    }
    Ok(check)
}

/// The seq that a command was accepted with.
fn accepted_at(sent: &Sent) -> Option<u64> {
    match sent.answered {
        Some(Answered::Accepted { seq }) => Some(seq),
        _ => None,
    }
}

/// About `count` accepted commands, evenly over all.
fn sample(ends: &[WriterEnd], count: usize) -> Vec<(CommandId, Millis, Command, u64)> {
    let all: Vec<_> = ends
        .iter()
        .flat_map(|end| end.sent.iter().map(move |sent| (end, sent)))
        .filter_map(|(end, sent)| Some((end, sent, accepted_at(sent)?)))
        .collect();
    if count == 0 {
        return Vec::new();
    }
    let chosen = all.iter().step_by(all.len().div_ceil(count).max(1));
    chosen
        .map(|(end, sent, seq)| (sent.id, sent.at, command(sent.act, sent.id, &end.responses[sent.response]), *seq))
        .collect()
}

impl Check {
    fn file(&mut self, sent: &[&Sent], file: &IncidentFile) {
        let notes = file.timeline.iter().filter_map(|entry| id_in(entry.text.as_ref()?.reveal(), NOTE));
        let attempts = file.responses.iter().flat_map(|response| &response.attempts);
        let contacts = attempts.filter_map(|view| id_in(view.attempt.note.reveal(), CONTACT));
        let mut times = HashMap::<CommandId, u32>::new();
        for id in notes.chain(contacts) {
            *times.entry(id).or_default() += 1;
        }
        for sent in sent.iter().filter(|sent| matches!(sent.act, Act::Note | Act::Contact)) {
            let times = times.get(&sent.id).copied().unwrap_or(0);
            self.doubled += u64::from(times > 1);
            match sent.answered {
                Some(Answered::Accepted { seq }) => {
                    self.expected += 1;
                    self.found += u64::from(times > 0);
                    if times == 0 {
                        self.lost += 1;
                        self.words.push(format!("{:?} {} accepted at {seq} is not in the file", sent.act, sent.id));
                    }
                }
                // A refusal for the moment does not say whether the act was written.
                Some(Answered::Refused(code)) if !code.is_transient() => self.unasked += u64::from(times > 0),
                _ => {}
            }
        }
    }

    fn claim(&mut self, sent: &[&Sent], response: &ResponseId, row: Option<&IncidentRow>) {
        let mut claims = sent.iter().filter(|sent| matches!(sent.act, Act::Claim | Act::Release));
        // One that was never answered for good leaves open what should be there.
        if claims.clone().any(|sent| accepted_at(sent).is_none()) {
            return;
        }
        let Some(last) = claims.next_back() else { return };
        self.claims += 1;
        let row = row.and_then(|row| row.responses.iter().find(|found| found.response == *response));
        let right = row.is_some_and(|row| row.claim.is_some() == (last.act == Act::Claim));
        self.claims_right += u64::from(right);
        if !right {
            self.words.push(format!("{response} should be {:?}ed", last.act));
        }
    }

    fn repeat(&mut self, id: CommandId, seq: u64, answer: Option<&Answer>) {
        self.repeats += 1;
        match answer {
            Some(Ok((again, true))) if *again == seq => self.repeats_right += 1,
            Some(Ok((again, repeated))) => {
                self.words.push(format!("{id} accepted at {seq}; again: at {again}, repeated: {repeated}"));
            }
            Some(Err(refusal)) => {
                self.words.push(format!("{id} accepted at {seq}; again: refused, {}", refusal.message));
            }
            None => self.words.push(format!("{id} accepted at {seq}; again: no answer")),
        }
    }
}

fn id_in(text: &str, prefix: &str) -> Option<CommandId> {
    Uuid::parse_str(text.strip_prefix(prefix)?).ok().map(CommandId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_from_our_texts_only() {
        let id = CommandId(Uuid::now_v7());
        assert_eq!(id_in(&format!("{NOTE}{id}"), NOTE), Some(id));
        assert_eq!(id_in(&format!("{CONTACT}{id}"), NOTE), None);
        assert_eq!(id_in("Load test note of somebody", NOTE), None);
    }

    #[test]
    fn a_repeat_must_get_the_first_answer() {
        let id = CommandId(Uuid::now_v7());
        let mut check = Check::default();
        check.repeat(id, 5, Some(&Ok((5, true))));
        assert_eq!((check.repeats, check.repeats_right), (1, 1));
        check.repeat(id, 5, Some(&Ok((6, true))));
        check.repeat(id, 5, Some(&Ok((5, false))));
        check.repeat(id, 5, None);
        assert_eq!((check.repeats, check.repeats_right, check.words.len()), (4, 1, 3));
        let mut faults = Faults::default();
        check.faults(&mut faults);
        assert!(faults.0[0].starts_with("3 repeated commands"), "{faults:?}");
    }
}
