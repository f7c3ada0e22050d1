#!/bin/bash
# The database's first start, on a primary and on each replica: what a replica and the shop need beside the shop's own database. All
# begin with the same users and an empty binary log, so that a replica can follow from the start. The shop's user, whom the image has given
# everything in its database, keeps the rows; tables are made and changed by one whom only migrations know.
set -euo pipefail

sql() { MYSQL_PWD=$(cat /run/secrets/root-password) mysql --no-defaults --protocol=socket --socket=/var/run/mysqld/mysqld.sock -uroot; }

sql <<SQL
CREATE USER IF NOT EXISTS replicator@'%' IDENTIFIED BY '$(cat /run/secrets/replication-password)';
GRANT REPLICATION SLAVE ON *.* TO replicator@'%';
REVOKE ALL PRIVILEGES ON giggatek.* FROM giggatek@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON giggatek.* TO giggatek@'%';
GRANT REPLICATION CLIENT ON *.* TO giggatek@'%';
CREATE USER IF NOT EXISTS giggatek_schema@'%' IDENTIFIED BY '$(cat /run/secrets/schema-password)';
GRANT ALL PRIVILEGES ON giggatek.* TO giggatek_schema@'%';
ALTER TABLESPACE mysql ENCRYPTION = 'Y';
RESET BINARY LOGS AND GTIDS;
SQL

if [ -n "${GIGGATEK_PRIMARY:-}" ]; then
  sql <<SQL
CHANGE REPLICATION SOURCE TO SOURCE_HOST = '$GIGGATEK_PRIMARY', SOURCE_USER = 'replicator', SOURCE_PASSWORD = '$(cat /run/secrets/replication-password)',
  SOURCE_AUTO_POSITION = 1, SOURCE_SSL = 1, SOURCE_CONNECT_RETRY = 5;
SQL
fi
