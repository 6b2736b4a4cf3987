"""The words of the first-article forms (AS/EN 9102) and of the PPAP dimensional results: French and English side by
side, for they go to customers. The titles of the fields begin with their numbers."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

TITLE = _("Contrôle premier article 9102 Rev. {edition} – First article inspection")
FORM_1 = _("Form 1 – Identification de la pièce / Part number accountability")
FORM_2 = _("Form 2 – Matières, procédés spéciaux, essais / Materials, special processes, functional testing")
FORM_3 = _("Form 3 – Caractéristiques, vérification / Characteristic accountability, verification")
SHEET_1, SHEET_2, SHEET_3 = _("Form 1"), _("Form 2"), _("Form 3")

# On every form
PART_NUMBER = _("1. Référence / Part number")
PART_NAME = _("2. Désignation / Part name")
SERIAL_NUMBER = _("3. N° de série / Serial number")
FAIR_IDENTIFIER = _("4. N° du rapport / FAIR identifier")
FAIR_NUMBER = _("4. N° du rapport / FAI report number")

# Form 1
PART_REVISION = _("5. Indice de la pièce / Part revision level")
DRAWING_NUMBER = _("6. N° de plan / Drawing number")
DRAWING_REVISION = _("7. Indice du plan / Drawing revision level")
ADDITIONAL_CHANGES = _("8. Modifications / Additional changes")
PROCESS_REFERENCE = _("9. OF, phase / Manufacturing process reference")
ORGANIZATION = _("10. Organisme / Organization name")
SUPPLIER_CODE = _("11. Code fournisseur / Supplier code")
PURCHASE_ORDER = _("12. N° de commande / P.O. number")
DETAIL_OR_ASSEMBLY = _("13. Élémentaire ou ensemble / Detail or assembly FAI")
FULL_OR_PARTIAL = _("14. Complet ou partiel / Full or partial FAI")
BASELINE = _("14. Référence de base, indice / Baseline P/N, revision")
REASON = _("14. Motif / Reason for FAI")
INDEX = _("Index des pièces de l'ensemble / Index of part numbers")
INDEX_PART = _("15. Référence / Part number")
INDEX_NAME = _("16. Désignation / Part name")
INDEX_SERIAL = _("17. N° de série / Part serial number")
INDEX_FAIR = _("18. N° de rapport / FAIR identifier")
DOCUMENTED = _("19. Non-conformité documentée ? / Does the FAIR contain a documented NC?")
DOCUMENTED_YES = _("Oui / Yes : {numbers}")
DOCUMENTED_NO = _("Non / No")
VERIFIED_BY = _("20-21. Vérifié par / FAIR verified by")
PREPARED_BY = _("20-21. Établi par / Prepared by")
REVIEWED_BY = _("22-23. Revu, accepté par / Reviewed by")
CUSTOMER_APPROVAL = _("24-25. Accord du client / Customer")

# Form 2
MATERIALS = _("Matières et procédés / Materials and processes")
MATERIAL = _("5. Matière ou procédé / Material or process name")
SPECIFICATION = _("6. Spécification / Specification number")
CODE = _("7. Code / Code")
SUPPLIER = _("8. Fournisseur / Supplier")
CUSTOMER_VERIFICATION = _("9. Accord client / Customer approval verification")
CERTIFICATE = _("10. Certificat / Certificate of conformance")
TESTS = _("Essais fonctionnels / Functional tests")
TEST = _("11. Procédure d'essai / Functional test procedure number")
ACCEPTANCE = _("12. Procès-verbal / Acceptance report number")
COMMENTS_2 = _("13. Observations / Comments")
VISA_2 = _("14-15. Établi par / Prepared by")

# Form 3
CHARACTERISTICS = _("Caractéristiques / Characteristics")
CHARACTERISTIC = _("5. N° / Char. No.")
LOCATION = _("6. Zone / Reference location")
DESIGNATOR = _("7. Classe / Characteristic designator")
REQUIREMENT = _("8. Exigence / Requirement")
RESULT = _("9. Résultat / Results")
TOOLING = _("10. Outillage qualifié / Designed, qualified tooling")
NC_NUMBER = _("11. N° de NC / NC number")
COMMENTS_C = _("12. Observations / Comments")
COMMENTS_B = _("14. Observations / Comments")
VISA_3 = _("12-13. Établi par / Prepared by")
KEY = _("CLÉ / KEY")
SAFETY = _("SÉCURITÉ / SAFETY")
ABOUT = _("{designation} : {callout}")
BETWEEN = _("{text} ({lower} à {upper})")
AT_LEAST = _("{text} (≥ {limit})")
AT_MOST = _("{text} (≤ {limit})")
AND = _(" ; ")
BAD_BY = _("Non conforme / Nonconforming : {by}")
BAD = _("Non conforme / Nonconforming")
CONCEDED = _("acceptée en dérogation / accepted on concession")
NOT_MEASURED = _("non mesuré / not measured")
TO_CONFIRM = _("à confirmer / to be confirmed")
IMPOSSIBLE = _("mesure impossible / not measurable : {reason}")
NO_SHEET = _("sans fiche ni dérogation / no NC number")

# What is said under the forms
PIECE_FIRST = _(
    "Pièce n° {piece} du relevé {number}, lot {lot} : la première entièrement mesurée. / Piece {piece} of record "
    "{number}: the first one fully measured."
)
PIECE_ASKED = _("Pièce n° {piece} du relevé {number}, lot {lot}. / Piece {piece} of record {number}.")
PIECE_NOT_WHOLE = _(
    "Pièce n° {piece} du relevé {number}, lot {lot} : {missing} résultat(s) manquent, ce rapport est incomplet. "
    "/ Piece {piece}: {missing} result(s) missing, this report is incomplete."
)
UNDOCUMENTED = _(
    "Champ 19 à compléter : non conforme sans fiche ni dérogation aux n° {balloons}. / Field 19 to be completed: "
    "nonconforming without an NC number, characteristics {balloons}."
)
OPEN = _("Relevé non clôturé : rapport provisoire. / Record not closed: provisional report.")
BY_HAND = _("Une case vide est à remplir : le relevé ne la connaît pas. / An empty box is to be filled in by hand.")
NOT_THE_STANDARD = _(
    "Disposition d'après les champs 9102 Rev. {edition}, sans en être les formulaires officiels ; ce document ne "
    "remplace pas la norme. / Laid out after the fields of 9102 Rev. {edition}; it does not replace the standard."
)

# Annex
ANNEX = _("Annexe : moyens de mesure / Annex: measuring equipment")
SHEET_ANNEX = _("Moyens")
ANNEX_NUMBER = _("N° / No.")
ANNEX_INSTRUMENT = _("Moyen / Instrument")
ANNEX_DESIGNATION = _("Désignation / Description")
ANNEX_SERIAL = _("N° de série / Serial No.")
ANNEX_CERTIFICATE = _("Certificat / Certificate")
ANNEX_ISSUED = _("Du / Dated")
ANNEX_LABORATORY = _("Laboratoire / Laboratory")
ANNEX_BY = _("Opérateur / Inspector")
ANNEX_AT = _("Mesuré le / Measured on")

# PPAP
PPAP_TITLE = _("PPAP – Résultats dimensionnels / Dimensional test results")
PPAP_SHEET = _("Résultats dimensionnels")
ORGANIZATION_NAME = _("Organisme, lieu / Organization, facility")
SUPPLIER_CODE_NAME = _("Code fournisseur / Supplier code")
PART_NUMBER_NAME = _("Référence / Part number")
PART_NAME_NAME = _("Désignation / Part name")
DRAWING_NAME = _("Plan / Drawing")
CHANGE_LEVEL = _("Indice / Change level")
CHANGE_DOCUMENTS = _("Modifications / Change documents")
CUSTOMER_NAME = _("Client / Customer")
RECORD_NAME = _("Relevé, lot / Record, lot")
MASTER_SAMPLE = _("Pièce étalon / Master sample")
RESULTS = _("Résultats / Results")
ITEM = _("N° / Item")
DIMENSION = _("Cote, spécification / Dimension, specification")
LOWER = _("Mini / LSL")
UPPER = _("Maxi / USL")
UNIT = _("Unité / Unit")
TEST_DATE = _("Date / Test date")
QUANTITY = _("Qté / Qty tested")
PIECE_NUMBER = _("P{piece}")
OK, NOT_OK = _("OK"), _("NOT OK")
TICK = _("X")
DEVIATION = _("Réf. d'écart / Deviation ref.")
SIGNED_BY_ORGANIZATION = _("Pour l'organisme / Organization")
SIGNED_BY_QUALITY = _("Qualité / Quality")
PIECES_SHOWN = _(
    "Résultats des pièces {pieces}, sur {count} au relevé. / Results of pieces {pieces}, out of {count} in the record."
)
OK_NEEDS_ALL = _(
    "OK : toutes les valeurs montrées sont conformes, aucune de celles qui sont prévues ne manque. Sans croix : à "
    "compléter. / OK: every value conforms and none that was planned is missing. No mark: to be completed."
)
BAD_ELSEWHERE = _(
    "Le relevé a des valeurs non conformes sur d'autres pièces que celles-ci, aux n° {balloons}. / The record has "
    "nonconforming values on pieces not shown here, characteristics {balloons}."
)
NEEDS_DEVIATION = _(
    "Non conforme sans référence d'écart : n° {balloons}. / Nonconforming without a deviation reference: {balloons}."
)
NOT_AIAG = _(
    "Disposition d'après l'élément 9 du PPAP, sans en être le formulaire officiel. / Laid out after PPAP element 9; "
    "not the official form."
)
