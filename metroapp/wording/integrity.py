"""What the verification of the archive found, in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

from metroapp.wording.translate import gettext as _


@runtime_checkable
class Break(Protocol):
    """The first thing found wrong."""

    @property
    def code(self) -> str: ...
    @property
    def table(self) -> str: ...
    @property
    def row(self) -> str: ...


class Key(Protocol):
    """A key that signs closed records."""

    @property
    def post(self) -> str: ...
    @property
    def fingerprint(self) -> str: ...
    @property
    def endorsed(self) -> bool: ...


class Report(Protocol):
    """Outcome of a check."""

    @property
    def entries(self) -> int: ...
    @property
    def rows(self) -> int: ...
    @property
    def heads(self) -> Mapping[str, str]: ...
    @property
    def break_(self) -> Break | None: ...
    @property
    def cancelled(self) -> bool: ...
    @property
    def signed(self) -> int: ...
    @property
    def keys(self) -> Sequence[Key]: ...
    @property
    def erased(self) -> int: ...
    @property
    def to_be_derived(self) -> bool: ...
    @property
    def unread(self) -> Sequence[object]: ...


BREAKS: dict[str, str] = {
    "trigger_changed": _("le verrou {row} manque ou a été modifié"),
    "plan_changed": _("{row} manque au plan de l'archive, s'y ajoute ou y a été modifié"),
    "entry_missing": _("l'opération {row} manque au journal"),
    "entry_changed": _("l'opération {row} du journal a été modifiée"),
    "home_differs": _("le poste dit à la ligne {row} avoir reçu une autre chaîne du poste d'attache que celle-ci"),
    "home_missing": _("l'opération {row} du poste d'attache, qu'un autre poste avait reçue, manque au serveur"),
    "row_not_sealed": _("la ligne {row} de la table {table} n'appartient à aucune opération"),
    "record_of_other": _("la ligne {row} de la table {table} est dans le relevé d'un autre poste, qui y écrit seul"),
    "row_missing": _("la ligne {row} de la table {table} a disparu"),
    "row_changed": _("la ligne {row} de la table {table} a été modifiée"),
    "signature_false": _("la signature {row} ne correspond pas à ce que dit le relevé"),
    "signature_missing": _("ce que dit l'opération {row} d'un relevé clos n'est pas signé"),
    "endorsement_false": _("la clé {row} porte un accord que la clé précédente n'a pas donné"),
    "name_changed": _("le nom de la personne {row} (table {table}) ne correspond plus à son empreinte"),
    "identity_missing": _(
        "le nom de la personne {row} (table {table}) a disparu sans qu'une opération du journal l'efface"
    ),
    "derived_differs": _("la ligne {row} de la table {table} ne correspond pas aux mesures"),
    "record_unreadable": _("le relevé {row} ne peut plus être relu"),
    "file_damaged": _("le fichier est abîmé : la table {table} ne peut plus être lue à la ligne {row}"),
    "document_lost": _("le document {row}, que nomme la table {table}, n'est plus là ni dans les sauvegardes"),
    "document_changed": _("le document {row}, que nomme la table {table}, n'est plus celui qui a été gardé"),
    "head_missing": _("des opérations que le document prouve manquent à la fin du journal : {row}"),
    "head_changed": _("l'opération {row} n'est pas celle que le document prouve"),
    "columns_changed": _("la table {table} n'a pas les colonnes qu'elle devrait avoir"),
    "unknown_table": _("la table {table} n'a pas sa place dans une archive"),
}


_TO_BE_DERIVED = _(
    "Les tables de la recherche sont à refaire (archive d'une version plus ancienne, ou mise à jour interrompue) : "
    "ouvrez l'archive avec le programme."
)


_UNREAD = _(
    "Gardés, mais illisibles (relevés ou écritures, {count} en tout) : {entries}. Mettez à jour le programme de leur "
    "poste, et refaites-y ce qu'ils disaient."
)
_MOST_UNREAD = 10


def where(found: Break) -> str:
    """What is wrong, and where."""
    return BREAKS[found.code].format(table=found.table, row=found.row)


def verification(report: Report, record: str = "") -> str:
    """One sentence: sound with its figures and its head, or broken and where; of one record where it is named."""
    if report.cancelled:
        return _("Vérification interrompue après {entries} opérations.").format(entries=report.entries)
    if report.break_ is not None:
        return _(
            "Archive altérée : {where} (table {table}, ligne {row} ; {entries} opérations vérifiées avant). "
            "Restaurez une sauvegarde et prévenez le responsable qualité."
        ).format(where=where(report.break_), table=report.break_.table, row=report.break_.row, entries=report.entries)
    if record:
        return _record(report, record)
    heads = ", ".join(f"{post} {digest[:16]}" for post, digest in report.heads.items())
    sound = _("Archive intacte : {entries} opérations et {rows} lignes vérifiées. Tête de chaîne : {heads}.").format(
        entries=report.entries, rows=report.rows, heads=heads or "–"
    )
    made = [_TO_BE_DERIVED] if report.to_be_derived else []
    return " ".join([sound, *_signatures(report), *_erased(report.erased), *made, *_unread(report)])


def _record(report: Report, record: str) -> str:
    if report.signed:
        signed = _("signé par la clé {key}").format(key=report.keys[-1].fingerprint)
    else:
        signed = _("non signé : il n'est pas clos, ou l'était avant les clés")
    intact = _("Relevé {record} intact : {entries} opérations et {rows} lignes vérifiées ; {signed}.").format(
        record=record, entries=report.entries, rows=report.rows, signed=signed
    )
    return " ".join([intact, *_unread(report)])


def _unread(report: Report) -> list[str]:
    """What other posts sealed and nobody can read; the first ones, and how many."""
    if not report.unread:
        return []
    first = ", ".join(map(str, report.unread[:_MOST_UNREAD]))
    return [_UNREAD.format(count=len(report.unread), entries=first + (", …" if report.unread[_MOST_UNREAD:] else ""))]


def _signatures(report: Report) -> list[str]:
    """What is signed and with which keys; nothing in an archive of before signatures."""
    if not report.keys:
        return []
    last = {key.post: key.fingerprint for key in report.keys}
    said = [
        _("Relevés clos signés : {signed} ; clé en service : {keys}.").format(
            signed=report.signed, keys=", ".join(f"{post} {fingerprint}" for post, fingerprint in last.items())
        )
    ]
    orphans = [f"{key.post} {key.fingerprint}" for key in report.keys if not key.endorsed]
    if orphans:
        said.append(
            _(
                "À savoir : clé changée sans l'accord de la précédente ({keys}), comme quand on change d'ordinateur."
            ).format(keys=", ".join(orphans))
        )
    return said


def _erased(count: int) -> list[str]:
    """The names that the journal says erased: no break."""
    if not count:
        return []
    return [(_("1 nom effacé.") if count == 1 else _("{count} noms effacés.")).format(count=count)]
