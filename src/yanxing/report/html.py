"""One HTML file: everything inside, opens offline, works without a script, prints on A4."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from yanxing.engine.explanation import Language, Names, status_words
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Settlement
from yanxing.policy.findings import Finding
from yanxing.report.page import page_of
from yanxing.report.words import word

_FOLDER = "templates"


def _as_id(_kind: str, key: str) -> str:
    return key


def render_settlement(
    policy: Policy,
    settlement: Settlement,
    *,
    names: Names | None = None,
    title: str | None = None,
    findings: Sequence[Finding] = (),
    language: Language = "zh",
) -> str:
    """The report of a settlement as one HTML text. `names` turns (kind, id) into what people are called."""
    page = page_of(
        policy, settlement, names=names or _as_id, title=title, findings=findings, language=language
    )
    environment = Environment(
        loader=PackageLoader("yanxing.report", _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("report.html.jinja")
    return template.render(
        page=page,
        word=lambda key, **fields: word(key, language, **fields),
        status=lambda each: status_words(each, language),
        style=Markup(_text("report.css")),  # noqa: S704 - our own file
        script=Markup(_text("report.js")),  # noqa: S704 - our own file
        joint="、" if language == "zh" else ", ",
    )


def _text(name: str) -> str:
    return (files("yanxing.report") / _FOLDER / name).read_text("utf-8")
