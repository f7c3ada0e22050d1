#!/bin/sh
# ./giggatek test-compatibility [PREVIOUS-REF [mariadb|mysql|all [RUNNER-OPTION...]]]: two releases on one schema. The previous release's integration
# tests run on databases that this one has expanded, and this one's on databases that the previous one made and this one expands.
# Without a tag of an earlier release, this one is its own predecessor. Runner options narrow it, such as -class NAME.
set -u
cd "$(dirname -- "$0")/../.." || exit 1
. tests/run/prepare.sh
. tests/run/servers.sh

ref=${1:-}
case ${2:-all} in
  mariadb|mysql) engines=$2 ;;
  all) engines="mariadb mysql" ;;
  *) echo "They run on mariadb and mysql, or all of them." >&2; exit 2 ;;
esac
[ $# -ge 2 ] && shift 2 || shift $#

here=$(git rev-parse HEAD) || exit 2
if [ -z "$ref" ]; then
  ref=$(git describe --tags --abbrev=0 --match 'v*' HEAD^ 2>/dev/null) || ref=HEAD
fi
there=$(git rev-parse --verify --quiet "$ref^{commit}") || { echo "There is no release $ref in this repository." >&2; exit 2; }

mkdir -p artifacts
build() {
  if ! (cd "$1" && dotnet build tests/Integration -c Release -v quiet --nologo) >artifacts/build.log 2>&1; then
    grep -E 'error|warning' artifacts/build.log | sort -u
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
  fi
}

worktree=''
trap 'stop_server; [ -n "$worktree" ] && git worktree remove --force "$worktree"' EXIT
trap 'exit 130' INT TERM

echo "Building this release ..."
build .
if [ "$there" = "$here" ]; then
  echo "It is its own predecessor: both directions are one run."
  previous=$PWD
else
  worktree=artifacts/previous
  git worktree remove --force "$worktree" 2>/dev/null
  git worktree add --force --detach "$worktree" "$there" >/dev/null || exit 2
  previous=$PWD/$worktree
  echo "Building $ref ..."
  build "$worktree"
fi

export DOTNET_TieredPGO="${DOTNET_TieredPGO:-0}" DOTNET_EnableWriteXorExecute="${DOTNET_EnableWriteXorExecute:-0}"    # as in test.sh
passed=0 failed=0 skipped=0

# run NAME SUITE SCHEMA [RUNNER-OPTION...]: the tests of one checkout on databases that the other one's program has made.
run() {
  name=$1 suite=$2 schema=$3
  shift 3
  echo "Running $name ..."
  log="artifacts/$(echo "$name" | tr ' ' '-').log"
  GIGGATEK_TEST_SCHEMA_BY="$schema/artifacts/bin/GigGatek/release/giggatek.dll" \
    "$suite/artifacts/bin/Integration/release/GigGatek.Tests.Integration" -noColor -parallelMode collections \
    -trait- Engine=sqlite -trait- Schema=own "$@" >"$log" 2>&1
  grep -aE '\[(FAIL|SKIP)\]$' "$log"
  total=$(grep -aEo 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -1)
  if [ -z "$total" ]; then
    tail -40 "$log"
    failed=$((failed + 1))
    return
  fi
  echo "  $name: $total"
  # shellcheck disable=SC2046
  set -- $(echo "$total" | grep -Eo '[0-9]+')
  passed=$((passed + $1 - $3 - $4)) failed=$((failed + $2 + $3)) skipped=$((skipped + $4))
}

for engine in $engines; do
  GIGGATEK_TEST_DATABASE=$engine
  export GIGGATEK_TEST_DATABASE
  if ! start_server "$engine"; then
    echo "  compatibility on $engine [SKIP]: $server_problem"
    skipped=$((skipped + 1))
    continue
  fi
  run "the previous release on the new schema on $engine" "$previous" "$PWD" "$@"
  [ "$there" = "$here" ] || run "the new release on the previous schema on $engine" "$PWD" "$previous" "$@"
  stop_server
done

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
