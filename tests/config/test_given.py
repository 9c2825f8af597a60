"""A garim.toml that was only found adds protection and takes none, wherever it lies, until the user says that it is hers."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from garim import Screen, cli
from garim.config import Loader, Settings, read
from garim.config.given import NAME, again, distrust, settled, standing, trust
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
    """However it is spelled, with version control around it or without, as in an archive that was unpacked: nothing of it holds,
    what does not is named, and nothing is run."""
    folder = tmp_path / where
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(text)
    out = settled(None, folder, {})

    assert unasked(out) == read(None, {}) and out.left and not (folder / "ran").exists()


def unasked(settings: Settings) -> Settings:
    return msgspec.structs.replace(settings, left=(), projects=())


@pytest.mark.parametrize(("text", "left"), [
    ('[screen]\nlegend = "ko"', "[screen] legend"),
    ("[screen\n", "all of it: it is not TOML"),
    ("x = " + "[" * 9999, "all of it: it is not TOML"),
    ("\udcff", "all of it: byte 0 is not UTF-8"),
    ("[screen]\nno_such = 1", "[screen] no_such"),
    ("[no_such]\nx = 1", "[no_such] x"),
    ('[screen]\nlexicons = ["none.jsonl"]', "[screen] lexicons: No such file or directory"),
    ('[screen]\nlexicons = [".git"]', "[screen] lexicons: it is a folder, no file"),
    ('[[policy.rules]]\nname = "x"\nkinds = ["persn"]\nroute = "nowhere"', "[policy] rules: rule 'x' kind 'persn' matches nothing"),
    ('[[policy.rules]]\nname = "x"\nhours = "25:00"\nroute = "nowhere"', "[policy] rules"),
    ('[[policy.rules]]\nname = 1\nroute = "nowhere"', "[policy] rules"),
    ('[[policy.rules]]\nname = "theirs"\nkinds = ["email"]\nroute = "inside"', "[policy] rules: rule 'theirs' has the name of an earlier rule"),
    ("[policy]\nlocked = [1]", "[policy] locked"),
    ('[replies]\ntool_arguments = "restore"', "[replies] tool_arguments"),
])
def test_whatever_it_says_it_stops_nothing_and_its_good_rest_holds(repo: Path, text: str, left: str) -> None:
    """Whoever put it there would else decide whether Garim runs at all; beside `legend` stands a rule that holds."""
    (repo / ".git").mkdir()
    (repo / "garim.project.toml").write_text('[[policy.rules]]\nname = "theirs"\nkinds = ["person"]\nroute = "nowhere"\n')
    good = '\n[[policy.rules]]\nname = "good"\nkinds = ["host"]\nroute = "nowhere"\n' if "all of it" not in left else ""
    (repo / NAME).write_bytes((text + good).encode("utf-8", "surrogateescape"))
    out = settled(None, repo, {})
    Loader(out, key=bytes(32))

    assert any(one.startswith(left) for one in out.left)
    assert {rule.name for rule in out.rules} == ({"good", "theirs"} if good else {"theirs"})


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_whoever_types_a_command_reads_what_does_not_hold(repo: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    monkeypatch.chdir(repo)
    monkeypatch.setenv("LC_ALL", f"{lang}_XX.UTF-8")
    (repo / NAME).write_text(ALL + '[screen]\nlegend = "ko"\n"\\u001b[2Jbad" = 1\n' + "".join(f"k{n} = 1\n" for n in range(30)))
    got = CliRunner().invoke(cli.build("policy"), ["policy", "check"])

    assert got.exit_code == 0 and "garim trust garim.toml" in got.stderr
    assert "[screen] legend" in got.stderr and "[[upstream]]" in got.stderr and "\x1b" not in got.stderr
    assert ("적용하지 않은 설정" if lang == "ko" else "not applied") in got.stderr and "k29" not in got.stderr


def test_a_program_that_finds_a_file_has_it_whole_or_not_at_all(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads what a library would tell."""
    monkeypatch.chdir(repo)
    with pytest.raises(BadSettings, match="not there"):
        Screen.open()
    (repo / NAME).write_text(ADDS + '[screen]\nlegend = "ko"\n')
    with pytest.raises(BadSettings, match=r"only found here.* \[screen\] legend"):
        Screen.open()
    assert Screen.open(NAME).settings.screen.legend == "ko"
    (repo / NAME).write_text(ADDS)
    assert Screen.open().settings.replies.redact
    (repo / NAME).write_text(ADDS + '[screen]\nlegend = "ko"\n')
    trust(repo / NAME)
    assert Screen.open().settings.screen.legend == "ko"


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
        assert bool(settled(None, folder, {}).upstreams) == hers


