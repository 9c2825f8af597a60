"""Continue. Source: https://docs.continue.dev/reference (models: apiBase, requestOptions)"""

from __future__ import annotations

from garim.clients import Client, Kept

CLIENT = Client(
    name="continue",
    title="Continue",
    protocols=("openai", "anthropic"),
    homes={"openai": "https://api.openai.com", "anthropic": "https://api.anthropic.com"},
    by_hand="in ~/.continue/config.yaml give each model `apiBase: http://127.0.0.1:8787/v1`; docs/clients/continue.md shows it",
    kept=(Kept(path=".continue/sessions/*.json", form="json"),),
)
