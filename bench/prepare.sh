# SPDX-License-Identifier: BSD-3-Clause
# Sourced by the scripts beside it: finds a JDK, builds lxt-bench if it is missing or older than its sources, and sets
# root and bench_path. The sources of lxt-tensor and lxt-asm count too: their kernels are measured.
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/launch/find-jdk.sh"
target="$root/lxt-bench/target"
bench_path="$target/test-classes:$target/classes:$target/libraries/*"

if [ ! -f "$target/.built" ] || [ -n "$(find "$root/pom.xml" "$root/lxt-tensor" "$root/lxt-asm" "$root/lxt-bench" \
  -path '*/target' -prune -o \( -path '*/lxt-tensor/src/main/*' -o -path '*/lxt-asm/src/main/*' -o -path '*/lxt-bench/src/*' -o -name pom.xml \) -type f \
  -newer "$target/.built" -print | head -n 1)" ]; then
  echo "building the benchmarks ..." >&2
  log=$(mktemp)
  if ! "$root/build" -q -B -DskipTests -pl lxt-bench -am package >"$log" 2>&1; then
    cat "$log" >&2
    rm -f "$log"
    echo "bench: the build failed, see above" >&2
    exit 1
  fi
  rm -f "$log"
  touch "$target/.built"
fi
