"""The words of the constat de vérification."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.permissible_error_text import write_permissible_error
from metroapp.domain.quantity import Unit
from metroapp.domain.verification import Permitted
from metroapp.wording.numbers import UNIT_SYMBOLS, significant
from metroapp.wording.translate import gettext as _

_PERCENT = Decimal(100)

TITLE = _("Constat de vérification")

# the header
NUMBER = _("Instrument")
DESIGNATION = _("Désignation")
MAKER = _("Constructeur et type")
SERIAL = _("N° de série")
RANGE = _("Étendue")
RANGE_OF = _("{lower} à {upper} mm")
RESOLUTION = _("Échelon")
HELD = _("Emplacement – détenteur")
VERIFIED = _("Vérifié")
VERIFIED_BY = _("le {day} par {name}")
VERIFIED_FROM = _("du {since} au {day} par {name}")
CONDITIONS = _("Conditions")
CELSIUS = _("{temperature} °C")
HUMID = _("{humidity} % HR")
NO_TEMPERATURE = _("température non relevée")
NO_HUMIDITY = _("humidité non relevée")
NOT_READ = _("non relevées")
DATA = _("Données")
PERMITTED = _("Erreurs tolérées (EMT)")
CONSTANT_LAW = _("± {constant} {unit}")
MIXED_LAW = _("± ({constant} {unit} + {percent} %)")
RELATIVE_LAW = _("± {percent} % de la valeur certifiée")
OTHER_FACES = _("{law} ; becs intérieurs et tige : {more} {unit} de plus")
NO_LAW = _("non connues")

# the standards
STANDARDS = _("Moyens de vérification")
SHEET_STANDARDS = _("Étalons")
STANDARD = _("Étalon")
CERTIFICATE = _("Certificat")
DUE = _("Échéance")
EXPANDED = _("U, k = 2 ({unit})")

# the points
POINTS = _("Points de vérification ({unit})")
SHEET_POINTS = _("Points")
ORDER = _("N°")
CHECK = _("Contrôle")
DIRECTION = _("Sens")
CERTIFIED = _("Valeur certifiée")
INDICATION = _("Indication")
ERROR = _("Erreur")
PERMISSIBLE = _("EMT (±)")
EXCEEDANCE = _("Dépassement")
COUNT = _("Lectures")
COUNT_OF = _("{taken} sur {count}")
ORIGIN = _("Origine")
MIXED = _("{sent}, {typed} {as_typed}")
CONCLUSION = _("Conclusion")
TO_CHOOSE = _("à choisir")

# the spreads
SPREADS = _("Lectures répétées, répétabilité et hystérésis ({unit})")
SHEET_SPREADS = _("Répétabilité")
POINT = _("Point")
RANGE_FOUND = _("Étendue, écart")
DEVIATION = _("Écart-type s")
LIMIT = _("Limite")
NO_LIMIT = _("pour information")
BOTH_WAYS = _("plus grand écart entre montée et descente")

# the conclusion
SPAN = _("Étendue des erreurs")
SPAN_OF = _("{span} {unit}")
LARGEST = _("Plus grande erreur")
EXCEEDING = _("Hors limites")
EXCEEDING_OF = _("{bad} point(s) sur {points}")
DECISION = _("Décision")
UNDECIDED = _("à prendre")
LEFT = _("Emploi limité")
LEFT_RANGE = _("de {lower} à {upper} mm")
REASON = _("Motif")
NEXT_DUE = _("Prochaine échéance")
REMARK = _("Remarque : {text}")
UNDONE = _("Lecture annulée au point {nominal} ({check}) : {shown}.")
SIMPLE = _(
    "Erreur = indication − valeur certifiée ; de plusieurs lectures, la plus grande erreur (rugosité : celle de la "
    "moyenne). Conforme : erreur au plus égale à l'EMT, sans prise en compte de l'incertitude. Ce constat n'est ni un "
    "étalonnage ni un ajustage."
)

VERIFIER = _("Vérificateur")
RESPONSIBLE = _("Responsable métrologie")


def law(permitted: Permitted, unit: Unit) -> str:
    """`± 0,02 mm`, `± (4 + L/300) µm`; of a roughness `± 10 % de la valeur certifiée`, `± (0,05 µm + 10 %)`."""
    found, symbol = permitted.error, UNIT_SYMBOLS[unit]
    if found is None:
        return NO_LAW
    constant, percent = significant(found.constant), significant(found.per_length * _PERCENT)
    if unit is Unit.MM:
        said = write_permissible_error(found)
    elif not found.per_length:
        said = CONSTANT_LAW.format(constant=constant, unit=symbol)
    elif not found.constant:
        said = RELATIVE_LAW.format(percent=percent)
    else:
        said = MIXED_LAW.format(constant=constant, unit=symbol, percent=percent)
    if permitted.other_faces:
        said = OTHER_FACES.format(law=said, more=significant(permitted.other_faces), unit=symbol)
    return said
