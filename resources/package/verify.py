#!/usr/bin/env python3
"""Checks an evidence package of Munara with nothing but Python 3.8 or later.

    python3 verify.py --key FINGERPRINT [PACKAGE]

FINGERPRINT: 64 digits, printed on the desk's shift logs: take it from paper, never from the package itself.
PACKAGE: the ZIP file, or the folder it was unpacked into; without it, what this file lies in or next to.
The first line says "yes" (exit code 0) or the first thing that is wrong (1); 2: wrong use; 3: everything fits
together, but without --key nobody can know who signed it. Checked, in this order:
 1. the members are plain files, each named in manifest.json, none missing, none besides;
 2. entries.jsonl: hash = SHA-256(hash of the entry before, 32 bytes, then the header), the header being the JSON
    {actor, at_utc, body_hash, desk, kind, seq, utc_offset_min} with sorted keys and no spaces; body_hash =
    SHA-256(body); of entries that concern other matters there is only the header;
 3. "head signed" entries: Ed25519 (RFC 8032) over "munara head 1\\n" and the JSON {desk, hash, seq} of an entry
    before it, which stands for all entries up to that one; every entry must stand before such a signature;
 4. every file that a body names has the SHA-256 that stands there, or is said to be redacted or erased;
 5. every member has the SHA-256 in manifest.json, and seal.json signs "munara package 1\\n" and manifest.json.
"""

import sys

if __name__ == "__main__" and not sys.flags.isolated:
    del sys.path[0]  # the package's folder: a file json.py in it must not be taken for Python's own

import argparse
import hashlib
import json
import re
import stat
import zipfile
from pathlib import Path

YES, NO, NOBODY = 0, 1, 3  # 2, for wrong use, is argparse's own
MANIFEST, SEAL, ENTRIES = "manifest.json", "seal.json", "entries.jsonl"
MOST_MEMBERS, MOST_BYTES = 10_000, 4 << 30
LONGEST = 8 << 20  # of a line: a body has 1 MiB at most, quoted it may be several times as long
BOMB_BYTES, BOMB_RATIO = 64 << 20, 200  # beyond that size nothing of ours shrinks so far
PLAIN_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
HEADER = ("actor", "at_utc", "body_hash", "desk", "kind", "seq", "utc_offset_min")

TEXTS = {  # what is said, in Russian and in Kazakh
    "yes: everything is as the desk signed it": ("да: всё так, как подписал пост", "иә: бәрі бекет қол қойған күйде"),
    "whole, signer not checked": ("цело, подписавший не проверен", "бүтін, кім қол қойғаны тексерілмеген"),
    "{}: not a plain file": ("{}: не простой файл", "{}: кәдімгі файл емес"),
    "{}: too large": ("{}: слишком велик", "{}: тым үлкен"),
    "{}: cannot be read": ("{}: не читается", "{}: оқылмайды"),
    "{}: missing": ("{}: отсутствует", "{}: жоқ"),
    "{}: not in the manifest": ("{}: нет в манифесте", "{}: манифесте жоқ"),
    "{}: was changed": ("{}: изменён", "{}: өзгертілген"),
    "{}: not in the format": ("{}: не того формата", "{}: пішімі басқа"),
    "entry {}: stands where entry {} must": ("запись {}: на месте записи {}", "{}-жазба: {}-жазбаның орнында тұр"),
    "entry {}: does not follow entry {}": ("запись {}: не следует за записью {}", "{}-жазба: {}-жазбаға жалғаспайды"),
    "entry {}: its header was changed": ("запись {}: заголовок изменён", "{}-жазба: тақырыбы өзгертілген"),
    "entry {}: its body was changed": ("запись {}: тело изменено", "{}-жазба: мазмұны өзгертілген"),
    "entry {}: no signature follows it": ("запись {}: за ней нет подписи", "{}-жазба: одан кейін қолтаңба жоқ"),
    "entry {}: the signature is wrong": ("запись {}: подпись неверна", "{}-жазба: қолтаңба дұрыс емес"),
    "entry {}: signs another entry {}": ("запись {}: подписана другая запись {}", "{}-жазба: қол басқа {}-жазбаға қойылған"),
    "{}: signed with another key: {}": ("{}: подписано другим ключом: {}", "{}: қол басқа кілтпен қойылған: {}"),
    "entry {}: its file {} is missing": ("запись {}: нет файла {}", "{}-жазба: {} файлы жоқ"),
    "{}: a redacted copy; the original's hash is in the record": (
        "{}: обработанная копия; хэш подлинника в записи", "{}: өңделген көшірме; түпнұсқаның хэші жазбада"),
    "{}: erased, as entry {} says": ("{}: стёрт, о чём запись {}", "{}: өшірілген, ол туралы {}-жазба"),
    "{}: lies beside the package, not checked": ("{}: лежит рядом, не проверен", "{}: жанында жатыр, тексерілмеген"),
    "DEMO: none of this happened": ("ДЕМО: ничего этого не было", "ДЕМО: мұның ешқайсысы болған емес"),
}  # fmt: skip


