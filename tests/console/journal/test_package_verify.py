"""verify.py in a stranger's hands: yes, or the first thing that is wrong, with nothing but Python."""

from __future__ import annotations

import ast
import hashlib
import json
import secrets
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from console.journal.chain import Header, entry_hash
from console.journal.package_file import VERIFIER, _verifier
from console.journal.signed_heads import head_body
from console.journal.signing import DeskKey
from console.language import use_language
from tests.console.journal.package_case import (
    STILL,
    ask,
    dumped,
    lines_of,
    pack,
    record_case,
    unpack,
    write_lines,
)

verifier = _verifier()


@pytest.fixture
def made(journal, tmp_path):
    record_case(journal)
    return pack(journal, tmp_path / "case.zip")


@pytest.fixture
def there(made, tmp_path) -> Path:
    """The package, unpacked into an empty folder."""
    return unpack(made.file, tmp_path / "there")


@pytest.fixture
def answer(made, there):
    """What is said to the key on paper: the exit code, and the first line."""

    def answer() -> tuple[int, str]:
        code, lines = ask(there, "--key", made.fingerprint)
        return code, lines[0]

    return answer


def test_it_says_yes_in_an_empty_folder(made, answer):
    assert answer() == (0, "yes: everything is as the desk signed it")


def test_it_says_yes_to_the_zip_file_itself(made, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copy(VERIFIER, empty)
    code, lines = ask(empty, "--key", made.fingerprint, made.file)
    assert (code, lines[0][:4]) == (0, "yes:")
    shutil.copy(made.file, empty)
    assert ask(empty, "--key", made.fingerprint)[0] == 0, "the ZIP file that lies beside it"


def test_a_package_unpacked_beside_itself_is_still_whole(made, there):
    shutil.copy(made.file, there)
    code, lines = ask(there, "--key", made.fingerprint)
    assert (code, lines[1]) == (0, "case.zip: lies beside the package, not checked")


def test_without_a_key_it_never_says_yes(made, there):
    code, lines = ask(there)
    assert (code, lines[0]) == (3, "whole, signer not checked")
    assert lines[-1] == f"key {made.fingerprint}"
    assert "yes" not in "".join(lines)


def test_the_fingerprint_may_be_typed_as_it_is_printed(made, there):
    digits = made.fingerprint.upper()
    grouped = " ".join(digits[place : place + 4] for place in range(0, 64, 4))
    assert ask(there, "--key", grouped)[0] == 0


@pytest.mark.parametrize("words", [["--key", "abc"], ["--key"], ["--what"], ["nowhere.zip"]])
def test_wrong_use_is_told_from_a_wrong_package(there, words):
    assert ask(there, *words) == (2, [])


def test_another_key_than_the_one_on_paper(made, there):
    code, lines = ask(there, "--key", "0" * 64)
    assert (code, lines) == (1, [f"10: signed with another key: {made.fingerprint}"])


# --- a forger without the key: each time the first thing that is wrong is named ---


def _evidence(there: Path, suffix: str) -> Path:
    return sorted((there / "evidence").rglob(f"*{suffix}"))[0]


def test_a_still_replaced(there, answer):
    still = _evidence(there, ".jpg")
    still.write_bytes(still.read_bytes()[:-1] + b"x")
    assert answer() == (1, f"{still.relative_to(there).as_posix()}: was changed")


def test_a_still_taken_away(there, answer):
    still = _evidence(there, ".jpg")
    still.unlink()
    assert answer() == (1, f"{still.relative_to(there).as_posix()}: missing")


def test_a_still_taken_away_from_the_manifest_too(there, answer):
    still = _evidence(there, ".jpg")
    name = still.relative_to(there).as_posix()
    still.unlink()
    manifest = json.loads((there / "manifest.json").read_text())
    manifest["members"] = [item for item in manifest["members"] if item["name"] != name]
    (there / "manifest.json").write_text(json.dumps(manifest))
    assert answer() == (1, f"entry 2: its file {name} is missing")


def test_a_body_edited(there, answer):
    entries = lines_of(there)
    entries[3]["body"] = entries[3]["body"].replace("patrol sent", "nothing done")
    write_lines(there, entries)
    assert answer() == (1, "entry 5: its body was changed")


def test_a_body_edited_with_its_hash(there, answer):
    entries = lines_of(there)
    entries[3]["body"] = entries[3]["body"].replace("patrol sent", "nothing done")
    entries[3]["body_hash"] = hashlib.sha256(entries[3]["body"].encode()).hexdigest()
    write_lines(there, entries)
    assert answer() == (1, "entry 5: its header was changed")


def test_a_body_edited_with_all_hashes_of_its_entry(there, answer):
    entries = lines_of(there)
    entries[3]["body"] = entries[3]["body"].replace("patrol sent", "nothing done")
    _hash_again(entries[3:4])
    write_lines(there, entries)
    assert answer() == (1, "entry 6: does not follow entry 5")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("actor", "Eve"),
        ("at_utc", "2020-01-01T00:00:00.000000Z"),
        ("utc_offset_min", 360),
        ("kind", "bulletin"),
    ],
)
def test_a_header_edited(there, answer, field, value):
    entries = lines_of(there)
    assert "body" not in entries[1], "one of which only the header is shown"
    entries[1][field] = value if entries[1][field] != value else "muted"
    write_lines(there, entries)
    assert answer() == (1, "entry 3: its header was changed")


