"""What a relevé says, before anyone writes it; and the whole of it, held against a text.

After a wanted change, write the texts again with `METROAPP_GOLDEN=write python -m pytest tests/forms/test_releve.py`
and read their difference in git.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from forms.blocks import Document, Fields, InspectionGrid, Notes, Signatures, Summary, Table
from forms.cells import value_of, verdict_of
from forms.to_text import to_text
from metroapp.domain.measurement import Input, Observation, Origin, Role
from metroapp.domain.people import Role as PersonRole
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.record_options import PLAIN, Order, RecordOptions
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Means
from metroapp.wording import documents as words
from metroapp.wording.numbers import duration
from tests.forms import compared_records, decided_records, records
from tests.forms.filling import CALIPER, CLOSED_BY, STANDARD, Filling, characteristic
from tests.forms.records import describe

GOLDEN = Path(__file__).parent / "golden"


def grid(document: Document) -> InspectionGrid:
    return next(block for block in document.blocks if isinstance(block, InspectionGrid))


def table(document: Document, sheet: str) -> Table:
    return next(block for block in document.blocks if isinstance(block, Table) and block.sheet == sheet)


@pytest.mark.parametrize(
    ("name", "record"),
    [
        ("workshop-day", records.workshop_day()),
        ("still-open", records.still_open()),
        ("one-box", records.one_box()),
        ("ten-pieces", records.lot(3, 10)),
        ("specified", decided_records.specified()),
        ("iso-14253-1", records.uncertain_day()),
        ("held", decided_records.held()),
        ("gestures", records.gestures()),
        ("comparison", compared_records.drifted()),
    ],
)
def test_the_whole_paper(name: str, record: InspectionRecord) -> None:
    written = to_text(describe(record)) + "\n"
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("METROAPP_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", newline="\n")
    assert written == path.read_text(encoding="utf-8")


def test_the_description_is_pure() -> None:
    record = records.workshop_day()
    assert describe(record) == describe(record)


def test_a_thread_has_two_lines_and_each_its_own_expected_word() -> None:
    lines = [line for line in grid(describe(records.workshop_day())).lines if line.balloon == "9"]
    assert [(line.gauge, line.expected) for line in lines] == [("ENTRE", "passe"), ("N'ENTRE PAS", "ne passe pas")]


def test_an_unset_limit_is_absent_and_not_zero() -> None:
    flatness = next(line for line in grid(describe(records.workshop_day())).lines if line.balloon == "6")
    assert (flatness.lower, flatness.upper, flatness.middle) == (None, Decimal("0.02"), None)


def test_the_digits_that_were_shown_are_kept() -> None:
    results = grid(describe(records.workshop_day())).lines[0].results
    assert [value_of(result) for result in results[:2]] == ["19,991", "20,000"]


def test_every_state_has_its_word_or_its_sign() -> None:
    found = {
        (value_of(result), verdict_of(result), result.status)
        for record in (records.workshop_day(), records.still_open())
        for line in grid(describe(record)).lines
        for result in line.results
    }
    assert ("20,012", "NC▲", BoxStatus.NONCONFORMING) in found
    assert ("19,976", "NC▼", BoxStatus.NONCONFORMING) in found
    assert ("non conforme", "NC", BoxStatus.NONCONFORMING) in found
    assert ("non mesuré", "", BoxStatus.NOT_MEASURED) in found
    assert ("imp.", "", BoxStatus.IMPOSSIBLE) in found
    assert ("–", "", BoxStatus.NOT_PLANNED) in found
    assert all(verdict == "C" for _, verdict, status in found if status is BoxStatus.CONFORMING)


def test_marks_say_where_a_value_comes_from() -> None:
    lines = {line.balloon: line for line in grid(describe(records.workshop_day())).lines}
    assert lines["1"].results[0].marks == ""
    assert lines["2"].results[1].marks == "²"
    assert lines["4"].results[0].marks == "c"
    assert lines["6"].results[0].marks == "k"
    assert lines["10"].results[0].marks == "s"


def test_a_retake_prints_both_values_the_first_one_first() -> None:
    rows = table(describe(records.workshop_day()), words.SHEET_RETAKES).rows
    assert [(row[2], row[3], row[5]) for row in rows] == [
        (1, Decimal("32.05"), ""),
        (2, Decimal("32.04"), "bavure sous le bec"),
    ]


def test_a_value_in_inches_is_judged_and_read_in_the_unit_of_its_limits() -> None:
    filling = Filling((characteristic("1", "Longueur", "25,4 ±0,1", Means.CALIPER),), 1)
    filling.value(1, "1", "1.0010", CALIPER, unit=Unit.INCH)
    document = describe(filling.record)
    line = grid(document).lines[0]
    assert (line.unit, line.results[0].number) == ("mm", Decimal("25.42540"))
    assert table(document, words.READINGS).rows[0][2:4] == (Decimal("1.0010"), "in")


@pytest.mark.parametrize(
    ("callout", "drawn"),
    [
        ("battement 0,02 A-B", "↗ 0,02 A-B"),
        ("localisation 0,1 A B", "⌖ 0,1 A B"),
        ("planéité 0,05", "⏥ 0,05"),
        ("Ø20 h7", "Ø20 h7"),
    ],
)
def test_a_geometrical_callout_is_drawn_by_its_sign_and_keeps_its_datums(callout: str, drawn: str) -> None:
    filling = Filling((characteristic("1", "x", callout, Means.DIAL_INDICATOR),), 1)
    assert grid(describe(filling.record)).lines[0].callout == drawn


def test_a_cylindrical_zone_keeps_its_diameter_sign() -> None:
    wanted = characteristic("1", "x", "localisation 0,1 A", Means.DIAL_INDICATOR)
    wanted = replace(wanted, callout=replace(wanted.callout, text="localisation Ø0,1 A"))
    assert grid(describe(Filling((wanted,), 1).record)).lines[0].callout == "⌖ Ø0,1 A"


def test_a_reading_of_a_simulator_is_enough_for_the_watermark() -> None:
    filling = Filling(STANDARD, 1)
    assert describe(filling.record).watermark == ""
    filling.value(1, "2", "32.00", simulated=True)
    assert describe(filling.record).watermark == "SIMULATION"


def test_empty_fields_of_the_header_are_visibly_empty() -> None:
    filling = Filling(STANDARD, 1)
    filling.record.header = replace(filling.record.header, lot="")
    header = next(block for block in describe(filling.record).blocks if isinstance(block, Fields))
    assert dict(header.pairs)[words.LOT] == "–"
    assert dict(header.pairs)[words.RULE].endswith("sans prise en compte de l'incertitude")
    assert all(value for _, value in header.pairs)


def test_the_counts_add_up() -> None:
    record = records.workshop_day()
    summary = next(block for block in describe(record).blocks if isinstance(block, Summary))
    pieces, *sorted_pieces = (count for _, count, _ in summary.counts)
    assert pieces == sum(sorted_pieces) == 5
    planned = sum(record.status(box) is not BoxStatus.NOT_PLANNED for box in record.boxes())
    checked, bad, missing = (count for _, count, _ in summary.checks)
    assert (checked + missing, bad, missing) == (planned, 5, 1)


def test_the_operator_signs_when_the_record_is_closed() -> None:
    for record, date in ((records.one_box(), "24/11/2026"), (records.still_open(), "")):
        block = next(block for block in describe(record).blocks if isinstance(block, Signatures))
        assert block.boxes[0] == (words.OPERATOR_FUNCTION, CLOSED_BY, date, "")


def test_a_secret_given_is_said_beside_the_visa_and_the_concession_and_nowhere_else() -> None:
    signed, plain = describe(records.uncertain_day()), describe(records.workshop_day())
    visas = next(block for block in signed.blocks if isinstance(block, Signatures))
    assert [visa.signed for visa in visas.boxes] == [words.SIGNED, ""]
    assert table(signed, words.SHEET_CONCESSIONS).rows[0][4] == "Dominique Leroy (signé par code personnel)"
    assert words.SIGNED not in to_text(plain)


def test_the_header_names_the_rule_that_all_share() -> None:
    def rule(record: InspectionRecord) -> str:
        header = next(block for block in describe(record).blocks if isinstance(block, Fields))
        return dict(header.pairs)[words.RULE]

    assert rule(records.workshop_day()) == "acceptation simple, sans prise en compte de l'incertitude"
    assert rule(records.uncertain_day()) == "ISO 14253-1, probabilité d'être conforme d'au moins 95 %"
    assert rule(decided_records.guarded()) == "selon la caractéristique (voir la justification des verdicts)"


def test_held_pieces_are_counted_right_after_the_nonconforming_ones() -> None:
    summary = next(block for block in describe(decided_records.held()).blocks if isinstance(block, Summary))
    assert [(title, count) for title, count, _ in summary.counts] == [
        (words.SUMMARY_PIECES, 4), (words.SUMMARY_CONFORMING, 1), (words.SUMMARY_NONCONFORMING, 1),
        (words.SUMMARY_HELD, 1), (words.SUMMARY_CONCESSION, 0), (words.SUMMARY_UNSORTED, 1),
    ]  # fmt: skip
    assert grid(describe(decided_records.held())).dispositions == (
        Disposition.CONFORMING, Disposition.HELD, Disposition.NONCONFORMING, Disposition.UNSORTED,
    )  # fmt: skip
    plain = next(block for block in describe(records.workshop_day()).blocks if isinstance(block, Summary))
    assert words.SUMMARY_HELD not in [title for title, _, _ in plain.counts]


def test_every_measurement_is_justified_in_the_order_of_time() -> None:
    record = records.uncertain_day()
    rows = table(describe(record), words.SHEET_JUSTIFICATIONS).rows
    assert len(rows) == sum(len(record.history(box)) for box in record.boxes())
    assert rows[0][:5] == (1, "1", Decimal("19.991"), "mm", "conforme")
    assert all(str(row[5]).endswith(f"· {row[4]}") or f"· {row[4]} (" in str(row[5]) for row in rows)
    assert len({row[5] for row in rows if "remplacée par une reprise" in str(row[5])}) == 3


def test_an_unmeasured_piece_is_never_good() -> None:
    assert set(grid(describe(Filling(STANDARD, 3).record)).dispositions) == {Disposition.UNSORTED}


def test_a_bad_observation_says_what_was_expected() -> None:
    filling = Filling((characteristic("9", "Filetage", "M12x1,75-6g", Means.THREAD_RING),), 1)
    filling.gauge(1, "9", go=True, no_go=True)
    rows = table(describe(filling.record), words.NONCONFORMITIES).rows
    assert [row[1] for row in rows] == ["9 N'ENTRE PAS"]
    assert rows[0][-1] == "passe au lieu de ne passe pas"
    filling.observe(1, "9", Observation.DOES_NOT_PASS, BoxCode.NO_GO, "calibre mal présenté")
    assert not [block for block in describe(filling.record).blocks if getattr(block, "sheet", "") == "Non-conformités"]


def test_several_readings_of_a_size_show_their_extremes() -> None:
    filling = Filling((characteristic("1", "Épaisseur", "8 ±0,05", Means.MICROMETER, readings=3),), 1)
    inputs = tuple(Input(Role.READING, Quantity(Decimal(text))) for text in ("8.010", "7.990", "8.040"))
    filling.value(1, "1", "8.040", "M-02", origin=Origin.TYPED, inputs=inputs)
    (row,) = table(describe(filling.record), words.READINGS).rows
    assert row[10] == "mini 7,990, maxi 8,040 ; lecture 8,010 ; lecture 7,990 ; lecture 8,040"


# -- gestures ---------------------------------------------------------------------------------------------------------


def pairs(document: Document) -> dict[str, str]:
    return dict(next(block for block in document.blocks if isinstance(block, Fields)).pairs)


def visas(document: Document) -> list[tuple[str, ...]]:
    return list(next(block for block in document.blocks if isinstance(block, Signatures)).boxes)


def test_a_box_that_awaits_its_second_reading_says_so_beside_its_value() -> None:
    document = describe(records.gestures())
    result = grid(document).lines[0].results[1]
    assert (value_of(result), verdict_of(result), result.marks, result.awaits_second) == (
        "19,991",
        "à conf.",
        "²?",
        True,
    )
    assert grid(document).dispositions[1] is Disposition.HELD
    legend = next(block for block in document.blocks if isinstance(block, Notes)).lines[0]
    assert legend.endswith("· ? seconde lecture attendue")
    borne_out = grid(document).lines[0].results[2]  # by a visa
    assert (verdict_of(borne_out), borne_out.marks, borne_out.awaits_second) == ("C", "²", False)


def test_a_cancelled_value_is_printed_as_cancelled_and_decides_nothing() -> None:
    document = describe(records.gestures())
    emptied = grid(document).lines[-1].results[7]
    assert (value_of(emptied), verdict_of(emptied), emptied.marks) == ("non mesuré", "", "")
    kept = [row for row in table(document, words.SHEET_RETAKES).rows if row[0] == 8]
    assert [(row[3], row[5]) for row in kept] == [
        (Decimal("0.05"), "annulée le 24/11/2026 09:05, par Camille Martin")
    ]  # fmt: skip
    annex = [row for row in table(document, words.READINGS).rows if "annulée le" in str(row[9])]
    assert [(row[0], row[2], row[4]) for row in annex] == [
        (6, Decimal("0.2"), "non conforme"), (8, Decimal("0.05"), "conforme"),
    ]  # fmt: skip


def test_what_was_done_about_values_is_listed_in_the_order_of_the_journal() -> None:
    rows = table(describe(records.gestures()), words.SHEET_FOLLOWED).rows
    signed = "Dominique Leroy (signé par code personnel)"
    assert [(row[0], row[1], row[5]) for row in rows] == [
        ("pièces nettoyées et ébavurées", "", CLOSED_BY),
        ("bon à produire", "", signed),
        ("appel (consigne : arrêter la machine, prévenir le régleur)", 3, CLOSED_BY),
        ("visa qualité", 3, signed),
        ("valeur confirmée", 5, CLOSED_BY),
        ("lecture annulée", 6, CLOSED_BY),
        ("lecture annulée", 8, CLOSED_BY),
    ]


def test_a_dropped_reading_keeps_its_digits_its_frame_and_where_it_would_have_gone() -> None:
    rows = table(describe(records.gestures()), words.SHEET_DROPPED).rows
    raw = b"01A+12.345\r".hex()
    assert [row[:5] for row in rows] == [
        ("M-02", "12,345\u00a0mm", "pièce 4, rep. 1", raw, CLOSED_BY),
        ("PC-01", "12,345\u00a0mm", "aucune", raw, CLOSED_BY),
    ]


def test_pieces_measured_because_of_a_bad_sample_are_named_and_those_still_to_be() -> None:
    document = describe(records.gestures())
    (row,) = table(document, words.SHEET_ADDED).rows
    assert row == ("2", "Longueur totale", "1/3", "2, 5", "3")
    length = grid(document).lines[1]
    assert [value_of(result) for result in length.results] == [
        "85,50", "85,50", "non mesuré", "85,70", "85,52", "–", "85,48", "non mesuré",
    ]  # fmt: skip


def test_the_header_says_the_order_and_the_time_allotted_and_elapsed() -> None:
    closed, still_open = describe(records.gestures()), describe(records.gestures(closed=False))
    assert pairs(closed)[words.FILLING_ORDER] == "instrument par instrument"
    assert pairs(closed)[words.ALLOTTED] == "20\u00a0min / 6\u00a0min 25\u00a0s"
    assert pairs(still_open)[words.ALLOTTED] == "20\u00a0min / 5\u00a0h 5\u00a0min 30\u00a0s"  # when it is issued
    ordered = Filling(STANDARD, 1, options=RecordOptions(Order.CHARACTERISTIC))
    assert words.ALLOTTED not in pairs(describe(ordered.record))
    assert pairs(describe(ordered.record))[words.FILLING_ORDER] == "cote par cote"
    assert words.FILLING_ORDER not in pairs(describe(Filling(STANDARD, 1, options=PLAIN).record))


def test_the_first_piece_and_the_visas_have_their_signatures() -> None:
    assert visas(describe(records.gestures()))[1:] == [
        (words.APPROVAL_FUNCTION, "Dominique Leroy", "24/11/2026", words.SIGNED),
        (words.VISA_FUNCTION, "Dominique Leroy", "24/11/2026", words.SIGNED),
        (words.QUALITY_FUNCTION, "", "", ""),
    ]
    asked = Filling(STANDARD, 2, options=RecordOptions(approval=PersonRole.TRAINER))
    assert visas(describe(asked.record))[1] == (words.APPROVAL_FUNCTION, "", "", "")
    assert len(visas(describe(records.workshop_day()))) == 2


def test_a_record_without_gestures_has_none_of_their_tables() -> None:
    sheets = {block.sheet for block in describe(records.workshop_day()).blocks if isinstance(block, Table)}
    assert not sheets & {words.SHEET_FOLLOWED, words.SHEET_DROPPED, words.SHEET_ADDED}


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 min"), (-5, "0 min"), (59, "59 s"), (60, "1 min"), (3600, "1 h"), (3910, "1 h 5 min 10 s")],
)
def test_a_duration_says_its_hours_minutes_and_seconds(seconds: int, said: str) -> None:
    assert duration(timedelta(seconds=seconds)).replace("\u00a0", " ") == said
