"""The titles of the columns of a part sheet, in French and in English, as workshops write them."""

from __future__ import annotations

import re
from functools import lru_cache

from metroapp.services.sheets.part_lines import plain

IN_MICROMETRES = "µm"

# Every field, the title that we write ourselves, then the other names that workshops give it, as `title_key` makes
# them. ES and es are one title: the table of limits of a shaft and of a bore have the same columns.
# fmt: off
_NAMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "balloon": (
        "Repère",
        (
            "rep", "n", "no", "nr", "num", "numero", "bulle", "n bulle", "n de bulle", "bulle n", "n repere",
            "n de repere", "repere plan", "balloon", "balloon no", "balloon n", "balloon number", "item", "item no",
            "item number", "char no", "char n", "char number", "characteristic no", "characteristic number",
            "n caracteristique", "n de caracteristique", "n carac", "pos", "poste", "diese", "ref cote", "n cote",
            "n de cote",
        ),
    ),
    "designation": (
        "Désignation",
        (
            "description", "caracteristique", "characteristic", "libelle", "intitule", "feature", "name",
        ),
    ),
    "callout": (
        "Cote",
        (
            "cotes", "cote plan", "cote du plan", "specification", "specifications", "spec", "exigence", "exigences",
            "requirement", "requirements", "dimension", "dimensions", "callout", "cote et tolerance", "cote tolerancee",
            "cote + tolerance", "valeur plan", "drawing requirement",
        ),
    ),
    "nominal": (
        "Nominal",
        (
            "cote nominale", "valeur nominale", "nominale", "nominal value", "nominal size", "nom", "cote nom",
            "target", "basic size", "cible",
        ),
    ),
    "upper_deviation": (
        "ES",
        (
            "ecart sup", "ecart superieur", "tol sup", "tolerance sup", "tolerance superieure", "tol plus",
            "tolerance plus", "upper tolerance", "upper tol", "upper deviation", "upper dev", "ecart plus", "tol haute",
            "tolerance haute", "sup", "plus tol", "plus",
        ),
    ),
    "lower_deviation": (
        "EI",
        (
            "ecart inf", "ecart inferieur", "tol inf", "tolerance inf", "tolerance inferieure", "tol moins",
            "tolerance moins", "lower tolerance", "lower tol", "lower deviation", "lower dev", "ecart moins",
            "tol basse", "tolerance basse", "inf", "minus tol", "moins",
        ),
    ),
    "tolerance": (
        "Tolérance",
        (
            "tol", "plusmoins", "tol plusmoins", "tolerance plusmoins", "tolerances",
        ),
    ),
    "interval": (
        "IT",
        (
            "intervalle de tolerance", "tolerance interval", "it total",
        ),
    ),
    "minimum": (
        "Mini",
        (
            "min", "minimum", "cote mini", "cote min", "valeur mini", "valeur min", "lsl", "lower limit", "limite inf",
            "limite inferieure", "limite basse", "lower spec limit", "lower specification limit", "tolerance mini",
            "limite mini", "min value", "tli",
        ),
    ),
    "maximum": (
        "Maxi",
        (
            "max", "maximum", "cote maxi", "cote max", "valeur maxi", "valeur max", "usl", "upper limit", "limite sup",
            "limite superieure", "limite haute", "upper spec limit", "upper specification limit", "tolerance maxi",
            "limite maxi", "max value", "tls",
        ),
    ),
    "fit": (
        "Ajustement",
        (
            "fit", "classe", "classe de tolerance", "ajustement iso", "tolerance iso", "tolerance class", "iso fit",
            "iso",
        ),
    ),
    "unit": (
        "Unité",
        (
            "unites", "unit", "units", "u", "uom",
        ),
    ),
    "nature": (
        "Nature",
        (
            "nature de la cote", "nature de l element", "feature type",
        ),
    ),
    "means": (
        "Moyen",
        (
            "moyens", "moyen de controle", "moyen de mesure", "moyens de controle", "instrument", "instruments",
            "instrument de mesure", "means", "gauge", "gage", "inspection method", "measuring device", "equipment",
            "outil de controle", "method", "methode",
        ),
    ),
    "sampling": (
        "Fréquence",
        (
            "frequences", "frequence de controle", "frequency", "echantillonnage", "sampling", "sample",
            "sample frequency", "freq", "periodicite",
        ),
    ),
    "criticality": (
        "Criticité",
        (
            "criticality", "classe de caracteristique", "classe caracteristique", "characteristic class", "key", "cle",
            "classification", "key characteristic", "kc", "importance", "classement", "class",
        ),
    ),
    "phase": (
        "Phase",
        (
            "operation", "op", "n op", "n phase", "n de phase", "phase de controle", "op no", "n operation",
        ),
    ),
    "readings": (
        "Nb lectures",
        (
            "nombre de lectures", "lectures", "readings", "nb de lectures", "number of readings", "nb mesures",
            "nombre de mesures", "nb points",
        ),
    ),
    "length": (
        "Longueur",
        (
            "length", "longueur de l element", "longueur mesuree", "feature length", "petit cote",
        ),
    ),
    "size_balloon": (
        "Lié à",
        (
            "linked to", "lien", "cote liee", "repere lie", "link",
        ),
    ),
    "formula": (
        "Formule",
        (
            "formula", "calcul",
        ),
    ),
    "method": (
        "Méthode",
        (
            "method", "methode de controle", "methode de mesure", "measuring method",
        ),
    ),
    "probing": (
        "Palpage",
        (
            "palpages", "probing", "mode de palpage", "palpage colonne",
        ),
    ),
    "rule": (
        "Règle de décision",
        (
            "decision rule",
        ),
    ),
    # `Incertitude` alone may well be the expanded one.
    "standard_uncertainty": (
        "Incertitude-type u",
        (
            "incertitude type", "standard uncertainty u",
        ),
    ),
    "reaction": (
        "Plan de réaction",
        (
            "reaction plan", "reaction", "action", "consigne",
        ),
    ),
    "kind": (
        "Type",
        (
            "genre", "type de caracteristique", "characteristic type", "type de cote", "symbole", "symbol",
        ),
    ),
}
# fmt: on
TITLES: dict[str, str] = {field: title for field, (title, _) in _NAMES.items()}
_UNIT = re.compile(
    r"[(\[] ?(?:en )?(?P<framed>mm|µm|μm|um|microns?|°|deg|in|inch(?:es)?|pouces?|nm|cm|m|thou|mil|\"|') ?[)\]]"
    r"|(?<=[ ,])(?:en )?(?P<bare>mm|µm|μm)$",
    re.IGNORECASE,
)
_UNITS = {"μm": IN_MICROMETRES, "um": IN_MICROMETRES, "micron": IN_MICROMETRES, "microns": IN_MICROMETRES}
_LONGEST_TITLE = 60


