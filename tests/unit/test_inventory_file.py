"""The bytes of a CSV file: encodings, delimiters, quotes, and what is no inventory."""

# letters of many alphabets are the point

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotlint.inventory import file as inventory_file
from pilotlint.model import InputError

INVENTORY = """\
Name,Unit,Status
Chat bot,HR,Idea
Churn list,Sales,In use
"""


def read(content, **options):
    content = content.encode() if isinstance(content, str) else content
    return inventory_file.read("inventory.csv", content, **options)


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        ("Name,Étape\nDétection précoce – résiliations,Idée\n", "cp1252", "cp1252"),
        ("Name,Stufe\nFrüherkennung für große Anlagen,Idee\n", "cp1252", "cp1252"),
        ("Name,Etapa\nAtención – “ñandú” d’Espagne,Piloto\n", "cp1252", "cp1252"),
        ("Name,Stage\nThe agency’s bot – v2,Pilot\n", "cp1252", "cp1252"),
        ("Nazwa,Etap\nObsługa zgłoszeń mieszkańców Łodzi,Pilotaż\n", "cp1250", "cp1250"),
        ("Название,Этап\nРаннее предупреждение об оттоке клиентов,Идея\n", "cp1251", "cp1251"),
        ("Ad,Aşama\nMüşteri kaybı için erken uyarı,Fikir\nFatura eşleştirme çalışması,Pilot\n", "cp1254", "cp1254"),
        ("名称,段階\n解約予測モデルとお客様対応,試行\n", "shift_jis", "cp932"),
        ("名称,阶段\n客户流失预警和发票自动匹配,试点\n", "gb18030", "gb18030"),
        ("이름,단계\n고객 이탈 조기 경보,제안\n", "euc_kr", "cp949"),
        ("名称,段階\n解約予測,試行\n", "utf-8", "utf-8"),
        ("名称,段階\n解約予測,試行\n", "utf-8-sig", "utf-8"),
        ("名称,段階\n解約予測,試行\n", "utf-16", "utf-16"),
        ("名称,段階\n解約予測,試行\n", "utf-32", "utf-32"),
    ],
)
def test_the_encoding_is_found_out(text, encoding, found):
    table = read(text.encode(encoding))

    assert table.encoding == found
    assert [",".join(cells) for cells in (table.header, *(row.cells for row in table.rows))] == text.splitlines()


def test_a_guessed_encoding_comes_with_the_characters_it_shows_in():
    assert read("Name,Stage\nCafé – café,Pilot\n".encode("cp1252")).evidence == "é–"
    assert read("Name,Stage\nCafé – café,Pilot\n").evidence == ""


def test_an_encoding_can_be_named():
    table = read("Name,Étape\nDétection,Idée\n".encode("mac_roman"), encoding="mac_roman")

    assert table.header == ("Name", "Étape")


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (b"", {}, ": this file is empty."),
        (b"\n , \n", {}, ": this file is empty."),
        (b"Name,Stage\n", {}, ": this file has a header and no rows below it."),
        (b"PK\x03\x04", {}, ": this is an Excel workbook; save it as “CSV UTF-8” and import that file."),
        (b"Name\nx\n", {"encoding": "utf8000"}, ": there is no encoding called utf8000; cp1252 and utf-8 are two."),
        (b"Name\nx\n", {"encoding": "base64"}, ": there is no encoding called base64; cp1252 and utf-8 are two."),
        (b"Name\nCaf\xe9\n", {"encoding": "utf-8"}, ":2:1: this line is not utf-8; name the encoding with --encoding."),
        (b"Name\n+2AA-\n", {"encoding": "utf-7"}, ":1:1: this line is not utf-7; name the encoding with --encoding."),
        (b"Name\n\xc3\xa9\xc3\xa9\nCaf\xe9\n", {}, ":3:1: most of this file is UTF-8, but not this line."),
        (b"Name\n\x81\xff\xff\x00\n", {}, ": the encoding of this file cannot be made out; name it with --encoding."),
        (b'Name\nx\n"y\nz\n', {}, ":3:1: a cell in the row that starts here opens a quote that never closes."),
        (b'Name\n"x"y\n', {}, ":2:1: a cell in the row that starts here has text behind a quote."),
    ],
)
def test_a_file_that_is_no_inventory_is_refused_with_a_sentence(content, options, said):
    with pytest.raises(InputError) as raised:
        read(content, **options)

    assert str(raised.value).startswith(f"inventory.csv{said}")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter):
    table = read(INVENTORY.replace(",", delimiter))

    assert table.header == ("Name", "Unit", "Status")


def test_the_delimiter_can_be_named():
    assert read("a;b,c\n1;2,3\n", delimiter=";").header == ("a", "b,c")


def test_rows_are_counted_as_a_spreadsheet_counts_them():
    table = read('Name,Note\n"two\nlines",x\n,\nlast,y\n')

    assert [(row.number, row.cells) for row in table.rows] == [(2, ("two\nlines", "x")), (4, ("last", "y"))]


def test_columns_with_one_name_are_told_apart():
    table = read('Name,If other,"If \n other",,\nx,1,2,3,4\n')

    assert table.header == ("Name", "If other (1)", "If other (2)", "", "")


def test_a_cell_of_any_length_and_with_any_character_is_read():
    table = read("Name\n" + "x" * 300_000 + "\0\x1b\n")

    assert len(table.rows[0].cells[0]) == 300_002
    assert csv.field_size_limit() == 131_072


@given(
    st.binary()
    | st.text().map(lambda text: text.encode("utf-16", "surrogatepass"))
    | st.text().map(lambda text: f"a,b\n{text}\n".encode("utf-8", "surrogatepass"))
    | st.text().map(lambda text: f"a;b\n{text}\n".encode("gb18030", "replace"))
)
def test_whatever_is_in_the_bytes_the_answer_is_rows_or_a_sentence(content):
    try:
        answer = read(content).rows
    except InputError as error:
        answer = str(error)

    assert answer


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_named(encoding):
    with pytest.raises(InputError) as error:
        read(INVENTORY.encode(encoding))
    assert str(error.value) == (
        "inventory.csv: this file is saved as UTF-16. Save it as UTF-8, or say so: --encoding utf-16-le."
    )
    assert read(INVENTORY.encode(encoding), encoding=encoding).header == ("Name", "Unit", "Status")
