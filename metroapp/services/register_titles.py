"""The words of a register sheet: titles of its columns, kinds and states of means, in French and in English."""

from __future__ import annotations

from metroapp.domain.instrument import InstrumentKind, InstrumentState
from metroapp.services.sheets.part_lines import plain
from metroapp.services.sheets.sheet_titles import title_key

# Every field, the title that we write ourselves, then the other names it has, as `title_key` makes them.
# fmt: off
_NAMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "number": (
        "Numéro",
        (
            "number", "n", "no", "n interne", "numero interne", "repere", "identifiant", "id", "code", "instrument",
            "instrument number", "n instrument", "n d instrument", "internal number", "asset number",
        ),
    ),
    "designation": ("Désignation", ("designation", "description", "name", "nom", "libelle")),
    "kind": ("Genre", ("kind", "genre d instrument", "famille d instrument", "categorie", "category")),
    "maker": ("Constructeur", ("maker", "manufacturer", "fabricant", "marque", "brand")),
    "model": ("Type", ("model", "modele", "reference", "type constructeur")),
    "serial": (
        "N° de série",
        ("numero de serie", "n serie", "no de serie", "serie", "serial", "serial number", "serial no", "sn"),
    ),
    "family": ("Famille", ("family", "protocole", "protocol", "liaison")),
    "resolution": ("Quantum (mm)", ("resolution", "echelon", "digital step", "step")),
    "decimals": ("Décimales", ("decimals", "nombre de decimales", "nb de decimales")),
    "range_lower": (
        "Étendue mini (mm)",
        (
            "etendue min", "range min", "range lower", "range minimum", "min range", "capacite mini", "capacite min",
            "mini", "min", "lower range", "range from",
        ),
    ),
    "range_upper": (
        "Étendue maxi (mm)",
        (
            "etendue max", "range max", "range upper", "range maximum", "max range", "capacite maxi", "capacite max",
            "maxi", "max", "upper range", "range to",
        ),
    ),
    "range": ("Étendue", ("range", "capacite", "etendue de mesure", "measuring range", "plage")),
    "due": ("Échéance", ("due", "due date", "date d echeance", "prochaine verification", "valable jusqu au")),
    "probe_constant": ("Constante de touche (mm)", ("probe constant", "constante de palpeur")),
    # An expanded one under such a title is read as a standard one: too large, never too small.
    "uncertainty": (
        "Incertitude-type u",
        ("incertitude type", "incertitude", "u", "uncertainty", "standard uncertainty", "standard uncertainty u"),
    ),
    "expanded": (
        "Incertitude élargie U (k=2)",
        (
            "incertitude elargie", "incertitude elargie u", "incertitude elargie k 2", "u k 2", "expanded uncertainty",
            "expanded uncertainty u", "expanded uncertainty k 2",
        ),
    ),
    "repeatability": ("Répétabilité s", ("repetabilite", "repeatability", "repeatability s", "s")),
    "error": (
        "EMT",
        (
            "mpe", "erreur maximale toleree", "erreurs maximales tolerees", "maximum permissible error",
            "maximum permissible errors", "permissible error", "plusmoins emt", "emt plusmoins",
        ),
    ),
    "checks": (
        "Vérifie",
        ("cote verifiee", "cote controlee", "pour la cote", "verifie la cote", "gauge for", "for callout"),
    ),
    "certified": (
        "Valeur certifiée",
        ("cote certifiee", "valeur conventionnelle", "certified value", "certified size", "reference value"),
    ),
    "state": ("État", ("etat du moyen", "statut", "status", "situation")),
    "limitation": (
        "Limitation",
        ("limitation d emploi", "emploi limite", "restriction", "limited use", "limited to"),
    ),
    "limited_lower": ("Limité de (mm)", ("limite mini", "limitation mini", "limited from")),
    "limited_upper": ("Limité à (mm)", ("limite maxi", "limitation maxi", "limited up to")),
    "location": ("Localisation", ("emplacement", "lieu", "place", "rangement", "affectation", "storage")),
    "holder": ("Détenteur", ("utilisateur", "responsable", "affecte a", "owner", "assigned to", "custodian")),
    "interval_months": (
        "Intervalle (mois)",
        (
            "intervalle", "periodicite", "periodicite mois", "periodicite en mois", "intervalle en mois",
            "intervalle de verification", "intervalle de verification mois", "interval", "interval months",
            "calibration interval", "calibration interval months", "verification interval",
            "verification interval months", "frequence mois",
        ),
    ),
    "verified": (
        "Dernière vérification",
        (
            "date de derniere verification", "dernier etalonnage", "date du dernier etalonnage", "verifie le",
            "etalonne le", "last verification", "last verified", "last calibration", "last calibrated",
            "calibration date", "verification date", "date d etalonnage", "date de verification",
        ),
    ),
    "in_service_since": (
        "Mise en service",
        (
            "date de mise en service", "en service depuis", "date d achat", "achete le", "acquisition",
            "date d acquisition", "in service", "commissioned", "commissioning date", "purchase date", "purchased",
        ),
    ),
}
_KINDS: dict[InstrumentKind, tuple[str, ...]] = {
    InstrumentKind.CALIPER: (
        "pied a coulisse", "pac", "calliper", "calibre a coulisse", "vernier caliper", "digital caliper",
    ),
    InstrumentKind.MICROMETER: (
        "micrometre", "palmer", "micrometre exterieur", "micrometre d exterieur", "outside micrometer",
        "external micrometer",
    ),
    InstrumentKind.INTERNAL_MICROMETER: (
        "micrometre interieur", "micrometre d interieur", "micrometre d alesage", "micrometre 3 touches",
        "micrometre trois touches", "alesometre", "verificateur d alesage", "inside micrometer", "bore micrometer",
        "bore gauge",
    ),
    InstrumentKind.DEPTH_MICROMETER: ("micrometre de profondeur", "micrometre profondeur", "jauge micrometrique"),
    InstrumentKind.DEPTH_GAUGE: ("jauge de profondeur", "pied de profondeur", "depth caliper"),
    InstrumentKind.DIAL_INDICATOR: ("comparateur", "indicator", "dial gauge"),
    InstrumentKind.HEIGHT_GAUGE: ("colonne", "colonne de mesure", "trusquin", "height column"),
    InstrumentKind.THREAD_RING: ("bague filetee", "bagues filetees", "thread ring gauge"),
    InstrumentKind.THREAD_PLUG: ("tampon filete", "tampons filetes", "thread plug gauge"),
    InstrumentKind.ROUGHNESS_TESTER: ("rugosimetre",),
    InstrumentKind.PROTRACTOR: ("rapporteur", "rapporteur d angle"),
    InstrumentKind.CMM: ("mmt", "machine a mesurer tridimensionnelle", "tridim"),
    InstrumentKind.PLAIN_PLUG: ("tampon lisse", "tampons lisses", "plain plug gauge", "plug gauge"),
    InstrumentKind.PLAIN_RING: ("bague lisse", "bagues lisses", "plain ring gauge", "ring gauge"),
    InstrumentKind.SNAP_GAUGE: (
        "calibre a machoires", "calibres a machoires", "calibre machoires", "calibre machoire", "gap gauge",
    ),
    InstrumentKind.GAUGE_BLOCKS: (
        "jeu de cales", "jeu de cales etalons", "cales etalons", "cales etalon", "gauge block set",
        "set of gauge blocks",
    ),
    InstrumentKind.SETTING_RING: ("bague etalon", "bague etalon lisse", "bague de reglage", "master ring"),
    InstrumentKind.PROBE_GAUGE: (
        "etalon de constante", "bloc de reglage", "cale de constante", "jauge de constante de touche", "master gauge",
        "probe constant gauge",
    ),
    InstrumentKind.ROUGHNESS_STANDARD: (
        "etalon de rugosite", "plaquette de rugosite", "roughness specimen", "roughness reference specimen",
    ),
    InstrumentKind.ROUGHNESS_PLATES: (
        "plaquettes viso tactiles", "plaquette viso tactile", "plaquettes de comparaison", "rugotest",
        "comparateur viso tactile", "roughness comparison specimens", "surface finish comparator",
    ),
}
_STATES: dict[InstrumentState, tuple[str, ...]] = {
    InstrumentState.IN_SERVICE: ("en service", "bon", "ok", "conforme", "apte", "valid"),
    InstrumentState.TO_VERIFY: ("a verifier", "a etalonner", "to be verified", "to calibrate", "to be calibrated"),
    InstrumentState.LIMITED: ("limite", "limite a un emploi", "emploi limite", "restricted", "limited use"),
    InstrumentState.WITHDRAWN: ("reforme", "retire", "declasse", "rebut", "mis au rebut", "scrapped", "retired"),
    InstrumentState.PENDING: (
        "en attente", "en reparation", "en etalonnage", "a reparer", "hors service", "on hold", "under repair",
    ),
}
# fmt: on
NEEDED = ("number", "kind")
TITLES = {field: title for field, (title, _) in _NAMES.items()}
COLUMNS = {
    key: field
    for field, (title, names) in _NAMES.items()
    for key in (title_key(title), *names, field.replace("_", " "))
}
_NAMED = {name: kind for kind, names in _KINDS.items() for name in (*names, plain(kind.value))}
_STATE_NAMED = {name: state for state, names in _STATES.items() for name in (*names, plain(state.value))}
_LONGEST_FIRST = sorted(_NAMED, key=len, reverse=True)


def kind_named(text: str, designation: str = "") -> InstrumentKind | None:
    """The kind that a cell names; what follows its name is left: `micromètre 0-25`.

    A designation may say more than `micromètre` does: `Micromètre d'intérieur 3 touches`.
    """
    kind = _begun(text)
    precise = _begun(designation)
    if kind is InstrumentKind.MICROMETER and precise in (
        InstrumentKind.INTERNAL_MICROMETER,
        InstrumentKind.DEPTH_MICROMETER,
    ):
        return precise
    return kind


def state_named(text: str) -> InstrumentState | None:
    """The state that a cell names."""
    return _STATE_NAMED.get(plain(text))


def _begun(text: str) -> InstrumentKind | None:
    words = f"{plain(text)} "
    return next((_NAMED[name] for name in _LONGEST_FIRST if words.startswith(f"{name} ")), None)
