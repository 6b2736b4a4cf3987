"""The sets of gauge blocks that makers sell, and blocks for the tests."""

from __future__ import annotations

from decimal import Decimal

from metroapp.domain.instrument import GaugeBlock


def block(nominal: str, deviation: str = "0", serial: str = "", uncertainty: str | None = None) -> GaugeBlock:
    return GaugeBlock(
        Decimal(nominal), Decimal(deviation), serial or nominal, None if uncertainty is None else Decimal(uncertainty)
    )


def blocks(*nominals: str) -> list[GaugeBlock]:
    return [block(nominal, serial=f"{place:03}") for place, nominal in enumerate(nominals)]


def steps(first: str, last: str, step: str) -> list[str]:
    count = int((Decimal(last) - Decimal(first)) / Decimal(step))
    return [str(Decimal(first) + rank * Decimal(step)) for rank in range(count + 1)]


_HUNDREDTHS, _THOUSANDTHS = steps("1.01", "1.49", "0.01"), steps("1.001", "1.009", "0.001")
SET_88 = blocks("1.0005", *_THOUSANDTHS, *_HUNDREDTHS, *steps("0.5", "9.5", "0.5"), *steps("10", "100", "10"))
SET_103 = blocks("1.005", *_HUNDREDTHS, *steps("0.5", "24.5", "0.5"), "25", "50", "75", "100")
SET_112 = blocks("1.0005", *_THOUSANDTHS, *_HUNDREDTHS, *steps("0.5", "24.5", "0.5"), "25", "50", "75", "100")
SET_32 = blocks(
    "1.005", *steps("1.01", "1.09", "0.01"), *steps("1.1", "1.9", "0.1"), *steps("1", "9", "1"), "10", "20", "30", "60"
)
SET_81_INCHES = blocks(
    *steps("0.1001", "0.1009", "0.0001"), *steps("0.101", "0.149", "0.001"), *steps("0.050", "0.950", "0.050"),
    "1", "2", "3", "4",
)  # fmt: skip
