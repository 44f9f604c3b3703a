//! Tablets of crews: two in one car, a sign-in that outlives its browser and a dead spot, and one that was ended.

use alongside_protocol::{
    Command, DeploymentId, RefusalCode,
    record::SeatFilled,
    view::DeploymentView,
    vocabulary::{DeploymentState, Seat},
};
use alongside_tests::{
    Result,
    feed::Story,
    http::{problem, refused},
    people::{Cookies, Person},
    screen::{Dial, Screen, new_id},
    seen::{Answer, Seen},
    server::Server,
    stand::{Engines, Stand},
    wait::PATIENCE,
};
use anyhow::{Context, bail, ensure};
use reqwest::{Method, Response, StatusCode, header};
use serde_json::json;

/// Both tablets, and the desk that sends the car.
struct Car {
    response: alongside_protocol::ResponseId,
    tablets: [Screen; 2],
    cookies: [Cookies; 2],
}

/// One car on duty, its crew's account signed in on two tablets, and one job offered to it.
async fn offered(stand: &Stand, worker: &Screen, crew: &Person) -> Result<Car> {
    let server = stand.node();
    let mut story = Story::new("QS-3100");
    let mut facts = vec![story.received()];
    facts.extend(story.opens_gate());
    stand.feed.tell(server, &facts).await?;
    worker.wait_for("the call", |seen| seen.row("QS-3100").map(|_| ())).await?;
    let seats = vec![SeatFilled::new(Seat::SupportWorker, "Dunlin"), SeatFilled::new(Seat::Officer, "PC Knot")];
    worker.accept(Command::StartShift { car: "car-1".into(), seats }).await?;
    let cookies = [server.sign_in(crew).await?, server.sign_in(crew).await?];
    let open = async |cookies| Screen::with(server, &Dial::cookies(server, cookies), crew, None).await;
    let tablets = [open(&cookies[0]).await?, open(&cookies[1]).await?];
    let response = story.response();
    let car = "car-1".into();
    let send = Command::SendCar { response: response.clone(), car, override_reason: None, next_best: false };
    worker.accept(send).await?;
    Ok(Car { response, tablets, cookies })
}

fn job(seen: &Seen) -> Option<DeploymentView> {
    seen.jobs().next().map(|job| job.view.clone())
}

async fn both_see(tablets: &[Screen; 2], state: DeploymentState) -> Result<()> {
    for tablet in tablets {
        tablet
            .wait_for(&format!("the job is {state:?}"), |seen| job(seen).filter(|view| view.state == state).map(|_| ()))
            .await?;
    }
    let seq = tablets[0].now().seq.max(tablets[1].now().seq);
    for tablet in tablets {
        tablet.reach(seq).await?;
        tablet.no_gap()?;
    }
    ensure!(tablets[0].now().docs() == tablets[1].now().docs(), "two tablets of one car see the same");
    Ok(())
}

async fn refresh(server: &Server, cookies: &Cookies) -> Result<Response> {
    server.ask(cookies, Method::POST, "/api/v1/session/refresh", None).await
}

#[tokio::test]
async fn two_tablets_of_one_car_see_the_same_and_a_step_counts_once() -> Result<()> {
    let (linnet, dunlin) = (Person::worker("linnet"), Person::crew("dunlin", "car-1"));
    let stand = Stand::start(Engines::Embedded, 1, &[&linnet, &dunlin]).await?;
    let worker = stand.screen(&linnet).await?;
    let Car { response, tablets, .. } = offered(&stand, &worker, &dunlin).await?;
    both_see(&tablets, DeploymentState::Offered).await?;
    let deployment = DeploymentId::of(&response, 1);
    let steps = [
        (Command::AcknowledgeOffer { deployment: deployment.clone() }, DeploymentState::Acknowledged, "acknowledged"),
        (Command::GoEnRoute { deployment: deployment.clone() }, DeploymentState::EnRoute, "en route"),
        (Command::ArriveAtScene { deployment: deployment.clone() }, DeploymentState::AtScene, "at scene"),
    ];
    for (step, state, words) in steps {
        let ids = [new_id(), new_id()];
        tokio::try_join!(tablets[0].send(ids[0], &step), tablets[1].send(ids[1], &step))?;
        let answers = tokio::try_join!(tablets[0].answer(ids[0]), tablets[1].answer(ids[1]))?;
        let (id, seq, refusal) = match answers {
            (Answer::Accepted { seq, .. }, Answer::Refused(refusal)) => (ids[0], seq, refusal),
            (Answer::Refused(refusal), Answer::Accepted { seq, .. }) => (ids[1], seq, refusal),
            both => bail!("{words}: one counts and one does not: {both:?}"),
        };
        ensure!(refusal.code == RefusalCode::WrongState, "{refusal:?}");
        ensure!(refusal.message == format!("this job is {words} already"), "{refusal:?}");
        ensure!(refusal.when.is_some(), "and since when: {refusal:?}");
        // The same act under its own id, from either tablet, is the same act.
        for tablet in &tablets {
            let earlier = tablet.now().answers.get(&id).map_or(0, Vec::len);
            tablet.send(id, &step).await?;
            let again = tablet.answers(id, earlier + 1).await?.pop();
            ensure!(again == Some(Answer::Accepted { seq, repeated: true }), "{words}: {again:?}");
        }
        both_see(&tablets, state).await?;
    }
    let file = worker.file("QS-3100").await?;
    for words in ["acknowledged the job", "is on the way", "at scene"] {
        let words = format!("QS01 {words}");
        let times = file.timeline.iter().filter(|entry| entry.words == words).count();
        ensure!(times == 1, "{words}: {times} times");
    }
    Ok(())
}

