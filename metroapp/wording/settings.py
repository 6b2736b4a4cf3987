"""The texts of the settings: people and their codes, the decision rule of the workshop, the lock and the pedals."""

from __future__ import annotations

from metroapp.domain.decision_rule import RuleName
from metroapp.wording.translate import gettext as _

PAGE = _("Réglages")
TITLE = _("Réglages")

# People
PEOPLE_TITLE = _("Personnes")
PEOPLE_TABLE = _("Personnes de l'atelier, leurs rôles et leur code")
NAME = _("Nom")
ROLES = _("Rôles")
STATE = _("État")
CODE = _("Code")
ACTIVE = _("actif")
INACTIVE = _("sans rôle")
YES = _("oui")
NO = _("non")
ADD = _("Ajouter…")
ADD_TIP = _("Faire entrer une personne, avec son rôle et son premier code")
CHANGE_ROLES = _("Rôles…")
CHANGE_ROLES_TIP = _("Changer les rôles de la personne choisie")
NEW_CODE = _("Nouveau code…")
NEW_CODE_TIP = _("Donner un autre code à la personne choisie ; l'historique le garde")
REMOVE = _("Retirer…")
REMOVE_TIP = _("La personne choisie n'ouvre plus de session ; ce qu'elle a mesuré reste")
ENTERED = _("{name} peut maintenant ouvrir une session ({roles}).")
ROLES_CHANGED = _("Rôles de {name} : {roles}.")
CODE_GIVEN = _("{name} a un nouveau code.")
REMOVED = _("{name} n'a plus de rôle.")

# Dialogs
ADD_TITLE = _("Faire entrer une personne")
PERSON_NAME = _("Nom de la personne")
FIRST_CODE = _("Premier code, que la personne pourra changer")
AGAIN = _("Le même, une seconde fois")
ADD_CONFIRM = _("Faire entrer")
ROLES_TITLE = _("Rôles de {name}")
ROLES_CONFIRM = _("Enregistrer les rôles")
NEW_CODE_TITLE = _("Nouveau code pour {name}")
NEW_CODE_SAID = _("L'ancien code ne servira plus. L'historique des codes garde qui a donné le nouveau, et quand.")
NEW_CODE_FIELD = _("Nouveau code ou mot de passe")
NEW_CODE_CONFIRM = _("Donner ce code")
REMOVE_TITLE = _("Retirer {name}")
REMOVE_SAID = _(
    "{name} n'aura plus aucun rôle et n'ouvrira plus de session. Ses mesures et ses signatures restent dans "
    "l'archive ; un rôle peut lui être redonné."
)
REMOVE_CONFIRM = _("Retirer")

# History
HISTORY_TITLE = _("Historique des codes")
HISTORY_TABLE = _("Historique des codes, le dernier changement en tête")
WHEN = _("Quand")
WHOSE = _("Personne")
WHAT = _("Changement")
BY = _("Par")

# The decision rule
RULE_TITLE = _("Règle de décision de l'atelier")
RULE_IN_FORCE = _("{rule} – en vigueur")
RULE_NOTE = _("Elle vaut pour les relevés ouverts ensuite ; une pièce ou une cote peut avoir la sienne.")
RULE_APPLY = _("Appliquer cette règle")
RULE_APPLIED = _("Règle appliquée aux prochains relevés.")
RULES: dict[RuleName, tuple[str, str]] = {
    RuleName.SIMPLE: (
        _("Acceptation simple"),
        _("Incertitude ignorée : dans les limites, conforme."),
    ),
    RuleName.ISO_14253_1: (
        _("ISO 14253-1 (95 %)"),
        _("Verdict s'il est prouvé à 95 % ; sinon, à confirmer."),
    ),
    RuleName.ISO_14253_1_U: (
        _("ISO 14253-1, bande U (k = 2)"),
        _("Bande de ± U autour des limites : dedans, à confirmer."),
    ),
}

# The lock
CONCESSIONS_TITLE = _("Dérogations")
SAFETY_REFUSED = _("Aucune dérogation sur la sécurité")
SAFETY_NOTE = _(
    "Une caractéristique marquée sécurité ne se déroge pas, pas même par « fonction non altérée ». La qualité seule "
    "change ce réglage."
)
CONCESSIONS_SAVE = _("Enregistrer")
CONCESSIONS_SAVE_NAME = _("Enregistrer le réglage des dérogations")
CONCESSIONS_SAVED = _("Le réglage des dérogations est enregistré.")
LOCK_TITLE = _("Verrouillage du poste")
LOCK_MINUTES = _("Après combien de minutes sans geste (0 : jamais)")
LOCK_MEASURING = _("Verrouiller aussi pendant la mesure")
LOCK_NOTE = _(
    "Ctrl+L verrouille tout de suite. Une lecture reçue pendant le verrouillage attend, elle n'est pas perdue."
)
LOCK_SAVE = _("Enregistrer")
LOCK_SAVE_NAME = _("Enregistrer le réglage du verrouillage")
LOCK_SAVED = _("Verrouillage réglé.")

# The pedals
PEDAL_TITLE = _("Pédales")
PEDAL_NOTE = _(
    "Touchez « Régler », puis appuyez une fois sur la pédale. Échap abandonne. Le réglage reste sur ce poste."
)
PEDAL_KEY = _("Touche de la commande {command}")
PEDAL_NO_KEY = _("aucune")
PEDAL_SET = _("Régler")
PEDAL_SET_NAME = _("Régler la pédale : {command}")
PEDAL_PRESS = _("Appuyez…")
PEDAL_WAITS = _("Appuyez sur la pédale qui donnera « {command} ».")
PEDAL_CLEAR_NAME = _("Effacer la pédale : {command}")
PEDAL_KEPT = _("{key} donne maintenant « {command} ».")
PEDAL_CLEARED = _("Plus aucune touche ne donne « {command} ».")
PEDAL_GIVEN_UP = _("Rien n'a changé.")
PEDAL_TRIED = _("Pédale reçue : « {command} ».")

# The pedal that is a contact
CONTACT_TITLE = _("Pédale à contact")
CONTACT_NOTE = _(
    "Un contact entre RTS (ou DTR) et une ligne d'entrée d'un port série, qui n'est le port d'aucun instrument."
)
CONTACT_PORT = _("Port de la pédale à contact")
CONTACT_LINE = _("Ligne du contact")
CONTACT_COMMAND = _("Commande de la pédale à contact")
CONTACT_KEEP = _("Brancher")
CONTACT_KEEP_NAME = _("Brancher la pédale à contact")
CONTACT_REMOVE = _("Retirer")
CONTACT_REMOVE_NAME = _("Retirer la pédale à contact")
CONTACT_KEPT = _("Le contact donne maintenant « {command} ».")
CONTACT_REMOVED = _("Plus aucun contact n'est surveillé.")
CONTACT_TRIED = _("Contact reçu : « {command} ».")
CONTACT_NONE = _("Aucune pédale à contact.")
CONTACT_OPENING = _("Ouverture du port…")
CONTACT_READY = _("Port ouvert : appuyez sur la pédale pour l'essayer.")
