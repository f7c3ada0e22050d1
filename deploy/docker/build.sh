#!/bin/sh
# deploy/docker/build.sh [--tag NAME:TAG] [OPTION...]: builds the image of this checkout; the other options go to docker build.
# For several processors, with BuildKit, pushed because no local store holds more than one:
#   DOCKER_BUILD='docker buildx build' deploy/docker/build.sh --tag registry.example.com/giggatek:0.1.0 --platform linux/amd64,linux/arm64 --push
set -eu
cd "$(dirname -- "$0")/../.."

version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
tag=giggatek:$version
if [ "${1:-}" = --tag ]; then
  tag=$2
  shift 2
fi

# The time is that of the commit: the same sources make the same image.
if commit=$(git rev-parse HEAD 2>/dev/null); then
  SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
  [ -z "$(git status --porcelain -- src Directory.Build.props Directory.Packages.props global.json deploy/docker)" ] || commit=$commit-changed
else
  commit=unknown SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-0}
fi
export SOURCE_DATE_EPOCH

${DOCKER_BUILD:-docker build} --file deploy/docker/Dockerfile --tag "$tag" \
  --build-arg "VERSION=$version" --build-arg "COMMIT=$commit" --build-arg "SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH" \
  --build-arg "CREATED=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)" "$@" .
echo "Built $tag of commit $commit."
