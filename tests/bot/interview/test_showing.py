"""What a question looks like: words in a language, choices, headings."""

from __future__ import annotations

from bot.interview import SEALED, Question, Refusal, ShownChoice, begin
from config.questionnaire.expression import parse
from config.questionnaire.plan import Choice, Media
from tests.bot.interview.forms import ENTROPY, NOW, ask, choices, group, look, node, note, program, repeat, select


def test_a_question_carries_what_a_channel_needs() -> None:
    compiled = program(
        group(
            "/x/g",
            ask(
                "/x/g/age", "int", label="How old?", hint="Roughly", guidance="So that we can help", required="true()",
                appearance="spinner", media={"image": {"en": "age.png"}},
            ),
            label="About you", compartment="triage",
        )
    )  # fmt: skip
    assert look(compiled, {"/x/g/age": "7"}).question("/x/g/age") == Question(
        path="/x/g/age", name="age", kind="question", type="int", control="input", appearance="spinner", mediatype="",
        label="How old?", hint="Roughly", guidance="So that we can help", media={"image": "age.png"}, choices=(),
        multiple=False, required=True,
        readonly=False, value="7", sealed=False, compartment="triage", heading="About you",
    )  # fmt: skip


def test_words_fall_back_to_the_forms_own_language() -> None:
    label = {"en": ("Hello ", parse("/x/name")), "ko-KP": ("안녕, ", parse("/x/name"))}
    compiled = program(
        ask("/x/name"), node("/x/n", kind="note", label=label), node("/x/m", kind="note", label={"fr": ("!",)})
    )
    answers = {"/x/name": "Ada"}
    assert look(compiled, answers, language="ko-KP").question("/x/n").label == "안녕, Ada"
    assert look(compiled, answers, language="zh-Hans").question("/x/n").label == "Hello Ada"
    assert look(compiled, answers, language="zh-Hans").question("/x/m").label == ""


def test_pictures_and_sounds_fall_back_as_words_do() -> None:
    heard: Media = {
        "image": {"en": "map.png", "ko-KP": "map-ko.png"},
        "audio": {"en": "map.ogg"},
        "video": {"ko-KP": "v"},
    }
    chosen = Choice(name="a", label={"en": ("A",)}, media={"image": {"ko-KP": "a-ko.png"}})
    compiled = program(ask("/x/n", media=heard), select("/x/s", "l"), lists={"l": (chosen,)})
    korean, chinese = (look(compiled, language=language) for language in ("ko-KP", "zh-Hans"))
    assert korean.question("/x/n").media == {"image": "map-ko.png", "audio": "map.ogg", "video": "v"}
    assert chinese.question("/x/n").media == {"image": "map.png", "audio": "map.ogg"}
    assert [choice.media for choice in korean.question("/x/s").choices] == [{"image": "a-ko.png"}]
    assert [choice.media for choice in chinese.question("/x/s").choices] == [{}]


def test_what_could_not_be_left_otherwise_is_not_required() -> None:
    compiled = program(
        ask("/x/place", "geopoint", required="true()"),
        select("/x/town", "towns", filter="false()", required="true()"),
        ask("/x/told", readonly="true()", required="true()"),
        ask("/x/name", required="true()"),
        lists={"towns": choices("a")},
    )
    interview = look(compiled)
    paths = interview.outline()
    assert [path for path in paths if interview.question(path).required] == ["/x/name"]
    assert interview.accept("/x/place", "") == {"/x/place": ""}
    assert interview.accept("/x/town", "") == {"/x/town": ""}
    assert interview.accept("/x/name", "") == Refusal(id="refused-required")


def test_headings_are_said_once() -> None:
    inner = group("/x/g/h", ask("/x/g/h/d"), label="Inner")
    compiled = program(
        ask("/x/a"),
        group("/x/g", note("/x/g/b", "b"), ask("/x/g/c"), inner, label="Outer"),
        repeat("/x/m", ask("/x/m/e"), ask("/x/m/f"), label="Person {position(.)}"),
    )
    interview = look(compiled, {"/x/m": "2"})
    headings = {path: interview.question(path).heading for path in interview.outline()}
    assert {path: heading for path, heading in headings.items() if heading} == {
        "/x/g/b": "Outer",
        "/x/g/h/d": "Inner",
        "/x/m[1]/e": "Person 1",
        "/x/m[2]/e": "Person 2",
    }


