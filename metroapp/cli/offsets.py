"""`metroapp offsets`: the registers of tools that the workshop follows, what is proposed, what was typed in."""

from __future__ import annotations

import argparse
from decimal import Decimal
from typing import Any

from forms.json_values import time
from metroapp.cli import as_json
from metroapp.cli.consult import workspace_of
from metroapp.domain.correction_proof import Proof, ProvenOffset
from metroapp.domain.made_sizes import Mean
from metroapp.domain.message import Refusal
from metroapp.domain.offset_advice import SizeAdvice
from metroapp.domain.quantity import shortest
from metroapp.domain.tool_register import axis_of
from metroapp.services.formats import Format
from metroapp.services.spc import tool_registers
from metroapp.services.spc.tool_registers import RegisterView
from metroapp.wording import corrections as words
from metroapp.wording.numbers import moment, number


def show_offsets(arguments: argparse.Namespace) -> int:
    """`metroapp offsets [COR-2026-001] [--out FILE]`"""
    workspace = workspace_of(arguments)
    if arguments.out is not None:
        from metroapp.services.spc import correction_papers  # the writers: on first use

        to = {".pdf": Format.PDF, ".xlsx": Format.XLSX, ".csv": Format.CSV}.get(arguments.out.suffix.lower())
        if to is None:
            raise Refusal("offset.format", path=arguments.out)
        print(words.WRITTEN.format(path=correction_papers.export(workspace, to, arguments.number, arguments.out)))
        return 0
    found = [tool_registers.view(workspace, arguments.number)] if arguments.number else tool_registers.views(workspace)
    if arguments.json:
        facts = [_facts(view) for view in found]
        print(as_json.dump(facts[0] if arguments.number else facts))
    elif not found:
        print(words.NONE_YET)
    else:
        for view in found:
            _say(view, with_history=bool(arguments.number))
    return 0


def _say(view: RegisterView, *, with_history: bool) -> None:
    advice = view.advice
    print(words.LISTED.format(number=view.register.number, name=words.name_of(view.register.kept)))
    correction = None if advice.offset is None else advice.offset.correction
    if correction is not None:
        print("  " + words.ORDERED.format(order=words.order(view.register.kept, correction)))
    print("  " + words.why(advice))
    for text in filter(None, (words.caveats(advice.caveats), *map(_size, advice.sizes))):
        print("  " + text)
    if view.jauge is not None:
        print("  " + words.jauge(view.jauge.tool, view.jauge.record))
    for one in view.proven if with_history else view.proven[-1:]:
        print("  " + words.typed_line(one, moment(one.act.at)))


def _size(one: SizeAdvice) -> str:
    if one.mean is None or one.target is None or one.band is None:
        return words.SIZE_EMPTY.format(reference=one.size.reference, balloon=one.size.balloon)
    return words.SIZE_LINE.format(
        reference=one.size.reference, balloon=one.size.balloon, mean=number(one.mean),
        target=number(shortest(one.target)), counted=words.counted(one), band=words.band(one.band),
    )  # fmt: skip


def _facts(view: RegisterView) -> dict[str, Any]:
    kept, offset = view.register.kept, view.advice.offset
    return {
        "number": view.register.number,
        "machine": kept.machine,
        "tool": kept.tool,
        "offset": kept.offset,
        "axis": axis_of(kept.corrector).value,
        "kind": kept.kind.value,
        "corrector": kept.corrector.value,
        "step": _text(kept.step),
        "cap": _text(kept.cap),
        "left": view.register.left is not None,
        "correction": None if offset is None else _text(offset.correction),
        "uncapped": None if offset is None else _text(offset.uncapped),
        "decision": "nothing_measured" if offset is None else offset.reason.value,
        "reason": words.why(view.advice),
        "caveats": [caveat.value for caveat in view.advice.caveats],
        "total": _text(view.register.total),
        "gauge": None if view.jauge is None else _gauge(view),
        "sizes": [_size_facts(view, one) for one in view.advice.sizes],
        "typed": [_typed(one) for one in view.proven],
    }


def _gauge(view: RegisterView) -> dict[str, Any]:
    assert view.jauge is not None
    tool = view.jauge.tool
    lengths = {name: _text(getattr(tool, name)) for name in ("gauge_x", "gauge_z", "nose_radius")}
    return {"tool": tool.tool, "offset": tool.offset, "record": view.jauge.record, **lengths}


def _size_facts(view: RegisterView, one: SizeAdvice) -> dict[str, Any]:
    offset = view.advice.offset
    correction = None if offset is None or not one.is_weighed else offset.correction
    return {
        "reference": one.size.reference,
        "balloon": one.size.balloon,
        "feature": one.size.feature.value,
        "sides": one.size.sides,
        "aim": one.size.aim.value,
        "target": _text(one.target),
        "pieces": len(one.used),
        "values": [str(made.id) for made in one.used],
        "mean": _text(one.mean),
        "deviation": _text(one.deviation),
        "dead_band": None if one.band is None else _text(one.band.amount),
        "dead_band_from": None if one.band is None else one.band.source.value,
        "weighed": one.is_weighed,
        "after": None if correction is None else _text(one.after(correction)),
        "caveats": [caveat.value for caveat in one.caveats],
    }


def _typed(one: ProvenOffset) -> dict[str, Any]:
    act = one.act
    return {
        "id": str(act.id),
        "at": time(act.at),
        "by": act.by,
        "amount": _text(act.amount),
        "proposed": _text(act.proposed),
        "reason": act.reason,
        "record": None if act.record is None else str(act.record),
        "after_piece": None if act.record is None else act.piece,
        "outcome": one.outcome.value,
        "proofs": [_proof(proof) for proof in one.proofs],
    }


def _proof(proof: Proof) -> dict[str, Any]:
    reference, balloon = proof.key
    return {
        "reference": reference,
        "balloon": balloon,
        "outcome": proof.outcome.value,
        "before": _mean(proof.before),
        "after": _mean(proof.after),
        "expected_shift": _text(proof.expected),
        "shift": _text(proof.shift),
    }


def _mean(found: Mean | None) -> dict[str, Any] | None:
    return None if found is None else {"mean": _text(found.value), "half_95": _text(found.half), "n": found.count}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{shortest(value):f}"
