"""Law 6: what was valid stays valid: code parses, identifier limits hold, particles and articles agree."""

from __future__ import annotations

import ast
import ipaddress
import json

import pytest
import sqlglot
from hypothesis import given, settings
from hypothesis import strategies as st

from garim.families import card, ip
from garim.surrogate.mint import Minter
from garim.text.hangul import final_class, starts_with_vowel
from tests.surrogate.hiding import EXAMPLES, KEY, finding, hide

HANGUL = st.text(alphabet=st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=5)
LATIN = st.text(alphabet="abcdefghijklmnoprstuvwxyz", min_size=3, max_size=14)


def mint(family: str, entity: str, surface: str) -> str:
    return Minter(KEY).surrogate(finding(family, entity), surface)


@settings(max_examples=100, deadline=None)
@given(HANGUL, st.sampled_from(("stem", "person")))
def test_particles_agree(word: str, family: str) -> None:
    """은/는, 이/가, 으로/로 ask whether the last syllable has a final consonant, and whether it is ㄹ."""
    assert final_class(mint(family, word, word)) == final_class(word)


@settings(max_examples=100, deadline=None)
@given(LATIN)
def test_articles_particles_and_limits(word: str) -> None:
    coined = mint("stem", word, word)

    assert starts_with_vowel(coined) == starts_with_vowel(word)
    assert final_class(coined) == final_class(word)
    assert len(coined) <= max(len(word), 6)
    assert coined.isascii() and coined.isidentifier() and coined.islower()


def test_python_json_and_sql_still_parse() -> None:
    stem = [("stem", e, s) for f, e, s in EXAMPLES if f == "stem" and s.isidentifier() and s.isascii()]
    code = [p for s in stem for p in (s, "_rate = Get", s, "Value()\n")]
    ast.parse(hide(code)[1])
    sql = [p for s in stem for p in ("SELECT a FROM TB_", s, "_M WHERE ", s, "_NO = '1'; ")]
    assert len(sqlglot.parse(hide(sql)[1], read="oracle")) == len(stem)
    body = ['{"', ("stem", "해오름", "haeoreum"), '": [', ("code", "123456789", "123456789"), ', "',
            ("secret", "Hunter2$xyz", "Hunter2$xyz"), '"]}']  # fmt: skip
    assert len(json.loads(hide(body)[1])) == 1


@pytest.mark.parametrize("network", ["10.20.0.0/16", "172.16.32.0/20", "192.168.7.0/24", "10.1.2.128/26"])
def test_hosts_stay_in_their_network(network: str) -> None:
    minter = Minter(KEY)
    hidden = ipaddress.ip_network(minter.surrogate(finding("ip", network), network))
    for host in list(ipaddress.ip_network(network).hosts())[3::997][:8]:
        address = ipaddress.ip_address(minter.surrogate(finding("ip", str(host)), str(host)))
        assert address in hidden
        assert address.is_private


def test_numbers_are_valid_and_reach_nobody() -> None:
    for entity, surface in card.FAMILY.examples:
        digits = [int(c) for c in mint("card", entity, surface) if c.isdigit()]
        assert sum(d if i % 2 == 0 else sum(divmod(2 * d, 10)) for i, d in enumerate(digits[::-1])) % 10 == 0
        assert len(digits) == len(entity)
    iban = mint("iban", "DE89370400440532013000", "DE89370400440532013000")
    assert int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1
    assert mint("phone", "01023456789", "010-2345-6789").startswith("010-0")
    assert mint("phone", "3128364421", "(312) 836-4421").startswith("(312) 555-01")
    assert mint("rrn", "9003151234567", "900315-1234567")[8:10] in ("96", "97", "98", "99")


@pytest.mark.parametrize(("entity", "surface"), ip.FAMILY.examples)
def test_addresses_stay_in_their_block(entity: str, surface: str) -> None:
    old, new = (ipaddress.ip_network(text, strict=False) for text in (surface, mint("ip", entity, surface)))

    assert new.version == old.version
    assert not new.is_global
    assert new.prefixlen == old.prefixlen


@pytest.mark.parametrize(("family", "entity", "surface"), [e for e in EXAMPLES if e[0] in ("card", "code", "iban", "mac", "phone", "plate",
                                                                                      "rrn", "secret")])  # fmt: skip
def test_shape_stays(family: str, entity: str, surface: str) -> None:
    hidden = mint(family, entity, surface)

    assert len(hidden) == len(surface)
    assert [c for c in hidden if not c.isalnum()] == [c for c in surface if not c.isalnum()]
