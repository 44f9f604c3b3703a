//! What another site can make a browser ask (fault 31), on every route there is; and what a browser may keep.

use alongside_tests::{
    Result,
    people::Person,
    server::Server,
    stand::{Engines, Stand},
};
use anyhow::{Context, ensure};
use reqwest::{Method, Response, header};
use serde_json::{Value, json};

/// Every method and address of the description, with its parts filled in.
async fn routes(server: &Server) -> Result<Vec<(Method, String)>> {
    let document: Value = server.get("/openapi.json").await?.json().await?;
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().context("no paths")? {
        let filled: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { "quayside" } else { part }).collect();
        for method in methods.as_object().context("no methods")?.keys() {
            routes.push((Method::from_bytes(method.to_uppercase().as_bytes())?, filled.join("/")));
        }
    }
    ensure!(routes.len() > 8, "the description lists the routes: {routes:?}");
    Ok(routes)
}

async fn is_refused(answer: Response) -> Result<bool> {
    if answer.status() != 403 {
        return Ok(false);
    }
    Ok(answer.json::<Value>().await?["code"] == "origin_refused")
}

#[tokio::test]
async fn fault_31_no_route_answers_what_another_site_sends() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let cookies = server.sign_in(&person).await?;
    let own = server.origin();
    let from_elsewhere: [&[(&str, &str)]; 8] = [
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://127.0.0.1:1")],
        &[("origin", &own), ("sec-fetch-site", "cross-site")],
        &[("origin", &own), ("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "no-cors"), ("sec-fetch-dest", "script")],
        &[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate"), ("sec-fetch-dest", "iframe")],
        &[("origin", "null"), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "websocket")],
    ];
    let mut asked = 0;
    for (method, path) in routes(server).await?.into_iter().chain([
        (Method::GET, "/".to_owned()),
        (Method::GET, "/board".to_owned()),
        (Method::GET, "/no/such/page".to_owned()),
    ]) {
        let ask = || server.http.request(method.clone(), server.url(&path)).header(header::COOKIE, cookies.header());
        for elsewhere in from_elsewhere {
            let request = elsewhere.iter().fold(ask(), |request, (name, value)| request.header(*name, *value));
            ensure!(is_refused(request.send().await?).await?, "{method} {path} with {elsewhere:?}");
            asked += 1;
        }
        // The attack differs by its origin alone: the site's own page is answered. Signing out comes last in no order.
        if method != Method::DELETE {
            let own_page = ask().header(header::ORIGIN, &own).header("sec-fetch-site", "same-origin");
            ensure!(!is_refused(own_page.send().await?).await?, "{method} {path} from its own page");
        }
    }
    let metrics = server.text("/metrics").await?;
    let counted = metrics.lines().find_map(|line| line.strip_prefix("alongside_origin_refused_total "));
    ensure!(counted.is_some_and(|count| count.parse::<usize>().is_ok_and(|count| count >= asked)), "each is counted");
    Ok(())
}

#[tokio::test]
async fn a_link_from_another_site_leads_to_a_page_and_to_no_data() -> Result<()> {
    let stand = Stand::start(Engines::Embedded, 1, &[]).await?;
    let server = stand.node();
    let follow = async |method: Method, path: &str| -> Result<bool> {
        let request = server.http.request(method, server.url(path)).header("sec-fetch-site", "cross-site");
        let request = request.header("sec-fetch-mode", "navigate").header("sec-fetch-dest", "document");
        is_refused(request.send().await?).await
    };
    for page in ["/", "/board", "/car", "/demand"] {
        ensure!(!follow(Method::GET, page).await?, "{page} is a page");
        ensure!(follow(Method::POST, page).await?, "{page} takes no form of another site");
    }
    // The OpenID provider sends people back here.
    ensure!(!follow(Method::GET, "/api/v1/sign-in/oidc/callback").await?, "the way back from the provider is open");
    for data in ["/api/v1/session", "/feed/v1/schema.json", "/metrics", "/ws"] {
        ensure!(follow(Method::GET, data).await?, "{data} is no page");
    }
    Ok(())
}

#[tokio::test]
async fn nothing_but_the_apps_own_files_may_be_kept() -> Result<()> {
    let person = Person::worker("linnet");
    let stand = Stand::start(Engines::Embedded, 1, &[&person]).await?;
    let server = stand.node();
    let cookies = server.sign_in(&person).await?;
    let kept = |answer: &Response| {
        let value = answer.headers().get(header::CACHE_CONTROL).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let mut all = routes(server).await?;
    all.extend(["/", "/board", "/car", "/demand", "/no/such/page"].map(|page| (Method::GET, page.to_owned())));
    // Signing out would end the rest.
    all.sort_by_key(|(method, _)| *method == Method::DELETE);
    for (method, path) in all {
        for signed_in in [true, false] {
            let mut request = server.http.request(method.clone(), server.url(&path));
            request = request.header(header::ORIGIN, server.origin()).json(&json!({}));
            if signed_in {
                request = request.header(header::COOKIE, cookies.header());
            }
            let answer = request.send().await?;
            ensure!(kept(&answer) == "no-store", "{method} {path} ({}): {:?}", answer.status(), kept(&answer));
        }
    }
    let page = server.text("/").await?;
    let asset = page.split('"').find(|part| part.starts_with("/assets/")).context("the page names no file")?;
    ensure!(kept(&server.get(asset).await?).contains("immutable"), "files with a digest in their name are kept");
    Ok(())
}
