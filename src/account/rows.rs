//! Files of payouts: CSV text in, what is wrong with each row out, in one pass.
//!
//! A row that is plainly right is told from its bytes alone. Every other is read by the rules of [`Send`], which alone say what is wrong.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};
use std::ops::RangeInclusive;

use guichet_phone::{NumberType, PhoneNumber, Plan};

use super::cells::{self, LONGEST_ROW, Layout, Quoted, Read, Row};
use super::request::{CONTACT, LONGEST_ID, METHOD, NATIONAL, OPERATOR, SEND, Send};
use super::service::Service;
use crate::rules::amount::{Amount, AmountRule};
use crate::rules::value::{Unusable, field};
use crate::rules::{
    Issue, IssueCode, Record, Report, Severity, Value, calling_code, reader, text, url,
};

/// Multiples of it are multiples of whatever any operator's airtime is sold in.
const ANY_MULTIPLE: u64 = 50;
/// Digits that surely fit.
const AMOUNT: RangeInclusive<usize> = 1..=15;

/// The columns that rules read, in the order of [`NAMES`].
type Cells<'a> = [&'a [u8]; NAMES.len()];

/// A send's fields and the operator that the caller names.
const NAMES: [&str; 7] = ["prefix", "phone", "amount", ID, "notify_url", METHOD, OPERATOR];
const ID: &str = "client_transaction_id";
/// Without these no row can be paid. `notify_url` may be the client's own.
const REQUIRED: [usize; 3] = [0, 1, 2];

/// Identifiers that were seen are kept as hashes of 64 bits: of a million, two differ and are taken for one in a file out of thirty million.
type Seen = HashSet<u64, BuildHasherDefault<Itself>>;

/// A hash is its own hash.
#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

/// Where in a file something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The row, as spreadsheets count: the header is the first, empty ones count, and a cell in quotes may hold several lines.
    pub row: u32,
    /// The line of the text that the row begins on, as editors count.
    pub line: u32,
}

impl Place {
    const HEADER: Self = Self { row: 1, line: 1 };
}

/// Who is told what is wrong, and where.
type Found<'a> = &'a mut dyn FnMut(Place, Issue);

/// Reads a file of payouts part by part. It has no Debug: it holds names and numbers.
pub struct Rows {
    service: Service,
    strict: bool,
    /// None before the header has been read.
    layout: Option<Layout>,
    header: Vec<u8>,
    /// Which of [`NAMES`] has a column.
    given: [bool; NAMES.len()],
    judged: bool,
    /// A row whose end has not come yet.
    rest: Vec<u8>,
    /// Whether the rest of a line that was given up is passed over.
    skipping: bool,
    /// Where the next row begins.
    next: Place,
    payouts: u32,
    wrong: u32,
    seen: Seen,
    /// The last of each that passed: files repeat them.
    prefix: Vec<u8>,
    rule: AmountRule,
    url: Vec<u8>,
    quoted: Quoted,
}

impl Rows {
    /// Starts on a file.
    #[must_use]
    pub fn new(service: Service, strict: bool) -> Self {
        Self {
            service,
            strict,
            layout: None,
            header: Vec::new(),
            given: [false; NAMES.len()],
            judged: true,
            rest: Vec::new(),
            skipping: false,
            next: Place::HEADER,
            payouts: 0,
            wrong: 0,
            seen: Seen::default(),
            prefix: Vec::new(),
            rule: service.amount_rule("", None),
            url: Vec::new(),
            quoted: Quoted::default(),
        }
    }

    /// How many payouts were read: rows that are not empty, the header not counted.
    #[must_use]
    pub const fn payouts(&self) -> u32 {
        self.payouts
    }

    /// Whether the file can be paid: it has payouts, and no row and no column that must be there is wrong.
    #[must_use]
    pub const fn ok(&self) -> bool {
        self.judged && self.wrong == 0
    }

    /// How many of them have an error.
    #[must_use]
    pub const fn wrong(&self) -> u32 {
        self.wrong
    }

