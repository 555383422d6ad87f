//! The two committed tables, proven before they are given out, and the manifest that says what they are.

use std::error::Error;

use guichet_phone::Plan;
use sha2::{Digest, Sha256};

use crate::compile::{Examples, compile};
use crate::metadata::Metadata;
use crate::proof::{Proof, prove};

/// Where CinetPay and EasyTransfert are, in the order of the documentation.
pub const HOME: [&str; 16] = [
    "CI", "SN", "ML", "TG", "BJ", "BF", "NE", "GN", "CM", "CD", "GA", "CG", "TD", "CF", "GQ", "GW",
];

/// A table with what was compared to prove it.
#[derive(Debug)]
pub struct Table {
    /// Its file's name.
    pub name: &'static str,
    /// What the file holds.
    pub bytes: Vec<u8>,
    /// How many regions it has.
    pub regions: usize,
    /// How it was proven.
    pub proof: Proof,
}

impl Table {
    /// Compiles and proves.
    ///
    /// # Errors
    /// What the tables cannot say, or where a table and the metadata differ.
    pub fn new(
        name: &'static str,
        metadata: &Metadata,
        world: bool,
        examples: Examples,
    ) -> Result<Self, Box<dyn Error>> {
        let bytes = compile(metadata, world, examples)?;
        let plan = Plan::load(&bytes).map_err(|_| format!("{name}: its own reader refuses it"))?;
        let proof = prove(&plan, metadata).map_err(|error| format!("{name}: {error}"))?;
        Ok(Self { name, bytes, regions: metadata.regions.len(), proof })
    }
}

/// The tables of a release: home and world.
///
/// # Errors
/// As [`Table::new`].
pub fn tables(metadata: &Metadata) -> Result<[Table; 2], Box<dyn Error>> {
    let home = metadata.only(&HOME);
    Ok([
        Table::new("home.bin", &home, false, Examples::All)?,
        Table::new("world.bin", metadata, true, Examples::None)?,
    ])
}

/// What the tables are, as JSON.
#[must_use]
pub fn manifest(metadata: &Metadata, tables: &[Table]) -> String {
    let mut text = format!(
        "{{\n  \"metadata\": \"{}\",\n  \"operator_prefixes\": {},\n  \"tables\": {{\n",
        metadata.version,
        metadata.operators.len()
    );
    for (at, table) in tables.iter().enumerate() {
        let digest: String =
            Sha256::digest(&table.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        text += &format!(
            "    \"{}\": {{ \"bytes\": {}, \"regions\": {}, \"sha256\": \"{digest}\" }}{}\n",
            table.name,
            table.bytes.len(),
            table.regions,
            if at + 1 < tables.len() { "," } else { "" }
        );
    }
    text + "  }\n}\n"
}
