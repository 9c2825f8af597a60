"""What stands beside a body is a closed list of forms; whose a path is; how each vendor tells of an error."""

from __future__ import annotations

import orjson
import pytest

from garim.errors import BadInput, Refused, TooLarge
from garim.wire import protocols
from garim.wire.vendors import all_vendors, machine_id, vendor

PATHS = [
    ("POST", "/v1/chat/completions", {}, "chat", "openai", ""),
    ("POST", "/v1/messages", {"anthropic-version": "x"}, "anthropic", "anthropic", ""),
    ("POST", "/openai/deployments/gpt-4o/chat/completions", {}, "chat", "azure", "gpt-4o"),
    ("POST", "/openai/v1/responses", {}, "responses", "azure", ""),
    ("POST", "/v1beta/models/gemini-2.5-pro:generateContent", {}, "gemini", "gemini", "gemini-2.5-pro"),
    ("POST", "/v1beta/models/gemini-2.5-pro:streamGenerateContent", {}, "gemini", "gemini", "gemini-2.5-pro"),
    ("GET", "/v1/responses/resp_68af4030592c81938ec0a5fbab4a3e9f05438e46b5f69a3b", {}, "responses", "openai", ""),
    ("GET", "/v1/responses/resp_1/input_items", {}, "responses", "openai", ""),
]


@pytest.mark.parametrize(("method", "path", "headers", "name", "whose", "model"), PATHS, ids=[p[1] for p in PATHS])
def test_a_path_has_a_protocol_and_a_vendor(method: str, path: str, headers: dict[str, str], name: str, whose: str, model: str) -> None:
    found = protocols.find(method, path, headers)

    assert found is not None and found.vendor is not None
    assert (found.name, found.vendor.name, found.model) == (name, whose, model)


@pytest.mark.parametrize(
    "path",
    ["/v1/responses/resp_haeoreumbank", "/v1/responses/resp_2024haeoreumbank", "/v1/responses/narae", "/v1/responses/resp_\ub098\ub798", "/v1beta/models/a b:generateContent", "/openai/deployments/\ub098\ub798/chat/completions", "/v1/chat/completions/x"],
)
def test_an_address_that_could_say_something_is_nobodys(path: str) -> None:
    assert all(protocols.find(method, path, {}) is None for method in ("GET", "POST", "DELETE"))


IDS = [
    "call_9mKqB3xZ1cVn7LpR5tYw2s8d", "toolu_01A09q90qw90lq917835lq9x", "srvtoolu_01WYG3ziw53XMcoyKL4XcZmE", "mcptoolu_014Q35RayjACSWkSj4X2yov1", "toolu_bdrk_01Q9dKfTWb2Zh8sR4m1uXvC7", "toolu_vrtx_01Jx3BHdXwLm5y9QWq2Vz1aB",
    "resp_68af4030592c81938ec0a5fbab4a3e9f", "msg_67ccd2bf17f0819081ff3bb2cf6508e6", "rs_6823cc9ccb2081919f18dd7c", "fc_12345678abcdef01", "chatcmpl-tool-8f2b1c9e0d4a4f6e9b7c5d3e1f0a2b4c", "call_00_1f0c2b3a-4d5e-6f70-8192-a3b4c5d6e7f8", "chatcmpl-123",
]  # fmt: skip


@pytest.mark.parametrize("made", [i for i in IDS if "_00_" not in i])
def test_ids_of_all_vendors_are_known(made: str) -> None:
    assert machine_id().fullmatch(made)


@pytest.mark.parametrize("made", ["haeoreum_9mKqB3xZ1cVn7LpR5tYw2s8d", "call_haeoreumbank2024", "call_\ub098\ub798", "toolu_01 narae", "narae", "call_", "resp_HAEOREUMBANK123"])
def test_what_could_say_something_is_no_id(made: str) -> None:
    assert not machine_id().fullmatch(made)


QUERIES = [
    ("openai", "after=msg_67ccd2bf17f0819081ff3bb2cf6508e6&limit=20&order=asc&include[]=reasoning.encrypted_content&include%5B%5D=file_search_call.results", True),
    ("openai", "stream=true&starting_after=12", True), ("openai", "", True), ("anthropic", "beta=true", True), ("azure", "api-version=2024-10-21", True), ("azure", "api-version=2025-04-01-preview", True), ("gemini", "alt=sse", True),
    ("openai", "after=narae", False), ("openai", "include[]=narae", False), ("openai", "order=narae", False), ("openai", "stream=narae", False), ("openai", "beta=true", False), ("openai", "narae=1", False), ("openai", "narae", False),
    ("anthropic", "beta=narae", False), ("azure", "api-version=narae", False), ("gemini", "alt=sse&key=AIzaSyNotAKey", False), ("gemini", "alt=narae", False), ("openai", "limit=%6e%61%72", False), ("openai", "&", False), ("openai", "limit=9&&", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "query", "good"), QUERIES, ids=[f"{n} {q}" for n, q, _ in QUERIES])
def test_a_query_holds_known_forms_only(name: str, query: str, good: bool) -> None:
    if good:
        vendor(name).check_query(query)
        return
    with pytest.raises(BadInput) as caught:
        vendor(name).check_query(query)
    assert "narae" not in caught.value.message + caught.value.hint and "AIza" not in caught.value.message + caught.value.hint


HEADERS = [
    ("anthropic", b"anthropic-beta", b"interleaved-thinking-2025-05-14,claude-code-20250219, context-1m-2025-08-07", True), ("anthropic", b"anthropic-version", b"2023-06-01", True), ("openai", b"openai-beta", b"assistants=v2", True), ("openai", b"openai-beta", b"responses=experimental", True),
    ("anthropic", b"anthropic-beta", b"narae", False), ("anthropic", b"anthropic-beta", b"ask narae 2024-01-01", False), ("anthropic", b"anthropic-version", b"narae", False), ("openai", b"openai-beta", b"narae=v2", False), ("openai", b"openai-beta", "\ub098\ub798".encode(), False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "header", "value", "good"), HEADERS, ids=range(len(HEADERS)))
def test_a_header_holds_known_forms_only(name: str, header: bytes, value: bytes, good: bool) -> None:
    if good:
        assert vendor(name).passed({header: value, b"x-other": b"narae"}, own=False) == {header.decode(): value.decode()}
        return
    with pytest.raises(BadInput):
        vendor(name).passed({header: value}, own=False)


@pytest.mark.parametrize("name", [one.name for one in all_vendors()])
def test_an_error_has_a_code_and_a_hint_in_every_vendors_shape(name: str) -> None:
    for failure in (BadInput("bad", hint="do this"), Refused("no", hint="do this"), TooLarge("big", hint="do this")):
        error = orjson.loads(vendor(name).error(failure))["error"]
        assert error["message"] == failure.message
        assert failure.code in (error["code"], error.get("details", [{}])[0].get("reason"))
        assert "do this" in orjson.dumps(error).decode()


def test_models_are_read_as_they_are_written() -> None:
    for one in all_vendors():
        if one.models is not None:
            assert one.models.read(orjson.loads(one.models.write([("a-1", "x"), ("b-2", "y")]))) == ["a-1", "b-2"]
            assert one.models.read({"data": 7, "models": 7}) == [] == one.models.read(None)
