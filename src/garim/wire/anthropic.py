"""What Anthropic's protocols share: keys, words and ids of their requests, their errors.

Source: https://docs.anthropic.com/en/api
"""

from __future__ import annotations

import orjson

from garim.errors import GarimError
from garim.wire.grammar import Grammar
from garim.wire.openai import SCHEMA_KEYS, SCHEMA_TYPES

KEYS = SCHEMA_KEYS | frozenset(
    "model messages system role content type text source media_type data url name id input tool_use_id is_error tools "
    "tool_choice input_schema max_tokens metadata user_id stop_sequences stream temperature top_k top_p thinking "
    "budget_tokens signature cache_control ttl citations enabled title context service_tier container mcp_servers "
    "authorization_token tool_configuration allowed_tools cited_text document_index document_title start_char_index "
    "end_char_index start_page_number end_page_number start_block_index end_block_index disable_parallel_tool_use caller "
    "context_management edits output_config effort file_id max_uses allowed_domains blocked_domains user_location city "
    "region country timezone display_width_px display_height_px display_number tool_name output_format schema "
    "encrypted_content encrypted_index page_age search_result_index".split()
)
WORDS: dict[str, frozenset[str]] = {
    "role": frozenset("user assistant system".split()),
    "type": SCHEMA_TYPES
    | frozenset(
        "text image document tool_use tool_result thinking redacted_thinking base64 url ephemeral auto any tool none "
        "enabled disabled adaptive custom content search_result server_tool_use web_search_tool_result web_fetch_tool_result "
        "code_execution_tool_result mcp_tool_use mcp_tool_result container_upload file char_location page_location "
        "content_block_location web_search_result_location search_result_location json_schema".split()
    ),
    "ttl": frozenset(("5m", "1h")),
    "service_tier": frozenset("auto standard_only".split()),
    "effort": frozenset("low medium high max".split()),
    "media_type": frozenset(
        "text/plain text/markdown text/csv application/json application/pdf image/png image/jpeg image/gif image/webp".split()
    ),
    "format": frozenset("date date-time time email uri uuid ipv4 ipv6 hostname".split()),
}
GRAMMAR = Grammar(
    keys=KEYS,
    words=WORDS,
    ids=frozenset(("id", "tool_use_id", "file_id", "container")),
    sealed={
        "signature": ("thinking",),
        "thinking": ("thinking",),
        "data": ("redacted_thinking",),
        "encrypted_content": ("web_search_result", "compaction"),
        "encrypted_index": ("web_search_result_location",),
    },
    system="blocks",
)
TYPES = {400: "invalid_request_error", 401: "authentication_error", 403: "permission_error", 404: "not_found_error"}
TYPES |= {413: "request_too_large", 429: "rate_limit_error", 503: "overloaded_error"}


def error(failure: GarimError) -> bytes:
    """An error as Anthropic's clients read it."""
    shape = failure.shape()
    kind = TYPES.get(failure.status, "invalid_request_error" if failure.status < 500 else "api_error")
    return orjson.dumps({"type": "error", "error": {**shape, "type": kind}})
