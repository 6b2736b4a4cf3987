"""Filling a customer's workbook: the file is right and whole, or a sentence says why there is none."""

from __future__ import annotations

import errno
import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest

from forms import saving
from forms.template_fields import FormData
from metroapp.cli import main
from metroapp.domain.measurement import EntryId
from metroapp.domain.message import Refusal
from metroapp.domain.specification import Means
from metroapp.services import consultation, templates
from metroapp.services.new_record import NewRecord
from tests.forms import customer_template as customer
from tests.forms import records
from tests.workbench import CALIPER, Shop, characteristic, part

SIZES = ("35.02", "35.20", "34.98")
CONTENT_TYPES, WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"


class Order:
    """A workshop with one record, and the folder where templates come from."""

    def __init__(self, root: Path) -> None:
        self.folder = root
        shop = Shop(root / "atelier")
        tested = part(characteristic("1", "35 ±0,1", Means.CALIPER))
        shop.workshop.open_record(NewRecord(tested, len(SIZES), "OF-7", "=1+1")).result()
        shop.read(CALIPER, *SIZES)
        self.workspace = shop.workspace
        self.id: EntryId = consultation.record_lines(shop.workspace)[0].id
        shop.close()

    def template(self, parts: dict[str, bytes] | bytes, name: str = "client.xlsx") -> Path:
        path = self.folder / name
        path.write_bytes(parts if isinstance(parts, bytes) else customer.packed(parts))
        return path

    def fill(self, template: Path, out: str = "out") -> Path:
        return templates.fill(self.workspace, self.id, template, self.folder / out).path


@pytest.fixture(scope="module")
def order(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Order]:
    return Order(tmp_path_factory.mktemp("templates"))


