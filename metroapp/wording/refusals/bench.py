"""The bench: what it refuses, and why an instrument does not work."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

BENCH: dict[str, str] = {
    "bench.port_missing": _("{address} n'est pas branché : branchez le câble, ou choisissez un autre port."),
    "bench.port_ambiguous": _(
        "Plusieurs adaptateurs portent l'identité {address} : débranchez les autres, ou choisissez à nouveau le port."
    ),
    "bench.folder_missing": _(
        "Le dossier {folder} n'est pas accessible : créez-le, vérifiez le partage du réseau, ou choisissez-en un autre."
    ),
    "bench.folder_forbidden": _(
        "Votre compte n'a pas le droit de lire le dossier {folder} : demandez ce droit à qui gère ce poste."
    ),
    "bench.port_forbidden": _(
        "Votre compte n'a pas le droit d'ouvrir {address} : ajoutez-le au groupe {group}, puis rouvrez la session."
    ),
    "bench.port_busy": _("{address} est tenu par un autre programme : fermez-le, la liaison reprendra seule."),
    "bench.port_unplugged": _("Le câble est débranché : rebranchez-le, la liaison reprendra seule."),
    "bench.port_unusable": _("{address} ne s'ouvre pas : vérifiez son nom et le pilote de son adaptateur."),
    "bench.port_no_lines": _("{address} n'a pas de lignes modem : choisissez un vrai port série pour le contact."),
    "bench.port_defect": _(
        "La liaison a rencontré un défaut du programme : elle reprend seule ; signalez-le s'il revient."
    ),
    "bench.parity": _(
        "Les octets portent une parité que la famille {family} n'attend pas : choisissez une famille en 7 bits, "
        "ou remettez l'instrument à ses réglages d'usine."
    ),
    "bench.speed": _(
        "Ce qui arrive n'est pas lisible à la vitesse de la famille {family} : choisissez une autre famille, "
        "ou réglez la vitesse de l'instrument."
    ),
    "bench.truncated": _(
        "Une trame est arrivée coupée avant sa fin, sa valeur n'est pas prise : renvoyez-la ; si cela revient, "
        "vérifiez la fiche et le câble, puis la famille."
    ),
    "bench.other_family": _(
        "Les trames arrivent entières mais ne sont pas celles de la famille {family} : choisissez la bonne famille."
    ),
    "bench.other_channel": _(
        "Une valeur arrive de la voie {channel}, qui n'est à aucun instrument : ajoutez #{channel} à son port."
    ),
    "bench.gauge_off": _("L'instrument est éteint ou débranché de son boîtier : allumez-le et vérifiez sa fiche."),
    "bench.silent": _("Personne ne répond à cette vitesse : allumez l'instrument, vérifiez le câble et la famille."),
    "bench.decimals": _(
        "L'affichage n'a pas le nombre de décimales du registre : appuyez sur mm/inch, ou corrigez la résolution."
    ),
    "bench.other_unit": _("L'instrument n'est plus dans l'unité convenue : appuyez sur sa touche mm/inch."),
    "bench.out_of_range": _("L'instrument est hors de sa plage : ramenez la touche dans la course."),
    "bench.locked": _("L'instrument est verrouillé : déverrouillez ses touches."),
    "bench.not_one_family": _(
        "{address} porte déjà la famille {family} : deux instruments d'un même port sont de la même famille."
    ),
    "bench.one_channel_twice": _(
        "{first} et {second} ont le même port et la même voie : donnez à chacun sa voie, par exemple {address}#2."
    ),
    "bench.no_channel": _(
        "{instrument} partage le port {address} : donnez-lui sa voie à la fin de son adresse, par exemple {address}#2."
    ),
    "bench.no_such_channel": _(
        "{instrument} est sur la voie {channel}, que la famille {family} n'a pas : corrigez la fin de son adresse."
    ),
    "bench.no_profile": _("{instrument} envoie du texte : apprenez d'abord au banc à lire sa trame."),
    "bench.unknown_family": _(
        "La famille « {family} » de {instrument} n'est pas connue de ce programme : corrigez-la dans le registre."
    ),
    "bench.left_out": _("{instrument} n'est pas au banc, les autres instruments le sont. {why}"),
    "bench.several_left_out": _(
        "{instruments} ne sont pas au banc, les autres instruments le sont : la page Instruments dit pourquoi pour "
        "chacun."
    ),
    "bench.not_connected": _("{instrument} n'est pas branché au banc : choisissez son port puis connectez-le."),
    "bench.recording_refused": _(
        "L'enregistrement {path} ne peut pas être créé : choisissez un autre nom ou un autre dossier."
    ),
    "bench.text_request": _(
        "Cette demande ne peut pas être envoyée : écrivez {most} signes au plus, sans signe spécial."
    ),
    "bench.text_neighbours": _(
        "Rien ne sépare {value} de son voisin : désignez-les autrement, ou changez le format dans l'instrument."
    ),
    "bench.text_not_learnt": _("La trame ne peut pas être apprise avec {value} : touchez un autre nombre."),
    "reading.unit_unknown": _(
        "{instrument} donne une valeur en « {unit} », unité qu'aucune caractéristique ne porte ici : "
        "réglez l'instrument en millimètres."
    ),
    "bench.bad_folder": _("{address} n'est pas un dossier à surveiller : écrivez folder:// puis son chemin."),
}
