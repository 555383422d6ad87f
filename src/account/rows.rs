//! Files of payouts: CSV text in, what is wrong with each row out, in one pass.
//!
//! A row that is plainly right is told from its bytes alone. Every other is read by the rules of [`Send`], which alone say what is wrong.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher, Hasher};
use std::ops::RangeInclusive;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use guichet_phone::{NumberType, PhoneNumber, Plan};

use super::request::{CONTACT, LONGEST_ID, NATIONAL, OPERATOR, SEND, Send};
use super::service::Service;
use crate::rules::amount::{Amount, AmountRule};
use crate::rules::value::Unusable;
use crate::rules::{
    Issue, IssueCode, Record, Report, Severity, Value, calling_code, reader, text, url,
};

/// Longest row that is read: a quote that nobody closes must not swallow the file.
const LONGEST_ROW: usize = 64 * 1024;
/// Most columns of a row with quotes.
const MOST_COLUMNS: usize = 256;
/// Multiples of it are multiples of whatever any operator's airtime is sold in.
const ANY_MULTIPLE: u64 = 50;
/// Digits that surely fit.
const AMOUNT: RangeInclusive<usize> = 1..=15;

/// The columns that rules read, in the order of [`NAMES`].
type Cells<'a> = [&'a [u8]; NAMES.len()];

/// A send's fields and the operator that the caller names.
const NAMES: [&str; 7] = [
    "prefix",
    "phone",
    "amount",
    "client_transaction_id",
    "notify_url",
    "payment_method",
    OPERATOR,
];
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

/// Reads a file of payouts part by part. It has no Debug: it holds names and numbers.
pub struct Rows {
    service: Service,
    strict: bool,
    /// Which of [`NAMES`] stands in a column; None before the header has been read.
    columns: Option<Vec<Option<usize>>>,
    /// Which of [`NAMES`] has a column.
    given: [bool; NAMES.len()],
    judged: bool,
    separator: u8,
    /// A row whose end has not come yet.
    rest: Vec<u8>,
    /// Whether the rest of a line that was given up is passed over.
    skipping: bool,
    row: u32,
    wrong: u32,
    seen: Seen,
    /// The last of each that passed: files repeat them.
    prefix: Vec<u8>,
    rule: AmountRule,
    url: Vec<u8>,
    quoted: Quoted,
}

/// Room for rows with quotes.
struct Quoted {
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// Where a row was read to, and whether it has ended.
enum Read<'a> {
    Row(Cells<'a>, usize),
    Incomplete,
    TooLong,
}

impl Rows {
    /// Starts on a file.
    #[must_use]
    pub fn new(service: Service, strict: bool) -> Self {
        Self {
            service,
            strict,
            columns: None,
            given: [false; NAMES.len()],
            judged: true,
            separator: b',',
            rest: Vec::new(),
            skipping: false,
            row: 0,
            wrong: 0,
            seen: Seen::default(),
            prefix: Vec::new(),
            rule: service.amount_rule("", None),
            url: Vec::new(),
            quoted: Quoted { text: Vec::new(), ends: vec![0; MOST_COLUMNS] },
        }
    }

    /// How many payouts were read, the header not counted.
    #[must_use]
    pub fn payouts(&self) -> u32 {
        self.row.saturating_sub(1)
    }

    /// Whether the file can be paid: no row and no column that must be there is wrong.
    #[must_use]
    pub const fn ok(&self) -> bool {
        self.judged && self.wrong == 0
    }

    /// How many of them have an error.
    #[must_use]
    pub const fn wrong(&self) -> u32 {
        self.wrong
    }

    /// Reads a part of the file, in UTF-8; `last` says that no other follows. Issues come with their rows, of which the header is the first.
    pub fn read(
        &mut self,
        plan: &Plan,
        part: &[u8],
        last: bool,
        found: &mut dyn FnMut(u32, Issue),
    ) {
        let mut text = std::mem::take(&mut self.rest);
        text.extend_from_slice(part);
        let mut at = 0;
        while let Some(tail) = text.get(at..).filter(|tail| !tail.is_empty()) {
            if self.skipping {
                let end = line_end(tail, false);
                self.skipping = end.is_none();
                at += end.unwrap_or(tail.len());
                continue;
            }
            let columns = self.columns.take();
            let Some(columns) = columns else {
                let Some(end) = line_end(tail, last) else { break };
                self.header(tail.get(..end).unwrap_or_default(), found);
                at += end;
                continue;
            };
            let mut quoted =
                std::mem::replace(&mut self.quoted, Quoted { text: Vec::new(), ends: Vec::new() });
            let step = match cells(tail, self.separator, &columns, last, &mut quoted) {
                Read::Row(cells, length) => {
                    if !is_blank_row(tail, length) {
                        self.row += 1;
                        self.judge(plan, &cells, found);
                    }
                    length
                }
                Read::Incomplete if !last && tail.len() <= LONGEST_ROW => 0,
                Read::Incomplete | Read::TooLong => {
                    self.row += 1;
                    self.wrong += 1;
                    let issue = Issue::error(IssueCode::TextTooLong);
                    found(self.row, issue.with_number("maximum", LONGEST_ROW as u64));
                    let end = line_end(tail, false);
                    self.skipping = end.is_none();
                    end.unwrap_or(tail.len())
                }
            };
            self.quoted = quoted;
            self.columns = Some(columns);
            if step == 0 {
                break;
            }
            at += step;
        }
        if last && self.columns.is_none() {
            self.judged = false;
            found(
                1,
                Issue::error(IssueCode::ListExpected)
                    .with_word("got", ["an empty file", "un fichier vide"]),
            );
        }
        text.drain(..at.min(text.len()));
        self.rest = text;
    }