    /// Reads a part of the file, in UTF-8; `last` says that no other follows. Issues come with their places.
    pub fn read(&mut self, plan: &Plan, part: &[u8], last: bool, found: Found<'_>) {
        let mut text = std::mem::take(&mut self.rest);
        text.extend_from_slice(part);
        let sound = cells::sound_to(&text);
        let mut quoted = std::mem::take(&mut self.quoted);
        let mut layout = self.layout.take();
        let mut at = 0;
        while let Some(tail) = text.get(at..).filter(|tail| !tail.is_empty()) {
            if self.skipping {
                let end = cells::line_end(tail, false);
                self.skipping = end.is_none();
                self.next.line += u32::from(end.is_some());
                at += end.unwrap_or(tail.len());
                continue;
            }
            let Some(layout) = &layout else {
                let Some(end) = cells::line_end(tail, last) else { break };
                layout = Some(self.read_header(tail.get(..end).unwrap_or_default(), found));
                at += end;
                continue;
            };
            at += match layout.read(tail, last, &mut quoted) {
                Read::Row(row) => {
                    if !cells::is_blank(tail, row.length) {
                        let text = tail.get(..row.length).unwrap_or_default();
                        let is_sound = at + row.length <= sound || cells::is_sound(text);
                        self.payouts += 1;
                        self.judge(plan, layout, &row, (!is_sound).then_some(text), found);
                    }
                    self.next.row += 1;
                    self.next.line += row.lines;
                    row.length
                }
                Read::Incomplete if !last && tail.len() <= LONGEST_ROW => break,
                Read::Incomplete | Read::TooLong => {
                    self.payouts += 1;
                    self.wrong += 1;
                    found(self.next, text::too_long(LONGEST_ROW));
                    let end = cells::line_end(tail, false);
                    self.skipping = end.is_none();
                    self.next.row += 1;
                    self.next.line += u32::from(end.is_some());
                    end.unwrap_or(tail.len())
                }
            };
        }
        self.quoted = quoted;
        self.layout = layout;
        if last {
            self.end(found);
        }
        text.drain(..at.min(text.len()));
        self.rest = text;
    }

    /// A file without payouts pays nobody.
    fn end(&mut self, found: Found<'_>) {
        let got = match self.layout {
            None => ["an empty file", "un fichier vide"],
            Some(_) if self.judged && self.payouts == 0 => {
                ["a header alone", "un en-tête sans paiements"]
            }
            Some(_) => return,
        };
        self.judged = false;
        found(Place::HEADER, Issue::error(IssueCode::ListExpected).with_word("got", got));
    }

    /// Takes note of a part of the file that cannot be read: what follows it is counted, but the file cannot be paid.
    pub fn unreadable(&mut self, found: Found<'_>) {
        self.judged = false;
        found(self.next, Issue::error(IssueCode::Unreadable));
    }

    /// Learns which column is what, and says what is missing, stands twice or is unknown.
    fn read_header(&mut self, line: &[u8], found: Found<'_>) -> Layout {
        const MARK: &[u8] = "\u{feff}".as_bytes();
        let line = line.strip_prefix(MARK).unwrap_or(line);
        let count = |separator: u8| line.iter().filter(|byte| **byte == separator).count();
        let [comma, semicolon, tab] = b",;\t".map(count);
        let separator = if semicolon > comma && semicolon >= tab {
            b';'
        } else if tab > comma {
            b'\t'
        } else {
            b','
        };
        let mut columns = Vec::new();
        let mut before = Vec::new();
        for cell in cells::written(line, separator) {
            let name = name_in(cell);
            let name = name.as_str();
            let known = || SEND.iter().chain(CONTACT).map(|field| field.0);
            let is_meant_as_method = self.service == Service::Transfer && name == OPERATOR;
            let place = NAMES.iter().position(|known| *known == name && !is_meant_as_method);
            let documented = place.and_then(|place| NAMES.get(place).copied());
            let mut tell = |issue: Issue| found(Place::HEADER, issue.at(&text::excerpt(name)));
            if let Some(documented) = documented.or_else(|| known().find(|known| *known == name)) {
                if before.contains(&documented) {
                    self.judged = false;
                    tell(Issue::error(IssueCode::ColumnRepeated));
                }
                before.push(documented);
            } else if !cells::is_sound(cell) {
                self.judged = false;
                tell(Issue::error(IssueCode::BrokenText));
            } else if !name.is_empty() {
                let likely = reader::likely(name, &|fits| known().find(fits));
                tell(reader::unknown(if is_meant_as_method { Some(METHOD) } else { likely }));
            }
            if let Some(given) = place.and_then(|place| self.given.get_mut(place)) {
                *given = true;
            }
            columns.push(place);
        }
        for place in REQUIRED {
            if self.given.get(place) == Some(&false) {
                self.judged = false;
                let name = NAMES.get(place).unwrap_or(&"");
                found(Place::HEADER, Issue::error(IssueCode::Required).at(name));
            }
        }
        self.header = line.to_vec();
        self.next = Place { row: 2, line: 2 };
        Layout { separator, columns }
    }

