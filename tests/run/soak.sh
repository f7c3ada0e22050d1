#!/bin/sh
# ./giggatek soak [CRASHES]: kills the shop in the middle of checkouts, 500 times unless told otherwise, and re-encryption beside a
# selling shop a fifth as often, and checks the books; then ten minutes (GIGGATEK_LOAD_MINUTES) of mixed load on each server, while
# Redis, a replica and connections die; then the stacks of containers that the tests leave out, and the image built twice and compared.
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
prepare_containers
dotnet build GigGatek.slnx -c Release -v quiet --nologo || exit 1
./artifacts/bin/Integration/release/GigGatek.Tests.Integration -noColor -namespace GigGatek.Tests.Integration.Crashes
crashes=$?
./artifacts/bin/Operations/release/GigGatek.Tests.Operations -noColor -namespace GigGatek.Tests.Operations.Load
load=$?
GIGGATEK_STACKS=all ./artifacts/bin/Operations/release/GigGatek.Tests.Operations -noColor -class GigGatek.Tests.Operations.Containers.OtherStacksTests
stacks=$?
if docker version >/dev/null 2>&1; then
  deploy/docker/reproduce.sh || stacks=1
fi
[ "$crashes" -eq 0 ] && [ "$load" -eq 0 ] && [ "$stacks" -eq 0 ]
