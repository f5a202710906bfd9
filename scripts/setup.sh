# shellcheck shell=bash
# The set-up that render.sh and tests/run.sh share; source it, then call `set_up`, with the
# extras of pyproject.toml that are needed: `set_up dev`, `set_up cjk`. It makes .venv in the repository, once: a stamp inside says what it was made
# from, and while that holds, set-up is skipped. Written for bash 3.2, which macOS still has.

ROOT=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
VENV=$ROOT/.venv
STAMP=$VENV/made-from
LOG=$ROOT/out/setup.log
readonly ROOT VENV STAMP LOG

# Packages that a shell's start-up files offer must not shadow the pinned ones.
unset PYTHONPATH PYTHONHOME
# Two BLAS threads make the small matrix products of training 10 to 40 times slower.
export OPENBLAS_NUM_THREADS=1

say() {
    printf '%s\n' "$*" >&2
}

# The same four lines as network/files/errors.py, so that every complaint reads alike.
fail() { # subject expected found remedy
    printf '%s\n  expected: %s\n  found:    %s\n  to do:    %s\n' "$@" >&2
    exit 1
}

# Hold the lock until this script and its children end; the kernel lets go of it even when
# they are killed. Python takes it because macOS has no flock command: the lock belongs to the
# open file, which it shares with this shell.
lock() { # file-descriptor python
    "$2" - "$1" <<'PYTHON'
import fcntl, sys

fd = int(sys.argv[1])
try:
    fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    print("waiting for another run to finish ...", file=sys.stderr)
    fcntl.flock(fd, fcntl.LOCK_EX)
except OSError:
    pass  # a file system without locks: go on alone
PYTHON
}

set_up() { # extras ...
    is_current "$@" && return
    mkdir -p "${LOG%/*}"
    provide_system_packages
    exec 9>>"$ROOT/.venv.lock"
    lock 9 "$python"
    if ! is_current "$@"; then # another run may have done it while this one waited
        make_venv "$@"
    fi
    exec 9>&-
}

# --- the environment -----------------------------------------------------------------------

made_from() { # what the environment depends on; cksum is the one checksum every system has
    (cd "$ROOT" && cat pyproject.toml constraints.txt scripts/setup.sh | cksum)
}

identity() { # which Python this is, the same inside and outside an environment made by it
    "$1" -c 'import sys; print(sys.version.split()[0], sys.base_prefix)' 2>/dev/null
}

# Moving the repository or upgrading the system's Python breaks an environment without a
# trace, so the stamp remembers both.
has_right_home() {
    local home
    [ -f "$STAMP" ] && home=$(identity "$VENV/bin/python") || return 1
    [ "$(sed -n 1p "$STAMP")" = "$home $ROOT" ] || return 1
    [ -z "${PYTHON:-}" ] || [ "$(identity "$PYTHON")" = "$home" ]
}

is_current() { # extras ...
    local extra
    has_right_home && [ "$(sed -n 2p "$STAMP")" = "$(made_from)" ] || return 1
    for extra in "$@"; do
        case ,$(sed -n 3p "$STAMP"), in
        *,"$extra",*) ;;
        *) return 1 ;;
        esac
    done
}

# All of them, each once, in one order, divided by commas.
joined() { # extras ...
    printf '%s\n' "$@" | tr ',' '\n' | sed '/^$/d' | sort -u | paste -sd , -
}

make_venv() { # extras ...
    local extra
    extra=$(joined "$@")
    : >"$LOG"
    if has_right_home; then # only the dependencies changed: keep what is still right
        extra=$(joined "$@" "$(sed -n 3p "$STAMP")")
        rm -f "$STAMP"
    else
        # Clearing a link would empty the folder it leads to, which may be another clone's.
        [ ! -L "$VENV" ] || fail "$VENV" "a folder of this repository" \
            "a link to $(readlink "$VENV")" "remove the link, then run this again"
        say "making .venv with $("$python" --version)"
        rm -f "$STAMP"
        run_logged "the Python environment $VENV" "$python" -m venv --clear "$VENV"
    fi
    say "installing the Python packages (the first time takes a few minutes) ..."
    (
        cd "$ROOT" || exit
        run_logged "the Python packages" "$VENV/bin/python" -m pip install \
            --disable-pip-version-check --no-input --progress-bar off \
            -c constraints.txt -e ".${extra:+[$extra]}"
    )
    # Last and in one move: a set-up that was interrupted starts again.
    printf '%s\n' "$(identity "$VENV/bin/python") $ROOT" "$(made_from)" "$extra" >"$STAMP.new"
    mv "$STAMP.new" "$STAMP"
}

run_logged() { # subject command ...
    local subject=$1
    shift
    "$@" >>"$LOG" 2>&1 && return
    tail -n 5 "$LOG" >&2
    fail "$subject" "'$*' to succeed" "an error, the last lines above" \
        "see $LOG, then run this again"
}

# --- the system ----------------------------------------------------------------------------

# Sets `python`. The system's own python3 comes first: python3-venv and python3-dev go with it.
find_python() {
    local candidate
    local -a candidates=(python3 python3.13 python3.12 python3.11)
    [ -z "${PYTHON:-}" ] || candidates=("$PYTHON")
    for candidate in "${candidates[@]}"; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            python=$candidate
            return
        fi
    done
    python=
    return 1
}

