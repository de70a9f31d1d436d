# Sourced by packaging/run and packaging/test: installs what is missing and builds. Bare Debian 12, root or sudo.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# What the program needs to build and run. README lists the same packages.
build_packages=(
  build-essential cmake ninja-build pkg-config
  qt6-base-dev libqt6opengl6-dev qt6-charts-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools
  libqt6svg6 qt6-qpa-plugins qt6-translations-l10n
  libboost-dev libeigen3-dev nlohmann-json3-dev libsqlite3-dev libsqlitecpp-dev librandom123-dev libtbb-dev libnlopt-dev
  libicu-dev libcli11-dev libssl-dev libzip-dev libxlsxwriter-dev
  fonts-morisawa-bizud-gothic
)
# What the tests need beside that: an expression oracle and PDF readers.
test_packages=(libmuparser-dev poppler-utils)

install_missing() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    return
  fi
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "Run as root or install sudo: ${missing[*]} must be installed." >&2; exit 1; }
    as_root=(sudo)
  fi
  echo "Installing ${#missing[@]} packages: ${missing[*]}"
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# build PRESET-OPTIONS… builds into build/release; CMake and Ninja do only what changed. A first build precompiles headers;
# should a compiler object to them, the rest is built without.
build() {
  if [ -f build/release/CMakeCache.txt ]; then
    cmake --preset release "$@"
    cmake --build --preset release
    return
  fi
  cmake --preset release -DKACHI_PRECOMPILE=ON "$@"
  cmake --build --preset release && return
  cmake --preset release -DKACHI_PRECOMPILE=OFF "$@"
  cmake --build --preset release
}
