# shellcheck shell=sh disable=SC2034
# Database servers for the tests: real ones on loopback, each with a data folder of its own, stopped by their process ids.
# Sourced by the scripts here.

# Nothing of a test outlives it, so nothing is waited for to be on the disk.
mysql_settings="--performance-schema=OFF --innodb-doublewrite=OFF --innodb-flush-method=nosync"
mariadb_settings="--innodb-flush-method=nosync --sync-frm=OFF"
settings="--innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=384M --max-connections=2000 --skip-log-bin --skip-name-resolve --innodb-fast-shutdown=2"

server_pid='' server_folder='' server_name=''
sandbox=../shared/tools/mysql-sandbox

# start_server mariadb|mysql: sets GIGGATEK_TEST_SERVER to how it is reached, or server_problem to why there is none.
start_server() {
  server_problem=''
  case $1 in
    mariadb) start_mariadb ;;
    mysql) start_mysql ;;
  esac
}

# All of it, for the tests of operations: the plugin that encrypts is not in the package of the server alone.
prepare_mariadb() {
  [ -e /usr/lib/mysql/plugin/file_key_management.so ] || install_package file_key_management.so mariadb-server
}

# Debian's package of the server alone starts no service.
start_mariadb() {
  if ! install_package mariadbd mariadb-server-core || ! install_package mariadb mariadb-client-core; then
    server_problem="no MariaDB server could be installed"
    return 1
  fi
  server_folder=$(mktemp -d)
  as=''
  if [ "$(id -u)" = 0 ]; then
    chown nobody "$server_folder"
    as=--user=nobody
  fi
  # shellcheck disable=SC2086
  TMPDIR=$server_folder mariadb-install-db --no-defaults $as "--datadir=$server_folder/data" --auth-root-authentication-method=normal --skip-test-db >artifacts/mariadb.log 2>&1 \
    || { stop_server; server_problem="its data folder could not be made; see artifacts/mariadb.log"; return 1; }
  for attempt in 1 2 3; do
    port=$((20000 + ($$ * 7 + attempt * 1009) % 20000))    # a taken one ends the server, and the next is tried
    serve_mariadb && return 0
  done
  stop_server
  server_problem="it did not start; see artifacts/mariadb.log"
  return 1
}

serve_mariadb() {
  # shellcheck disable=SC2086
  mariadbd --no-defaults $as "--datadir=$server_folder/data" "--tmpdir=$server_folder" "--socket=$server_folder/sock" "--port=$port" --bind-address=127.0.0.1 \
    "--pid-file=$server_folder/pid" $settings $mariadb_settings >>artifacts/mariadb.log 2>&1 &
  server_pid=$!
  tries=0
  until mariadb --no-defaults -uroot "-S$server_folder/sock" -e "CREATE USER IF NOT EXISTS root@'127.0.0.1'; GRANT ALL ON *.* TO root@'127.0.0.1' WITH GRANT OPTION" >/dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ] || ! kill -0 "$server_pid" 2>/dev/null; then
      kill "$server_pid" 2>/dev/null
      wait "$server_pid" 2>/dev/null
      server_pid=''
      return 1
    fi
    sleep 0.1
  done
  GIGGATEK_TEST_SERVER="Server=127.0.0.1;Port=$port;User ID=root;SslMode=None"
  export GIGGATEK_TEST_SERVER
}

# The one of GIGGATEK_TEST_MYSQL, whose user may create databases; else a throw-away one, where the tool for it lies beside the checkout.
start_mysql() {
  if [ -n "${GIGGATEK_TEST_MYSQL:-}" ]; then
    GIGGATEK_TEST_SERVER=$GIGGATEK_TEST_MYSQL
    export GIGGATEK_TEST_SERVER
    return
  fi
  if [ ! -x "$sandbox" ]; then
    server_problem="GIGGATEK_TEST_MYSQL names no server"
    return 1
  fi
  # shellcheck disable=SC2086
  if ! started=$("$sandbox" start "tests-$$" -- $settings $mysql_settings 2>artifacts/mysql.log); then
    server_problem="it did not start; see artifacts/mysql.log"
    return 1
  fi
  server_name=tests-$$
  port=$(echo "$started" | sed -n 's/.* port=\([0-9]*\) .*/\1/p')
  GIGGATEK_TEST_SERVER="Server=127.0.0.1;Port=$port;User ID=root;SslMode=None"
  export GIGGATEK_TEST_SERVER
}

stop_server() {
  [ -n "$server_name" ] && "$sandbox" stop "$server_name" >/dev/null 2>&1
  if [ -n "$server_pid" ]; then
    kill "$server_pid" 2>/dev/null
    wait "$server_pid" 2>/dev/null
  fi
  [ -n "$server_folder" ] && rm -rf "$server_folder"
  server_pid='' server_folder='' server_name=''
  unset GIGGATEK_TEST_SERVER
}