    /// Takes note of a part of the file that cannot be read: what follows it is read all the same, but the file cannot be paid.
    pub fn unreadable(&mut self, found: &mut dyn FnMut(u32, Issue)) {
        self.judged = false;
        found(self.row.saturating_add(1), Issue::error(IssueCode::Unreadable));
    }

    /// Learns which column is what, and says what is missing or unknown.
    fn header(&mut self, line: &[u8], found: &mut dyn FnMut(u32, Issue)) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_start_matches('\u{feff}');
        self.row = 1;
        let count = |separator: char| line.chars().filter(|c| *c == separator).count();
        let [comma, semicolon, tab] = [',', ';', '\t'].map(count);
        self.separator = if semicolon > comma && semicolon >= tab {
            b';'
        } else if tab > comma {
            b'\t'
        } else {
            b','
        };
        let mut columns = Vec::new();
        for name in line.split(char::from(self.separator)) {
            let name = name.trim().trim_matches('"').trim();
            let place = NAMES.iter().position(|known| *known == name);
            if let Some(given) = place.and_then(|place| self.given.get_mut(place)) {
                *given = true;
            }
            let known = || SEND.iter().chain(CONTACT).map(|field| field.0);
            if place.is_none() && !known().any(|known| known == name) && !name.is_empty() {
                let likely = reader::likely(name, &|fits| known().find(fits));
                found(1, reader::unknown(likely).at(&text::excerpt(name)));
            }
            columns.push(place);
        }
        for place in REQUIRED {
            if self.given.get(place) == Some(&false) {
                self.judged = false;
                found(1, Issue::error(IssueCode::Required).at(NAMES.get(place).unwrap_or(&"")));
            }
        }
        self.columns = Some(columns);
    }

    fn judge(&mut self, plan: &Plan, cells: &Cells<'_>, found: &mut dyn FnMut(u32, Issue)) {
        if !self.judged {
            return;
        }
        let mut error = false;
        if !self.is_plainly_right(plan, cells) {
            for issue in self.check(plan, cells).issues {
                error |= issue.severity == Severity::Error;
                found(self.row, issue);
            }
        }
        let [_, _, _, id, ..] = cells;
        let id = id.trim_ascii();
        if !id.is_empty() {
            let mut hasher = DefaultHasher::new();
            hasher.write(id);
            if !self.seen.insert(hasher.finish()) {
                error = true;
                found(self.row, Issue::error(IssueCode::IdRepeated).at("client_transaction_id"));
            }
        }
        self.wrong += u32::from(error);
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
        let any_operator = self.service == Service::Transfer && operator.is_empty();
        if !(any_operator || units.is_multiple_of(ANY_MULTIPLE))
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
        Ok(text) if !text.contains('\u{fffd}') => text.into(),
        _ => Value::Unusable(Unusable::BrokenText),
    }
}

/// How long a line is, its end included; None while its end has not come.
fn line_end(text: &[u8], last: bool) -> Option<usize> {
    let end = text.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
    end.or_else(|| last.then_some(text.len()))
}

fn is_blank_row(text: &[u8], length: usize) -> bool {
    text.iter().take(length.min(2)).all(|byte| matches!(byte, b'\r' | b'\n'))
}

