# SPDX-License-Identifier: BSD-3-Clause
# Sourced by the launchers, with the command line's own arguments. Sets options to one of the two files of options in a folder:
#
#   folder  holds jvm-options and jvm-options-quick
#   java    the folder of the JDK or the linked runtime
#   jars    the jars, in any form
#
# Where kernels in machine code compute, the JVM's quick compiler alone is faster: docs/adr/0056-compilers-by-machine.md. It is
# chosen where nothing speaks against it, by what can be told before a JVM runs; should it turn out wrong, the program says so.
# This needs nothing but the shell itself, for the archive runs where there is nothing else.

# The command computes nothing and is soon done. (Files are hashed by code that only the other compiler has: pull, verify.)
computes_nothing() {
  case ${1:-} in
    --version | -V | --help | -h | models | inspect | completion | new-plugin) ;;
    *) return 1 ;;
  esac
}

# The command runs a model, and its arguments name no other code. A file of arguments may hold any.
runs_kernels() {
  case ${1:-} in
    explain | rank | evaluate | check | patch | graph | bench | doctor) ;;
    *) return 1 ;;
  esac
  before=
  for argument in "$@"; do
    case $argument in @*) return 1 ;; esac
    case "$before $argument" in
      "--kernels none" | *" --kernels=none") return 1 ;;
      "--backend vector" | *" --backend=vector") ;;
      "--backend "* | *" --backend="*) return 1 ;;
    esac
    before=$argument
  done
}

# Nobody has chosen otherwise. A file of options may hold any.
chosen_freely() {
  case " ${LXT_JAVA_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-}" in
    *" @"* | *-Dlxt.kernels=* | *Tiered* | *-XX:CompilationMode=* | *-Xint* | *-Xcomp*) return 1 ;;
  esac
}

# A line of a file that fits a pattern.
has_line() {
  [ -r "$1" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      $2) return 0 ;;
    esac
  done <"$1"
  return 1
}

# Each of these kernels needs at least what is asked for here; a JDK for another processor may run on an emulation of it.
has_kernels() {
  case $jars in */lxt-asm-[0-9]*) ;; *) return 1 ;; esac
  has_line "$java/release" 'OS_ARCH="x86_64"' || has_line "$java/release" 'OS_ARCH="amd64"' || return 1
  has_line /proc/cpuinfo 'flags*:*' || return 1
  for feature in avx2 fma f16c; do
    case " $line " in *" $feature "*) ;; *) return 1 ;; esac
  done
}

options="$folder/jvm-options"
if chosen_freely && { computes_nothing "$@" || { runs_kernels "$@" && has_kernels; }; }; then
  options="$folder/jvm-options-quick"
fi
