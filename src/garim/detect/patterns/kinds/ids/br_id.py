"""Brazilian taxpayer numbers of people (CPF) and companies (CNPJ): by their punctuation, or next to a word."""

from __future__ import annotations

from garim.detect.patterns.kind import Kind
from garim.detect.patterns.kinds._checks import varied

KINDS = (
    Kind(
        name="br_id",
        pattern=r"\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}",
        family="code",
        accept=varied,
        found=("CPF «447.122.310-94»", "empresa «44.712.231/0001-94»", "(«111.444.777-35»)"),
        ignored=("000.000.000-00", "447.122.310", "44.712.231/001"),
        rank=66,
        source="Receita Federal",
    ),
    Kind(
        name="br_id.plain",
        pattern=r"(?i)\b(?:cpf|cnpj)(?: (?:n[oº.]{1,2}|number|is))?[ :=#]{0,3}(?P<v>\d{14}|\d{11})",
        family="code",
        accept=varied,
        found=("cpf «44712231094»", "CNPJ: «44712231000194»", "CPF=«11144477735»"),
        ignored=("cpf invalid", "CPF 4471", "44712231094"),
        rank=62,
        source="Receita Federal",
    ),
)
