"""What an interview comes to: lines to read back, signals, submission."""

from __future__ import annotations

from bot.interview import SEALED, Submitted, SummaryLine
from config.questionnaire.plan import Signal
from tests.bot.interview.forms import ask, choices, group, look, note, program, repeat, select, value

NEEDS = {"needs": choices("danger", "ill", "none")}


def test_reading_back() -> None:
    compiled = program(
        note("/x/n", "Welcome"),
        select("/x/a", "needs", multiple=True, label="Needs?"),
        ask("/x/b", keep="seal"),
        ask("/x/c", relevant="false()"),
        ask("/x/d", "int"),
        lists=NEEDS,
    )
    answers = {"/x/a": "danger ill", "/x/b": SEALED, "/x/c": "hidden", "/x/d": ""}
    assert look(compiled, answers).summary() == (
        SummaryLine(path="/x/a", label="Needs?", shown="DANGER, ILL", answered=True, sealed=False),
        SummaryLine(path="/x/b", label="b", shown="", answered=True, sealed=True),
        SummaryLine(path="/x/d", label="d", shown="", answered=False, sealed=False),
    )


def test_add_another_is_no_line() -> None:
    compiled = program(repeat("/x/m", ask("/x/m/a")))
    assert [line.path for line in look(compiled, {"/x/m": "2"}).summary()] == ["/x/m[1]/a", "/x/m[2]/a"]


def test_signals_are_raised_by_choices_and_by_values() -> None:
    compiled = program(
        select(
            "/x/needs", "needs", multiple=True,
            signals=(Signal(name="urgent", choices=("danger", "ill")), Signal(name="danger", choices=("danger",))),
        ),
        ask("/x/own", signals=(Signal(name="spoke"),), keep="seal"),
        ask("/x/flag", signals=(Signal(name="flag"),)),
        value("/x/recent", "if(/x/year >= 2024, '1', '')", signals=(Signal(name="recent"),)),
        ask("/x/year", "int"),
        group("/x/g", ask("/x/g/h", signals=(Signal(name="hidden"),)), relevant="/x/year = 1"),
        repeat("/x/m", ask("/x/m/minor", signals=(Signal(name="minor"),))),
        lists=NEEDS,
    )  # fmt: skip
    assert look(compiled).signals() == frozenset()
    assert look(compiled, {"/x/needs": "ill", "/x/g/h": "1"}).signals() == {"urgent"}
    assert look(compiled, {"/x/needs": "ill danger", "/x/own": SEALED}).signals() == {"urgent", "danger", "spoke"}
    assert look(compiled, {"/x/year": "2025"}).signals() == {"recent"}
    assert look(compiled, {"/x/year": "1", "/x/g/h": "yes"}).signals() == {"hidden"}
    assert look(compiled, {"/x/m": "2", "/x/m[2]/minor": "1"}).signals() == {"minor"}
    assert look(compiled, {"/x/m": "1", "/x/m[2]/minor": "1"}).signals() == frozenset()
    for blank in ("", "0", "false"):
        assert look(compiled, {"/x/flag": blank}).signals() == frozenset()


def test_what_is_handed_in() -> None:
    compiled = program(
        group(
            "/x/g",
            select("/x/g/a", "needs", label="Needs?"),
            ask("/x/g/b", keep="seal", compartment="testimony"),
            note("/x/g/n", "n"),
            value("/x/g/v", "1 + 1"),
            value("/x/g/when", "today()"),
            compartment="triage",
        ),
        ask("/x/c", relevant="false()"),
        repeat("/x/m", ask("/x/m/d", "int"), group("/x/m/g", ask("/x/m/g/e"), relevant="../d > 1")),
        lists=NEEDS,
    )
    answers = {
        "/x/g/a": "ill", "/x/g/b": SEALED, "/x/c": "kept, not handed in",
        "/x/m": "2", "/x/m[1]/d": "1", "/x/m[1]/g/e": "x", "/x/m[2]/d": "2", "/x/m[2]/g/e": "y", "/x/m[3]/d": "9",
    }  # fmt: skip

    def line(path: str, held: str, *, label: str = "", compartment: str = "", shown: str | None = None) -> Submitted:
        name = path.rpartition("/")[2]
        return Submitted(
            path=path, name=name, compartment=compartment, label=label, value=held, shown=shown, sealed=held == SEALED
        )

    assert look(compiled, answers).submission() == (
        line("/x/g/a", "ill", label="Needs?", compartment="triage", shown="ILL"),
        line("/x/g/b", SEALED, label="b", compartment="testimony"),
        line("/x/g/v", "2", compartment="triage"),
        line("/x/g/when", "2026-01-02", compartment="triage"),
        line("/x/m[1]/d", "1", label="d"),
        line("/x/m[2]/d", "2", label="d"),
        line("/x/m[2]/g/e", "y", label="e"),
    )


def test_a_choice_without_a_label_stands_for_itself() -> None:
    compiled = program(select("/x/a", "needs"), lists=NEEDS)
    assert look(compiled, {"/x/a": "from-an-older-form"}).summary()[0].shown == "from-an-older-form"
