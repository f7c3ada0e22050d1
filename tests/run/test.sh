#!/bin/sh
# ./giggatek test [unit|integration|browser|operations|edge|all] [sqlite|mariadb|mysql|all]: installs what the tests need when it can, builds once,
# runs them, and ends with one line: N passed, N failed, N skipped. All run on SQLite. What a machine with two cores has no time for at each
# change runs where it is named, as in the workflow: tests to which the database makes no difference (the trait Database=any) on a server that is
# named, long ones (Length=long) of a kind that is named. edge: integration and browser once more on SQLite, their requests through nginx with its
# firewall and a gateway; without what has a reason to ask the shop itself ([DirectOnly]). Of it, all runs the classes of the trait Path=edge.
set -u
cd "$(dirname -- "$0")/../.." || exit 1
. tests/run/prepare.sh
. tests/run/servers.sh

# The project of a kind: unit is tests/Unit.
project_of() { echo "$1" | awk '{ print toupper(substr($0, 1, 1)) substr($0, 2) }'; }

which=${1:-all}
case $which in
  unit|integration|browser|operations|edge) kinds=$which ;;
  all) kinds="unit integration browser operations edge" ;;
  *) echo "There are the tests unit, integration, browser, operations and edge, or all of them." >&2; exit 2 ;;
esac
case ${2:-all} in
  sqlite|mariadb|mysql) engines=$2 ;;
  all) engines="sqlite mariadb mysql" ;;
  *) echo "They run on sqlite, mariadb and mysql, or all of them." >&2; exit 2 ;;
esac

mkdir -p artifacts
case " $kinds " in *" browser "*|*" edge "*) prepare_browser ;; esac
case " $kinds " in *" operations "*) prepare_mariadb ;; esac
case " $kinds " in *" operations "*|*" edge "*) prepare_edge ;; esac
case " $kinds " in *" operations "*|*" integration "*|*" edge "*) prepare_redis ;; esac
image=''
case " $kinds " in *" operations "*) { prepare_containers; build_image; } & image=$! ;; esac    # beside the build: a good part of it is waiting

echo "Building ..."
case $which in
  all) targets=GigGatek.slnx ;;
  edge) targets="tests/Integration tests/Browser" ;;
  *) targets=tests/$(project_of "$which") ;;
esac
for target in $targets; do
  if ! dotnet build "$target" -c Release -v quiet --nologo >artifacts/build.log 2>&1; then
    grep -E 'error|warning' artifacts/build.log | sort -u
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
  fi
done

ship() { { [ -n "$image" ] && wait "$image" && take_program; } || ship_program; }
if [ "$kinds" != unit ] && ! ship >artifacts/build.log 2>&1; then
  grep -E 'error|warning' artifacts/build.log | sort -u
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

# Hundreds of processes that live for seconds: measuring them first, to be compiled better later, is a tenth of the work, and memory for code that
# is never writable and executable at once is another (https://github.com/dotnet/runtime/issues/50391).
export DOTNET_TieredPGO="${DOTNET_TieredPGO:-0}" DOTNET_EnableWriteXorExecute="${DOTNET_EnableWriteXorExecute:-0}"

passed=0 failed=0 skipped=0
: >artifacts/failed.txt
trap stop_server EXIT
trap 'exit 130' INT TERM

# What is told of each failed or skipped test: its beginning and its end.
shorten() {
  awk 'function tell(i) { for (i = told > 90 ? told - 60 : 30; i < told; i++) print kept[i % 60] }
       /\[(FAIL|SKIP)\]$/ { tell(); told = 0 }
       { line = substr($0, 1, 300); if (told < 30) print line; else kept[told % 60] = line; told++ }
       END { tell() }'
}