    /// Judges a row; `broken` is its text where a part of it is.
    fn judge(
        &mut self,
        plan: &Plan,
        layout: &Layout,
        row: &Row<'_, { NAMES.len() }>,
        broken: Option<&[u8]>,
        found: Found<'_>,
    ) {
        if !self.judged {
            return;
        }
        let place = self.next;
        if row.overflows {
            self.wrong += 1;
            let issue = Issue::error(IssueCode::RowTooLong)
                .with_number("length", row.count as u64)
                .with_number("maximum", layout.columns.len() as u64);
            found(place, issue);
            return;
        }
        let mut error = false;
        let is_repeated = if self.is_plainly_right(plan, &row.cells) {
            let [_, _, _, id, ..] = row.cells;
            self.is_repeated(id)
        } else {
            let report = self.check(plan, &row.cells);
            for issue in report.issues {
                error |= issue.severity == Severity::Error;
                found(place, issue);
            }
            let id = field(&report.fields, ID).and_then(Value::as_text).unwrap_or_default();
            self.is_repeated(id.as_bytes())
        };
        if is_repeated {
            error = true;
            found(place, Issue::error(IssueCode::IdRepeated).at(ID));
        }
        if let Some(text) = broken {
            error = true;
            self.tell_broken(layout, text, found);
        }
        self.wrong += u32::from(error);
    }

