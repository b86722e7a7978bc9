# SPDX-License-Identifier: BSD-3-Clause
# Sourced by ./build and ./lxt after find-jdk.sh: sets maven to the mvn to run. Maven need not be installed: one that a
# wrapper of another project has fetched will do, and where there is none at all it is fetched like by such a wrapper, from
# the repository that MVNW_REPOURL or the mirror in Maven's settings names. (This project names no repository itself.)
maven_version=3.9.16
maven_sha512=ed41650d42485cfc243fad22158caf9cbb5dc408ce7a09ddb94dd42a019de929ca43065bfa450612cf12bf78b5cafa3884b96c090de326ff590448c933454af3
maven_home=${MAVEN_USER_HOME:-${HOME:-}/.m2}

find_maven() {
  if maven=$(command -v mvn); then
    return 0
  fi
  for maven in "${MAVEN_HOME:-/nowhere}/bin/mvn" "${M2_HOME:-/nowhere}/bin/mvn" "${HOME:-}/.sdkman/candidates/maven/current/bin/mvn" \
    "$maven_home"/wrapper/dists/*/*/bin/mvn "$maven_home"/wrapper/dists/*/*/*/bin/mvn; do
    [ -x "$maven" ] && return 0
  done
  fetched="$maven_home/wrapper/dists/apache-maven-$maven_version/lxt"
  "$JAVA_HOME/bin/java" "$root/launch/FetchMaven.java" "$maven_version" "$maven_sha512" "$fetched" \
    "$maven_home/settings.xml" || return 1
  maven="$fetched/bin/mvn"
}

maven_hint() {
  for installer in "apt-get install maven" "dnf install maven" "apk add maven" "pacman -S maven" "zypper install maven" \
    "brew install maven" "sdk install maven"; do
    if command -v "${installer%% *}" >/dev/null 2>&1; then
      echo "('$installer' does it here) "
      return
    fi
  done
}

if ! find_maven; then
  echo "LXT for Java is built with Maven 3.8 or newer and found none: install it $(maven_hint)or set MVNW_REPOURL to the" \
    "address of a Maven repository, and it is fetched from there." >&2
  exit 2
fi