class Wrong(Exception):
    """The first thing that is wrong: one of TEXTS, and what belongs into it."""


# --- Ed25519, RFC 8032 section 5.1: points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z ---

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    m, n = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = n - m, z - t, z + t, n + m
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_of(encoded):
    """The point that 32 bytes stand for, None where they stand for none."""
    number = int.from_bytes(encoded, "little")
    y, odd = number & ((1 << 255) - 1), number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if len(encoded) != 32 or y >= P or (x * x - square) % P or (x == 0 and odd):
        return None
    x = x if x & 1 == odd else P - x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def signed_by(public, signature, message):
    """Whether the owner of the public key signed just this message."""
    key, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if key is None or r is None or len(signature) != 64 or s >= L or same(times(8, key), (0, 1, 1, 0)):
        return False  # S >= L would be a second signature; a key of order 8 "signs" everything
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    return same(times(s, BASE), add(r, times(h, key)))


# --- 1. members ---


class Package:
    """`sizes` are the members' bytes by name, `open` opens one, `notes` are what to know besides."""

    def __init__(self, path):
        self.sizes, self.notes = {}, []
        if path.is_dir():
            self.open = lambda name: (path / name).open("rb")
            self.look(path, path)
        else:
            archive = zipfile.ZipFile(path)
            self.open = archive.open
            for member in archive.infolist():
                name, kind = member.filename, stat.S_IFMT(member.external_attr >> 16)
                odd = member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
                if name in self.sizes or member.flag_bits & 1 or odd or kind not in (0, stat.S_IFREG):
                    raise Wrong("{}: not a plain file", name)
                if member.file_size > max(BOMB_BYTES, BOMB_RATIO * member.compress_size):
                    raise Wrong("{}: too large", name)
                self.sizes[name] = member.file_size

    def look(self, top, folder):
        for item in sorted(folder.iterdir()):
            name, status = item.relative_to(top).as_posix(), item.lstat()
            if stat.S_ISDIR(status.st_mode):
                self.look(top, item)
            elif not stat.S_ISREG(status.st_mode):
                raise Wrong("{}: not a plain file", name)
            elif name.endswith(".zip") and folder == top:  # what it was unpacked from
                self.notes.append(("{}: lies beside the package, not checked", name))
            else:
                self.sizes[name] = status.st_size

    def read(self, name):
        with self.open(name) as member:
            return member.read(LONGEST)


def digests(package):
    """SHA-256 of every member, by its name."""
    found = {}
    if len(package.sizes) > MOST_MEMBERS or sum(package.sizes.values()) > MOST_BYTES:
        raise Wrong("{}: too large", "ZIP")
    for name in package.sizes:
        if not PLAIN_NAME.fullmatch(name) or len(name) > 200:
            raise Wrong("{}: not a plain file", name)
    for name in package.sizes:
        digest, content = hashlib.sha256(), b"?"
        try:
            with package.open(name) as member:
                while content:
                    content = member.read(1 << 20)
                    digest.update(content)
        except Exception:  # whatever a forged ZIP file makes of the reading
            raise Wrong("{}: cannot be read", name)
        found[name] = digest.hexdigest()
    return found


