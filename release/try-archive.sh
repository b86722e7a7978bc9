# SPDX-License-Identifier: BSD-3-Clause
# Sourced by release/dist.sh: unpacks the archive in a root that has nothing but a shell and the C library, and runs it there
# without environment: no JDK, no PATH, no HOME. Needs Linux and root, or user namespaces.
[ "$system" = linux ] || fail "--try needs Linux"
clean="$dist/clean root"
rm -rf "$clean"
mkdir -p "$clean/tmp" "$clean/proc" "$clean/dev" "$clean/bin" "$clean/somewhere else"
: >"$clean/dev/null"
shell=$(readlink -f /bin/sh)
cp "$shell" "$clean/bin/sh"
# The C library and its loader; libz where the JDK takes the system's.
for file in $(ldd "$shell" "$home/runtime/bin/java" "$home"/runtime/lib/*.so "$home"/runtime/lib/server/*.so 2>/dev/null \
  | grep -oE '(=> )?/[^ ]+ \(' | sed 's/^=> //; s/ ($//' | grep -v "$dist" | LC_ALL=C sort -u); do
  case ${file##*/} in
    lib[cm].so* | libdl.so* | libpthread.so* | librt.so* | ld-linux* | libz.so*)
      mkdir -p "$clean${file%/*}"
      cp -L "$file" "$clean$file"
      ;;
  esac
done
tar -C "$clean/somewhere else" -xzf "$dist/$name.tar.gz"

in_clean() {
  unshare --mount --pid --fork ${unprivileged:-} /bin/sh -c '
    chroot=$1 clean=$2; shift 2
    mount -t proc proc "$clean/proc" && mount --bind /dev/null "$clean/dev/null" && exec env -i "$chroot" "$clean" "$@"' sh "$(PATH="$PATH:/usr/sbin:/sbin" command -v chroot)" "$clean" "$@"
}
unprivileged=
[ "$(id -u)" = 0 ] || unprivileged="--map-root-user --user"
program="/somewhere else/$name/bin/lxt"

said=$(in_clean "$program" --version) || fail "the archive does not run in an empty root"
[ "$said" = "lxt $version" ] || fail "in an empty root it says '$said'"
in_clean "$program" explain --html /tmp/why.html --json /tmp/why.json --png /tmp/why.png --pdf /tmp/why.pdf --csv /tmp/why.csv \
  >"$dist/explained" 2>"$dist/explained.err" || { cat "$dist/explained.err" >&2; fail "explaining fails in an empty root"; }
[ ! -s "$dist/explained.err" ] || { cat "$dist/explained.err" >&2; fail "explaining warns in an empty root"; }
grep -q 'explained  "beans"' "$dist/explained" || { cat "$dist/explained" >&2; fail "in an empty root it explains something else"; }
grep -q 'attnlrp, vector' "$dist/explained" || fail "in an empty root the vector backend is missing"
for file in why.html why.json why.png why.pdf why.csv; do
  [ -s "$clean/tmp/$file" ] || fail "$file was not written in an empty root"
done
in_clean "$program" doctor >"$dist/doctor"
if grep -q 'used by the backend vector$' "$dist/doctor"; then
  grep -q '^compilers *the quick one of the JVM alone' "$dist/doctor" || fail "in an empty root the compilers are not those for kernels in machine code"
fi
# Told of no fonts at all, the JDK cannot draw; that is one sentence.
in_clean /bin/sh -c "LXT_JAVA_OPTS=-Dsun.awt.fontconfig=/none \"\$0\" explain --png /tmp/without.png" "$program" \
  >/dev/null 2>"$dist/without" && fail "text was drawn without a font"
[ "$(wc -l <"$dist/without")" -eq 1 ] || { cat "$dist/without" >&2; fail "without fonts it says more than a sentence"; }
LXT_LOG='-Xlog:class+load:file=/tmp/loaded'
in_clean /bin/sh -c "LXT_JAVA_OPTS='$LXT_LOG' \"\$0\" --version" "$program" >/dev/null
grep -q 'org.lxt.cli.Main source: shared objects file' "$clean/tmp/loaded" || fail "in an empty root the archive of classes is not used"
rm -rf "$clean"
echo "it runs in an empty root, without a JDK"
