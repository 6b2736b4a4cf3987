"""A customer's workbook in the window: what it asks for is shown, then it is filled."""

from __future__ import annotations

from pathlib import Path

from metroapp.domain.specification import Means
from metroapp.gui.dialogs.template import TemplateDialog
from metroapp.gui.window import ARCHIVES
from metroapp.services.new_record import NewRecord
from tests.forms import customer_template as customer
from tests.gui.bench_window import Bench
from tests.workbench import CALIPER, characteristic, part


def test_a_template_is_read_filled_and_its_faults_are_said(bench: Bench, tmp_path: Path) -> None:
    tested = part(characteristic("1", "35 ±0,1", Means.CALIPER))
    bench.shop.workshop.open_record(NewRecord(tested, 9, "OF-7", "L-2")).result()
    bench.read(CALIPER, "35.02")
    bench.window.show_page(ARCHIVES)
    page = bench.window.archives
    bench.until(lambda: bool(page.operations.rows))
    page.papers.template.click()
    (dialog,) = page.findChildren(TemplateDialog)
    assert not dialog.isModal() and not dialog.fill_button.isEnabled()

    client = tmp_path / "client.xlsx"
    client.write_bytes(customer.packed(customer.parts()))
    dialog.read(client)
    bench.until(lambda: "réserve 8 pièce(s) et ce relevé en a 9" in dialog.said.text())
    assert dialog.rows.rows[0].texts[:2] == ("Contrôle A3", "{{lott}}") and "{{lot}}" in dialog.rows.rows[0].texts[2]
    assert ("Contrôle A2", "{{N° OF}}", "ordre de fabrication", "OF-7") in [row.texts for row in dialog.rows.rows]
    assert not dialog.fill_button.isEnabled()

    example = tmp_path / "exemple.xlsx"
    dialog.save_example(example)
    bench.until(example.exists)
    dialog.read(example)
    bench.until(dialog.fill_button.isEnabled)
    values = {row.texts[1]: row.texts[3] for row in dialog.rows.rows}
    assert (values["{{valeur}}"], values["{{mini}}"], values["{{lot}}"]) == ("35,02", "34,9", "L-2")
    dialog.fill_button.click()
    bench.until(lambda: dialog.folder.isVisible())
    (written,) = bench.shop.workspace.exports.glob("*.xlsx")
    assert written.name == "exemple-P1-2026-0001.xlsx" and written.name in dialog.said.text()

    (tmp_path / "abime.xlsx").write_bytes(b"PK no workbook")
    dialog.read(tmp_path / "abime.xlsx")
    bench.until(lambda: "ne peut pas être lu" in dialog.said.text())
    assert not dialog.fill_button.isEnabled()
    dialog.close()
    bench.until_quiet()
