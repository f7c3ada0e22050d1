#!/bin/sh
# deploy/ci/release.sh ENVIRONMENT IMAGE COMMIT [OPTION...]: releases the image of a commit, by its digest, after looking who signed it. The other
# options go to giggatek deploy. The image must have been signed by images.yml of this repository (GITHUB_REPOSITORY).
set -eu
cd "$(dirname -- "$0")/../.."
if [ $# -lt 3 ]; then
  sed -n 's/^# //p' "$0" >&2
  exit 2
fi
environment=$1 image=$(echo "$2" | tr '[:upper:]' '[:lower:]') commit=$3
shift 3

case $commit in
  *[!0-9a-f]* | '') echo "$commit is no commit: it takes the whole hash." >&2; exit 2 ;;
esac

digest=$(docker buildx imagetools inspect --format '{{.Manifest.Digest}}' "$image:commit-$commit")
case $digest in
  sha256:*) ;;
  *) echo "$image:commit-$commit has no digest: the registry says $digest." >&2; exit 1 ;;
esac

cosign verify --certificate-oidc-issuer https://token.actions.githubusercontent.com \
  --certificate-identity-regexp "^https://github\.com/$GITHUB_REPOSITORY/\.github/workflows/images\.yml@refs/heads/main\$" "$image@$digest" >/dev/null

exec ./giggatek deploy --env "$environment" --version "commit-$commit@$digest" --reason "commit $commit" "$@"