def check_members(manifest, found):
    listed = {item["name"] for item in manifest["members"]}
    if manifest["format"] != "munara package 1":
        raise Wrong("{}: not in the format", MANIFEST)
    for name in sorted(listed | {ENTRIES, SEAL}):
        if name not in found:
            raise Wrong("{}: missing", name)
    for name in sorted(found):
        if name not in listed | {MANIFEST, SEAL}:
            raise Wrong("{}: not in the manifest", name)


# --- 2. and 3. entries and signed heads ---


def json_bytes(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def fingerprint(public):
    return hashlib.sha256(public).hexdigest()


def check_entry(entry, before):
    """The body, {} where there is only the header; `before` is the hash of the entry before, if that is here."""
    seq, prev_hash = entry["seq"], entry["prev_hash"]
    if before not in (None, prev_hash):
        raise Wrong("entry {}: does not follow entry {}", seq, seq - 1)
    header = json_bytes({name: entry[name] for name in HEADER})
    if hashlib.sha256(bytes.fromhex(prev_hash) + header).hexdigest() != entry["hash"]:
        raise Wrong("entry {}: its header was changed", seq)
    if "body" not in entry:
        return {}
    if hashlib.sha256(entry["body"].encode()).hexdigest() != entry["body_hash"]:
        raise Wrong("entry {}: its body was changed", seq)
    return json.loads(entry["body"])


def check_head(entry, body, hashes, key):
    """Up to which entry this one signs; `hashes` are those of the entries before it without a gap."""
    seq, head = body["head_seq"], body["head_hash"]
    message = b"munara head 1\n" + json_bytes({"desk": entry["desk"], "hash": head, "seq": seq})
    if not signed_by(bytes.fromhex(body["key"]), bytes.fromhex(body["signature"]), message):
        raise Wrong("entry {}: the signature is wrong", entry["seq"])
    if fingerprint(bytes.fromhex(body["key"])) != key:
        raise Wrong("{}: signed with another key: {}", entry["seq"], fingerprint(bytes.fromhex(body["key"])))
    if hashes.get(seq, head) != head or seq >= entry["seq"]:
        raise Wrong("entry {}: signs another entry {}", entry["seq"], seq)
    return seq if seq in hashes else 0


def check_entries(package, key):
    """Every body, as (seq, kind, body), and the signer's fingerprint."""
    shown, hashes, waiting, last = [], {}, [], 0
    with package.open(ENTRIES) as lines:
        for line in iter(lambda: lines.readline(LONGEST), b""):
            entry = json.loads(line)
            seq = entry["seq"]
            if json_bytes(entry) + b"\n" != line:  # one way to write it, so that all read the same in it
                raise Wrong("{}: not in the format", ENTRIES)
            if seq != last + 1 and (waiting or seq <= last):  # a gap may only be behind a signature
                raise Wrong("entry {}: stands where entry {} must", seq, last + 1)
            hashes = hashes if seq == last + 1 else {}
            body = check_entry(entry, hashes.get(seq - 1))
            if entry["kind"] == "head signed" and body:
                key = key or fingerprint(bytes.fromhex(body["key"]))
                signed = check_head(entry, body, hashes, key)
                waiting = [number for number in waiting if number > signed]
            else:
                waiting.append(seq)
            shown += [(seq, entry["kind"], body)] if body else []
            hashes[seq], last = entry["hash"], seq
    if waiting or not shown:
        raise Wrong("entry {}: no signature follows it", [*waiting, last][0])
    return shown, key


# --- 4. and 5. files, manifest, seal ---


def check_files(shown, found, manifest, notes):
    erased = {body["file"]: seq for seq, kind, body in shown if kind == "evidence erased"}
    copies = {item["file"]: item for item in manifest["redacted"]}
    for seq, item in [(seq, item) for seq, _kind, body in shown for item in body.get("evidence", [])]:
        name, copy = item["file"], copies.get(item["file"])
        if name in found:
            if found[name] != item["sha256"]:
                raise Wrong("{}: was changed", name)
        elif copy and (item["sha256"], found[copy["copy"]]) == (copy["sha256"], copy["copy_sha256"]):
            notes.append(("{}: a redacted copy; the original's hash is in the record", copy["copy"]))
        elif name in erased:
            notes.append(("{}: erased, as entry {} says", name, erased[name]))
        else:
            raise Wrong("entry {}: its file {} is missing", seq, name)


def check_seal(package, manifest, found, key):
    for item in manifest["members"]:
        name = item["name"]
        if (found[name], package.sizes[name]) != (item["sha256"], item["bytes"]):
            raise Wrong("{}: was changed", name)
    seal = json.loads(package.read(SEAL))
    public, signature = bytes.fromhex(seal["key"]), bytes.fromhex(seal["signature"])
    if fingerprint(public) != key:
        raise Wrong("{}: signed with another key: {}", SEAL, fingerprint(public))
    if not signed_by(public, signature, b"munara package 1\n" + package.read(MANIFEST)):
        raise Wrong("{}: was changed", MANIFEST)


def check(package, key, manifest):
    """Returns what to know besides and the signer's fingerprint; fills `manifest` as soon as it is read."""
    found, place = digests(package), MANIFEST
    if MANIFEST not in found:
        raise Wrong("{}: missing", MANIFEST)
    try:
        manifest.update(json.loads(package.read(MANIFEST)))
        check_members(manifest, found)
        place = ENTRIES
        shown, key = check_entries(package, key)
        notes = [("DEMO: none of this happened",)] if manifest["demo"] else []
        check_files(shown, found, manifest, notes)
        place = SEAL
        check_seal(package, manifest, found, key)
        return package.notes + notes, key
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise Wrong("{}: not in the format", place)


def say(language, text, *parts):
    """One line in English and in the package's language; nothing in it can begin a second line."""
    texts = [text] + ([TEXTS[text][("ru", "kk").index(language)]] if language in ("ru", "kk") else [])
    line = " | ".join(text.format(*parts) for text in texts)
    print("".join(letter if letter.isprintable() else "?" for letter in line))


def main():
    sys.stdout.reconfigure(errors="replace")
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--key", metavar="FINGERPRINT", type=lambda text: re.sub(r"[\s:]", "", text).lower())
    parser.add_argument("package", metavar="PACKAGE", type=Path, nargs="?")
    arguments = parser.parse_args()
    here = Path(__file__).resolve().parent
    beside = [here] if here.is_file() or (here / MANIFEST).is_file() else sorted(here.glob("*.zip"))
    path = arguments.package or (beside[0] if len(beside) == 1 else None)
    if path is None or not path.exists():
        parser.error("name the package: the ZIP file, or the folder it was unpacked into")
    if arguments.key is not None and not re.fullmatch("[0-9a-f]{64}", arguments.key):
        parser.error("a fingerprint has 64 digits, 0-9 and a-f")
    manifest = {}
    try:
        notes, key = check(Package(path), arguments.key, manifest)
    except Wrong as wrong:
        say(manifest.get("language"), wrong.args[0], *wrong.args[1:])
        return NO
    except Exception:  # no ZIP file at all, or one that was forged
        say("en", "{}: cannot be read", path.name)
        return NO
    verdict = "yes: everything is as the desk signed it" if arguments.key else "whole, signer not checked"
    for note in [(verdict,), *notes]:
        say(manifest.get("language"), *note)
    print("key", key)
    return YES if arguments.key else NOBODY


if __name__ == "__main__":
    sys.exit(main())
