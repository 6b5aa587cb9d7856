#!/usr/bin/env bash
# Gives a copy of Rust's standard library the arms for `target_os = "solana"` that upstream does not have, and a sort that fits
# a program's stack.
# Usage: patch-std.sh LIBRARY   (a writable copy of rust-src's `library` directory)
set -euo pipefail
std=$1/std/src
sys=$std/sys

sed -i 's/^\( *\)target_os = "zkvm",$/&\n\1target_os = "solana",/' "$sys/io/error/mod.rs" "$sys/thread_local/mod.rs"
sed -i 's/^\( *\)target_os = "vexos",$/&\n\1target_os = "solana",/' "$sys/random/mod.rs"
sed -i -e 's/^ *target_arch = "wasm64",$/&\n    target_arch = "bpf",/' \
  -e 's/^ *target_os = "zkvm" => {$/    target_os = "solana" => { mod solana; use solana as imp; }\n&/' "$sys/alloc/mod.rs"
cat > "$sys/alloc/solana.rs" <<'RUST'
//! Programs register their own global allocator, so this one is never reached.
use crate::alloc::Layout;
use crate::ptr::null_mut;
pub unsafe fn alloc(_: Layout) -> *mut u8 { null_mut() }
pub unsafe fn alloc_zeroed(_: Layout) -> *mut u8 { null_mut() }
pub unsafe fn dealloc(_: *mut u8, _: Layout) {}
pub unsafe fn realloc(_: *mut u8, _: Layout, _: usize) -> *mut u8 { null_mut() }
RUST
# A program has no writable statics: fixed hash keys instead of a thread-local.
sed -i 's/^    pub fn new() -> RandomState {$/&\n        if cfg!(target_os = "solana") {\n            return RandomState { k0: 1, k1: 2 };\n        }/' \
  "$std/hash/random.rs"

# The stable sort's buffer would fill a stack frame.
sed -i 's/AlignedStorage::<T, 4096>/AlignedStorage::<T, 1024>/' "$1/core/src/slice/sort/stable/mod.rs"

# Another Rust release may have moved these lines: stop here, not in a strange compile error later.
for file in "$sys/io/error/mod.rs" "$sys/thread_local/mod.rs" "$sys/random/mod.rs" "$sys/alloc/mod.rs" \
  "$std/hash/random.rs"; do
  grep -q '"solana"' "$file" || { echo "patch-std: nothing to patch in $file" >&2; exit 1; }
done
grep -q 'AlignedStorage::<T, 1024>' "$1/core/src/slice/sort/stable/mod.rs" ||
  { echo "patch-std: no buffer in the stable sort" >&2; exit 1; }
grep -q 'target_arch = "bpf"' "$sys/alloc/mod.rs" || { echo "patch-std: no alignment arm in sys/alloc" >&2; exit 1; }
