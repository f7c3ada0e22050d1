#!/bin/sh
# deploy/edge/edge.sh render|check|run: the configuration of this folder with the settings of the environment, laid into EDGE_HOME.
# render writes it, check writes it and lets nginx read it, run does both and becomes nginx. Debian and the image run the same files;
# docs/operations/edge.md says what each setting means.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

refuse() { echo "edge: $*" >&2; exit 2; }

# setting NAME PATTERN MEANING: nothing goes into nginx's configuration that could be more than a value.
setting() {
  value=""
  eval "value=\${$1-}"
  [ "$(printf '%s\n' "$value" | wc -l)" -eq 1 ] && printf '%s\n' "$value" | grep -Eqx "$2" || refuse "$1 is '$value'; it must be $3."
}

EDGE_HOME=${EDGE_HOME:-/tmp/edge}
EDGE_HTTP=${EDGE_HTTP:-8080}
EDGE_HTTPS=${EDGE_HTTPS:-8443}
EDGE_HEALTH=${EDGE_HEALTH:-127.0.0.1:8082}
EDGE_TLS=${EDGE_TLS:-on}
EDGE_CERTIFICATE=${EDGE_CERTIFICATE:-/run/secrets/tls.crt}
EDGE_CERTIFICATE_KEY=${EDGE_CERTIFICATE_KEY:-/run/secrets/tls.key}
EDGE_ACME=${EDGE_ACME:-/var/lib/giggatek-edge/acme}
EDGE_TRUSTED_PROXIES=${EDGE_TRUSTED_PROXIES:-}
EDGE_ENGINE=${EDGE_ENGINE:-On}
EDGE_WORKERS=${EDGE_WORKERS:-auto}
EDGE_CONNECTIONS_PER_ADDRESS=${EDGE_CONNECTIONS_PER_ADDRESS:-64}
EDGE_ACCESS_LOG=${EDGE_ACCESS_LOG:-/dev/stdout}
EDGE_ERROR_LOG=${EDGE_ERROR_LOG:-stderr}
EDGE_AUDIT_LOG=${EDGE_AUDIT_LOG:-/dev/stdout}

path='/[A-Za-z0-9_./-]+'
port='([0-9.]+:|\[[0-9a-fA-F:]+\]:)?[0-9]{1,5}'
setting EDGE_HOME "$path" "a folder's absolute path"
setting EDGE_SERVER_NAMES '[A-Za-z0-9.-]+( [A-Za-z0-9.-]+)*' "the names that visitors ask for, with a space between them"
setting EDGE_GATEWAY '[A-Za-z0-9.-]+:[0-9]{1,5}' "where the gateway is, such as gateway:8080"
setting EDGE_HTTP "$port" "a port, or an address and a port"
setting EDGE_HTTPS "$port" "a port, or an address and a port"
setting EDGE_HEALTH "$port" "a port, or an address and a port"
setting EDGE_TLS 'on|off' "on, or off where somebody before this edge ends TLS"
setting EDGE_CERTIFICATE "$path" "a file's absolute path"
setting EDGE_CERTIFICATE_KEY "$path" "a file's absolute path"
setting EDGE_ACME "$path" "a folder's absolute path"
setting EDGE_TRUSTED_PROXIES '([0-9a-fA-F.:/]+( [0-9a-fA-F.:/]+)*)?' "addresses and networks, with a space between them"
setting EDGE_ENGINE 'On|DetectionOnly|Off' "On, DetectionOnly or Off"
setting EDGE_WORKERS 'auto|[0-9]+' "auto or a number"
setting EDGE_CONNECTIONS_PER_ADDRESS '[1-9][0-9]*' "a number"
setting EDGE_ACCESS_LOG "$path" "a file's absolute path"
setting EDGE_ERROR_LOG "stderr|$path" "stderr or a file's absolute path"
setting EDGE_AUDIT_LOG "$path" "a file's absolute path"

