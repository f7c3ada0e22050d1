#!/bin/sh
# tests/run/coverage.sh [unit|integration]: runs these tests once more with their coverage measured, into artifacts/coverage (Cobertura), and
# prints how much of each project they run. Apart from ./giggatek test, because measuring takes its time.
set -eu
cd "$(dirname -- "$0")/../.."
case ${1:-unit} in
  unit) project=tests/Unit ;;
  integration) project=tests/Integration ;;
  *) echo "Coverage is measured of unit and of integration tests." >&2; exit 2 ;;
esac
mkdir -p artifacts/coverage
dotnet test --project "$project" --configuration Release -p:MeasureCoverage=true --coverlet --coverlet-output-format cobertura \
  --coverlet-exclude-assemblies-without-sources MissingAll --results-directory artifacts/coverage
