"""Spreadsheets as people have them: renamed, half empty, oddly written, too large, or meant to do harm."""

from __future__ import annotations

import base64
import csv
import io
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path
from typing import TypeAlias

import pytest
from openpyxl import Workbook
from pyxform.xls2json_backends import md_table_to_workbook

from config.questionnaire.author import compile_form, convert
from config.questionnaire.errors import FormError
from config.questionnaire.plan import Plan
from tests.config.questionnaire.conftest import Said, Write
from tests.config.questionnaire.tables import node, table

Rows: TypeAlias = list[list[object]]

SURVEY: Rows = [["type", "name", "label"], ["select_one sizes", "size", "How large?"]]
CHOICES: Rows = [["list_name", "name", "label"], ["sizes", 1.0, "Small"], ["sizes", 2.5, "Larger"]]
XLS = zlib.decompress(
    base64.b85decode(
        "c-rk)Pe>F|82`PQ-"
        "E}u~U2P3CkVVSMyhN8SI+mCQW!4^w2yE0L%yCy{w?YqP*&c(SQ_)56(#7i1AL>xI4uMfY5Cpq*^b{0yP^a&GGb6jT2bW4p<~O|Wz"
        "4yKEH}B2+zW3hDyk4lw&pv1>;3srK#flw4s7NO$MZ8K3)Nb3d=;dKbwvYb`kuW(j6vWe-"
        "S5?x7(%%IrxF2{y68J>vG$zoWP8o@H!~q_IF60<GM1W#X!5vCbH1fFWSq`(@%<>-"
        "FK4aO%n(Hh($TlxdVL|I}+vmpdNu`C`q9g?#G3Nto_MibTWgK6=AspKv_FJR6`ENEf2dXg#@?5WxGA!N9BTg=y!#6tteD&7q^MtQ"
        "oU%de7znAK(%II$@0bm;T86g8PM*+Dl;4H)BdFz5PnL{n!1*N76-F-"
        "(7b@wEfa1J%3*hGnJvy&4BWhs5!AUjhZGE7?08N)P&vx9QcW=5xs3|YvWIDP4h2~)Su8X9fo=4d86=u+8^^5nQ~nzRiZmPVHB#n~"
        "fbC3{2-ubgU<BQ!)=uH*F+qf=n%?w2=5h6c1j)=cxc;G7=Y<>SJ}70DoSlv@;*Dy23q?`C<G@4A)CO)TRS^^~^`G`NL>Gi-"
        "B>TU)80y^Ocoj-v8TD(4oDJ#Nl@)^<^OzPB(HpMS5-"
        "qJ>Vg5#q~h2JNC<+`c98MDudt?lT`*HvY2bgq4^(cH2E7Yq89p0nLYmQ<JkJR%?noSCTEtum!VK*IqC?uv(LB84;aIJs$GZbrqe_"
        ">)|hTgZeA<TmF($eM#~B6)N#p*kvna*h&f8@ywzMw@tDmp0`oX+dh2w@ZrOU4<D65xbNSp^EJV5mLdM!aQ^EoQ(EzVlWbTVN1CoI"
        "eU|nhMY)B^isEMrg2KC(SR=>#Unp^cdbco!As)wA#qmq;`=a=H)=Z53xg}I-|0|V@^Dp=R1GK;t76"
    )
)
"""The same as an .xls file, its sheets called Survey and CHOICES."""


def xlsx(path: Path, **sheets: Rows) -> Path:
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def sizes(plan: Plan) -> list[str]:
    return [choice.name for choice in plan.lists["sizes"]]


def refusal(path: Path) -> str:
    with pytest.raises(FormError) as caught:
        compile_form(path)
    return caught.value.diagnostics()


# --- whatever it is called -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["form.xls", "form.xlsx", "form.XLS", "form.md", "form.csv", "form"])
def test_an_old_spreadsheet_under_any_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(XLS)
    assert sizes(compile_form(path)) == ["1", "2.5"]


@pytest.mark.parametrize("name", ["form.xlsx", "form.xlsm", "form.xls", "form.md", "form.csv", "form"])
def test_a_new_spreadsheet_under_any_name(name: str, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "x.xlsx", Survey=SURVEY, CHOICES=CHOICES).rename(tmp_path / name)
    assert sizes(compile_form(path)) == ["1", "2.5"], "1.0 is how a spreadsheet keeps 1"