# run KIND NAME [RUNNER-OPTION...]: one run of a kind, and its part of the last line.
run() {
  project=$(project_of "$1") name=$2
  shift 2
  echo "Running the $name tests ..."
  log="artifacts/$(echo "$name" | tr ' ' '-').log"
  "./artifacts/bin/$project/release/GigGatek.Tests.$project" -noColor -xml "${log%.log}.xml" "$@" >"$log" 2>"$log.shops"
  code=$?
  grep -aE '^ *(GigGatek\.Tests|[A-Za-z].*\[(FAIL|SKIP)\])|^    |^  Skip' "$log" | grep -av "Total:" | shorten | head -800
  grep -aE '\[FAIL\]$' "$log" | sed "s/^ */  $name: /" >>artifacts/failed.txt
  total=$(grep -aEo 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+.*' "$log" | tail -1)
  if [ -z "$total" ]; then
    tail -40 "$log" "$log.shops"
    failed=$((failed + 1))
    return
  fi
  echo "  $name: $total"
  # shellcheck disable=SC2046
  set -- $(echo "$total" | grep -Eo 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' | grep -Eo '[0-9]+')
  errors=$(($2 + $3))
  [ "$code" -ne 0 ] && [ "$errors" -eq 0 ] && errors=1
  passed=$((passed + $1 - $3 - $4)) failed=$((failed + errors)) skipped=$((skipped + $4))
}

# run_on ENGINE KIND...: what concerns another engine alone is not among the tests of this one.
run_on() {
  engine=$1
  shift
  case $engine in sqlite) without="-trait- Engine=server" ;; *) without="-trait- Engine=sqlite" ;; esac
  [ "$engine" = sqlite ] || [ "$engines" = "$engine" ] || without="$without -trait- Database=any"
  GIGGATEK_TEST_DATABASE=$engine
  export GIGGATEK_TEST_DATABASE
  if [ "$engine" != sqlite ] && ! start_server "$engine"; then
    for kind in "$@"; do
      echo "  $kind on $engine [SKIP]: $server_problem"
      skipped=$((skipped + 1))
    done
    return
  fi
  for kind in "$@"; do
    # shellcheck disable=SC2046,SC2086
    run "$kind" "$kind on $engine" $(together "$kind") $without
  done
  stop_server
}

# They wait a good part of their time: for processes, servers, pages. The people in the browser share one shop and do not meet.
together() { case $1 in integration) echo "-maxThreads 3" ;; *) echo "-maxThreads 4 -parallelMode all" ;; esac; }

# Where hardly anybody asks a shop by HTTP: commands, contracts between modules, servers.
without_http=$(for folder in Backfills Catalog CommandLine Notifications Releases Servers Servers.Plans; do printf ' -namespace- GigGatek.Tests.Integration.%s' "$folder"; done)

# Who sent how much, and what nginx itself answered, is in artifacts/edge.log.
run_through_edge() {
  if ! has_edge; then
    echo "  edge [SKIP]: nginx, ModSecurity and the core rule set are not installed"
    skipped=$((skipped + 1))
    return
  fi
  : >artifacts/edge.log
  export GIGGATEK_TEST_DATABASE=sqlite GIGGATEK_TEST_PATH=edge GIGGATEK_TEST_TALLY="$PWD/artifacts/edge.log"
  for kind in integration browser; do
    # shellcheck disable=SC2046,SC2086
    run "$kind" "$kind through the edge" $(together "$kind") $without_http -trait- Engine=server -trait- Path=direct \
      $([ "$which" = edge ] || echo "-trait Path=edge")
  done
  awk -F '\t' '{ requests += $2; if ($2 > 0) classes[$1] } END { for (class in classes) n++; print "  through the edge: " requests " requests of " n " classes" }' artifacts/edge.log
  unset GIGGATEK_TEST_PATH GIGGATEK_TEST_TALLY
}

case " $kinds " in *" unit "*) run unit unit ;; esac
case " $kinds " in *" operations "*)
  # shellcheck disable=SC2046
  run operations operations $([ "$which" = operations ] || echo "-trait- Length=long") ;;
esac
on_databases=$(echo "$kinds" | sed 's/unit//; s/operations//; s/edge//')
if [ -n "${on_databases# }" ]; then
  for engine in $engines; do
    # shellcheck disable=SC2086
    run_on "$engine" $on_databases
  done
fi
case " $kinds " in *" edge "*) run_through_edge ;; esac

# Their names again: what a failed test printed may be long.
cat artifacts/failed.txt
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
