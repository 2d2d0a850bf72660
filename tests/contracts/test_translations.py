"""Every text for people stands in Russian and Kazakh, with the same fields in it."""

import ast
import re

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from console.language import LOCALE
from console.paths import RESOURCES

_KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
_FIELD = re.compile(r"\{[a-z_]*[^}]*\}")


def _sources():
    for folder in ("console", "ui"):
        for _file, _line, message, _comments, context in extract_from_dir(
            RESOURCES.parent / folder, [("**.py", "python")], keywords=_KEYWORDS
        ):
            yield message, context


def test_no_text_hides_in_an_f_string():
    """Before Python 3.12 an f-string is one token: what is translated within it is never gathered."""
    hidden = []
    for folder in ("console", "ui"):
        for file in (RESOURCES.parent / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    hidden += [
                        f"{file.name}:{node.lineno}" for part in ast.walk(node) if _is_literal_text(part)
                    ]
    assert not hidden


def _is_literal_text(node):
    named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KEYWORDS
    return named and isinstance(node.args[0], ast.Constant)


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_nothing_is_left_untranslated(language):
    with (LOCALE / language / "munara.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    missing = []
    for message, context in _sources():
        found = catalogue.get(message if isinstance(message, str) else message[0], context)
        forms = found and ([found.string] if isinstance(found.string, str) else list(found.string))
        if not forms or not all(forms) or found.fuzzy:
            missing.append(message)
    assert not missing, f"{len(missing)} texts are not in {language}: {missing}"


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_translations_keep_the_fields(language):
    with (LOCALE / language / "munara.po").open("rb") as file:
        catalogue = read_po(file, locale=language)
    for message in catalogue:
        if not message.id:
            continue
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        wanted = set(_FIELD.findall(ids[-1]))
        for text in [message.string] if isinstance(message.string, str) else message.string:
            assert set(_FIELD.findall(text)) == wanted, f"{ids[0]!r} -> {text!r}"
