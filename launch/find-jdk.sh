# SPDX-License-Identifier: BSD-3-Clause
# Sourced by ./build and ./lxt: sets JAVA_HOME to the first JDK 25 or newer found, or explains and exits 2.
# JAVA_HOME comes first, then the javac on PATH, then the usual folders. LXT_JDK_FOLDERS replaces the latter: a list of
# patterns apart by spaces.

jdk_version() {
  [ -x "$1/bin/javac" ] && [ -f "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  path_jdk=
  if command -v javac >/dev/null 2>&1; then
    path_jdk=$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")
  fi
  if [ -n "${LXT_JDK_FOLDERS+set}" ]; then
    set -- $LXT_JDK_FOLDERS
  else
    set -- /usr/lib/jvm/* /opt/java/* /opt/jdk* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
      /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
      /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home
  fi
  for candidate in "${JAVA_HOME:-}" "$path_jdk" "$@"; do
    [ -n "$candidate" ] || continue
    version=$(jdk_version "$candidate")
    if [ "${version:-0}" -ge 25 ]; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "LXT for Java needs a JDK 25 or newer and found none: install one (for example Eclipse Temurin 25, or" \
    "'sdk install java 25-tem') and set JAVA_HOME to its folder." >&2
  exit 2
}

find_jdk
