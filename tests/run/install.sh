#!/bin/sh
# tests/run/install.sh [mariadb] [mariadb-plugins] [redis] [edge] [shellcheck]: installs what tests need beside the SDK, on Debian or Ubuntu as root. The tests do so
# themselves where they run as root; where they do not, run this before them.
set -eu
cd "$(dirname -- "$0")/../.."
. tests/run/prepare.sh
. tests/run/servers.sh
mkdir -p artifacts
for what in "$@"; do
  case $what in
    mariadb)
      install_package mariadbd mariadb-server-core
      install_package mariadb mariadb-client-core ;;
    mariadb-plugins) prepare_mariadb || [ -e /usr/lib/mysql/plugin/file_key_management.so ] ;;    # it is no program to be found on the path
    redis) prepare_redis ;;
    edge) prepare_edge; has_edge ;;
    shellcheck) install_package shellcheck shellcheck ;;
    *) echo "It installs mariadb, mariadb-plugins, redis, edge and shellcheck; it does not know $what." >&2; exit 2 ;;
  esac
done
