//! Who may do what, cell by cell on a real server (fault 29): every address by every role on its own board and on
//! another one; every command by every role; every board by every audience.
//!
//! What is expected of addresses is written here by hand, and not read from the policy; of commands it stands in
//! `docs/security/access.md`, which hand-written tables of the core's tests have checked. An address or a command that
//! nobody wrote an expectation for fails.

use std::collections::{BTreeMap, BTreeSet};

use alongside_protocol::{
    ClientFrame, CloseCode,
    vocabulary::{
        Audience,
        Role::{self, ControlRoom, Coordinator, DataProtection, Feed, Inspector, Monitor, SupportWorker, Tracker},
    },
};
use alongside_tests::{
    Result,
    feed::Story,
    people::{BOARD, Person},
    screen::{Dial, Screen, dial, new_id, now_ms},
    seen::Answer,
    server::{Server, root},
    stand::{Engines, OTHER_BOARD, Stand},
    wait::PATIENCE,
};
use anyhow::{Context, bail, ensure};
use futures_util::SinkExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

const NUMBER: &str = "QS-0001";

enum May {
    /// Also somebody who is not signed in.
    Anybody,
    /// Every person who is signed in, and no machine.
    Persons,
    /// Whoever is signed in.
    SignedIn,
    Only(&'static [Role]),
}

/// An address, with what is sent to it; `$board`, `$incident` and `$session` are put in.
struct Ask {
    address: &'static str,
    path: &'static str,
    body: Option<&'static str>,
    may: May,
    /// Whether it speaks of a board.
    of_board: bool,
}

const fn open(address: &'static str, path: &'static str, may: May) -> Ask {
    Ask { address, path, body: None, may, of_board: false }
}

const fn own(address: &'static str, path: &'static str, body: Option<&'static str>) -> Ask {
    Ask { address, path, body, may: May::Persons, of_board: false }
}

const fn board(address: &'static str, path: &'static str, body: Option<&'static str>, may: &'static [Role]) -> Ask {
    Ask { address, path, body, may: May::Only(may), of_board: true }
}

const WHOLE_BOARD: &[Role] = &[SupportWorker, ControlRoom, Inspector, Coordinator];
const OFFICE: &[Role] = &[Coordinator];
const KEEPER: &[Role] = &[DataProtection];
const HOLD: Option<&str> = Some(r#"{"board":"$board","incident":"$incident","reason":"why"}"#);
const ON_BOARD: Option<&str> = Some(r#"{"board":"$board"}"#);

const ADDRESSES: &[Ask] = &[
    open("GET /livez", "/livez", May::Anybody),
    open("GET /readyz", "/readyz", May::Anybody),
    open("GET /metrics", "/metrics", May::Anybody),
    open("GET /openapi.json", "/openapi.json", May::Anybody),
    open("GET /feed/v1/schema.json", "/feed/v1/schema.json", May::Anybody),
    open("GET /api/v1/sign-in", "/api/v1/sign-in", May::Anybody),
    open("GET /api/v1/sign-in/oidc", "/api/v1/sign-in/oidc", May::Anybody),
    open("GET /api/v1/sign-in/oidc/callback", "/api/v1/sign-in/oidc/callback", May::Anybody),
    open("POST /api/v1/sign-in/oidc/logout", "/api/v1/sign-in/oidc/logout", May::Anybody),
    open("POST /api/v1/session/refresh", "/api/v1/session/refresh", May::Anybody),
    Ask { body: Some("{}"), ..open("POST /api/v1/session", "/api/v1/session", May::Anybody) },
    Ask { body: Some("{}"), ..open("POST /api/v1/token", "/api/v1/token", May::Anybody) },
    open("GET /ws", "/ws", May::SignedIn),
    own("GET /api/v1/session", "/api/v1/session", None),
    own("DELETE /api/v1/session", "/api/v1/session", None),
    own("GET /api/v1/sessions", "/api/v1/sessions", None),
    own("DELETE /api/v1/sessions/{session}", "/api/v1/sessions/none", None),
    own("GET /api/v1/second-factor", "/api/v1/second-factor", None),
    own("POST /api/v1/second-factor", "/api/v1/second-factor", Some("{}")),
    own("PUT /api/v1/second-factor", "/api/v1/second-factor", Some("{}")),
    own("DELETE /api/v1/second-factor", "/api/v1/second-factor", Some("{}")),
    own("PUT /api/v1/password", "/api/v1/password", Some("{}")),
    board("GET /api/v1/demand/earlier", "/api/v1/demand/earlier?board=$board", None, WHOLE_BOARD),
    board("GET /api/v1/demand/today", "/api/v1/demand/today?board=$board", None, WHOLE_BOARD),
    board("GET /api/v1/demand/forecast", "/api/v1/demand/forecast?board=$board", None, WHOLE_BOARD),
    board(
        "POST /api/v1/demand/cover",
        "/api/v1/demand/cover",
        Some(
            r#"{"board":"$board","from":"$day","to":"$day","hours":[],"workers":1,"cars":1,"contact_min":20,"visit_min":45,"visit_share_pct":20,"contact_target_min":15,"visit_target_min":60,"runs":1,"seed":1,"best":null}"#,
        ),
        WHOLE_BOARD,
    ),
    board("GET /api/v1/figures", "/api/v1/figures?board=$board&from=$day&to=$day", None, WHOLE_BOARD),
    board("GET /api/v1/boards/{board}/beats", "/api/v1/boards/$board/beats", None, WHOLE_BOARD),
    board("POST /feed/v1/events", "/feed/v1/events?board=$board", Some("[]"), &[Feed]),
    board("POST /feed/v1/positions", "/feed/v1/positions?board=$board", Some("[{}]"), &[Tracker]),
    board("POST /api/v1/referrals/list", "/api/v1/referrals/list", ON_BOARD, OFFICE),
    board(
        "POST /api/v1/referrals/answer",
        "/api/v1/referrals/answer",
        Some(r#"{"board":"$board","response":"$incident#1","service":"Nobody","answer":"accepted"}"#),
        OFFICE,
    ),
    board("GET /api/v1/people", "/api/v1/people?board=$board", None, OFFICE),
    board(
        "POST /api/v1/people/sign-out",
        "/api/v1/people/sign-out",
        Some(r#"{"board":"$board","user":"none"}"#),
        OFFICE,
    ),
    board(
        "POST /api/v1/people/access",
        "/api/v1/people/access",
        Some(r#"{"board":"$board","user":"none","disabled":true}"#),
        OFFICE,
    ),
    board("POST /api/v1/people/unlock", "/api/v1/people/unlock", Some(r#"{"board":"$board","user":"none"}"#), OFFICE),
    board("POST /api/v1/ledger/search", "/api/v1/ledger/search", ON_BOARD, KEEPER),
    board(
        "POST /api/v1/ledger/export",
        "/api/v1/ledger/export",
        Some(r#"{"board":"$board","format":"csv","purpose":"audit","reason":"why"}"#),
        KEEPER,
    ),
    board("POST /api/v1/retention/preview", "/api/v1/retention/preview", ON_BOARD, KEEPER),
    board("POST /api/v1/retention/job", "/api/v1/retention/job", ON_BOARD, KEEPER),
    board(
        "POST /api/v1/retention/erase",
        "/api/v1/retention/erase",
        Some(r#"{"board":"$board","basis":"retention","reason":"why"}"#),
        KEEPER,
    ),
    board("POST /api/v1/retention/hold", "/api/v1/retention/hold", HOLD, KEEPER),
    board("POST /api/v1/retention/lift", "/api/v1/retention/lift", HOLD, KEEPER),
    board(
        "POST /api/v1/retention/find",
        "/api/v1/retention/find",
        Some(r#"{"board":"$board","phone":"01632 960999"}"#),
        KEEPER,
    ),
];

/// What became of a request, as far as access goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Became {
    LetIn,
    /// 401.
    NotSignedIn,
    /// 403.
    NotTheRole,
    /// 404: another board does not exist.
    NoSuchBoard,
}

async fn ask(server: &Server, token: Option<&str>, ask: &Ask, of: &str) -> Result<Became> {
    let today = jiff::Timestamp::from_millisecond(now_ms())?.strftime("%Y-%m-%d").to_string();
    let put = |text: &str| text.replace("$board", of).replace("$incident", NUMBER).replace("$day", &today);
    let method = ask.address.split(' ').next().unwrap_or_default();
    let mut request = server.http.request(method.parse()?, server.url(&put(ask.path)));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if let Some(body) = ask.body {
        request = request.header("content-type", "application/json").body(put(body));
    }
    let answer = request.send().await?;
    let (status, text) = (answer.status().as_u16(), answer.text().await?);
    let problem: Value = serde_json::from_str(&text).unwrap_or_default();
    Ok(match (status, problem["code"].as_str()) {
        (401, Some("sign_in_required" | "token_invalid")) => Became::NotSignedIn,
        (403, Some("role_not_allowed")) => Became::NotTheRole,
        (404, Some("not_found")) if text.contains("no such board") => Became::NoSuchBoard,
        (404, None) => bail!("{} is not there at all: {text}", ask.address),
        (500.., _) => bail!("{}: {status} {text}", ask.address),
        _ => Became::LetIn,
    })
}

/// Somebody of each role on the test's board, with a token.
async fn tokens(stand: &Stand, people: &[Person]) -> Result<Vec<(Role, String)>> {
    let mut tokens = Vec::new();
    for (role, word) in Role::ALL {
        let token = match role {
            Feed | Tracker | Monitor => stand.node().settings.issue_token(word, BOARD)?,
            _ => {
                let person = people.iter().find(|person| person.roles == *word).context("nobody of this role")?;
                stand.node().token(person).await?
            }
        };
        tokens.push((*role, token));
    }
    Ok(tokens)
}

fn people() -> Vec<Person> {
    let people = Role::ALL.iter().filter(|(role, _)| !matches!(role, Feed | Tracker | Monitor));
    people
        .map(|(role, word)| match role {
            Role::Crew => Person::crew("dunlin", "car-1"),
            _ => Person::new(&format!("the-{}", word.replace('_', "-")), word),
        })
        .collect()
}

#[tokio::test]
async fn fault_29_every_address_by_every_role_on_its_own_board_and_on_another() -> Result<()> {
    let people = people();
    let stand = Stand::with_two_boards(Engines::Embedded, &people.iter().collect::<Vec<_>>()).await?;
    let server = stand.node();
    stand.feed.tell(server, &[Story::new(NUMBER).received()]).await?;

    let document: Value = serde_json::from_str(&server.text("/openapi.json").await?)?;
    let mut listed = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().context("no paths")? {
        for method in methods.as_object().context("no methods")?.keys() {
            listed.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let written: BTreeSet<String> = ADDRESSES.iter().map(|ask| ask.address.to_owned()).collect();
    ensure!(listed == written, "{:#?} differ", listed.symmetric_difference(&written).collect::<Vec<_>>());

    let tokens = tokens(&stand, &people).await?;
    let mut wrong = Vec::new();
    // Last, as it ends what the others come with.
    let mut asks: Vec<&Ask> = ADDRESSES.iter().collect();
    asks.sort_by_key(|ask| ask.address == "DELETE /api/v1/session");
    for one in asks {
        let mut expect = async |who: &str, token: Option<&str>, of: &str, expected: Became| {
            let became = ask(server, token, one, of).await?;
            if became != expected {
                wrong.push(format!("{} by {who} on {of}: {became:?}, not {expected:?}", one.address));
            }
            Ok::<(), anyhow::Error>(())
        };
        let anybody = matches!(one.may, May::Anybody);
        expect("nobody", None, BOARD, if anybody { Became::LetIn } else { Became::NotSignedIn }).await?;
        expect("a forger", Some("alongside_none"), BOARD, if anybody { Became::LetIn } else { Became::NotSignedIn })
            .await?;
        for (role, token) in &tokens {
            let may = match &one.may {
                May::Anybody | May::SignedIn => true,
                May::Persons => !matches!(role, Feed | Tracker | Monitor),
                May::Only(roles) => roles.contains(role),
            };
            let expected = if may { Became::LetIn } else { Became::NotTheRole };
            expect(role.as_str(), Some(token), BOARD, expected).await?;
            if one.of_board {
                let expected = if may { Became::NoSuchBoard } else { Became::NotTheRole };
                expect(role.as_str(), Some(token), OTHER_BOARD, expected).await?;
                expect(role.as_str(), Some(token), "nowhere", expected).await?;
            }
        }
    }
    ensure!(wrong.is_empty(), "{wrong:#?}");
    ensure!(server.log().contains("board refused"), "a look at another board is logged");
    Ok(())
}

/// The roles that the page gives each command.
fn commands_of_the_page() -> Result<BTreeMap<String, BTreeSet<String>>> {
    let page = std::fs::read_to_string(root().join("docs/security/access.md"))?;
    let part = page.split("## Commands").nth(1).context("no commands")?.split("\n## ").next().unwrap_or_default();
    let mut lines = part.lines().filter(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
    let roles: Vec<String> = cells(lines.next().context("no head")?).into_iter().skip(1).collect();
    let mut commands = BTreeMap::new();
    for line in lines.skip(1) {
        let row = cells(line);
        let may = roles.iter().zip(&row[1..]).filter(|(_, cell)| *cell == "yes").map(|(role, _)| role.clone());
        commands.insert(row[0].trim_matches('`').to_owned(), may.collect());
    }
    Ok(commands)
}

#[tokio::test]
async fn fault_29_every_command_by_every_role_is_answered_as_the_page_says() -> Result<()> {
    let people = people();
    let stand = Stand::with_two_boards(Engines::Embedded, &people.iter().collect::<Vec<_>>()).await?;
    let expected = commands_of_the_page()?;
    let mut frames: Vec<Value> = Vec::new();
    for entry in std::fs::read_dir(root().join("protocol/fixtures/client/command"))? {
        frames.push(serde_json::from_str(&std::fs::read_to_string(entry?.path())?)?);
    }
    let mut tried = BTreeSet::new();
    for person in people.iter().filter(|person| person.roles != "data_protection") {
        let screen = stand.screen(person).await?;
        for frame in &frames {
            let name = frame["command"]["type"].as_str().context("no type")?.to_owned();
            let may = expected.get(&name).with_context(|| format!("{name} is not on the page"))?;
            let id = new_id();
            let mut sent = frame.clone();
            (sent["id"], sent["at"]) = (json!(id), json!(now_ms()));
            screen.say_text(sent.to_string()).await?;
            let turned_away = match screen.answer(id).await? {
                Answer::Refused(refusal) => refusal.code == alongside_protocol::RefusalCode::RoleNotAllowed,
                Answer::Accepted { .. } => false,
            };
            ensure!(
                turned_away != may.contains(&person.roles),
                "{name} by {}: turned away {turned_away}",
                person.roles
            );
            tried.insert(name);
        }
    }
    ensure!(tried == expected.keys().cloned().collect(), "every command of the page was tried");
    Ok(())
}

#[tokio::test]
async fn fault_29_another_board_does_not_exist_for_any_audience() -> Result<()> {
    let people = people();
    let stand = Stand::with_two_boards(Engines::Embedded, &people.iter().collect::<Vec<_>>()).await?;
    for person in &people {
        let token = stand.node().token(person).await?;
        for (audience, word) in Audience::ALL {
            for board in [OTHER_BOARD, "nowhere"] {
                let mut socket = dial(stand.node(), &Dial::bearer(&token)).await?;
                let (board, car) = (board.into(), person.car());
                let hello = ClientFrame::Hello { board, audience: *audience, car, position: None };
                socket.send(Message::text(serde_json::to_string(&hello)?)).await?;
                let closed = Screen::attend(socket, None).closed(PATIENCE).await?;
                let code = Some(CloseCode::NotAllowed.number());
                ensure!(closed.code == code, "{} as {word} on another board: {closed:?}", person.username);
            }
        }
    }
    Ok(())
}
