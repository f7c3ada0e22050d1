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

# The browser without its own windows takes half of the time of the whole one; where it cannot be had, the whole one does.
prepare_browser() {
  mkdir -p artifacts
  can_install && install_package chromium-headless-shell chromium-headless-shell
  for program in chromium-headless-shell chromium chromium-browser google-chrome; do
    if command -v "$program" >/dev/null 2>&1; then
      GIGGATEK_BROWSER=$(command -v "$program")
      export GIGGATEK_BROWSER
      return
    fi
  done
  install_package chromium chromium && GIGGATEK_BROWSER=$(command -v chromium) && export GIGGATEK_BROWSER
}

# The tools bring the server's program without its service; tests start servers of their own.
prepare_redis() {
  command -v redis-server >/dev/null 2>&1 || install_package redis-check-rdb redis-tools
}

has_edge() { [ -e /usr/lib/nginx/modules/ngx_http_modsecurity_module.so ] && [ -d /usr/share/modsecurity-crs/rules ]; }

# nginx with the firewall as Debian has it, and who renews its certificate. Its own service is not wanted: the tests start theirs on ports of their own.
prepare_edge() {
  mkdir -p artifacts
  has_edge && command -v certbot >/dev/null 2>&1 && return
  if ! can_install; then
    echo "nginx, libnginx-mod-http-modsecurity, modsecurity-crs and certbot cannot be installed here: tests of the edge skip what they lack." >&2
    return
  fi
  echo "Installing nginx, ModSecurity, the core rule set and certbot ..."
  { apt-get update -qq && RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      nginx libnginx-mod-http-modsecurity modsecurity-crs certbot; } >artifacts/apt.log 2>&1 \
    || echo "apt-get could not install nginx and its firewall; see artifacts/apt.log. The tests of the edge are skipped." >&2
}

# Processes of their own run the program as it is shipped (deploy/docker/Dockerfile), compiled ahead: a third less work for each.
ship_program() {
  dotnet publish src/GigGatek -c Release -v quiet --nologo --use-current-runtime --no-self-contained -p:PublishReadyToRun=true --output artifacts/shipped || return
  GIGGATEK_TEST_PROGRAM=$PWD/artifacts/shipped
  export GIGGATEK_TEST_PROGRAM
}

# build_image: the image that the tests of containers find built (Containers/ShopImage.cs). False where there is no engine.
build_image() {
  docker version >/dev/null 2>&1 && deploy/docker/build.sh --tag giggatek:tests >artifacts/image.log 2>&1
}

# take_program: the same program out of that image, where one was built: compiled once.
take_program() {
  container=$(docker create giggatek:tests) || return
  rm -rf artifacts/shipped
  docker cp "$container:/app" artifacts/shipped >/dev/null
  taken=$?
  docker rm --force --volumes "$container" >/dev/null
  [ "$taken" = 0 ] || return
  GIGGATEK_TEST_PROGRAM=$PWD/artifacts/shipped
  export GIGGATEK_TEST_PROGRAM
}

# A container engine with compose: the machine's own; else the tool that brings one, where it lies beside the checkout, with stand-ins for
# the official images, those that are named besides among them. Without either the tests of images and stacks say by name that they are skipped.
prepare_containers() {
  containers=$PWD/../shared/tools/containers
  mkdir -p artifacts
  if [ -x "$containers" ]; then
    # From the root: the engine stays where it was started, and outlives a checkout.
    { (cd / && "$containers" setup) && "$containers" images mcr.microsoft.com/dotnet/sdk:10.0 mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled mariadb:11.8 mysql:9.7 redis:8 "$@" \
        && add_mariadb_plugin; } >artifacts/containers.log 2>&1 \
      || echo "The container engine could not be set up; see artifacts/containers.log." >&2
  fi
  docker version >/dev/null 2>&1 || echo "No container engine answers on this machine: the tests of images and stacks are skipped." >&2
}

# The official image has the plugin that encrypts; the stand-in is made of a package that lacks it.
add_mariadb_plugin() {
  mkdir -p artifacts/mariadb-plugin
  cat >artifacts/mariadb-plugin/Dockerfile <<'FILE'
FROM mariadb:11.8
RUN cd /tmp && apt-get update -qq && apt-get download -qq mariadb-server && dpkg-deb -x mariadb-server_*.deb x \
 && mkdir -p /usr/lib/mysql/plugin && cp x/usr/lib/mysql/plugin/file_key_management.so /usr/lib/mysql/plugin/ && rm -rf x *.deb /var/lib/apt/lists/*
FILE
  docker build --quiet --tag mariadb:11.8 artifacts/mariadb-plugin
}
