"""An uncertainty budget in words: its table and the line that sums it up."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal

from metroapp.domain.budget import Budget, Component, shown, shown_expanded
from metroapp.wording.labels import label
from metroapp.wording.numbers import number, significant
from metroapp.wording.translate import gettext as _

_TITLES = (
    _("Composante"),
    _("Type"),
    _("Loi"),
    _("Valeur"),
    _("u(x)"),
    _("c"),
    _("ν"),
    _("|c|·u(x)"),
    _("Part de u²"),
)
_TEXTS = 3  # columns of words, to the left; the others are numbers, to the right
_GAP = "  "
_COVERED = _("{law}, k = {factor}")
_COMBINED = _("Incertitude-type composée : u = {u}")
_DEGREES = _("Degrés de liberté effectifs : {dof}")
_TRUNCATED = _("{dof} (Welch-Satterthwaite : {exact}, tronqué)")
_INFINITE = _("infinis")
_FACTOR = _("Facteur d'élargissement à {level} % : k = {k}")
_EXPANDED = _("Incertitude élargie, arrondie vers le haut : U = {U}")
_LONGEST = 40
_THREE, _FOUR = Context(prec=3, rounding=ROUND_HALF_EVEN), Context(prec=4, rounding=ROUND_HALF_EVEN)
_HUNDREDTH = Decimal("0.01")


def budget_lines(budget: Budget) -> list[str]:
    """The table of a budget, then u, the degrees of freedom, k and U; u and U in the unit of the result."""
    rows = [_TITLES, *(_row(budget, one) for one in budget.components)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(_TITLES))]
    table = [
        _GAP.join(
            cell.ljust(width) if index < _TEXTS else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    return [
        *table,
        "",
        _COMBINED.format(u=number(shown(budget.standard_uncertainty))),
        _DEGREES.format(dof=degrees(budget)),
        _FACTOR.format(level=significant(budget.level), k=number(budget.coverage_factor)),
        _EXPANDED.format(U=number(shown_expanded(budget.expanded))),
    ]


def degrees(budget: Budget) -> str:
    """The effective degrees of freedom, and what was truncated to give them."""
    dof, exact = budget.dof, budget.effective_dof
    if dof is None or exact is None:
        return _INFINITE
    return str(dof) if exact == dof else _TRUNCATED.format(dof=dof, exact=significant(_FOUR.plus(exact)))


def component_name(component: Component) -> str:
    """The name given to a component, else that of its source."""
    return component.name or label(component.source)


def percent(share: Decimal) -> Decimal:
    """A share of u², to a hundredth of a percent."""
    return share.quantize(_HUNDREDTH, rounding=ROUND_HALF_EVEN)


def _row(budget: Budget, one: Component) -> tuple[str, ...]:
    name = component_name(one)
    law = label(one.distribution)
    if one.coverage != 1:
        law = _COVERED.format(law=law, factor=significant(one.coverage))
    return (
        name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…",
        label(one.evaluation),
        law,
        f"{number(one.value)} {one.unit}".rstrip(),
        three_figures(one.standard),
        significant(one.sensitivity),
        "∞" if one.dof is None else significant(one.dof),
        three_figures(one.contribution),
        f"{number(percent(budget.share(one)))} %",
    )


def three_figures(value: Decimal) -> str:
    """Three significant figures, to the nearest: what is shown of a component."""
    return significant(_THREE.plus(value))
