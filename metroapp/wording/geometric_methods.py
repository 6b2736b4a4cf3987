"""Geometry without a measuring machine: what is done, what is computed, what is not seen, how the uncertainty grows."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from metroapp.domain.callout import Symbol
from metroapp.domain.geometric_method import GeometricMethod, Way, is_judged_together
from metroapp.domain.geometric_method_text import proposed_for
from metroapp.domain.geometric_value import deciding_section
from metroapp.domain.measurement import Measurement, Role
from metroapp.domain.quantity import Unit, shortest
from metroapp.domain.specification import Characteristic, Means, Procedure
from metroapp.wording.labels import label
from metroapp.wording.numbers import number, with_unit
from metroapp.wording.translate import gettext as _

METHOD = _("Méthode")
MEASURED = _("Ce qui est mesuré")
COMPUTED = _("Ce qui est calculé")
BLIND = _("Ce qu'elle ne voit pas")
GROWTH = _("Incertitude de la valeur")
METHODS = _("Méthodes des tolérances géométriques")
SHEET_METHODS = _("Méthodes")

DATUM_TITLE = _("RÉFÉRENCE {datums}")
DATUM_SAID = _("Pièce {piece}, repère {balloon} : posez la pièce sur la référence {datums}, propre et sans jeu.")
DATUM_HOW = {
    Way.SWEEP: _("Sur le marbre, bien à plat."),
    Way.SQUARE: _("Sur le marbre, bien à plat : l'équerre y repose aussi."),
    Way.SLIDE: _("Sur le marbre, bien à plat : la colonne y repose aussi."),
    Way.SINE_BAR: _("Sur la barre sinus, bien à plat, contre sa butée."),
    Way.TURNED_OVER: _("Un côté de la référence sur le marbre ; l'autre côté viendra ensuite."),
    Way.CO_ORDINATES: _(
        "La face d'où part la coordonnée sert d'origine ; ce sera l'autre pour la coordonnée suivante."
    ),
}
DATUM_AXIS = _("En vé ou entre pointes : c'est l'axe de la référence qui doit tourner.")
DATUM_SET = _("Référence posée")
_ABOUT_AXIS = (Symbol.CIRCULAR_RUN_OUT, Symbol.TOTAL_RUN_OUT, Symbol.COAXIALITY)


class Said(NamedTuple):
    """What one method is worth, in words."""

    measured: str
    computed: str
    blind: str


_WAYS: dict[Way, Said] = {
    Way.SWEEP: Said(
        _("La face explorée sous la touche, la pièce posée sur sa référence."),
        _("maxi − mini de l'exploration"),
        _("La forme du marbre compte aussi ; ce que la touche n'a pas suivi n'est pas vu."),
    ),
    Way.GRID: Said(
        _("Des hauteurs en lignes et colonnes, à pas réguliers, sur la face."),
        _("zone minimale : les deux plans parallèles les plus proches qui contiennent tous les points"),
        _("Ce qui est entre les points ; la forme du marbre compte aussi."),
    ),
    Way.LINE: Said(
        _("Des hauteurs à pas réguliers le long d'une ligne."),
        _("zone minimale : les deux droites parallèles les plus proches qui contiennent tous les points"),
        _("Ce qui est entre les points, et les lignes que l'on n'a pas suivies ; la forme du marbre compte aussi."),
    ),
    Way.DIAMETERS: Said(
        _("Des diamètres d'une même section, en tournant la pièce."),
        _("(maxi − mini) / 2 des diamètres"),
        _(
            "Les lobes en nombre impair (3, 5, 7…) : leur diamètre est partout le même. Contrôlez-les en vé. "
            "Ni ce qui est entre les diamètres : la valeur peut être plus petite que la circularité."
        ),
    ),
    Way.V_BLOCK: Said(
        _("Un tour dans le vé, la touche sur la bissectrice."),
        _("(maxi − mini) / F, F étant le facteur du vé pour ce nombre de lobes"),
        _("Un autre nombre de lobes que celui annoncé : son facteur n'est pas le même."),
    ),
    Way.SQUARE: Said(
        _("La face suivie de bas en haut le long d'une équerre posée sur le marbre."),
        _("maxi − mini le long de la face"),
        _(
            "L'écart de l'équerre s'ajoute ou se retranche en entier. Chaque ligne est vue pour elle-même : une face "
            "vrillée ou bombée en travers ne l'est pas."
        ),
    ),
    Way.SLIDE: Said(
        _("La face suivie de bas en haut par la coulisse de la colonne."),
        _("maxi − mini le long de la face"),
        _(
            "L'écart de la coulisse s'ajoute ou se retranche en entier. Chaque ligne est vue pour elle-même : une face "
            "vrillée ou bombée en travers ne l'est pas."
        ),
    ),
    Way.SINE_BAR: Said(
        _("La face mise à l'horizontale par la barre sinus, puis explorée."),
        _("maxi − mini de l'exploration"),
        _("Une erreur sur l'empilage ou sur la barre se lit comme un défaut de la pièce, ou en cache un."),
    ),
    Way.ECCENTRICITY: Said(
        _("Un tour complet autour de l'axe de référence, dans chaque section."),
        _("2 × excentration = maxi − mini du tour, la plus grande section décide"),
        _("Ne sépare pas l'excentration de la forme : égal à la coaxialité seulement si la forme est négligeable."),
    ),
    Way.TURNED_OVER: Said(
        _("La hauteur de la face d'un côté, puis de l'autre, la pièce retournée de 180° sur le marbre."),
        _("2 × décalage = écart entre les deux hauteurs, le plus grand décide"),
        _("La forme des faces de référence compte aussi ; seuls les endroits touchés sont vus."),
    ),
    Way.CO_ORDINATES: Said(
        _("Les coordonnées du centre, chacune depuis sa référence."),
        _("2 × distance au lieu théorique : 2·√(Δx² + Δy²)"),
        _("L'inclinaison de l'axe : le lieu n'est connu qu'à la hauteur palpée."),
    ),
}
_BY_SYMBOL: dict[tuple[Way, Symbol], Said] = {
    (Way.SWEEP, Symbol.FLATNESS): Said(
        _("La face explorée, la pièce sur trois vérins, trois points éloignés mis à la même hauteur."),
        _("maxi − mini de l'exploration"),
        _("La pente qui reste s'ajoute à la zone minimale ; la forme du marbre compte aussi."),
    ),
    (Way.SWEEP, Symbol.STRAIGHTNESS): Said(
        _("Une ligne explorée, ses deux bouts mis à la même hauteur."),
        _("maxi − mini de la ligne, la plus grande décide"),
        _("La pente qui reste s'ajoute à la zone minimale ; la forme du marbre compte aussi."),
    ),
    (Way.SWEEP, Symbol.ROUNDNESS): Said(
        _("Un tour entre pointes ou en mandrin, dans chaque section."),
        _("maxi − mini du tour, la plus grande section décide"),
        _("L'excentration s'ajoute à la circularité ; un faux rond des pointes ou du mandrin compte aussi."),
    ),
    (Way.SWEEP, Symbol.CYLINDRICITY): Said(
        _("Toute la surface explorée en tournant, entre pointes."),
        _("maxi − mini de toute l'exploration"),
        _("L'excentration s'ajoute à la cylindricité ; un faux rond des pointes ou du mandrin compte aussi."),
    ),
    (Way.SWEEP, Symbol.CIRCULAR_RUN_OUT): Said(
        _("Un tour complet autour de la référence dans chaque section, touche immobile."),
        _("maxi − mini de chaque section, la plus grande décide"),
        _("Ne sépare pas l'excentration de la forme, et c'est bien le battement ; entre les sections, rien n'est vu."),
    ),
    (Way.SWEEP, Symbol.TOTAL_RUN_OUT): Said(
        _("Toute la surface explorée en tournant autour de la référence, sans toucher au réglage."),
        _("un seul maxi − mini, sur toute la surface"),
        _("Ne sépare pas excentration, forme et conicité, et c'est bien le battement total."),
    ),
    (Way.DIAMETERS, Symbol.CYLINDRICITY): Said(
        _("Des diamètres dans plusieurs sections."),
        _("approche par sections : (maxi − mini) / 2 de tous les diamètres"),
        _("Ce n'est qu'une approche : ni les lobes impairs, ni un axe courbe ne sont vus."),
    ),
    (Way.V_BLOCK, Symbol.CYLINDRICITY): Said(
        _("Un tour dans le vé dans plusieurs sections, sans toucher au réglage."),
        _("approche par sections : (maxi − mini) / F de toutes les lectures"),
        _("Ce n'est qu'une approche : un autre nombre de lobes ou un axe courbe ne sont pas vus."),
    ),
}
_NOT_EXACT = (Way.V_BLOCK, Way.CO_ORDINATES)  # a quotient, a root
_SQUARES = _("moindres carrés : largeur de la zone autour du plan ou de la droite des moindres carrés")
_GROWTH = {
    Way.DIAMETERS: _("u ÷ √2 : deux diamètres décident, et leur écart est divisé par 2"),
    Way.V_BLOCK: _("√2 × u ÷ F : deux lectures décident, et leur écart est divisé par F ; F lui-même n'y compte pas"),
    Way.CO_ORDINATES: _(
        "2 × u : le lieu est doublé en diamètre ; à la colonne, 2 × √(1 + n) × u, le zéro servant aux n coordonnées"
    ),
    Way.SQUARE: _("√2 × u : deux lectures décident ; l'écart de l'équerre n'y est pas"),
    Way.SLIDE: _("√2 × u : deux lectures décident ; l'écart de la coulisse n'y est pas"),
    Way.SINE_BAR: _("√2 × u : deux lectures décident ; la barre et l'empilage n'y sont pas"),
    Way.GRID: _("au plus √2 × u, quels que soient les points qui touchent"),
    Way.LINE: _("au plus √2 × u, quels que soient les points qui touchent"),
}
_GROWTH_OF_TWO = _("√2 × u : deux lectures décident, où u est l'incertitude-type d'une lecture")

# One gesture at a time.
_ENDS, _TYPE_ENDS = _("puis DATA"), _("puis tapez la valeur")
_SECTION = _("Section {section} sur {sections}. ")
_LINE = _("Ligne {section} sur {sections}. ")
_MAXIMUM: dict[Way, str] = {
    Way.SWEEP: _("Balayez avec {instruments} : arrêtez-vous au maxi, {ends}."),
    Way.V_BLOCK: _("Tournez la pièce dans le vé sous {instruments} : arrêtez-vous au maxi, {ends}."),
    Way.SQUARE: _("Montez {instruments} le long de l'équerre, touche sur la face : arrêtez-vous au maxi, {ends}."),
    Way.SLIDE: _("Montez {instruments} par la coulisse, touche sur la face : arrêtez-vous au maxi, {ends}."),
    Way.SINE_BAR: _("Cales de {stack} sous la barre. Balayez avec {instruments} : arrêtez-vous au maxi, {ends}."),
    Way.ECCENTRICITY: _("Tournez la pièce sur sa référence sous {instruments} : arrêtez-vous au maxi, {ends}."),
}
_MINIMUM = _("Continuez sans toucher au réglage : arrêtez-vous au mini, {ends}.")
_GRID_POINT = _("Point {step} sur {steps} : ligne {row}, colonne {column}, avec {instruments}, {ends}.")
_FIRST_POINT = _("Point 1 sur {points}, à un bout de la ligne, avec {instruments}, {ends}.")
_LINE_POINT = _("Point {column} sur {points}, à {distance} du premier, avec {instruments}, {ends}.")
_DIAMETER = _("Diamètre {column} sur {points} avec {instruments}, {ends} ; tournez de {turn}° entre deux.")
_PLACE = _("Endroit {section} sur {sections}. ")
_BEFORE = _("Hauteur de la face avec {instruments}, {ends}.")
_TURN = _("Retournez la pièce de 180°. ")
_AFTER = _("Hauteur de l'autre face avec {instruments}, {ends}.")
_CO_ORDINATE = _("Coordonnée {letter}, théorique {place} : mesurez-la avec {instruments}, {ends}.")
_LETTERS = "xyz"


def gesture(characteristic: Characteristic, role: Role | None, taken: int, instruments: str, *, typed: bool) -> str:
    """What to do for the reading that comes after `taken` others, as one or two short sentences."""
    method = characteristic.read_method
    place = method.place(taken)
    sentence, section = _sentence(method, role), ""
    if method.way is Way.LINE and place.column == 1:
        sentence = _FIRST_POINT
    if method.sections > 1:
        section = {Way.LINE: _LINE, Way.TURNED_OVER: _PLACE}.get(method.way, _SECTION)
    if role is Role.AFTER_TURN and place.section == 1:
        section = _TURN + section
    return (section + sentence).format(
        instruments=instruments,
        ends=_TYPE_ENDS if typed else _ENDS,
        section=place.section,
        sections=method.sections,
        step=taken + 1,
        steps=method.readings,
        row=place.row,
        column=place.column,
        points=method.points,
        distance=with_unit((place.column - 1) * (method.step or Decimal(0)), Unit.MM),
        turn=round(180 / method.points) if method.points else "",
        letter=_LETTERS[min(taken, 2)],
        place=with_unit(method.places[min(taken, len(method.places) - 1)], Unit.MM) if method.places else "",
        stack="" if method.stack is None else with_unit(shortest(method.stack), Unit.MM),
    )


def _sentence(method: GeometricMethod, role: Role | None) -> str:
    match role:
        case Role.MINIMUM:
            return _MINIMUM
        case Role.POINT:
            return _GRID_POINT if method.way is Way.GRID else _LINE_POINT
        case Role.DIAMETER:
            return _DIAMETER
        case Role.BEFORE_TURN:
            return _BEFORE
        case Role.AFTER_TURN:
            return _AFTER
        case Role.CO_ORDINATE:
            return _CO_ORDINATE
    return _MAXIMUM[method.way]


def said_of(method: GeometricMethod, symbol: Symbol | None) -> Said:
    """What is measured, computed and not seen."""
    found = None if symbol is None else _BY_SYMBOL.get((method.way, symbol))
    return found or _WAYS[method.way]


def growth_of(method: GeometricMethod) -> str:
    """How the uncertainty of one reading becomes that of the value."""
    return _GROWTH.get(method.way, _GROWTH_OF_TWO)


def computed(characteristic: Characteristic) -> str:
    """`(maxi − mini) / F…, F = 2,00`: what is computed, with its figures."""
    method = characteristic.read_method
    said = said_of(method, characteristic.callout.symbol).computed
    if method.by_squares:
        said = _SQUARES
    if method.way is Way.V_BLOCK:
        return _("{computed} : F = {factor}").format(computed=said, factor=number(round(method.factor, 2)))
    if method.way.is_zone:
        return _("{computed} ; arrondie par excès, deux décimales de plus que les lectures").format(computed=said)
    return said


def about_value(characteristic: Characteristic, found: Measurement) -> str:
    """`points 3 x 4 au pas de 20 x 25 : zone minimale…`, and which section decides; empty without a method."""
    if characteristic.procedure is not Procedure.GEOMETRIC:
        return ""
    said = _("{method} : {computed}").format(method=characteristic.method, computed=computed(characteristic))
    section = _deciding(characteristic, found)
    if section is not None:
        return _("{said} ; section {section} décide").format(said=said, section=section)
    return said


def in_line(characteristic: Characteristic, found: Measurement) -> str:
    """`exploration 3 sections, section 2 décide`: the method among the readings of a value; empty without one."""
    if characteristic.procedure is not Procedure.GEOMETRIC:
        return ""
    method = characteristic.read_method
    parts = [characteristic.method]
    if method.way.is_zone and not method.by_squares:  # least squares are in its text
        parts.append(_("zone minimale"))
    section = _deciding(characteristic, found)
    if section is not None:
        parts.append(_("section {section} décide").format(section=section))
    return ", ".join(parts)


def reading_name(characteristic: Characteristic, taken: int, role: Role) -> str:
    """What the reading is called that came after `taken` others: `point 2.3` (row and column), `maxi S2` (section)."""
    name = label(role)
    if characteristic.procedure is not Procedure.GEOMETRIC:
        return name
    method = characteristic.read_method
    if taken >= method.readings:
        return name
    place = method.place(taken)
    if method.way is Way.GRID:
        return f"{name} {place.row}.{place.column}"
    return name if method.sections == 1 else _("{name} S{section}").format(name=name, section=place.section)


def _deciding(characteristic: Characteristic, found: Measurement) -> int | None:
    method, symbol = characteristic.read_method, characteristic.callout.symbol
    readings = [given.quantity.value for given in found.inputs if not given.is_given]
    return deciding_section(method, symbol, readings) if len(readings) == method.readings else None


def rounding(characteristic: Characteristic) -> str:
    """How the value of a minimum zone is rounded, or one that is not exact; empty for any other."""
    if characteristic.procedure is not Procedure.GEOMETRIC:
        return ""
    way = characteristic.read_method.way
    if way in _NOT_EXACT:
        return _(
            "Calculée sur les lectures telles qu'affichées ; arrondie par excès, deux décimales de plus que les "
            "lectures, si elle ne tombe pas juste."
        )
    if not way.is_zone:
        return ""
    return _(
        "Calculée sur les lectures telles qu'affichées ; la largeur de la zone est arrondie par excès, deux décimales "
        "de plus que les lectures."
    )


def short(characteristic: Characteristic) -> str:
    """`zone minimale, 12 points`: the method in the line of a value; empty without one."""
    if characteristic.procedure is not Procedure.GEOMETRIC:
        return ""
    method = characteristic.read_method
    if method.way.is_zone:
        if method.by_squares:
            return _("moindres carrés de {points} points, arrondis par excès").format(points=method.readings)
        return _("zone minimale de {points} points, arrondie par excès").format(points=method.readings)
    if is_judged_together(characteristic.callout.symbol):
        return _("{way}, approche par sections").format(way=label(method.way))
    return (
        _("{way}, arrondi par excès").format(way=label(method.way)) if method.way in _NOT_EXACT else label(method.way)
    )


def details(characteristic: Characteristic) -> tuple[tuple[str, str], ...]:
    """Titles and texts about the method of a characteristic; empty without one."""
    if characteristic.procedure is not Procedure.GEOMETRIC:
        return ()
    method = characteristic.read_method
    said = said_of(method, characteristic.callout.symbol)
    return (
        (METHOD, characteristic.method),
        (MEASURED, said.measured),
        (COMPUTED, computed(characteristic)),
        (BLIND, said.blind),
        (GROWTH, growth_of(method)),
    )


def method_said(characteristic: Characteristic) -> str:
    """What a method is worth, to whoever chooses it; without one, those that there are. Empty for what is no
    geometrical tolerance, or is left to a machine."""
    symbol = characteristic.callout.symbol
    if symbol is None or characteristic.formula or characteristic.means is Means.CMM:
        return ""
    if characteristic.procedure is Procedure.GEOMETRIC:
        blind = said_of(characteristic.read_method, symbol).blind
        blind = blind[0].lower() + blind[1:]
        return _("Valeur : {computed}. Attention : {blind}").format(computed=computed(characteristic), blind=blind)
    known = proposed_for(symbol)
    if not known:
        return _("Pas de méthode au marbre pour ce profil : gabarit, ou machine à mesurer.")
    return _("Méthodes possibles : {known}.").format(known=" · ".join(known))


def datum_said(characteristic: Characteristic, piece: int) -> str:
    """What to set the piece on before it is read."""
    datums = ", ".join(characteristic.rests_on)
    asked = DATUM_SAID.format(piece=piece, balloon=characteristic.balloon, datums=datums)
    if characteristic.callout.symbol in _ABOUT_AXIS:
        return f"{asked} {DATUM_AXIS}"
    return f"{asked} {DATUM_HOW.get(characteristic.read_method.way, '')}".rstrip()
