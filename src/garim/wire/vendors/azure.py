"""Azure OpenAI: OpenAI's protocols under a deployment's name, with a version in the address.

Source: https://learn.microsoft.com/azure/ai-services/openai/reference
"""

from __future__ import annotations

import garim.late as re
from garim.wire.openai import error
from garim.wire.vendors import DATE, TAIL, Vendor
from garim.wire.vendors.openai import VENDOR as OPENAI

DEPLOYMENT = r"/openai/deployments/(?P<model>[A-Za-z0-9._-]{1,64})"
RESPONSE = f"resp_{TAIL}"
VENDOR = Vendor(
    name="azure",
    speaks={
        "chat": {"POST": re.compile(rf"{DEPLOYMENT}/chat/completions|/openai/v1/chat/completions")},
        "completions": {"POST": re.compile(rf"{DEPLOYMENT}/completions|/openai/v1/completions")},
        "embeddings": {"POST": re.compile(rf"{DEPLOYMENT}/embeddings|/openai/v1/embeddings")},
        "responses": {
            "POST": re.compile(rf"/openai(?:/v1)?/responses(?:/{RESPONSE}/cancel)?"),
            "GET": re.compile(rf"/openai(?:/v1)?/responses/{RESPONSE}(?:/input_items)?"),
            "DELETE": re.compile(rf"/openai(?:/v1)?/responses/{RESPONSE}"),
        },
    },
    base="/openai",
    ids=OPENAI.ids,
    query={**OPENAI.query, "api-version": re.compile(rf"{DATE.pattern}|preview|latest|v1")},
    key=("api-key", ""),
    keys=("api-key", "authorization"),
    error=error,
)
