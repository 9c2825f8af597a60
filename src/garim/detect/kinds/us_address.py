"""United States street addresses, one line, with town, state and ZIP code where they stand."""

from __future__ import annotations

from garim.detect.kind import Kind

_SUFFIX = (
    r"(?:St(?:reet)?|Ave(?:nue)?|Blvd|Boulevard|Rd|Road|Dr(?:ive)?|Ln|Lane|Ct|Court|Pl"
    r"(?:ace)?|Pkwy|Parkway|Hwy|Highway|Way|Cir(?:cle)?|Ter(?:race)?|Trl|Trail|Sq(?:uare)"
    r"?|Loop|Plaza|Pike)"
)
_STATE = (
    r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]"
    r"|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])"
)

KINDS = (
    Kind(
        name="us_address",
        pattern=(
            r"\d{1,6}[A-Z]? (?:[NSEW]{1,2}\.? )?(?:[A-Z][A-Za-z'.]{1,20} |\d{1,3}(?:st|nd|rd|th) ){1,4}" + _SUFFIX + r"\b\.?"
            r"(?:,? (?:[NSEW]{1,2}\b))?(?:,? (?:Apt|Suite|Ste|Unit|Floor|Fl|#)\.? ?[A-Za-z0-9-]{1,6})?"
            r"(?:,? [A-Z][A-Za-z.]{1,20}(?: [A-Z][A-Za-z.]{1,20}){0,2},? " + _STATE + r"(?:,? \d{5}(?:-\d{4})?)?)?"
        ),
        family="address",
        edges="word",
        accept=lambda text: not text.startswith(("51 Franklin", "59 Temple", "675 Mass")),  # in every licence
        found=(
            '"«2109 N 33rd Ave, Omaha, NE 68111»"',
            "at «1600 Pennsylvania Avenue NW, Washington, DC 20500»",
            "«77 Massachusetts Ave, Apt 4B» today",
        ),
        ignored=("3 Big Things To Do", "12 monkeys drive", "Chapter 12 Main Points"),
        rank=60,
        source="USPS Publication 28",
    ),
    Kind(
        name="us_address.town",
        accept=lambda text: not text.startswith("Boston, MA 0211"),  # in every licence
        pattern=r"(?:[A-Z][a-z]{2,20} ){0,2}[A-Z][a-z]{2,20}, " + _STATE + r" \d{5}(?:-\d{4})?",
        family="address",
        edges="word",
        found=("ship to «Omaha, NE 68111»", "«New York, NY 10013-2201»", "«Cedar Falls, IA 50613» office"),
        ignored=("Omaha, NE", "Foo, XX 12345", "omaha, ne 68111"),
        rank=58,
        source="USPS Publication 28",
    ),
)
