"""Korean in Latin letters, as offices write it (Revised Romanisation by syllable; no sound changes)."""

_LEAD = "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" ")
_VOWEL = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_TAIL = " k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split(" ")


def roman(text: str) -> str:
    """`text` with every Hangul syllable romanised and every other character as it was."""
    out = []
    for char in text:
        code = ord(char) - 0xAC00
        if 0 <= code < 11172:
            lead, rest = divmod(code, 588)
            vowel, tail = divmod(rest, 28)
            out.append(_LEAD[lead] + _VOWEL[vowel] + _TAIL[tail])
        else:
            out.append(char)
    return "".join(out)
