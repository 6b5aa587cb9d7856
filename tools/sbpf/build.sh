#!/usr/bin/env bash
# Builds one program to SBPF with stock Rust and crates.io alone; see README.md.
# Usage: build.sh PACKAGE      ->  target/deploy/PACKAGE.so, a program of this workspace
#        build.sh --crate DIR  ->  target/deploy/NAME.so, a program of others in a crate of its own; NAME is the directory's.
#                                  Built once: what the same sources and the same builder made is kept.
#        build.sh --version    ->  the versions that decide the bytes of the result
set -euo pipefail
toolchain=1.99.1        # the first stable Rust whose LLVM is 23: stack arguments on BPF
linker_version=0.2.6
triple=sbpf-solana-solana
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)

# One fixed place: cargo and rustc let absolute paths into hashes and symbol names.
cache=/var/tmp/tenure-sbpf

version="tools/sbpf: rust $toolchain, sbpf-linker $linker_version, host $(uname -s)-$(uname -m)"
if [ "${1:-}" = --version ]; then
  echo "$version"
  exit 0
fi
crate=
if [ "${1:-}" = --crate ]; then
  crate=$(cd "${2:?usage: build.sh --crate DIR}" && pwd)
  package=$(basename "$crate")
else
  package=${1:?usage: build.sh PACKAGE}
