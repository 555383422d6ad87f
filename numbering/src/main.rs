//! ```text
//! guichet-numbering write METADATA FOLDER [--carriers FOLDER] [--version NAME]   proves and writes home.bin, world.bin, manifest.json
//! guichet-numbering changes OLD NEW                                              what changed between two releases, region by region
//! ```
//! METADATA is what `npm run numbering` reads out of its dev dependency, or any XML file of libphonenumber's.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use guichet_numbering::{carriers, changes, metadata::Metadata, tables, xml};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<(), Box<dyn Error>> {
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    match args.as_slice() {
        ["write", metadata, folder, options @ ..] => {
            let mut metadata = read(metadata)?;
            for option in options.chunks(2) {
                match *option {
                    ["--carriers", from] => {
                        let home = metadata.only(&tables::HOME);
                        let codes: Vec<u16> = home.codes().iter().map(|(code, _)| *code).collect();
                        metadata.operators = carriers::read(Path::new(from), &codes)?;
                    }
                    ["--version", name] => name.clone_into(&mut metadata.version),
                    _ => return Err(format!("{} is no option", option.join(" ")).into()),
                }
            }
            write(&metadata, Path::new(folder))
        }
        ["changes", old, new] => {
            let (old, new) = (read(old)?, read(new)?);
            let lines = changes::changes(&old, &new);
            lines.iter().for_each(|line| println!("{line}"));
            println!("{} regions, {} changes", new.regions.len(), lines.len());
            Ok(())
        }
        _ => Err("guichet-numbering write METADATA FOLDER [--carriers FOLDER] [--version NAME] | changes OLD NEW".into()),
    }
}

fn read(path: &str) -> Result<Metadata, Box<dyn Error>> {
    let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let is_xml = text.trim_start().starts_with('<');
    if is_xml { xml::read(&text, "unnamed") } else { Metadata::read(&text) }
}

fn write(metadata: &Metadata, folder: &Path) -> Result<(), Box<dyn Error>> {
    let tables = tables::tables(metadata)?;
    for table in &tables {
        fs::write(folder.join(table.name), &table.bytes)?;
        println!(
            "{}: {} bytes, {} regions; proven: {} questions, {} pairs of states, {} captures",
            table.name,
            table.bytes.len(),
            table.regions,
            table.proof.questions,
            table.proof.pairs,
            table.proof.captures
        );
    }
    fs::write(folder.join("manifest.json"), tables::manifest(metadata, &tables))?;
    Ok(())
}
