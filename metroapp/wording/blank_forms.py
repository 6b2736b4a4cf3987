"""The words of the forms that are filled in with a pen."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

NUMBER = _("N°")
RELEVE = _("Relevé de contrôle")
NONCONFORMITY = _("Fiche de non-conformité")
CONCESSION = _("Demande de dérogation")

# header
PURCHASE_ORDER = _("N° de commande")
HEAT = _("Lot / coulée")
SERIALS = _("N° de série")
QUANTITIES = _("Quantité lancée / contrôlée")
OPERATOR_TEAM = _("Opérateur – équipe")
STARTED = _("Début (date, heure)")
ENDED = _("Fin (date, heure)")
TEMPERATURES = _("Température pièce / local (°C)")
KIND = _("Type de contrôle")
KINDS = _("☐ première pièce   ☐ autocontrôle   ☐ final   ☐ réception")
MEANS_USED = _("Moyens employés")
SHEET_MEANS_USED = _("Moyens")
MEANS_NUMBER = _("N° d'identification")
VALID_UNTIL = _("Valable jusqu'au")
ZERO_CHECKED = _("Zéro vérifié")
DECISION = _("Décision")
DECISIONS = _("☐ conforme   ☐ NC rebutée   ☐ NC à retoucher   ☐ NC acceptée en dérogation")
REFERENCES = _("N° de FNC ou de dérogation")
CHECKED_COUNT = _("Cotes contrôlées / non conformes")
REMARKS = _("Observations")
SHEET_REMARKS = _("Observations")
BOX_HINT = _("Par case : la valeur lue, puis C ou NC. – : non prévu par la fréquence. Calibre : passe ou ne passe pas.")

# fiche de non-conformité
RAISED_AT = _("Date et heure")
ISSUER = _("Émetteur (fonction)")
ORIGIN = _("Origine")
ORIGINS = _("☐ production (incident)   ☐ réception (anomalie)   ☐ client (réclamation)")
SEVERITY = _("Gravité")
SEVERITIES = _("☐ mineure   ☐ majeure   ☐ critique")
CONCERNED = _("Quantité concernée / du lot")
ISOLATED = _("Lieu d'isolement – étiquette rouge")
LINKED = _("Relevé lié")
FINDINGS = _("Exigence et constat")
SHEET_FINDINGS = _("Constats")
PIECE_NUMBERS = _("N° de pièce")
REQUIREMENT = _("Exigence (cote, limites)")
FOUND = _("Constaté")
MEANS = _("Moyen et n°")
FACTS = _("Faits constatés (quoi, par rapport à quelle exigence, où ; des fonctions, pas de noms)")
SHEET_FACTS = _("Faits")
CAUSE = _("Cause : ☐ matière   ☐ matériel, outil   ☐ méthode   ☐ main-d'œuvre   ☐ milieu")
SHEET_CAUSE = _("Cause")
TREATMENTS = _("Traitement décidé")
SHEET_TREATMENTS = _("Traitement")
TREATMENT = _("Traitement")
TREATMENT_NAMES = (
    _("☐ retouche"),
    _("☐ réparation (avec dérogation)"),
    _("☐ accepté en l'état (avec dérogation)"),
    _("☐ rebut"),
    _("☐ tri"),
    _("☐ retour au fournisseur"),
    _("☐ reclassement"),
)
QUANTITY = _("Quantité")
PIECES = _("Pièces")
GROUND = _("N° de dérogation ou motif")
REINSPECTED = _("Recontrôle : relevé n°")
ACTIONS = _("Actions correctives")
SHEET_ACTIONS = _("Actions")
ACTION = _("Action")
OWNER = _("Pilote")
DUE = _("Échéance")
EFFECTIVENESS = _("Efficacité vérifiée (date, visa)")
COST = _("Coût")
DECIDER = _("Décision du traitement")
CLOSING = _("Clôture qualité")

# demande de dérogation
INDEX = _("Indice de la demande")
ASKED_ON = _("Date")
ASKED_BY = _("Demandeur")
CONTRACT = _("Commande, marché")
MOMENT = _("Moment")
MOMENTS = _("☐ avant réalisation   ☐ après réalisation (concession)")
CLASSIFICATION = _("Classement")
CLASSES = _("☐ mineure   ☐ majeure")
BOUND_QUANTITY = _("Quantité (ou échéance : obligatoire)")
BOUND_UNTIL = _("Valable jusqu'au")
USE = _("Usage limité à")
LIMITS = _("Exigences concernées")
SHEET_LIMITS = _("Limites")
DRAWN = _("Limites du plan")
ASKED = _("Limites demandées ou valeurs constatées")
REASON = _("Motif et cause")
SHEET_REASON = _("Motif")
CONSEQUENCES = _("Conséquences : interchangeabilité, durée de vie, sécurité, montage, coût, délai")
SHEET_CONSEQUENCES = _("Conséquences")
PREVENTION = _("Actions pour éviter le renouvellement")
SHEET_PREVENTION = _("Prévention")
ATTACHED = _("Pièces jointes (relevé, FNC)")
OPINIONS = _("Avis et décision")
SHEET_OPINIONS = _("Décisions")
WHO = _("Qui")
SAID = _("Avis ou décision")
OPINION_ROWS = (
    (_("bureau d'études"), _("☐ favorable   ☐ défavorable")),
    (_("méthodes"), _("☐ favorable   ☐ défavorable")),
    (_("qualité"), _("☐ favorable   ☐ défavorable")),
    (_("client"), _("☐ acceptée   ☐ avec réserves   ☐ refusée")),
)
REFERENCE = _("Référence, réserves")
NAME = _("Nom")
DATE_VISA = _("Date, visa")
MARKING = _("Marquage des pièces")
USED = _("Clôture : quantité consommée")
SAFETY_NOTE = _(
    "Ni illimitée, ni sur une caractéristique de sécurité ou réglementaire. « Avant réalisation » : permission de "
    "s'écarter, donnée avant de produire ; « après réalisation » (concession) : les pièces existent et sont désignées."
)
