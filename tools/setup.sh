#!/bin/sh
# Prepares .venv/ for `make run` and `make test`. Does nothing, quickly, when nothing changed.
set -eu
PYTHON="${PYTHON:-python3}"
VENV="${VENV:-.venv}"
here=$(dirname "$0")

"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "Il faut Python 3.11 ou plus récent : installez-le, ou tapez « make PYTHON=/chemin/vers/python3.11 … »." >&2
    exit 1
}

stamp="$VENV/.prepared"
wanted=$(cat pyproject.toml constraints.txt tools/setup.sh tools/system_packages.sh | cksum)
if [ -x "$VENV/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ]; then
    exit 0
fi

"$PYTHON" -c 'import ensurepip, venv' 2>/dev/null || sh "$here/system_packages.sh" venv
[ -x "$VENV/bin/python" ] && "$VENV/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
    "$PYTHON" -m venv --clear "$VENV"
echo "Préparation de $VENV (quelques minutes la première fois)…"
"$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
# The window needs a few libraries of the system; the rest of the program does not, so their absence stops nothing.
"$VENV/bin/python" -c 'import PySide6.QtWidgets, PySide6.QtSvg' 2>/dev/null || sh "$here/system_packages.sh" qt || true
echo "$wanted" >"$stamp"