def test_it_may_add(repo: Path) -> None:
    """Rules that refuse, locks, care with replies; beside what garim.project.toml adds."""
    (repo / NAME).write_text(ADDS)
    (repo.parent / "garim.project.toml").write_text(ADDS.replace("host", "person"))
    out = settled(None, repo, {"GARIM_SCREEN_LEGEND": "ko"})

    assert [rule.name for rule in out.rules] == ["no persons", "no hosts"] and out.replies.redact and out.screen.legend == "ko"
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
    assert not settled(None, tmp_path, {}).upstreams
    assert settled(path, tmp_path, {}).upstreams and not settled(path, tmp_path, {}).found
    trust(path)
    mine = settled(None, tmp_path, {})
    assert mine.upstreams and mine.found and mine.policy.locked == () and again(mine, tmp_path) == mine
    path.write_text(ALL + "# pulled\n")
    for again_read in (lambda: settled(None, tmp_path, {}), lambda: again(mine, tmp_path)):
        assert not again_read().upstreams
    path.write_text(ALL)
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / NAME).write_text(ALL)
    assert not settled(None, tmp_path / "copy", {}).upstreams
    assert settled(None, tmp_path, {}).upstreams and distrust(path) and not distrust(path)
    assert not settled(None, tmp_path, {}).upstreams


def test_a_link_into_a_repository_and_another_users_file(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it really lies counts too, and who owns it."""
    (repo / NAME).write_text(ALL)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / NAME).symlink_to(repo / NAME)
    assert not settled(None, tmp_path / "mine", {}).upstreams
    own = tmp_path / "config-home" / "garim"
    own.mkdir(parents=True)
    (own / NAME).write_text(ALL)
    if os.getuid():
        pytest.skip("only root can give a file to somebody")
    os.chown(own / NAME, 12345, 12345)
    assert not settled(None, own, {}).upstreams


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
    assert not settled(None, tmp_path, {}).screen.key_command
    assert settled(tmp_path / NAME, tmp_path, {}).screen.key_command
    trust(tmp_path / NAME)
    assert settled(None, tmp_path, {}).screen.key_command and not (tmp_path / "ran").exists()


def test_which_file_is_in_force_is_told_and_why_another_is_not(tmp_path: Path) -> None:
    """Named, trusted, changed since, only found, in her own folder, of the repository."""
    here, own = tmp_path / NAME, tmp_path / "config-home" / "garim" / NAME

    def told(named: Path | None = None, folder: Path = tmp_path) -> str:
        return "; ".join(standing(settled(named, folder, {}), named, folder))

    assert told() == "no settings file is in force, only the defaults and what GARIM_… variables say"
    own.parent.mkdir(parents=True)
    own.write_text("")
    assert f"{own} is not read: name it with --config" in told()
    assert told(own) == f"{own} is in force: it was named"
    assert told(folder=own.parent) == f"{own} is in force: it lies in your own folder for settings"
    here.write_text('[policy]\nlocked = ["person"]\n')
    assert "no settings file is in force" in told() and f"{here} can only add protection: it was only found here and not named" in told()
    assert f"{here} is not read: another was named" in told(own)
    trust(here)
    assert told() == f"{here} is in force: you trusted it as it stands"
    here.write_text('[policy]\nlocked = ["email"]\n')
    assert f"{here} can only add protection: it was changed since you trusted it" in told() and "garim trust garim.toml" in told()
    (tmp_path / "garim.project.toml").write_text("[replies]\nredact = true\n")
    assert f"{tmp_path / 'garim.project.toml'} adds protection" in told(own)
