//! Takes connections: how many, how long the head of a request may take, and how they end when the server drains.

use std::{convert::Infallible, io, net::SocketAddr, sync::Arc, time::Duration};

use alongside_protocol::{Refusal, limits};
use axum::{Router, body::Body, extract::ConnectInfo, response::IntoResponse};
use http_body_util::BodyExt;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use super::{
    App,
    address::{self, Address},
    problem::Problem,
    seats::Connections,
};
use crate::limited;

/// How long taking connections pauses when the system has no file left for one, ms.
const PAUSE_MS: u64 = 500;
/// Connections that are told at once why they are not taken. Beyond that they are closed without a word.
const TOLD_AT_ONCE_MAX: usize = 64;
/// How long telling one may take, ms.
const TELL_MS_MAX: u64 = 1_000;
/// Of what a connection that is turned away sends, so much is read so that it reads the answer before the end, bytes.
const HEARD_OUT_BYTES_MAX: u64 = 64 * 1024;

/// Runs until the server drains, and then until the last request is answered.
pub async fn serve(listener: TcpListener, router: Router, app: Arc<App>) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(Duration::from_millis(limits::HEAD_MS_MAX))
        .max_buf_size(limits::HEAD_BYTES_MAX)
        .max_headers(limits::HEADERS_MAX);
    let (connections, graceful) = (Connections::default(), GracefulShutdown::new());
    let (tasks, telling) = (TaskTracker::new(), Arc::new(Semaphore::new(TOLD_AT_ONCE_MAX)));
    loop {
        let taken = tokio::select! {
            biased;
            () = app.drain.cancelled() => break,
            taken = listener.accept() => taken,
        };
        let (stream, peer) = match taken {
            Ok(taken) => taken,
            Err(error) if is_of_one_connection(&error) => continue,
            Err(error) => {
                tracing::error!(%error, "no connection can be taken just now");
                limited::hit("files");
                tokio::time::sleep(Duration::from_millis(PAUSE_MS)).await;
                continue;
            }
        };
        let most = &app.config.limits;
        let is_proxy = address::is_trusted(peer.ip(), &most.trusted_proxies);
        let address = (!is_proxy).then(|| Address::of(peer.ip()));
        let seat = match connections.enter(address, most.connections_per_address, most.connections_max) {
            Ok(seat) => seat,
            Err(refusal) => {
                if let Ok(turn) = Arc::clone(&telling).try_acquire_owned() {
                    tasks.spawn(async move {
                        let _ =
                            tokio::time::timeout(Duration::from_millis(TELL_MS_MAX), turn_away(stream, refusal)).await;
                        drop(turn);
                    });
                }
                continue;
            }
        };
        let router = router.clone();
        let service = service_fn(move |request| answer(router.clone(), request, peer));
        let connection = http.serve_connection(TokioIo::new(stream), service).with_upgrades();
        let connection = graceful.watch(connection);
        tasks.spawn(async move {
            if let Err(error) = connection.await {
                if error.is_timeout() {
                    limited::hit("head_time");
                } else if error.is_parse_too_large() {
                    limited::hit("head_bytes");
                }
            }
            // A socket, once upgraded, has a seat of another kind.
            drop(seat);
        });
    }
    drop(listener);
    graceful.shutdown().await;
    tasks.close();
    tasks.wait().await;
}

async fn answer(
    router: Router,
    mut request: hyper::Request<Incoming>,
    peer: SocketAddr,
) -> Result<hyper::Response<Body>, Infallible> {
    request.extensions_mut().insert(ConnectInfo(peer));
    router.oneshot(request.map(Body::new)).await
}

/// Whether the next connection may be taken at once.
fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionRefused | ConnectionAborted | ConnectionReset)
}

/// Says why, without having read a request.
async fn turn_away(mut stream: TcpStream, refusal: Refusal) -> io::Result<()> {
    let (head, body) = Problem::from(refusal).into_response().into_parts();
    let body = body.collect().await.map_err(io::Error::other)?.to_bytes();
    let reason = head.status.canonical_reason().unwrap_or_default();
    let mut text = format!("HTTP/1.1 {} {reason}\r\nconnection: close\r\n", head.status.as_u16()).into_bytes();
    for (name, value) in &head.headers {
        text.extend_from_slice(name.as_str().as_bytes());
        text.extend_from_slice(b": ");
        text.extend_from_slice(value.as_bytes());
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(format!("content-length: {}\r\n\r\n", body.len()).as_bytes());
    text.extend_from_slice(&body);
    stream.write_all(&text).await?;
    stream.shutdown().await?;
    let (mut heard, mut buffer) = (stream.take(HEARD_OUT_BYTES_MAX), [0; 1024]);
    while heard.read(&mut buffer).await? > 0 {}
    Ok(())
}
