//! The app's own files as a browser needs them to install it: kinds, caching, compression, what its worker may do.

use alongside_tests::{
    Result,
    engines::skipped,
    http::{problem, refused},
    server::{Server, root},
    stand::{Engines, Stand},
};
use anyhow::{Context, ensure};
use reqwest::{Response, StatusCode, header};

async fn get(server: &Server, path: &str) -> Result<Response> {
    let request = server.http.get(server.url(path)).header(header::ACCEPT_ENCODING, "gzip");
    Ok(request.send().await?)
}

fn header_of(answer: &Response, name: &str) -> String {
    answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// Whether the dashboard that was built holds this file; says so where not.
fn is_built(file: &str) -> Result<bool> {
    let there = root().join("dashboard/dist").join(file).is_file();
    ensure!(there || std::env::var_os("CI").is_none(), "the dashboard was built without {file}");
    Ok(there || skipped("app", &format!("the dashboard is not built, or without {file}")))
}

#[tokio::test]
async fn the_files_of_the_app_come_as_what_they_are_and_are_asked_for_anew() -> Result<()> {
    let stand = Stand::start(Engines::Embedded, 1, &[]).await?;
    let server = stand.node();
    for (file, kind) in [("sw.js", "text/javascript"), ("manifest.webmanifest", "application/manifest+json")] {
        if !is_built(file)? {
            continue;
        }
        let answer = get(server, &format!("/{file}")).await?;
        ensure!(answer.status() == StatusCode::OK, "{file}: {}", answer.status());
        let said = |name: &str| header_of(&answer, name);
        ensure!(said("content-type") == kind, "{file}: {}", said("content-type"));
        ensure!(said("cache-control") == "no-cache", "{file}: {}", said("cache-control"));
        ensure!(said("content-encoding") == "gzip", "{file} is not compressed");
        // A worker is held to the policy of its own file.
        let policy = said("content-security-policy");
        ensure!(policy.contains("script-src 'self';") && policy.contains("connect-src 'self'"), "{file}: {policy}");
        ensure!(!policy.contains("unsafe"), "{file}: {policy}");
    }
    Ok(())
}

#[tokio::test]
async fn every_icon_that_the_manifest_names_is_there() -> Result<()> {
    if !is_built("manifest.webmanifest")? {
        return Ok(());
    }
    let stand = Stand::start(Engines::Embedded, 1, &[]).await?;
    let server = stand.node();
    let manifest: serde_json::Value = serde_json::from_str(&server.text("/manifest.webmanifest").await?)?;
    let icons = manifest["icons"].as_array().context("a manifest names its icons")?;
    ensure!(!icons.is_empty(), "none is named");
    for icon in icons {
        let path = icon["src"].as_str().context("an icon has an address")?;
        let answer = get(server, path).await?;
        ensure!(answer.status() == StatusCode::OK, "{path}: {}", answer.status());
        let kind = header_of(&answer, "content-type");
        ensure!(icon["type"] == kind.as_str(), "{path} comes as {kind}");
    }
    Ok(())
}

#[tokio::test]
async fn the_page_allows_its_worker_and_what_is_not_there_is_no_page() -> Result<()> {
    let stand = Stand::start(Engines::Embedded, 1, &[]).await?;
    let server = stand.node();
    let policy = header_of(&get(server, "/car").await?, "content-security-policy");
    ensure!(policy.contains("worker-src 'self'") && policy.contains("manifest-src 'self'"), "{policy}");
    // A browser that asks for a worker that is gone must hear so, or it keeps the old one for ever.
    for path in ["/old-sw.js", "/icons/none.png", "/index.html"] {
        assert_eq!(problem(server.get(path).await?).await?, refused(404, "not_found"), "{path}");
    }
    Ok(())
}