    /// Whether an identifier, as its rule has read it, was seen before.
    fn is_repeated(&mut self, id: &[u8]) -> bool {
        if id.is_empty() {
            return false;
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(id);
        !self.seen.insert(hasher.finish())
    }

    /// Says which cells are broken of columns that no rule reads.
    fn tell_broken(&self, layout: &Layout, row: &[u8], found: Found<'_>) {
        for (column, cell) in cells::written(row, layout.separator).enumerate() {
            if layout.columns.get(column) == Some(&None) && !cells::is_sound(cell) {
                let name = cells::written(&self.header, layout.separator).nth(column);
                let name = name_in(name.unwrap_or_default());
                let issue = Issue::error(IssueCode::BrokenText);
                found(self.next, issue.at(&text::excerpt(&name)));
            }
        }
    }

    /// Whether no rule can have anything to say. A no means nothing.
    fn is_plainly_right(&mut self, plan: &Plan, cells: &Cells<'_>) -> bool {
        let [prefix, phone, amount, id, url, method, operator] = *cells;
        let plain = |text: &[u8]| text.len() <= LONGEST_ID && text.iter().all(u8::is_ascii_graphic);
        if !text::is_digits(prefix, &calling_code::LENGTHS)
            || !text::is_digits(phone, &NATIONAL)
            || !text::is_digits(amount, &AMOUNT)
            || !plain(id)
            || !plain(method)
        {
            return false;
        }
        if self.prefix != prefix {
            let Ok(word) = std::str::from_utf8(prefix) else { return false };
            if !calling_code::is_one(word) {
                return false;
            }
            self.rule = self.service.amount_rule(word, None);
            self.prefix = prefix.to_vec();
        }
        let units = amount.iter().fold(0, |units: u64, digit| units * 10 + u64::from(digit - b'0'));
        let of_any = self.service == Service::Transfer || units.is_multiple_of(ANY_MULTIPLE);
        if !of_any
            || !(operator.is_ascii() && operator.len() <= LONGEST_ID)
            || !matches!(Amount::judge(units, &self.rule), Ok((_, None)))
        {
            return false;
        }
        let same_url = !url.is_empty() && self.url == url;
        if self.given.get(4) == Some(&true) && !same_url {
            if !matches!(url::read(&text_of(url)), Ok((_, None))) {
                return false;
            }
            self.url = url.to_vec();
        }
        let mut number = [0; 3 + 12];
        let digits = prefix.iter().chain(phone);
        for (place, digit) in number.iter_mut().zip(digits) {
            *place = *digit;
        }
        let number = number.get(..prefix.len() + phone.len()).unwrap_or_default();
        PhoneNumber::e164_kind(plan, number).is_some_and(|kind| kind != NumberType::FixedLine)
    }

    /// What the rules of a single send say. Of columns that the file has not, its header has been told.
    fn check(&self, plan: &Plan, cells: &Cells<'_>) -> Report<()> {
        let record: Record = NAMES
            .iter()
            .zip(cells)
            .filter(|(_, cell)| !cell.is_empty())
            .map(|(name, cell)| ((*name).into(), text_of(cell)))
            .collect();
        let mut report = Send::check_by(Some(plan), self.service, &Value::Record(record));
        let told = |path: &str| {
            let column = NAMES.iter().position(|name| *name == path);
            column.is_some_and(|column| self.given.get(column) == Some(&false))
        };
        report.issues.retain(|issue| !(issue.code == IssueCode::Required && told(&issue.path)));
        if self.strict { report.strict() } else { report }
    }
}

/// Text in another encoding is broken, and so is text in which a program before has put U+FFFD for what it could not read.
fn text_of(cell: &[u8]) -> Value {
    match std::str::from_utf8(cell) {
        Ok(text) if cells::is_sound(cell) => text.into(),
        _ => Value::Unusable(Unusable::BrokenText),
    }
}

/// A column's name as it is meant.
fn name_in(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim().trim_matches('"').trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "prefix,phone,amount,client_transaction_id,notify_url\n";

    fn issues_in(parts: &[&[u8]], service: Service) -> (Vec<String>, u32, u32) {
        let plan = Plan::home();
        let mut rows = Rows::new(service, false);
        let mut found = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            rows.read(&plan, part, at + 1 == parts.len(), &mut |place, issue| {
                let Place { row, line } = place;
                let place = if row == line { row.to_string() } else { format!("{row}/{line}") };
                found.push(format!("{place} {} {}", issue.path, issue.code.name()));
            });
        }
        (found, rows.payouts(), rows.wrong())
    }

    /// By row; by row and line where they differ.
    #[track_caller]
    fn issues(text: impl AsRef<[u8]>) -> Vec<String> {
        let text = text.as_ref();
        let (whole, ..) = issues_in(&[text], Service::Transfer);
        let parts: Vec<&[u8]> = text.chunks(1).chain([b"".as_slice()]).collect();
        assert_eq!(issues_in(&parts, Service::Transfer).0, whole, "the same in parts of a byte");
        whole
    }

    #[test]
    fn each_row_is_judged_by_the_rules_of_a_send() {
        let text = format!(
            "{HEADER}225,0707123456,500,A1,https://a.example/n\r\n\
             225,0707123456,200,A2,https://a.example/n\n\
             +225,05 04 31 55 45,\"25 000\",A3,https://a.example/n\n\
             225,070712345,500,A4,https://a.example/n\n\
             225,0707123456,\"500,50\",A5,nowhere\n\
             225,0707123456,500,A1,\"https://a.example/n\""
        );
        assert_eq!(
            issues(&text),
            [
                "3 amount amount_too_small",
                "5 phone phone_too_short",
                "6 amount amount_not_whole",
                "6 notify_url url_invalid",
                "7 client_transaction_id id_repeated",
            ]
        );
        let (_, payouts, wrong) = issues_in(&[text.as_bytes()], Service::Transfer);
        assert_eq!((payouts, wrong), (6, 3));
    }

