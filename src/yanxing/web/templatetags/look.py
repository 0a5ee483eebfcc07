"""The parts of the design system as template tags. Every part is shown with its usage on the gallery page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, json_script
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yanxing.web.look.chart import Chart
from yanxing.web.look.paste import Paste
from yanxing.web.look.timeline import Span, Timeline, draw
from yanxing.web.look.words import SCRIPTS

register = template.Library()

CHIP_ICONS = {
    "good": "check",
    "near": "alert-triangle",
    "no": "minus",
    "unknown": "question-mark",
    "doing": "circle-dashed",
    "locked": "lock",
    "rest": "circle",
    "draft": "pencil",
    "bad": "alert-circle",
}
"""Kind of a chip -> its icon. A chip always has icon, word and tint."""


WEEKDAYS = "一二三四五六日"


@register.filter
def day(value: date | None, form: str = "") -> str:
    """2024年9月20日; "short" leaves the year out, "weekday" puts 周五 behind. Nothing for nothing."""
    if value is None:
        return ""
    shown = timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
    year = "" if "short" in form else f"{shown.year}年"
    weekday = f" 周{WEEKDAYS[shown.weekday()]}" if "weekday" in form else ""
    return f"{year}{shown.month}月{shown.day}日{weekday}"


@register.filter
def moment(value: datetime | None, form: str = "") -> str:
    """2024年9月20日 13:30, in the forms of `day`. With "until", midnight is 24:00 of the day before."""
    if value is None:
        return ""
    shown = timezone.localtime(value) if timezone.is_aware(value) else value
    if "until" in form and (shown.hour, shown.minute) == (0, 0):
        return f"{day(shown - timedelta(days=1), form)} 24:00"
    return f"{day(shown, form)} {shown:%H:%M}"


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An outline icon of the sprite. `size`: "small" for 16 px. The icon says nothing to a screen reader."""
    return _icon(name, size)


@lru_cache(maxsize=512)
def _icon(name: str, size: str) -> SafeString:
    extra = " yx-icon-small" if size == "small" else ""
    return format_html(
        '<svg class="yx-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("vendor/icons.svg"),
        name,
    )


@register.simple_tag
def script_words() -> SafeString:
    """What the scripts say, in the language of the page."""
    return json_script({key: str(text) for key, text in SCRIPTS.items()}, "words")


@register.simple_tag(takes_context=True)
def root_attributes(context: Context) -> SafeString:
    """Attributes of `<html>`: the theme, and 长者版 as the person's browser or account asks for it."""
    cookies: Mapping[str, str] = getattr(context.get("request"), "COOKIES", {})
    wanted = "1" if getattr(context.get("shell"), "elder", False) else "0"
    elder = cookies.get("elder", wanted) == "1"
    dark = cookies.get("theme") == "dark"
    return format_html('data-bs-theme="{}"{}', "dark" if dark else "light", " data-elder" if elder else "")


@register.simple_tag
def chip(kind: str, text: str, icon_name: str = "") -> SafeString:
    """A state: `kind` one of CHIP_ICONS. Raises `KeyError` for another kind without an icon of its own."""
    mark = icon(icon_name or CHIP_ICONS[kind])
    return format_html('<span class="yx-chip yx-chip-{}">{}{}</span>', kind, mark, text)


@register.simple_tag
def why(url: str, of: str = "") -> SafeString:
    """The `?` beside a computed number; opens the reasons in the sheet, or as a page without JavaScript."""
    label = _("%(what)s是怎么来的") % {"what": of or _("这个数")}
    return format_html(
        '<a class="yx-why" href="{0}" hx-get="{0}" hx-target="#sheet-body" hx-swap="innerHTML" data-sheet'
        ' aria-label="{1}" title="{1}">?</a>',
        url,
        label,
    )


