"""Tool offsets (correcteurs) in words: what is proposed and why, what was typed in, what the next pieces say."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from metroapp.domain.correction_acts import Aim, BandChoice, OffsetTyped, RegisterKept, SizeLinked
from metroapp.domain.correction_proof import Outcome, Proof, ProvenOffset
from metroapp.domain.made_sizes import Mean
from metroapp.domain.offset_advice import BandSource, Caveat, DeadBand, OffsetAdvice, SizeAdvice
from metroapp.domain.production import ToolLine
from metroapp.domain.quantity import shortest
from metroapp.domain.tool_offset import Offset, OffsetReason
from metroapp.domain.tool_register import ToolRegister, axis_of
from metroapp.wording.labels import label
from metroapp.wording.numbers import number as figures
from metroapp.wording.translate import gettext as _

# -- what a register is called ----------------------------------------------------------------------------------------

TAB = _("Correcteurs")
TAB_TIP = _("Correcteurs d'outils : ce qui est proposé, ce qui a été tapé, ce que les pièces en disent")
_NAME = _("{tool} · {offset} {axis}")
_ON_MACHINE = _("{machine} : {tool} · {offset} {axis}")


def name_of(kept: RegisterKept) -> str:
    """`Tour 2 : T3 · D3 X`."""
    text, axis = _ON_MACHINE if kept.machine else _NAME, axis_of(kept.corrector).value
    return text.format(machine=kept.machine, tool=kept.tool, offset=kept.offset, axis=axis)


def kind_of(kept: RegisterKept) -> str:
    """`tournage, X au diamètre`."""
    return f"{label(kept.kind)}, {label(kept.corrector)}"


# -- what is proposed -------------------------------------------------------------------------------------------------

_OFFSET = _("{offset} {axis}")
_REGISTER = _("{tool} {offset} {axis}")
TO_TYPE = _("à taper sur la machine")
_ORDER = _("{offset} {axis}  {amount}")
NO_CORRECTION = _("Ne rien taper")
SILENT = _("À vous de juger")
SILENT_WHY = _("Le relevé en cours se remplit sans aide : calculez la correction, tapez-la, puis notez-la ici.")
NOT_MEASURED = _("pas mesurée depuis la dernière intervention")
ADD, SUBTRACT = _("ajouter"), _("retirer")
TOO_LARGE, TOO_SMALL, ON_TARGET = _("trop grand"), _("trop petit"), _("à la cote")
NEVER_SENT = _("Rien n'est envoyé à la machine : tapez, validez, puis notez-le ici.")
NOTHING_SINCE = _("Rien de mesuré depuis la dernière intervention : mesurez la pièce suivante.")
_AIM_OUTSIDE = _("La cote visée est hors des limites d'aujourd'hui : liez la cote à nouveau avec sa cote visée.")
_NOTHING_MEASURED = _("Aucune valeur mesurée : remplissez un relevé de cette pièce.")
_NOTHING_ON_MACHINE = _(
    "Aucune valeur mesurée sur « {machine} » : remplissez un relevé de cette pièce, avec ce nom de machine."
)
NO_SIZE = _("Aucune cote liée : liez la cote que cet outil fait.")
_WHY = {
    OffsetReason.CORRECTED: _("L'écart sort de la bande morte."),
    OffsetReason.ON_TARGET: _("Ne touchez à rien : la cote visée est atteinte."),
    OffsetReason.DEAD_BAND: _("Ne touchez à rien : l'écart reste dans la bande morte."),
    OffsetReason.BELOW_STEP: _("Ne touchez à rien : l'écart est plus petit qu'un demi-échelon du correcteur."),
    OffsetReason.CAPPED: _(
        "Limité à {cap} mm au lieu de {uncapped} mm : vérifiez d'abord la pièce, l'outil et l'instrument."
    ),
    OffsetReason.CONFLICT: _(
        "Pas de correction : ramener une cote en sortirait une autre de ses limites. Réglez les outils séparément."
    ),
}


def order(kept: RegisterKept, amount: Decimal) -> str:
    """`D3 X  −0,040`: as it is read on the machine, with its column."""
    return _ORDER.format(offset=kept.offset, axis=axis_of(kept.corrector).value, amount=as_typed(amount))


def offset_of(kept: RegisterKept) -> str:
    """`D3 X`."""
    return _OFFSET.format(offset=kept.offset, axis=axis_of(kept.corrector).value)


def register_of(kept: RegisterKept) -> str:
    """`T3 D3 X`."""
    return _REGISTER.format(tool=kept.tool, offset=kept.offset, axis=axis_of(kept.corrector).value)


def as_typed(amount: Decimal) -> str:
    """At least three decimals, with the sign: `−0,040`."""
    return ("+" if amount > 0 else "") + figures(amount, 3)


def why(advice: OffsetAdvice) -> str:
    """One sentence."""
    found: Offset | None = advice.offset
    if found is not None:
        uncapped = as_typed(found.uncapped) if found.uncapped is not None else ""
        return _WHY[found.reason].format(cap=figures(advice.register.kept.cap), uncapped=uncapped)
    if not advice.sizes:
        return NO_SIZE
    if Caveat.AIM_OUTSIDE in advice.caveats:
        return _AIM_OUTSIDE
    if advice.last is not None:
        return NOTHING_SINCE
    machine = advice.register.kept.machine
    return _NOTHING_ON_MACHINE.format(machine=machine) if machine else _NOTHING_MEASURED


_CAVEATS = {
    Caveat.SIMULATED: _("valeurs simulées"),
    Caveat.TYPED: _("valeur tapée au clavier"),
    Caveat.UNDECIDED: _("valeur à confirmer"),
    Caveat.VOID_LEFT_OUT: _("valeurs écartées, leur zéro a dérivé"),
    Caveat.OTHER_LIMITS: _("valeurs écartées, mesurées sous d'autres limites"),
    Caveat.OTHERS_LEFT_OUT: _("réel et simulé ne se mélangent pas"),
    Caveat.FEW: _("moins de pièces que demandé"),
    Caveat.SCATTERED: _("écart brusque d'une pièce à l'autre, mesurez-la à nouveau avant de corriger"),
    Caveat.AIM_OUTSIDE: _("cote visée hors des limites d'aujourd'hui"),
    Caveat.UNMEASURED: _("une autre cote liée n'est pas mesurée depuis la dernière intervention"),
    Caveat.BAND_REPLACED: _("bande morte choisie pas encore connue"),
}
CAVEATS_TITLE = _("À savoir")


def caveats(found: Iterable[Caveat]) -> str:
    """Empty where nothing is to be said."""
    said = " ; ".join(_CAVEATS[one] for one in found)
    return f"{CAVEATS_TITLE} : {said}." if said else ""


_BANDS = {
    BandSource.DISPERSION: _("± {amount} (dispersion 2σ/√n, σ = {sigma})"),
    BandSource.UNCERTAINTY: _("± {amount} (incertitude U)"),
    BandSource.CHOSEN: _("± {amount} (choisie)"),
    BandSource.STEP: _("± {amount} (un échelon)"),
}


def band(found: DeadBand) -> str:
    """`± 0,004 (…)`, in mm."""
    sigma = "" if found.sigma is None else figures(shortest(round(found.sigma, 4)))
    return _BANDS[found.source].format(amount=figures(found.amount), sigma=sigma)


_COUNTED = _("moyenne de {count} pièces")
_ONE_PIECE = _("une pièce")


def counted(advice: SizeAdvice) -> str:
    count = len(advice.used)
    return _ONE_PIECE if count == 1 else _COUNTED.format(count=count)


SHOW = _("Voir")
PROPOSED_TITLE = _("Correcteur proposé")
_CARD = _("Correcteur {offset} : {said}")
_CARD_AMOUNT = _("{amount} mm proposé (repère {balloons})")
_CARD_SCATTERED = _("écart brusque (repère {balloons}), mesurez à nouveau avant de corriger.")
_CARD_AFTER = _("{outcome} {said}")
_CARD_CORRECTED = _("corrigé, la pièce est à la cote visée.")


def card(advice: OffsetAdvice, last: Outcome | None = None) -> str:
    """The short line beside what is being measured; `last`: what the last correction did."""
    kept, found = advice.register.kept, advice.offset
    balloons = ", ".join(one.size.balloon for one in advice.weighed if one.measured and one.measured.stands_out)
    if not advice.stands_out and last is Outcome.CORRECTED:
        said = _CARD_CORRECTED
    elif found is None or found.correction is None:
        said = why(advice)
    elif Caveat.SCATTERED in advice.caveats:
        said = _CARD_SCATTERED.format(balloons=balloons)
    else:
        said = _CARD_AMOUNT.format(amount=as_typed(found.correction), balloons=balloons)
    if last in (Outcome.WRONG_WAY, Outcome.NO_EFFECT):
        said = _CARD_AFTER.format(outcome=OUTCOMES[last], said=said)
    return _CARD.format(offset=register_of(kept), said=said)


# -- what was typed in ------------------------------------------------------------------------------------------------

_EVENT = _("{amount} mm")
_EVENT_OTHERWISE = _("{amount} mm (proposé {proposed})")
NOT_PROPOSED = _("rien")


def event_text(register: ToolRegister, act: OffsetTyped) -> str:
    """What the record tells of it: `−0,040 mm (proposé −0,038) · COR-2026-001 · usure`."""
    if act.proposed == act.amount:
        said = _EVENT.format(amount=as_typed(act.amount))
    else:
        proposed = NOT_PROPOSED if act.proposed is None else as_typed(act.proposed)
        said = _EVENT_OTHERWISE.format(amount=as_typed(act.amount), proposed=proposed)
    return " · ".join(filter(None, (said, register.number, act.reason)))


OUTCOMES = {
    Outcome.PENDING: _("à vérifier"),
    Outcome.WITH_THE_NEXT: _("suivie d'une autre avant mesure"),
    Outcome.CORRECTED: _("corrigé"),
    Outcome.NOT_ENOUGH: _("pas assez"),
    Outcome.TOO_MUCH: _("trop"),
    Outcome.NO_EFFECT: _("sans effet !"),
    Outcome.UNSURE: _("douteux"),
    Outcome.WRONG_WAY: _("mauvais sens !"),
}
ADVICE = {
    Outcome.PENDING: _("Mesurez la pièce suivante."),
    Outcome.WITH_THE_NEXT: _("La suivante est jugée avec elle."),
    Outcome.CORRECTED: _("La cote visée est atteinte."),
    Outcome.NOT_ENOUGH: _("Il reste un écart du même côté : corrigez encore."),
    Outcome.TOO_MUCH: _("La cote visée est dépassée : revenez un peu."),
    Outcome.NO_EFFECT: _("La cote n'a pas bougé : bon correcteur ? bien validé sur la machine ?"),
    Outcome.UNSURE: _("Une valeur s'écarte d'un coup : mesurez-la à nouveau."),
    Outcome.WRONG_WAY: _("La cote s'est éloignée : signe inversé, ou intérieur pris pour extérieur."),
}
_BEFORE_AFTER = _("repère {balloon} : {before} → {after} (visée {target})")
_AFTER = _("repère {balloon} : {after} (visée {target})")
_SIMULATED = _("{proof}, valeurs simulées")
_INTERVAL = _("{mean} ± {half} (n = {count})")
_SINGLE = _("{mean} (n = 1)")


def mean(found: Mean) -> str:
    """With its interval at 95 %."""
    if found.half is None:
        return _SINGLE.format(mean=figures(found.value))
    return _INTERVAL.format(mean=figures(found.value), half=figures(found.half), count=found.count)


def proof(found: Proof) -> str:
    """Means before and after, of one size; empty while nothing was measured."""
    if found.after is None or found.target is None:
        return ""
    said = {"balloon": found.key[1], "after": mean(found.after), "target": figures(shortest(found.target))}
    text = _AFTER.format(**said)
    if found.before is not None:
        text = _BEFORE_AFTER.format(**said, before=mean(found.before))
    return _SIMULATED.format(proof=text) if found.simulated else text


_LAST = _("Dernière : {amount} mm par {name}, {outcome} {advice}")


def last_said(one: ProvenOffset) -> str:
    """What the last correction did."""
    outcome = OUTCOMES[one.outcome]
    said = outcome if outcome.endswith("!") else f"{outcome}."
    return _LAST.format(amount=as_typed(one.act.amount), name=one.act.by, outcome=said, advice=ADVICE[one.outcome])


_LINE = _("Correcteur {offset}")


def line(register: ToolRegister) -> str:
    """What a correction is called among the operations of a record."""
    return _LINE.format(offset=register_of(register.kept))


# -- the page ---------------------------------------------------------------------------------------------------------

COLUMNS = {
    "register": _("Correcteur"),
    "machine": _("Machine"),
    "state": _("État"),
    "total": _("Cumul"),
}
STATES = {
    "propose": _("à corriger"),
    "stuck": _("à régler"),
    "quiet": _("rien à corriger"),
    "empty": _("à mesurer"),
    "left": _("n'est plus suivi"),
    "silent": _("sans aide"),
}
LIST_NAME = _("Correcteurs suivis")
NONE_YET = _("Aucun correcteur suivi. « Suivre un correcteur » lie une cote à l'outil qui la fait.")
FOLLOW, FOLLOW_TIP = _("Suivre un correcteur"), _("Lier une cote à un outil et à son correcteur")
TYPED, TYPED_TIP = _("C'est tapé"), _("Noter ce qui a été tapé sur la machine")
SIZES, SIZES_TIP = _("Cotes liées"), _("Lier ou détacher des cotes, changer les réglages du correcteur")
PDF, PDF_TIP = _("PDF"), _("Les corrections de ce correcteur sur papier")
XLSX, XLSX_TIP = _("Excel"), _("Toutes les corrections dans un classeur")
CSV, CSV_TIP = _("CSV"), _("Toutes les corrections dans un fichier CSV")
SIZES_SHOWN = _("Les cotes que cet outil fait, et ce qu'elles deviendraient")
_HISTORY_COUNTED = _("Tapé : {count} fois, {total} mm en tout")
SIZE_COLUMNS = {
    "balloon": _("Repère"),
    "mean": _("Mesuré"),
    "target": _("Visée"),
    "deviation": _("Écart"),
    "band": _("Bande morte"),
    "after": _("Deviendrait"),
}
HISTORY_COLUMNS = {
    "at": _("Date"),
    "amount": _("Tapé"),
    "by": _("Par"),
    "outcome": _("Résultat"),
    "proof": _("Avant → après (motif)"),
}
HISTORY = _("Ce qui a été tapé")
NO_HISTORY = _("Rien n'a encore été tapé.")
JAUGE = _("Jauge de {tool} (fiche de réglage {record}) : {lengths}. Elle ne change pas.")
NO_JAUGE = _("Jauge : pas sur la fiche de réglage de ce poste.")
_LENGTHS = {"gauge_x": "X {value}", "gauge_z": "Z {value}", "nose_radius": "R {value}"}
_NO_LENGTH = _("non remplie")
WRITTEN = _("Écrit : {path}")


def history_counted(count: int, total: Decimal) -> str:
    return _HISTORY_COUNTED.format(count=count, total=as_typed(total)) if count else HISTORY


def jauge(tool: ToolLine, record: str) -> str:
    lengths = [
        text.format(value=figures(value))
        for name, text in _LENGTHS.items()
        if (value := getattr(tool, name)) is not None
    ]
    said = f"{tool.tool} {tool.offset}".rstrip()
    return JAUGE.format(tool=said, record=record, lengths=", ".join(lengths) or _NO_LENGTH)


# -- the dialogs ------------------------------------------------------------------------------------------------------

TYPED_TITLE = _("Ce qui a été tapé")
TYPED_ASKED = _("Correcteur {name}. Notez ce que vous avez ajouté au correcteur, avec son signe.")
AMOUNT, AMOUNT_HINT = _("Ajouté au correcteur (mm)"), _("par exemple −0,040")
LAST_PIECE = _("Dernière pièce déjà usinée avant la correction")
_REASON, _REASON_ALONE = _("Pourquoi autre chose que la proposition ({proposed})"), _("Pourquoi, sans proposition")
REASON_SHORT = _("Motif")
NOTE_IT = _("Noter")
SIGN = _("±")
SIGN_TIP = _("Changer le signe")
OTHER_WAY = _("Attention : l'inverse de ce qui est proposé ({proposed}).")
REGISTER_TITLE = _("Correcteur d'outil")
MACHINE, TOOL, OFFSET = _("Machine"), _("Outil (T)"), _("Correcteur (D, H)")
KIND, CORRECTOR, STEP, CAP = _("Usinage"), _("Ce que corrige le correcteur"), _("Échelon (mm)"), _("Plafond (mm)")
PART, BALLOON, FEATURE, SIDES = _("Pièce"), _("Cote"), _("Ce que fait l'outil"), _("Côtés usinés")
AIM, TARGET = _("Cote visée"), _("Cote visée (mm)")
BAND, DEAD_BAND = _("Bande morte"), _("Bande morte (mm)")
PIECES = _("Moyenne de (pièces)")
ONE_SIDE, BOTH_SIDES = _("un côté"), _("les deux")
AIMS = {Aim.MIDDLE: _("milieu"), Aim.WEAR: _("pour l'usure"), Aim.CHOSEN: _("choisie")}
BAND_CHOICES = {
    BandChoice.DISPERSION: _("dispersion"),
    BandChoice.UNCERTAINTY: _("incertitude U"),
    BandChoice.CHOSEN: _("choisie"),
}
NO_PART = _("Aucune pièce avec une cote à lier : validez d'abord une pièce, ou mesurez-la.")
KEEP_TIP = _("Enregistrer l'échelon, le plafond et le nom du correcteur, sans changer les cotes")
_LINKED = _("{reference} · repère {balloon} : {feature}, visée {aim}, moyenne de {pieces}")
KEEP, LINK, UNLINK, LEAVE = _("Enregistrer"), _("Lier la cote"), _("Détacher"), _("Ne plus suivre")
UNLINK_WHY = _("Pourquoi détacher la cote ?")
LEAVE_WHY = _("Pourquoi ne plus suivre ce correcteur ?")
AIMED = _("Cote visée {target} mm, entre {lower} et {upper}.")


def why_another(proposed: Decimal | None) -> str:
    return _REASON_ALONE if proposed is None else _REASON.format(proposed=as_typed(proposed))


def linked(size: SizeLinked) -> str:
    """One size of a register."""
    return _LINKED.format(
        reference=size.reference, balloon=size.balloon, feature=label(size.feature), aim=AIMS[size.aim],
        pieces=size.pieces,
    )  # fmt: skip


# -- the command line -------------------------------------------------------------------------------------------------

VERB = _("liste les correcteurs d'outils suivis : ce qui est proposé, ce qui a été tapé, ce que les pièces en disent")
VERB_NUMBER = _("un seul correcteur, avec tout ce qui y a été tapé : COR-2026-001")
VERB_OUT = _("écrit les corrections dans un fichier .pdf, .xlsx ou .csv")
LISTED = _("{number} · {name}")
ORDERED = _("à taper : {order} mm")
SIZE_LINE = _("{reference} repère {balloon} : {mean} pour {target} visée, {counted}, bande morte {band}")
SIZE_EMPTY = _("{reference} repère {balloon} : pas mesurée depuis la dernière intervention")
_TYPED_LINE = _("{at} · {amount} mm par {name} · {outcome}")


def typed_line(one: ProvenOffset, at: str) -> str:
    """One correction, with what each size says of it."""
    said = _TYPED_LINE.format(at=at, amount=as_typed(one.act.amount), name=one.act.by, outcome=OUTCOMES[one.outcome])
    return " · ".join(filter(None, (said, *map(proof, one.proofs), one.act.reason)))


# -- on paper ---------------------------------------------------------------------------------------------------------

PAPER = _("Correcteurs d'outils")
PAPER_TYPED = _("Corrections tapées")
PAPER_OF_RECORD = _("Corrections et ce que les pièces suivantes en disent")
SHEET_TYPED = _("Corrections")
SHEET_SIZES = _("Cotes liées")
PAPER_SIZES = _("Cotes liées au correcteur")
EXPORT_NAME = "correcteurs"
PAPER_COLUMNS = {
    "at": _("Date"),
    "number": _("N°"),
    "machine": _("Machine"),
    "tool": _("Outil"),
    "offset": _("Correcteur"),
    "record": _("Relevé"),
    "piece": _("Après la pièce"),
    "amount": _("Tapé (mm)"),
    "proposed": _("Proposé (mm)"),
    "by": _("Par"),
    "reason": _("Motif"),
    "outcome": _("Résultat"),
    "proof": _("Avant → après"),
}
PAPER_SIZE_COLUMNS = {
    "number": _("N°"),
    "reference": _("Pièce"),
    "balloon": _("Repère"),
    "feature": _("Usine"),
    "sides": _("Côtés"),
    "aim": _("Visée"),
    "target": _("Cote visée (mm)"),
    "band": _("Bande morte"),
    "pieces": _("Moyenne de"),
}
NOTE_ON_PAPER = _(
    "Un correcteur n'est pas une jauge : la jauge de l'outil est sur la fiche de réglage et ne change pas ici."
)


def picture_said(correction: Decimal | None, deviation: Decimal | None) -> str:
    """What the picture shows: `trop grand : retirer`."""
    size = "" if deviation is None else TOO_LARGE if deviation > 0 else TOO_SMALL if deviation < 0 else ON_TARGET
    if correction is None:
        return size
    return f"{size} : {ADD if correction > 0 else SUBTRACT}" if size else ""
