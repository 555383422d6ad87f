//! libphonenumber's files, found in a crate that is fetched and never built.
#![allow(dead_code, unreachable_pub, reason = "each test takes what it needs")]

use std::path::PathBuf;
use std::process::Command;

use guichet_numbering::metadata::Metadata;
use guichet_numbering::xml;

/// A file of the crate's assets.
pub fn asset(name: &str) -> String {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--all-features", "--locked"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = packages.iter().find(|package| package["name"] == "phonenumber").unwrap();
    let manifest = PathBuf::from(package["manifest_path"].as_str().unwrap());
    std::fs::read_to_string(manifest.with_file_name("assets").join(name)).unwrap()
}

/// The metadata of libphonenumber's own tests: few countries, with every odd rule among them.
pub fn for_testing() -> Metadata {
    xml::read(&asset("PhoneNumberMetadataForTesting.xml"), "for testing").unwrap()
}
