# shellcheck shell=sh
# Installs what tests need beside the SDK. Sourced by the scripts here.

can_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

# install_package PROGRAM PACKAGE: true when the program is there in the end.
install_package() {
  command -v "$1" >/dev/null 2>&1 && return 0
  if ! can_install; then
    echo "$1 is missing and cannot be installed here (that takes Debian or Ubuntu, as root): apt-get install $2" >&2
    return 1
  fi
  echo "Installing $2 ..."
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$2"; } >artifacts/apt.log 2>&1 \
    || { echo "apt-get could not install $2; see artifacts/apt.log." >&2; return 1; }
}

prepare_browser() {
  mkdir -p artifacts
  for program in chromium chromium-browser google-chrome; do
    if command -v "$program" >/dev/null 2>&1; then
      GIGGATEK_BROWSER=$(command -v "$program")
      export GIGGATEK_BROWSER
      return
    fi
  done
  if install_package chromium chromium; then
    GIGGATEK_BROWSER=$(command -v chromium)
    export GIGGATEK_BROWSER
  fi
}

# The tools bring the server's program without its service; tests start servers of their own.
prepare_redis() {
  command -v redis-server >/dev/null 2>&1 || install_package redis-check-rdb redis-tools
}
