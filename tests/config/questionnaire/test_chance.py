"""Whatever stands in the cells, a form becomes a Plan that can be kept, or sentences for its author; nothing else."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.questionnaire.author import convert
from config.questionnaire.errors import FormError
from config.questionnaire.plan import decode, encode

COLUMNS = (
    "type", "name", "label", "label::English (en)", "hint", "relevant", "calculation", "constraint", "choice_filter",
    "appearance", "parameters", "default", "trigger", "repeat_count", "required", "media::image", "media::audio::fr",
    "bind::affiant:keep", "bind::affiant:signal", "read_only", "constraint_message", "save_to", "disabled", "body::x",
)  # fmt: skip
TYPES = (
    "text", "integer", "note", "calculate", "select_one x", "select_multiple x or_other", "select_multiple ${a}",
    "rank x", "select_one ${a}", "select_one_from_file f.csv", "select_one_external x", "begin_group", "end_group",
    "begin_repeat", "end_repeat", "begin loop over x", "range", "osm x", "geotrace", "audit", "deviceid", "start",
    "hidden", "trigger", "image", "xml-external", "csv-external", "background-audio", "phone number", "file",
    "colour",
)  # fmt: skip
SAYINGS = (
    "${a}", "${b} = 1", "1 +", "pulldata('f', 'p', 'name', ${a})", "${last-saved#a}", "jr:choice-name(${a}, '${a}')",
    "search('f')", "search('f', 'matches', 'p', ${b})", "once(random())", "uuid()", "//a", "regex(., '(?=a)')", "T",
    "yes", "start=1 end=5", "randomize=true", "value=p", "${a}.png", "a.png", "label", "table-list", "•", "#REF!",
    "\x07", "]]>", "&amp; <b>", "jr:itext('x-0')", "instance('x')/root/item[name = ${a}]/label", "${", "}", "${}",
    "position(..)", "-", "urgent: x; y", "seal", "null", "../a", "/data/a", "sum(${a})",
    "indexed-repeat(${a}, ${c}, 1)", "count(${c})", "'",
)  # fmt: skip
CELLS = st.sampled_from(SAYINGS) | st.text(max_size=12)
SOUND = (
    "text",
    "integer",
    "note",
    "calculate",
    "select_one x",
    "rank x",
    "range",
    "hidden",
    "start",
    "image",
    "trigger",
)
CHANGES = st.lists(st.tuples(st.integers(0, 7), st.sampled_from(COLUMNS), CELLS), max_size=4)
"""What is written over a sound form: row, column, cell."""


@st.composite
def surveys(draw: st.DrawFn) -> list[dict[str, str]]:
    """Draw a form with a group and a repeat, mostly sound, and some cells that are anything."""
    types = draw(st.lists(st.sampled_from(SOUND) | st.sampled_from(TYPES), min_size=3, max_size=6))
    rows = [{"type": "begin_repeat", "name": "c", "label": "C"}, {"type": "text", "name": "a", "label": "A"}]
    rows += [{"type": "end_repeat"}, {"type": "text", "name": "b", "label": "B"}]
    rows += [{"type": kind, "name": f"q{number}", "label": f"Q {number}"} for number, kind in enumerate(types)]
    for row in rows[4:]:
        if row["type"] in {"calculate", "begin_repeat"}:
            row["calculation" if row["type"] == "calculate" else "repeat_count"] = draw(st.sampled_from(SAYINGS[:6]))
    for number, column, cell in draw(CHANGES):
        rows[number % len(rows)][column] = cell
    return rows


LISTS = st.fixed_dictionaries(
    {"list_name": st.sampled_from(("x", "y", "${a}")), "name": st.sampled_from(("1", "2", "p")) | CELLS},
    optional={"label": CELLS, "label::English (en)": CELLS, "p": CELLS, "media::image": CELLS},
)
CHOICES = [{"list_name": "x", "name": "one", "label": "One"}]
SETTINGS = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("form_id", "default_language", "version", "instance_name", "public_key", "style"), CELLS),
)


def written(folder: Path, **sheets: list[dict[str, str]]) -> Path:
    for name, rows in sheets.items():
        header = list(dict.fromkeys(column for row in rows for column in row)) or ["type", "name", "label"]
        with (folder / f"{name}.csv").open("w", encoding="utf-8", errors="replace", newline="") as file:
            csv.writer(file).writerows([header, *([row.get(column, "") for column in header] for row in rows)])
    (folder / "f.csv").write_text("name,label,p\n1,One,2\n")
    return folder


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    survey=surveys(),
    choices=st.lists(LISTS, max_size=2),
    external=st.lists(LISTS, max_size=2),
    said=SETTINGS,
    fixes=st.booleans(),
)
def test_forms_by_chance(
    survey: list[dict[str, str]],
    choices: list[dict[str, str]],
    external: list[dict[str, str]],
    said: dict[str, str],
    fixes: bool,  # noqa: FBT001 -- hypothesis gives it
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = written(
            Path(folder), survey=survey, choices=[*CHOICES, *choices], external_choices=external, settings=[said]
        )
        try:
            source = convert(path, fixes=fixes)
            reading = source.read()
        except FormError as error:
            sentences = [each.diagnostics() for each in error.errors]
        else:
            sentences = [remark.sentence(source.place(remark)) for remark in reading.remarks]
            assert decode(encode(reading.plan)) == reading.plan
    assert all(len(sentence) > len(": . ") for sentence in sentences)
