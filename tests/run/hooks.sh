#!/bin/sh
# ./giggatek hooks install: has git run the checks before each commit.
# ./giggatek hooks run: runs them on what is staged now.  ./giggatek hooks run --all: on every file of the repository.
# ./giggatek hooks check NAME [FILE...]: one check, or all; how .pre-commit-config.yaml calls them.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
export GIGGATEK_HOME="$root" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 DOTNET_TieredPGO=0
program=$root/artifacts/bin/Hooks/release/GigGatek.Hooks.dll

usage() {
  sed -n 's/^# //p' "$root/tests/run/hooks.sh" >&2
  exit 2
}

find_dotnet() {
  for dotnet in "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" dotnet "$HOME/.dotnet/dotnet"; do
    [ -n "$dotnet" ] && command -v "$dotnet" >/dev/null 2>&1 && return
  done
  echo "The checks need the .NET 10 SDK, and it is not on this machine; ./giggatek says how to install it." >&2
  exit 127
}

# Only when one of their own files is newer: a commit is not the time to build everything.
build() {
  find_dotnet
  if [ -f "$program" ] && [ -z "$(find "$root/tests/Hooks" "$root/Directory.Packages.props" -type f -newer "$program" 2>/dev/null | head -1)" ]; then
    return
  fi
  echo "Building the checks ..." >&2
  mkdir -p "$root/artifacts"
  if ! "$dotnet" build "$root/tests/Hooks" -c Release -v quiet --nologo >"$root/artifacts/hooks.log" 2>&1; then
    grep -E 'error|warning' "$root/artifacts/hooks.log" | sort -u >&2
    echo "The checks could not be built; the whole log is in artifacts/hooks.log." >&2
    exit 2
  fi
  touch "$program"
}

install() {
  hook=$(git -C "$root" rev-parse --git-path hooks/pre-commit)
  case $hook in /*) ;; *) hook=$root/$hook ;; esac
  if [ -e "$hook" ] && ! grep -q '\.githooks/pre-commit' "$hook"; then
    echo "There is a hook of another hand at $hook. Move it away, or call .githooks/pre-commit from it." >&2
    exit 2
  fi
  build
  mkdir -p "$(dirname -- "$hook")"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\nexec "$(git rev-parse --show-toplevel)/.githooks/pre-commit"\n' >"$hook"
  chmod +x "$hook"
  echo "Each commit is checked from now on, as it is staged: $hook"
}

case ${1:-} in
  install) install ;;
  run)
    cd "$root"
    case ${2:-} in
      '') exec sh .githooks/pre-commit ;;
      --all) build && git ls-files -z | "$dotnet" "$program" all ;;
      *) usage ;;
    esac ;;
  check)
    [ $# -ge 2 ] || usage
    build
    shift
    exec "$dotnet" "$program" "$@" ;;
  check-in)
    [ $# -eq 2 ] || usage
    build
    cd "$2" && exec "$dotnet" "$program" all ;;
  *) usage ;;
esac
