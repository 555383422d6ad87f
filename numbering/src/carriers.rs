//! Operators' prefixes: libphonenumber's carrier data, a file a calling code, a line a prefix (`22507|Orange`).

use std::error::Error;
use std::path::Path;

/// The prefixes of these calling codes, those that say no more than a shorter one left out.
///
/// # Errors
/// The folder cannot be read. A calling code without a file has no operators.
pub fn read(folder: &Path, codes: &[u16]) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    if !folder.is_dir() {
        return Err(format!("{} is no folder", folder.display()).into());
    }
    let mut operators: Vec<(String, String)> = Vec::new();
    for code in codes {
        let Ok(text) = std::fs::read_to_string(folder.join(format!("{code}.txt"))) else {
            continue;
        };
        let mut own: Vec<(&str, &str)> = text
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('|'))
            .collect();
        own.sort_unstable();
        for (prefix, name) in own {
            let shorter = operators.iter().rfind(|(known, _)| prefix.starts_with(known.as_str()));
            if shorter.is_none_or(|(_, known)| known != name) {
                operators.push((prefix.to_owned(), name.to_owned()));
            }
        }
    }
    Ok(operators)
}
