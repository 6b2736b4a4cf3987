"""The two demonstration parts, as a methods office would specify them: the one source of their sheets and drawings."""

from __future__ import annotations

from dataclasses import dataclass

EACH, FIFTH, FIRST, ENDS = "chaque pièce", "1/5", "première", "première et dernière"
OUTSIDE, INSIDE, STEP, DEPTH, CENTRES = "extérieur", "intérieur", "étagé", "profondeur", "entraxe"


@dataclass(frozen=True)
class Line:
    """One characteristic of a part sheet."""

    designation: str
    callout: str
    nature: str
    means: str
    frequency: str


@dataclass(frozen=True)
class Revision:
    index: str
    date: str
    change: str


@dataclass(frozen=True)
class DemoPart:
    """A part sheet: its header and its characteristics, numbered from 1 in their order."""

    name: str
    designation: str
    reference: str
    drawing_number: str
    material: str
    scale: str
    revisions: tuple[Revision, ...]  # newest first
    lines: tuple[Line, ...]
    client: str = "Atelier école"
    general_tolerances: str = "ISO 2768-mK"

    @property
    def header(self) -> tuple[tuple[str, str], ...]:
        return (
            ("Désignation", self.designation),
            ("Référence", self.reference),
            ("N° de plan", self.drawing_number),
            ("Indice", self.revisions[0].index),
            ("Matière", self.material),
            ("Client", self.client),
            ("Tolérances générales", self.general_tolerances),
        )

    def callout(self, balloon: int) -> str:
        return self.lines[balloon - 1].callout


SHAFT = DemoPart(
    name="arbre-etage",
    designation="Arbre étagé",
    reference="DEMO-TN-01",
    drawing_number="PL-2601",
    material="C45 (EN 10083-2)",
    scale="2:1",
    revisions=(
        Revision("B", "12/01/2026", "Portée Ø20 : h7 devient h6"),
        Revision("A", "03/11/2025", "Création"),
    ),
    lines=(
        Line("Portée de roulement (référence A)", "Ø20 h6", OUTSIDE, "comparaison", EACH),
        Line("Collet", "Ø28 h7", OUTSIDE, "micromètre", EACH),
        Line("Portée de joint", "Ø16 f8", OUTSIDE, "micromètre", EACH),
        Line("Longueur totale", "90 ±0,2", OUTSIDE, "pied à coulisse", FIFTH),
        Line("Longueur de la portée de roulement", "25 ±0,1", STEP, "colonne", EACH),
        Line("Largeur du collet", "35 ±0,1", OUTSIDE, "pied à coulisse", EACH),
        Line("Longueur du bout fileté", "18 ±0,1", STEP, "pied à coulisse", EACH),
        Line("Largeur de la gorge", "3 +0,2/0", INSIDE, "pied à coulisse", FIFTH),
        Line("Fond de gorge", "Ø9,5 0/-0,2", OUTSIDE, "pied à coulisse", FIFTH),
        Line("Filetage du bout d'arbre", "M12x1,75-6g", "", "bague filetée", EACH),
        Line("Battement du collet par rapport à A", "battement 0,03 A", "", "comparateur", EACH),
        Line("Rugosité de la portée de roulement", "Ra 0,8", "", "rugosimètre", ENDS),
        Line("Ébavurage des arêtes", "attribut", "", "visuel", EACH),
    ),
)

SUPPORT = DemoPart(
    name="support-bride",
    designation="Support de bride",
    reference="DEMO-FR-02",
    drawing_number="PL-2602",
    material="EN AW-2017A (AlCu4MgSi)",
    scale="1:1",
    revisions=(
        Revision("C", "19/01/2026", "Profondeur de poche : 8 0/−0,2"),
        Revision("B", "02/12/2025", "Ajout du taraudage M8"),
        Revision("A", "05/11/2025", "Création"),
    ),
    lines=(
        Line("Longueur hors tout", "110 ±0,2", OUTSIDE, "pied à coulisse", FIFTH),
        Line("Largeur hors tout", "50 ±0,1", OUTSIDE, "pied à coulisse", FIFTH),
        Line("Hauteur hors tout", "30 ±0,1", OUTSIDE, "pied à coulisse", EACH),
        Line("Épaisseur de la semelle", "20 h9", OUTSIDE, "micromètre", EACH),
        Line("Alésage de centrage", "Ø16 H8", INSIDE, "colonne", EACH),
        Line("Perçage de passage", "Ø10 ±0,1", INSIDE, "pied à coulisse", FIFTH),
        Line("Entraxe alésage – perçage", "60 ±0,1", CENTRES, "pied à coulisse", EACH),
        Line("Profondeur de la poche", "8 0/-0,2", DEPTH, "pied à coulisse", EACH),
        Line("Largeur de la rainure", "12 +0,15/-0,05", INSIDE, "pied à coulisse", EACH),
        Line("Profondeur de la rainure", "6 ±0,1", DEPTH, "pied à coulisse", FIFTH),
        Line("Taraudage de la vis de blocage", "M8-6H", "", "tampon fileté", EACH),
        Line("Planéité de la face d'appui", "planéité 0,05", "", "comparateur", EACH),
        Line("Rugosité de la face supérieure", "Ra 3,2", "", "rugosimètre", FIRST),
        Line("Ébavurage des arêtes", "attribut", "", "visuel", EACH),
    ),
)

PARTS = (SHAFT, SUPPORT)
