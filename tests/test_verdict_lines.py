"""The line and the panel that say why a verdict: every figure that decided, and nothing that does not apply."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.justification import Advice, justify
from metroapp.domain.measurement import BoxKey, Observation, Origin
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record_options import RecordOptions
from metroapp.domain.specification import BoxCode, Means
from metroapp.wording import verdicts
from metroapp.wording.advice import advice_sentence
from metroapp.wording.verdict_figures import percent
from metroapp.wording.verdicts import verdict_details, verdict_line
from tests.forms import decided_records, records
from tests.forms.filling import CALIPER, INDICATOR, MICROMETER, Filling, characteristic

ISO = DecisionRule(RuleName.ISO_14253_1)
GUARD = DecisionRule(RuleName.GUARD, Decimal("0.01"))
FIRST = BoxKey(1, "1")
KNOWN = {MICROMETER: "0.0015", CALIPER: "0.012"}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def filled(
    callout: str, means: Means, text: str, instrument: str = MICROMETER, *, unit: Unit | None = None, **facts: Any
) -> Filling:
    filling = Filling((characteristic("1", "x", callout, means, **facts),), 1, uncertainties=KNOWN)
    filling.value(1, "1", text, instrument, unit=unit)
    return filling


def line(filling: Filling, box: BoxKey = FIRST) -> str:
    found = filling.record.measurement(box)
    assert found is not None
    return plain(verdict_line(justify(filling.record, found)))


def details(filling: Filling, box: BoxKey = FIRST) -> dict[str, str]:
    found = filling.record.measurement(box)
    assert found is not None
    return {title: plain(text) for title, text in verdict_details(justify(filling.record, found))}


def test_the_line_of_a_value_accepted_simply() -> None:
    assert line(filled("Ø20 H7", Means.MICROMETER, "20.013")) == (
        "20,013 mm dans [20,000 ; 20,021] (Ø20 H7 : ES +0,021 EI 0) · acceptation simple, sans prise en compte de "
        "l'incertitude · u 0,0015 mm (registre, M-02) · valeur non arrondie · conforme"
    )


def test_the_line_of_a_value_held_says_what_is_accepted_what_is_refused_and_what_to_do() -> None:
    assert line(filled("Ø20 H7", Means.MICROMETER, "20.020", rule=ISO)) == (
        "20,020 mm dans [20,000 ; 20,021] (Ø20 H7 : ES +0,021 EI 0) · ISO 14253-1, probabilité d'être conforme d'au "
        "moins 95 % : accepté dans [20,002475 ; 20,018525], refusé hors de [19,997525 ; 20,023475] · u 0,0015 mm "
        "(registre, M-02) · valeur non arrondie · à confirmer (prendre un moyen plus précis)"
    )


@pytest.mark.parametrize(
    ("filling", "wanted"),
    [
        (filled("Ø20 H7", Means.MICROMETER, "20.025"), "20,025 mm hors de [20,000 ; 20,021]"),
        (filled("Ø20 H7", Means.MICROMETER, "20.025"), "0,004 mm au-dessus du maxi"),
        (filled("planéité 0,02", Means.DIAL_INDICATOR, "0.025"), "0,025 mm > 0,02 (planéité 0,02), 0,005 mm au-dessus"),
        (filled("L Ra 0,8", Means.ROUGHNESS_TESTER, "1.0"), "1,0 µm ≥ 0,8"),
        (filled("30° ±0,5°", Means.PROTRACTOR, "30.25"), "30,25° dans [29°30′ ; 30°30′]"),
        (filled("25,4 ±0,1", Means.CALIPER, "1.0010", unit=Unit.INCH), "1,0010 in (25,42540 mm) dans [25,3 ; 25,5]"),
        (filled("20 ±0,05", Means.CALIPER, "20.00", CALIPER, rule=GUARD), "bande de garde choisie de 0,01 mm"),
        (filled("20 ±0,01", Means.CALIPER, "20.00", CALIPER, rule=ISO), "aucune valeur acceptée, refusé hors de ["),
        (filled("Ra 1,6", Means.ROUGHNESS_TESTER, "1.2", "R-99", rule=ISO), "u non donnée"),
        (filled("Ra 1,6", Means.ROUGHNESS_TESTER, "1.2", "R-99", rule=ISO), "à confirmer (donner l'incertitude)"),
        (
            filled("Ø20 h7", Means.MICROMETER, "19.99", uncertainty=Quantity(Decimal("0.002"))),
            "u 0,002 mm (donnée avec la caractéristique)",
        ),
    ],
)  # fmt: skip
def test_the_line_says(filling: Filling, wanted: str) -> None:
    assert wanted in line(filling)


def test_a_computed_value_and_a_general_tolerance_say_so() -> None:
    day = records.uncertain_day()
    found = day.measurement(BoxKey(1, "4"))
    assert found is not None and found.origin is Origin.COMPARISON
    assert "valeur calculée à 10⁻⁹ près" in verdict_line(justify(day, found))


def test_a_concession_and_a_retake_are_in_the_line() -> None:
    filling = filled("Ø20 H7", Means.MICROMETER, "20.025")
    filling.concede("D-2026-7", 1, "1")
    assert line(filling).endswith("· dérogation D-2026-7 · non conforme")
    first = filling.record.measurement(BoxKey(1, "1"))
    filling.value(1, "1", "20.010", MICROMETER, reason="copeau")
    assert first is not None
    assert plain(verdict_line(justify(filling.record, first))).endswith("· remplacée par une reprise · non conforme")


def test_a_bonus_is_said_or_missed() -> None:
    wanted = (
        characteristic("1", "x", "Ø6,6 H12", Means.CALIPER),
        characteristic("2", "x", "position Ø0,1 Ⓜ A B", Means.DIAL_INDICATOR, size_balloon="1"),
    )
    filling = Filling(wanted, 1)
    filling.value(1, "2", "0.12", INDICATOR)
    box = BoxKey(1, "2")
    assert "bonus Ⓜ inconnu" in line(filling, box)
    assert details(filling, box)["Bonus Ⓜ"].startswith("Inconnu tant que le repère 1 n'est pas mesuré")
    assert "mesurez d'abord le repère 1" in details(filling, box)[verdicts.ADVICE]
    filling.value(1, "1", "6.65")
    assert "0,12 mm ≤ 0,150" in line(filling, box)
    assert "maxi augmenté de 0,050 mm (Ⓜ)" in line(filling, box)


def test_an_observation_is_held_against_what_a_good_piece_gives() -> None:
    filling = Filling((characteristic("9", "x", "M12x1,75-6g", Means.THREAD_RING),), 1)
    filling.gauge(1, "9", go=True, no_go=True)
    good, bad = (BoxKey(1, "9", code) for code in (BoxCode.GO, BoxCode.NO_GO))
    assert line(filling, good) == "passe, comme une pièce conforme (M12x1,75-6g ENTRE) · conforme"
    assert line(filling, bad) == "passe au lieu de ne passe pas (M12x1,75-6g N'ENTRE PAS) · non conforme"
    assert set(details(filling, good)) == {verdicts.LIMITS, verdicts.MEANS}
    envelope = Filling((characteristic("3", "x", "Ø20 h7 Ⓔ", Means.MICROMETER),), 1)
    envelope.observe(1, "3", Observation.NOT_DEMONSTRATED, BoxCode.ENVELOPE)
    box = BoxKey(1, "3", BoxCode.ENVELOPE)
    assert line(envelope, box).endswith("à confirmer (démontrer l'enveloppe)")
    assert details(envelope, box)[verdicts.ADVICE] == advice_sentence(Advice.DEMONSTRATE_ENVELOPE)


def test_the_panel_of_a_value_held() -> None:
    found = details(filled("Ø20 H7", Means.MICROMETER, "20.020", rule=ISO))
    assert list(found) == [
        verdicts.LIMITS, verdicts.RULE, verdicts.UNCERTAINTY, verdicts.ROUNDING, verdicts.MEANS, verdicts.PROBABILITY,
        verdicts.PRODUCER_RISK, verdicts.CAPABILITY, verdicts.ADVICE,
    ]  # fmt: skip
    assert "ES = +0,021" in found[verdicts.LIMITS]
    assert "bande de garde g = 0,002475 mm" in found[verdicts.RULE]
    assert found[verdicts.UNCERTAINTY] == (
        "u = 0,0015 mm ; U = 2u = 0,003 mm (k = 2). Source : registre des instruments, M-02."
    )
    assert "n'est jamais arrondie pour décider" in found[verdicts.ROUNDING]
    assert found[verdicts.MEANS] == "micromètre M-02 · instrument"
    assert found[verdicts.PROBABILITY].startswith("74,75 %")
    assert found[verdicts.CAPABILITY].startswith("T / (4u) = 3,5")


def test_a_value_accepted_runs_the_risk_of_the_customer() -> None:
    found = details(filled("Ø20 H7", Means.MICROMETER, "20.010"))
    assert verdicts.CONSUMER_RISK in found and verdicts.PRODUCER_RISK not in found
    assert verdicts.ADVICE not in found


def test_the_readings_behind_a_value_are_named() -> None:
    day = records.uncertain_day()
    found = day.measurement(BoxKey(1, "5"))
    assert found is not None
    means = dict(verdict_details(justify(day, found)))[verdicts.MEANS]
    assert plain(means) == "colonne de mesure H-04 · calcul : 1er palpage 50,000 mm ; 2e palpage 62,004 mm"


@pytest.mark.parametrize("advice", list(Advice))
def test_every_advice_is_a_sentence(advice: Advice) -> None:
    text = advice_sentence(advice, "7")
    assert text[0].isupper() and text.endswith(".") and "{" not in text


@given(st.decimals(0, 1, allow_nan=False))
def test_a_probability_is_never_quite_certain(share: Decimal) -> None:
    text = percent(share)
    assert text not in ("0 %", "100 %") and text.endswith("%")


@pytest.mark.parametrize(
    "record",
    [
        records.uncertain_day(),
        decided_records.guarded(),
        decided_records.held(),
        decided_records.specified(),
        records.workshop_day(),
    ],
)
def test_every_verdict_of_a_record_is_one_line(record: Any) -> None:
    for box in record.boxes():
        for found in record.history(box):
            why = justify(record, found)
            text = verdict_line(why)
            assert "\n" not in text and not re.search(r"\{\w*\}|None|Decimal", text)
            assert all(title and said for title, said in verdict_details(why))


def test_the_line_and_the_panel_of_a_value_that_awaits_a_second_reading() -> None:
    filling = Filling((characteristic("1", "x", "Ø20 h7", Means.MICROMETER),), 1, options=RecordOptions())
    filling.value(1, "1", "20.012", MICROMETER)
    filling.value(1, "1", "19.990", MICROMETER, reason="copeau")
    assert line(filling).endswith(
        "· bonne après une valeur qui ne l'était pas · à confirmer (refaire une lecture au même endroit, ou visa du "
        "technicien qualité)"
    )
    said = details(filling)
    assert said[verdicts.SECOND_READING].startswith("Une valeur de cette case n'était pas bonne")
    assert said[verdicts.ADVICE] == advice_sentence(Advice.SECOND_READING)
    filling.give_visa(1, "1")
    assert line(filling).endswith("· visa qualité de Dominique Leroy · conforme")
    assert details(filling)[verdicts.VISA].startswith("Dominique Leroy, signé par code personnel le 24/11/2026")
    assert verdicts.ADVICE not in details(filling)


def test_the_line_and_the_panel_of_a_cancelled_value() -> None:
    filling = filled("Ø20 h7", Means.MICROMETER, "20.012")
    (found,) = filling.record.history(FIRST)
    filling.undo(1, "1")
    why = justify(filling.record, found)
    assert plain(verdict_line(why)).endswith("· annulée · non conforme")
    said = dict(verdict_details(why))
    assert said[verdicts.CANCELLED].startswith("Annulée le 24/11/2026") and verdicts.REPLACED not in said