    #[test]
    fn the_header_is_told_once_of_what_is_missing_and_unknown() {
        assert_eq!(
            issues("phone;ammount;name\n0707123456;500;Awa\n0707123456;500;Awa\n"),
            ["1 ammount field_unknown", "1 prefix required", "1 amount required"]
        );
        assert_eq!(issues("prefix\tphone\tamount\n225\t0707123456\t500\n"), Vec::<String>::new());
        assert_eq!(
            issues("\u{feff}\"prefix\",\"phone\",\"amount\",\"notify_url\"\n225,0707123456,500,\n"),
            ["2 notify_url required"]
        );
    }

    #[test]
    fn quotes_hold_separators_lines_and_quotes() {
        let text = "prefix,phone,amount,name\n225,0707123456,500,\"Koné, \"\"Awa\"\"\n2\"\n225,0707123456,1,x\n\n";
        assert_eq!(issues(text), ["3/4 amount amount_too_small"]);
        // Nobody closes the quote: the row is wrong, and when it is longer than any, the file goes on after its line.
        let short = format!("{HEADER}225,\"07\n225,0707123456,500,B1,https://a.example/n");
        assert!(issues(&short).iter().all(|issue| issue.starts_with("2 ")));
        let endless = format!(
            "{HEADER}225,\"07\n{}",
            "225,0707123456,200,,https://a.example/n\n".repeat(3000)
        );
        let (found, payouts, _) = issues_in(&[endless.as_bytes()], Service::Transfer);
        assert_eq!(found.first().map(String::as_str), Some("2  text_too_long"));
        assert_eq!((found.len(), payouts), (3001, 3001));
    }

    #[test]
    fn a_row_says_where_it_is_in_a_spreadsheet_and_in_the_text() {
        let wrong = "225,0707123456,1,x";
        for end in ["\n", "\r\n"] {
            let text = [
                "prefix,phone,amount,name",
                wrong,
                "",
                wrong,
                "225,0707123456,1,\"a",
                "b\"",
                "225,0707123456,500,\"\"",
                wrong,
                "",
                "225,0707123456,1,\"y\"",
                wrong,
            ]
            .join(end);
            assert_eq!(
                issues(&text),
                ["2", "4", "5", "7/8", "9/10", "10/11"]
                    .map(|place| format!("{place} amount amount_too_small"))
            );
            assert_eq!(issues_in(&[text.as_bytes()], Service::Transfer).1, 7);
        }
        // A row that is given up ends with its line.
        let text = format!("prefix,phone,amount\n225,\"{}\n{wrong}\n", "x".repeat(70_000));
        let (found, ..) = issues_in(&[text.as_bytes()], Service::Transfer);
        assert_eq!(found, ["2  text_too_long", "3  row_too_long"]);
    }

    #[test]
    fn a_row_has_no_more_cells_than_its_header() {
        let text = "prefix,phone,amount\n\
            225,0707123456,250,000\n\
            225,0707123456,\"250,000\"\n\
            225,0707123456,500,,\r\n\
            \"225\",0707123456,250,000,\n\
            225,0707123456\n\
            225,0707123456,1,500,000";
        assert_eq!(
            issues(text),
            ["2  row_too_long", "5  row_too_long", "6 amount required", "7  row_too_long"]
        );
        let (_, payouts, wrong) = issues_in(&[text.as_bytes()], Service::Transfer);
        assert_eq!((payouts, wrong), (6, 4));
        let plan = Plan::home();
        let mut told = Vec::new();
        Rows::new(Service::Transfer, false).read(&plan, text.as_bytes(), true, &mut |_, issue| {
            told.push(issue.message(crate::rules::Lang::En));
        });
        assert!(told.last().unwrap().starts_with("the row has 5 cells, its header 3 columns"));
    }