first() { for found; do [ -e "$found" ] && { echo "$found"; return; }; done; return 1; }

# Debian's package and the image of the rule set put things in different places, and nothing else differs.
EDGE_RULES=${EDGE_RULES:-$(first /etc/modsecurity.d/owasp-crs/rules /usr/share/modsecurity-crs/rules)} || refuse "the core rule set is not here: apt-get install modsecurity-crs"
setting EDGE_RULES "$path" "the folder of the core rule set's rules"
unicode=$(first /etc/modsecurity.d/unicode.mapping /etc/nginx/unicode.mapping) || refuse "unicode.mapping of ModSecurity is not here"
modules=$(for module in /usr/lib/nginx/modules/ngx_http_modsecurity_module.so /etc/nginx/modules/ngx_http_modsecurity_module.so; do
  [ -e "$module" ] && { printf 'load_module %s;' "$module"; break; }
done)
[ -n "$modules" ] || refuse "nginx's module of ModSecurity is not here: apt-get install libnginx-mod-http-modsecurity"

# From 1.25.1 on HTTP/2 is a directive, and a warning where it is not.
if nginx -v 2>&1 | sed 's|.*/||; s/[^0-9.].*//' | awk -F. '{ exit !($1 > 1 || $2 > 25 || ($2 == 25 && $3 >= 1)) }'; then
  listen2='' http2='http2 on;'
else
  listen2=' http2' http2=''
fi

trusted='' known=''
for network in $EDGE_TRUSTED_PROXIES; do
  trusted="$trusted set_real_ip_from $network;" known="$known $network 1;"
done

lay() {
  sed -e "s|@SOURCE@|$here|g; s|@HOME@|$EDGE_HOME|g; s|@MODULES@|$modules|g; s|@LISTEN2@|$listen2|g; s|@HTTP2@|$http2|g" \
    -e "s|@SERVER_NAMES@|$EDGE_SERVER_NAMES|g; s|@GATEWAY@|$EDGE_GATEWAY|g; s|@HTTP@|$EDGE_HTTP|g; s|@HTTPS@|$EDGE_HTTPS|g; s|@HEALTH@|$EDGE_HEALTH|g" \
    -e "s|@CERTIFICATE@|$EDGE_CERTIFICATE|g; s|@CERTIFICATE_KEY@|$EDGE_CERTIFICATE_KEY|g; s|@ACME@|$EDGE_ACME|g; s|@TLS@|$EDGE_TLS|g" \
    -e "s|@TRUSTED@|$trusted|g; s|@KNOWN@|$known|g; s|@ENGINE@|$EDGE_ENGINE|g; s|@WORKERS@|$EDGE_WORKERS|g; s|@CONNECTIONS@|$EDGE_CONNECTIONS_PER_ADDRESS|g" \
    -e "s|@ACCESS_LOG@|$EDGE_ACCESS_LOG|g; s|@ERROR_LOG@|$EDGE_ERROR_LOG|g; s|@AUDIT_LOG@|$EDGE_AUDIT_LOG|g; s|@RULES@|$EDGE_RULES|g; s|@UNICODE@|$unicode|g" \
    "$1" >"$2"
}

render() {
  mkdir -p "$EDGE_HOME/temporary"
  lay "$here/nginx/nginx.conf" "$EDGE_HOME/nginx.conf"
  lay "$here/nginx/shop.conf" "$EDGE_HOME/shop.conf"
  lay "$here/nginx/tls-$EDGE_TLS.conf" "$EDGE_HOME/doors.conf"
  lay "$here/modsecurity/main.conf" "$EDGE_HOME/modsecurity.conf"
}

case ${1:-} in
  render) render ;;
  check) render; exec nginx -p "$EDGE_HOME" -c "$EDGE_HOME/nginx.conf" -t ;;
  run) render; exec nginx -p "$EDGE_HOME" -c "$EDGE_HOME/nginx.conf" -g 'daemon off;' ;;
  *) refuse "render, check or run" ;;
esac
