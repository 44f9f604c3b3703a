//! Knows on which line of a file a byte stands, blank lines counted, whichever way the lines end.

use std::{
    collections::VecDeque,
    io::{self, Read, Seek, SeekFrom},
};

/// Where a line that is not blank begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct LineStart {
    pub(crate) byte: u64,
    /// From 1.
    pub(crate) line: u64,
}

/// Passes bytes on and notes where lines start. Starts before the last one asked for are forgotten.
pub(crate) struct Lines<R> {
    input: R,
    byte: u64,
    line: u64,
    previous: u8,
    starts: VecDeque<LineStart>,
}

impl<R> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self { input, byte: 0, line: 1, previous: b'\n', starts: VecDeque::new() }
    }

    /// The first line that is not blank and starts at `byte` or after it.
    pub(crate) fn at(&mut self, byte: u64) -> Option<LineStart> {
        while self.starts.front().is_some_and(|start| start.byte < byte) {
            self.starts.pop_front();
        }
        self.starts.front().copied()
    }

    /// The one after [`Self::at`], as far as it was read.
    pub(crate) fn after_first(&self) -> Option<LineStart> {
        self.starts.get(1).copied()
    }

    fn note(&mut self, byte: u8) {
        match (self.previous, byte) {
            (b'\r', b'\n') => {}
            (_, b'\r' | b'\n') => self.line += 1,
            (b'\r' | b'\n', _) => self.starts.push_back(LineStart { byte: self.byte, line: self.line }),
            _ => {}
        }
        self.previous = byte;
        self.byte += 1;
    }
}

impl<R: Read> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(into)?;
        into.iter().take(count).for_each(|byte| self.note(*byte));
        Ok(count)
    }
}

impl<R: Seek> Seek for Lines<R> {
    /// Only back to the start of a line that is still remembered.
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let start = self.starts.iter().find(|start| SeekFrom::Start(start.byte) == to).copied();
        let start = start.ok_or_else(|| io::Error::new(io::ErrorKind::Unsupported, "no start of a line"))?;
        self.input.seek(to)?;
        self.starts.clear();
        (self.byte, self.line, self.previous) = (start.byte, start.line, b'\n');
        Ok(start.byte)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use std::io::Cursor;

    use super::*;

    #[test]
    fn lines_are_counted_as_an_editor_does() {
        let mut lines = Lines::new(Cursor::new("a\n\nb\r\n\r\nc\rd\n"));
        io::copy(&mut lines, &mut io::sink()).unwrap();
        let starts: Vec<_> = lines.starts.iter().map(|start| (start.byte, start.line)).collect();
        assert_eq!(starts, [(0, 1), (3, 3), (8, 5), (10, 6)]);
        assert_eq!(lines.at(1), Some(LineStart { byte: 3, line: 3 }));
        assert_eq!(lines.at(3), Some(LineStart { byte: 3, line: 3 }));
        assert_eq!(lines.after_first(), Some(LineStart { byte: 8, line: 5 }));
    }

    #[test]
    fn read_again_from_a_line_counts_the_same() {
        let mut lines = Lines::new(Cursor::new("a\n\nb\nc\n"));
        io::copy(&mut lines, &mut io::sink()).unwrap();
        assert!(lines.seek(SeekFrom::Start(4)).is_err());
        assert_eq!(lines.seek(SeekFrom::Start(3)).unwrap(), 3);
        io::copy(&mut lines, &mut io::sink()).unwrap();
        let starts: Vec<_> = lines.starts.iter().map(|start| (start.byte, start.line)).collect();
        assert_eq!(starts, [(3, 3), (5, 4)]);
    }
}