#[tokio::test]
async fn ending_one_tablets_sign_in_closes_that_one_and_empties_it() -> Result<()> {
    let (linnet, dunlin) = (Person::worker("linnet"), Person::crew("dunlin", "car-1"));
    let siskin = Person::coordinator("siskin");
    let stand = Stand::start(Engines::Embedded, 1, &[&linnet, &dunlin, &siskin]).await?;
    let server = stand.node();
    let worker = stand.screen(&linnet).await?;
    let Car { response, tablets, cookies } = offered(&stand, &worker, &dunlin).await?;
    let office = server.sign_in(&siskin).await?;
    let people = server.done(&office, Method::GET, "/api/v1/people?board=quayside", None).await?;
    let all = people["people"].as_array().context("people")?;
    let crew = all.iter().find(|one| one["username"] == "dunlin").context("the crew is on the board")?;
    let open = crew["sessions"].as_array().context("sessions")?;
    ensure!(open.len() == 2, "both tablets are listed: {open:?}");
    // The newest first: the second tablet's.
    let out = json!({ "board": "quayside", "user": crew["user"], "session": open[0]["session"] });
    server.done(&office, Method::POST, "/api/v1/people/sign-out", Some(out)).await?;
    assert_eq!(tablets[1].closed(PATIENCE).await?.code, Some(4502));
    let ended = refresh(server, &cookies[1]).await?;
    ensure!(is_cleared(&ended), "the tablet is emptied by the answer itself: {:?}", ended.headers());
    assert_eq!(problem(ended).await?, refused(401, "sign_in_required"));
    tablets[0].accept(Command::AcknowledgeOffer { deployment: DeploymentId::of(&response, 1) }).await?;
    ensure!(tablets[0].now().closed.is_none(), "the other goes on");
    let goes_on = refresh(server, &cookies[0]).await?;
    ensure!(goes_on.status() == StatusCode::OK && !is_cleared(&goes_on), "{}", goes_on.status());
    Ok(())
}

fn is_cleared(answer: &Response) -> bool {
    let gone = answer.headers().get_all(header::SET_COOKIE).iter();
    let gone = gone.filter(|line| line.to_str().is_ok_and(|line| line.contains("Max-Age=0"))).count();
    gone == 2 && answer.headers().get("clear-site-data").is_some_and(|what| what == "\"cache\", \"storage\"")
}

/// How long each of the two cookies of an answer lasts, s; none: as long as the browser.
fn lasts_s(answer: &Response) -> Result<[Option<u64>; 2]> {
    let mut lasts = Vec::new();
    for name in ["alongside-access=", "alongside-refresh="] {
        let mut all = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        let line = all.find(|line| line.starts_with(name)).with_context(|| format!("no {name}"))?;
        let said = line.split("; ").find_map(|part| part.strip_prefix("Max-Age="));
        lasts.push(said.map(str::parse).transpose()?);
        ensure!(line.contains("HttpOnly") && line.contains("SameSite=Strict"), "{name}");
    }
    lasts.try_into().map_err(|_| anyhow::anyhow!("two cookies"))
}

