//! Rows of CSV text: where one ends, what its cells are and how many lines it takes.

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// Longest row that is read: a quote that nobody closes must not swallow the file.
pub(super) const LONGEST_ROW: usize = 64 * 1024;
/// Most columns of a row with quotes.
const MOST_COLUMNS: usize = 256;

/// How a file is written.
pub(super) struct Layout {
    pub(super) separator: u8,
    /// Which of the columns that are read stands in each of the file's.
    pub(super) columns: Vec<Option<usize>>,
}

/// A row, as far as it is read.
pub(super) struct Row<'a, const READ: usize> {
    /// The cells of the columns that are read; empty where the row has none.
    pub(super) cells: [&'a [u8]; READ],
    /// How many cells it has.
    pub(super) count: usize,
    /// Whether something stands beyond the last column.
    pub(super) overflows: bool,
    /// Bytes, its end included.
    pub(super) length: usize,
    /// Ends of lines in it.
    pub(super) lines: u32,
}

/// What the beginning of a text is.
pub(super) enum Read<'a, const READ: usize> {
    Row(Row<'a, READ>),
    /// Its end has not come.
    Incomplete,
    TooLong,
}

/// What reads rows with quotes, and room for them.
#[derive(Default)]
pub(super) struct Quoted {
    /// Building it takes longer than reading a row.
    reader: Option<Box<Reader>>,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Layout {
    /// Reads the row that a text begins with; `last` says that nothing follows the text.
    pub(super) fn read<'a, const READ: usize>(
        &self,
        text: &'a [u8],
        last: bool,
        quoted: &'a mut Quoted,
    ) -> Read<'a, READ> {
        let mut row =
            Row { cells: [b"".as_slice(); READ], count: 0, overflows: false, length: 0, lines: 1 };
        let mut from = 0;
        let mut end = text.len();
        row.length = text.len();
        let mut complete = last;
        // Digits and letters, nearly all of a file, are told by one comparison.
        let highest = self.separator.max(b'"');
        for (at, byte) in text.iter().enumerate() {
            if *byte > highest {
                continue;
            }
            if *byte == self.separator {
                self.keep(&mut row, text.get(from..at).unwrap_or_default());
                from = at + 1;
            } else if *byte == b'\n' {
                (end, row.length, complete) = (at, at + 1, true);
                break;
            } else if *byte == b'"' {
                return self.read_quoted(text, last, quoted);
            }
        }
        if !complete {
            return Read::Incomplete;
        }
        let cell = text.get(from..end).unwrap_or_default();
        self.keep(&mut row, cell.strip_suffix(b"\r").unwrap_or(cell));
        Read::Row(row)
    }

    /// Leaves a row with a quote to the reader of CSV.
    fn read_quoted<'a, const READ: usize>(
        &self,
        text: &'a [u8],
        last: bool,
        quoted: &'a mut Quoted,
    ) -> Read<'a, READ> {
        let build = || Box::new(ReaderBuilder::new().delimiter(self.separator).build());
        let reader = quoted.reader.get_or_insert_with(build);
        reader.reset();
        let input = text.get(..text.len().min(LONGEST_ROW)).unwrap_or_default();
        quoted.text.resize(LONGEST_ROW, 0);
        quoted.ends.resize(MOST_COLUMNS, 0);
        let (mut result, used, written, mut ended) =
            reader.read_record(input, &mut quoted.text, &mut quoted.ends);
        if matches!(result, ReadRecordResult::InputEmpty) && last && input.len() == text.len() {
            // Nothing more comes: what was read is the last row.
            let room = quoted.text.get_mut(written..).unwrap_or_default();
            let ends = quoted.ends.get_mut(ended..).unwrap_or_default();
            let (end, _, _, more_ends) = reader.read_record(&[], room, ends);
            (result, ended) = (end, ended + more_ends);
        }
        match result {
            ReadRecordResult::Record | ReadRecordResult::End => {}
            ReadRecordResult::InputEmpty if input.len() < LONGEST_ROW => return Read::Incomplete,
            _ => return Read::TooLong,
        }
        let mut length = used.max(1);
        // The reader of CSV leaves the second character of \r\n to the next row.
        if text.get(length - 1) == Some(&b'\r') {
            match text.get(length) {
                Some(b'\n') => length += 1,
                None if !last => return Read::Incomplete,
                _ => {}
            }
        }
        let ends = text.iter().take(length).filter(|byte| **byte == b'\n').count();
        let mut row = Row {
            cells: [b"".as_slice(); READ],
            count: 0,
            overflows: false,
            length,
            lines: u32::try_from(ends).unwrap_or(u32::MAX),
        };
        let mut from = 0;
        for end in quoted.ends.iter().take(ended) {
            self.keep(&mut row, quoted.text.get(from..*end).unwrap_or_default());
            from = *end;
        }
        Read::Row(row)
    }

    fn keep<'a, const READ: usize>(&self, row: &mut Row<'a, READ>, cell: &'a [u8]) {
        match self.columns.get(row.count) {
            Some(Some(place)) => {
                if let Some(place) = row.cells.get_mut(*place) {
                    *place = cell;
                }
            }
            Some(None) => {}
            None => row.overflows |= !cell.trim_ascii().is_empty(),
        }
        row.count += 1;
    }
}