def test_entries_swapped(there, answer):
    entries = lines_of(there)
    entries[2], entries[3] = entries[3], entries[2]
    write_lines(there, entries)
    assert answer() == (1, "entry 5: stands where entry 4 must")
    entries[2]["seq"], entries[3]["seq"] = 4, 5
    write_lines(there, entries)
    assert answer() == (1, "entry 4: does not follow entry 3")


def test_an_entry_taken_out(there, answer):
    entries = lines_of(there)
    write_lines(there, entries[:3] + entries[4:])
    assert answer() == (1, "entry 6: stands where entry 5 must")


def test_the_tail_cut_with_the_signed_head(there, answer):
    write_lines(there, lines_of(there)[:-1])
    assert answer() == (1, "entry 2: no signature follows it")
    write_lines(there, [])
    assert answer()[0] == 1


def test_a_body_hidden_that_the_case_needs(there, answer):
    """An amendment shown by its header alone: the manifest's hash of the entries is what tells."""
    entries = lines_of(there)
    del entries[6]["body"]
    write_lines(there, entries)
    assert answer() == (1, "entries.jsonl: was changed")


def test_a_signature_taken_from_elsewhere(there, answer):
    entries = lines_of(there)
    body = json.loads(entries[-1]["body"])
    body["head_seq"] = 8
    body["head_hash"] = entries[6]["hash"]
    entries[-1]["body"] = dumped(body).decode()
    _hash_again(entries[-1:])
    write_lines(there, entries)
    assert answer() == (1, "entry 10: the signature is wrong")


def test_a_head_that_the_desk_signed_in_another_journal(folder, there, answer):
    """The key is the desk's own: of a copy of its journal that went on otherwise."""
    entries = lines_of(there)
    body = json.loads(entries[-1]["body"]) | head_body(DeskKey.of(folder), "desk-1", (9, bytes(32)))
    entries[-1]["body"] = dumped(body).decode()
    _hash_again(entries[-1:])
    write_lines(there, entries)
    assert answer() == (1, "entry 10: signs another entry 9")


def test_the_whole_rebuilt_and_signed_with_another_key(made, there, answer):
    eve = Ed25519PrivateKey.generate()
    entries = lines_of(there)
    entries[3]["body"] = entries[3]["body"].replace("patrol sent", "nothing done")
    _hash_again(entries[:-1])
    _sign_again(entries, eve)
    write_lines(there, entries)
    _seal_again(there, eve)
    public = hashlib.sha256(eve.public_key().public_bytes_raw()).hexdigest()
    assert answer() == (1, f"10: signed with another key: {public}")
    assert ask(there)[0] == 3, "without the paper nobody can know"
    assert ask(there)[1][-1] == f"key {public}"


def test_the_manifest_edited(there, answer):
    manifest = there / "manifest.json"
    manifest.write_text(manifest.read_text().replace("request 17", "request 18"))
    assert answer() == (1, "manifest.json: was changed")


def test_the_page_edited_and_the_manifest_with_it(there, answer):
    page = there / "index.html"
    page.write_text(page.read_text() + "<!-- nothing happened -->")
    assert answer() == (1, "index.html: was changed")
    _list_again(there)
    assert answer() == (1, "manifest.json: was changed")


def test_the_manifest_sealed_with_another_key(there, answer):
    eve = Ed25519PrivateKey.generate()
    _seal_again(there, eve)
    assert "seal.json: signed with another key" in answer()[1]


@pytest.mark.parametrize("name", ["evidence/more.jpg", "README.txt", "json.py", "zipfile.py", ".hidden"])
def test_a_file_added(there, answer, name):
    (there / name).write_text("import sys\nprint('yes: believe me')\nsys.exit(0)\n")
    code, line = answer()
    assert code == 1
    assert line in (f"{name}: not in the manifest", f"{name}: not a plain file")


