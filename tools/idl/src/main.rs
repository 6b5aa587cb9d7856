//! Writes the Anchor IDL of one program: `tenure-idl PROGRAM_DIR OUT.json`.

use std::{env, fs, path::PathBuf, process::ExitCode};

use anchor_lang_idl::build::IdlBuilder;
use anyhow::{bail, Context, Result};

fn main() -> ExitCode {
    if let Err(error) = write_idl() {
        eprintln!("tenure-idl: {error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn write_idl() -> Result<()> {
    let mut args = env::args_os().skip(1).map(PathBuf::from);
    let (Some(program), Some(out), None) = (args.next(), args.next(), args.next()) else {
        bail!("usage: tenure-idl PROGRAM_DIR OUT.json");
    };
    // anchor-lang-idl 0.1.4 passes this variable on as a literal `+{toolchain}`; `cargo run` under rustup sets it.
    env::remove_var("RUSTUP_TOOLCHAIN");
    let program = program.canonicalize().with_context(|| format!("no program at {}", program.display()))?;
    let idl = IdlBuilder::new()
        .program_path(program)
        // Only the library prints an IDL; its integration tests need not compile for it.
        .cargo_args(vec!["--lib".into(), "--locked".into()])
        .build()
        .context("IDL build failed, see above")?;
    let mut text = serde_json::to_string_pretty(&idl)?;
    text.push('\n');
    fs::write(&out, text).with_context(|| format!("cannot write {}", out.display()))
}
