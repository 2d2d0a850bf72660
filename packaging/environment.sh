# Sourced by run and test: makes .venv from a lock with hashes. Expects $root; sets $python.
# The new environment grows beside the old one and takes its place by a rename, so that an interrupted
# set-up leaves nothing that could be taken for whole.

say() { printf 'munara: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

# Debian's packages that Qt's libraries load, and what the tests start beside Munara.
qt_packages="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0
libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
libxcb-xkb1"
test_packages="strace xvfb xdotool x11-xkb-utils x11-utils"

system_packages() {  # system_packages NAME...: installs what is missing, or says the line that would
    command -v dpkg-query >/dev/null || return 0
    local missing="" package
    for package in "$@"; do
        case "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" in
            installed) ;;
            *) missing="$missing $package" ;;
        esac
    done
    [ -n "$missing" ] || return 0
    [ "$(id -u)" = 0 ] || fail "system packages are missing. Install them: sudo apt-get install$missing"
    say "installing system packages:$missing"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends $missing; } >&2 ||
        fail "system packages could not be installed. Try: apt-get install$missing"
}

environment() {  # environment NAME...: the first lock named is what to make, any of them is good enough
    python="$root/.venv/bin/python"
    local name stamp
    for name in "$@"; do
        stamp="$root/.venv/.made-from-$name"
        if [ -e "$stamp" ] && cmp -s "$stamp" "$root/packaging/$name.lock"; then return; fi
    done
    name=$1
    exec 9>"$root/.venv.lock"
    flock 9
    stamp="$root/.venv/.made-from-$name"
    if [ -e "$stamp" ] && cmp -s "$stamp" "$root/packaging/$name.lock"; then exec 9>&-; return; fi
    local base new="$root/.venv.new"
    base=$(command -v python3.11 || command -v python3) ||
        fail "python3.11 was not found. Install it: apt-get install python3.11 python3.11-venv"
    "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$base is older than Python 3.11. Install it: apt-get install python3.11 python3.11-venv"
    case "$name" in
        test) system_packages $qt_packages $test_packages ;;
        *) system_packages $qt_packages ;;
    esac
    rm -rf "$new"
    say "making the environment (once; a minute or two) ..."
    "$base" -m venv "$new" >&2 || fail "python3.11 cannot make an environment. Install it: apt-get install python3.11-venv"
    "$new/bin/python" -m pip install --quiet --disable-pip-version-check --no-warn-script-location \
        --require-hashes --only-binary :all: -r "$root/packaging/$name.lock" 9>&- >&2 ||
        fail "the packages in packaging/$name.lock could not be installed; see the lines above. Then run this again"
    cp "$root/packaging/$name.lock" "$new/.made-from-$name"
    rm -rf "$root/.venv"
    mv "$new" "$root/.venv"
    exec 9>&-
}
