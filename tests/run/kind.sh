#!/bin/sh
# tests/run/kind.sh: the chart on a real cluster. Makes one with kind, installs the chart, and under visitors that never pause releases a
# second version blue-green, replaces gateway and worker, and goes back. Fails when one request fails. Takes docker, kind, kubectl
# and helm, and removes the cluster in the end (KEEP=1 leaves it).
set -eu
cd "$(dirname -- "$0")/../.."

for program in docker kind kubectl helm; do
  command -v "$program" >/dev/null 2>&1 || { echo "The chart's test takes docker, kind, kubectl and helm; there is no $program on this machine." >&2; exit 2; }
done

cluster=giggatek-$$
chart=deploy/helm/giggatek
mkdir -p artifacts
work=$(mktemp -d)
export KUBECONFIG="$work/kubeconfig"

clean_up() {
  code=$?
  if [ "$code" -ne 0 ]; then
    { kubectl get pods --all-namespaces --output wide; kubectl -n shop get events --sort-by .lastTimestamp; kubectl -n shop logs --selector app.kubernetes.io/name=giggatek --all-containers --prefix --tail 100; } \
      >artifacts/kind.log 2>&1 || true
    tail -100 artifacts/kind.log >&2
  fi
  [ -n "${KEEP:-}" ] || kind delete cluster --name "$cluster" >/dev/null 2>&1 || true
  rm -rf "$work"
  exit "$code"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }

say "Building the image; the second version is the same one under another name."
sh deploy/docker/build.sh --tag giggatek:1.0.0 >artifacts/image.log 2>&1 || { tail -40 artifacts/image.log >&2; exit 1; }
docker tag giggatek:1.0.0 giggatek:1.0.1

say "Making the cluster $cluster ..."
kind create cluster --name "$cluster" --wait 120s
kind load docker-image giggatek:1.0.0 giggatek:1.0.1 --name "$cluster"

say "Starting database and Redis ..."
for namespace in data shop visitors; do kubectl create namespace "$namespace"; done
kubectl label namespace shop pod-security.kubernetes.io/enforce=restricted
umask 077
random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }
random 16 >"$work/password"
random 32 >"$work/webhook-secret"
head -c 32 /dev/urandom | base64 >"$work/master.key"
printf 'Server=mysql.data;Database=giggatek;User ID=root;AllowPublicKeyRetrieval=true;Password=%s' "$(cat "$work/password")" >"$work/connection"
printf 'redis.data:6379' >"$work/redis"
kubectl -n data create secret generic mysql --from-file=password="$work/password"
kubectl -n shop create secret generic giggatek --from-file=master.key="$work/master.key" --from-file=Payments__WebhookSecret="$work/webhook-secret" \
  --from-file=Database__ConnectionString="$work/connection" --from-file=Redis__Connection="$work/redis"
kubectl apply -f tests/run/kind/backends.yaml
kubectl -n data rollout status deployment/mysql --timeout 180s
kubectl -n data rollout status deployment/redis --timeout 60s

# release VALUE...: an upgrade with these values, waited for.
release() {
  helm -n shop upgrade --install shop "$chart" -f "$chart/ci/default-values.yaml" -f tests/run/kind/values.yaml --wait --timeout 5m --set "$(IFS=,; echo "$*")" >/dev/null
}

# The gateway reads the weights from a file that kubelets renew now and then; an annotation has them look at once.
follow() {
  revision=$(kubectl -n shop get configmap shop-giggatek-release --output jsonpath='{.data.release\.json}' | sed -n 's/.*"revision": *\([0-9]*\).*/\1/p')
  kubectl -n shop annotate pods -l app.kubernetes.io/component=gateway --overwrite "giggatek.dev/look=$(date +%s)" >/dev/null
  for pod in $(kubectl -n shop get pods -l app.kubernetes.io/component=gateway --output name); do
    tries=0
    until kubectl get --raw "/api/v1/namespaces/shop/pods/${pod#pod/}:8081/proxy/status" 2>/dev/null | grep -Eq "\"revision\": ?$revision(,|})"; do
      tries=$((tries + 1))
      [ "$tries" -le 120 ] || { echo "$pod does not follow revision $revision." >&2; return 1; }
      sleep 1
    done
  done
}

say "Installing 1.0.0 ..."
release image.tag=1.0.0 shop.colours.blue.tag=1.0.0
helm -n shop test shop
kubectl apply -f tests/run/kind/visitors.yaml
kubectl -n visitors rollout status deployment/visitors --timeout 120s

say "Releasing 1.0.1 into green, under visitors ..."
release image.tag=1.0.0 shop.colours.blue.tag=1.0.0 shop.colours.green.enabled=true shop.colours.green.tag=1.0.1
for share in 1 10 50 100; do
  say "  $share % of the visitors go to green."
  release image.tag=1.0.0 shop.colours.blue.tag=1.0.0 shop.colours.green.enabled=true shop.colours.green.tag=1.0.1 "shop.colours.blue.weight=$((100 - share))" "shop.colours.green.weight=$share"
  follow
done

say "Replacing gateway and worker, and the pods of both colours ..."
release image.tag=1.0.1 shop.colours.blue.tag=1.0.0 shop.colours.green.enabled=true shop.colours.green.tag=1.0.1 shop.colours.blue.weight=0 shop.colours.green.weight=100
kubectl -n shop rollout restart deployment
for deployment in $(kubectl -n shop get deployments --output name); do kubectl -n shop rollout status "$deployment" --timeout 300s; done

say "Rolling back to half and half, and then to the first install ..."
helm -n shop rollback shop 5 --wait --timeout 5m    # 1 installs, 2 starts green, 3 to 6 shift, 7 replaces
follow
helm -n shop rollback shop 2 --wait --timeout 5m
follow
helm -n shop rollback shop 1 --wait --timeout 5m
follow
helm -n shop test shop

kubectl -n visitors logs --selector app=visitors --tail -1 >artifacts/visitors.log
asked=$(wc -l <artifacts/visitors.log)
failed=$(grep -vc '^[23]' artifacts/visitors.log || true)
say "$asked requests, $failed failed."
sort artifacts/visitors.log | uniq -c
[ "$failed" -eq 0 ] && [ "$asked" -gt 100 ]