#[tokio::test]
async fn a_tablets_sign_in_survives_its_browser_and_nobody_elses_does() -> Result<()> {
    let people = [Person::worker("linnet"), Person::crew("dunlin", "car-1"), Person::new("plover", "crew")];
    let stand = Stand::start(Engines::Embedded, 1, &people.each_ref()).await?;
    let server = stand.node();
    for (person, is_kept) in people.iter().zip([false, true, false]) {
        let answer = server.try_sign_in(&person.credentials()).await?;
        let cookies = Cookies::of(&answer).context("no cookies")?;
        let again = refresh(server, &cookies).await?;
        for (what, answer) in [("signed in", &answer), ("refreshed", &again)] {
            let [access, refresh] = lasts_s(answer)?;
            if is_kept {
                ensure!(access == Some(300), "{what}: as long as its token: {access:?}");
                // To the session's own end, and not from each refresh anew.
                let left = refresh.context("no Max-Age")?;
                ensure!((43_000..=43_200).contains(&left), "{what}: {left}");
            } else {
                ensure!(access.is_none() && refresh.is_none(), "{}, {what}: {access:?} {refresh:?}", person.username);
            }
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_tablet_in_a_dead_spot_is_not_idle_and_what_is_over_is_not_emptied() -> Result<()> {
    if !Engines::Shared.are_there("a_tablet_in_a_dead_spot_is_not_idle") {
        return Ok(());
    }
    let (linnet, dunlin) = (Person::worker("linnet"), Person::crew("dunlin", "car-1"));
    let siskin = Person::coordinator("siskin");
    let mut stand = Stand::start(Engines::Shared, 1, &[&linnet, &dunlin, &siskin]).await?;
    let (board, tablet) = (stand.node().sign_in(&linnet).await?, stand.node().sign_in(&dunlin).await?);
    stand.postgres()?.sql("UPDATE session SET refreshed_ms = refreshed_ms - 11 * 3600000")?;
    let idle = refresh(stand.node(), &board).await?;
    ensure!(!is_cleared(&idle), "an hour of idleness empties nothing");
    assert_eq!(problem(idle).await?, refused(401, "sign_in_required"));
    let back = refresh(stand.node(), &tablet).await?;
    ensure!(back.status() == StatusCode::OK, "the tablet comes back: {}", back.status());
    // Its browser ended before the new cookie was on its disk. An hour later it comes with the one before, and goes on.
    stand.postgres()?.sql("UPDATE session SET refreshed_ms = refreshed_ms - 3600000")?;
    let lost = Cookies::of(&back).context("no cookies")?;
    let again = refresh(stand.node(), &tablet).await?;
    ensure!(again.status() == StatusCode::OK, "the one before is taken: {}", again.status());
    let tablet = Cookies::of(&again).context("no cookies")?;
    // The one that was thought lost comes after all: one of the two is a copy, and neither is good any more.
    assert_eq!(problem(refresh(stand.node(), &lost).await?).await?, refused(401, "sign_in_required"));
    let ended = refresh(stand.node(), &tablet).await?;
    ensure!(!is_cleared(&ended), "a copy somewhere empties nothing here");
    assert_eq!(problem(ended).await?, refused(401, "sign_in_required"));
    let tablet = stand.node().sign_in(&dunlin).await?;
    // Over its time, it must sign in again, and keeps what it has still to send.
    stand.postgres()?.sql("UPDATE session SET expires_ms = created_ms + 1")?;
    let over = refresh(stand.node(), &tablet).await?;
    ensure!(!is_cleared(&over), "time empties nothing");
    assert_eq!(problem(over).await?, refused(401, "sign_in_required"));
    // Another car is no reason either; a closed account is.
    let tablet = stand.node().sign_in(&dunlin).await?;
    stand.node().settings.put_account(&Person { car: Some("car-2".to_owned()), ..dunlin.clone() })?;
    let changed = refresh(stand.node(), &tablet).await?;
    ensure!(!is_cleared(&changed), "a change of rights empties nothing");
    assert_eq!(problem(changed).await?, refused(401, "sign_in_required"));
    let tablet = stand.node().sign_in(&dunlin).await?;
    stand.postgres()?.sql("UPDATE account SET disabled = 1 WHERE username = 'dunlin'")?;
    let closed = refresh(stand.node(), &tablet).await?;
    ensure!(is_cleared(&closed), "what was closed is emptied");
    assert_eq!(problem(closed).await?, refused(401, "sign_in_required"));
    Ok(())
}
