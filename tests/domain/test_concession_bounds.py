"""The bounds of a dérogation to the unit: quantities, limits, readings that count, acts that follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from metroapp.domain.concession_demands import MOST_COVERED, require_possible
from metroapp.domain.concession_files import (
    AuthorityDecided,
    ConcessionAct,
    ConcessionDocumented,
    ConcessionFile,
    ConcessionWithdrawn,
    FileState,
    Found,
    WidenedLimits,
)
from metroapp.domain.decision_rule import DecisionRule, RuleName
from metroapp.domain.message import Refusal
from metroapp.domain.quantity import LARGEST, STORED_DECIMALS
from tests.domain.test_concession_files import (
    ACTIVE,
    AT,
    BEFORE,
    CUSTOMER,
    DESIGN,
    NUMBER,
    OPINION,
    PART,
    PERMIT,
    TODAY,
    bad,
    id,
    objection,
    refusal,
)

D = Decimal


def code_of(file: ConcessionFile, act: ConcessionAct) -> str:
    try:
        file.require_next(act, TODAY)
    except Refusal as refused:
        return refused.message.code.removeprefix("concession_file.")
    return ""


def test_it_covers_as_many_pieces_as_can_be_counted_and_no_more() -> None:
    for quantity in (1, MOST_COVERED):
        require_possible(replace(BEFORE, quantity=quantity), PART, TODAY)
    for quantity in (-1, 0, MOST_COVERED + 1):
        assert refusal(replace(BEFORE, quantity=quantity)) == "quantity"


def test_limits_are_kept_to_their_last_decimal_and_their_largest_size() -> None:
    step = D(1).scaleb(-STORED_DECIMALS)

    def asked(upper: Decimal) -> str:
        try:
            require_possible(replace(BEFORE, limits=(WidenedLimits("1", None, upper),)), PART, TODAY)
        except Refusal as refused:
            return refused.message.code.removeprefix("concession_file.")
        return ""

    assert asked(D("35.2") + step) == "" and asked(D("35.2") + step / 10) == "limit"
    assert asked(D(LARGEST) - 1) == "" and asked(D(LARGEST)) == "limit"
    assert refusal(replace(BEFORE, limits=(WidenedLimits("1", D("-1E+999"), None),))) == "limit"
    assert refusal(replace(BEFORE, limits=(WidenedLimits("1", -D(LARGEST), None),))) == "limit"


def test_a_value_beyond_by_its_guard_band_asks_for_a_second() -> None:
    guarded = replace(bad(value="35.15"), rule=DecisionRule(RuleName.ISO_14253_1), found=Found(D("35.15"), D("0.02")))
    proven, unproven = Found(D("35.1"), D("0.02")), Found(D("35.19"), D("0.02"))
    assert objection(PERMIT, replace(guarded, before=(proven,))) == ""
    assert objection(PERMIT, replace(guarded, before=(unproven,))) == "second_reading"
    assert objection(PERMIT, replace(guarded, before=(unproven, proven))) == ""


def test_it_is_withdrawn_once() -> None:
    withdrawal = ConcessionWithdrawn(id(40), NUMBER, "retour client", "Dominique", "Dominique", AT)
    twice = ConcessionFile((*PERMIT.acts, withdrawal))
    assert code_of(twice, replace(withdrawal, id=id(41))) == "not_now"
    assert not twice.may_follow(ConcessionWithdrawn, TODAY) and PERMIT.may_follow(ConcessionWithdrawn, TODAY)


def test_the_last_opinion_and_the_last_decision_count() -> None:
    against = replace(OPINION, id=id(25), favourable=False)
    assert ConcessionFile((BEFORE, OPINION, against)).opinion == against
    assert code_of(ConcessionFile((BEFORE, OPINION, against, DESIGN)), ACTIVE) == "opinion_missing"
    assert code_of(ConcessionFile((BEFORE, against, OPINION, DESIGN)), ACTIVE) == ""
    again = replace(DESIGN, id=id(26), reference="BE-78")
    file = ConcessionFile((BEFORE, OPINION, DESIGN, CUSTOMER, again))
    assert file.decision(DESIGN.authority) == again and file.decision(CUSTOMER.authority) == CUSTOMER


def test_a_second_decision_may_come_once_it_is_granted_and_takes_it_back() -> None:
    granted = ConcessionFile((BEFORE, OPINION, DESIGN))
    assert granted.state(TODAY) is FileState.GRANTED and granted.may_follow(AuthorityDecided, TODAY)
    assert code_of(granted, replace(DESIGN, id=id(26), accepted=False)) == ""
    refused = ConcessionFile((BEFORE, OPINION, DESIGN, replace(DESIGN, id=id(26), accepted=False)))
    assert refused.state(TODAY) is FileState.REFUSED and code_of(refused, ACTIVE) == "not_now"
    assert code_of(PERMIT, replace(DESIGN, id=id(27))) == "not_now"


PAPER = ConcessionDocumented(id(23), NUMBER, "BE-77.pdf", "a" * 64, ".pdf", "Camille", AT)


def test_a_document_may_be_attached_to_a_refused_demand() -> None:
    refused = ConcessionFile((BEFORE, OPINION, replace(DESIGN, accepted=False)))
    assert code_of(refused, PAPER) == "" and refused.may_follow(ConcessionDocumented, TODAY)
    withdrawal = ConcessionWithdrawn(id(40), NUMBER, "retour client", "Dominique", "Dominique", AT)
    assert code_of(ConcessionFile((*PERMIT.acts, withdrawal)), PAPER) == "not_now"


def test_a_decision_names_a_document_that_is_attached() -> None:
    decided = replace(DESIGN, document=PAPER.digest)
    assert code_of(ConcessionFile((BEFORE, OPINION)), decided) == "document_unknown"
    file = ConcessionFile((BEFORE, OPINION, PAPER))
    assert code_of(file, decided) == ""
    assert file.paper_of(decided) == "BE-77.pdf" and file.paper_of(DESIGN) == ""


def test_a_paper_that_came_before_the_demand_was_typed_keeps_its_own_date() -> None:
    """Both dates are in the archive; to refuse the true one would only have a false one written."""
    file = ConcessionFile((BEFORE, OPINION))
    assert code_of(file, replace(DESIGN, on=TODAY - timedelta(days=4))) == ""
    assert code_of(file, replace(DESIGN, on=TODAY + timedelta(days=1))) == "decided_later"


@pytest.mark.parametrize(
    ("document", "digest", "suffix", "code"),
    [
        ("a.pdf", "x", ".pdf", "nonconformity.no_file"), ("a.pdf", "../../../etc/passwd", "", "nonconformity.no_file"),
        ("a.pdf", "a" * 64, "", "nonconformity.no_file"), ("a\\b.pdf", "a" * 64, ".pdf", "document.name"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_the_workspace_was_attached_to_a_dérogation(
    document: str, digest: str, suffix: str, code: str
) -> None:
    made = replace(PAPER, document=document, digest=digest, suffix=suffix)
    assert code_of(ConcessionFile((BEFORE,)), made) == code
