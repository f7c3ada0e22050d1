#!/bin/sh
# tests/run/lint-workflows.sh [--fetch]: what GitHub would refuse about the workflows, by actionlint: the one on the path; else the tool beside
# the checkout; else, with --fetch, built by Go, which checks its sum.
set -eu
cd "$(dirname -- "$0")/../.."
if command -v actionlint >/dev/null 2>&1; then
  exec actionlint
elif [ -x ../shared/tools/workflow-lint ]; then
  for file in .github/workflows/*.y*ml .github/actions/*/action.yml; do    # its actionlint, made for browsers, breaks down over many at once
    ../shared/tools/workflow-lint "$file" || exit 1
  done
  exit 0
elif [ "${1:-}" = --fetch ] && command -v go >/dev/null 2>&1; then
  exec go run github.com/rhysd/actionlint/cmd/actionlint@v1.7.7
fi
echo "There is no actionlint on this machine: https://github.com/rhysd/actionlint" >&2
exit 2