/// Splits a row at its separators; one with a quote is left to the reader of CSV.
fn cells<'a>(
    text: &'a [u8],
    separator: u8,
    columns: &[Option<usize>],
    last: bool,
    quoted: &'a mut Quoted,
) -> Read<'a> {
    let mut cells: Cells<'a> = [b""; NAMES.len()];
    let mut column = 0;
    let mut from = 0;
    let mut keep = |column: usize, cell: &'a [u8]| {
        let place = columns.get(column).copied().flatten();
        if let Some(place) = place.and_then(|place| cells.get_mut(place)) {
            *place = cell;
        }
    };
    let mut end = text.len();
    let mut step = text.len();
    let mut complete = last;
    // Digits and letters, nearly all of a file, are told by one comparison.
    let highest = separator.max(b'"');
    for (at, byte) in text.iter().enumerate() {
        if *byte > highest {
            continue;
        }
        if *byte == separator {
            keep(column, text.get(from..at).unwrap_or_default());
            column += 1;
            from = at + 1;
        } else if *byte == b'\n' {
            (end, step, complete) = (at, at + 1, true);
            break;
        } else if *byte == b'"' {
            return quoted_cells(text, separator, columns, last, quoted);
        }
    }
    if !complete {
        return Read::Incomplete;
    }
    let cell = text.get(from..end).unwrap_or_default();
    keep(column, cell.strip_suffix(b"\r").unwrap_or(cell));
    Read::Row(cells, step)
}

fn quoted_cells<'a>(
    text: &'a [u8],
    separator: u8,
    columns: &[Option<usize>],
    last: bool,
    quoted: &'a mut Quoted,
) -> Read<'a> {
    let mut reader: Reader = ReaderBuilder::new().delimiter(separator).build();
    let input = text.get(..text.len().min(LONGEST_ROW)).unwrap_or_default();
    quoted.text.resize(LONGEST_ROW, 0);
    let (mut result, used, mut written, mut ended) =
        reader.read_record(input, &mut quoted.text, &mut quoted.ends);
    if matches!(result, ReadRecordResult::InputEmpty) && last && input.len() == text.len() {
        // Nothing more comes: what was read is the last row.
        let room = quoted.text.get_mut(written..).unwrap_or_default();
        let ends = quoted.ends.get_mut(ended..).unwrap_or_default();
        let (end, _, more, more_ends) = reader.read_record(&[], room, ends);
        (result, written, ended) = (end, written + more, ended + more_ends);
    }
    match result {
        ReadRecordResult::Record | ReadRecordResult::End => {}
        ReadRecordResult::InputEmpty if input.len() < LONGEST_ROW => return Read::Incomplete,
        _ => return Read::TooLong,
    }
    let _ = written;
    let mut cells: Cells<'a> = [b""; NAMES.len()];
    let mut from = 0;
    for (column, end) in quoted.ends.iter().take(ended).enumerate() {
        let place = columns.get(column).copied().flatten();
        if let Some(place) = place.and_then(|place| cells.get_mut(place)) {
            *place = quoted.text.get(from..*end).unwrap_or_default();
        }
        from = *end;
    }
    Read::Row(cells, used.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "prefix,phone,amount,client_transaction_id,notify_url\n";

    fn issues_in(parts: &[&str], service: Service) -> (Vec<String>, u32, u32) {
        let plan = Plan::home();
        let mut rows = Rows::new(service, false);
        let mut found = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            rows.read(&plan, part.as_bytes(), at + 1 == parts.len(), &mut |row, issue| {
                found.push(format!("{row} {} {}", issue.path, issue.code.name()));
            });
        }
        (found, rows.payouts(), rows.wrong())
    }

    #[track_caller]
    fn issues(text: &str) -> Vec<String> {
        let (whole, ..) = issues_in(&[text], Service::Transfer);
        let parts: Vec<String> = text.chars().map(String::from).collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        assert_eq!(
            issues_in(&parts, Service::Transfer).0,
            whole,
            "the same in parts of one character"
        );
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
        let (_, payouts, wrong) = issues_in(&[&text], Service::Transfer);
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
        assert_eq!(issues(text), ["3 amount amount_too_small"]);
        // Nobody closes the quote: the row is wrong, and when it is longer than any, the file goes on after its line.
        let short = format!("{HEADER}225,\"07\n225,0707123456,500,B1,https://a.example/n");
        assert!(issues(&short).iter().all(|issue| issue.starts_with("2 ")));
        let endless = format!(
            "{HEADER}225,\"07\n{}",
            "225,0707123456,200,,https://a.example/n\n".repeat(3000)
        );
        let (found, payouts, _) = issues_in(&[&endless], Service::Transfer);
        assert_eq!(found.first().map(String::as_str), Some("2  text_too_long"));
        assert_eq!((found.len(), payouts), (3001, 3001));
    }

    #[test]
    fn airtime_is_judged_by_its_operator() {
        let text = "prefix,phone,amount,operator\n225,0707123456,155,\n225,0707123456,150,\n225,0707123456,155,Orange\n225,0504315545,155,MTN\n";
        let (found, ..) = issues_in(&[text], Service::Airtime);
        assert_eq!(
            found,
            ["2 amount amount_probably_not_multiple", "4 amount amount_not_multiple"]
        );
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