    #[test]
    fn no_documented_column_stands_twice() {
        for (header, expected) in [
            ("prefix,phone,amount,amount", vec!["1 amount column_repeated"]),
            ("prefix,phone,amount,name,\"name\"", vec!["1 name column_repeated"]),
            ("prefix,phone,amount,,", vec![]),
            ("prefix,phone,amount,x,x", vec!["1 x field_unknown", "1 x field_unknown"]),
        ] {
            let text = format!("{header}\n225,0707123456,500,,\n225,0707123456,500,,\n");
            assert_eq!(issues(&text), expected, "{header}");
            let mut rows = Rows::new(Service::Transfer, false);
            rows.read(&Plan::home(), text.as_bytes(), true, &mut |_, _| {});
            assert_eq!(rows.ok(), header.ends_with([',', 'x']), "{header}");
        }
        // A separator in quotes parts no columns.
        assert_eq!(
            issues("\"name, prefix\",prefix,phone,amount\n\"Awa, K\",225,0707123456,500\n"),
            ["1 name, prefix field_unknown"]
        );
    }

    #[test]
    fn a_file_has_payouts() {
        for text in
            ["", "prefix,phone,amount", "prefix,phone,amount\n", "prefix,phone,amount\r\n\n\r\n"]
        {
            assert_eq!(issues(text), ["1  list_expected"], "{text:?}");
            let mut rows = Rows::new(Service::Transfer, false);
            rows.read(&Plan::home(), text.as_bytes(), true, &mut |_, _| {});
            assert!(!rows.ok(), "{text:?}");
        }
        assert_eq!(issues("phone\n"), ["1 prefix required", "1 amount required"]);
    }

    #[test]
    fn a_row_is_utf_8_in_every_cell() {
        let file = |row: &[u8]| {
            let mut text = b"prefix,phone,amount,name,client_transaction_id,surname\n".to_vec();
            text.extend_from_slice("225,0707123456,500,Koné,é1,\n".as_bytes());
            text.extend_from_slice(row);
            text.extend_from_slice("\n225,0707123456,500,Koné,é2,\n".as_bytes());
            issues(text)
        };
        for (row, expected) in [
            (b"225,0707123456,500,Kon\xe9,A1,".as_slice(), vec!["3 name broken_text"]),
            (
                b"225,0707123456,500,\"Kon\xe9, \"\"Awa\"\"\",A1,\"\xe9\"",
                vec!["3 name broken_text", "3 surname broken_text"],
            ),
            (b"225,0707123456,500,x,A\xe9,", vec!["3 client_transaction_id broken_text"]),
            (
                b"225,0707123456,1,Kon\xe9,A1,",
                vec!["3 amount amount_too_small", "3 name broken_text"],
            ),
            ("225,0707123456,500,Kon\u{fffd},A1,".as_bytes(), vec!["3 name broken_text"]),
            ("225,0707123456,500,Koné 😀,A1,".as_bytes(), vec![]),
        ] {
            assert_eq!(file(row), expected);
        }
        assert_eq!(
            issues(b"prefix,phone,amount,pr\xe9nom\n225,0707123456,500,\n"),
            ["1 pr\u{fffd}nom broken_text"]
        );
    }

    #[test]
    fn identifiers_are_those_that_the_client_sends() {
        let row = |id: &str| format!("225,0707123456,500,{id},https://a.example/n\n");
        for (one, other, repeated) in [
            ("A1", "A1 ", true),
            ("A1", "\" A1\"", true),
            ("A1", "A1\u{a0}", true),
            ("é1", "é1 ", true),
            ("A1", "a1", false),
            ("", " ", false),
        ] {
            let expected: &[&str] =
                if repeated { &["3 client_transaction_id id_repeated"] } else { &[] };
            assert_eq!(issues(format!("{HEADER}{}{}", row(one), row(other))), expected, "{other}");
        }
    }

