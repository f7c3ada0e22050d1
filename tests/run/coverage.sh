#!/bin/sh
# tests/run/coverage.sh [unit|integration] [RUNNER-OPTION...]: runs these tests once more with their coverage measured, into artifacts/coverage
# (Cobertura), and prints how much of each project they run. Apart from ./giggatek test, because measuring takes its time.
set -eu
cd "$(dirname -- "$0")/../.."
case ${1:-unit} in
  unit) project=tests/Unit ;;
  integration) project=tests/Integration ;;
  *) echo "Coverage is measured of unit and of integration tests." >&2; exit 2 ;;
esac
[ $# -eq 0 ] || shift

rm -rf artifacts/coverage
mkdir -p artifacts/coverage
# Ours by name: what others wrote is neither ours to test nor made to be rewritten.
for assembly in Accounts Catalog Contracts Gateway Notifications Operations Ordering Payments Platform Storefront; do
  set -- --coverlet-include "[GigGatek.$assembly]*" "$@"
done
dotnet test --project "$project" --configuration Release -p:MeasureCoverage=true \
  --coverlet --coverlet-output-format cobertura --results-directory artifacts/coverage "$@" || failed=1

sed -n 's/.*<package name="\([^"]*\)" line-rate="\([^"]*\)" branch-rate="\([^"]*\)".*/\1 \2 \3/p' artifacts/coverage/*.xml |
  awk 'BEGIN { print "project                    lines  branches" } { printf "%-24s %5.0f %%  %5.0f %%\n", $1, $2 * 100, $3 * 100 }'
exit "${failed:-0}"