@pytest.mark.parametrize("name", ["form.txt", "form.xlsx", "form"])
def test_a_table_in_text_under_any_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(table("survey", "type | name | label\n text | a | A"))
    assert compile_form(path).nodes[0].path == "/data/a"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_of_any_make(delimiter: str, encoding: str, tmp_path: Path) -> None:
    text = io.StringIO()
    rows: Rows = [["Survey"], ["", *SURVEY[0]], ["", *SURVEY[1][:2], "How; large, then?"]]
    csv.writer(text, delimiter=delimiter).writerows(
        [*rows, ["choices"], *(["", *map(str, row)] for row in CHOICES), ["costs"], ["", "1", "2"]]
    )
    path = tmp_path / "form.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    plan = compile_form(path)
    assert sizes(plan) == ["1.0", "2.5"], "in CSV a name is what is written"
    assert plan.nodes[0].label == {"default": ("How; large, then?",)}


def test_a_csv_file_may_be_the_survey_alone(tmp_path: Path) -> None:
    path = tmp_path / "form.csv"
    path.write_text("type;name;label\ntext;a;A\n\n")
    assert compile_form(path).nodes[0].path == "/data/a"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the form: there is no survey sheet. Name the sheet with the questions survey."),
        (b"<html><table></table>", "the form: the file is HTML or XML, whatever its name says. Open it and save it as"),
        (b"%PDF-1.7\n%\xe2\xe3\n", "the form: the file cannot be read as a spreadsheet. Save it as .xlsx and try"),
        (
            b"PK\x03\x04 and then nothing",
            "the form: the file cannot be read as a spreadsheet (PyXFormError). Save it as",
        ),
        (XLS[:2000], "the form: the file cannot be read as a spreadsheet ("),
        (
            XLS[:512] + "EncryptedPackage".encode("utf-16-le"),
            "the form: the file is locked with a password. Save it without one.",
        ),
    ],
)
def test_what_is_no_spreadsheet(content: bytes, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(content)
    assert refusal(path).startswith(sentence)


def test_other_offices_have_other_files(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", "<a/>")
    assert refusal(path) == "the form: this is an OpenDocument spreadsheet. Save it as .xlsx and try again."


# --- whatever is in it ---------------------------------------------------------------------------------------


def test_merged_cells_blank_rows_and_sheets_that_are_none_of_ours(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = " sUrVeY"[1:]
    for row in (
        ["type", "name", "label", None, "hint"],
        [],
        ["text", "a", "A"],
        [None, None, None],
        ["text", "b", "B"],
    ):
        sheet.append(row)
    sheet.merge_cells("C3:E3")
    book.create_sheet("choices")
    book.create_sheet("Notes to myself").append([1, 2, 3])
    book.save(tmp_path / "form.xlsx")
    assert [each.path for each in compile_form(tmp_path / "form.xlsx").nodes] == ["/data/a", "/data/b"]


@pytest.mark.parametrize(
    ("sheets", "sentence"),
    [
        ({"costs": [["a"]], "more": [["b"]]}, "the form: there is no survey sheet."),
        ({"survey": [["type", "name", "label"]]}, "the form: the form asks nothing."),
        (
            {"survey": [["type", "name", "label", "label"], ["text", "a", "A", "B"]]},
            "the form: two columns are called label.",
        ),
        ({"survey": [["name", "label"], ["a", "A"]], "choices": [["x"]]}, "survey: Invalid headers provided for sheet"),
    ],
)
def test_sheets_that_are_missing_empty_or_strange(sheets: dict[str, Rows], sentence: str, tmp_path: Path) -> None:
    assert refusal(xlsx(tmp_path / "form.xlsx", **sheets)).startswith(sentence)


def test_words_that_look_like_something_else_stay_words(write: Write) -> None:
    label = "&lt;b&gt; <b>bold</b> & **loud** &amp; {{x}} <script>alert(1)</script> %s \\n ]]> &#x41; [a](b)"
    survey = f"type | name | label | hint\n text | a | {label} |\n note | b | Now ${{a}} <i> & | <p>"
    plan = compile_form(write(survey=survey))
    assert node(plan, "a").label == {"default": (label,)}
    assert [piece for piece in node(plan, "b").label["default"] if isinstance(piece, str)] == ["Now ", " <i> &"]


def test_names_of_choices_may_be_long_and_of_any_script(write: Write) -> None:
    names = ["x" * 200, "\u0e01" * 66, "\U0001f333", "a-b.c"]
    rows = "\n".join(f"x | {name} | L" for name in names)
    plan = compile_form(write(survey="type|name|label\n select_one x|a|A", choices=f"list_name|name|label\n {rows}"))
    assert [choice.name for choice in plan.lists["x"]] == names


def test_circles_through_repeats_are_refused(write: Write, said: Said) -> None:
    survey = """
        type | name | label | calculation | repeat_count | relevant
        calculate | total | | sum(${age}) | |
        begin_repeat | child | C | | ${total} |
        integer | age | A | | |
        end_repeat | | | | |
        calculate | a | | ${b} | |
        begin_group | g | G | | | ${a} = 1
        calculate | b | | 1 | |
        end_group | | | | |
    """
    (sentence,) = said(write(survey=survey))
    assert "the answers depend on themselves in a circle" in sentence


# --- however large it is ---------------------------------------------------------------------------------------


def test_a_spreadsheet_that_unpacks_without_end_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/sharedStrings.xml", "w") as part:
        for _ in range(301):
            part.write(bytes(1_000_000))
    assert path.stat().st_size < 1_000_000
    assert refusal(path) == "the form: the file unpacks to more than 300 MB. Copy the sheets into a new spreadsheet."


def test_a_spreadsheet_has_no_more_cells_than_fit_into_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = xlsx(tmp_path / "form.xlsx", survey=SURVEY, choices=CHOICES)
    monkeypatch.setattr("config.questionnaire.workbook.MOST_CELLS", 15)
    assert sizes(compile_form(path)) == ["1", "2.5"]
    monkeypatch.setattr("config.questionnaire.workbook.MOST_CELLS", 14)
    assert refusal(path).startswith("the form: the file has more than 2,000,000 cells.")


def test_an_archive_that_lies_about_its_sizes_is_damaged(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "form.xlsx", survey=SURVEY, choices=CHOICES)
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("xl/worksheets/sheet1.xml").file_size
    content = path.read_bytes().replace(size.to_bytes(4, "little"), (size // 2).to_bytes(4, "little"))
    path.write_bytes(content)
    assert "cannot be read as a spreadsheet" in refusal(path)


def test_entities_in_a_spreadsheet_are_not_expanded(tmp_path: Path) -> None:
    path, evil = xlsx(tmp_path / "form.xlsx", survey=SURVEY, choices=CHOICES), tmp_path / "evil.xlsx"
    bomb = b'<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(evil, "w") as other:
        for name in archive.namelist():
            content = archive.read(name)
            other.writestr(name, bomb + content if name.endswith("sheet1.xml") else content)
    assert "cannot be read as a spreadsheet" in refusal(evil)


def test_a_cell_holds_what_a_cell_of_a_spreadsheet_holds(write: Write, said: Said) -> None:
    label = "L" * 1_000_000
    assert said(write(survey=f"type | name | label\n text | a | {label}\n text | b | {label}")) == [
        "survey, row 2, column label: the cell has more than 32767 characters. Say less.",
        "survey, row 3, column label: the cell has more than 32767 characters. Say less.",
    ]


def test_there_are_not_too_many_rows(write: Write, said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.questionnaire.workbook.MOST_QUESTIONS", 1)
    assert said(write(survey="type | name | label\n text | a | A\n text | b | B")) == [
        "survey: the sheet has more than 1 rows. Split the form."
    ]


def test_ten_thousand_questions_compile(tmp_path: Path) -> None:
    rows = "\n".join(
        f"| | integer | q{n} | Question {n} | {f'${{q{n - 1}}} > 0' if n else ''} |" for n in range(10_000)
    )
    path = tmp_path / "form.md"
    path.write_text(f"| survey |\n| | type | name | label | relevant |\n{rows}\n")
    plan = convert(path).read().plan
    assert len(plan.nodes) == 10_000


def test_the_serving_process_never_loads_pyxform() -> None:
    script = (
        "import sys, gateway.commands.serve, gateway.serving, gateway.app, bot.interview;"
        "print(sorted({'pyxform', 'openpyxl', 'xlrd', 'config.questionnaire.author'} & sys.modules.keys()))"
    )
    printed = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout
    assert printed.strip() == "[]"


def test_a_workbook_made_from_markdown_is_the_same(tmp_path: Path) -> None:
    text = table("survey", "type | name | label\n text | a | A")
    md_table_to_workbook(text).save(tmp_path / "form.xlsx")
    (tmp_path / "form.md").write_text(text)
    assert compile_form(tmp_path / "form.xlsx") == compile_form(tmp_path / "form.md")
