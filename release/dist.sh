# SPDX-License-Identifier: BSD-3-Clause
# Sourced by ./build: makes an archive that runs without a JDK, in target/dist.
#
#   ./build dist                  builds the command line without tests, as ./lxt does
#   ./build dist --app FOLDER     takes the jars of a folder, such as lxt-cli/target/app after ./build verify
#   ./build dist --try            then unpacks it in an empty root and runs it there
#
# The runtime is linked from the JDK that runs this, so the archive is for its system and processor. On Windows it takes a shell
# such as that of Git.
dist="$root/target/dist"
app=
try=

fail() {
  echo "dist: $*" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --app) [ $# -gt 1 ] || fail "--app needs a folder"; app=$2; shift ;;
    --try) try=yes ;;
    *) fail "unknown option $1; there are --app FOLDER and --try" ;;
  esac
  shift
done
if [ -n "$app" ]; then
  ls "$app"/lxt-cli-*.jar >/dev/null 2>&1 || fail "$app has no lxt-cli jar"
else
  . "$root/launch/quick-build.sh"
fi

property() {
  sed -n "s/^$1=\"\(.*\)\"/\1/p" "$JAVA_HOME/release"
}

version=$(basename "$(ls "$app"/lxt-cli-*.jar)" .jar)
version=${version#lxt-cli-}
case $(property OS_NAME) in
  Linux) system=linux ;;
  Darwin) system=macos ;;
  Windows) system=windows ;;
  *) fail "for $(property OS_NAME) there is no recipe yet" ;;
esac
case $(property OS_ARCH) in
  x86_64 | amd64) processor=x64 ;;
  aarch64) processor=aarch64 ;;
  *) processor=$(property OS_ARCH) ;;
esac
name="lxt-$version-$system-$processor"
home="$dist/$name"
rm -rf "$home" "$dist/$name.tar.gz"
mkdir -p "$home/bin" "$home/lib"

# What the modules of LXT and the libraries ask for, and what is only found as a service: files in jars, characters and numbers of
# other languages, TLS.
modules=java.base,java.compiler,java.desktop,java.logging,java.management,java.net.http,java.xml,jdk.charsets,jdk.crypto.ec
modules=$modules,jdk.incubator.vector,jdk.jfr,jdk.localedata,jdk.management,jdk.unsupported,jdk.zipfs
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --include-locales=en,de,fr,es,ja,zh --strip-java-debug-attributes --no-header-files \
  --no-man-pages --generate-cds-archive --output "$home/runtime" >"$dist/jlink.log" 2>&1 \
  || { cat "$dist/jlink.log" >&2; fail "the runtime cannot be linked"; }
# By which launch/compilers.sh knows the processor that it is for.
grep '^OS_ARCH=' "$JAVA_HOME/release" >>"$home/runtime/release"

# One jar names all others, so that every launcher has the same short command.
cp "$app"/*.jar "$home/lib/"
class_path=$(cd "$home/lib" && LC_ALL=C && echo *.jar)
{
  echo "Main-Class: org.lxt.cli.Main"
  echo "Enable-Native-Access: ALL-UNNAMED"
  # No line of a manifest has more than 72 bytes.
  echo "Class-Path: $class_path" | fold -b -w 70 | sed '2,$s/^/ /'
} >"$dist/manifest"
"$JAVA_HOME/bin/jar" --create --file "$home/lib/lxt.jar" --manifest "$dist/manifest" --date 2026-01-01T00:00:00Z -C "$root" LICENSE

# As launch/startup-archive.sh: the vector module is added without a warning on those JDKs where that was seen to work.
quietly=--add-exports=java.base/jdk.internal.module=ALL-UNNAMED
openly=--add-modules=jdk.incubator.vector
java="$home/runtime/bin/java"
vector=$openly
if "$java" "$quietly" -cp "$home/lib/lxt.jar" org.lxt.cli.process.VectorModule >/dev/null 2>&1; then
  vector=$quietly
fi
for options in jvm-options jvm-options-quick; do
  { cat "$root/launch/$options"; echo "$vector"; echo "-Djava.awt.headless=true"; } >"$home/lib/$options"
done

# The JDK draws text only where it knows fonts, and containers have none: it is told of the one that LXT draws with.
mkdir -p "$home/runtime/lib/fonts"
cp "$root/lxt-report/src/main/resources/org/lxt/report/internal/font/"DejaVuSans* "$home/runtime/lib/fonts/"
cp "$root/release/archive/fontconfig.properties" "$home/lib/"

cp "$root/release/archive/README.txt" "$root/LICENSE" "$root/NOTICE" "$home/"
if [ "$system" = windows ]; then
  sed 's/$/\r/' "$root/release/archive/lxt.cmd" >"$home/bin/lxt.cmd"
else
  cp "$root/release/archive/lxt" "$home/bin/lxt"
  cp "$root/launch/compilers.sh" "$home/lib/"
  chmod 755 "$home/bin/lxt"
fi

# The classes of a first explanation, loaded ahead (class data sharing). The jars keep their times in the archive, by which the
# JVM tells that it fits.
find "$home/lib" -type f -exec touch -t 202601010000 {} +
(
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
  "$java" "-XX:ArchiveClassesAtExit=$home/lib/startup.jsa" "@$home/lib/jvm-options" -jar "$home/lib/lxt.jar" explain \
    --json "$dist/training.json" --html "$dist/training.html" </dev/null
) >"$dist/training.log" 2>&1 || { cat "$dist/training.log" >&2; fail "the program does not run on the linked runtime"; }
[ -s "$home/lib/startup.jsa" ] || fail "the JVM made no archive of classes; $dist/training.log says why"

tar -C "$dist" -czf "$dist/$name.tar.gz" "$name"
echo "$dist/$name.tar.gz"
if [ -n "$try" ]; then
  . "$root/release/try-archive.sh"
fi
