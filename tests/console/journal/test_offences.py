"""The catalogue of offences: whole, in three languages, and told when it is damaged."""

import pytest

from console.journal.offences import OffenceKind, find_offence, load_offences
from console.language import LANGUAGES, use_language
from console.problem import Problem


def test_every_offence_has_its_names_and_a_code_of_its_law():
    for offence in load_offences():
        assert offence.code.startswith("uk-" if offence.kind is OffenceKind.CRIMINAL else "koap-")
        assert offence.article in offence.code
        assert offence.priority in (1, 2, 3)
        assert all(offence.name(code).strip() for code in LANGUAGES)


def test_names_follow_the_language():
    offence = find_offence("koap-434")
    use_language("kk")
    assert offence.name() == "Ұсақ бұзақылық"
    assert offence.name("en") == "Petty hooliganism"


def test_a_code_that_left_the_catalogue_is_none():
    assert find_offence("koap-1") is None


@pytest.mark.parametrize(
    "text",
    [
        "not toml [",
        "[[offence]]\ncode = 'x'",
        "offence = 3",
        2 * "[[offence]]\ncode='1'\narticle='1'\nkind='criminal'\npriority=1\nname={ru='a',kk='b',en='c'}\n",
    ],
)
def test_a_damaged_catalogue_is_a_problem(tmp_path, text):
    file = tmp_path / "offences.toml"
    file.write_text(text)
    with pytest.raises(Problem, match="catalogue"):
        load_offences(file)
