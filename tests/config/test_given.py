"""A garim.toml that was only found adds protection and takes none, wherever it lies, until the user says that it is hers."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from garim.config import Loader, Settings
from garim.config.given import NAME, again, distrust, settled, trust
from garim.errors import BadSettings

ALL = '[[upstream]]\nname = "x"\nurl = "http://192.0.2.1"\n[policy]\nlocked = []\n'
TAKES = [
    ALL, '[screen]\nkey_command = ["touch", "ran"]', "screen.key_command = ['touch', 'ran']", '[screen]\n"key\\u005fcommand" = ["touch", "ran"]',
    '[screen]\nkey_file = "key"', '[screen]\nnames = "off"', '[screen]\nunknown = "keep"', '[screen.styles]\nhost = "keep"',
    '[screen]\ntrusted_hosts = ["hanbyeol.example"]', '[screen]\ntaught = "taught.jsonl"', '[screen]\nlexicons = ["../x.jsonl"]',
    '[policy]\nallow = ["images"]', '[policy]\nfolder = "rules"', '[[policy.rules]]\nname = "x"\nkinds = ["host"]\nstyle = "keep"',
    '[store]\nurl = "postgresql://192.0.2.1/x"', '[store]\nanchor = "off"', '[gateway]\nbind = "0.0.0.0:1"', '[[gateway.clients]]\nname = "x"\nkey_sha256 = "00"',
    '[oidc]\nissuer = "https://hanbyeol.example"', '[models]\nnames_path = "model"', "found = false", "projects = []", 'base = "/"', 'file = "x"',
]  # fmt: skip
ADDS = '[[policy.rules]]\nname = "no hosts"\nkinds = ["host"]\nroute = "nowhere"\n[policy]\nlocked = ["host"]\n[replies]\nredact = true\n'


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config-home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository's folder below its root."""
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "deep").mkdir()
    return tmp_path / "repo" / "deep"


@pytest.mark.parametrize("where", ["repo/deep", "downloaded/project-main", "."])
@pytest.mark.parametrize("text", TAKES)
def test_a_file_that_was_only_found_takes_nothing(repo: Path, tmp_path: Path, where: str, text: str) -> None:
    """However it is spelled, with version control around it or without, as in an archive that was unpacked: told in words with
    the way out, nothing run."""
    folder = tmp_path / where
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(text)
    with pytest.raises(BadSettings, match="was only found") as refused:
        settled(None, folder, {})
    assert "garim trust" in refused.value.hint and "--config" in refused.value.hint and not (folder / "ran").exists()


@pytest.mark.parametrize("link", [False, True])
def test_the_users_own_folder_for_settings_is_hers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: bool) -> None:
    """~/.config/garim; but not what a link in it leads to, nor a folder in it."""
    own = tmp_path / "config-home" / "garim"
    (own / "below").mkdir(parents=True)
    (own / "below" / NAME).write_text(ALL)
    if link:
        (own / NAME).symlink_to(own / "below" / NAME)
    else:
        (own / NAME).write_text(ALL)

    for folder, hers in ((own, not link), (own / "below", False)):
        if hers:
            assert settled(None, folder, {}).upstreams
        else:
            with pytest.raises(BadSettings, match="was only found"):
                settled(None, folder, {})


def test_it_may_add(repo: Path) -> None:
    """Rules that refuse, locks, care with replies; beside what garim.project.toml adds."""
    (repo / NAME).write_text(ADDS)
    (repo.parent / "garim.project.toml").write_text(ADDS.replace("host", "person"))
    out = settled(None, repo, {"GARIM_SCREEN_LEGEND": "ko"})

    assert [rule.name for rule in out.rules] == ["no hosts", "no persons"] and out.replies.redact and out.screen.legend == "ko"
    assert {"host", "person", "secret*"} <= set(out.policy.locked) and out.upstreams == [] and len(out.projects) == 2
    (repo / NAME).write_text("[policy]\nlocked = []\n[replies]\nredact = false\n")
    assert settled(None, repo, {}).policy.locked == (*Settings().policy.locked, "person")
    assert [rule.name for rule in again(out, repo).rules] == ["no persons"]


