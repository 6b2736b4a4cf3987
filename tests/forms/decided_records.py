"""Records where what decides is the matter: bonus, envelope, decision rules, values that cannot be proven."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.measurement import Observation
from metroapp.domain.quantity import Quantity, Unit
from metroapp.domain.record import InspectionRecord
from metroapp.domain.specification import BoxCode, Means
from tests.forms.filling import CALIPER, INDICATOR, MICROMETER, ROUGHNESS, UNCERTAINTIES, Filling, characteristic

# Everything that a drawing can ask beyond a plain size: occurrences, envelope, bonus, angle, several readings.
SPECIFIED = (
    characteristic("1", "Perçages de fixation", "2x Ø6,6 H12", Means.CALIPER),
    characteristic("2", "Localisation des perçages", "2x position Ø0,1 Ⓜ A B", Means.DIAL_INDICATOR, size_balloon="1"),
    characteristic("3", "Pivot", "Ø20 h7 Ⓔ", Means.MICROMETER),
    characteristic("4", "Pente", "30° ±0,5°", Means.PROTRACTOR),
    characteristic("5", "Épaisseur en trois points", "8 ±0,05", Means.MICROMETER, readings=3),
    characteristic("6", "Taraudage", "M8-6H", Means.THREAD_PLUG),
    characteristic("7", "Rugosité bornée", "U Ra 3,2 L Ra 0,8", Means.ROUGHNESS_TESTER),
    characteristic("8", "Arête", "arête -0,3", Means.VISUAL),
    characteristic("9", "Longueur de référence", "(25,5)", Means.TO_CHOOSE),
)


def specified() -> InspectionRecord:
    """Two pieces against `SPECIFIED`: the first good thanks to its bonus, the second with what cannot be decided."""
    filling = Filling(SPECIFIED, 2, number="R-12")
    for piece in (1, 2):
        filling.value(piece, "1.1", "6.70")
        filling.value(piece, "2.1", "0.18", INDICATOR)  # 0.1 and a bonus of 0.10
        filling.value(piece, "2.2", "0.12", INDICATOR)
        filling.value(piece, "3", "19.990", MICROMETER)
        filling.observe(
            piece, "3", Observation.PASSES if piece == 1 else Observation.NOT_DEMONSTRATED, BoxCode.ENVELOPE
        )
        filling.value(piece, "4", "30.50" if piece == 1 else "30.51", "RA-09")
        filling.value(piece, "5", "8.04", MICROMETER)
        filling.gauge(piece, "6")
        filling.observe(piece, "6", Observation.CONFORMING, BoxCode.PLAIN)
        filling.value(piece, "7", "0.8", ROUGHNESS)
        filling.observe(piece, "8", Observation.CONFORMING)
    filling.value(1, "1.2", "6.65")
    return filling.record


def guarded() -> InspectionRecord:
    """One characteristic for each way a rule moves limits, on values at both ends of each zone, and one digit past."""
    guard = DecisionRule(RuleName.GUARD, Decimal("0.01"))
    iso, expanded = DecisionRule(RuleName.ISO_14253_1), DecisionRule(RuleName.ISO_14253_1_U)
    wanted = (
        characteristic("1", "Bande choisie", "20 ±0,05", Means.CALIPER, rule=guard),
        characteristic("2", "Bande choisie sur un maxi", "planéité 0,05", Means.DIAL_INDICATOR, rule=guard),
        characteristic("3", "Rien à accepter", "8 ±0,01", Means.CALIPER, rule=guard),
        characteristic("4", "ISO 14253-1, tolérance large", "20 ±0,05", Means.MICROMETER, rule=iso),
        characteristic("5", "ISO 14253-1, tolérance étroite", "20 ±0,005", Means.MICROMETER, rule=iso),
        characteristic("6", "ISO 14253-1, moyen trop grossier", "20 ±0,01", Means.CALIPER, rule=iso),
        characteristic("7", "Deux u", "20 ±0,05", Means.MICROMETER, rule=expanded),
        characteristic("8", "u inconnue", "Ra 1,6", Means.ROUGHNESS_TESTER, rule=iso),
        characteristic("9", "Pente", "30° ±0,5°", Means.PROTRACTOR, rule=iso,
                       uncertainty=Quantity(Decimal("0.05"), Unit.DEG)),
        characteristic("10", "Perçage", "Ø6,6 H12", Means.CALIPER),
        characteristic("11", "Localisation", "position Ø0,1 Ⓜ A B", Means.DIAL_INDICATOR, rule=guard,
                       size_balloon="10"),
        characteristic("12", "Aspect", "visuel", Means.VISUAL),
    )  # fmt: skip
    filling = Filling(wanted, 8, number="R-GARDE", uncertainties=UNCERTAINTIES)
    values = {
        "1": ("19.96", "20.04", "20.0400001", "20.06", "20.0600001", "19.9399999", "19.9599999", "20"),
        "2": ("0.04", "0.0400001", "0.06", "0.0600001", "0", "0.05", "0.01", "0.02"),
        "3": ("8", "8.02", "7.98", "8.0200001", "8.01", "7.9799999", "8", "8"),
        "4": ("19.952475", "20.047525", "20.047526", "20.052475", "20.052476", "20", "20", "20"),
        "5": ("20", "20.002", "20.0026", "20.0055", "20.008", "19.998", "20", "20"),
        "6": ("20", "20.01", "20.05", "20", "20", "19.9", "20", "20"),
        "7": ("20.047", "20.0470001", "20.053", "20.0530001", "20", "20", "20", "20"),
        "8": ("1.0", "1.6", "5", "1", "1", "1", "1", "1"),
        "9": ("30.4175", "30.42", "30.5", "30.5825", "30.59", "29.5", "30", "30"),
        "10": ("6.7", "6.7", "6.7", "6.6", "6.6", "6.6", "6.6"),
        "11": ("0.19", "0.2", "0.22", "0.09", "0.1", "0.12", "0.09", "0.2"),
    }
    for balloon, texts in values.items():
        for piece, text in enumerate(texts, start=1):
            filling.value(piece, balloon, text, _MEANS[wanted[int(balloon) - 1].means])
    for piece in filling.record.pieces:
        filling.observe(piece, "12", Observation.CONFORMING)
    filling.concede("D-1", 5, "1")
    return filling.record


_MEANS = {
    Means.CALIPER: CALIPER,
    Means.MICROMETER: MICROMETER,
    Means.DIAL_INDICATOR: INDICATOR,
    Means.ROUGHNESS_TESTER: ROUGHNESS,
    Means.PROTRACTOR: "RA-09",
}


def held() -> InspectionRecord:
    """Four pieces of one size with a guard band of its own: good, held, bad, and held with an empty box beside."""
    wanted = (
        characteristic("1", "Diamètre", "20 ±0,05", Means.CALIPER, rule=DecisionRule(RuleName.GUARD, Decimal("0.01"))),
        characteristic("2", "Longueur", "35 ±0,1", Means.CALIPER),
    )
    filling = Filling(wanted, 4, number="R-CONF")
    for piece, text in enumerate(("20.00", "20.05", "20.07", "19.95"), start=1):
        filling.value(piece, "1", text)
        if piece < 4:
            filling.value(piece, "2", "35.00")
    return filling.record
