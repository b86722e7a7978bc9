# SPDX-License-Identifier: BSD-3-Clause
# Sourced by ./build: makes the documentation as a site, in target/site/html, and checks its links.
#
#   ./build site                  with the command line built without tests, as ./lxt does
#   ./build site --app FOLDER     with the jars of a folder, such as lxt-cli/target/app after ./build verify
#
# Needs Python 3.11 or newer with pip, and npm, whose registries have the generator and the program that draws diagrams.
site="$root/target/site"
app=
mermaid=11.12.0

fail() {
  echo "site: $*" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --app) [ $# -gt 1 ] || fail "--app needs a folder"; app=$2; shift ;;
    *) fail "unknown option $1; there is --app FOLDER" ;;
  esac
  shift
done
if [ -n "$app" ]; then
  ls "$app"/lxt-cli-*.jar >/dev/null 2>&1 || fail "$app has no lxt-cli jar"
else
  . "$root/launch/quick-build.sh"
fi
mkdir -p "$site"

# The generator, once for each list of versions.
python="$site/python/bin/python"
if ! cmp -s "$root/release/site/requirements.txt" "$site/python/installed"; then
  rm -rf "$site/python"
  python3 -m venv "$site/python" || fail "python3 with its module venv is needed"
  "$python" -m pip install -q --disable-pip-version-check -r "$root/release/site/requirements.txt" \
    || fail "pip could not install the generator (release/site/requirements.txt)"
  cp "$root/release/site/requirements.txt" "$site/python/installed"
fi
if [ ! -f "$site/mermaid-$mermaid.js" ]; then
  (cd "$site" && npm pack --silent "mermaid@$mermaid" >/dev/null && tar -xzf "mermaid-$mermaid.tgz" package/dist/mermaid.min.js) \
    || fail "npm could not fetch mermaid $mermaid, which draws the diagrams"
  mv "$site/package/dist/mermaid.min.js" "$site/mermaid-$mermaid.js"
  rm -r "$site/package" "$site/mermaid-$mermaid.tgz"
fi

version=$(basename "$(ls "$app"/lxt-cli-*.jar)" .jar)
stage="$site/stage"
"$python" "$root/release/site/stage.py" "$root" "$stage" || exit 1
cp "$site/mermaid-$mermaid.js" "$stage/_static/mermaid.min.js"

# The live pages.
live="$stage/_extra/live"
mkdir -p "$live"
explain() {
  page=$1
  shift
  "$JAVA_HOME/bin/java" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -cp "$app/*" \
    org.lxt.cli.Main explain "$@" --html "$live/$page.html" >"$site/explain.log" 2>&1 \
    || { cat "$site/explain.log" >&2; fail "the live page $page cannot be made"; }
}
explain decoder
explain steps --sample steps --generate 24 --span 6:7 --hops 3
explain matrix --sample steps --generate 24 --matrix
explain vision --model "$root/oracle/sample-vision" --image "$root/oracle/sample-vision/shapes.jpg"

# Javadoc of all modules together, without warnings but the JDK's own of its incubator.
sources=
modules=
for descriptor in "$root"/lxt-*/src/main/java/module-info.java; do
  module=$(sed -n 's/^.*module \([a-z0-9.]*\) {.*/\1/p' "$descriptor")
  case $module in org.lxt.cli | org.lxt.bench) continue ;; esac
  sources="$sources --module-source-path $module=${descriptor%/module-info.java}"
  modules="$modules,$module"
done
(cd "$root" && echo "$sources" | sed "s,$root/,,g" >"$site/modules")
# Annotations and the libraries of tests, which no program needs at run time and so are not among its jars.
libraries=$(find "${HOME:-}/.m2/repository" -name '*.jar' | grep -E '/(jspecify-1|auto-service-annotations-1|assertj-core-3|opentest4j-1|apiguardian-api-1|(junit-jupiter|junit-jupiter-api|junit-jupiter-params|junit-platform-commons)-6)[^/]*\.jar$' \
  | grep -v -e -sources -e -javadoc | tr '\n' ':')
others=$(cd "$app" && for jar in *.jar; do echo "$PWD/$jar"; done | grep -v '/lxt-[^/]*$' | tr '\n' ':')
(cd "$root" && "$JAVA_HOME/bin/javadoc" -quiet -Xdoclint:all,-missing -notimestamp --no-fonts -windowtitle "LXT for Java" \
  -doctitle "LXT for Java ${version#lxt-cli-}" -d "$stage/_extra/api" $(cat "$site/modules") --module "${modules#,}" \
  --module-path "$libraries$others") >"$site/javadoc.log" 2>&1 || { cat "$site/javadoc.log" >&2; fail "Javadoc fails"; }
if grep -v 'using incubating module' "$site/javadoc.log" | grep 'warning:' >&2; then
  fail "Javadoc warns"
fi

# -W: a warning, such as of a link that leads nowhere, is an error.
rm -rf "$site/html"
LXT_VERSION=${version#lxt-cli-} "$python" -m sphinx -q -W --keep-going -n -j 2 -b html -d "$site/doctrees" "$stage" "$site/html" \
  || fail "the pages have faults, see above"
"$python" "$root/release/site/check_links.py" "$site/html" || fail "links lead nowhere"
echo "$site/html/index.html"
