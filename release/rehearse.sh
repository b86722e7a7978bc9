# SPDX-License-Identifier: BSD-3-Clause
# Sourced by ./build: rehearses a release without publishing anything.
#
#   ./build rehearse         builds the sources in another folder and compares the jars, byte by byte, with those that
#                            ./build verify made here; then a project outside resolves every module from a repository
#                            made by it, and explains the sample
#   ./build rehearse --all   builds in two other folders, with Javadoc, and compares all that would be published
work="$root/target/rehearsal"

fail() {
  echo "rehearse: $*" >&2
  exit 1
}

case ${1:-} in
  "") all= ;;
  --all) all=yes ;;
  *) fail "unknown option $1; there is --all" ;;
esac
rm -rf "$work"
mkdir -p "$work"

# The sources as they are now, in a folder of their own. Without git, such as in an unpacked archive of the sources, all but
# what builds leave.
copy_sources() {
  mkdir -p "$1"
  if git -C "$root" rev-parse --git-dir >/dev/null 2>&1; then
    (cd "$root" && git ls-files -z --cached --others --exclude-standard ':!oracle' ':!examples' | xargs -0 ls -d 2>/dev/null \
      | tar -cf - -T -) | tar -xf - -C "$1"
  else
    tar -C "$root" --exclude=target --exclude=./oracle --exclude=./examples -cf - . | tar -xf - -C "$1"
  fi
}

# Compiles without checks, which change no byte of a class, and deploys into a folder.
publish() {
  log="$1.log"
  without_javadoc=true
  [ -z "$all" ] || without_javadoc=false
  "$1/build" -B -Pquick,release -pl '!lxt-bench' -Dmaven.javadoc.skip=$without_javadoc \
    -Dmaven.install.skip=true "-DaltDeploymentRepository=made::file://$1.repository" deploy >"$log" 2>&1 \
    || { tail -n 40 "$log" >&2; fail "the build in $1 failed; all of it is in $log"; }
  # The vector module is an incubator of the JDK; no option silences that.
  if grep -E 'warning: |WARNING.*\.java' "$log" | grep -v 'using incubating module' >"$1.warnings"; then
    cat "$1.warnings" >&2
    fail "Javadoc warns"
  fi
}

# What of a tree is published, by its path.
artifacts() {
  (cd "$1" && find . -path '*/target/*' \( -name 'lxt-*.jar' ! -name '*-tests.jar' -o -name bom.json -o -name bom.xml \) \
    -path "$2" ! -path './lxt-bench/*' | LC_ALL=C sort)
}

copy_sources "$work/first"
[ -z "$all" ] || copy_sources "$work/second folder"
echo "building in $work/first ..."
publish "$work/first"
compared=0
if [ -n "$all" ]; then
  echo "building in $work/second folder ..."
  publish "$work/second folder"
  artifacts "$work/first" '*' >"$work/names"
  artifacts "$work/second folder" '*' | cmp -s - "$work/names" || fail "the two builds made different files"
  while IFS= read -r file; do
    cmp "$work/first/$file" "$work/second folder/$file" || fail "$file differs between two builds"
    compared=$((compared + 1))
  done <"$work/names"
else
  artifacts "$work/first" '*.jar' | grep -v -e '-sources.jar' | grep '/lxt-[^/]*/target/quick/' >"$work/names"
  while IFS= read -r file; do
    here="$root/$(echo "$file" | sed 's,/quick/,/,')"
    [ -f "$here" ] || fail "$here is missing: run ./build verify first, or ./build rehearse --all"
    cmp "$work/first/$file" "$here" || fail "$file differs; if sources were removed or changed since, run ./build clean verify first"
    compared=$((compared + 1))
  done <"$work/names"
fi
[ "$compared" -gt 25 ] || fail "only $compared files were compared"
echo "$compared files are the same to the byte"

# Each published module and no other is in the bill of materials.
repository="$work/first.repository"
(cd "$repository/org/lxt" && ls -d lxt-*) | grep -v -x -e lxt-parent -e lxt-bom | LC_ALL=C sort >"$work/published"
sed -n 's,.*<artifactId>\(lxt-.*\)</artifactId>.*,\1,p' "$root/lxt-bom/pom.xml" | grep -v -x lxt-bom | LC_ALL=C sort >"$work/in-bom"
diff "$work/published" "$work/in-bom" >&2 || fail "lxt-bom lists other modules (>) than are published (<)"
for module in $(cat "$work/published"); do
  for ending in .pom .jar -sources.jar -cyclonedx.json ${all:+-javadoc.jar}; do
    ls "$repository/org/lxt/$module"/*/"$module"-*"$ending" >/dev/null 2>&1 || fail "$module lacks its $ending"
  done
done

# A project outside, which starts with an empty local repository: the modules come from what was made, other libraries from
# the local repository of this machine or from where Maven looks.
usual=${LXT_MAVEN_REPOSITORY:-${HOME:-}/.m2/repository}
version=$(sed -n 's,.*<version>\(.*\)</version>.*,\1,p' "$root/lxt-bom/pom.xml" | head -n 1)
cp -R "$root/release/outside" "$work/outside"
while IFS= read -r module; do
  echo "    <dependency><groupId>org.lxt</groupId><artifactId>$module</artifactId></dependency>"
done <"$work/published" >"$work/dependencies"
sed -e "s/@version@/$version/" -e "/@dependencies@/{
r $work/dependencies
d
}" "$root/release/outside/pom.xml" >"$work/outside/pom.xml"
{
  echo "<settings><profiles><profile><id>here</id><repositories>"
  echo "<repository><id>made</id><url>file://$repository</url></repository>"
  echo "<repository><id>usual</id><url>file://$usual</url><snapshots><enabled>false</enabled></snapshots></repository>"
  echo "</repositories><pluginRepositories><pluginRepository><id>usual</id><url>file://$usual</url></pluginRepository>"
  echo "</pluginRepositories></profile></profiles><activeProfiles><activeProfile>here</activeProfile></activeProfiles></settings>"
} >"$work/settings.xml"
(
  cd "$work/outside"
  "$maven" -B -q --no-transfer-progress -gs "$work/settings.xml" "-Dmaven.repo.local=$work/outside-repository" package dependency:build-classpath -Dmdep.outputFile=class-path
) >"$work/outside.log" 2>&1 || { cat "$work/outside.log" >&2; fail "a project outside cannot be built from what was made"; }
"$JAVA_HOME/bin/java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED \
  -cp "$work/outside/target/classes:$(cat "$work/outside/class-path")" org.example.Outside >"$work/outside.out" 2>"$work/outside.err" \
  || { cat "$work/outside.err" >&2; fail "the project outside does not run"; }
grep -q 'explained  beans' "$work/outside.out" || { cat "$work/outside.out" >&2; fail "the project outside explains something else"; }
(cd "$work/outside-repository/org/lxt" && ls -d lxt-*/*/*.jar | sed 's,/.*,,' | LC_ALL=C sort -u) >"$work/resolved"
diff "$work/resolved" "$work/published" >&2 || fail "the project outside did not resolve all modules (>)"
resolved=$(wc -l <"$work/resolved")
echo "a project outside resolved $resolved modules, was built and explained the sample"
