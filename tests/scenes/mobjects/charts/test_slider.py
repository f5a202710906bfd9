"""A slider writes its value as the language of the film does."""

import pytest

from scenes.mobjects.charts.slider import Slider


@pytest.mark.parametrize(
    ("code", "low", "value", "shown"),
    [
        ("en", -2, 1.5, "+1.50"),
        ("en", 0, 1.5, "1.50"),
        ("ru", -2, 1.5, "+1,50"),
        ("hu", 0, 1.5, "1,50"),
        ("en", -2, -0.001, "+0.00"),
    ],
)
def test_the_value_has_its_sign_and_the_languages_decimal_mark(
    monkeypatch, code, low, value, shown
):
    monkeypatch.setenv("LECTURE_LANGUAGE", code)
    assert Slider("knob", low, 2, value).figure.text == shown
