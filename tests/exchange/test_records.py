"""The fields of a record say together what each says alone only weakly: JSON as a message, in a block, as a tool's arguments."""

from __future__ import annotations

import json
from typing import Any

import pytest

from garim import Screen
from garim.exchange.steps import Task, hidden
from garim.wire import protocols

RECORDS: tuple[tuple[dict[str, Any], tuple[str, ...]], ...] = (
    ({"slb_id": "slb-20261129-000417", "merchant": "3048812775", "token": "tok_9fK2mQx7", "status": "approved", "amount": 128000, "terminal": "TRM-88213"}, ("000417", "3048812775", "9fK2mQx7", "TRM-88213")),
    ({"invoice": "INV-2026-77120", "customer": "CUS0048213", "lines": [{"sku": "KQX-4417-B", "qty": 4}, {"sku": "KQX-9920-A", "qty": 1}], "currency": "KRW"}, ("77120", "0048213", "KQX-4417", "KQX-9920")),
    ({"접수번호": "R26-110938", "고객번호": "71840226", "지점": "강남2지점", "상태": "처리중", "담당": "한소라"}, ("R26-110938", "71840226", "강남2지점", "한소라")),
    ({"patient": "P-00913377", "ward": "7W-12", "order": "ORD-5527781", "drug": "amoxicillin", "by": "Sora Whitlock"}, ("00913377", "5527781", "Whitlock")),
)  # fmt: skip
PUBLIC: tuple[dict[str, Any], ...] = (
    {"name": "demo", "version": "18.2.0", "license": "MIT", "dependencies": {"react": "^18.2.0", "loose-envify": "^1.1.0"}},
    {"compilerOptions": {"target": "ES2022", "module": "NodeNext", "strict": True, "outDir": "dist"}, "include": ["src"]},
    {"openapi": "3.1.0", "info": {"title": "Petstore", "version": "1.0.0"}, "paths": {"/pets": {"get": {"operationId": "listPets"}}}},
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "nginx"}, "spec": {"replicas": 3}},
)


@pytest.fixture(scope="module")
def screen() -> Screen:
    return Screen(key=bytes(range(32)))


def left(screen: Screen, message: dict[str, Any]) -> dict[str, Any]:
    """The message as it leaves."""
    protocol = protocols.find("POST", "/v1/chat/completions", {})
    assert protocol is not None
    body = json.dumps({"model": "m", "messages": [message]}, ensure_ascii=False).encode()
    out: dict[str, Any] = json.loads(hidden(Task("POST", "/v1/chat/completions", body), screen.screening, protocol).out.body)
    return dict(out["messages"][-1])


@pytest.mark.parametrize("form", ["message", "block", "tool"])
@pytest.mark.parametrize(("record", "values"), RECORDS)
def test_ids_of_a_record_are_hidden(screen: Screen, form: str, record: dict[str, Any], values: tuple[str, ...]) -> None:
    said = json.dumps(record, ensure_ascii=False)
    call = {"role": "assistant", "content": None, "tool_calls": [{"id": "call_1", "type": "function", "function": {"name": "save", "arguments": said}}]}
    message = {
        "message": {"role": "user", "content": said},
        "block": {"role": "user", "content": [{"type": "text", "text": said}]},
        "tool": call,
    }[form]
    out = json.dumps(left(screen, message), ensure_ascii=False)

    assert [value for value in values if value in out] == []


NUMBER = "4539" + "578763621486"


@pytest.mark.parametrize(
    "said",
    [f"카드번호 {NUMBER} 유효기간 09/29 CVC 318 취소해줘", "card 4539 5787 6362 1486 exp 09/29 cvv 318", json.dumps({"cardNo": NUMBER, "exp": "09/29", "cvc": "318"})],
)
def test_what_stands_beside_a_card_number_goes_with_it(screen: Screen, said: str) -> None:
    out = left(screen, {"role": "user", "content": said})["content"]

    assert [value for value in (NUMBER, "09/29", "318") if value in out] == []
    assert "318" not in screen.hide(said).text


@pytest.mark.parametrize("record", PUBLIC)
def test_a_public_record_stays(screen: Screen, record: dict[str, Any]) -> None:
    said = json.dumps(record)

    assert left(screen, {"role": "user", "content": said})["content"] == said
