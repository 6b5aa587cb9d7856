//! Reading `tests/vectors/*.json`.

use std::fs;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    kind: String,
    vectors: Vec<serde_json::Value>,
}

fn files() -> Vec<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect()
}

/// All vectors of one kind, from whichever file holds them; there are `least` of them at least.
pub fn read<T: DeserializeOwned>(kind: &str, least: usize) -> Vec<T> {
    let vectors: Vec<T> = files()
        .into_iter()
        .filter(|file| file.kind == kind)
        .flat_map(|file| file.vectors)
        .map(|value| serde_json::from_value(value).unwrap())
        .collect();
    assert!(vectors.len() >= least, "only {} {kind}", vectors.len());
    vectors
}

/// Every kind that a file has.
pub fn kinds() -> Vec<String> {
    files().into_iter().map(|file| file.kind).collect()
}

pub fn amount(text: &str) -> u64 {
    text.parse().unwrap()
}
