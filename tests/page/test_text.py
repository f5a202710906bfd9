"""The words of the page: found for translators, and written by the script as by Python."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from films.catalogue import TEMPLATE, entries, read
from films.page_messages import messages_in_script, messages_in_template
from page.script import messages, sources
from page.text import SCRIPT_FORMAT, closed_up, marked
from scenes.script.catalogue import translation
from scenes.script.fields import Sentence
from scenes.script.languages import LANGUAGES
from scenes.script.message import fields_in
from tests.page.browsing import file_of

#: Numbers, and how they may be written by the script.
NUMBERS = (0, 1, 2, 5, 21, 999, 1234, 12960, 1234567, -3, 0.5, -0.004, 2.345, 98765.4321)
FORMATS = (",", ".2f", "+.2f", ".1%", ".0%")


@pytest.fixture(scope="module")
def english(at_tools) -> Iterator[str]:
    """The address of the page that is open, which is there again in the end."""
    page = at_tools.contexts[0].pages[0]
    address = page.url
    yield address
    page.goto(address)


@pytest.fixture
def speaking(tools, english) -> Callable[[str], Page]:
    """Return a function that leads the page that is open to one of its languages."""

    def lead(language: str) -> Page:
        tools.goto(english.replace("index.html", file_of(language)))
        return tools

    return lead


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_script_writes_numbers_as_films_do(speaking, language: str) -> None:
    sentence = LANGUAGES[language].sentence()
    asked = [[value, spec] for value in NUMBERS for spec in FORMATS if not tie(value, spec)]
    page = speaking(language)
    written = page.evaluate("(all) => all.map((each) => lesson.tools.number(...each))", asked)
    assert written == [sentence.format_field(value, spec) for value, spec in asked]
    forms = {"en": "one|other", "hu": "one|other", "ru": "one|few|many"}.get(language, "only")
    if forms == "only":  # a language whose words don't change
        return
    say = "([text, all]) => all.map((n) => lesson.tools.t(text, { n }))"
    text, counts = f"{{n:{forms}}}", [0, 1, 2, 5, 11, 21, 101]
    assert page.evaluate(say, [text, counts]) == [sentence.put(text, {"n": n}) for n in counts]


def tie(value: float, spec: str) -> bool:
    """Return whether a number lies just between two that can be written: then either is right."""
    return spec == "," and value != int(value)


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=LANGUAGES)
def test_the_script_can_write_every_field_in_every_language(language) -> None:
    for message in messages():
        for text in {message, translation(message, language) or message}:
            for name, spec in fields_in(text):
                assert SCRIPT_FORMAT.fullmatch(spec), f"{{{name}:{spec}}} in {text}"
                assert spec.lower() not in ("a|an", "a|az"), text


def test_messages_are_found_in_templates_and_scripts() -> None:
    template = '{% if x %}{{ t("One {word}", word=1) }}{% endif %}<p>{{ t("7") }} {{ u("No") }}</p>'
    assert messages_in_template(template) == ((1, "One {word}"),)
    script = 'say(t("Two {words}", { a, b: c(1, 2) }));\nconst b = u("No"), c = x.t("No");\n'
    script += 'say(`${yes ? t("Three") : ""} ${t("\\"Four\\"")} t`);'
    assert messages_in_script(script) == ((1, "Two {words}"), (3, "Three"), (3, '"Four"'))


def test_the_script_says_nothing_that_translators_cannot_see() -> None:
    for source in sources():
        text = source.read_text(encoding="utf-8")
        hidden = re.findall(r'(?<![\w.$])(?<!function )t\((?!\s*").{0,40}', text)
        assert not hidden, f"{source.name}: {hidden}"


def test_translators_see_all_that_the_page_says() -> None:
    """The template is what ``extract`` finds: see ``tests/films/test_translations.py``."""
    known = {entry.id for entry in entries(read(TEMPLATE))}
    assert set(messages()) <= known
    assert "Check yourself" in known  # of a template
    assert "Once through all training images." in known  # of the glossary


def test_marks_become_tags_and_nothing_else_does() -> None:
    assert marked("a *b c* `d` <e>") == "a <em>b c</em> <code>d</code> &lt;e&gt;"
    assert marked("2 * 3 * 4") == "2 * 3 * 4"


def test_full_width_sentences_follow_each_other_without_blanks(built) -> None:
    assert closed_up("<p>一。 二。\n  <em>三</em>！ 四</p>") == "<p>一。二。\n  <em>三</em>！四</p>"
    assert not re.search(r"。\s+[^\s<]", (built / "ja.html").read_text("utf-8").split("<body>")[1])


def test_english_is_what_the_script_says_where_nobody_translated(speaking) -> None:
    page = speaking("ru")
    said = page.evaluate("lesson.tools.t('No such message: {n:image|images}, {n:,}', {n: 12960})")
    assert Sentence().put("{n:,}", {"n": 12960}) != said.rpartition(" ")[2]
    assert said.startswith("No such message: ")
