#!/bin/sh
# ./giggatek bench [sqlite|mariadb|mysql] [--trend FILE] [NAME...]: measures, each figure beside a limit measured in the same run. Servers
# write as durably as in production. With --trend it compares with the runs in the file, too, and adds this one.
set -eu
cd "$(dirname -- "$0")/../.."
. tests/run/prepare.sh
. tests/run/servers.sh
settings="--innodb-flush-log-at-trx-commit=1 --sync-binlog=1 --log-bin=binlog --server-id=1 --innodb-buffer-pool-size=1G --max-connections=500 --skip-name-resolve"
mysql_settings="" mariadb_settings=""

engine=sqlite
case ${1:-} in sqlite|mariadb|mysql) engine=$1; shift ;; esac
mkdir -p artifacts
case " $* " in "  " | *" gateway "*) prepare_edge ;; esac    # nginx, to be measured against
dotnet build tests/Performance -c Release -v quiet --nologo
ship_program
trap stop_server EXIT
trap 'exit 130' INT TERM
if [ "$engine" != sqlite ] && ! start_server "$engine"; then
  echo "There is no $engine to measure: $server_problem." >&2
  exit 2
fi
GIGGATEK_TEST_DATABASE=$engine ./artifacts/bin/Performance/release/GigGatek.Tests.Performance "$@"
