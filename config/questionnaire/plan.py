"""The Plan: a questionnaire as frozen data, written by `xform`, run by `bot.interview` and by its twin in TypeScript.

It holds no logic and no Python: expressions are a small JSON tree (the XPath subset of the ODK XForms specification,
https://getodk.github.io/xforms-spec/#xpath-expressions), wording is per language, and the version is the SHA-256 of
the canonical XForm it was made from. `decode(encode(plan)) == plan`.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

FORMAT = 1
"""The Plan format that this code writes and reads."""


# --- expressions ----------------------------------------------------------------------------------


class Number(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="num", array_like=True):
    """A numeric literal."""

    value: float


class Text(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="str", array_like=True):
    """A string literal."""

    value: str


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, array_like=True):
    """One step of a path. `name` is "*" for any element; "." and ".." are axis self and parent with name "*"."""

    axis: Literal["child", "parent", "self", "descendant"]
    name: str
    predicates: tuple[Expression, ...] = ()


class Path(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="path", array_like=True):
    """A location path, from the root ("/"), the context node (".") or a call such as instance('towns')."""

    start: Literal["/", "."] | Call
    steps: tuple[Step, ...]


class Call(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="call", array_like=True):
    """A function call. The name is known and its arity right: the compiler has checked both."""

    name: str
    arguments: tuple[Expression, ...]


class Operation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="op", array_like=True):
    """A binary operation, operands evaluated left to right; `and` and `or` stop early."""

    operator: Literal["or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "|"]
    left: Expression
    right: Expression


class Negation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag="neg", array_like=True):
    """Unary minus."""

    operand: Expression


Expression: TypeAlias = Number | Text | Path | Call | Operation | Negation


# --- wording --------------------------------------------------------------------------------------

Message: TypeAlias = tuple[str | Expression, ...]
"""Text with answers inside: literal pieces and expressions in reading order."""

Wording: TypeAlias = dict[str, Message]
"""The same words by language code ("ko-KP"). A missing language falls back to the Plan's default language."""

Media: TypeAlias = dict[Literal["image", "big-image", "audio", "video"], dict[str, str]]
"""Names of files beside the form, by kind and language code; a missing language falls back like a Wording's."""


# --- nodes ----------------------------------------------------------------------------------------


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One row of a choice list. `columns` are the extra columns that choice filters read."""

    name: str
    label: Wording = {}
    columns: dict[str, str] = {}
    media: Media = {}


class Itemset(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """Which choices a select offers: of a list, or one for each node of a path, filtered with each as the context."""

    choices: str = ""
    """The name of a list; "" where `nodes` is given."""
    nodes: Path | None = None
    """Choices that come from answers: a path to the instances of a repeat, predicates included."""
    value: str = ""
    """With `nodes`: the name of the child whose value a choice stores."""
    label: str = ""
    """With `nodes`: the name of the child whose value a choice shows."""
    filter: Expression | None = None
    randomize: bool = False
    seed: Expression | None = None


class Assignment(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A `setvalue` on xforms-value-changed (the `trigger` column): what is set when an answer changes.

    https://getodk.github.io/xforms-spec/#setvalue-action
    """

    path: str
    """The node that is set, without repeat indexes; inside the same repeats as the one that changed, its instance."""
    value: Expression
    """Evaluated with the node that is set as context; a literal is a Text."""


class Signal(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A fact that triage must hear.

    Raised while its node is relevant and one of `choices` is selected; with no choices named, while the node's
    value is true in XPath's sense (non-blank, and neither "0" nor "false").
    """

    name: str
    choices: tuple[str, ...] = ()


class Node(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A question, a note, a group, a repeat, or a value that is kept but never asked (calculate, hidden)."""

    path: str
    """Absolute, without repeat indexes: "/intake/needs/danger"."""
    kind: Literal["question", "note", "group", "repeat", "value"]
    type: str = "string"
    """Bind type: string, int, decimal, boolean, date, time, dateTime, select1, select, rank, geopoint, binary …"""
    control: str = ""
    """input, select1, select, rank, range, upload, trigger; "" for what is never shown."""
    appearance: str = ""
    mediatype: str = ""
    """For uploads: "image/*", "audio/*", "video/*", "*/*"."""
    media: Media = {}
    """Pictures and sounds of the label."""
    label: Wording = {}
    hint: Wording = {}
    guidance: Wording = {}
    relevant: Expression | None = None
    required: Expression | None = None
    required_message: Wording = {}
    constraint: Expression | None = None
    constraint_message: Wording = {}
    calculate: Expression | None = None
    readonly: Expression | None = None
    default: Expression | None = None
    """Evaluated once, when the interview (or the repeat) begins; a literal is a Text."""
    itemset: Itemset | None = None
    parameters: dict[str, str] = {}
    count: Expression | None = None
    """For repeats with a fixed count; None asks "add another?"."""
    assignments: tuple[Assignment, ...] = ()
    """What is set when this node's answer changes."""
    compartment: str = ""
    signals: tuple[Signal, ...] = ()
    keep: Literal["seal", "draft"] = "draft"
    """"seal": the value is sealed on arrival and expressions see only whether it is there."""
    children: tuple[Node, ...] = ()


class Plan(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A whole questionnaire."""

    format: int
    name: str
    """The root element's name; every path starts with it."""
    version: str
    """SHA-256 of the canonical XForm, hexadecimal: what custody calls the form version."""
    revision: str = ""
    """The author's own version string."""
    title: Wording
    languages: tuple[str, ...]
    default_language: str
    nodes: tuple[Node, ...]
    lists: dict[str, tuple[Choice, ...]] = {}
    """Choice lists, and the rows of CSV files beside the form, by name."""
    texts: dict[str, Wording] = {}
    """By identifier, the texts that jr:itext() can name; empty where it is not called."""
    notes: dict[str, str] = {}
    """The author's remarks to reviewers, by path; nobody in an interview sees them."""


_encoder = msgspec.json.Encoder(order="deterministic")
_decoder = msgspec.json.Decoder(Plan)


def encode(plan: Plan) -> bytes:
    """Return the plan as deterministic JSON."""
    return _encoder.encode(plan)


def decode(data: bytes) -> Plan:
    """Return the plan that `encode` wrote. Raises `msgspec.DecodeError` on anything else."""
    try:
        return _decoder.decode(data)
    except UnicodeDecodeError:  # msgspec lets it through; whoever reads a plan expects one error
        raise msgspec.DecodeError("a plan is UTF-8") from None