    #[test]
    fn airtime_is_judged_by_its_operator() {
        let text = "prefix,phone,amount,operator\n225,0707123456,155,\n225,0707123456,150,\n225,0707123456,155,Orange\n225,0504315545,155,MTN\n";
        let (found, ..) = issues_in(&[text.as_bytes()], Service::Airtime);
        assert_eq!(
            found,
            ["2 amount amount_probably_not_multiple", "4 amount amount_not_multiple"]
        );
    }

    #[test]
    fn operators_go_by_many_names_and_transfer_has_none() {
        let text = "prefix,phone,amount,operator\n225,0707123456,255,Orange Money\n225,0504315545,255,MTN Money\n225,0707123456,250,Wave\n";
        let (found, ..) = issues_in(&[text.as_bytes()], Service::Airtime);
        assert_eq!(found, ["2 amount amount_not_multiple"]);
        assert_eq!(issues(text), ["1 operator field_unknown"]);
    }

    #[test]
    fn a_row_is_plainly_right_only_where_the_rules_say_nothing() {
        let plan = Plan::home();
        let columns = [
            // A code that is nobody's, whose digits and the number's are somebody's number.
            &["225", "221", "243", "22", "2", "0225", "999", ""][..],
            &[
                "0707123456",
                "771234567",
                "50707123456",
                "1771234567",
                "07895086",
                "221771234567",
                "338211234",
                "2720212345",
                "0812345678",
                "12",
                "x",
            ],
        ];
        for service in Service::ALL {
            for prefix in columns[0] {
                for phone in columns[1] {
                    for amount in [
                        "200", "201", "205", "250", "1499995", "1499996", "1500000", "0", "0500",
                        "500 F", "500 USD", "0.500", "", "2.5",
                    ] {
                        let mut rows = Rows::new(service, false);
                        rows.given = [true, true, true, true, true, false, false];
                        let cells: Cells<'_> = [
                            prefix.as_bytes(),
                            phone.as_bytes(),
                            amount.as_bytes(),
                            b"A1",
                            b"https://a.example/n",
                            b"",
                            b"",
                        ];
                        if rows.is_plainly_right(&plan, &cells) {
                            assert!(
                                rows.check(&plan, &cells).issues.is_empty(),
                                "{prefix} {phone} {amount}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_row_that_is_plainly_right_has_its_identifier_as_it_is_sent_and_any_operator() {
        let plan = Plan::home();
        let long = "x".repeat(101);
        let mut right = 0;
        for operator in ["", "Orange", "Orange Money", "Wave", "é", "\u{fffd}", &long] {
            for amount in ["150", "155", "156"] {
                for id in ["", "A1", " A1", "é1", &long] {
                    let mut rows = Rows::new(Service::Airtime, false);
                    rows.given = [true; NAMES.len()];
                    let url = b"https://a.example/n";
                    let cells: Cells<'_> = [
                        b"225",
                        b"0707123456",
                        amount.as_bytes(),
                        id.as_bytes(),
                        url,
                        b"",
                        operator.as_bytes(),
                    ];
                    if rows.is_plainly_right(&plan, &cells) {
                        right += 1;
                        let report = rows.check(&plan, &cells);
                        assert!(report.issues.is_empty(), "{operator} {amount} {id}");
                        let sent = field(&report.fields, ID).and_then(Value::as_text);
                        assert_eq!(sent.unwrap_or_default(), id);
                    }
                }
            }
        }
        assert_eq!(right, 8, "operators of ASCII letters, 150, no identifier or A1");
    }

    #[test]
    fn an_address_that_lost_a_character_is_broken() {
        let plan = Plan::home();
        for (url, right) in [("https://a.example/é", true), ("https://a.example/\u{fffd}", false)]
        {
            let mut rows = Rows::new(Service::Transfer, false);
            rows.given = [true, true, true, true, true, false, false];
            let cells: Cells<'_> = [b"225", b"0707123456", b"500", b"A1", url.as_bytes(), b"", b""];
            assert_eq!(rows.check(&plan, &cells).issues.is_empty(), right, "{url}");
            assert_eq!(rows.is_plainly_right(&plan, &cells), right, "{url}");
        }
    }
}