@pytest.mark.parametrize("store", [".git", ".hg", ""])
def test_named_or_trusted_it_is_hers(tmp_path: Path, store: str) -> None:
    """--config names it, `garim trust` trusts these bytes; changed, moved or undone it is a stranger's again."""
    path = tmp_path / NAME
    path.write_text(ALL)
    if store:
        (tmp_path / store).write_text("gitdir: elsewhere")
    with pytest.raises(BadSettings):
        settled(None, tmp_path, {})
    assert settled(path, tmp_path, {}).upstreams and not settled(path, tmp_path, {}).found
    trust(path)
    mine = settled(None, tmp_path, {})
    assert mine.upstreams and mine.found and mine.policy.locked == () and again(mine, tmp_path) == mine
    path.write_text(ALL + "# pulled\n")
    for read in (lambda: settled(None, tmp_path, {}), lambda: again(mine, tmp_path)):
        with pytest.raises(BadSettings, match="was only found"):
            read()
    path.write_text(ALL)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / NAME).write_text(ALL)
    with pytest.raises(BadSettings):
        settled(None, tmp_path / "copy", {})
    assert settled(None, tmp_path, {}).upstreams and distrust(path) and not distrust(path)
    with pytest.raises(BadSettings):
        settled(None, tmp_path, {})


def test_a_link_into_a_repository_and_another_users_file(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it really lies counts too, and who owns it."""
    (repo / NAME).write_text(ALL)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / NAME).symlink_to(repo / NAME)
    with pytest.raises(BadSettings):
        settled(None, tmp_path / "mine", {})
    own = tmp_path / "config-home" / "garim"
    own.mkdir(parents=True)
    (own / NAME).write_text(ALL)
    if os.getuid():
        pytest.skip("only root can give a file to somebody")
    os.chown(own / NAME, 12345, 12345)
    with pytest.raises(BadSettings):
        settled(None, own, {})


def test_a_repositorys_words_make_no_host_a_home(tmp_path: Path) -> None:
    """Its lexicon hides; into an address of a host that it lists nothing is put back, and no compiled file of its is read."""
    (tmp_path / "words.jsonl").write_text('{"term": "hanbyeol.example", "kind": "domain"}\n{"term": "Qorvuna", "kind": "product"}\n')
    (tmp_path / "garim.project.toml").write_text('[screen]\nlexicons = ["words.jsonl"]\n')
    own = Loader(settled(None, tmp_path, {"GARIM_SCREEN_LEXICONS": f'["{tmp_path}/words.jsonl"]'}), key=bytes(32)).current()
    (tmp_path / "garim.project.toml").write_text("")
    for path in tmp_path.glob(".words*"):
        path.unlink()
    (tmp_path / "garim.project.toml").write_text('[screen]\nlexicons = ["words.jsonl"]\n')
    theirs = Loader(settled(None, tmp_path, {}), key=bytes(32)).current()

    assert own.listed("api.hanbyeol.example") and not theirs.listed("api.hanbyeol.example")
    assert [f.kind for f in theirs.detector.scan("Qorvuna is slow")] == ["product"] and theirs.taken("qorvuna")
    assert not list(tmp_path.glob(".words*"))


def test_a_trusted_file_may_run_a_command_for_the_key(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text('[screen]\nkey_command = ["/bin/sh", "-c", "touch ran"]\n', encoding="utf-8")
    with pytest.raises(BadSettings, match="was only found"):
        settled(None, tmp_path, {})
    assert settled(tmp_path / NAME, tmp_path, {}).screen.key_command
    trust(tmp_path / NAME)
    assert settled(None, tmp_path, {}).screen.key_command and not (tmp_path / "ran").exists()