def test_the_first_question_says_all_its_groups() -> None:
    compiled = program(group("/x/g", group("/x/g/h", ask("/x/g/h/a"), label="Inner"), label="Outer"))
    assert look(compiled).question("/x/g/h/a").heading == "Outer\nInner"


def test_add_another() -> None:
    compiled = program(repeat("/x/m", ask("/x/m/a"), label="Someone else?"))
    asked = look(compiled).question("/x/m[2]")
    assert (asked.kind, asked.type, asked.control, asked.label) == ("question", "repeat", "select1", "Someone else?")
    assert [choice.name for choice in asked.choices] == ["more", "enough", "fewer"]
    assert [choice.name for choice in look(compiled, {"/x/m": "0"}).question("/x/m[1]").choices] == ["more", "enough"]


def test_choices_are_shown_in_the_language() -> None:
    lists = {
        "yn": (Choice(name="yes", label={"en": ("Yes",), "ko-KP": ("예",)}), Choice(name="no", label={"en": ("No",)}))
    }
    compiled = program(select("/x/a", "yn"), select("/x/b", "yn", multiple=True), lists=lists)
    for _ in range(2):
        korean = look(compiled, language="ko-KP").question("/x/a").choices
        assert korean == (ShownChoice("yes", "예"), ShownChoice("no", "No"))
    assert look(compiled).question("/x/a").choices == (ShownChoice("yes", "Yes"), ShownChoice("no", "No"))
    assert [look(compiled).question(path).multiple for path in ("/x/a", "/x/b")] == [False, True]


def test_what_is_sealed_is_never_shown() -> None:
    compiled = program(ask("/x/a", keep="seal"), ask("/x/b", "binary", control="upload", mediatype="image/*"))
    asked = look(compiled, {"/x/a": SEALED}).question("/x/a")
    assert (asked.value, asked.sealed) == (SEALED, True)
    photo = look(compiled).question("/x/b")
    assert (photo.mediatype, photo.sealed, photo.value) == ("image/*", True, "")


def test_shuffled_choices_stay_as_they_were_shuffled() -> None:
    names = tuple("abcdefgh")
    pair = [select(path, "l", itemset={"randomize": True}) for path in ("/x/a", "/x/b")]
    compiled = program(*pair, lists={"l": choices(*names)})
    answers = begin(compiled, now=NOW, entropy=ENTROPY)

    def order(path: str, entropy: bytes = ENTROPY) -> list[str]:
        begun = begin(compiled, now=NOW, entropy=entropy)
        return [choice.name for choice in look(compiled, begun).question(path).choices]

    assert order("/x/a") == [choice.name for choice in look(compiled, answers).question("/x/a").choices]
    assert sorted(order("/x/a")) == list(names)
    assert len({tuple(order("/x/a")), tuple(order("/x/b")), tuple(order("/x/a", b"other" * 8)), names}) == 4


JAVAROSA_ORDERS = {
    "0": "cbeafd",
    "1": "bfeacd",
    "7": "dbafce",
    "42": "afcbde",
    "2147483647": "cbeafd",
    "123456789": "fbecda",
    "-5": "dcabfe",
    "1,5": "bfeacd",
}


def test_shuffled_by_a_seed_of_the_form() -> None:
    """The order is what ODK's randomize() gives for this seed: JavaRosa 5.1.0."""
    seeded = {"randomize": True, "seed": parse("/x/seed")}
    compiled = program(ask("/x/seed"), select("/x/a", "l", itemset=seeded), lists={"l": choices(*"abcdef")})
    for seed, order in JAVAROSA_ORDERS.items():
        found = look(compiled, {"/x/seed": seed}).question("/x/a").choices
        assert "".join(choice.name for choice in found) == order


def test_a_seed_that_is_no_number_shuffles_too() -> None:
    seeded = {"randomize": True, "seed": parse("/x/seed")}
    compiled = program(ask("/x/seed"), select("/x/a", "l", itemset=seeded), lists={"l": choices(*"abcdef")})

    def order(seed: str) -> str:
        return "".join(choice.name for choice in look(compiled, {"/x/seed": seed}).question("/x/a").choices)

    assert order("") == JAVAROSA_ORDERS["0"]
    assert order("ada") == order("ada") != order("bel")