def test_a_link_is_not_followed(there, answer, tmp_path):
    still = _evidence(there, ".jpg")
    elsewhere = tmp_path / "elsewhere.jpg"
    still.rename(elsewhere)
    still.symlink_to(elsewhere)
    assert answer() == (1, f"{still.relative_to(there).as_posix()}: not a plain file")


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"format": "munara package 2", "members": []}', b"[" * 100_000]
)
@pytest.mark.parametrize("name", ["manifest.json", "seal.json", "entries.jsonl"])
def test_nonsense_is_no_package(there, answer, name, content):
    (there / name).write_bytes(content)
    code, line = answer()
    assert code == 1
    assert name in line or "no signature follows" in line or "manifest.json" in line


def test_a_line_that_two_readers_would_read_differently(there, answer):
    entries = there / "entries.jsonl"
    first, *rest = entries.read_bytes().splitlines(keepends=True)
    entries.write_bytes(b'{"actor":"Eve",' + first[1:] + b"".join(rest))
    assert answer() == (1, "entries.jsonl: not in the format")


# --- hostile ZIP files ---


def _hostile(made, tmp_path, change) -> tuple[int, str]:
    """The package written again by somebody who may do what he likes with the ZIP file."""
    file = tmp_path / "hostile" / "case.zip"
    file.parent.mkdir()
    shutil.copy(VERIFIER, file.parent)
    with zipfile.ZipFile(made.file) as old, zipfile.ZipFile(file, "w") as new:
        for member in old.infolist():
            new.writestr(member, old.read(member))
        change(new)
    code, lines = ask(file.parent, "--key", made.fingerprint)
    return code, lines[0]


def _link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("evidence/link.jpg")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda archive: archive.writestr("../../up.txt", "x"), "../../up.txt: not a plain file"),
        (lambda archive: archive.writestr("/etc/cron.d/x", "x"), "/etc/cron.d/x: not a plain file"),
        (lambda archive: archive.writestr("a\\b", "x"), "a\\b: not a plain file"),
        (lambda archive: archive.writestr("C:x", "x"), "C:x: not a plain file"),
        (_link, "evidence/link.jpg: not a plain file"),
        (lambda archive: archive.writestr("extra.jpg", "x"), "extra.jpg: not in the manifest"),
        (
            lambda archive: archive.writestr("bomb", bytes(100 << 20), compress_type=zipfile.ZIP_DEFLATED),
            "bomb: too large",
        ),
    ],
)
def test_what_a_zip_file_may_not_hold(made, tmp_path, change, said):
    assert _hostile(made, tmp_path, change) == (1, said)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_twice(made, tmp_path):
    code, line = _hostile(made, tmp_path, lambda archive: archive.writestr("index.html", "another"))
    assert (code, line) == (1, "index.html: not a plain file")


def test_a_zip_file_cut_short_and_one_that_is_none(made, tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    shutil.copy(VERIFIER, folder)
    whole = made.file.read_bytes()
    for content in (whole[: len(whole) // 2], b"no ZIP", b""):
        (folder / "case.zip").write_bytes(content)
        assert ask(folder, "--key", made.fingerprint) == (1, ["case.zip: cannot be read"])
    spoilt = whole.replace(STILL, STILL[:-1] + b"x")
    (folder / "case.zip").write_bytes(spoilt)
    code, (line,) = ask(folder, "--key", made.fingerprint)
    assert (code, line.endswith(".jpg: cannot be read")) == (1, True), line


# --- Ed25519 ---

_RFC_8032 = (  # section 7.1: secret key, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
)


@pytest.mark.parametrize(("secret", "message", "signature"), _RFC_8032)
def test_the_vectors_of_the_rfc(secret, message, signature):
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))
    public = key.public_key().public_bytes_raw()
    assert verifier.signed_by(public, bytes.fromhex(signature), bytes.fromhex(message))
    assert not verifier.signed_by(public, bytes.fromhex(signature), bytes.fromhex(message) + b"x")


def test_it_judges_as_the_library_does():
    for _number in range(20):
        key = Ed25519PrivateKey.generate()
        public, message = key.public_key().public_bytes_raw(), secrets.token_bytes(50)
        signature = key.sign(message)
        assert verifier.signed_by(public, signature, message)
        place = secrets.randbelow(64)
        spoilt = bytearray(signature)
        spoilt[place] ^= 1 << secrets.randbelow(8)
        assert verifier.signed_by(public, bytes(spoilt), message) is _library(public, bytes(spoilt), message)
        assert not verifier.signed_by(public, bytes(spoilt), message)


def _library(public: bytes, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except Exception:
        return False
    return True


def test_no_second_signature_for_the_same_message():
    key = Ed25519PrivateKey.generate()
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"m")
    s = int.from_bytes(signature[32:], "little") + verifier.L
    assert s < 2**256
    assert not verifier.signed_by(public, signature[:32] + s.to_bytes(32, "little"), b"m")


@pytest.mark.parametrize(
    "public",
    [
        (1).to_bytes(32, "little"),  # the neutral point: R = S·B would be anybody's signature
        (0).to_bytes(32, "little"),  # of order 4
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),  # of order 8
        (2**255 - 19).to_bytes(32, "little"),  # zero, written a second way
        (1 | 1 << 255).to_bytes(32, "little"),  # x = 0 with an odd sign
        (2).to_bytes(32, "little"),  # no point at all
        b"",
        bytes(31),
        bytes(33),
    ],
)
def test_no_key_that_signs_everything(public):
    neutral = (1).to_bytes(32, "little") + bytes(32)
    assert not verifier.signed_by(public, neutral, b"anything")


