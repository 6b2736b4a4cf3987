"""What is refused at the bench, in the archive and in the documents."""

from __future__ import annotations

from metroapp.wording.translate import gettext as _

WORKSHOP: dict[str, str] = {
    # numbers and units
    "number.unreadable": _("« {text} » n'est pas un nombre : tapez par exemple 12,345."),
    "number.out_of_bounds": _("« {text} » est trop grand ou a trop de décimales (9 au plus)."),
    "number.not_finite": _("Cette valeur n'est pas un nombre fini : refaites la mesure."),
    "unit.not_comparable": _("Une valeur en {unit} ne se compare pas à une exigence en {expected} : changez d'unité."),
    "unit.unknown": _("L'unité « {text} » n'est pas connue : écrivez mm, µm ou in, et pour un angle °, ' ou \"."),
    # workspaces and archives
    "workspace.read_only": _(
        "Le dossier de travail {path} est en lecture seule : choisissez-en un autre avec --workspace, ou changez ses "
        "droits."
    ),
    "workspace.full": _("Le disque est plein : la dernière opération n'est pas enregistrée ; libérez de la place."),
    "workspace.disk_error": _(
        "Le disque a refusé l'écriture : la dernière opération n'est pas enregistrée ; vérifiez le disque."
    ),
    "state.damaged": _(
        "Le fichier {path} est endommagé et n'a pas pu être mis de côté : renommez-le et rouvrez le programme, qui en "
        "fera un autre ; aucun relevé n'y est, mais les ports, les options et les lectures en attente."
    ),
    "workspace.network": _(
        "{path} est sur un partage réseau ({kind}), où rien ne garantit l'enregistrement : choisissez un dossier de ce "
        "poste avec --workspace."
    ),
    "workspace.in_use": _(
        "Le dossier de travail {path} est déjà ouvert par une autre fenêtre : fermez-la ou choisissez un autre dossier."
    ),
    "workspace.not_open": _("Le dossier de travail n'est pas encore ouvert : attendez un instant puis recommencez."),
    "workspace.locked": _("L'archive est occupée par un autre programme : fermez-le puis recommencez."),
    "workspace.not_a_folder": _("{path} n'est pas un dossier : choisissez-en un autre avec --workspace."),
    "archive.absent": _("Il n'y a pas d'archive dans {path} : vérifiez le dossier donné à --workspace."),
    "archive.unreadable": _(
        "{path} n'est pas une archive lisible : restaurez une sauvegarde du dossier backups ou choisissez un autre "
        "dossier."
    ),
    "archive.read_only": _(
        "L'archive {path} est en lecture seule : changez les droits de ce fichier, ou consultez-la avec "
        "« metroapp --read-only »."
    ),
    "archive.newer": _(
        "Cette archive a été faite par une version plus récente du programme (format {found}, connu ici : {known}) : "
        "mettez le programme à jour ; d'ici là, « metroapp --read-only » la consulte."
    ),
    "archive.upgrade_needs_room": _(
        "Il n'y a pas assez de place pour mettre l'archive à jour : il faut environ {needed} Mo libres dans {path}. "
        "Rien n'a été changé : libérez de la place, puis rouvrez le programme."
    ),
    "archive.upgrade_unsound": _(
        "L'archive n'a pas pu être mise à jour : {where}. Rien n'a été changé : « metroapp --read-only » la "
        "consulte telle qu'elle est ; restaurez une sauvegarde et prévenez le responsable qualité."
    ),
    "archive.head_unreadable": _(
        "« {text} » n'est pas une tête de chaîne : recopiez celle du pied du document, « P1-66:9fae… » ou ses seize "
        "premiers chiffres au moins."
    ),
    "archive.head_of_unknown_post": _(
        "L'archive n'a aucune opération d'un poste {post} : elle n'est pas celle du document, ou la tête de chaîne est "
        "mal recopiée ({posts} ici)."
    ),
    "keys.exposed": _(
        "La clé de signature {path} peut être lue par d'autres que vous : retirez-leur ce droit "
        "(« chmod 600 » sous Linux et macOS), puis recommencez. Si elle a pu être copiée, changez-la ensuite avec "
        "« metroapp keys renew »."
    ),
    "keys.unreadable": _(
        "La clé de signature {path} ne peut pas être lue : remettez le fichier en place, ou renommez-le ; le programme "
        "en fera une autre, que la vérification signalera."
    ),
    "keys.folder": _(
        "Le dossier des clés {path} ne peut pas être écrit : changez ses droits, ou donnez-en un autre avec --keys."
    ),
    "keys.none": _("Cette archive est ouverte sans clé de signature : donnez le dossier des clés avec --keys."),
    "archive.empty": _("L'archive ne contient encore aucune opération."),
    # records
    "record.absent": _(
        "Le relevé {id} n'existe pas dans cette archive : voyez la liste avec « metroapp archive list »."
    ),
    "record.not_named": _("Dites quel relevé : donnez son identifiant, vu avec « metroapp archive list »."),
    "record.unknown_box": _("La pièce {piece}, repère {balloon}, n'existe pas dans ce relevé."),
    "record.unknown_piece": _("La pièce {piece} n'existe pas dans ce relevé."),
    "record.closed": _("Le relevé {number} est clos : ouvrez-en un nouveau."),
    "record.none_open": _("Aucun relevé n'est ouvert : ouvrez-en un d'abord."),
    "record.pieces_out_of_bounds": _("Le nombre de pièces doit être compris entre 1 et {most}."),
    "record.full": _("Toutes les cases prévues sont remplies : clôturez le relevé ou choisissez une case à reprendre."),
    "record.box_moved": _(
        "La case attendue n'est plus la pièce {piece}, repère {balloon} : rien n'est enregistré ; regardez la case "
        "attendue puis recommencez."
    ),
    "record.unreadable": _(
        "Le relevé {number} ne se relit plus après un refus du disque : rien n'est enregistré depuis ; vérifiez le "
        "disque, puis recommencez."
    ),
    "record.box_measured": _("Cette case est déjà mesurée : elle ne peut plus être déclarée impossible."),
    "record.box_filled": _("Cette case est déjà mesurée : demandez une reprise, avec son motif."),
    "record.box_empty": _("Cette case n'a pas encore de mesure : il n'y a rien à reprendre."),
    "record.reason_missing": _("Donnez un motif : il sera imprimé sur le relevé."),
    "reading.other_instrument": _(
        "Lecture de {instrument} non enregistrée : le repère {balloon} attend un instrument de genre {means}."
    ),
    "reading.begun_with_other": _(
        "Lecture de {instrument} non enregistrée : la mesure du repère {balloon} est commencée avec {begun} ; "
        "continuez avec {begun}, ou annulez (Ctrl+Z) et recommencez avec {instrument}."
    ),
    "reading.defect_held": _(
        "Le programme n'a pas su enregistrer cette lecture de {instrument} : elle est gardée en attente. Écartez-la et "
        "mesurez à nouveau ; si cela recommence, fermez le programme et rouvrez-le."
    ),
    "reading.defect": _(
        "Le programme n'a pas su traiter cette lecture de {instrument} : regardez si elle figure au relevé, sinon "
        "mesurez à nouveau ; si cela recommence, fermez le programme et rouvrez-le."
    ),
    "reading.unknown_instrument": _("Lecture de {instrument} non enregistrée : cet instrument n'est pas au registre."),
    "reading.observation_expected": _(
        "Lecture de {instrument} non enregistrée : le repère {balloon} attend une observation, pas un nombre."
    ),
    "reading.no_record": _("Lecture de {instrument} non enregistrée : aucun relevé n'est ouvert."),
    "reading.negative_size": _(
        "Une cote ne peut pas être négative ({value} mm) : vérifiez le zéro de l'instrument, ou la formule."
    ),
    "observation.unexpected": _("« {observation} » ne répond pas au repère {balloon}."),
    "decision.limits_absent": _("Aucune limite n'est donnée : donnez au moins la limite inférieure ou la supérieure."),
    "decision.limits_crossed": _("La limite inférieure {lower} est au-dessus de la supérieure {upper} : vérifiez-les."),
    "decision.uncertainty_missing": _("Cette règle demande l'incertitude-type : donnez-la avec --u."),
    "decision.uncertainty_negative": _("Une incertitude ne peut pas être négative ({uncertainty}) : vérifiez-la."),
    "decision.guard_missing": _(
        "Cette règle demande sa bande de garde : « guard 0,005 » dans une fiche, --guard 0,005 à la ligne de commande."
    ),
    "decision.rule_unknown": _("La règle de décision « {text} » n'est pas connue : choisissez parmi {known}."),
    "decision.guard_negative": _("Une bande de garde ne peut pas être négative ({guard}) : vérifiez-la."),
    "options.minutes_out_of_bounds": _("Le temps alloué va de 1 à {most} minutes : corrigez-le, ou laissez-le vide."),
    "options.approving_role": _("Le rôle « {role} » ne signe pas un bon à produire : choisissez-en un autre."),
    "gate.cleaning": _("Confirmez d'abord que les pièces sont nettoyées et ébavurées."),
    "gate.answer": _("Une valeur n'est pas bonne : choisissez d'abord reprendre, confirmer ou appeler."),
    "gate.approval": _(
        "La première pièce attend son bon à produire : faites-le signer ({role}) avant de mesurer les suivantes."
    ),
    "undo.nothing": _("Il n'y a aucune lecture à annuler dans ce relevé : rien n'a changé, continuez."),
    "question.none": _("Aucune valeur n'attend de réponse : continuez."),
    "visa.not_needed": _(
        "Pièce {piece}, repère {balloon} : cette valeur n'attend pas de visa ; il sert à une valeur devenue bonne "
        "après une mauvaise."
    ),
    "proposal.none": _("Aucune lecture n'attend de confirmation : continuez."),
    "proposal.partial": _(
        "Terminez d'abord les lectures en cours de la pièce {piece}, repère {balloon}, ou annulez-les (Ctrl+Z) : "
        "celle-ci reste en attente."
    ),
    "proposal.retake": _(
        "La pièce {piece}, repère {balloon}, est à mesurer à nouveau : faites-le d'abord, ou choisissez une autre "
        "case. La lecture reste en attente."
    ),
    "proposal.other_role": _(
        "Cette lecture de la pièce {piece}, repère {balloon}, a été faite comme « {role} » et il faut maintenant "
        "« {expected} » : mesurez-le d'abord, ou écartez cette lecture (Échap), qui reste en attente."
    ),
    "waiting.too_many": _(
        "{most} lectures de ce relevé attendent déjà : déverrouillez le poste, enregistrez-les ou écartez-les, puis "
        "refaites celle-ci."
    ),
    "waiting.unreadable": _(
        "Lectures en attente illisibles dans state.sqlite : {count} ; ce fichier les garde telles quelles, refaites "
        "les mesures qui manquent."
    ),
    "waiting.set_aside": _(
        "Le fichier state.sqlite était endommagé : il est gardé sous {path}, et un autre est commencé ; refaites les "
        "mesures qui attendaient une confirmation, et réglez à nouveau les ports des instruments et les options."
    ),
    "gate.datum": _(
        "Pièce {piece}, repère {balloon} : la référence {datums} n'est pas posée. Posez la pièce dessus, confirmez-le, "
        "puis mesurez : cette lecture n'est pas prise."
    ),
    "datum.not_asked": _("Aucune référence n'est à poser maintenant : continuez."),
    "preparation.done": _("Le nettoyage et l'ébavurage sont déjà confirmés : continuez."),
    "approval.not_asked": _("Ce relevé ne demande pas de bon à produire : continuez."),
    "approval.done": _("Le bon à produire est déjà signé : continuez."),
    "approval.first_piece_gone": _(
        "La première pièce était mauvaise, et elle est {departure} : corrigez le réglage et ouvrez un autre relevé."
    ),
    "approval.first_piece_unfinished": _("La première pièce n'est pas entièrement mesurée : finissez-la d'abord."),
    "approval.first_piece_bad": _(
        "La première pièce n'est pas bonne : corrigez le réglage et ouvrez un autre relevé, ou faites accorder "
        "une dérogation."
    ),
    "approval.first_piece_void": _(
        "Pièce 1, repère {balloon} : le zéro du comparateur a dérivé ; prenez un nouveau zéro et mesurez-la à nouveau "
        "avant de signer."
    ),
    "approval.first_piece_awaits_second": _(
        "Première pièce, repère {balloon} : une bonne valeur suit une mauvaise ; faites une seconde mesure, ou donnez "
        "le visa, avant de signer."
    ),
    "approval.first_piece_doubtful": _(
        "Première pièce, repère {balloon} : une mauvaise valeur y a été vue, et rien ne l'a démentie depuis ; mesurez "
        "cette case à nouveau avant de signer, ou corrigez le réglage et ouvrez un autre relevé."
    ),
    "approval.first_piece_unmeasured": _(
        "Rien n'est mesuré sur la première pièce : mesurez au moins une de ses caractéristiques avant de signer. Si "
        "aucune ne peut l'être, ouvrez un autre relevé avec une pièce ou un moyen qui le permette."
    ),
    "approval.other_role": _("{name} ne peut pas signer ce bon à produire : il faut le rôle {role}."),
    "production.text_missing": _("Dites ce qui s'est passé, ou sur quel outil : tapez-le."),
    "follow_up.negative": _("Une quantité ou un temps ne peut pas être négatif ({value}) : corrigez-le."),
    "follow_up.too_many": _(
        "{total} pièces réparties pour {launched} lancées : corrigez les bonnes, les non conformes ou les rebuts."
    ),
    "follow_up.not_whole": _("« {text} » n'est pas un nombre entier : tapez des chiffres seuls, 8 au plus."),
    "follow_up.too_many_pieces": _("Une quantité ne dépasse pas {millions} millions de pièces : corrigez-la."),
    "follow_up.too_long": _("Un temps ne dépasse pas {days} jours : corrigez-le, en minutes."),
    "search.too_many_words": _("On cherche {most} mots au plus à la fois : gardez-en moins."),
    "text.too_long": _("Un texte saisi dépasse {most} caractères : raccourcissez-le."),
    "text.unreadable": _("Un texte saisi contient un signe illisible : effacez-le et retapez-le."),
    "set_up.tool_missing": _("Cette ligne n'a pas de numéro d'outil : tapez-le (T1), ou supprimez la ligne."),
    "set_up.tool_twice": _("L'outil {tool} est déjà dans la liste : corrigez son T ou son D, ou supprimez la ligne."),
    "set_up.negative_radius": _("Un rayon de bec n'est pas négatif : corrigez-le."),
    "set_up.length_out_of_bounds": _(
        "Une jauge ou un rayon de bec ne dépasse pas {metres} m, avec {decimals} décimales au plus : corrigez-le."
    ),
    "set_up.too_many_tools": _("Une fiche de réglage porte {most} outils au plus : retirez ceux qui ne servent pas."),
    "repeat.count_out_of_bounds": _("Une moyenne se fait sur 2 à {most} lectures : choisissez-en le nombre."),
    "repeat.not_useful": _(
        "Pièce {piece}, repère {balloon} : une moyenne n'apporterait rien ici. Elle sert à une valeur à confirmer "
        "dont l'incertitude vient surtout de la répétabilité : changez plutôt d'instrument."
    ),
    "repeat.not_concordant": _(
        "Pièce {piece}, repère {balloon} : les {count} lectures diffèrent de {range} {unit}, trop pour la "
        "répétabilité de {instrument}. Elles sont notées comme non prises : vérifiez l'appui et la propreté, puis "
        "refaites-les toutes."
    ),
    "decision.guard_elsewhere": _(
        "Une bande de garde va avec la règle « guard », pas avec « {rule} » : retirez l'une ou changez l'autre."
    ),
    "decision.guard_by_characteristic": _(
        "Une bande de garde choisie vaut pour une caractéristique : donnez-la sur sa ligne, pas pour l'ensemble."
    ),
    "register.uncertainty_not_positive": _(
        "L'incertitude-type et la répétabilité de {instrument} doivent être plus grandes que zéro : "
        "corrigez le registre."
    ),
    "register.repeatability_too_large": _(
        "La répétabilité de {instrument} est une part de son incertitude-type : elle ne peut pas la dépasser, "
        "corrigez le registre."
    ),
    "decision.guard_too_wide": _(
        "Aucune valeur ne peut être acceptée : deux bandes de garde de {guard} couvrent l'intervalle de {interval} ; "
        "réduisez la bande choisie."
    ),
    "decision.no_acceptance_zone": _(
        "Aucune valeur ne peut être acceptée avec ce moyen : deux bandes de garde de {guard} couvrent l'intervalle de "
        "{interval} ; prenez un moyen plus précis."
    ),
    "decision.uncertainty_too_large": _(
        "Aucune valeur ne peut être acceptée avec ce moyen : avec u = {uncertainty} pour un intervalle de {interval}, "
        "la probabilité d'être conforme n'atteint jamais 95 % ; prenez un moyen plus précis."
    ),
    "decision.no_limit": _("« {callout} » n'a aucune limite : aucun verdict n'est possible."),
    # documents
    "export.pdf_only": _("Seul le relevé s'écrit dans ce format ; les autres documents sont en PDF : --to pdf."),
    "export.folder": _("Le dossier {path} ne peut pas recevoir le document : choisissez un autre dossier."),
    # the bench and the window
    "bench.no_address": _("Aucune liaison n'est réglée pour l'instrument {instrument}."),
    "demonstration.stalled": _("Le banc simulé ne répond plus : relancez la démonstration."),
    "demonstration.refused": _("La démonstration s'est arrêtée : {refusal}"),
    "window.no_display": _("Aucun écran n'est disponible : utilisez « metroapp demo » ou les autres commandes."),
    "window.no_qt": _("La fenêtre ne peut pas s'ouvrir ({detail}) : installez les bibliothèques avec « make setup »."),
}
