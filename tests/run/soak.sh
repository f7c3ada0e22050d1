#!/bin/sh
# ./giggatek soak [--scenario crashes|load|releases|stacks] [TIMES]: what takes too long for the tests. All scenarios unless one is named:
#   crashes   kills the shop in the middle of checkouts, 500 times unless told otherwise, and re-encryption a fifth as often; and before and after each
#             statement of a purchase and of a refund, on MariaDB; checks the books
#   load      ten minutes (GIGGATEK_LOAD_MINUTES) of mixed load on each server, while Redis, a replica and connections die
#   releases  50 releases unless told otherwise, of builds in turns, under people who look and buy; to processes and, where there is an engine, to containers;
#             the tool killed in every step; gateways in turns
#   stacks    the stacks of containers that the tests leave out, and the image built twice and compared
set -u
cd "$(dirname -- "$0")/../.." || exit 1
. tests/run/prepare.sh
. tests/run/servers.sh

scenarios="crashes load releases stacks"
if [ "${1:-}" = --scenario ]; then
  case ${2:-} in
    crashes|load|releases|stacks) scenarios=$2; shift 2 ;;
    *) echo "There are the scenarios $scenarios." >&2; exit 2 ;;
  esac
fi
times=${1:-}

mkdir -p artifacts
case " $scenarios " in *" load "*) prepare_mariadb; prepare_redis ;; esac
case " $scenarios " in *" stacks "*) prepare_containers owasp/modsecurity-crs:nginx ;; *" releases "*) prepare_containers ;; esac
dotnet build GigGatek.slnx -c Release -v quiet --nologo && ship_program || exit 1

integration() { ./artifacts/bin/Integration/release/GigGatek.Tests.Integration -noColor "$@"; }
operations() { ./artifacts/bin/Operations/release/GigGatek.Tests.Operations -noColor "$@"; }

broken=''
trap stop_server EXIT
trap 'exit 130' INT TERM
for scenario in $scenarios; do
  echo "Running the scenario $scenario ..."
  case $scenario in
    crashes)
      GIGGATEK_CRASHES=${times:-500} integration -namespace GigGatek.Tests.Integration.Crashes -trait- Engine=server &&
        { start_server mariadb || { echo "There is no MariaDB: $server_problem." >&2; false; }; } &&
        GIGGATEK_TEST_DATABASE=mariadb GIGGATEK_CUTS=all integration -showLiveOutput -class GigGatek.Tests.Integration.Crashes.DatabaseCrashTests ;;
    load) GIGGATEK_LOAD_MINUTES=${GIGGATEK_LOAD_MINUTES:-10} operations -namespace GigGatek.Tests.Operations.Load ;;
    releases)
      GIGGATEK_RELEASES=${times:-50} GIGGATEK_STACK_RELEASES=${times:-50} GIGGATEK_CUTS=all GIGGATEK_GATEWAY_UPGRADES=25 operations -parallelMode none \
        -class GigGatek.Tests.Operations.Releases.StackReleaseTests \
        -class GigGatek.Tests.Operations.Releases.ReleaseTests -class GigGatek.Tests.Operations.Releases.CutOffTests -class GigGatek.Tests.Operations.Gateway.UpgradeTests ;;
    stacks)
      GIGGATEK_STACKS=all operations -class GigGatek.Tests.Operations.Containers.OtherStacksTests -class GigGatek.Tests.Operations.Containers.DevelopmentStackTests \
          -class GigGatek.Tests.Operations.Containers.EdgeStackTests -class GigGatek.Tests.Operations.Previews.SeparationTests &&
        { ! docker version >/dev/null 2>&1 || deploy/docker/reproduce.sh; } ;;
  esac || broken="$broken $scenario"
done
[ -z "$broken" ] || { echo "Broken:$broken" >&2; exit 1; }
