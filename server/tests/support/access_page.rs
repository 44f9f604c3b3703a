//! The page `docs/security/access.md`, written from the tables that the server asks.

use std::{
    collections::BTreeMap,
    fmt::Write,
    path::{Path, PathBuf},
};

use alongside::access::policy::{self, Scope, Who};
use alongside_core::policy::roles_for;
use alongside_protocol::{
    ClientFrame, ServerFrame,
    view::DocKind,
    vocabulary::{Audience, Role},
};

pub fn file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/security/access.md")
}

fn fixtures(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../protocol/fixtures").join(folder);
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    found.sort();
    found
}

/// Every command of the protocol by its name on the wire, with the roles that may give it.
pub fn commands() -> BTreeMap<String, &'static [Role]> {
    let mut commands = BTreeMap::new();
    for (_, text) in fixtures("client/command") {
        let ClientFrame::Command { command, .. } = serde_json::from_str(&text).unwrap() else { continue };
        let name = serde_json::to_value(&command).unwrap()["type"].as_str().unwrap().to_owned();
        commands.insert(name, roles_for(&command));
    }
    commands
}

/// Every frame to a screen by its name on the wire, and an example.
pub fn frames() -> Vec<(String, ServerFrame)> {
    fixtures("server")
        .into_iter()
        .map(|(_, text)| {
            let frame: ServerFrame = serde_json::from_str(&text).unwrap();
            (serde_json::to_value(&frame).unwrap()["type"].as_str().unwrap().to_owned(), frame)
        })
        .collect()
}

pub const DOCUMENTS: [(DocKind, &str); 4] =
    [(DocKind::Incident, "incident"), (DocKind::Brief, "brief"), (DocKind::Job, "job"), (DocKind::Car, "car")];

fn head(page: &mut String, first: &str, columns: &[&str]) {
    writeln!(page, "| {first} | {} |", columns.join(" | ")).unwrap();
    writeln!(page, "|---|{}", ":-:|".repeat(columns.len())).unwrap();
}

fn row(page: &mut String, first: &str, cells: impl Iterator<Item = bool>) {
    let cells: Vec<_> = cells.map(|may| if may { "yes" } else { "" }).collect();
    writeln!(page, "| {first} | {} |", cells.join(" | ")).unwrap();
}

pub fn page() -> String {
    let mut page = String::from(
        "# Who may do what\n\n\
         Written by `make types` from the tables that the server itself asks: `server/src/access/policy.rs` (addresses, frames),\n\
         `server/core/src/policy.rs` (commands). Do not edit. All but the app's own pages and files is tried on a real server by `tests/tests/access.rs`,\n\
         against expectations that were written by hand.\n\n\
         What stands in no table is refused. A role counts only on the account's own boards: of any other board nothing exists\n\
         (404, counted and logged). \"person\" is anybody who is signed in and no machine.\n\n\
         ## Addresses\n\n",
    );
    let roles: Vec<_> = Role::ALL.iter().map(|(_, word)| *word).collect();
    let mut columns = vec!["speaks of", "nobody"];
    columns.extend(&roles);
    head(&mut page, "address", &columns);
    for rule in policy::ROUTES {
        let scope = match rule.scope {
            Scope::Public => "nothing personal",
            Scope::Own => "the person's own sign-in",
            Scope::OwnBoards => "own boards",
        };
        let may = |role: &Role| match rule.who {
            Who::Anybody | Who::SignedIn => true,
            Who::Person => !matches!(role, Role::Feed | Role::Tracker | Role::Monitor),
            Who::Roles(roles) => roles.contains(role),
        };
        let nobody = if rule.who == Who::Anybody { "yes" } else { "" };
        let cells: Vec<_> = Role::ALL.iter().map(|(role, _)| if may(role) { "yes" } else { "" }).collect();
        writeln!(page, "| `{} {}` | {scope} | {nobody} | {} |", rule.method, rule.path, cells.join(" | ")).unwrap();
    }
    page.push_str(
        "\n## Commands\n\nOver the WebSocket, on the board to which the screen said hello. On top come the own-job rules of `decide`: a crew\n\
         acts on jobs that its own car was given and on its own car; whoever writes to a claimed response does so beside its worker;\n\
         a note is kept for the writer's own side or for both, and shared by the side that keeps it. `place_hold`, `lift_hold` and\n\
         `erase_incident` are asked for over HTTP.\n\n",
    );
    head(&mut page, "command", &roles);
    for (name, may) in commands() {
        row(&mut page, &format!("`{name}`"), Role::ALL.iter().map(|(role, _)| may.contains(role)));
    }
    page.push_str(
        "\n## Frames\n\nBy audience: `control` is open to support_worker and control_room, `crew` to a crew with a car, `inspector` to\n\
         inspector and coordinator. data_protection has none.\n\n",
    );
    let audiences: Vec<_> = Audience::ALL.iter().map(|(_, word)| *word).collect();
    head(&mut page, "frame", &audiences);
    let mut told = BTreeMap::new();
    for (name, frame) in frames() {
        // Of a frame that may go further without its content, both are told.
        let content = match &frame {
            ServerFrame::Recommendation { recommendation: Some(_), .. } => " with a recommendation",
            ServerFrame::Recommendation { .. } => " with a refusal",
            _ => "",
        };
        told.insert(format!("`{name}`{content}"), policy::frame(&frame));
    }
    for (name, may) in told {
        row(&mut page, &name, Audience::ALL.iter().map(|(audience, _)| may.contains(audience)));
    }
    page.push_str("\nDocuments in a snapshot or a delta. A crew is sent its own jobs and its own car alone.\n\n");
    head(&mut page, "document", &audiences);
    for (kind, name) in DOCUMENTS {
        let may = policy::document(kind);
        row(&mut page, &format!("`{name}`"), Audience::ALL.iter().map(|(audience, _)| may.contains(audience)));
    }
    page.push_str(
        "\n## Files, and the two controllers\n\nA `file` is sent only on `open`, once the look is on record. `control` opens any incident of the board; a crew those\n\
         of its live jobs, without people before it has acknowledged; nobody else. In a file, entries kept for the charity are\n\
         there for roles on the charity's side, and police-only remarks and notes for those on the police's; which role is on which\n\
         side is the scheme's `[controllers]`. A note that was shared on a recorded basis is there for both.\n",
    );
    page
}
