"""The words of the interface."""

from __future__ import annotations

from publisher.render.interface import words_for


def test_each_language_has_the_same_words() -> None:
    def shape(words: dict[str, object]) -> dict[str, object]:
        return {name: sorted(phrase) if isinstance(phrase, dict) else "" for name, phrase in words.items()}

    assert shape(words_for("en")) == shape(words_for("zh-Hans")) == shape(words_for("zh-Hant"))
