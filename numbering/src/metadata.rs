//! A release of libphonenumber's metadata, as text of one line a fact: what `scripts/numbering.mjs` writes.
//!
//! ```text
//! V  version
//! R  region  calling code  IDD  preferred IDD  national prefix  prefix for parsing  transform  leading digits  same  extension prefix
//! D  kind 0..=10  pattern  lengths  local lengths  example
//! F  N or I  pattern  format  leading digits…  prefix rule  prefix optional  carrier rule
//! O  prefix  operator
//! ```

use std::error::Error;

/// Where libphonenumber puts what belongs to no country.
pub const WORLD: &str = "001";
/// General, then the ten kinds in the order of the metadata.
pub const KINDS: usize = 11;

/// A whole release.
#[derive(Debug, Default, Clone)]
pub struct Metadata {
    /// Its name, such as `9.0.21`.
    pub version: String,
    /// Regions grouped by calling code, the main one first.
    pub regions: Vec<Region>,
    /// Operators by the first digits of an international number, the calling code included.
    pub operators: Vec<(String, String)>,
}

/// One region.
#[derive(Debug, Default, Clone)]
pub struct Region {
    /// Two letters, or `001`.
    pub name: String,
    /// Its calling code.
    pub code: u16,
    /// Pattern of what is dialled before a calling code.
    pub idd: String,
    /// What is dialled before a national number.
    pub national_prefix: String,
    /// Pattern of what may stand before a national number.
    pub prefix_for_parsing: String,
    /// What the prefix turns into.
    pub transform: String,
    /// Pattern of the first digits that belong to this region among those of its calling code.
    pub leading_digits: String,
    /// Whether fixed and mobile numbers have the same pattern.
    pub same_fixed_and_mobile: bool,
    /// What stands before an extension; None for libphonenumber's own.
    pub extension_prefix: Option<String>,
    /// General, then the ten kinds; None where the metadata has none.
    pub descriptions: [Option<Description>; KINDS],
    /// Formats as written in the country.
    pub national: Vec<Format>,
    /// Formats as written abroad, where they differ.
    pub international: Vec<Format>,
}

/// The numbers of one kind.
#[derive(Debug, Default, Clone)]
pub struct Description {
    /// Pattern of the national number.
    pub pattern: String,
    /// Lengths that numbers have; `-1` alone where there is none, empty where they are those of the general description.
    pub lengths: Vec<i8>,
    /// Lengths complete within an area alone.
    pub local: Vec<i8>,
    /// A number of this kind.
    pub example: String,
}

/// One way to write numbers.
#[derive(Debug, Default, Clone, PartialEq, Eq, Hash)]
pub struct Format {
    /// Pattern of the national number, in groups.
    pub pattern: String,
    /// How the groups are written, such as `$1 $2`.
    pub format: String,
    /// Patterns of the first digits, each longer than the one before.
    pub leading: Vec<String>,
    /// How the first group is written with the national prefix; empty for none.
    pub rule: String,
    /// Whether the national prefix may be left out.
    pub prefix_optional: bool,
    /// Whether there is a rule for carrier codes.
    pub carrier: bool,
}

fn lengths(text: &str) -> Vec<i8> {
    text.split(',').filter_map(|length| length.parse().ok()).collect()
}

impl Metadata {
    /// Reads a release.
    ///
    /// # Errors
    /// The line that is not understood.
    pub fn read(text: &str) -> Result<Self, Box<dyn Error>> {
        let mut metadata = Self::default();
        for (number, line) in text.lines().enumerate() {
            let fields: Vec<&str> = line.split('\t').collect();
            if metadata.line(&fields).is_none() {
                return Err(format!("line {} is not understood: {line}", number + 1).into());
            }
        }
        Ok(metadata)
    }

    fn line(&mut self, fields: &[&str]) -> Option<()> {
        match *fields {
            ["V", version] => self.version = version.to_owned(),
            ["O", prefix, operator] => {
                self.operators.push((prefix.to_owned(), operator.to_owned()))
            }
            [
                "R",
                name,
                code,
                idd,
                _preferred,
                national_prefix,
                parsing,
                transform,
                leading,
                same,
                extension,
            ] => {
                self.regions.push(Region {
                    name: name.to_owned(),
                    code: code.parse().ok()?,
                    idd: idd.to_owned(),
                    national_prefix: national_prefix.to_owned(),
                    prefix_for_parsing: parsing.to_owned(),
                    transform: transform.to_owned(),
                    leading_digits: leading.to_owned(),
                    same_fixed_and_mobile: same == "1",
                    extension_prefix: (extension != "\0").then(|| extension.to_owned()),
                    ..Region::default()
                });
            }
            ["D", kind, pattern, own, local, example] => {
                let at: usize = kind.parse().ok()?;
                *self.regions.last_mut()?.descriptions.get_mut(at)? = Some(Description {
                    pattern: pattern.to_owned(),
                    lengths: lengths(own),
                    local: lengths(local),
                    example: example.to_owned(),
                });
            }
            ["F", list, pattern, format, leading, rule, optional, carrier] => {
                let format = Format {
                    pattern: pattern.to_owned(),
                    format: format.to_owned(),
                    leading: leading
                        .split(' ')
                        .filter(|text| !text.is_empty())
                        .map(str::to_owned)
                        .collect(),
                    rule: rule.to_owned(),
                    prefix_optional: optional == "1",
                    carrier: !carrier.is_empty(),
                };
                let region = self.regions.last_mut()?;
                if list == "N" { &mut region.national } else { &mut region.international }
                    .push(format);
            }
            _ => return None,
        }
        Some(())
    }

    /// Only some regions, and the operators of their calling codes.
    #[must_use]
    pub fn only(&self, names: &[&str]) -> Self {
        let mut part = self.clone();
        part.regions.retain(|region| names.contains(&region.name.as_str()));
        let codes: Vec<String> =
            part.regions.iter().map(|region| region.code.to_string()).collect();
        part.operators
            .retain(|(prefix, _)| codes.iter().any(|code| prefix.starts_with(code.as_str())));
        part
    }

    /// Calling codes with their regions, the main one first.
    #[must_use]
    pub fn codes(&self) -> Vec<(u16, Vec<&Region>)> {
        let mut codes: Vec<(u16, Vec<&Region>)> = Vec::new();
        for region in &self.regions {
            match codes.last_mut() {
                Some((code, regions)) if *code == region.code => regions.push(region),
                _ => codes.push((region.code, vec![region])),
            }
        }
        codes
    }
}
