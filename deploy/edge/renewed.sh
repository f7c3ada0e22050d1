#!/bin/sh
# deploy/edge/renewed.sh: certbot's --deploy-hook. Lays the new certificate over the one that nginx was told of (EDGE_CERTIFICATE,
# EDGE_CERTIFICATE_KEY, as in edge.sh) and has nginx read it, which drops no connection. EDGE_RELOAD is the command for that where nginx
# is not a process of this host. docs/operations/edge.md
set -eu
umask 077
renewed=${RENEWED_LINEAGE:?certbot says here in which folder the new certificate is}
certificate=${EDGE_CERTIFICATE:-/run/secrets/tls.crt}
key=${EDGE_CERTIFICATE_KEY:-/run/secrets/tls.key}

# lay FROM TO: with the owner and the rights of what it replaces. Whole or not at all: somebody may start nginx just now.
lay() {
  cp -- "$1" "$2.renewed"
  [ ! -e "$2" ] || { chown --reference="$2" -- "$2.renewed"; chmod --reference="$2" -- "$2.renewed"; }
  mv -- "$2.renewed" "$2"
}

lay "$renewed/fullchain.pem" "$certificate"
lay "$renewed/privkey.pem" "$key"
if [ -n "${EDGE_RELOAD:-}" ]; then sh -c "$EDGE_RELOAD"; else kill -HUP "$(cat "${EDGE_HOME:-/tmp/edge}/nginx.pid")"; fi
