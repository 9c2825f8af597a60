"""Azure OpenAI: OpenAI's places under a deployment's path."""

from __future__ import annotations

from tests.wire.places import CHAT, RESPONSES
from tests.wire.places import REPLIES as OPENAI_REPLIES
from tests.wire.places import REQUESTS as OPENAI_REQUESTS
from tests.wire.places import STREAMS as OPENAI_STREAMS

PATHS = {"/openai/deployments/gpt-4o/chat/completions": CHAT, "/openai/v1/responses": RESPONSES, "/openai/deployments/e-3/embeddings": "/v1/embeddings"}
REQUESTS = {path: OPENAI_REQUESTS[like] for path, like in PATHS.items()}
REPLIES = {path: OPENAI_REPLIES[like] for path, like in PATHS.items() if like in OPENAI_REPLIES}
STREAMS = {path: OPENAI_STREAMS[like] for path, like in PATHS.items() if like in OPENAI_STREAMS}
