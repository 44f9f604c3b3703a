//! Documents with nothing in them, for the stand-in server and the tests of the tallies.

use alongside_protocol::{
    ResponseId,
    view::{
        AreaView, CarRulesView, ConsentRulesView, ContactRulesView, ContactSafety, ContactSummary, GateView, GradeView,
        IncidentFile, IncidentRow, PriorityRulesView, PriorityView, ResponseFile, ResponseRow, RiskRulesView,
        SchemeView,
    },
    vocabulary::{GateMode, GateState, IncidentState, ResponseState, Standing},
};

use crate::stand_in::OPENING_CODE;

fn response(number: &str) -> ResponseId {
    ResponseId(format!("{number}#1"))
}

pub fn incident_file(number: &str) -> IncidentFile {
    IncidentFile {
        number: number.into(),
        address: None,
        people: vec![],
        thrive: None,
        standing_reason: None,
        responses: vec![ResponseFile {
            response: response(number),
            safe_contact: None,
            attempts: vec![],
            outcome: None,
            ended_reason: None,
            risk: vec![],
            plan: None,
            welfare: None,
            consents: vec![],
            referrals: vec![],
            passed_on_note: None,
        }],
        timeline: vec![],
    }
}

/// A row with one response and nothing else.
pub fn incident_row(number: &str) -> IncidentRow {
    let contact = ContactSummary {
        attempts: 0,
        last_result: None,
        last_at: None,
        next_at: None,
        first_due_at: None,
        ended_at: None,
        ended_by: None,
        safety: ContactSafety::Unknown,
        overtaken_because: None,
        confirmed_at: None,
    };
    IncidentRow {
        number: number.into(),
        state: IncidentState::Graded,
        opening_code: OPENING_CODE.to_owned(),
        grade: "4".to_owned(),
        graded_at: 0,
        received_at: 0,
        locality: None,
        beat: None,
        point: None,
        site: None,
        language: None,
        duplicates: vec![],
        duplicate_of: None,
        priority: PriorityView {
            points: 0,
            factors: vec![],
            waiting_since: None,
            standing: Standing::ByFactors,
            standing_by: None,
            standing_at: None,
        },
        eligibility: None,
        hazards: vec![],
        children_present: None,
        repeat: None,
        resources: vec![],
        suspect: None,
        gate: GateView {
            mode: GateMode::None,
            state: GateState::NotUsed,
            words: String::new(),
            conditions: vec![],
            revoked_because: None,
            since: None,
        },
        responses: vec![ResponseRow {
            response: response(number),
            ordinal: 1,
            state: ResponseState::Notified,
            notified_at: 0,
            reviewed_at: None,
            contacted_at: None,
            claim: None,
            contact,
            escalation: None,
            deployment: None,
            reserved: vec![],
            needs: None,
            car_wanted: None,
            outcome: None,
            found: vec![],
            risk: None,
            plan_agreed: false,
            referrals: 0,
            passed_on: None,
            shelved: vec![],
        }],
        remark_count: 0,
        last_log_at: None,
        closing_code: None,
        synthetic: true,
    }
}

pub fn scheme() -> SchemeView {
    let grade =
        |code: &str, rank| GradeView { code: code.to_owned(), label: code.to_owned(), rank, attend_minutes: None };
    SchemeView {
        board: "stand-in".into(),
        name: "Stand-in".to_owned(),
        force: "None".to_owned(),
        time_zone: "UTC".to_owned(),
        person_word: "victim".to_owned(),
        grades: vec![grade("3", 3), grade("4", 4)],
        gate: GateMode::None,
        hours: vec![],
        escalation_climb_ms: [0, 0],
        escalation_climb_to: [String::new(), String::new()],
        offer_window_ms: 0,
        claim_lease_ms: 0,
        safe_contact_stale_ms: 0,
        override_roles: vec![],
        partners: vec![],
        services: vec![],
        needs: vec![],
        sites: vec![],
        priority: PriorityRulesView { waiting_every_ms: 600_000, waiting_points: 0, waiting_points_max: 0 },
        contact: ContactRulesView { slots: vec![], first_within_working_days: None },
        risk: RiskRulesView { sets: vec![], history_incidents: None, history_band: None },
        safety_topics: vec![],
        consent: ConsentRulesView { purposes: vec![], for_referral: None, recipients: vec![], bases: vec![] },
        outcome_questions: vec![],
        caseload_ceiling: None,
        cars: CarRulesView {
            training: vec![],
            check_in_every_ms: None,
            check_in_climb_ms: 0,
            sos_climb_ms: 0,
            break_due_after_ms: None,
            break_ms: 0,
            job_ms: 0,
            has_beats: false,
        },
        duplicate_within_ms: 0,
        idle_lock_ms: None,
        area: AreaView { south: 54.0, west: -1.0, north: 55.0, east: 0.0 },
        notice: None,
    }
}
