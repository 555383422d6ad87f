//! Compiles libphonenumber's metadata to tables.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    use guichet_numbering::{
        compile::{Examples, compile},
        metadata::Metadata,
    };
    let mut args = std::env::args().skip(1);
    let text = std::fs::read_to_string(args.next().ok_or("which metadata?")?)?;
    let out = args.next().ok_or("where to?")?;
    let world = Metadata::read(&text)?;
    std::fs::write(format!("{out}/world.bin"), compile(&world, true, Examples::None)?)?;
    let home = Metadata::read(&text)?.only(&[
        "CI", "SN", "ML", "TG", "BJ", "BF", "NE", "GN", "CM", "CD", "GA", "CG", "TD", "CF", "GQ",
        "GW",
    ]);
    std::fs::write(format!("{out}/home.bin"), compile(&home, false, Examples::All)?)?;
    Ok(())
}
