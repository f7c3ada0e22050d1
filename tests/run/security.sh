#!/bin/sh
# tests/run/security.sh packages: fails when a package that is used, or one that another brings along, has a known vulnerability (NuGet's own data).
# tests/run/security.sh components: the same of the program as it is shipped, by OWASP dependency-check; fails at CVSS 7. NVD_API_KEY makes it quick.
# tests/run/security.sh secrets: looks for secrets in every commit, by gitleaks; the checks of a commit look at files only.
# tests/run/security.sh zap URL: attacks a shop with OWASP ZAP, its pages and its API. It orders and registers: never production.
# Reports lie in artifacts/security. All but the first take docker.
set -eu
cd "$(dirname -- "$0")/../.."

reports=$PWD/artifacts/security
mkdir -p "$reports"

require_docker() {
  docker version >/dev/null 2>&1 || { echo "This takes docker, and no engine answers on this machine." >&2; exit 2; }
}

packages() {
  # NU1905: a source without data would find nothing, and look like one that is clean.
  dotnet restore GigGatek.slnx --force -p:NuGetAuditLevel=low "-warnaserror:NU1901;NU1902;NU1903;NU1904;NU1905"
  dotnet list GigGatek.slnx package --vulnerable --include-transitive --format json >"$reports/packages.json"
}

components() {
  require_docker
  . tests/run/prepare.sh
  ship_program
  docker run --rm --volume "$PWD/artifacts/shipped:/src:ro" --volume "$reports:/report" --env NVD_API_KEY owasp/dependency-check:12.1.0 \
    --project GigGatek --scan /src --format HTML --format JSON --out /report --failOnCVSS 7 ${NVD_API_KEY:+--nvdApiKey "$NVD_API_KEY"}
}

secrets() {
  require_docker
  docker run --rm --volume "$PWD:/repository:ro" --volume "$reports:/report" ghcr.io/gitleaks/gitleaks:v8.28.0 \
    git --redact --no-banner --report-format sarif --report-path /report/secrets.sarif /repository
}

# zap KIND OPTION...: one scan; what tests/run/zap-rules.conf says FAIL of ends it badly, all else is in the report.
zap() {
  kind=$1
  shift
  docker run --rm --network host --volume "$reports:/zap/wrk" --volume "$PWD/tests/run/zap-rules.conf:/zap/rules.conf:ro" \
    ghcr.io/zaproxy/zaproxy:stable "zap-$kind-scan.py" "$@" -c /zap/rules.conf -I -r "zap-$kind.html" -J "zap-$kind.json"
}

attack() {
  case ${1:-} in
    http://* | https://*) ;;
    *) echo "Say which shop: tests/run/security.sh zap https://staging.example.com" >&2; exit 2 ;;
  esac
  require_docker
  chmod 777 "$reports"    # ZAP writes as a user of its own
  broken=''
  zap full -t "$1" -m 10 -j || broken="$broken pages"
  zap api -t "${1%/}/api/v1/openapi.json" -f openapi || broken="$broken api"
  [ -z "$broken" ] || { echo "Found something in:$broken. See $reports." >&2; exit 1; }
}

case ${1:-} in
  packages) packages ;;
  components) components ;;
  secrets) secrets ;;
  zap) attack "${2:-}" ;;
  *) sed -n 's/^# //p' "$0" >&2; exit 2 ;;
esac
