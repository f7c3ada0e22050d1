#!/bin/sh
# deploy/docker/publish.sh push REPOSITORY: builds the image of this commit for both processors, with its bill of materials and provenance, and
#   pushes it under the commit's name alone; prints REPOSITORY@DIGEST, and tells it to GitHub Actions where that runs it.
# deploy/docker/publish.sh sign REPOSITORY@DIGEST: signs it and its parts, by the identity of whoever runs this (cosign, keyless).
# deploy/docker/publish.sh release REPOSITORY@DIGEST: gives it the name of its version. What is not scanned and signed never gets there.
set -eu
cd "$(dirname -- "$0")/../.."

what=${1:-} where=${2:-}
if [ -z "$where" ]; then
  sed -n 's/^# //p' "$0" >&2
  exit 2
fi
version=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)

by_digest() {
  case $where in
    *@sha256:*) ;;
    *) echo "$where is not REPOSITORY@sha256:…; a tag may name another image a moment later." >&2; exit 2 ;;
  esac
}

push() {
  case $where in *:* | *@*) echo "Say the repository alone; $where names a tag or a digest." >&2; exit 2 ;; esac
  where=$(echo "$where" | tr '[:upper:]' '[:lower:]')    # GitHub's names have capitals, images' must not
  mkdir -p artifacts
  DOCKER_BUILD='docker buildx build' sh deploy/docker/build.sh --tag "$where:commit-$(git rev-parse HEAD)" \
    --platform linux/amd64,linux/arm64 --sbom=true --provenance=mode=max --push --metadata-file artifacts/image.json >&2
  digest=$(sed -n 's/.*"containerimage.digest": *"\(sha256:[0-9a-f]*\)".*/\1/p' artifacts/image.json)
  if [ -z "$digest" ]; then
    echo "The image was pushed, but artifacts/image.json does not say its digest." >&2
    exit 1
  fi
  echo "$where@$digest"
  if [ -n "${GITHUB_OUTPUT:-}" ]; then
    printf 'name=%s\ndigest=%s\nimage=%s@%s\n' "$where" "$digest" "$where" "$digest" >>"$GITHUB_OUTPUT"
  fi
}

case $what in
  push) push ;;
  sign) by_digest; cosign sign --yes --recursive "$where" ;;
  release) by_digest; docker buildx imagetools create --tag "${where%@*}:$version" "$where" ;;
  *) echo "It can push, sign and release; it does not know $what." >&2; exit 2 ;;
esac
