"""French names of the things of the trade. Codes live in the domain; their words live here."""

from __future__ import annotations

from enum import Enum

from metroapp.domain.acceptance import Verdict
from metroapp.domain.budget import Distribution, Evaluation, Source
from metroapp.domain.callout import AcceptanceRule, Kind, Nature, Symbol, Zone
from metroapp.domain.decision import Side
from metroapp.domain.decision_rule import RuleName
from metroapp.domain.gauge_blocks import UncertaintyBasis
from metroapp.domain.instrument import BlockGrade, InstrumentKind, InstrumentState
from metroapp.domain.justification import Advice
from metroapp.domain.measurement import Observation, Origin, Role
from metroapp.domain.notation.signs import SYMBOL_SIGNS
from metroapp.domain.people import Action, SecretChange
from metroapp.domain.people import Role as PersonRole
from metroapp.domain.plausibility import Doubt
from metroapp.domain.production import Blank, EventKind
from metroapp.domain.quantity import Unit
from metroapp.domain.record_options import Gate, Order
from metroapp.domain.revision import Change, RevisionState
from metroapp.domain.signals import SignalKind, Where
from metroapp.domain.sorting import BoxStatus, Disposition
from metroapp.domain.specification import BoxCode, Characteristic, Criticality, Means, Procedure, Sampling
from metroapp.domain.suitability import Fitness
from metroapp.domain.sweep import Given
from metroapp.domain.temperature import Material
from metroapp.domain.uncertainty import UncertaintySource
from metroapp.wording.numbers import UNIT_SYMBOLS
from metroapp.wording.translate import gettext as _

