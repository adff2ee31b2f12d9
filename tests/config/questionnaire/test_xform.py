"""The XForm itself: its version, its bounds, and XML that means harm."""

from __future__ import annotations

import hashlib

import pytest

from config.questionnaire.author import convert
from config.questionnaire.errors import FormError
from config.questionnaire.nodes import DEEPEST
from config.questionnaire.plan import decode, encode
from config.questionnaire.searching import REASON
from config.questionnaire.xform import canonical, compile_xform
from tests.config.questionnaire.conftest import Write
from tests.config.questionnaire.tables import shown

BINDS = '<bind nodeset="/d/a" type="string"/>'
ITEMSET = """<itemset nodeset="instance('x')/root/item"><value ref="name"/></itemset>"""
BODY = '<input ref="/d/a"><label>A</label></input>'


def xform(*, instance: str = "<d><a/></d>", binds: str = BINDS, body: str = BODY, itext: str = "") -> str:
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        ' xmlns:jr="http://openrosa.org/javarosa" xmlns:affiant="https://affiant.invalid/xforms">'
        f"<h:head><h:title>T</h:title><model>{itext}<instance>{instance}</instance>{binds}</model></h:head>"
        f"<h:body>{body}</h:body></h:html>"
    )


def refusal(xml: str) -> str:
    with pytest.raises(FormError) as caught:
        compile_xform(xml)
    return caught.value.diagnostics()


def test_a_plan_survives_its_json(write: Write) -> None:
    source = convert(write(survey="type | name | label\n text | a | A", choices="list_name | name | label\n x | y | Z"))
    plan = source.read().plan
    assert decode(encode(plan)) == plan


def test_the_version_is_the_hash_of_the_canonical_form() -> None:
    xml = xform()
    assert compile_xform(xml).version == hashlib.sha256(canonical(xml)).hexdigest()


def test_the_version_does_not_depend_on_how_the_xml_is_written() -> None:
    one = xform()
    other = one.replace('nodeset="/d/a" type="string"', "type='string'   nodeset='/d/a'").replace("<a/>", "<a></a>")
    assert compile_xform(one).version == compile_xform(other).version
    assert compile_xform(one).version != compile_xform(one.replace(">A<", ">B<")).version


def test_choices_written_into_the_question_are_a_list_of_its_own() -> None:
    body = '<select1 ref="/d/a"><label>A</label><item><label>One</label><value>1</value></item></select1>'
    plan = compile_xform(xform(body=body))
    (node,) = plan.nodes
    assert node.itemset is not None
    assert [choice.name for choice in plan.lists[node.itemset.choices]] == ["1"]


def test_a_template_and_its_first_instance_are_one_repeat() -> None:
    instance = '<d><r jr:template=""><a/></r><r><a/></r></d>'
    question = '<input ref="/d/r/a"><label>A</label></input>'
    body = f'<group ref="/d/r"><label>R</label><repeat nodeset="/d/r">{question}</repeat></group>'
    (repeat,) = compile_xform(xform(instance=instance, binds="", body=body)).nodes
    assert [child.path for child in repeat.children] == ["/d/r/a"]


def test_a_language_without_brackets_is_its_own_code() -> None:
    itext = (
        '<itext><translation lang="Korean"><text id="/d/a:label"><value>가</value></text></translation>'
        '<translation lang="en" default="true()"><text id="/d/a:label"><value>A</value></text></translation></itext>'
    )
    body = """<input ref="/d/a"><label ref="jr:itext('/d/a:label')"/></input>"""
    plan = compile_xform(xform(itext=itext, body=body))
    assert (plan.languages, plan.default_language) == (("Korean", "en"), "en")
    assert plan.nodes[0].label == {"Korean": ("가",), "en": ("A",)}


