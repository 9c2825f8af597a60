"""Bitcoin and Ethereum addresses, Bitcoin's old form with its checksum."""

from __future__ import annotations

from hashlib import sha256

from garim.detect.kind import Kind

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def is_wallet(text: str) -> bool:
    """Whether a base58 address has its double SHA-256 checksum; bech32 and 0x addresses by their varied shape alone."""
    if text.startswith(("bc1", "0x")):
        return len(set(text)) > 8
    number = 0
    for c in text:
        number = number * 58 + ALPHABET.index(c)
    if number.bit_length() > 200:
        return False
    raw = number.to_bytes(25, "big")
    return sha256(sha256(raw[:-4]).digest()).digest()[:4] == raw[-4:]


KINDS = (
    Kind(
        name="crypto_wallet",
        pattern=r"[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[ac-hj-np-z02-9]{11,71}|0x[0-9a-fA-F]{40}",
        family="code",
        edges="word",
        accept=is_wallet,
        found=(
            "BTC «1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa»",
            "to «bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq»",
            "ETH «0x52908400098527886E0F7030069857D2E4169EE7»",
        ),
        ignored=("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "0x0000000000000000000000000000000000000000", "0x1234"),
        rank=72,
        source="BIP-13, BIP-173, EIP-55",
    ),
)
