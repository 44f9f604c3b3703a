//! A table as a file for a spreadsheet.

use std::io;

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use serde::Deserialize;

use crate::{cells::Sheet, edge::problem::Problem};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    #[default]
    Json,
    Csv,
}

/// Rows under their columns, as an attachment. A cell without a value is empty.
pub fn csv<const N: usize>(
    name: &str,
    columns: [&str; N],
    rows: impl IntoIterator<Item = [String; N]>,
) -> Result<Response, Problem> {
    let written = || -> io::Result<Vec<u8>> {
        let mut sheet = Sheet::begin(Vec::new(), &columns)?;
        for row in rows {
            sheet.row(&row)?;
        }
        sheet.finish()
    };
    let body = written().map_err(|error| Problem::internal(&error))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")),
    ];
    Ok((headers, body).into_response())
}

/// A count, or how a hidden one reads.
pub fn count(value: Option<u32>, small_number: Option<u32>) -> String {
    value.map_or_else(
        || small_number.map_or_else(String::new, |below| format!("under {below}, or hidden with it")),
        |count| count.to_string(),
    )
}

pub fn text<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

/// With two places behind the point.
pub fn rounded(value: Option<f64>) -> String {
    value.map_or_else(String::new, |value| format!("{value:.2}"))
}
