#!/bin/sh
# tests/run/lint-workflows.sh [--fetch]: what GitHub would refuse about the workflows, by actionlint: the one on the path; else the tool beside
# the checkout; else, with --fetch, built by Go, which checks its sum.
set -eu
cd "$(dirname -- "$0")/../.."
if command -v actionlint >/dev/null 2>&1; then
  exec actionlint
elif [ -x ../shared/tools/workflow-lint ]; then
  exec ../shared/tools/workflow-lint .github/workflows/*.y*ml .github/actions/*/action.yml
elif [ "${1:-}" = --fetch ] && command -v go >/dev/null 2>&1; then
  exec go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.7
fi
echo "There is no actionlint on this machine: https://github.com/rhysd/actionlint" >&2
exit 2
