"""Writes a page's words as HTML: the tags that others read, and the page that people read."""

from collections.abc import Iterator
from html import escape
from typing import Final

from torg.app.pages.places import address
from torg.app.pages.telling import Told
from torg.kit.card import SIZE
from torg.kit.words import LANGUAGES, words_in

LOCALES: Final = {"en": "en_GB", "is": "is_IS", "ru": "ru_RU"}
"""Open Graph's names of the languages."""

MARK: Final = (
    '<svg class="share-mark" viewBox="0 0 32 32" width="44" height="44" aria-hidden="true">'
    '<rect width="32" height="32" rx="8"/><path d="M9.5 13.5v5M16 8v16M22.5 11.5v9"/></svg>'
)


def head(told: Told, origin: str, card: str, sheet: str) -> str:
    """Write the tags of a page; `card` and `sheet` are paths."""
    return "  " + "\n    ".join(_tags(told, origin, card, sheet)) + "\n  "


def body(told: Told) -> str:
    """Write the page itself."""
    words = words_in(told.language)
    acts = "".join(
        f'<a class="share-act" href="{escape(path)}">{escape(text)}</a>' for text, path in told.acts
    )
    script = f"<noscript>{_paragraph(words.say('share-script-needed'))}</noscript>"
    return (
        '<div class="share-page">'
        f'<header class="share-head">{MARK}<p>{escape(told.instance)}</p></header>'
        f'<main class="share-main"><h1>{escape(told.title)}</h1>'
        + "".join(map(_paragraph, told.texts))
        + (f'<p class="share-acts">{acts}</p>' if acts else "")
        + (script if told.needs_script else "")
        + '</main><footer class="share-foot">'
        + "".join(map(_paragraph, told.foot))
        + _languages(told)
        + "</footer></div>"
    )


def _tags(told: Told, origin: str, card: str, sheet: str) -> Iterator[str]:
    """Write each tag; every address in them is whole, as those who read them ask for."""
    yield f'<link rel="stylesheet" href="{escape(sheet)}">'
    yield _named("robots", "noindex")
    text = " ".join(told.texts)
    yield _named("description", text)
    for language in LANGUAGES:
        yield _alternate(language, origin + address(told.place, language, told.room))
    yield _alternate("x-default", origin + address(told.place, None, told.room))
    yield _property("og:type", "website")
    yield _property("og:site_name", told.instance)
    yield _property("og:title", told.title)
    yield _property("og:description", text)
    if told.knows_its_address:
        # Some open this address instead of the one that was shared, which has more to it.
        yield _property("og:url", origin + address(told.place, told.language, told.room))
    yield _property("og:locale", LOCALES[told.language])
    for language in LANGUAGES:
        if language != told.language:
            yield _property("og:locale:alternate", LOCALES[language])
    yield _property("og:image", origin + card)
    yield _property("og:image:type", "image/png")
    yield _property("og:image:width", str(SIZE[0]))
    yield _property("og:image:height", str(SIZE[1]))
    yield _property("og:image:alt", told.alt)
    yield _named("twitter:card", "summary_large_image")
    yield _named("twitter:title", told.title)
    yield _named("twitter:description", text)
    yield _named("twitter:image", origin + card)
    yield _named("twitter:image:alt", told.alt)


def _languages(told: Told) -> str:
    """Link to the same page in other languages, where it may say its own address."""
    if not told.knows_its_address:
        return ""
    words = words_in(told.language)
    links = "".join(
        f'<a lang="{language}" hreflang="{language}"'
        f' href="{escape(address(told.place, language, told.room))}">'
        f"{escape(words.say(f'language-{language}'))}</a>"
        for language in LANGUAGES
        if language != told.language
    )
    label = escape(words.say("share-languages"))
    return f'<nav class="share-languages" aria-label="{label}">{links}</nav>'


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _named(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{escape(content)}">'


def _property(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{escape(content)}">'


def _alternate(language: str, href: str) -> str:
    return f'<link rel="alternate" hreflang="{language}" href="{escape(href)}">'
