"""An interview as an OpenRosa instance: the XML that ODK Collect would send, so that ODK's own tools take it in.

Pure: the text is returned, kept by nobody. Called by `affiant form try`, and by whoever hands evidence on.
Sources: https://getodk.github.io/xforms-spec/#instance and https://docs.getodk.org/openrosa-metadata/.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Final

from bot.interview.program import Program
from bot.interview.run import At, Run
from bot.interview.shown import SEALED, Answers
from bot.interview.spots import Spot, instances
from bot.interview.values import to_stored

_OPENROSA: Final = "http://openrosa.org/xforms"
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry, not even as a reference: https://www.w3.org/TR/xml/#charsets."""
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


def instance_xml(
    program: Program,
    answers: Answers,
    *,
    now: datetime,
    instance_id: str,
    form_id: str = "",
    sealed: Mapping[str, str] = _NOTHING,
) -> str:
    """Return the instance of a form in one line: relevant nodes in the form's order, blank ones empty.

    `instance_id` is a URI, as a rule "uuid:…"; `form_id` is what the author calls the form ("": the name of its root).
    `sealed` tells by instance path what was sealed: a text, or the name of a file; what it leaves out is empty.
    """
    plan = program.plan
    seed = answers.get(f"/{plan.name}", "") if program.volatile else ""
    run = Run(answers, now, seed.encode("utf-8", "replace"), plan.default_language)
    version = f' version="{_escaped(plan.revision)}"' if plan.revision else ""
    inside = "".join(_children(program.spots[0], run, (), sealed))
    meta = f'<orx:meta xmlns:orx="{_OPENROSA}"><orx:instanceID>{_escaped(instance_id)}</orx:instanceID></orx:meta>'
    return f'<{plan.name} id="{_escaped(form_id or plan.name)}"{version}>{inside}{meta}</{plan.name}>'


def _children(parent: Spot, run: Run, at: At, sealed: Mapping[str, str]) -> Iterator[str]:
    for spot in parent.children:
        places = [at]
        if spot.node.kind == "repeat":
            places = [(*at, index) for index in range(1, instances(spot, run, at) + 1)]
        for here in places:
            if spot.relevant(run, here):
                inside = _inside(spot, run, here, sealed)
                yield f"<{spot.name}>{inside}</{spot.name}>" if inside else f"<{spot.name}/>"


def _inside(spot: Spot, run: Run, at: At, sealed: Mapping[str, str]) -> str:
    if spot.children:
        return "".join(_children(spot, run, at, sealed))
    value = to_stored(spot.read(run, at))
    return _escaped(sealed.get(spot.address(at), "") if value == SEALED else value)


def _escaped(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text).translate(_ENTITIES)
