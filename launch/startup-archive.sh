# SPDX-License-Identifier: BSD-3-Clause
# Sourced by ./lxt once the application is built. Sets class_path; archive to a file with which the JVM starts as far as an
# earlier run had loaded its classes (class data sharing), or to nothing; and vector_module to the option by which
# jdk.incubator.vector gets into the JVM. An archive only saves time: where the JVM cannot make one, or finds that one does
# not fit, it runs without.

# The jars one by one and in one order: an archive holds for one class path.
class_path=$(LC_ALL=C; printf '%s:' "$app"/*.jar)
class_path=${class_path%:}

# One for each JDK. An empty one means that this JDK made none.
startup="$app/startup-$(cksum <"$JAVA_HOME/release" | cut -d ' ' -f 1)"
archive="$startup.jsa"

# With --add-modules the JVM begins whatever it does with a warning of incubator modules, which no option switches off. So
# the command line adds the module itself (org.lxt.cli.process.VectorModule), on those JDKs where that was seen to work.
quietly=--add-exports=java.base/jdk.internal.module=ALL-UNNAMED
openly=--add-modules=jdk.incubator.vector

# The training run explains the sample, and writes what is written most.
make_archive() (
  new=$(mktemp -d "$app/startup.XXXXXX") || exit 0
  trap 'rm -rf "$new"' EXIT
  trap 'exit 130' INT TERM
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
  rm -f "$startup.quiet"
  option=$openly
  if "$JAVA_HOME/bin/java" "$quietly" -cp "$class_path" org.lxt.cli.process.VectorModule >/dev/null; then
    option=$quietly
    : >"$startup.quiet"
  fi
  "$JAVA_HOME/bin/java" -XX:ArchiveClassesAtExit="$new/archive" "$option" --enable-native-access=ALL-UNNAMED \
    -Djava.awt.headless=true -Djava.io.tmpdir="$new" -cp "$class_path" org.lxt.cli.Main explain --json "$new/json" \
    --html "$new/html" </dev/null >/dev/null || rm -f "$new/archive"
  [ -f "$new/archive" ] || : >"$new/archive"
  mv -f "$new/archive" "$archive"
)

case " ${LXT_JAVA_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
  *-XX:AOT* | *-Xshare* | *-XX:SharedArchiveFile* | *-XX:SharedClassListFile* | *-XX:ArchiveClassesAtExit*)
    # the caller has an archive in mind, and the JVM takes one
    archive=
    ;;
  *)
    if [ -w "$app" ] && { [ ! -f "$archive" ] || [ -n "$(find "$app" -name '*.jar' -newer "$archive" | head -n 1)" ]; }
    then
      [ -z "${built:-}" ] || echo "making LXT start faster ..." >&2
      make_archive 2>/dev/null || [ $? -ne 130 ] || exit 130
    fi
    [ -s "$archive" ] || archive=
    ;;
esac

vector_module=$openly
if [ -f "$startup.quiet" ]; then
  vector_module=$quietly
fi
