"""One language for the desk, and another for a while by one thread."""

import threading

import pytest

from console.language import _, language, speaking, use_language


def test_a_thread_speaks_another_language_for_a_while():
    use_language("ru")
    heard = list[str]()
    with speaking("kk"):
        assert _("Place") == "Орын"
        other = threading.Thread(target=lambda: heard.append(_("Place")))
        other.start()
        other.join()
    assert heard == ["Место"], "the desk goes on in its own"
    assert language() == "ru"


def test_an_empty_language_leaves_it_and_an_unknown_one_is_refused():
    with speaking(""):
        assert language() == "en"
    with pytest.raises(ValueError, match="xx"), speaking("xx"):
        pass
