"""Laws that a size, a form defect or a roughness may follow, fitted by maximum likelihood.

Each fits many samples of the same size at once, one a row: what a fit is worth is found by drawing from it.
The folded normal law is that of |N(μ, σ)| and Rayleigh's that of the length of a centred plane deviation: the laws of
form defects and of positions (ISO 22514-4, table of the types of distribution).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr, ndtr, ndtri

from metroapp.domain.statistical_terms import Law

Table = NDArray[np.float64]
Parameters = tuple[Table, ...]  # each one a column: a line for each sample
_HALVINGS = 60
_TINY = 1e-300


@dataclass(frozen=True, slots=True)
class LawForm:
    """One law: how it is fitted, log F and log (1 − F), its quantiles, the names of its parameters."""

    names: tuple[str, ...]
    fit: Callable[[Table], Parameters]
    tails: Callable[[Table, Parameters], tuple[Table, Table]]
    quantile: Callable[[Table, Parameters], Table]
    least: float | None = None  # a sample has no value under it
    has_least: bool = False  # nor at it


def _fit_normal(x: Table) -> Parameters:
    return x.mean(axis=1, keepdims=True), x.std(axis=1, ddof=1, keepdims=True)


def _normal_tails(x: Table, given: Parameters) -> tuple[Table, Table]:
    z = (x - given[0]) / given[1]
    return log_ndtr(z), log_ndtr(-z)


def _fit_lognormal(x: Table) -> Parameters:
    logs = np.log(x)
    return logs.mean(axis=1, keepdims=True), logs.std(axis=1, keepdims=True)


def _fit_weibull(x: Table) -> Parameters:
    """1/k = Σxᵏ ln x / Σxᵏ − mean ln x, by Newton from the spread of the logarithms."""
    logs = np.log(x)
    logs = logs - logs.mean(axis=1, keepdims=True)
    k = np.pi / np.sqrt(6) / logs.std(axis=1, keepdims=True)
    for _ in range(30):
        powers = np.exp(k * logs - (k * logs).max(axis=1, keepdims=True))
        total = powers.sum(axis=1, keepdims=True)
        first = (powers * logs).sum(axis=1, keepdims=True) / total
        second = (powers * logs**2).sum(axis=1, keepdims=True) / total - first**2
        k = np.maximum(k / 10, k - (first - 1 / k) / (second + 1 / k**2))
    most = x.max(axis=1, keepdims=True)
    return k, most * np.mean((x / most) ** k, axis=1, keepdims=True) ** (1 / k)


def _weibull_tails(x: Table, given: Parameters) -> tuple[Table, Table]:
    over = -((x / given[1]) ** given[0])
    return np.log(np.maximum(-np.expm1(over), _TINY)), over


def _weibull_quantile(p: Table, given: Parameters) -> Table:
    return np.asarray(given[1] * (-np.log1p(-p)) ** (1 / given[0]))


def _fit_rayleigh(x: Table) -> Parameters:
    return (np.sqrt(np.mean(x**2, axis=1, keepdims=True) / 2),)


def _as_weibull(given: Parameters) -> Parameters:
    return np.full_like(given[0], 2.0), given[0] * np.sqrt(2)


def _fit_folded(x: Table) -> Parameters:
    """μ is where μ = mean of x tanh(xμ/σ²), with μ² + σ² = mean of x²; 0 where values are more peaked than a folded
    normal law of μ = 0 is."""
    squares = np.mean(x**2, axis=1, keepdims=True)
    is_folded_at_0 = np.mean(x**4, axis=1, keepdims=True) >= 3 * squares**2
    low, high = np.zeros_like(squares), np.sqrt(squares) * (1 - 1e-12)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_under = middle < np.mean(x * np.tanh(x * middle / (squares - middle**2)), axis=1, keepdims=True)
        low, high = np.where(is_under, middle, low), np.where(is_under, high, middle)
    mu = np.where(is_folded_at_0, 0.0, (low + high) / 2)
    return mu, np.sqrt(squares - mu**2)


def _folded_tails(x: Table, given: Parameters) -> tuple[Table, Table]:
    mu, sigma = given
    below = ndtr((x - mu) / sigma) - ndtr(-(x + mu) / sigma)
    above = ndtr((mu - x) / sigma) + ndtr(-(x + mu) / sigma)
    return np.log(np.maximum(below, _TINY)), np.log(np.maximum(above, _TINY))


def _folded_quantile(p: Table, given: Parameters) -> Table:
    mu, sigma = given
    low, high = np.zeros(np.broadcast(p, mu).shape), np.broadcast_to(mu + 40 * sigma, np.broadcast(p, mu).shape)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        is_under = ndtr((middle - mu) / sigma) - ndtr(-(middle + mu) / sigma) < p
        low, high = np.where(is_under, middle, low), np.where(is_under, high, middle)
    return np.asarray((low + high) / 2)


FORMS: Mapping[Law, LawForm] = {
    Law.NORMAL: LawForm(
        ("mean", "sigma"), _fit_normal, _normal_tails, lambda p, given: given[0] + given[1] * ndtri(p)
    ),
    Law.LOGNORMAL: LawForm(
        ("log_mean", "log_sigma"), _fit_lognormal,
        lambda x, given: _normal_tails(np.log(np.maximum(x, _TINY)), given),
        lambda p, given: np.exp(given[0] + given[1] * ndtri(p)), 0.0, True,
    ),
    Law.WEIBULL: LawForm(("shape", "scale"), _fit_weibull, _weibull_tails, _weibull_quantile, 0.0, True),
    Law.FOLDED_NORMAL: LawForm(("mean", "sigma"), _fit_folded, _folded_tails, _folded_quantile, 0.0),
    Law.RAYLEIGH: LawForm(
        ("sigma",), _fit_rayleigh, lambda x, given: _weibull_tails(x, _as_weibull(given)),
        lambda p, given: _weibull_quantile(p, _as_weibull(given)), 0.0,
    ),
}  # fmt: skip


def statistic(form: LawForm, x: Table, given: Parameters) -> NDArray[np.float64]:
    """Anderson and Darling's A² of each line with its law."""
    x = np.sort(x, axis=1)
    n = x.shape[1]
    below, above = form.tails(x, given)
    return np.asarray(-n - np.mean((2 * np.arange(1, n + 1) - 1) * (below + above[:, ::-1]), axis=1))