def recognised(title: str) -> str | None:
    """The field that a title names; None for any other text."""
    key = title_key(title)
    if key in _FIELDS or "/" not in key:
        return _FIELDS.get(key)
    several = {_FIELDS.get(piece.strip()) for piece in key.split("/")}  # `Fréquence / échantillonnage`
    return several.pop() if len(several) == 1 else None


def title_unit(title: str) -> str | None:
    """The unit that a title says, `mm`, `µm`…; None where it says none."""
    found = _UNIT.search(" ".join(title.split()))
    if found is None:
        return None
    unit = (found["framed"] or found["bare"]).casefold()
    return _UNITS.get(unit, unit)


def ends_with_minus(title: str) -> bool:
    """Whether a title is of the kind `Tol −`: numbers under it may have lost their sign."""
    return "moins" in title_key(title).split() or "minus" in title_key(title).split()


def title_key(title: str) -> str:
    """How titles are compared: like words, but the signs that titles are made of count."""
    return "" if len(title) > _LONGEST_TITLE else _key_of(title)


@lru_cache(2048)  # every cell of the first lines is asked whether it is a title, several times
def _key_of(title: str) -> str:
    text = _UNIT.sub(" ", " ".join(title.split()))
    text = re.sub(r"±|\+ ?/ ?[-−–]", " plusmoins ", text)
    text = re.sub(r"\+\s*\)?$", " plus ", text)
    text = re.sub(r"(?:(?<=[ (])|^)[-−–]\s*\)?$", " moins ", text)
    text = re.sub(r"^#$", "diese", text.strip())
    return plain(text)


_FIELDS: dict[str, str] = {
    key: field
    for field, (title, names) in _NAMES.items()
    for key in (title_key(title), *names, field.replace("_", " "))
}