_LABELS: dict[Enum, str] = {
    Kind.DIAMETER: _("diamètre"),
    Kind.LENGTH: _("longueur"),
    Kind.RADIUS: _("rayon"),
    Kind.CHAMFER: _("chanfrein"),
    Kind.ANGLE: _("angle"),
    Kind.REFERENCE: _("référence"),
    Kind.EXACT: _("théoriquement exacte"),
    Kind.THREAD: _("filetage"),
    Kind.GEOMETRIC: _("géométrie"),
    Kind.ROUGHNESS: _("rugosité"),
    Kind.ATTRIBUTE: _("attribut"),
    Doubt.LATE: _("réponse tardive"),
    Doubt.DIGIT_LOST: _("premier chiffre perdu"),
    Doubt.INCHES: _("affichage en pouces"),
    Doubt.MILLIMETRES: _("affichage en millimètres"),
    Doubt.FAR: _("très loin de la cote"),
    Nature.EXTERNAL: _("extérieur"),
    Nature.INTERNAL: _("intérieur"),
    Nature.STEP: _("étagé"),
    Nature.DEPTH: _("profondeur"),
    Nature.CENTRE_DISTANCE: _("entraxe"),
    Symbol.STRAIGHTNESS: _("rectitude"),
    Symbol.FLATNESS: _("planéité"),
    Symbol.ROUNDNESS: _("circularité"),
    Symbol.CYLINDRICITY: _("cylindricité"),
    Symbol.LINE_PROFILE: _("profil d'une ligne"),
    Symbol.SURFACE_PROFILE: _("profil d'une surface"),
    Symbol.PARALLELISM: _("parallélisme"),
    Symbol.PERPENDICULARITY: _("perpendicularité"),
    Symbol.ANGULARITY: _("inclinaison"),
    Symbol.POSITION: _("localisation"),
    Symbol.COAXIALITY: _("coaxialité"),
    Symbol.SYMMETRY: _("symétrie"),
    Symbol.CIRCULAR_RUN_OUT: _("battement circulaire"),
    Symbol.TOTAL_RUN_OUT: _("battement total"),
    Means.CALIPER: _("pied à coulisse"),
    Means.MICROMETER: _("micromètre"),
    Means.COMPARISON: _("comparaison"),
    Means.DIAL_INDICATOR: _("comparateur"),
    Means.HEIGHT_GAUGE: _("colonne de mesure"),
    Means.THREAD_RING: _("bague filetée"),
    Means.THREAD_PLUG: _("tampon fileté"),
    Means.ROUGHNESS_TESTER: _("rugosimètre"),
    Means.PROTRACTOR: _("rapporteur"),
    Means.CMM: _("MMT"),
    Means.VISUAL: _("visuel"),
    Means.TO_CHOOSE: _("à choisir"),
    Criticality.ORDINARY: _("ordinaire"),
    Criticality.KEY: _("clé"),
    Criticality.SAFETY: _("sécurité"),
    RevisionState.DRAFT: _("brouillon"),
    RevisionState.VALIDATED: _("validé"),
    RevisionState.WITHDRAWN: _("retiré"),
    Change.ADDED: _("ajoutée"),
    Change.REMOVED: _("supprimée"),
    Change.CHANGED: _("modifiée"),
    Change.MOVED: _("déplacée"),
    InstrumentKind.CALIPER: _("pied à coulisse"),
    InstrumentKind.MICROMETER: _("micromètre"),
    InstrumentKind.INTERNAL_MICROMETER: _("micromètre d'intérieur"),
    InstrumentKind.DEPTH_MICROMETER: _("micromètre de profondeur"),
    InstrumentKind.DEPTH_GAUGE: _("jauge de profondeur"),
    InstrumentKind.DIAL_INDICATOR: _("comparateur"),
    InstrumentKind.HEIGHT_GAUGE: _("colonne de mesure"),
    InstrumentKind.THREAD_RING: _("bague filetée"),
    InstrumentKind.THREAD_PLUG: _("tampon fileté"),
    InstrumentKind.ROUGHNESS_TESTER: _("rugosimètre"),
    InstrumentKind.PROTRACTOR: _("rapporteur"),
    InstrumentKind.CMM: _("MMT"),
    InstrumentKind.EYE: _("œil"),
    InstrumentKind.PLAIN_PLUG: _("tampon lisse"),
    InstrumentKind.PLAIN_RING: _("bague lisse"),
    InstrumentKind.SNAP_GAUGE: _("calibre à mâchoires"),
    InstrumentKind.GAUGE_BLOCKS: _("jeu de cales étalons"),
    InstrumentKind.SETTING_RING: _("bague étalon"),
    InstrumentKind.ROUGHNESS_STANDARD: _("étalon de rugosité"),
    InstrumentState.IN_SERVICE: _("en service"),
    InstrumentState.TO_VERIFY: _("à vérifier"),
    InstrumentState.LIMITED: _("limité à un emploi"),
    InstrumentState.WITHDRAWN: _("réformé"),
    InstrumentState.PENDING: _("en attente"),
    BlockGrade.K: _("classe K"),
    BlockGrade.ZERO: _("classe 0"),
    BlockGrade.ONE: _("classe 1"),
    BlockGrade.TWO: _("classe 2"),
    UncertaintyBasis.CERTIFICATE: _("certificat"),
    UncertaintyBasis.GRADE: _("limite de sa classe"),
    UncertaintyBasis.WIDEST_GRADE: _("limite de la classe 2, faute de classe et de certificat"),
    Fitness.GOOD: _("bon"),
    Fitness.ACCEPTED: _("accepté"),
    Fitness.UNKNOWN: _("inconnu"),
    Fitness.UNFIT: _("inapte"),
    Procedure.DIRECT: _("lecture directe"),
    Procedure.COMPARISON: _("comparaison"),
    Procedure.PROBINGS: _("deux palpages"),
    Procedure.SWEEP: _("exploration maxi − mini"),
    Procedure.OBSERVATION: _("observation"),
    Procedure.SEVERAL: _("plusieurs lectures"),
    Procedure.FORMULA: _("calcul"),
    Given.DIFFERENCE: _("maxi − mini"),
    Given.MAXIMUM: _("maxi"),
    Given.MINIMUM: _("mini"),
    BoxCode.SINGLE: "",
    BoxCode.GO: _("ENTRE"),
    BoxCode.NO_GO: _("N'ENTRE PAS"),
    BoxCode.PLAIN: _("LISSE"),
    BoxCode.ENVELOPE: _("ENVELOPPE"),
    Origin.INSTRUMENT: _("instrument"),
    Origin.TYPED: _("saisie"),
    Origin.COMPARISON: _("comparaison"),
    Origin.COMPUTED: _("calcul"),
    Origin.OBSERVED: _("observation"),
    Observation.PASSES: _("passe"),
    Observation.DOES_NOT_PASS: _("ne passe pas"),
    Observation.CONFORMING: _("conforme"),
    Observation.NONCONFORMING: _("non conforme"),
    Observation.NOT_DEMONSTRATED: _("non démontré"),
    Role.READING: _("lecture"),
    Role.CERTIFIED: _("cote certifiée"),
    Role.ZERO: _("zéro"),
    Role.DEVIATION: _("écart lu"),
    Role.PROBING_1: _("1er palpage"),
    Role.PROBING_2: _("2e palpage"),
    Role.PROBE_CONSTANT: _("constante de touche"),
    Role.MAXIMUM: _("maxi"),
    Role.MINIMUM: _("mini"),
    Role.REPEATED: _("lecture répétée"),
    Role.VARIABLE: _("lecture"),
    Verdict.CONFORMING: _("conforme"),
    Verdict.NONCONFORMING: _("non conforme"),
    Verdict.UNDECIDED: _("à confirmer"),
    RuleName.SIMPLE: _("acceptation simple, sans prise en compte de l'incertitude"),
    RuleName.ISO_14253_1: _("ISO 14253-1, probabilité d'être conforme d'au moins 95 %"),
    RuleName.ISO_14253_1_U: _("ISO 14253-1, bande de garde égale à l'incertitude élargie (k = 2)"),
    RuleName.GUARD: _("bande de garde choisie"),
    UncertaintySource.INSTRUMENT: _("registre des instruments"),
    UncertaintySource.PROPAGATED: _("composée des lectures"),
    UncertaintySource.CHARACTERISTIC: _("donnée avec la caractéristique"),
    Evaluation.A: _("A"),
    Evaluation.B: _("B"),
    Distribution.NORMAL: _("normale"),
    Distribution.STANDARD: _("incertitude-type"),
    Distribution.RECTANGULAR: _("rectangulaire"),
    Distribution.TRIANGULAR: _("triangulaire"),
    Distribution.U_SHAPED: _("en U"),
    Source.GIVEN: _("composante donnée"),
    Source.RESOLUTION: _("résolution"),
    Source.PERMISSIBLE_ERROR: _("erreur maximale tolérée"),
    Source.REPEATABILITY: _("répétabilité"),
    Source.ZERO: _("lecture du zéro"),
    Source.BLOCKS: _("cales étalons"),
    Source.PART_EXPANSION: _("dilatation de la pièce"),
    Source.SCALE_EXPANSION: _("dilatation de l'instrument"),
    Source.TEMPERATURE: _("température"),
    Source.TEMPERATURE_DIFFERENCE: _("écart de température entre pièce et instrument"),
    Source.EXPANSION_BY_TEMPERATURE: _("dilatation par température (second ordre)"),
    Material.GAUGE_BLOCK_STEEL: _("acier de cale étalon"),
    Material.STEEL: _("acier"),
    Material.AUSTENITIC_STAINLESS_STEEL: _("acier inoxydable austénitique"),
    Material.HARDENABLE_STAINLESS_STEEL: _("acier inoxydable ferritique ou martensitique"),
    Material.CAST_IRON: _("fonte"),
    Material.ALUMINIUM_ALLOY: _("alliage d'aluminium"),
    Material.COPPER: _("cuivre"),
    Material.BRASS: _("laiton"),
    Material.BRONZE: _("bronze"),
    Material.TITANIUM_ALLOY: _("alliage de titane"),
    Material.INVAR: _("invar"),
    Advice.GIVE_UNCERTAINTY: _("donner l'incertitude"),
    Advice.BETTER_INSTRUMENT: _("prendre un moyen plus précis"),
    Advice.MORE_READINGS: _("faire la moyenne de plusieurs lectures"),
    Advice.MEASURE_SIZE: _("mesurer la taille de l'élément"),
    Advice.DEMONSTRATE_ENVELOPE: _("démontrer l'enveloppe"),
    Advice.REVIEW_GUARD: _("revoir la bande de garde"),
    Advice.SECOND_READING: _("refaire une lecture au même endroit, ou visa du technicien qualité"),
    PersonRole.OPERATOR: _("opérateur ou candidat"),
    PersonRole.QUALITY: _("technicien qualité"),
    PersonRole.JURY: _("jury"),
    PersonRole.SUPERVISOR: _("surveillant"),
    PersonRole.SESSION_MANAGER: _("responsable de session"),
    PersonRole.TRAINER: _("formateur"),
    PersonRole.ADMINISTRATOR: _("administrateur"),
    SecretChange.CHOSEN: _("premier code"),
    SecretChange.CHANGED: _("code changé par la personne"),
    SecretChange.RESET: _("code réinitialisé"),
    SecretChange.RECOVERED: _("administrateur recréé, codes perdus"),
    Action.MEASURE: _("remplir un relevé"),
    Action.CLOSE_RECORD: _("signer et clore un relevé"),
    Action.GRANT_CONCESSION: _("accorder une dérogation"),
    Action.GIVE_VISA: _("viser une valeur reprise"),
    Action.APPROVE_FIRST_PIECE: _("signer le bon à produire"),
    Action.CHOOSE_OPTIONS: _("choisir le déroulement des relevés"),
    Order.PIECE: _("pièce par pièce"),
    Order.CHARACTERISTIC: _("cote par cote"),
    Order.INSTRUMENT: _("instrument par instrument"),
    Gate.CLEANING: _("pièces à nettoyer et ébavurer"),
    Gate.ANSWER: _("réponse attendue"),
    Gate.APPROVAL: _("bon à produire attendu"),
    EventKind.TOOL_CHANGE: _("changement d'outil"),
    EventKind.OFFSET: _("correction"),
    EventKind.INCIDENT: _("incident"),
    EventKind.STOP: _("arrêt"),
    EventKind.RESTART: _("reprise"),
    Blank.LAUNCHED: _("pièces lancées"),
    Blank.GOOD: _("pièces bonnes"),
    Blank.NONCONFORMING: _("non conformes"),
    Blank.SCRAP: _("rebut"),
    Blank.SET_UP_TIME: _("temps de réglage"),
    Blank.MACHINING_TIME: _("temps d'usinage"),
    Blank.PROGRAM: _("programme"),
    Blank.PROGRAM_REVISION: _("indice du programme"),
    Blank.ORIGINS: _("origines"),
    Blank.CLAMPING: _("mors ou étau"),
    Blank.TOOLS: _("outils"),
    Blank.TOOL_GAUGES: _("jauges d'outils"),
    Action.EDIT_PARTS: _("préparer une pièce"),
    Action.VALIDATE_PARTS: _("valider ou retirer une pièce"),
    Action.EQUIP: _("modifier le registre des moyens"),
    Action.VERIFY_MEANS: _("vérifier les moyens et décider de leur emploi"),
    Action.ALLOW_MEANS: _("autoriser un moyen refusé"),
    Action.CONNECT_BENCH: _("brancher les instruments"),
    Action.SET_RULE: _("choisir la règle de décision"),
    Action.MANAGE_OPERATORS: _("faire entrer un opérateur ou changer son code"),
    Action.MANAGE_PEOPLE: _("gérer les personnes et leurs rôles"),
    Action.CONFIGURE_POST: _("régler le verrouillage et les pédales du poste"),
    Action.CHANGE_WORKSHOP: _("changer d'atelier"),
    Action.CHANGE_OWN_SECRET: _("changer son code"),
    Action.READ_SIGNALS: _("lire les signaux d'honnêteté"),
    Action.CONSULT: _("consulter les archives"),
    Action.EXPORT: _("exporter un document"),
    Side.BELOW: _("sous le mini"),
    Side.ABOVE: _("au-dessus du maxi"),
    BoxStatus.NOT_PLANNED: _("non prévu"),
    BoxStatus.NOT_MEASURED: _("non mesuré"),
    BoxStatus.IMPOSSIBLE: _("impossible"),
    BoxStatus.CONFORMING: _("conforme"),
    BoxStatus.NONCONFORMING: _("non conforme"),
    BoxStatus.UNDECIDED: _("à confirmer"),
    Disposition.CONFORMING: _("conforme"),
    Disposition.NONCONFORMING: _("non conforme"),
    Disposition.CONCESSION: _("sous dérogation"),
    Disposition.HELD: _("à confirmer"),
    Disposition.UNSORTED: _("non triée"),
    Unit.MM: UNIT_SYMBOLS[Unit.MM],
    Unit.UM: UNIT_SYMBOLS[Unit.UM],
    Unit.INCH: UNIT_SYMBOLS[Unit.INCH],
    Unit.DEG: UNIT_SYMBOLS[Unit.DEG],
    Unit.ARCSEC: UNIT_SYMBOLS[Unit.ARCSEC],
    Zone.CYLINDRICAL: _("zone cylindrique"),
    AcceptanceRule.SIXTEEN_PERCENT: _("règle des 16 %"),
    AcceptanceRule.MAXIMUM: _("règle du maximum"),
    AcceptanceRule.MEDIAN: _("règle de la médiane"),
    Zone.SPHERICAL: _("zone sphérique"),
    SignalKind.TYPED: _("Valeurs saisies au clavier"),
    SignalKind.IDENTICAL: _("Valeurs identiques de suite"),
    SignalKind.NOMINAL: _("Valeurs exactement au nominal ou au milieu"),
    SignalKind.RHYTHM: _("Rythme très régulier"),
    SignalKind.DIGITS: _("Derniers chiffres peu variés"),
    SignalKind.RETAKEN: _("Valeurs reprises jusqu'à conformité"),
    SignalKind.UNDONE: _("Lectures annulées"),
    SignalKind.TIMES: _("Heures hors de la séance"),
    Where.NOMINAL: _("au nominal"),
    Where.MIDDLE: _("au milieu des limites"),
    Where.BEFORE_OPENING: _("avant l'ouverture du relevé"),
    Where.AFTER_CLOSING: _("après la clôture du relevé"),
    Where.EARLIER: _("avant l'opération précédente"),
}

