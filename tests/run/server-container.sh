#!/bin/sh
# tests/run/server-container.sh IMAGE PORT: a database server for tests in a container of docker, empty, root without a password, reached on
# the loopback address only; and waits until it answers. IMAGE is such as mysql:8.4 or mariadb:11.8. Stop it with: docker rm --force NAME
set -eu
image=${1:?Say which image, such as mysql:8.4} port=${2:?Say which port, such as 3306}
kind=${image%%:*}
name=giggatek-$kind-$port

case $kind in
  mysql)
    docker run --detach --name "$name" --publish "127.0.0.1:$port:3306" --env MYSQL_ALLOW_EMPTY_PASSWORD=1 --env MYSQL_ROOT_HOST=% \
      "$image" --skip-log-bin --innodb-flush-log-at-trx-commit=0 --max-connections=2000 ;;
  mariadb)
    docker run --detach --name "$name" --publish "127.0.0.1:$port:3306" --env MARIADB_ALLOW_EMPTY_ROOT_PASSWORD=1 \
      "$image" --skip-log-bin --innodb-flush-log-at-trx-commit=0 --max-connections=2000 ;;
  *) echo "There are images of mysql and mariadb; $image is neither." >&2; exit 2 ;;
esac

tries=0
# By its address: the server that the image starts first, to fill itself, listens on a socket alone.
until docker exec "$name" "$kind" -h127.0.0.1 -uroot -e 'SELECT 1' >/dev/null 2>&1; do
  tries=$((tries + 1))
  if [ "$tries" -gt 60 ]; then
    docker logs "$name" >&2
    echo "$image did not answer within two minutes." >&2
    exit 1
  fi
  sleep 2
done
echo "$image answers on port $port as $name."
