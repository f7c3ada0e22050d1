#!/bin/sh
# ./giggatek soak [CRASHES]: kills the shop in the middle of checkouts, 500 times unless told otherwise, and re-encryption beside a
# selling shop a fifth as often, and checks the books; then ten minutes (GIGGATEK_LOAD_MINUTES) of mixed load on each server, while
# Redis, a replica and connections die.
set -u
cd "$(dirname -- "$0")/../.." || exit 1
. tests/run/prepare.sh
. tests/run/servers.sh
GIGGATEK_CRASHES=${1:-500}
GIGGATEK_LOAD_MINUTES=${GIGGATEK_LOAD_MINUTES:-10}
export GIGGATEK_CRASHES GIGGATEK_LOAD_MINUTES
mkdir -p artifacts
prepare_mariadb
prepare_redis
dotnet build GigGatek.slnx -c Release -v quiet --nologo || exit 1
./artifacts/bin/Integration/release/GigGatek.Tests.Integration -noColor -namespace GigGatek.Tests.Integration.Crashes
crashes=$?
./artifacts/bin/Operations/release/GigGatek.Tests.Operations -noColor -namespace GigGatek.Tests.Operations.Load && [ "$crashes" -eq 0 ]