def refused(asked: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as refusal:
        asked()
    return refusal.value.message.code


def test_a_template_with_macros_is_filled_and_they_are_copied_unread(order: Order) -> None:
    parts = customer.changed(
        CONTENT_TYPES,
        ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
         "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    )  # fmt: skip
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 no macro at all"
    path = order.fill(order.template(parts, "macros.xlsx"))
    assert path.name == "macros-P1-2026-0001.xlsm"
    with zipfile.ZipFile(path) as package:
        assert package.namelist() == list(parts)
        changed = {name for name in parts if package.read(name) != parts[name]}
        assert changed == {customer.SHEET, customer.HIDDEN}
        assert {member.date_time for member in package.infolist()} == {(2024, 5, 6, 7, 8, 10)}


HOSTILE: dict[str, tuple[Callable[[], dict[str, bytes] | bytes], str]] = {
    "nothing": (lambda: b"", "template.unreadable"),
    "cut": (lambda: customer.packed(customer.parts())[:-200], "template.unreadable"),
    "under a password": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le"),
                         "sheet.encrypted"),
    "before 2007": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + b"Workbook", "sheet.old_excel"),
    "a bomb": (lambda: customer.parts() | {"xl/media/big.bin": bytes(101 * 2**20)}, "template.too_large"),
    "a huge sheet": (lambda: customer.parts() | {customer.SHEET: bytes(17 * 2**20)}, "template.too_large"),
    "entities": (lambda: customer.parts() | {customer.SHEET: b"<!DOCTYPE a [<!ENTITY b 'c'>]><worksheet/>"},
                 "template.unreadable"),
    "entities in its texts": (lambda: customer.changed("xl/sharedStrings.xml", ("<sst", "<!DOCTYPE a><sst")),
                              "template.unreadable"),
    "a template of Excel": (lambda: customer.changed(CONTENT_TYPES, ("sheet.main+xml", "template.main+xml")),
                            "template.unknown_format"),
    "no workbook": (lambda: customer.parts() | {"_rels/.rels": b"<a/>"}, "template.unknown_format"),
    "a text that is not there": (lambda: customer.changed(WORKBOOK, ('r:id="rId1"', 'r:id="rId99"')) |
                                 {customer.HIDDEN: b"<a>"}, "template.unreadable"),
    "a signature": (lambda: customer.parts() | {"_xmlsignatures/sig1.xml": b"<a/>"}, "template.signed"),
    "a merge of nothing": (lambda: customer.changed(customer.SHEET, ('ref="A1:B1"', 'ref="A1:B1:C1"')),
                         "template.unreadable"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_no_template_is_refused_in_a_sentence(name: str, order: Order) -> None:
    made, code = HOSTILE[name]
    assert refused(lambda: templates.inspect(order.template(made(), "hostile.xlsx"))) == code


def test_two_parts_of_one_name_are_refused(order: Order) -> None:
    twice = io.BytesIO(customer.packed(customer.parts()))
    with zipfile.ZipFile(twice, "a") as package:
        package.writestr(customer.SHEET.upper(), b"<worksheet/>")
    assert refused(lambda: templates.inspect(order.template(twice.getvalue()))) == "template.unreadable"
    assert refused(lambda: templates.inspect(order.folder)) == "template.absent"


def test_a_template_that_would_leave_something_out_is_refused_before_anything_is_written(order: Order) -> None:
    data = records.data_of(records.workshop_day())
    whole = templates.inspect(order.template(customer.parts()))
    templates.require_room(whole, FormData(data))
    for record, parts, code in (
        (records.lot(16, 1), customer.parts(), "template.too_few_lines"),
        (records.lot(1, 9), customer.parts(), "template.too_few_pieces"),
        (records.still_open(), customer.changed("xl/sharedStrings.xml", ("{{simulé}}", "-")), "template.simulated"),
    ):  # fmt: skip
        path = order.template(parts, "few.xlsx")
        form = FormData(records.data_of(record))
        assert refused(lambda path=path, form=form: templates.require_room(templates.inspect(path), form)) == code  # type: ignore[misc]
    empty = customer.parts() | {customer.HIDDEN: customer.parts()[customer.HIDDEN].replace(b"{{", b"{")}
    empty["xl/sharedStrings.xml"] = empty["xl/sharedStrings.xml"].replace(b"{{", b"{")
    empty[customer.SHEET] = empty[customer.SHEET].replace(b"{{", b"{")
    assert refused(lambda: order.fill(order.template(empty, "empty.xlsx"), "never")) == "template.no_placeholder"
    assert not (order.folder / "never").exists()


def test_a_forgotten_box_never_puts_a_value_under_another_piece(order: Order) -> None:
    form = FormData(records.data_of(records.workshop_day()))
    boxes = '<c r="{0}" s="2" t="s"><v>9</v></c>'
    for swaps, cell in (
        (((boxes.format("G8"), '<c r="G8" s="2"/>'),), "H8"),  # its third value would be under piece 4
        ((('<c r="A9"/>', '<c r="A9" t="s"><v>6</v></c>'), ('<c r="E9" s="2"/>', boxes.format("E9"))), "E9"),
    ):
        read = templates.inspect(order.template(customer.changed(customer.SHEET, *swaps), "hole.xlsx"))
        with pytest.raises(Refusal) as refusal:
            templates.require_room(read, form)
        assert (refusal.value.message.code, refusal.value.message.fields["cell"]) == ("template.uneven", cell)


def test_a_full_disk_or_a_file_held_open_leaves_nothing_cut_under_the_name(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = order.template(customer.parts())
    out = order.folder / "held"
    before = order.fill(template, "held").read_bytes()

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(saving.os, "fsync", full)
        assert refused(lambda: order.fill(template, "held")) == "export.full"
    assert [path.read_bytes() for path in out.iterdir()] == [before]

    def held(_from: Path, _to: Path) -> None:
        raise PermissionError(errno.EACCES, "open in a spreadsheet")

    monkeypatch.setattr(Path, "replace", held)
    assert refused(lambda: order.fill(template, "held")) == "export.not_replaced"
    assert [path.read_bytes() for path in out.iterdir()] == [before]


def test_the_command_line_checks_and_fills(order: Order, capsys: pytest.CaptureFixture[str]) -> None:
    template = str(order.template(customer.parts(), "modèle client.xlsx"))
    assert main(["template", "check", template, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["pieces"], [one["lines"] for one in told["sheets"]]) == (customer.PIECES, [customer.LINES, 0])
    assert told["not_understood"][0] == {
        "sheet": "Contrôle", "cell": "A3", "text": "lott", "problem": "unknown", "suggestion": "lot",
    }  # fmt: skip
    assert {"sheet": "Contrôle", "cell": "E8", "text": "valeur", "name": "valeur", "line": 1, "piece": 1} in told[
        "understood"
    ]
    assert main(["template", "check", template]) == 0
    assert "Contrôle A3 : {{lott}} : non compris" in capsys.readouterr().out
    here = ["--record", str(order.id), "--workspace", str(order.workspace.root), "--out", str(order.folder / "cli")]
    assert main(["template", "fill", template, *here]) == 0
    said = capsys.readouterr()
    assert "modèle client-P1-2026-0001.xlsx" in said.out and "vouliez-vous {{lot}} ?" in said.err
    example = str(order.folder / "exemple.xlsx")
    assert main(["template", "example", example]) == 0
    assert main(["template", "fill", example, *here, "--json"]) == 0
    assert json.loads(capsys.readouterr().out.split("\n", 1)[1])["left"] == []
    assert main(["template", "check", str(order.folder / "absent.xlsx")]) == 2
    assert "n'est pas un fichier lisible" in capsys.readouterr().err


@pytest.mark.tool("soffice")
def test_a_spreadsheet_opens_it_and_computes_its_formulas_again(order: Order) -> None:
    path = order.fill(order.template(customer.parts()), "calc")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={order.folder.as_uri()}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", "computed", path.name],
        cwd=path.parent, check=True, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    book = openpyxl.load_workbook(path.parent / "computed" / path.name, data_only=True)
    sheet = book["Contrôle"]
    assert [sheet[cell].value for cell in ("E8", "F8", "G8", "D8")] == [35.02, 35.2, 34.98, 35.2]
    assert (sheet["B5"].value, sheet["C5"].value, sheet["C23"].value) == (6, pytest.approx(1 / 3), 1)
    assert (book["Calculs"]["B1"].value, book["Calculs"]["A1"].value) == (7, "=1+1")
    assert len(sheet._images) == 1 and sheet.print_area == "'Contrôle'!$A$1:$L$28"
