"""Keys, tokens and passwords: same vendor prefix, length and alphabet, nothing else; armour lines of a key stay."""

from __future__ import annotations

import garim.late as re
from garim.families._port import Draw, Family, always, as_it_stands, by_length
from garim.families._spelled import nothing
from garim.values import Finding

_PREFIX = re.compile(
    r"(?:AKIA|ASIA|AIza|GOCSPX-|ya29\.|eyJ|SG\.|EAA[A-Z]|hv[sbr]\.|hf_|npm_|pypi-|do[opr]_v1_|dckr_pat_|dapi|shp(?:at|ca|pa|ss)_"
    r"|gh[pousr]_|github_pat_|gl(?:pat|rt|dt|ft|ptt|soat|cbt|imt)-|xox[a-z]-|xapp-|ATATT3|ATCTT3|PMAK-|tskey-(?:auth|api|client)-"
    r"|sk-(?:ant-(?:api|admin)\d\d-|proj-|svcacct-|or-v1-)?|[sr]k_(?:live|test)_|pk_(?:live|test)_|whsec_|nvapi-|r8_|sq0[a-z]{3}-"
    r"|AGE-SECRET-KEY-1|[a-z]{2,6}[_-](?=[A-Za-z0-9]{16,}\Z))"
)
"""What says whose key it is. Source: the vendors' own formats; of other prefixes only those before an opaque token."""
_ARMOUR = re.compile(r"-----[A-Z ]+-----|\\[nr]|[A-Z][\w-]+: [^\n]*\n")
SHORT, GROWN = 4, 6
"""Characters under which a password grows, and to how many."""
_LOWER, _UPPER = "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def mint(draw: Draw, finding: Finding, surface: str) -> str:
    """Fresh letters and digits of the same class in every place that is not prefix, armour or punctuation.

    A password of a letter or three grows: what stands in for it has to be told from the letters of any word.
    """
    if len(surface) < SHORT and not surface.isdigit():
        surface = (surface * GROWN)[:GROWN]
    dice = draw.dice(finding.entity)
    hexadecimal = len(surface) >= 16 and all(c in "0123456789abcdef" for c in surface.lower())

    def fresh(text: str) -> str:
        out = []
        for c in text:
            if "0" <= c <= "9":
                c = dice.digits(1)
            elif "a" <= c <= "z":
                c = dice.pick("abcdef" if hexadecimal else _LOWER)
            elif "A" <= c <= "Z":
                c = dice.pick("ABCDEF" if hexadecimal else _UPPER)
            elif not c.isascii() and c.isalpha():
                c = dice.pick("가나다라마바사아자차카타파하")
            out.append(c)
        return "".join(out)

    prefix = _PREFIX.match(surface)
    at = prefix.end() if prefix and len(surface) - prefix.end() >= 8 else 0
    out = [surface[:at]]
    for armour in _ARMOUR.finditer(surface, at) if surface.startswith("-----") else ():
        out += [fresh(surface[at : armour.start()]), armour[0]]
        at = armour.end()
    return "".join(out) + fresh(surface[at:])


FAMILY = Family(
    name="secret",
    canonical=as_it_stands,
    mint=mint,
    spellings=nothing,
    edges=by_length,
    styled=False,
    strict=always,
    label=("secret", "비밀 값"),
    plain=("a secret", "비밀값"),
    examples=(
        ("sk-" + "ant-api03-" + "Zx81kQm2pL0vT7", "sk-" + "ant-api03-" + "Zx81kQm2pL0vT7"),
        ("AK" + "IA" + "Q3EGVWSYT7ZX2K4M", "AK" + "IA" + "Q3EGVWSYT7ZX2K4M"),
        ("Wint3r!horse#9", "Wint3r!horse#9"),
        ("-----BEGIN " + "KEY-----\nMIIEow\n-----END " + "KEY-----",) * 2,
    ),
)