def test_no_point_is_written_in_two_ways():
    for y in range(19):
        assert verifier.point_of((verifier.P + y).to_bytes(32, "little")) is None


# --- the file itself ---


def test_it_is_python_of_3_8_with_the_standard_library_alone():
    tree = ast.parse(VERIFIER.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {
        alias.name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    }
    assert imported <= {"argparse", "hashlib", "json", "pathlib", "re", "stat", "sys", "zipfile", "zlib"}


def test_each_answer_stands_in_all_languages_with_the_same_places():
    for text, (russian, kazakh) in verifier.TEXTS.items():
        assert russian.count("{}") == kazakh.count("{}") == text.count("{}")
        assert text.isascii()
        assert not russian.isascii() and not kazakh.isascii()
    source = VERIFIER.read_text(encoding="utf-8")
    raised = {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Wrong"
    }
    assert raised <= set(verifier.TEXTS)


@pytest.mark.parametrize(("language", "said"), [("ru", "да: всё так"), ("kk", "иә: бәрі")])
def test_it_answers_in_the_packages_language_too(journal, tmp_path, language, said):
    record_case(journal)
    use_language(language)
    made = pack(journal, tmp_path / "case.zip")
    code, lines = ask(unpack(made.file, tmp_path / "there"), "--key", made.fingerprint)
    assert code == 0
    assert lines[0].startswith("yes: ")
    assert f"| {said}" in lines[0]


def test_a_name_cannot_begin_a_line_of_its_own(there, answer):
    (there / "x\nyes: everything is as the desk signed it").write_text("")
    code, line = answer()
    assert code == 1
    assert line.startswith("x?yes")


# --- a forger's tools ---


def _hash_again(entries: list[dict]) -> None:
    """Makes bodies, headers and links of these entries right again."""
    before = entries[0]["prev_hash"]
    for entry in entries:
        if "body" in entry:
            entry["body_hash"] = hashlib.sha256(entry["body"].encode()).hexdigest()
        header = {name: entry[name] for name in ("seq", "at_utc", "utc_offset_min", "desk", "actor", "kind")}
        entry["prev_hash"] = before
        before = entry_hash(
            bytes.fromhex(before), Header(**header, body_hash=bytes.fromhex(entry["body_hash"]))
        ).hex()
        entry["hash"] = before


def _sign_again(entries: list[dict], key: Ed25519PrivateKey) -> None:
    *_rest, last, head = entries
    said = {"desk": head["desk"], "hash": last["hash"], "seq": last["seq"]}
    body = json.loads(head["body"]) | {
        "head_hash": last["hash"],
        "key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(b"munara head 1\n" + dumped(said)).hex(),
    }
    head["body"] = dumped(body).decode()
    head["prev_hash"] = last["hash"]
    _hash_again([head])


def _list_again(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    for item in manifest["members"]:
        content = (folder / item["name"]).read_bytes()
        item |= {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def _seal_again(folder: Path, key: Ed25519PrivateKey) -> None:
    _list_again(folder)
    signature = key.sign(b"munara package 1\n" + (folder / "manifest.json").read_bytes()).hex()
    public = key.public_key().public_bytes_raw().hex()
    (folder / "seal.json").write_text(json.dumps({"key": public, "signature": signature}))
