"""The setting of the roughness tester in the window: shown before measuring, declared, asked for again by the rule."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from metroapp.domain.callout import TextureStandard
from metroapp.domain.cutoff import Trace, TraceSource
from metroapp.domain.measurement import BoxKey
from metroapp.domain.record_options import PLAIN
from metroapp.domain.specification import Means
from metroapp.gui.dialogs.traces import TracesDialog
from metroapp.gui.models.left_to_do import left_to_do
from metroapp.gui.models.timeline import timeline
from metroapp.services import consultation
from tests.gui.bench_window import Bench
from tests.workbench import characteristic, part


def test_the_setting_is_shown_declared_and_the_rule_says_why_it_asks_for_more(bench: Bench) -> None:
    bench.shop.workshop.set_options(replace(PLAIN, texture=TextureStandard.ISO_4288)).result()
    asked = (
        characteristic(balloon, text, Means.ROUGHNESS_TESTER) for balloon, text in (("1", "Ra 3,2"), ("2", "Ra 1"))
    )
    bench.open(part(*asked))
    page = bench.page
    button, face = page.traces.open, page.expected.face
    assert button.isVisible() and "λc 2,5 mm, 5 × 2,5 = 12,5 mm" in button.text()
    button.click()
    dialog = page.findChild(TracesDialog)
    assert dialog is not None and not dialog.isModal() and "ISO 4288" in dialog.proposal.text()
    dialog.profile.setCurrentIndex(1)
    assert "non périodique" not in dialog.proposal.text()
    dialog.declare.click()  # periodic and no feed: it was sealed as a profile that is not periodic
    assert "avance manque" in dialog.said.text() and dialog.isVisible()
    dialog.spacing.setText("5")
    assert "0,013" in dialog.said.text()  # beyond the table
    dialog.spacing.setText("0,2")
    assert dialog.said.isHidden() and "avance 0,2 mm" in dialog.proposal.text()
    dialog.declare.click()
    bench.until_quiet()
    assert "Réglage déclaré : λc 0,8 mm" in button.text()
    bench.shop.workshop.type_value("2,5", "pas de câble").result()
    bench.until_quiet()
    assert "2e mesure sur 3" in face.accessibleDescription()
    for value in ("2,9", "3,1"):
        bench.shop.workshop.type_value(value, "pas de câble").result()
    bench.until_quiet()
    assert "règle des 16 % : 0 sur 3 au-dessus de 3,2\u00a0µm" in page.result.face.detail
    shop = bench.shop
    record = consultation.load(shop.workspace, consultation.record_lines(shop.workspace)[0].id)
    found = record.measurement(BoxKey(1, "1"))
    told = record.traces.of(found.id) if found else None
    assert told is not None and (told.source, told.trace) == (TraceSource.DECLARED, Trace(Decimal("0.8"), 5))
    assert "À régler et déclarer : λc 0,8 mm" in button.text()  # no cable: nobody but the operator says it
    bench.shop.workshop.type_value("0,7", "pas de câble").result()
    bench.until_quiet()
    assert button.isHidden()
    record = consultation.load(shop.workspace, record.header.id)
    assert "réglage du rugosimètre à déclarer : P1 rep. 2" in left_to_do(record, 0)
    assert any("avance 0,2 mm" in str(row) for row in timeline(record))