/// The cells of a row as they are written; separators within quotes part nothing.
pub(super) fn written(row: &[u8], separator: u8) -> impl Iterator<Item = &[u8]> {
    // A quote opens a cell at its start alone; two within quotes close and open it again.
    let (mut may_open, mut is_open) = (true, false);
    row.split(move |byte| {
        let parts = *byte == separator && !is_open;
        let is_quote = *byte == b'"';
        (may_open, is_open) =
            if is_open { (is_quote, !is_quote) } else { (parts, is_quote && may_open) };
        parts
    })
}

/// How long a line is, its end included; None while its end has not come.
pub(super) fn line_end(text: &[u8], last: bool) -> Option<usize> {
    let end = text.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
    end.or_else(|| last.then_some(text.len()))
}

/// Whether a row is an empty line.
pub(super) fn is_blank(text: &[u8], length: usize) -> bool {
    text.iter().take(length.min(2)).all(|byte| matches!(byte, b'\r' | b'\n'))
}

/// How far a text is in UTF-8, with no U+FFFD, which programs put for what they could not read.
pub(super) fn sound_to(text: &[u8]) -> usize {
    let sound = match std::str::from_utf8(text) {
        Ok(sound) => sound,
        Err(error) => {
            let sound = text.get(..error.valid_up_to()).unwrap_or_default();
            std::str::from_utf8(sound).unwrap_or_default()
        }
    };
    sound.find('\u{fffd}').unwrap_or(sound.len())
}

pub(super) fn is_sound(text: &[u8]) -> bool {
    sound_to(text) == text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_part_nothing_and_doubled_ones_are_one() {
        let cells = |row: &str| -> Vec<String> {
            written(row.as_bytes(), b',')
                .map(|cell| String::from_utf8_lossy(cell).into_owned())
                .collect()
        };
        assert_eq!(cells(r#"a,"b,c","d ""e, f""",g"#), ["a", r#""b,c""#, r#""d ""e, f""""#, "g"]);
        assert_eq!(cells(r#"a"b,c"d,"e"f"g,h"#), ["a\"b", "c\"d", "\"e\"f\"g", "h"]);
        assert_eq!(cells(""), [""]);
        assert_eq!(cells(r#"a,"b,c"#), ["a", r#""b,c"#]);
    }

    #[test]
    fn a_text_is_sound_to_its_first_broken_character() {
        for (text, expected) in [
            (b"abc".as_slice(), 3),
            ("é😀".as_bytes(), 6),
            (b"", 0),
            (b"Kon\xe9,x", 3),
            ("a\u{fffd}b".as_bytes(), 1),
            (b"a\xf0\x9f", 1),
        ] {
            assert_eq!(sound_to(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_row_ends_with_its_line_even_where_a_quote_stands_before() {
        let layout = Layout { separator: b',', columns: vec![Some(0), None] };
        for (text, last, expected) in [
            ("a,b\nc", false, Some((4, 1, 2, false))),
            ("a,b\r\nc", false, Some((5, 1, 2, false))),
            ("a,\"b\"\nc", false, Some((6, 1, 2, false))),
            ("a,\"b\"\r\nc", false, Some((7, 1, 2, false))),
            ("a,\"b\"\r", false, None),
            ("a,\"b\"\r", true, Some((6, 0, 2, false))),
            ("a,\"b\n\nc\"\nd", false, Some((9, 3, 2, false))),
            ("a,b,,\n", false, Some((6, 1, 4, false))),
            ("a,b, ,c\n", false, Some((8, 1, 4, true))),
            ("a,\"b\",c\n", false, Some((8, 1, 3, true))),
            ("a,b", false, None),
            ("a,b", true, Some((3, 1, 2, false))),
            ("a,\"b", true, Some((4, 0, 2, false))),
        ] {
            let mut quoted = Quoted::default();
            let read: Read<'_, 1> = layout.read(text.as_bytes(), last, &mut quoted);
            let told = match read {
                Read::Row(row) => {
                    assert_eq!(row.cells, [b"a"], "{text:?}");
                    Some((row.length, row.lines, row.count, row.overflows))
                }
                Read::Incomplete => None,
                Read::TooLong => panic!("{text:?}"),
            };
            assert_eq!(told, expected, "{text:?}");
        }
    }
}
