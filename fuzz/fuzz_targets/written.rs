//! Any bytes as a request that JavaScript has written: nothing panics, and a request that is right as it was given leaves nothing to be said or sent otherwise.
#![no_main]

use guichet::checkout::written;
use guichet::phone::Plan;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some(checked) = written::check(bytes, &Plan::home()) else { return };
    let report = checked.report;
    assert_eq!(report.value.is_none(), report.issues.iter().any(|issue| issue.severity.word() == "error"));
    assert!(!checked.is_right || (report.issues.is_empty() && report.fields.is_empty()));
});
