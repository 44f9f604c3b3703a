//! What one screen is shown of people: files that it opens, job cards that come to it; each look on record.

use std::sync::Arc;

use alongside_protocol::{IncidentNumber, Refusal, RefusalCode, ServerFrame, limits};
use serde_json::json;

use super::Connection;
use crate::{
    clock,
    hub::encode,
    ledger::{Act, LedgerAway, Note},
    views::{self, Viewer},
};

impl Connection<'_> {
    /// A file is sent once the look is on record, and not before.
    pub(super) fn open(&mut self, number: IncidentNumber) {
        if let Err(refusal) = self.app.rates.open_of(&self.identity.user) {
            self.close_file(number, Some(refusal));
            return;
        }
        if self.files.iter().any(|(open, _)| open == &number) {
            self.show_file(number);
            return;
        }
        let picture = self.board.hub.picture();
        if let Err(refusal) = views::may_open(&picture, &self.viewer, &number) {
            self.close_file(number, Some(refusal));
            return;
        }
        if self.asked_for.contains(&number) {
            return;
        }
        if self.asked_for.len() >= limits::OPEN_FILES_MAX {
            let refusal = Refusal::new(RefusalCode::TooManyInFlight, "several files are being opened; ask again");
            self.close_file(number, Some(refusal));
            return;
        }
        let note = Note { incident: Some(number.clone()), ..self.look(json!({ "what": "file_opened" })) };
        let ledger = self.app.ledger.clone();
        self.asked_for.push(number.clone());
        self.opening.push(Box::pin(async move { (number, ledger.record(note).await) }));
    }

    pub(super) fn opened(&mut self, number: IncidentNumber, noted: Result<(), LedgerAway>) {
        // Closed again meanwhile: nothing is sent.
        let Some(place) = self.asked_for.iter().position(|asked| asked == &number) else { return };
        self.asked_for.remove(place);
        if noted.is_err() {
            let refusal = Refusal::new(
                RefusalCode::JournalUnavailable,
                "the file cannot be opened just now: the record of who looks does not answer; try again in a moment",
            );
            self.close_file(number, Some(refusal));
            return;
        }
        self.show_file(number);
    }

    fn show_file(&mut self, number: IncidentNumber) {
        let picture = self.board.hub.picture();
        // Asked once more: it may have gone since.
        let allowed = views::may_open(&picture, &self.viewer, &number);
        let (Ok(()), Some(incident)) = (&allowed, picture.incidents.get(&number)) else {
            self.close_file(number, allowed.err());
            return;
        };
        if !self.files.iter().any(|(open, _)| open == &number) {
            if self.files.len() >= limits::OPEN_FILES_MAX {
                let (oldest, _) = self.files.remove(0);
                self.close_file(oldest, None);
            }
            self.files.push((number, Arc::clone(incident)));
            self.tell_viewing();
        }
        self.send(&ServerFrame::File { file: views::file(&self.board.scheme, incident, &self.viewer, self.sides) });
    }

    fn close_file(&mut self, incident: IncidentNumber, refusal: Option<Refusal>) {
        self.send(&ServerFrame::FileClosed { incident, refusal });
    }

    /// A note that this person is shown something now.
    fn look(&self, detail: serde_json::Value) -> Note {
        let note = Note::new(self.board.id(), clock::now_ms(), Act::Consultation, &self.identity.user, detail);
        Note { name: Some(self.identity.name.clone()), audience: Some(self.audience), ..note }
    }

    /// A job's card, with its place, is on a crew's screen without the crew having asked. It is not held back for the
    /// record's sake: a recall must come through. What changed the board was on disk a moment ago.
    pub(super) fn note_jobs(&mut self) {
        let Viewer::Crew(car) = &self.viewer else { return };
        let shown = views::jobs_shown(&self.board.hub.picture(), car);
        for (deployment, incident) in shown.iter().filter(|job| !self.jobs_shown.contains(job)) {
            let detail = json!({ "what": "job_card_shown", "deployment": deployment, "car": car });
            self.app.ledger.note(Note { incident: Some(incident.clone()), ..self.look(detail) });
        }
        self.jobs_shown = shown;
    }

    /// Sends every open file that changed, and closes what is no longer this viewer's to see.
    pub(super) fn refresh_files(&mut self) {
        if self.files.is_empty() {
            return;
        }
        let picture = self.board.hub.picture();
        let mut frames = Vec::new();
        let (viewer, scheme, sides, audience) = (&self.viewer, &self.board.scheme, self.sides, self.audience);
        self.files.retain_mut(|(number, sent)| {
            let current = picture.incidents.get(number).filter(|_| views::may_open(&picture, viewer, number).is_ok());
            let Some(current) = current else {
                frames.push(encode(audience, &ServerFrame::FileClosed { incident: number.clone(), refusal: None }));
                return false;
            };
            if !Arc::ptr_eq(current, sent) {
                frames.push(encode(audience, &ServerFrame::File { file: views::file(scheme, current, viewer, sides) }));
                *sent = Arc::clone(current);
            }
            true
        });
        self.frames.append(&mut frames);
    }

    pub(super) fn tell_viewing(&self) {
        let viewing = self.files.iter().map(|(number, _)| number.clone()).collect();
        self.board.presences.viewing(self.number, viewing);
    }
}
