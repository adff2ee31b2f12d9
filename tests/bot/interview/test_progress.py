"""How far somebody is."""

from __future__ import annotations

from tests.bot.interview.forms import ask, group, look, note, program, repeat


def test_positions_count_what_is_relevant_now() -> None:
    compiled = program(
        ask("/x/a"),
        group("/x/g", ask("/x/g/b"), ask("/x/g/c"), relevant="/x/a != 'no'"),
        note("/x/n", "n"),
        repeat("/x/m", ask("/x/m/d"), ask("/x/m/e", relevant="../d != ''"), relevant="/x/a != ''"),
        ask("/x/z"),
    )
    interview = look(compiled, {"/x/a": "yes", "/x/m": "2"})
    assert [interview.progress(path) for path in interview.outline()] == [
        (1, 7), (2, 7), (3, 7), (4, 7), (5, 7), (5, 7), (6, 7), (7, 7),
    ]  # fmt: skip
    short = look(compiled, {"/x/a": "no"})
    assert short.progress("/x/n") == (2, 5)
    assert short.progress("/x/g/c") == (3, 7)


def test_a_repeat_with_nothing_before_it() -> None:
    compiled = program(repeat("/x/m"), ask("/x/a"))
    assert look(compiled).progress("/x/m[2]") == (0, 1)


def test_nothing_to_count_but_the_prompt() -> None:
    assert look(program(repeat("/x/m"))).progress("/x/m[2]") == (0, 0)
