"""The material of a part, from how drawings name it: only proposed, somebody chooses."""

from __future__ import annotations

import re

from metroapp.domain.temperature import Material

# The first pattern found tells: designations of EN 10027, EN 573, EN 1982 and EN 1561, and the words of workshops.
_AUSTENITIC = "30[1-7]|310|311|401|404|406|429|43[2-9]|539|541|547|550|571"  # of EN 10088, after 1.4
_HARDENABLE = "0[0-3]\\d|057|104|112|116|122|125|313|418|509|51[0-2]|542|548"
_NAMES = tuple(
    (re.compile(pattern), material)
    for pattern, material in (
        (rf"\b1[.,]4(?:{_AUSTENITIC})\b|\bX\d+CR?NI(?:MO|TI|NB)?\d", Material.AUSTENITIC_STAINLESS_STEEL),
        (rf"\b1[.,]4(?:{_HARDENABLE})\b|\bX\d+CR|\b(?:AISI ?)?4[1-4]0[A-C]?\b", Material.HARDENABLE_STAINLESS_STEEL),
        (r"\b(?:AISI ?)?3(?:0[1-9]|1[0-7])L?\b", Material.AUSTENITIC_STAINLESS_STEEL),
        # Before any four digits: standards, lots and numbers of steels have some too.
        (
            r"\b(?:XC|CC|C|S|E)\d{2,3}|\b\d{2,3}(?:CR|NI|MN|SI|MO|S)[A-Z0-9]*|\b1[.,][0-3]\d{3}\b|\bACIER|\bSTEEL",
            Material.STEEL,
        ),
        (r"\bTI-?6AL|\bTA6V|\bT[-A]?40\b|\bTITANE?\b", Material.TITANIUM_ALLOY),
        (
            r"\bEN[ -]?AW\b|\bAW[ -]?\d|\bAU\d|\bAL(?:U|UMINIUM|[A-Z]{2,6}\d)|^[2-7]0[0-9]{2}A?(?: T\d+)?$",
            Material.ALUMINIUM_ALLOY,
        ),
        (r"\bCUZN|\bLAITON|\bBRASS", Material.BRASS),
        (r"\bCUSN|\bBRONZE|\bUE\d", Material.BRONZE),
        (r"\bCU-?(?:A1|ETP|DHP|OF|B1)\b|\bCUIVRE|\bCOPPER", Material.COPPER),
        (r"\bEN[ -]?GJ[LSM]|\bF[GT]?[LS] ?\d{3}|\bFONTE|\bCAST IRON", Material.CAST_IRON),
        (r"\bINVAR\b", Material.INVAR),
        (r"\bINOX", Material.AUSTENITIC_STAINLESS_STEEL),
    )
)


def material_named(text: str) -> Material | None:
    """What a designation says that a part is made of: `42CrMo4`, `EN AW-2017A`, `CuZn39Pb3`; None where it says nothing
    known."""
    upper = text.strip().upper()
    return next((material for pattern, material in _NAMES if pattern.search(upper)), None)