fi
library=${package//-/_}

say() { echo "sbpf: $*" >&2; }
die() { say "$*"; exit 1; }
need() { command -v "$1" >/dev/null || die "$1 is not installed: $2"; }
for folder in "$root" ${crate:+"$crate"}; do
  [ -f "$folder/Cargo.lock" ] || die "$folder/Cargo.lock is missing: run 'cargo generate-lockfile' there and commit it"
done

mkdir -p "$cache" 2>/dev/null || true
[ -O "$cache" ] && [ -w "$cache" ] || die "$cache belongs to another user: the builder needs this path, remove it first"
chmod 700 "$cache"

# Puts the finished program into target/deploy, whole or not at all, and says so.
deliver() {
  local to=target/deploy/$library.so
  mkdir -p "$root/target/deploy"
  cp "$1" "$root/$to.$$"
  mv "$root/$to.$$" "$root/$to"
  (cd "$root" && sha256sum "$to")
}

# ---- programs of others: taken from what was kept ----
# Everything that decides the bytes: the builder, and the crate with its lock file.
fingerprint() {
  local folder=$1
  shift
  (cd "$folder" && find "$@" -name target -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum)
}
kept=
if [ -n "$crate" ]; then
  kept=$cache/programs/$package-$({
    echo "$version"
    fingerprint "$here" build.sh patch-std.sh "$triple.json" builtins
    fingerprint "$crate" Cargo.toml Cargo.lock src
  } | sha256sum | cut -c1-32).so
fi
deliver_kept() {
  [ -n "$kept" ] && [ -f "$kept" ] && [ -f "$kept.sha256" ] || return 1
  (cd "$cache/programs" && sha256sum --check --status "$kept.sha256") || { say "$kept is damaged: it is built anew"; return 1; }
  deliver "$kept"
}
deliver_kept && exit 0

need rustup "get it from https://rustup.rs or your distribution's package 'rustup'"
need cc "install a C compiler (Debian: apt-get install gcc libc6-dev)"
need flock "install util-linux"
exec 9>"$cache/lock"
flock -n 9 || { say "another build is running, waiting for it"; flock 9; }
# It may have built the same.
deliver_kept && exit 0
[ -z "$crate" ] || say "building $package from crates.io, once: some minutes"

# ---- what is fetched: once, with the caller's own cargo settings (mirrors, proxies) ----
export RUSTUP_TOOLCHAIN=$toolchain
unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET CARGO_TARGET_DIR CARGO_BUILD_TARGET_DIR
rustup toolchain list | grep -q "^$toolchain" || rustup toolchain install "$toolchain" --profile minimal >&2
rustup component list --toolchain "$toolchain" --installed | grep -q '^rust-src' ||
  rustup component add rust-src --toolchain "$toolchain" >&2
sysroot=$(rustc --print sysroot)

key() { cat "$@" | sha256sum | cut -c1-16; }

linker=$cache/sbpf-linker-$linker_version
if [ ! -x "$linker/bin/sbpf-linker" ]; then
  say "installing sbpf-linker $linker_version (once)"
  (cd "$cache" && cargo install sbpf-linker --version "$linker_version" --locked --root "$linker" --no-track >&2)
fi

std=$cache/std
std_key=$toolchain-$(key "$here/patch-std.sh")
if [ "$(cat "$std.key" 2>/dev/null)" != "$std_key" ]; then
  rm -rf "$std" "$std.key"
  cp -r "$sysroot/lib/rustlib/src/rust/library" "$std"
  bash "$here/patch-std.sh" "$std"
  echo "$std_key" > "$std.key"
fi

# Only files that differ are copied, so cargo sees a change by content whichever checkout it came from.
mirror() {
  local from=$1 to=$2 file
  shift 2
  mkdir -p "$to"
  (cd "$from" && find "$@" -name target -prune -o -type f -print) | sort > "$to.files"
  (cd "$to" && find . -type f) | sed 's#^\./##' | sort | comm -23 - "$to.files" | while IFS= read -r file; do
    rm -f "$to/$file"
  done
  while IFS= read -r file; do
    cmp -s "$from/$file" "$to/$file" || { mkdir -p "$to/$(dirname "$file")" && cat "$from/$file" > "$to/$file"; }
  done < "$to.files"
  find "$to" -mindepth 1 -type d -empty -delete
}
src=$cache/src
builtins=$cache/builtins
mirror "$root" "$src" Cargo.toml Cargo.lock programs crates tools/idl
mirror "$here" "$builtins" builtins "$triple.json"

# Puts the crates that a workspace's lock file names, and std's and the builtins', below a directory, and a cargo home beside
# them that knows no others.
fetch() {
  local from=$1 work=$2 vendor_key
  vendor_key=$std_key-$(key "$from/Cargo.lock" "$builtins/builtins/Cargo.lock")
  if [ "$(cat "$work/vendor.key" 2>/dev/null)" != "$vendor_key" ]; then
    say "fetching crates"
    rm -f "$work/vendor.key"
    (cd "$cache" && RUSTC_BOOTSTRAP=1 cargo vendor --quiet --locked --versioned-dirs --respect-source-config \
      --manifest-path "$from/Cargo.toml" --sync "$builtins/builtins/Cargo.toml" --sync "$std/Cargo.toml" \
      "$work/vendor" >/dev/null)
    echo "$vendor_key" > "$work/vendor.key"
  fi
  mkdir -p "$work/home/cargo"
  cat > "$work/home/cargo/config.toml" <<TOML
[source.crates-io]
replace-with = "vendor"
[source.vendor]
directory = "$work/vendor"
[net]
offline = true
TOML
}
fetch "$src" "$cache"
foreign=$cache/foreign/$package
if [ -n "$crate" ]; then
  mirror "$crate" "$foreign/src" Cargo.toml Cargo.lock src
  fetch "$foreign/src" "$foreign"
fi

# ---- what is compiled: offline, nothing of the caller's environment or home directory ----
mkdir -p "$cache/tmp"
# sbpf-linker borrows rustc's own LLVM: it takes the first file of this name that opens.
llvm=$cache/llvm-$toolchain
mkdir -p "$llvm"
ln -sfn "$sysroot"/lib/libLLVM.so.* "$llvm/libLLVM.so"
# The compiler's flags: how much is inlined, and which of this machine's paths get which names.
compiler_flags() {
  local inlining=$1 work=$2 flags option
  flags="-Zunstable-options -Cpanic=immediate-abort -Clinker-plugin-lto -Clinker=$linker/bin/sbpf-linker"
  flags+=" -Ctarget-feature=+allows-misaligned-mem-access -Clink-arg=--llvm-args=-bpf-stack-size=4096"
  for option in "-inline-threshold=$inlining" "-inlinehint-threshold=$inlining" -enable-merge-functions; do
    flags+=" -Clink-arg=--llvm-args=$option"
  done
  flags+=" --remap-path-prefix=$sysroot=/rust --remap-path-prefix=$std=/rust/library"
  echo "$flags --remap-path-prefix=$work/vendor=/crates --remap-path-prefix=$work/src=/program"
}
# Compiles one manifest with the cargo home of `work` and flags of its own.
build() {
  local manifest=$1 work=$2 out=$3 flags=$4
  shift 4
  (cd "$(dirname "$manifest")" && env -i PATH="$sysroot/bin:/usr/local/bin:/usr/bin:/bin" HOME="$work/home" \
    CARGO_HOME="$work/home/cargo" TMPDIR="$cache/tmp" LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH=0 \
    LD_LIBRARY_PATH="$llvm:$sysroot/lib" RUSTC="$sysroot/bin/rustc" RUSTC_BOOTSTRAP=1 \
    RUSTC_BOOTSTRAP_SYNTHETIC_TARGET=1 __CARGO_TESTS_ONLY_SRC_ROOT="$std" RUSTFLAGS="$flags" \
    "$sysroot/bin/cargo" build --release --locked --manifest-path "$manifest" --target-dir "$out" \
    --target "$builtins/$triple.json" -Zjson-target-spec -Zbuild-std=std,panic_abort \
    -Zbuild-std-features=compiler-builtins-mem "$@" >&2)
}

# LLVM inlines for speed alone: less of it takes a third off the program and costs calls about 1 %.
flags=$(compiler_flags 130 "$cache")
# A target directory each: their flags differ, and one directory would compile std anew every time.
build "$builtins/builtins/Cargo.toml" "$cache" "$cache/out-builtins" "$flags"
out=$cache/out-builtins/$triple/release
inputs=("$out/libsbpf_builtins.rlib" "$out"/deps/libsolana_compiler_builtins-*.rlib "$builtins/builtins/i128.ll")
[ "${#inputs[@]}" = 3 ] || die "more than one solana_compiler_builtins in $out: remove $cache/out-builtins"
names=(sbpf_builtins.rlib solana_compiler_builtins.rlib i128.ll)
link=
mkdir -p "$cache/lib"
for i in 0 1 2; do
  # A changed input changes no flag, so cargo would not link again by itself.
  cmp -s "${inputs[$i]}" "$cache/lib/${names[$i]}" ||
    { rm -rf "$cache/out" "$cache"/foreign/*/out; cat "${inputs[$i]}" > "$cache/lib/${names[$i]}"; }
  link+=" -Clink-arg=$cache/lib/${names[$i]}"
done

if [ -n "$crate" ]; then
  # Written for a compiler that inlines little: with more, the frames outgrow the stack.
  out=$foreign/out
  build "$foreign/src/Cargo.toml" "$foreign" "$out" "$(compiler_flags -20000 "$foreign")$link"
else
  out=$cache/out
  build "$src/Cargo.toml" "$cache" "$out" "$flags$link" --package "$package"
fi

program=$out/$triple/release/lib$library.so
if [ -n "$crate" ]; then
  mkdir -p "$cache/programs"
  rm -f "$kept.sha256"
  cp "$program" "$kept"
  # Last, so that half a file is never taken for a whole one.
  (cd "$cache/programs" && sha256sum "$(basename "$kept")" > "$kept.sha256")
  # Half a gigabyte for something that is hardly ever built again.
  rm -rf "$foreign"
  program=$kept
fi
deliver "$program"
