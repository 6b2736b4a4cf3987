"""French names of what becomes of bad pieces: fiches, dérogations, departures."""

from __future__ import annotations

from enum import Enum

from metroapp.domain import concession_files as files
from metroapp.domain import nonconformity_acts as sheets
from metroapp.domain.fate import Fate
from metroapp.domain.operations import Departure
from metroapp.wording.translate import gettext as _

OF_TREATMENT: dict[Enum, str] = {
    Departure.SHIPPED: _("expédiée"),
    Departure.SCRAPPED: _("mise au rebut"),
    Fate.REWORKABLE: _("retouchable"),
    Fate.SCRAP: _("rebut"),
    Fate.TO_DECIDE: _("à décider"),
    files.Moment.BEFORE_PRODUCTION: _("avant réalisation"),
    files.Moment.AFTER_PRODUCTION: _("après réalisation (concession)"),
    files.Classification.MINOR: _("mineure"),
    files.Classification.MAJOR: _("majeure"),
    files.Authority.DESIGN: _("bureau d'études"),
    files.Authority.CUSTOMER: _("client"),
    files.FileState.REQUESTED: _("demandée"),
    files.FileState.REFUSED: _("refusée"),
    files.FileState.GRANTED: _("accordée"),
    files.FileState.ACTIVE: _("active"),
    files.FileState.EXHAUSTED: _("épuisée"),
    files.FileState.EXPIRED: _("échue"),
    files.FileState.WITHDRAWN: _("retirée"),
    files.FileState.CLOSED: _("close"),
    sheets.Origin.PRODUCTION: _("production"),
    sheets.Origin.RECEPTION: _("réception"),
    sheets.Origin.CUSTOMER: _("client"),
    sheets.Severity.MINOR: _("mineure"),
    sheets.Severity.MAJOR: _("majeure"),
    sheets.Severity.CRITICAL: _("critique"),
    sheets.Cause.MATERIAL: _("matière"),
    sheets.Cause.EQUIPMENT: _("matériel"),
    sheets.Cause.METHOD: _("méthode"),
    sheets.Cause.PEOPLE: _("main-d'œuvre"),
    sheets.Cause.ENVIRONMENT: _("milieu"),
    sheets.Treatment.REWORK: _("retouche"),
    sheets.Treatment.REPAIR: _("réparation"),
    sheets.Treatment.USE_AS_IS: _("accepté en l'état"),
    sheets.Treatment.SCRAP: _("rebut"),
    sheets.Treatment.SORT: _("tri"),
    sheets.Treatment.RETURN: _("retour au fournisseur"),
    sheets.Treatment.REGRADE: _("reclassement"),
    sheets.SheetState.OPEN: _("ouverte"),
    sheets.SheetState.CONTAINED: _("pièces isolées"),
    sheets.SheetState.DECIDED: _("traitement décidé"),
    sheets.SheetState.TREATED: _("traitée"),
    sheets.SheetState.CLOSED: _("close"),
    sheets.SheetState.CANCELLED: _("annulée"),
}