# --- harm -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE d SYSTEM "https://x.invalid/d.dtd">',
    ],
    ids=["entities inside entities", "a file", "a fetched grammar"],
)
def test_documents_that_declare_things_are_refused(prologue: str) -> None:
    assert refusal(prologue + xform()).startswith("the form: this is no XForm (")


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        ("", "the form: this is no XForm (ParseError). Give the spreadsheet itself."),
        ("<a/>", "the form: the XForm has no head. Give the spreadsheet itself."),
        (xform(instance=""), "the form: the form asks nothing. Add a question to the survey sheet."),
        (xform(body='<submit ref="/d/a"/>'), "question a: the control submit is not supported. Delete it."),
        (
            xform(body='<input ref="/d/a"><label>A <b>B</b></label></input>'),
            "question a: markup in a label is not supported. Use plain words.",
        ),
        (
            xform(body='<input ref="/d/a"><label>A <output value="1 +"/></label></input>'),
            ("question a: a value is missing (at character 4). "
            "Rewrite the expression; config/README.md lists what is understood."),
        ),
        (
            xform(binds='<bind nodeset="/d/a" jr:preload="context" jr:preloadParams="UserID"/>'),
            "question a: the metadata UserID is not supported. Delete the row.",
        ),
        (
            xform(binds='<bind nodeset="/d/a" jr:preload="property" jr:preloadParams="uri:deviceid"/>'),
            "question a: deviceid would betray who answers. Delete the row.",
        ),
        (
            xform(body='<input ref="/d/a"><odk:setgeopoint ref="/d/a" xmlns:odk="urn:o"/></input>'),
            "question a: start-geopoint would betray who answers. Delete the row.",
        ),
        (
            xform(binds="""<bind nodeset="/d/a" calculate="pulldata('x', 'y', 'z', 1)"/>"""),
            "question a: there is no file x.csv beside the form. Put it beside the form, or into its folder media.",
        ),
        (
            xform(body='<odk:recordaudio ref="/d/a" xmlns:odk="urn:o"/>'),
            "question a: recording in the background is not supported. Delete the row.",
        ),
        (
            xform(body='<input ref="/d/a"><setvalue ref="/d/a" event="xforms-focus"/></input>'),
            ("question a: a value is set at a moment that a conversation does not have. "
            "Use a calculation, or a trigger."),
        ),
        (
            xform(instance="<d><a/><meta><deviceid/></meta></d>"),
            "the form: deviceid would betray who answers. Delete the row.",
        ),
        (
            xform(binds='<bind nodeset="/d/a" type="geoshape"/>'),
            "question a: geoshape cannot be asked in a conversation. Ask for the place in words.",
        ),
        (
            xform(body="""<input ref="/d/a" query="instance('x')/root/item[y = 1]"/>"""),
            "question a: there is no list x in the sheet external_choices. Add its rows.",
        ),
        (
            xform(body='<input ref="/d/a" query="concat(1)"/>'),
            "question a: the choice list cannot be read. Name a list of the choices sheet.",
        ),
        (
            xform(body='<input ref="/d/a" query="1 +"/>'),
            ("question a: a value is missing (at character 4). "
            "Rewrite the expression; config/README.md lists what is understood."),
        ),
        (
            xform(body="""<select1 ref="/d/a" appearance="search('x')"/>"""),
            ("question a: there is no file x.csv beside the form. "
            "Put it beside the form, or into its folder media."),
        ),
        (
            xform(body="""<select1 ref="/d/a" appearance="search(1)"/>"""),
            (f"question a: {REASON}. "
            "Write search('file', 'matches', 'column', ${answer}), or use select_one_from_file with a choice_filter."),
        ),
        (
            xform(body=f'<select1 ref="/d/a">{ITEMSET}</select1>'),
            "question a: the choice list cannot be read. Name a list of the choices sheet.",
        ),
    ],
)  # fmt: skip
def test_what_is_no_xform_of_ours_is_refused(xml: str, sentence: str) -> None:
    assert refusal(xml) == sentence


def test_groups_are_not_nested_for_ever() -> None:
    deep = DEEPEST + 2
    instance = "<d>" + "<g>" * deep + "<a/>" + "</g>" * deep + "</d>"
    assert "groups are nested deeper" in refusal(xform(instance=instance))


def test_a_form_is_not_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.questionnaire.xform.LARGEST", 100)
    assert refusal(xform()) == "the form: the form is larger than 20 MB. Split it, or shorten its choice lists."


@pytest.mark.parametrize("control", ["secret", "textarea"])
def test_whatever_asks_for_words_asks_for_words(control: str) -> None:
    (node,) = compile_xform(xform(body=f'<{control} ref="/d/a"><label>A</label></{control}>')).nodes
    assert (node.kind, node.control, node.type, node.keep) == ("question", "input", "string", "seal")


def test_several_predicates_are_one_condition() -> None:
    items = "<instance id='x'><root><item><name>1</name><label>One</label><y>2</y></item></root></instance>"
    itemset_ = """<itemset nodeset="instance('x')/root/item[y = 1][y != 3]"><value ref="name"/></itemset>"""
    body = f'<select1 ref="/d/a">{itemset_}</select1>'
    plan = compile_xform(xform(instance="<d><a/></d></instance>" + items.removesuffix("</instance>"), body=body))
    itemset = plan.nodes[0].itemset
    assert itemset is not None
    assert shown(itemset.filter) == "((y = 1) and (y != 3))"
    assert plan.lists["x"][0].label == {"default": ("One",)}


def test_a_list_has_the_names_that_it_has() -> None:
    items = "<instance id='x'><root><item><name>1</name></item></root></instance>"
    body = """<select1 ref="/d/a"><itemset nodeset="instance('x')/root/item"><value ref="code"/></itemset></select1>"""
    xml = xform(instance="<d><a/></d></instance>" + items.removesuffix("</instance>"), body=body)
    assert refusal(xml) == "question a: the choice list cannot be read. Name a list of the choices sheet."
