//! libphonenumber's own metadata files (PhoneNumberMetadata.xml, and the one of its tests), made into what its builds make of them.

use std::collections::BTreeSet;
use std::error::Error;

use roxmltree::{Document, Node, ParsingOptions};

use crate::metadata::{Description, Format, KINDS, Metadata, Region};

/// The elements of the kinds, in the order of [`Region::descriptions`].
const ELEMENTS: [&str; KINDS] = [
    "generalDesc",
    "fixedLine",
    "mobile",
    "tollFree",
    "premiumRate",
    "sharedCost",
    "voip",
    "personalNumber",
    "pager",
    "uan",
    "voicemail",
];

/// Reads a file.
///
/// # Errors
/// It is no XML, or not of the kind.
pub fn read(text: &str, version: &str) -> Result<Metadata, Box<dyn Error>> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options)?;
    let mut regions = Vec::new();
    for territory in document.descendants().filter(|node| node.has_tag_name("territory")) {
        let main = territory.attribute("mainCountryForCode").is_some();
        let region = region(territory).map_err(|error| {
            format!("{}: {error}", territory.attribute("id").unwrap_or("a territory"))
        })?;
        regions.push((region.code, !main, region));
    }
    // The order within a calling code is the file's, its main country first.
    regions.sort_by_key(|(code, other, _)| (*code, *other));
    Ok(Metadata {
        version: version.to_owned(),
        regions: regions.into_iter().map(|(_, _, region)| region).collect(),
        operators: Vec::new(),
    })
}

fn attribute(node: Node<'_, '_>, name: &str) -> String {
    without_spaces(node.attribute(name).unwrap_or_default())
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Option<Node<'a, 'a>> {
    node.children().find(|child| child.has_tag_name(name))
}

fn region(territory: Node<'_, '_>) -> Result<Region, Box<dyn Error>> {
    let national_prefix = attribute(territory, "nationalPrefix");
    let parsing = attribute(territory, "nationalPrefixForParsing");
    let mut region = Region {
        name: attribute(territory, "id"),
        code: attribute(territory, "countryCode").parse()?,
        idd: attribute(territory, "internationalPrefix"),
        prefix_for_parsing: if parsing.is_empty() { national_prefix.clone() } else { parsing },
        transform: attribute(territory, "nationalPrefixTransformRule"),
        leading_digits: attribute(territory, "leadingDigits"),
        extension_prefix: territory.attribute("preferredExtnPrefix").map(str::to_owned),
        national_prefix,
        ..Region::default()
    };
    descriptions(territory, &mut region)?;
    formats(territory, &mut region)?;
    Ok(region)
}

fn descriptions(territory: Node<'_, '_>, region: &mut Region) -> Result<(), Box<dyn Error>> {
    let (mut own, mut local) = (BTreeSet::new(), BTreeSet::new());
    let mut kinds = Vec::new();
    for name in ELEMENTS.iter().skip(1) {
        let Some(node) = child(territory, name) else {
            kinds.push(Description { lengths: vec![-1], ..Description::default() });
            continue;
        };
        let given = child(node, "possibleLengths");
        let listed =
            |name| lengths(given.and_then(|node| node.attribute(name)).unwrap_or_default());
        let (lengths, near) = (listed("national")?, listed("localOnly")?);
        let text = |name| child(node, name).and_then(|node| node.text()).map(without_spaces);
        own.extend(lengths.iter().copied());
        local.extend(near.iter().copied());
        kinds.push(Description {
            pattern: text("nationalNumberPattern").unwrap_or_default(),
            lengths: lengths.into_iter().collect(),
            local: near.into_iter().collect(),
            example: text("exampleNumber").unwrap_or_default(),
        });
    }
    let general = child(territory, "generalDesc")
        .and_then(|node| child(node, "nationalNumberPattern"))
        .and_then(|node| node.text());
    let general = Description {
        pattern: without_spaces(general.unwrap_or_default()),
        local: local.difference(&own).copied().collect(),
        lengths: own.into_iter().collect(),
        example: String::new(),
    };
    // Lengths like the general ones are left out, as in the built metadata.
    for kind in &mut kinds {
        kind.local.retain(|length| {
            let elsewhere = general.lengths.contains(length) && !kind.lengths.contains(length);
            general.local.contains(length) || elsewhere
        });
        if kind.lengths == general.lengths {
            kind.lengths.clear();
        }
    }
    region.same_fixed_and_mobile = kinds.first().map(|kind| &kind.pattern)
        == kinds.get(1).map(|kind| &kind.pattern)
        && kinds.first().is_some_and(|kind| !kind.pattern.is_empty());
    for (place, kind) in region.descriptions.iter_mut().zip([general].into_iter().chain(kinds)) {
        *place = Some(kind);
    }
    Ok(())
}

/// `8,[10-12]`.
fn lengths(text: &str) -> Result<BTreeSet<i8>, Box<dyn Error>> {
    let mut lengths = BTreeSet::new();
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let range = part.strip_prefix('[').and_then(|part| part.strip_suffix(']'));
        match range.and_then(|range| range.split_once('-')) {
            Some((from, to)) => lengths.extend(from.parse::<i8>()?..=to.parse()?),
            None => {
                lengths.insert(part.parse()?);
            }
        }
    }
    Ok(lengths)
}

fn formats(territory: Node<'_, '_>, region: &mut Region) -> Result<(), Box<dyn Error>> {
    let nodes = child(territory, "availableFormats").into_iter().flat_map(|node| node.children());
    let mut differs_abroad = false;
    for node in nodes.filter(|node| node.has_tag_name("numberFormat")) {
        let inherited = |name: &str| {
            node.attribute(name)
                .or_else(|| territory.attribute(name))
                .unwrap_or_default()
                .to_owned()
        };
        let rule = inherited("nationalPrefixFormattingRule")
            .replace("$NP", &region.national_prefix)
            .replace("$FG", "$1");
        let texts = |name: &'static str| {
            node.children()
                .filter(move |node| node.has_tag_name(name))
                .filter_map(|node| node.text())
        };
        let format = Format {
            pattern: attribute(node, "pattern"),
            format: texts("format").next().ok_or("a format without text")?.trim().to_owned(),
            leading: texts("leadingDigits").map(without_spaces).collect(),
            rule,
            prefix_optional: !inherited("nationalPrefixOptionalWhenFormatting").is_empty(),
            carrier: !inherited("carrierCodeFormattingRule").is_empty(),
        };
        match texts("intlFormat").next().map(str::trim) {
            None => region.international.push(format.clone()),
            Some("NA") => differs_abroad = true,
            Some(text) => {
                differs_abroad = true;
                let text = text.to_owned();
                let (pattern, leading) = (format.pattern.clone(), format.leading.clone());
                region.international.push(Format {
                    pattern,
                    leading,
                    format: text,
                    ..Format::default()
                });
            }
        }
        region.national.push(format);
    }
    if !differs_abroad {
        region.international.clear();
    }
    Ok(())
}
