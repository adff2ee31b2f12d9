"""Choices that ODK Collect keeps in a database of its own (itemsets.csv, from the sheet external_choices).

JavaRosa knows nothing of them and shows a text question. Here a form tells in XForms' own words what Collect would ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from config.questionnaire.plan import Choice, Plan
from config.questionnaire.wording import code

_QUERY = re.compile(r'<input ([^>]*?)query="(instance\(\'([^\']+)\'\)[^"]*)"([^>]*)>(.*?)</input>', re.DOTALL)
_TRANSLATION = re.compile(r'(<translation lang="([^"]*)"[^>]*>)')


def told(xml: str, plan: Plan) -> str:
    """Return an XForm in which every look-up is a select over an instance."""
    lists = {name: plan.lists[name] for name in sorted({found[3] for found in _QUERY.finditer(xml)})}
    if not lists:
        return xml
    xml = _QUERY.sub(_select, xml)
    for name, choices in lists.items():
        xml = xml.replace("<bind ", f'<instance id="{name}"><root>{_items(name, choices)}</root></instance><bind ', 1)
    if not _TRANSLATION.search(xml):
        xml = xml.replace("<instance>", '<itext><translation lang="default"></translation></itext><instance>', 1)
    return _TRANSLATION.sub(lambda found: found[1] + "".join(_texts(lists, code(found[2]), plan)), xml)


def _select(found: re.Match[str]) -> str:
    before, query, _, after, inside = found.groups()
    items = f'<itemset nodeset="{query}"><value ref="name"/><label ref="jr:itext(itextId)"/></itemset>'
    return f"<select1 {before}{after}>{inside}{items}</select1>"


def _items(name: str, choices: Iterable[Choice]) -> str:
    return "".join(
        f"<item><itextId>{name}-{number}</itextId><name>{escape(choice.name)}</name>"
        + "".join(f"<{column}>{escape(value)}</{column}>" for column, value in choice.columns.items())
        + "</item>"
        for number, choice in enumerate(choices)
    )


def _texts(lists: dict[str, tuple[Choice, ...]], language: str, plan: Plan) -> Iterator[str]:
    for name, choices in lists.items():
        for number, choice in enumerate(choices):
            words = choice.label.get(language) or choice.label.get(plan.default_language, ())
            text = escape("".join(piece for piece in words if isinstance(piece, str)))
            yield f'<text id="{name}-{number}"><value>{text}</value></text>'
