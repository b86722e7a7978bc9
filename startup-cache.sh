# Sourced by ./lxt once the application is built: sets class_path, and cache to a file with which the JVM starts as far as
# an earlier run had loaded its classes (an AOT cache), or to nothing. A cache only saves time: where the JVM cannot make
# one, or finds that one does not fit, it runs without.

# The jars one by one and in one order: a cache holds for one class path.
class_path=$(LC_ALL=C; printf '%s:' "$app"/*.jar)
class_path=${class_path%:}

# One for each JDK. An empty one means that this JDK made none.
cache="$app/startup-$(cksum <"$JAVA_HOME/release" | cut -d ' ' -f 1).aot"

# The training run explains the sample, and writes what is written most.
make_cache() (
  new=$(mktemp -d "$app/startup.XXXXXX") || exit 0
  trap 'rm -rf "$new"' EXIT
  trap 'exit 130' INT TERM
  unset JAVA_TOOL_OPTIONS JDK_JAVA_OPTIONS _JAVA_OPTIONS
  "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$new/cache" --add-modules=jdk.incubator.vector \
    --enable-native-access=ALL-UNNAMED -Djava.awt.headless=true -Djava.io.tmpdir="$new" -cp "$class_path" \
    org.lxt.cli.Main explain --json "$new/json" --html "$new/html" </dev/null >/dev/null || rm -f "$new/cache"
  [ -f "$new/cache" ] || : >"$new/cache"
  mv -f "$new/cache" "$cache"
)

case " ${LXT_JAVA_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
  *-XX:AOT* | *-Xshare* | *-XX:SharedArchiveFile* | *-XX:SharedClassListFile* | *-XX:ArchiveClassesAtExit*)
    # the caller has a cache in mind, and the JVM takes one
    cache=
    ;;
  *)
    if [ -w "$app" ] && { [ ! -f "$cache" ] || [ -n "$(find "$app" -name '*.jar' -newer "$cache" | head -n 1)" ]; }; then
      make_cache 2>/dev/null || [ $? -ne 130 ] || exit 130
    fi
    [ -s "$cache" ] || cache=
    ;;
esac
