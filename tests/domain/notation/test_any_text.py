"""Any text is read or refused with a reason; what was read, written again, reads the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from metroapp.domain.callout import Callout
from metroapp.domain.message import Refusal
from metroapp.domain.notation.context import Context
from metroapp.domain.notation.signs import SYMBOL_SIGNS
from metroapp.domain.notation.writing import write_callout
from metroapp.wording.derivations import derivation, drawn, limits
from metroapp.wording.sentences import sentence
from tests.domain.notation.reading import ALONE, general, read, untexted
from tests.examples import examples

_numbers = st.one_of(
    st.decimals(min_value=0, max_value=600, places=3).map(str),
    st.integers(0, 600).map(str),
    st.sampled_from(["0", "0,5", "12,00", ".5", "45", "30"]),
)
_pieces = st.one_of(
    _numbers,
    st.sampled_from(
        [
            *"ØRCM±+-/;()[]°'\"x×|≤", "H7", "g6", "js13", "JS7", "K8", "6H", "6g", "LH", "max", "min", "mm", "µm", "in",
            "Ra", "Rz", "Rmax", "U", "L", "16%", "λc", "A", "B", "A-B", "Ⓜ", "Ⓛ", "Ⓔ", "(E)", "(SA)", "(GX)", "CF",
            "CZ", "SØ", "planéité", "position", "battement", "profil d'une surface", "attribut", "aspect", "arête",
            "réf.", "4x", " ", "\n", "…", "L=80", "4x ", "M12x1,75-6g",
            *(sign for signs in SYMBOL_SIGNS.values() for sign in signs),
        ]
    ),
)  # fmt: skip
_near_callouts = st.lists(_pieces, min_size=1, max_size=9).flatmap(
    lambda pieces: st.sampled_from(["", " "]).map(lambda separator: separator.join(pieces))
)
_contexts = st.sampled_from([ALONE, general("ISO 2768-mK", "80"), general("ISO 2768-mK-E")])


def check(text: str, context: Context) -> Callout | None:
    try:
        found = read(text, context)
    except Refusal as refused:
        assert sentence(refused).endswith((".", "!"))
        return None
    assert derivation(found) and drawn(found)
    assert (limits(found) != "") is (found.has_limits and found.unit is not None)
    if found.lower_limit is not None and found.upper_limit is not None:
        assert found.lower_limit < found.upper_limit
    return found


@examples(300)
@given(st.text(max_size=150))
def test_any_text_is_read_or_refused(text: str) -> None:
    check(text, ALONE)


@examples(700)
@given(_near_callouts, _contexts)
def test_what_looks_like_a_callout_is_read_or_refused_and_reads_the_same_once_written(
    text: str, context: Context
) -> None:
    found = check(text, context)
    if found is not None:
        written = write_callout(found)
        again = check(written, context)
        assert again is not None, (text, written)
        assert untexted(again) == untexted(found), (text, written)
