#!/bin/sh
# tests/run/lint-workflows.sh: what GitHub would refuse about the workflows, by actionlint: the one on the path; else the tool beside the
# checkout; else with Go, which fetches it by version and checks its sum.
set -eu
cd "$(dirname -- "$0")/../.."
if command -v actionlint >/dev/null 2>&1; then
  exec actionlint
elif [ -x ../shared/tools/workflow-lint ]; then
  exec ../shared/tools/workflow-lint .github/workflows/*.y*ml .github/actions/*/action.yml
elif command -v go >/dev/null 2>&1; then
  exec go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.7
fi
echo "There is no actionlint on this machine, and no Go to fetch it: https://github.com/rhysd/actionlint" >&2
exit 2
