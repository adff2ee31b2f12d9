"""Submission: the draft becomes one manifest per compartment, and is gone from the state.

A manifest says what was asked (as it was shown), what was answered, and which sealed parts belong to which question. It
is sealed by `bot.perform`; nothing of it stays here.
"""

from __future__ import annotations

from bot.conversation import renewal
from bot.conversation.compartments import ALWAYS, reader
from bot.conversation.effects import Drop, OpenCase
from bot.conversation.state import Consent, KeptPart
from bot.conversation.turn import Turn
from bot.interview import Submitted


def submit(turn: Turn, *, complete: bool) -> None:
    """Open the case with what the draft holds, destroy parts that no answer names any more, and forget the draft."""
    state = turn.state
    nodes = turn.interview.submission()
    sent = {node.path for node in nodes if node.sealed} | renewal.orphans(turn)
    kept = (*state.parts.items(), *state.captions.items())
    dropped = tuple(part.part for path, part in kept if path not in sent)
    if dropped:
        turn.do(Drop(case=state.case, parts=dropped))
    turn.do(
        OpenCase(
            case=state.case,
            form=turn.context.program.plan.version,
            urgent="urgent" in state.raised or "duress" in state.raised,
            manifests=_manifests(turn, nodes, sent, complete=complete),
        )
    )
    turn.change(
        submitted=True,
        answers={},
        parts={},
        captions={},
        consents=(),
        path="",
        picks=None,
        editing=False,
        todo=(),
        silence="destroy",
    )


def _manifests(
    turn: Turn, nodes: tuple[Submitted, ...], sent: set[str], *, complete: bool
) -> dict[str, dict[str, object]]:
    parts = _parts(turn, nodes, sent)
    lost = renewal.leftovers(turn)
    left = {renewal.recipient(turn): lost} if lost else {}
    manifests: dict[str, dict[str, object]] = {
        name: _head(turn, name, complete=complete)
        for name in dict.fromkeys((*ALWAYS, *(reader(node.compartment) for node in nodes), *parts, *left))
    }
    for name, manifest in manifests.items():
        inside = [node for node in nodes if reader(node.compartment) == name]
        answers = [_answer(node) for node in inside if not node.sealed]
        manifest["answers"] = [*answers, *(_left(path, value) for path, value in left.get(name, {}).items())]
        manifest["parts"] = parts.get(name, [])
    consent = [_consent(line) for line in turn.state.consents]
    manifests["triage"]["consent"] = consent
    manifests["contact"]["consent"] = consent
    manifests["triage"]["signals"] = sorted(turn.interview.signals())
    return manifests


def _head(turn: Turn, compartment: str, *, complete: bool) -> dict[str, object]:
    plan = turn.context.program.plan
    return {
        "v": 1,
        "case": turn.state.case,
        "form": plan.version,
        "plan": plan.name,
        "compartment": compartment,
        "language": turn.state.language,
        "channel": turn.context.channel,
        "complete": complete,
    }


def _answer(node: Submitted) -> dict[str, object]:
    return {
        "path": node.path, "name": node.name, "question": node.label, "value": node.value, "shown": node.shown,
    }  # fmt: skip


def _left(path: str, value: str) -> dict[str, object]:
    """Return an answer to a question that the form no longer asks. What was asked is told by the earlier version."""
    return {"path": path, "name": path.rpartition("/")[2], "question": "", "value": value, "shown": None}


def _parts(turn: Turn, nodes: tuple[Submitted, ...], sent: set[str]) -> dict[str, list[dict[str, object]]]:
    """Return what is said of each sealed part, by the compartment that it was sealed for; words follow their file."""
    state = turn.state
    labels = {node.path: node.label for node in nodes if node.path in sent}
    parts: dict[str, list[dict[str, object]]] = {}
    for path in dict.fromkeys((*labels, *sorted(sent))):
        for part in (state.parts.get(path), state.captions.get(path)):
            if part is not None:
                parts.setdefault(part.compartment, []).append(_part(path, labels.get(path, ""), part))
    return parts


def _part(path: str, label: str, part: KeptPart) -> dict[str, object]:
    return {"path": path, "question": label, "part": part.part, "sha256": part.sha256 or None, "kind": part.kind}


def _consent(line: Consent) -> dict[str, object]:
    return {
        "scope": line.scope,
        "answer": line.answer,
        "text": line.text,
        "edition": line.edition,
        "language": line.language,
        "hour": line.hour,
        "channel": line.channel,
    }
