"""The instruments of a register, ranked for a callout, in words."""

from __future__ import annotations

from metroapp.domain.budget import shown_expanded
from metroapp.domain.callout import Callout
from metroapp.domain.quantity import Unit
from metroapp.domain.suitability import Criteria, Suitability
from metroapp.wording.labels import label
from metroapp.wording.numbers import number, significant, with_unit
from metroapp.wording.sentences import sentence
from metroapp.wording.translate import gettext as _

_TITLES = (_("Instrument"), _("Désignation"), _("Aptitude"), _("U"), _("IT/U"))
_TEXTS = 3  # columns of words, to the left; the others are numbers, to the right
_GAP = "  "
_LONGEST = 40
_ASKED = _("{callout} : bon si U ≤ IT/{good}, accepté si U ≤ IT/{accepted}, échelon d'au plus IT/{steps}.")
_REASON = _("    – {reason}")

# The settings
RATIOS_TITLE = _("Aptitude des moyens")
RATIOS_NOTE = _("U est l'incertitude élargie (k = 2) de la valeur, IT l'intervalle de tolérance de la cote.")
GOOD = _("Bon : U ne dépasse pas IT divisé par")
ACCEPTED = _("Accepté : U ne dépasse pas IT divisé par")
STEPS = _("Échelon : au plus IT divisé par")
SAVE = _("Enregistrer")
SAVE_NAME = _("Enregistrer les rapports d'aptitude des moyens")
SAVED = _("Rapports enregistrés : les moyens sont jugés ainsi dès maintenant.")


def suitability_lines(callout: Callout, criteria: Criteria, ranked: list[Suitability]) -> list[str]:
    """What is asked, then every instrument, the fittest first, with its reasons under it."""
    rows = [_TITLES, *(_row(callout, one) for one in ranked)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(_TITLES))]
    table = [
        _GAP.join(
            cell.ljust(width) if index < _TEXTS else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines = [
        _ASKED.format(
            callout=callout.text,
            good=significant(criteria.good),
            accepted=significant(criteria.accepted),
            steps=significant(criteria.steps),
        ),
        "",
        table[0],
    ]
    for one, line in zip(ranked, table[1:], strict=True):
        lines.append(line)
        lines += [_REASON.format(reason=sentence(reason)) for reason in one.reasons]
    return lines


def _row(callout: Callout, one: Suitability) -> tuple[str, ...]:
    return (
        _cut(one.instrument.number),
        _cut(one.instrument.designation),
        label(one.fitness),
        "–" if one.expanded is None else with_unit(shown_expanded(one.expanded), callout.unit or Unit.MM),
        "–" if one.ratio is None else number(one.ratio),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
