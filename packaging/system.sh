# Sourced by environment.sh: Debian's packages that Munara needs, and how they come onto the machine.
# Sets $base (the Python that makes the environment) and $venv_package.

# What Qt's libraries load, and what the tests start beside Munara.
qt_packages="libegl1 libgl1 libxkbcommon0 libxkbcommon-x11-0 libdbus-1-3 libfontconfig1 libglib2.0-0 libxcb-cursor0
libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
libxcb-xkb1"
test_packages="chromium strace xvfb xdotool x11-xkb-utils x11-utils x11-xserver-utils openbox"
# libVLC, which plays recordings: Munara starts without it.
optional_packages="libvlc5 vlc-plugin-base vlc-plugin-video-output"

no_network='temporary failure (in name )?resol|could not resolve|name or service not known|failed to establish a new connection|could not connect|cannot initiate the connection|network is unreachable|no route to host|connection (refused|timed out)|connecttimeout|read timed out|max retries exceeded|proxyerror|unable to connect|failed to fetch'

disk_full() {  # disk_full LOG: does it say so, or is the disk so full that the log could not be written?
    grep -qiE 'no space left|errno 28|disk quota|enough free space|not enough space' "$1" 2>/dev/null ||
        [ "$(free_mb "$root")" -lt 20 ]
}

free_mb() { df -Pm "$1" | awk 'NR == 2 { print $4 }'; }

disk_mend() {
    printf 'free are %s MB in %s and %s MB in %s, the set-up takes about 1500 MB. Make room and run this again' \
        "$(free_mb "$root")" "$root" "$(free_mb "${TMPDIR:-/tmp}")" "${TMPDIR:-/tmp}"
}

install_system_packages() {  # install_system_packages run|test
    local missing
    find_python
    missing="$(missing_packages $qt_packages)$python_packages"
    [ "$1" != test ] || missing="$missing$(missing_packages $test_packages)"
    if [ -n "$missing" ]; then
        may_install "$missing"
        apt_install "$missing" || apt_failed "$missing"
        find_python
    fi
    [ -n "$base" ] || fail "python3.11 was not found. Install it: apt-get install python3.11 python3.11-venv"
    [ -z "$python_packages" ] ||
        fail "$base has no venv module. Install it: apt-get install $venv_package"
    missing=$(missing_packages $optional_packages)
    [ -n "$missing" ] || return 0
    # Only where no question has to be asked for it.
    if [ "$(id -u)" = 0 ] || [ -n "${as_root:-}" ]; then apt_install "$missing" && return 0; fi
    say "optional, to play recordings: sudo apt-get install$missing"
}

find_python() {  # sets $base, $venv_package, $python_packages (those missing)
    base=$(command -v python3.11 || command -v python3 || true) python_packages="" venv_package=python3.11-venv
    if [ -n "$base" ] && ! "$base" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then base=""; fi
    if [ -z "$base" ]; then
        python_packages=" python3.11 python3.11-venv"
    elif ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        venv_package=$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        python_packages=" $venv_package"
    fi
    # Without Debian's tools there is nobody to ask; what is missing is said by the caller.
    command -v apt-get >/dev/null || [ -z "$python_packages" ] ||
        fail "Python 3.11 with its venv module was not found${base:+ (there is $base)}. Install it (Debian: python3.11 python3.11-venv)"
}

missing_packages() {  # missing_packages NAME...: prints those that dpkg does not know as installed
    command -v dpkg-query >/dev/null || return 0
    local package
    for package in "$@"; do
        [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] ||
            printf ' %s' "$package"
    done
}

may_install() {  # may_install NAMES: sets $as_root, or says the line to type
    local line="sudo apt-get install$1" answer
    as_root=""
    [ "$(id -u)" != 0 ] || return 0
    command -v sudo >/dev/null ||
        fail "system packages are missing and there is no sudo. Have an administrator type: apt-get install$1"
    if [ -t 0 ] && [ -t 2 ]; then
        printf 'munara: system packages are missing:%s\nmunara: install them with sudo? [Y/n] ' "$1" >&2
        read -r answer || answer=n
        case "$answer" in [nN]*) fail "nothing was installed. Install them yourself: $line" ;; esac
        as_root=sudo
    else
        sudo -n true 2>/dev/null || fail "system packages are missing and sudo asks for a password. Type: $line"
        as_root="sudo -n"
    fi
}

apt_install() {  # apt_install NAMES: from the stick's debs where it has them, else from the network
    local log="$root/.venv.log" options=(-o DPkg::Lock::Timeout=120 -o Acquire::Retries=2 -o Acquire::http::Timeout=20)
    local lists show=-qq
    [ ! -t 2 ] || show=-q
    say "installing system packages:$1"
    if [ -f "$wheels/debs/Packages" ]; then
        # Believed like the scripts that came on the same stick.
        lists=$(mktemp -d) || return 1
        mkdir -p "$lists/lists/partial"
        printf 'deb [trusted=yes] file:%s ./\n' "${wheels// /%20}/debs" >"$lists/stick.list"
        options+=(-o Dir::Etc::SourceList="$lists/stick.list" -o Dir::Etc::SourceParts=- -o Dir::State::Lists="$lists/lists"
            -o APT::Sandbox::User=root)
    fi
    {
        # A set-up that was killed may have left packages unpacked and not configured.
        if [ -n "$(dpkg --audit 2>&1)" ]; then $as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a; fi
        $as_root apt-get "$show" "${options[@]}" update &&
            $as_root env DEBIAN_FRONTEND=noninteractive apt-get "$show" -y --no-install-recommends "${options[@]}" install $1
    } 2>&1 </dev/null | tee "$log" >&2 || { rm -rf "${lists:-}"; return 1; }
    rm -rf "${lists:-}"
}

apt_failed() {  # apt_failed NAMES
    local log="$root/.venv.log"
    ! disk_full "$log" || fail "the disk is full; $(disk_mend)"
    if grep -qiE "$no_network" "$log"; then
        fail "no network: system packages could not be fetched:$1. On a Debian 12 with network run packaging/wheels DIR, bring DIR here, then name it: --wheels DIR (models and footage: --assets DIR)"
    fi
    if grep -qi 'unable to locate package' "$log"; then
        fail "this Debian does not know these packages. Check /etc/apt/sources.list for Debian 12 (bookworm) main, then: apt-get update && apt-get install$1"
    fi
    fail "system packages could not be installed; see the lines above. Try: apt-get install$1"
}
