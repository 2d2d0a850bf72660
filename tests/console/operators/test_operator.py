"""Operators and their roles."""

import pytest

from console.language import use_language
from console.operators.operator import Operator
from console.operators.roles import Role


def test_every_role_has_a_title():
    assert {role.title() for role in Role} == {"dispatcher", "shift lead", "trainer", "administrator"}


def test_titles_are_made_when_shown():
    use_language("en")
    assert Operator("Анна", Role.DISPATCHER).role.title() == "dispatcher"


def test_nobody_signs_with_an_empty_name():
    with pytest.raises(ValueError, match="name"):
        Operator("  ", Role.TRAINER)
