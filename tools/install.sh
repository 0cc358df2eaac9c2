#!/bin/sh
# Builds the environment that make uses, from the hashed pins in requirements/, and puts Détente into it.
#
#   tools/install.sh            .venv: Détente and what its tests need
#   tools/install.sh browser    .venv: what `make check-report` and `make check-channel` need besides
#   tools/install.sh site       .venv: what `make site` needs besides
#   tools/install.sh negmas     build/negmas: the peer for the benchmarks, without Détente
#   tools/install.sh power_peers build/power_peers: the peers for those of voting power, without Détente
#
# PYTHON=path names the Python to build with; without it the first one of at least 3.11 is taken. When nothing
# has changed since the last time, this does nothing.
set -eu
cd "$(dirname "$0")/.."

group=${1:-dev}
venv=.venv
case $group in negmas | power_peers) venv=build/$group ;; esac
python=$venv/bin/python
stamp=$venv/installed-$group

stop() {
    echo "$*" >&2
    exit 1
}

runs() {
    "$@" >/dev/null 2>&1
}

new_enough() {
    runs "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))'
}

identity() {
    "$1" -c 'import sys; print(sys.version, sys.base_prefix)' 2>/dev/null
}

find_python() {
    if [ -n "${PYTHON:-}" ]; then
        runs "$PYTHON" -c '' || stop "PYTHON=$PYTHON does not run: give the path of a Python 3.11 or newer."
        new_enough "$PYTHON" || stop "Détente needs Python 3.11 or newer, and $PYTHON is $("$PYTHON" -V 2>&1):" \
            "name another with make install PYTHON=/path/to/python3.11."
        base=$PYTHON
        return
    fi
    found=none
    for base in python3 python python3.13 python3.12 python3.11; do
        ! new_enough "$base" || return 0
        ! runs "$base" -c '' || [ "$found" != none ] || found="only $("$base" -V 2>&1)"
    done
    stop "Détente needs Python 3.11 or newer, and $found is on the path: install one," \
        "or name it with make install PYTHON=/path/to/python3.11."
}

make_environment() {
    echo "Making $venv with $("$base" -V) ..."
    rm -rf "$venv"
    if runs uv --version; then
        uv venv --quiet --python "$base" "$venv" || stop "uv could not make $venv; the lines above say why."
    elif runs "$base" -c 'import venv; from ensurepip import bootstrap'; then
        "$base" -m venv "$venv" || { rm -rf "$venv"; stop "$venv could not be made; the lines above say why."; }
    else
        stop "$base cannot make environments, because its venv module is missing: install it" \
            "(on Debian and Ubuntu: apt-get install python3-venv) and run make install again."
    fi
}

choose_installer() {
    if runs uv --version; then
        installer="uv pip install --python $python"
        return
    fi
    # An environment that uv made holds neither: without uv on the path, its own Python has to bring pip.
    runs "$python" -m uv --version || runs "$python" -m pip --version || runs "$python" -m ensurepip ||
        stop "$venv holds neither uv nor pip, and its Python cannot bring pip: put uv on the path, or install" \
            "ensurepip (on Debian and Ubuntu: apt-get install python3-venv), and run make install again."
    runs "$python" -m uv --version ||
        "$python" -m pip install --quiet --require-hashes -r requirements/installer.txt ||
        echo "uv could not be had, so pip does the work; it takes longer."
    if runs "$python" -m uv --version; then
        installer="$python -m uv pip install --python $python"
    else
        installer="$python -m pip install"
    fi
}

wanted=$(cat pyproject.toml requirements/*.txt tools/install.sh | cksum)
if [ -n "${PYTHON:-}" ] || ! new_enough "$python"; then
    find_python
    [ "$(identity "$python")" = "$(identity "$base")" ] || make_environment
fi
[ "$(cat "$stamp" 2>/dev/null)" != "$wanted" ] || exit 0

choose_installer
echo "Installing what requirements/$group.txt lists into $venv (the first time takes a minute or two) ..."
$installer --require-hashes -r "requirements/$group.txt" ||
    stop "Not everything could be installed; the lines above say why. make install goes on from here."
if [ "$group" = dev ]; then
    $installer --no-deps --no-build-isolation --editable . ||
        stop "Détente itself could not be installed; the lines above say why."
fi
echo "$wanted" >"$stamp"