_GAUGES = {
    BoxCode.PLAIN: _("tampon lisse"),
    BoxCode.ENVELOPE: _("calibre d'enveloppe"),
}

# Short marks for grids: text, never colour alone.
_MARKS: dict[Enum, str] = {
    BoxStatus.CONFORMING: _("C"),
    BoxStatus.NONCONFORMING: _("NC"),
    BoxStatus.UNDECIDED: _("à conf."),
    BoxStatus.IMPOSSIBLE: _("imp."),
    BoxStatus.NOT_MEASURED: "",
    BoxStatus.NOT_PLANNED: "–",
    Disposition.CONFORMING: _("C"),
    Disposition.NONCONFORMING: _("NC"),
    Disposition.CONCESSION: _("DÉR"),
    Disposition.HELD: _("à conf."),
    Disposition.UNSORTED: _("à finir"),
    Observation.PASSES: _("passe"),
    Observation.DOES_NOT_PASS: _("ne passe pas"),
    Observation.CONFORMING: _("C"),
    Observation.NONCONFORMING: _("NC"),
    Observation.NOT_DEMONSTRATED: _("non dém."),
}

# The first sign of each is the one that we write.
GEOMETRICAL_SIGNS: dict[Symbol, str] = {symbol: signs[0] for symbol, signs in SYMBOL_SIGNS.items()}


def label(code: Enum) -> str:
    """The French name of a code; KeyError for a code without a name (a test walks them all)."""
    return _LABELS[code]


def mark(code: Enum) -> str:
    """The short mark of a code in a grid."""
    return _MARKS[code]


def balloon(characteristic: Characteristic, code: BoxCode = BoxCode.SINGLE) -> str:
    """`7`, or `9 ENTRE` for a gauge box."""
    return f"{characteristic.balloon} {label(code)}".strip()


def means(characteristic: Characteristic, code: BoxCode = BoxCode.SINGLE) -> str:
    """What fills a box: the means of the sheet, or the gauge that this box alone needs."""
    return _GAUGES.get(code) or label(characteristic.means)


def sampling(value: Sampling) -> str:
    """`chaque pièce`, `1/5`, `première et dernière`."""
    if value.first and value.last:
        return _("première et dernière")
    if value.first:
        return _("première")
    if value.last:
        return _("dernière")
    return _("chaque pièce") if value.every == 1 else _("1/{every}").format(every=value.every)
