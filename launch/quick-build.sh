# SPDX-License-Identifier: BSD-3-Clause
# Sourced by ./lxt: builds the command line if it is missing or older than its sources, and sets app to the folder with its
# jars. That is what the command line needs and no more (the profile "quick" of the POM): no tests and no checks, in folders
# of their own. ./build verify is the whole build.
app="$root/lxt-cli/target/quick/app"

stale() {
  [ -f "$app/.built" ] || return 0
  [ -n "$(find "$root" -path '*/target' -prune -o \( -path '*/src/main/*' -o -name pom.xml \) -type f \
    -newer "$app/.built" -print | head -n 1)" ]
}

# Of Maven's lines, those that say how far it is.
show_progress() {
  files=0
  while IFS= read -r line; do
    case $line in
      "[INFO] Building LXT for Java "*" [1/"*) echo "  ${line##* } LXT for Java" ;;
      "[INFO] Building LXT for Java: "*" ["*/*"]")
        echo "$line" | sed 's/^[^:]*: \(.*[^ ]\)  *[^ ][^ ]*  *\(\[[0-9]*\/[0-9]*\]\)$/  \2 \1/'
        ;;
      "[INFO] Downloaded from "*)
        files=$((files + 1))
        [ $((files % 25)) -ne 0 ] || echo "        $files files downloaded"
        ;;
    esac
  done
}

quick_build() (
  log=$(mktemp)
  trap 'rm -f "$log" "$log.failed"' EXIT
  trap 'exit 130' INT TERM
  # What is changed while Maven runs is newer than this.
  mkdir -p "$app"
  : >"$app/.begun"
  # No jar stays that has lost its use.
  rm -f "$app"/*.jar "$app/.built"
  # The compiler is soon done: the JVM does not take the time to make it faster.
  { LXT_SHOW_DOWNLOADS=yes MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC ${MAVEN_OPTS:-}" \
      "$root/build" -B -T1 -Pquick -pl lxt-cli -am package 2>&1 || : >"$log.failed"; } | tee "$log" | show_progress >&2
  if [ -f "$log.failed" ]; then
    cat "$log" >&2
    echo "lxt: the build failed, see above" >&2
    exit 1
  fi
  mv -f "$app/.begun" "$app/.built"
)

if stale; then
  # Where it is missing, that is one sentence, and no build that failed.
  . "$root/launch/find-maven.sh"
  echo "building LXT, which takes less than a minute once its libraries are there ..." >&2
  quick_build
  built=yes
fi
