"""What a fiche de non-conformité and a dérogation say, name by name and act by act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from metroapp.domain.callout import Callout
from metroapp.domain.concession_files import (
    AuthorityDecided,
    ConcessionActivated,
    ConcessionAllotted,
    ConcessionClosed,
    ConcessionDocumented,
    ConcessionFile,
    ConcessionRequested,
    ConcessionWithdrawn,
    Moment,
    OpinionGiven,
    WidenedLimits,
)
from metroapp.domain.measurement import EntryId
from metroapp.domain.nonconformity import Nonconformity
from metroapp.domain.nonconformity_acts import (
    ActionChecked,
    ActionPlanned,
    BadFinding,
    CostGiven,
    NonconformityDescribed,
    NonconformityRaised,
    OthersReleased,
    PieceReinspected,
    PiecesContained,
    SheetAttached,
    SheetCancelled,
    SheetClosed,
    TreatmentDecided,
    TreatmentLine,
)
from metroapp.domain.quantity import Unit
from metroapp.domain.treatment_acts import TreatmentAct
from metroapp.wording.labels import label
from metroapp.wording.numbers import day, number, significant, with_unit
from metroapp.wording.piece_sorts import as_ranges
from metroapp.wording.translate import gettext as _
from metroapp.wording.treatment import reinspected
from metroapp.wording.treatment_window import KIND, PART, PIECES, RECORD

Callouts = Mapping[str, Callout]
Names = Mapping[EntryId, tuple[str, str]]  # number of a record, reference of its part

PIECES_NAMED = _("{pieces}, soit {quantity} au total")
ORIGIN = _("Origine")
FOUND = _("Constat")
FINDING = _("pièce {piece} · rep. {balloon} · {requirement} : {value}")
FINDING_WITH = _("pièce {piece} · rep. {balloon} · {requirement} : {value} avec {instrument}")
SEVERITY = _("Gravité")
DESCRIPTION = _("Description")
CAUSE = _("Cause")
NOT_SAID = _("à décrire")
CONTAINED_AT = _("Isolement")
CONTAINED_LINE = _("{place} · {quantity} pièce(s)")
NOT_CONTAINED = _("à isoler")
TREATMENT = _("Traitement")
TREATMENT_LINE = _("{treatment} : {quantity} pièce(s)")
NAMED = _(" (n° {pieces})")
BY_CONCESSION = _(", dérogation {number}")
UNALTERED = _(", fonction non altérée")
TO_DECIDE = _("à décider")
TO_REINSPECT = _("À recontrôler")
OTHERS = _("Reste du lot")
OTHERS_HELD = _("retenu : dire si la cause l'atteint")
OTHERS_RELEASED = _("libéré par {by} : {statement}")
ACTION = _("Action")
ACTION_LINE = _("{action} · {owner}, pour le {due}")
CHECKED_YES = _(" · efficace")
CHECKED_NO = _(" · pas efficace")
LIMITS = _("Limites élargies")
LIMITS_LINE = _("rep. {balloon} : {limits}")
LOWER = _("mini {lower}")
UPPER = _("maxi {upper}")
AS_MEASURED = _("telle que mesurée")
ACCEPTS = _("Accepte")
UP_TO = _("{quantity} pièces")
UP_TO_ONE = _("1 pièce")
UNTIL = _("jusqu'au {until}")
USED = _("Couvre")
USED_LINE = _("{used} pièce(s)")
REMAINING = _("{used} pièce(s), il en reste {remaining}")
NAMED_PIECES = _("Pièces")
NAMED_PIECE = _("{record} n° {piece}")
REASON = _("Motif")
CONSEQUENCES = _("Conséquences")
CLASSIFICATION = _("Classification")
CONTRACT = _("{classification}, s'écarte du contrat")
OPINION = _("Avis qualité")
FAVOURABLE = _("favorable")
UNFAVOURABLE = _("défavorable")
OPINION_LINE = _("{opinion} · {by} : {said}")
NOT_GIVEN = _("à donner")
DECISION = _("Décision {authority}")
DECISION_LINE = _("{decided} · {name}, {reference}, le {on}")
ACCEPTED = _("accordée")
REFUSED = _("refusée")

# acts
SIGNED = _("{by} · signé {signer}")
RAISED_ACT = _("Ouverte : {quantity} pièce(s)")
DESCRIBED_ACT = _("Décrite : {severity}, {description}")
CONTAINED_ACT = _("Isolées : {place}, {quantity} pièce(s)")
DECIDED_ACT = _("Traitement : {lines}")
REINSPECTED_ACT = _("Pièce {piece} recontrôlée : {before} → {after}, {result}")
COST = _("Coût")
COST_MINUTES = _("{minutes} min de travail")
COST_EUROS = _("{euros} €")
COST_ACT = _("Coût : {cost}")
PLANNED_ACT = _("Action : {action}, {owner}, pour le {due}")
CHECKED_ACT = _("Action {effective} : {said}")
EFFECTIVE = _("efficace")
NOT_EFFECTIVE = _("pas efficace")
RELEASED_ACT = _("Reste du lot libéré : {statement}")
ATTACHED_ACT = _("Joint : {file}")
CLOSED_ACT = _("Close")
ALLOTTED_ACT = _("Donnée au poste {post} : {quantity} pièce(s)")
SHARES = _("Partage")
_SHARE = _("{post} : {quantity}")
CANCELLED_ACT = _("Annulée : {reason}")
REQUESTED_ACT = _("Demandée : {reason}")
OPINION_ACT = _("Avis {opinion} : {said}")
AUTHORITY_ACT = _("Décision {authority} : {decided}, {reference}, {name}, le {on}")
ACTIVATED_ACT = _("Activée")
WITHDRAWN_ACT = _("Retirée : {reason}")


def listed(pieces: Iterable[int]) -> str:
    """`2, 5-7`."""
    return as_ranges(pieces)


def sheet_pieces(sheet: Nonconformity) -> str:
    """The pieces named, and how many are concerned where that is more."""
    named = listed(sheet.pieces)
    if sheet.raised.quantity == len(sheet.pieces):
        return named
    return PIECES_NAMED.format(pieces=named, quantity=sheet.raised.quantity)


def finding(found: BadFinding) -> str:
    """One bad value, as the sheet keeps it."""
    box = found.box
    said = FINDING_WITH if found.instrument else FINDING
    return said.format(
        piece=box.piece, balloon=box.balloon, requirement=found.requirement, value=found.value,
        instrument=found.instrument,
    )  # fmt: skip


def treatment_line(line: TreatmentLine) -> str:
    said = TREATMENT_LINE.format(treatment=label(line.treatment), quantity=line.quantity)
    if line.pieces:
        said += NAMED.format(pieces=listed(line.pieces))
    if line.concession:
        said += BY_CONCESSION.format(number=line.concession)
    return said + UNALTERED if line.function_unaltered else said


def _treatment(lines: Iterable[TreatmentLine]) -> str:
    return "\n".join(map(treatment_line, lines))


def sheet_facts(sheet: Nonconformity, names: Names) -> list[tuple[str, str]]:
    """What a sheet says now, by name; what is still to be said says so."""
    raised, described = sheet.raised, sheet.described
    number, reference = names.get(raised.record, ("", ""))
    contained = [act for act in sheet.acts if isinstance(act, PiecesContained)]
    places = "\n".join(CONTAINED_LINE.format(place=act.place, quantity=act.quantity) for act in contained)
    facts = [
        (RECORD, number),
        (PART, reference),
        (PIECES, sheet_pieces(sheet)),
        (FOUND, "\n".join(map(finding, raised.findings))),
        (ORIGIN, label(raised.origin)),
        (SEVERITY, NOT_SAID if described is None else label(described.severity)),
    ]
    if described is not None:
        causes = ([label(described.cause)] if described.cause else []) + [described.cause_said]
        facts += [(DESCRIPTION, described.description), (CAUSE, " : ".join(filter(None, causes)))]
    facts.append((CONTAINED_AT, places or NOT_CONTAINED))
    facts.append((TREATMENT, TO_DECIDE if sheet.decision is None else _treatment(sheet.decision.lines)))
    facts.append((TO_REINSPECT, listed(sheet.to_reinspect())))
    facts += [(ACTION, _action(sheet, act)) for act in sheet.acts if isinstance(act, ActionPlanned)]
    if sheet.cost is not None:
        facts.append((COST, cost(sheet.cost)))
    released = sheet.partial_release
    if released is not None:
        facts.append((OTHERS, OTHERS_RELEASED.format(by=released.granted_by, statement=released.statement)))
    elif sheet.is_open:
        facts.append((OTHERS, OTHERS_HELD))
    return facts


def cost(given: CostGiven) -> str:
    """`45 min de travail, 129,90 € (outil cassé)`."""
    said = [] if given.minutes is None else [COST_MINUTES.format(minutes=given.minutes)]
    said += [] if given.euros is None else [COST_EUROS.format(euros=number(given.euros, 2))]
    return ", ".join(said) + (f" ({given.remark})" if given.remark else "")


def _action(sheet: Nonconformity, act: ActionPlanned) -> str:
    said = ACTION_LINE.format(action=act.action, owner=act.owner, due=day(act.due))
    checks = [one for one in sheet.acts if isinstance(one, ActionChecked) and one.action == act.id]
    return said + (CHECKED_YES if checks[-1].effective else CHECKED_NO) if checks else said


def widened(limits: WidenedLimits, callouts: Callouts) -> str:
    """`rep. 1 : maxi 35,2 mm`; without its unit where the callout is not known."""
    callout, sides = callouts.get(limits.balloon), []
    unit = None if callout is None else callout.unit
    if limits.lower is not None:
        sides.append(LOWER.format(lower=_limit(limits.lower, unit)))
    if limits.upper is not None:
        sides.append(UPPER.format(upper=_limit(limits.upper, unit)))
    return LIMITS_LINE.format(balloon=limits.balloon, limits=", ".join(sides) or AS_MEASURED)


def _limit(value: Decimal, unit: Unit | None) -> str:
    return significant(value) if unit is None else with_unit(value, unit)


def file_pieces(file: ConcessionFile) -> str:
    """How many pieces a dérogation is for: those used of a quantity, or those named."""
    asked = file.request
    if asked.moment is Moment.AFTER_PRODUCTION:
        return listed(one.piece for one in asked.pieces)
    return str(file.used) if file.share is None else f"{file.used} / {file.share}"


def bounds(request: ConcessionRequested) -> str:
    """`3 pièces, jusqu'au 30/11/2026`."""
    said = []
    if request.quantity is not None:
        said.append(UP_TO_ONE if request.quantity == 1 else UP_TO.format(quantity=request.quantity))
    if request.until is not None:
        said.append(UNTIL.format(until=day(request.until)))
    return ", ".join(said)


def file_facts(file: ConcessionFile, names: Names, callouts: Callouts) -> list[tuple[str, str]]:
    """What a dérogation says now, by name; `callouts`: those of its part, by balloon, once they are known."""
    asked = file.request
    facts = [(KIND, label(asked.moment)), (PART, " · ".join(filter(None, asked.part)))]
    facts.append((LIMITS, "\n".join(widened(one, callouts) for one in asked.limits)))
    if asked.moment is Moment.BEFORE_PRODUCTION:
        used = USED_LINE.format(used=file.used)
        left = REMAINING.format(used=file.used, remaining=file.remaining)
        facts += [(ACCEPTS, bounds(asked)), (USED, used if file.remaining is None else left)]
        if file.allotted:
            shares = (_SHARE.format(post=post, quantity=quantity) for post, quantity in file.allotted.items())
            facts.append((SHARES, ", ".join(shares)))
    else:
        named = (NAMED_PIECE.format(record=names.get(p.record, ("", ""))[0], piece=p.piece) for p in asked.pieces)
        facts.append((NAMED_PIECES, "\n".join(named)))
    classified = label(asked.classification)
    facts += [(REASON, asked.reason), (CONSEQUENCES, asked.consequences)]
    facts.append(
        (CLASSIFICATION, CONTRACT.format(classification=classified) if asked.departs_from_contract else classified)
    )
    opinion = file.opinion
    facts.append((OPINION, NOT_GIVEN if opinion is None else _opinion(opinion)))
    for authority in file.decided_by:
        decided = file.decision(authority)
        name = DECISION.format(authority=label(authority))
        facts.append((name, NOT_GIVEN if decided is None else _decision(decided)))
    return facts


def _opinion(given: OpinionGiven) -> str:
    opinion = FAVOURABLE if given.favourable else UNFAVOURABLE
    return OPINION_LINE.format(opinion=opinion, by=given.granted_by, said=given.opinion)


def _decision(made: AuthorityDecided) -> str:
    decided = ACCEPTED if made.accepted else REFUSED
    return DECISION_LINE.format(decided=decided, name=made.name, reference=made.reference, on=day(made.on))


def who(act: TreatmentAct) -> str:
    """Whoever did it, and whoever signed where that is somebody else."""
    signer = getattr(act, "granted_by", "")
    return act.by if signer in ("", act.by) else SIGNED.format(by=act.by, signer=signer)


def act(done: TreatmentAct, before: str = "", after: str = "", line: TreatmentLine | None = None) -> str:
    """One act in a line; the values of a re-inspection come from the records, and what was decided before it from its
    fiche."""
    match done:
        case NonconformityRaised():
            return RAISED_ACT.format(quantity=done.quantity)
        case NonconformityDescribed():
            return DESCRIBED_ACT.format(severity=label(done.severity), description=done.description)
        case PiecesContained():
            return CONTAINED_ACT.format(place=done.place, quantity=done.quantity)
        case TreatmentDecided():
            return DECIDED_ACT.format(lines=" ; ".join(map(treatment_line, done.lines)))
        case PieceReinspected():
            result = reinspected(line, good=done.good)
            return REINSPECTED_ACT.format(piece=done.piece, before=before, after=after or "…", result=result)
        case ActionPlanned():
            return PLANNED_ACT.format(action=done.action, owner=done.owner, due=day(done.due))
        case ActionChecked():
            return CHECKED_ACT.format(effective=EFFECTIVE if done.effective else NOT_EFFECTIVE, said=done.said)
        case CostGiven():
            return COST_ACT.format(cost=cost(done))
        case OthersReleased():
            return RELEASED_ACT.format(statement=done.statement)
        case SheetAttached():
            return ATTACHED_ACT.format(file=done.file)
        case ConcessionDocumented():
            return ATTACHED_ACT.format(file=done.document)
        case SheetCancelled():
            return CANCELLED_ACT.format(reason=done.reason)
        case ConcessionRequested():
            return REQUESTED_ACT.format(reason=done.reason)
        case OpinionGiven():
            return OPINION_ACT.format(opinion=FAVOURABLE if done.favourable else UNFAVOURABLE, said=done.opinion)
        case AuthorityDecided():
            return AUTHORITY_ACT.format(
                authority=label(done.authority), decided=ACCEPTED if done.accepted else REFUSED,
                reference=done.reference, name=done.name, on=day(done.on),
            )  # fmt: skip
        case ConcessionActivated():
            return ACTIVATED_ACT
        case ConcessionWithdrawn():
            return WITHDRAWN_ACT.format(reason=done.reason)
        case ConcessionAllotted():
            return ALLOTTED_ACT.format(post=done.post, quantity=done.quantity)
        case SheetClosed() | ConcessionClosed():
            return CLOSED_ACT
