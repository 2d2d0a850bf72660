# Sourced by run, test and wheels: makes .venv from a lock with hashes. Expects $root; sets $python.
# The new environment grows beside the old one and takes its place by a rename, so that an interrupted
# set-up leaves nothing that could be taken for whole.

say() { printf 'munara: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

. "$root/packaging/system.sh"

wheels=${MUNARA_WHEELS:-}

folder() {  # folder OPTION DIR: the folder's absolute path
    [ -n "$2" ] && [ -d "$2" ] && (cd "$2" && pwd) ||
        fail "$1: ${2:-no folder named} is no folder. Name one, e.g. $1 /media/usb/munara"
}

stick_options() {  # stick_options ARG...: takes --assets DIR and --wheels DIR from the front; the rest is in $rest
    local name value
    while [ $# -gt 0 ]; do
        case "$1" in
            --assets | --wheels) name=$1 value=${2:-}; shift; [ $# -eq 0 ] || shift ;;
            --assets=* | --wheels=*) name=${1%%=*} value=${1#*=}; shift ;;
            *) break ;;
        esac
        value=$(folder "$name" "$value") || exit 2
        case "$name" in
            --assets) export MUNARA_ASSETS="$value" ;;
            --wheels) wheels=$value ;;
        esac
    done
    rest=("$@")
    [ -z "$wheels" ] || wheels=$(folder MUNARA_WHEELS "$wheels") || exit 2
}

made_from() {  # made_from NAME: is .venv whole, and made from this lock as it stands now?
    [ -x "$python" ] && cmp -s "$root/.venv/.made-from-$1" "$root/packaging/$1.lock"
}

environment() {  # environment NAME...: the first lock named is what to make, any of them is good enough
    python="$root/.venv/bin/python"
    local name
    for name in "$@"; do
        if made_from "$name"; then return; fi
    done
    name=$1
    command -v flock >/dev/null || fail "flock was not found. Install it: apt-get install util-linux"
    { exec 9>"$root/.venv.lock"; } 2>/dev/null ||
        fail "$root cannot be written. Give this user the right to write there, or copy Munara to a folder of its own"
    flock -n 9 || { say "another set-up is at work here; waiting for it ..."; flock 9; }
    made_from "$name" || make_environment "$name"
    exec 9>&-
}

make_environment() {  # make_environment NAME
    local new="$root/.venv.new" old="$root/.venv.old" log="$root/.venv.log"
    rm -rf "$new" "$old"
    say "[1/3] system packages"
    install_system_packages "$1"
    say "[2/3] an empty environment"
    "$base" -m venv "$new" >"$log" 2>&1 || venv_failed "$log"
    say "[3/3] $(grep -c '^[A-Za-z0-9].*==' "$root/packaging/$1.lock" || true) Python packages${wheels:+ from $wheels} (once; a minute or two)"
    pip_install "$1" "$new" "$log" || pip_failed "$1" "$log"
    cp "$root/packaging/$1.lock" "$new/.made-from-$1" || fail "the disk is full; $(disk_mend)"
    # A half-deleted environment must never be the one in place: it is renamed away whole.
    [ ! -e "$root/.venv" ] || mv "$root/.venv" "$old"
    mv "$new" "$root/.venv"
    rm -rf "$old" "$log"
    say "the environment is ready"
}

pip_install() {  # pip_install NAME NEW LOG: what pip complains of goes to the log too
    local how=(--retries 3 --timeout 30) show=(--quiet)
    [ -z "$wheels" ] || how=(--isolated --no-index --find-links "$wheels")
    [ ! -t 2 ] || show=(--progress-bar on)
    { "$2/bin/python" -m pip install "${show[@]}" --disable-pip-version-check --no-warn-script-location \
        --require-hashes --only-binary :all: "${how[@]}" -r "$root/packaging/$1.lock" 9>&- 2>&1 >&3 |
        tee "$3" >&2; } 3>&2
}

venv_failed() {  # venv_failed LOG
    cat "$1" >&2
    ! disk_full "$1" || fail "the disk is full; $(disk_mend)"
    fail "$base cannot make an environment. Install its venv module: apt-get install $venv_package"
}

pip_failed() {  # pip_failed NAME LOG: tells what is behind it, in one line
    local wanted stick="on a machine with network run packaging/wheels DIR, bring DIR here, then name it: --wheels DIR (models and footage: --assets DIR)"
    ! disk_full "$2" || fail "the disk is full; $(disk_mend)"
    if grep -q 'DO NOT MATCH THE HASHES' "$2"; then
        wanted=$(sed -n 's/^ \{4\}\([^ ].*\)$/\1/p' "$2" | grep -m1 ' from \|(from ' | cut -c1-160)
        fail "a package is not the one that packaging/$1.lock names (wrong SHA-256): ${wanted%:}. Delete it and bring it anew; it may have been cut off while copying"
    fi
    wanted=$(sed -n 's/^ERROR: No matching distribution found for \([^ ]*\).*/\1/p' "$2" | head -n 1)
    if [ -n "$wheels" ] && [ -n "$wanted" ]; then
        fail "$wheels has no wheel of $wanted for this Python and machine. Fill it anew on a machine with the same Python: packaging/wheels DIR"
    fi
    if grep -q 'CERTIFICATE_VERIFY_FAILED' "$2"; then
        fail "the package index's certificate is not trusted. Check the clock (it says $(date +%F)); behind a proxy set PIP_CERT to the file of its certificate. Or: $stick"
    fi
    if grep -qiE "$no_network" "$2"; then fail "no network: the Python packages could not be fetched; $stick"; fi
    [ -z "$wanted" ] || fail "there is no wheel of $wanted for this Python and machine. Use Python 3.11 on a 64-bit PC: apt-get install python3.11 python3.11-venv"
    fail "the packages in packaging/$1.lock could not be installed; see the lines above. Then run this again"
}
