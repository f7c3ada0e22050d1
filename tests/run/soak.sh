#!/bin/sh
# ./giggatek soak [CRASHES]: kills the shop in the middle of checkouts, 500 times unless told otherwise, and re-encryption beside a
# selling shop a fifth as often, and checks the books.
set -eu
cd "$(dirname -- "$0")/../.."
GIGGATEK_CRASHES=${1:-500}
export GIGGATEK_CRASHES
dotnet build tests/Integration -c Release -v quiet --nologo
exec ./artifacts/bin/Integration/release/GigGatek.Tests.Integration -noColor -namespace GigGatek.Tests.Integration.Crashes
