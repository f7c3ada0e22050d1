#!/bin/sh
# ./giggatek bench [NAME...]: measures, each figure beside a limit measured in the same run.
set -eu
cd "$(dirname -- "$0")/../.."
dotnet build tests/Performance -c Release -v quiet --nologo
exec ./artifacts/bin/Performance/release/GigGatek.Tests.Performance "$@"
