#!/bin/sh
# deploy/ci/ssh-certificate.sh: lets this job of GitHub Actions use ssh without a key that anybody keeps. A new key is made, and a vault signs it for
# some minutes because GitHub says which job this is (OIDC). It takes from the environment:
#   VAULT_ADDR   the vault; its JWT method trusts GitHub, its SSH engine signs for the hosts
#   SSH_ROLE     the role of both, such as deploy-staging: which jobs may use it, and which user it is on which hosts, the vault says
#   KNOWN_HOSTS  the hosts' own keys, as ssh-keyscan prints them: no host is trusted because it answered first
# https://docs.github.com/actions/concepts/security/openid-connect
# https://developer.hashicorp.com/vault/docs/secrets/ssh/signed-ssh-certificates
set -eu

for name in VAULT_ADDR SSH_ROLE KNOWN_HOSTS ACTIONS_ID_TOKEN_REQUEST_URL ACTIONS_ID_TOKEN_REQUEST_TOKEN; do
  eval "value=\${$name:-}"
  [ -n "$value" ] || { echo "$name is not set: say it in the variables of this GitHub environment (those of ACTIONS_… come with the permission id-token: write)." >&2; exit 2; }
done
case $VAULT_ADDR in
  https://*) ;;
  *) echo "VAULT_ADDR is $VAULT_ADDR; it must begin with https://." >&2; exit 2 ;;
esac

umask 077
folder=$HOME/.ssh
mkdir -p "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# ask OPTION...: curl with what is secret in a file, not among its arguments, which every process of the machine can read.
ask() { curl --silent --show-error --fail-with-body --max-time 20 --retry 2 --config "$work/curl" "$@"; }

printf 'header = "Authorization: bearer %s"\n' "$ACTIONS_ID_TOKEN_REQUEST_TOKEN" >"$work/curl"
ask "$ACTIONS_ID_TOKEN_REQUEST_URL&audience=$VAULT_ADDR" | jq -er .value >"$work/identity"

: >"$work/curl"
jq -n --rawfile jwt "$work/identity" --arg role "$SSH_ROLE" '{role: $role, jwt: ($jwt | rtrimstr("\n"))}' >"$work/login"
ask --data "@$work/login" "$VAULT_ADDR/v1/auth/jwt/login" | jq -er .auth.client_token >"$work/token"

ssh-keygen -q -t ed25519 -N '' -C "$SSH_ROLE" -f "$work/id_ed25519"
printf 'header = "X-Vault-Token: %s"\n' "$(cat "$work/token")" >"$work/curl"
jq -n --rawfile key "$work/id_ed25519.pub" '{public_key: $key, cert_type: "user"}' >"$work/sign"
ask --data "@$work/sign" "$VAULT_ADDR/v1/ssh/sign/$SSH_ROLE" | jq -er .data.signed_key >"$work/id_ed25519-cert.pub"

mv "$work/id_ed25519" "$work/id_ed25519.pub" "$work/id_ed25519-cert.pub" "$folder/"
printf '%s\n' "$KNOWN_HOSTS" >"$folder/known_hosts"
echo "ssh may be used as $SSH_ROLE until its certificate runs out."
