"""What clients' configurations say with Garim in them: readable by their own format, and nothing of the person's lost."""

from __future__ import annotations

import json
import tomllib

import pytest

from garim.clients import Place, all_clients, client
from garim.errors import BadInput

AT = Place("http://127.0.0.1:8787")
EDITS = [(one.name, edit) for one in all_clients().values() for edit in one.edits]


@pytest.mark.parametrize("name", all_clients())
def test_a_client_says_all_that_is_needed(name: str) -> None:
    """Started from here or explained; its address is Garim's, and none of its keys is invented where its own goes on."""
    one = client(name)
    said = json.dumps([dict(one.environment(AT)), one.arguments(AT)])

    assert one.programs or one.by_hand
    assert not one.programs or AT.url in said and one.install
    assert set(one.homes) == set(one.protocols)
    assert "API_KEY" not in said.replace("OPENAI_API_KEY", "") or name == "codex"


def test_a_key_for_garim_reaches_those_that_can_send_it() -> None:
    """Beside the own key, or in its place."""
    for own in (True, False):
        at = Place("http://127.0.0.1:9", key="kkk", own_key=own)
        for name in ("claude", "codex", "opencode"):
            assert "kkk" in json.dumps(dict(client(name).environment(at)))


@pytest.mark.parametrize(("name", "edit"), EDITS, ids=lambda one: one if isinstance(one, str) else "")
def test_a_fresh_file(name: str, edit) -> None:  # type: ignore[no-untyped-def]
    """From nothing: it names Garim."""
    assert "127.0.0.1:8787" in edit.write("", AT)


def test_json_keeps_the_rest() -> None:
    """Other keys stay; comments are refused, not lost."""
    for name in ("claude", "opencode"):
        (edit,) = client(name).edits
        out = json.loads(edit.write('{"theme": "다크", "env": {"A": "1"}, "provider": {"anthropic": {"options": {"timeout": 9}}}}', AT))
        assert (out["theme"], out["env"]["A"], out["provider"]["anthropic"]["options"]["timeout"]) == ("다크", "1", 9)
        for bad in ('{"a": 1, // x\n}', "[]", '{"env": 3, "provider": 3}'):
            with pytest.raises(BadInput):
                edit.write(bad, AT)


@pytest.mark.parametrize("before", ['model = "gpt-5"\n', '# mine\nmodel_provider = "azure"\n\n[tools]\nx = true\n', "[a]\nmodel_provider = 1", 'x = """\n[y]\n"""\n'])
def test_toml_keeps_the_rest(before: str) -> None:
    """Tables, comments and the old values are there; the provider is ours."""
    (edit,) = client("codex").edits
    out = tomllib.loads(edit.write(before, AT))

    assert out.pop("model_provider") == "garim" and out.pop("model_providers")["garim"]["base_url"] == AT.url + "/v1"
    was = tomllib.loads(before)
    was.pop("model_provider", None)
    assert out == was


@pytest.mark.parametrize("before", ["a = ", "[model_providers.garim]\nname = 'x'\n", '"model_provider" = "x"\n'])
def test_toml_that_is_not_understood_is_refused(before: str) -> None:
    """Not written over."""
    (edit,) = client("codex").edits
    with pytest.raises(BadInput):
        edit.write(before, AT)


def test_yaml_lines() -> None:
    """What is said already is not said twice."""
    (edit,) = client("aider").edits
    assert edit.write("model: gpt-5", AT).startswith("model: gpt-5\nopenai-api-base: http://127.0.0.1:8787/v1\n")
    with pytest.raises(BadInput):
        edit.write("openai-api-base: x\n", AT)


def test_an_unknown_client_is_told_with_those_that_are_known() -> None:
    """One line."""
    with pytest.raises(BadInput) as refused:
        client("nosuch")
    assert "claude" in refused.value.hint
