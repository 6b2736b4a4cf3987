"""The words of the modification asked for by the jury."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TITLE = _("Modification demandée par le jury · {candidate} · {phase}")
SAID = _("Chaque pièce est jugée par sa cote : les premières par l'ancienne, les suivantes par la nouvelle.")
SIGN = _("Signer la modification")
LINE_NAME = _("Cote modifiée")
LINE = _("{balloon} : {said}")
MARKED = _("{balloon} M1 : {said}")
FIRST = _("À partir de la pièce")
CALLOUT = _("Nouvelle exigence")
REASON = _("Pourquoi")
NOTHING = _("–")
SAME = _("Écrivez la nouvelle exigence.")
READ = _("Exigence lue.")
NO_LINE = _("Cette pièce n'a pas de cote à modifier.")
WITH_LIMITS = _("{callout} ({limits})")
ONE_BEFORE = _("Avant : pièce 1")
BEFORE = _("Avant : pièces 1 à {last}")
ONE_AFTER = _("Après : pièce {first}")
AFTER = _("Après : pièces {first} à {last}")


def pieces(after: int, count: int) -> tuple[str, str]:
    """The pieces judged by each specification; `after` is the last one of the first."""
    before = ONE_BEFORE if after == 1 else BEFORE.format(last=after)
    is_last = after + 1 >= count
    return before, ONE_AFTER.format(first=after + 1) if is_last else AFTER.format(first=after + 1, last=count)