@register.simple_tag
def bar(value: Any, of: Any = 100, label: str = "", kind: str = "") -> SafeString:
    """A bar of `value` out of `of`. `kind`: "grey" for totals. The number itself stands beside it as text."""
    extra = f" yx-bar-{kind}" if kind else ""
    return format_html(
        '<progress class="yx-bar{}" value="{}" max="{}" aria-label="{}">{} / {}</progress>',
        extra,
        str(value),
        str(of),
        label or _("进度"),
        value,
        of,
    )


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: Any) -> str:
    """The address of this page with some parameters changed; `None` or "" takes one out, and `page`."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_block_tag(takes_context=True)
def part(context: Context, content: str, name: str, **values: Any) -> str:
    """`{% part "card" title=… %}…{% endpart %}`: the template parts/<name>.html around what stands inside."""
    request = context.get("request")
    shown = {"csrf_token": context.get("csrf_token"), **values, "body": content}
    return render_to_string(f"parts/{name}.html", shown, request=request)


@register.inclusion_tag("parts/field.html")
def field(bound: BoundField, kind: str = "", counter: int = 0) -> dict[str, Any]:
    """Any field of a Django form. `kind`: "number" for the box with − and +, "short" for a narrow input.

    `counter`: the number of characters wanted at most, counted while typing.
    """
    widget = bound.field.widget
    choices = getattr(widget, "input_type", "") in {"radio", "checkbox"} and hasattr(widget, "choices")
    single = getattr(widget, "input_type", "") == "checkbox" and not choices
    return {"field": bound, "kind": kind, "counter": counter, "choices": choices, "single": single}


@register.inclusion_tag("parts/errors.html")
def errors(form: BaseForm | None, extra: Sequence[tuple[str, str]] = ()) -> dict[str, Any]:
    """What has to be mended, summed up above a form. `extra`: (address of the place, sentence) pairs."""
    found = [("", text) for text in form.non_field_errors()] if form is not None and form.is_bound else []
    if form is not None and form.is_bound:
        for name, texts in form.errors.items():
            if name in form.fields:
                bound = form[name]
                place = f"#{bound.id_for_label or bound.auto_id}"
                found += [(place, f"{str(bound.label).rstrip('。')}：{text}") for text in texts]
    return {"errors": [*found, *extra]}


@register.inclusion_tag("parts/steps.html")
def steps(items: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A step line: items of `name`, `state` ("done", "now" or "next"), and optionally `note`, `due`."""
    return {"steps": items}


@register.inclusion_tag("parts/timeline.html")
def timeline(spans: Sequence[Span], today: Any) -> dict[str, Timeline]:
    """The phases of a programme with the line of today. `today`: a date."""
    return {"timeline": draw(spans, today)}


@register.inclusion_tag("parts/filters.html", takes_context=True)
def filters(
    context: Context, name: str, items: Sequence[tuple[str, str, int | None]], label: str = ""
) -> dict[str, Any]:
    """Filter chips for the parameter `name`: (value, words, count or None); the value "" shows all."""
    chosen = context["request"].GET.get(name, "")
    shown = [
        {"url": address(context, **{name: value}), "text": text, "count": count, "current": value == chosen}
        for value, text, count in items
    ]
    return {"items": shown, "label": label or _("筛选")}


@register.inclusion_tag("parts/work.html")
def work(doing: str, done: int, total: int, url: str = "") -> dict[str, Any]:
    """Long work: what is being done and how many are done; asks `url` for itself anew every two seconds."""
    return {"doing": doing, "done": done, "total": total, "url": url, "finished": total and done >= total}


@register.inclusion_tag("parts/paste.html")
def paste(bound: BoundField, result: Paste | None = None) -> dict[str, Any]:
    """A block pasted from a spreadsheet, and the table of what was read with the error in its cell."""
    return {"field": bound, "paste": result}


@register.inclusion_tag("parts/message.html")
def group_message(text: str, key: str = "message", note: str = "", log: str = "") -> dict[str, str]:
    """The ready text for a group with its button 复制群消息. `log`: where a copy is written down (a POST)."""
    return {"text": text, "key": key, "note": note, "log": log}


@register.inclusion_tag("parts/chart.html")
def chart(drawn: Chart, key: str) -> dict[str, Any]:
    """A chart with its table. `key`: unique on the page."""
    return {"chart": drawn, "data_id": f"{key}-data", "data": drawn.data()}


@register.inclusion_tag("parts/number_box.html")
def number_box(bound: BoundField) -> dict[str, BoundField]:
    """A number field with − and + beside it."""
    return {"field": bound}


@register.inclusion_tag("parts/pages.html", takes_context=True)
def pages(context: Context, page: Any) -> dict[str, Any]:
    """Which rows are shown, and the way to the others. `page`: a page of Django's paginator."""
    earlier = _turned(context, page.previous_page_number()) if page.has_previous() else ""
    later = _turned(context, page.next_page_number()) if page.has_next() else ""
    return {"page": page, "earlier": earlier, "later": later}


def _turned(context: Context, number: int) -> str:
    query = context["request"].GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"
