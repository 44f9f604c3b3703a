//! Asks the access policy before any handler runs: what stands in no table is refused.

use std::sync::Arc;

use alongside_protocol::{Refusal, RefusalCode};
use axum::{
    extract::{FromRequestParts, MatchedPath, Request, State},
    middleware::Next,
    response::Response,
};

use super::{
    App,
    guard::{Known, SignedIn, Somebody},
    problem::{self, Problem},
};
use crate::access::policy::{self, Who};

pub async fn gate(State(app): State<Arc<App>>, request: Request, next: Next) -> Result<Response, Problem> {
    let (mut parts, body) = request.into_parts();
    let path = parts.extensions.get::<MatchedPath>().map_or("", MatchedPath::as_str).to_owned();
    let Some(rule) = policy::of(&parts.method, &path) else {
        if policy::ROUTES.iter().any(|rule| rule.path == path) {
            return Err(problem::method_not_allowed().await);
        }
        metrics::counter!("alongside_invariant_broken_total").increment(1);
        tracing::error!(%path, "an address that stands in no table of the access policy");
        return Err(Refusal::new(RefusalCode::NotFound, "no such address").into());
    };
    let identity = match rule.who {
        Who::Anybody => None,
        Who::Person => Some(Somebody::from_request_parts(&mut parts, &app).await?.0),
        Who::SignedIn => Some(SignedIn::from_request_parts(&mut parts, &app).await?.0),
        Who::Roles(roles) => {
            let identity = SignedIn::from_request_parts(&mut parts, &app).await?.0;
            if !roles.iter().any(|role| identity.has(*role)) {
                metrics::counter!("alongside_roles_refused_total").increment(1);
                tracing::warn!(user = %identity.user, %path, "role refused");
                return Err(Refusal::role(roles).into());
            }
            Some(identity)
        }
    };
    // The handler need not ask again who it is.
    if let Some(identity) = identity {
        parts.extensions.insert(Known(identity));
    }
    Ok(next.run(Request::from_parts(parts, body)).await)
}
