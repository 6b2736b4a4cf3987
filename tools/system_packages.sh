#!/bin/sh
# Installs a named set of system packages when permitted; otherwise prints the exact line to type.
set -eu
case "${1:-}" in
venv) packages="python3-venv" ;;
qt) packages="libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfreetype6 libfontconfig1 libdbus-1-3 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0" ;;
tests) packages="poppler-utils postgresql libreoffice-calc fonts-noto-core fonts-noto-extra fonts-noto-mono xvfb xauth libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0 libegl1 libgl1 libglib2.0-0 libxkbcommon0 libfontconfig1 libdbus-1-3" ;;
*)
    echo "usage: $0 venv|qt|tests" >&2
    exit 2
    ;;
esac

missing=""
for package in $packages; do
    # Ubuntu 24.04 renamed some of them (t64): a package that is provided under another name is not missing.
    dpkg-query -W -f='${Status}\n' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

command -v apt-get >/dev/null || {
    echo "Installez avec le gestionnaire de paquets de votre système :$missing" >&2
    exit 1
}
if [ "$(id -u)" = 0 ]; then
    as_root=""
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n"
else
    echo "Tapez cette ligne, puis recommencez : sudo apt-get install -y$missing" >&2
    exit 1
fi
echo "Installation des paquets du système :$missing"
# shellcheck disable=SC2086 # the list is meant to be split
{ $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq $missing; } >/dev/null || {
    echo "L'installation a échoué ; tapez : sudo apt-get install -y$missing" >&2
    exit 1
}
