#!/bin/sh
# deploy/docker/reproduce.sh: builds the image twice, without the cache of layers, and compares what the program's folder holds.
set -eu
cd "$(dirname -- "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"; docker rmi giggatek:reproduce-1 giggatek:reproduce-2 >/dev/null 2>&1 || true' EXIT

for build in 1 2; do
  echo "Building for the ${build}. time ..."
  deploy/docker/build.sh --tag "giggatek:reproduce-$build" --no-cache >"$work/log" 2>&1 || { tail -20 "$work/log"; exit 1; }
  container=$(docker create "giggatek:reproduce-$build")
  docker cp "$container:/app" "$work/$build"
  docker rm "$container" >/dev/null
  (cd "$work/$build" && find . -type f | LC_ALL=C sort | xargs sha256sum) >"$work/$build.sums"
done

if ! diff "$work/1.sums" "$work/2.sums"; then
  echo "Two builds of the same sources differ." >&2
  exit 1
fi
echo "$(wc -l <"$work/1.sums") files, the same in both builds: sha256 of their list is $(sha256sum <"$work/1.sums" | cut -c1-64)."