require_python() {
    find_python || fail "${PYTHON:-python3}" "Python 3.11 or newer" \
        "$("${PYTHON:-python3}" --version 2>/dev/null || echo "none that runs")" \
        "install Python 3.11 to 3.13, or name one: PYTHON=/path/to/python3"
}

# What is missing, as words that `package` translates. It tries each thing instead of asking
# the package manager, so a compiler or a library from elsewhere is as good.
missing_needs() {
    if [ -z "$python" ]; then
        echo python venv headers
    else
        "$python" -c 'import ensurepip, venv' 2>/dev/null || echo venv
        "$python" -c '
import pathlib, sys, sysconfig
headers = pathlib.Path(sysconfig.get_config_var("INCLUDEPY"))
sys.exit(not (headers / "Python.h").exists())' || echo headers
    fi
    command -v cc >/dev/null || command -v gcc >/dev/null || echo compiler
    command -v pkg-config >/dev/null || echo pkg-config
    pkg-config --exists cairo 2>/dev/null || echo cairo
    pkg-config --exists pangocairo 2>/dev/null || echo pango
}

package() { # package-manager need
    local name=${python##*/}
    name=${name:-python3}
    case $1:$2 in
    apt-get:python) echo python3 ;;
    apt-get:venv) echo "$name-venv" ;;
    apt-get:headers) echo "$name-dev" ;;
    apt-get:compiler) echo gcc libc6-dev ;;
    apt-get:cairo) echo libcairo2-dev ;;
    apt-get:pango) echo libpango1.0-dev ;;
    dnf:python | dnf:venv) echo python3 ;;
    dnf:headers) echo python3-devel ;;
    dnf:pkg-config) echo pkgconf-pkg-config ;;
    dnf:cairo | dnf:pango) echo "$2-devel" ;;
    pacman:python | pacman:venv | pacman:headers) echo python ;;
    pacman:pkg-config) echo pkgconf ;;
    brew:venv | brew:headers | brew:python) echo python ;;
    *:compiler) echo gcc ;;
    *) echo "$2" ;;
    esac
}

package_manager() {
    local name
    for name in apt-get dnf pacman; do
        command -v "$name" >/dev/null && echo "$name" && return
    done
    [ "$(uname)" != Darwin ] || echo brew
}

provide_system_packages() {
    local manager need
    local -a packages=()
    if ! find_python && { [ -n "${PYTHON:-}" ] || command -v python3 >/dev/null; }; then
        require_python # too old or wrongly named: no package of this system would help
    fi
    manager=$(package_manager)
    for need in $(missing_needs); do
        # shellcheck disable=SC2207  # one need can be two packages
        packages+=($(package "$manager" "$need"))
    done
    [ ${#packages[@]} -eq 0 ] && return
    case $manager in
    apt-get) apt_install "${packages[@]}" ;;
    dnf) say "If the set-up fails, first run: sudo dnf install ${packages[*]}" ;;
    pacman) say "If the set-up fails, first run: sudo pacman -S --needed ${packages[*]}" ;;
    brew) say "If the set-up fails, first run: brew install ${packages[*]}" ;;
    *) say "If the set-up fails, first install: ${packages[*]}" ;;
    esac
    require_python
}

apt_install() { # packages ...
    local -a as_root=()
    local command
    command=$(apt_command "$@")
    if ! may_install; then
        fail "system packages" "$*" "not installed, and no right to install them" \
            "run as root: $command"
    fi
    say "installing system packages: $*"
    run_logged "system packages" ${as_root[@]+"${as_root[@]}"} \
        env DEBIAN_FRONTEND=noninteractive sh -c "$command"
}

apt_command() { # packages ...
    echo "apt-get update && apt-get install -y --no-install-recommends $*"
}

# Sets `as_root`, what goes before a command that installs something. sudo may ask for a
# password only where somebody can type it, and never if it is told to be silent.
may_install() { # [silently]
    as_root=()
    [ "$(id -u)" -eq 0 ] && return
    command -v sudo >/dev/null || return 1
    as_root=(sudo)
    sudo -n true 2>/dev/null || { [ "${1:-}" != silently ] && [ -t 0 ]; }
}

# --- a browser, for tests of the page --------------------------------------------------------

# Everything else works without one, so what keeps it from being installed stops nothing: its
# tests are skipped then, and say why.
provide_browser() {
    local name
    local -a as_root=()
    # The same names as in tests/page/machine.py.
    for name in chromium-headless-shell chromium chromium-browser google-chrome \
        google-chrome-stable; do
        command -v "$name" >/dev/null && return
    done
    [ "$(uname)" = Darwin ] && return # where browsers aren't on PATH
    if ! command -v apt-get >/dev/null || ! may_install silently; then
        say "no Chromium here: the tests of the page in a browser will be skipped"
        return
    fi
    say "installing a browser for the tests: chromium"
    mkdir -p "${LOG%/*}"
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive \
        sh -c "$(apt_command chromium-headless-shell) || $(apt_command chromium)" >>"$LOG" 2>&1 ||
        say "it can't be installed, see $LOG: tests of the page in a browser will be skipped"
}
