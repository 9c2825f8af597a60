"""Bitcoin and Ethereum addresses, Bitcoin's old form with its checksum."""

from __future__ import annotations

from hashlib import sha256

from garim.detect.patterns.kind import Kind

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def is_wallet(text: str) -> bool:
    """Whether a base58 address has its double SHA-256 checksum; bech32 and 0x addresses by their varied shape alone."""
    if text.startswith(("bc1", "BC1", "0x", "0X")):
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
        pattern=r"[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[ac-hj-np-z02-9]{11,71}|BC1[AC-HJ-NP-Z02-9]{11,71}|0[xX][0-9a-fA-F]{40}",
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
    Kind(
        name="crypto_wallet.near",
        pattern=(
            r"(?:(?i:\bsolana|\bsol\b|wallet|지갑|phantom|\bxrp|ripple|\btrx|\btron|usdt|\bltc|litecoin|doge(?:coin)?|"
            r"cardano|crypto|\bbtc|bitcoin|\beth\b|ethereum)"
            r"(?i:[ _-]?(?:address|addr|wallet|account|주소|to|is|was|=|:|은|는|로|\()){0,4}[ :=(\"']{0,4})"
            r"(?P<v>(?:ltc1|addr1|cosmos1|bnb1|bc1)[0-9a-z]{30,100}|[0-9A-Za-z]{26,62})"
        ),
        family="code",
        edges="word",
        accept=lambda text: sum(c.isdigit() for c in text) > 2 and sum(c.isalpha() for c in text) > 9 and "_" not in text,
        found=(
            "solana address «7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV»",
            "wallet «TNPeeaaFB7K9cmo4uQpcU32zGK8G1NYqeL»",
            "XRP «rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh»",
        ),
        ignored=(
            "sha 7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV",
            "wallet service",
            "walletConnectionInitializationService",
            "solana 1234",
        ),
        rank=60,
        source="base58 addresses of Solana, Tron and the XRP Ledger; bech32",
    ),
)
