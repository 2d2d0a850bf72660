# Sourced by run and test: makes .venv from a lock with hashes. Expects $root; sets $python.
# The new environment grows beside the old one and takes its place by a rename, so that an interrupted
# set-up leaves nothing that could be taken for whole.

say() { printf 'munara: %s\n' "$*" >&2; }
fail() { say "$*"; exit 2; }

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
