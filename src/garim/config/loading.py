"""Settings → a Screening: key, finders, lexicon, policy; compiled once, kept in caches, swapped when a source changes.

Compiling the patterns takes seconds and a lexicon of a million terms minutes, so both are kept as files in the user's cache
folder; a lexicon holds the company's words, so its folder and file are the user's alone. Files are keyed by what they were made
of; a stale one is remade.
"""

from __future__ import annotations

import gc
import time
from _thread import start_new_thread
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from fnmatch import fnmatchcase
from functools import partial
from glob import escape
from hashlib import sha256
from importlib import resources
from pathlib import Path
from threading import Lock

import orjson

from garim.config import cache
from garim.config.companies import companies
from garim.config.models import load_models
from garim.config.patterns import load_engine
from garim.config.policies import load_policy
from garim.config.scopes import open_key
from garim.config.settings import Settings, endpoint
from garim.config.taught import read as read_taught
from garim.config.taught import taught_path
from garim.detect.decide.decision import Decision
from garim.detect.lexicon import source as lexicon_source
from garim.detect.lexicon.lexicon import Lexicon, fingerprint
from garim.detect.lexicon.read import DOUBT
from garim.detect.names.names import Names
from garim.detect.patterns.kinds import all_kinds
from garim.detect.public import Table
from garim.detect.scan import Detector, Finder
from garim.errors import BadSettings
from garim.exchange import Screening
from garim.store.files import read_file
from garim.store.keys import Keys
from garim.surrogate.home import canonical
from garim.text.views import View
from garim.values import Told

UNKNOWN = ("unknown", "unknown_code")
"""Kinds of what nobody listed."""
LOOK_EVERY = 2.0
"""Seconds between looks at whether a lexicon's file changed."""


class Loader:
    """Holds the current Screening and replaces it whole when a lexicon changes; requests under way keep theirs."""

    def __init__(self, settings: Settings, *, lexicons: Sequence[Path] = (), key: bytes | None = None) -> None:
        """
        Args:
            settings: What to load.
            lexicons: Paths beside those of the settings.
            key: 32 bytes or more; absent, `open_key` finds it.

        Raises:
            BadSettings: A lexicon cannot be read, a rule is dead, the key is wrong. Nothing was started.
        """
        self.keys = Keys(key, key) if key is not None else open_key(settings)
        self.key = self.keys.mint
        """What surrogates are made with."""
        Table.open()  # a damaged one stops the start, not a request
        self._engine = load_engine()
        self._names = load_names(settings.screen.names)
        self._decision = Decision.installed()
        self.models = load_models(settings)
        """Plugged-in models, one for all threads and all screenings."""
        self._lexicons = tuple(lexicons)
        self._take(settings)

    def _take(self, settings: Settings) -> None:
        """Load what the settings say."""
        self.settings = settings
        self.paths = [Path(settings.base or ".") / name for name in settings.screen.lexicons] + list(self._lexicons)
        self.theirs = [Path(name) for name in settings.project_lexicons]
        """Lexicons of a repository: they hide, and say of no host that it is the company's."""
        self.taught = taught_path(settings)
        """Words that people taught on the page; need not be there."""
        self.problems: list[lexicon_source.Problem] = []
        """Lines of lexicons that were left out."""
        self._lock = Lock()
        self._looked = time.monotonic()
        self._stamp = self._stamps()
        # Rules are read once: those of a folder's files take no effect before the settings are read again.
        self._policy = load_policy(settings)
        self.loaded = self._load()
        """The Screening as of now, without a look at the lexicons' files."""

    def current(self) -> Screening:
        """The Screening as of now; looks at the lexicons' files every two seconds at most.

        A changed lexicon is compiled in a thread of its own: requests go on with the old one until it is ready. Nobody waits
        for the thread to begin either, as `Thread.start` would.
        """
        now = time.monotonic()
        if now - self._looked > LOOK_EVERY and self._lock.acquire(blocking=False):
            self._looked = now
            try:
                start_new_thread(self._reload, ())
            except RuntimeError:  # there are too many: the next call looks
                self._lock.release()
        return self.loaded

    def look(self) -> None:
        """Look at the lexicons' files now, and wait for what changed: a process that begins late begins with what others have."""
        with self._lock:
            self._looked = time.monotonic()
            self._see()

    def settle(self) -> None:
        """Wait until a look that is under way has ended."""
        with self._lock:
            pass

    def _reload(self) -> None:
        try:
            self._see()
        finally:
            self._lock.release()

    def _see(self) -> None:
        try:
            stamp = self._stamps()
            if stamp != self._stamp:
                self.loaded = self._load()
                self._stamp = stamp
        except Exception as error:
            # The words that were loaded still hide: a source that went away must not take them with it. Of what nobody
            # expected the type is told: its message may hold a word.
            what = error.message if isinstance(error, BadSettings) else f"could not be loaded: {type(error).__name__}"
            self.problems = [lexicon_source.Problem(str((*self.paths, *self.theirs, self.taught)[0]), 0, what)]

    def anew(self, settings: Settings) -> Loader:
        """A loader of other settings beside this one, which stays as it is: whoever began with the old settings ends with them.

        Args:
            settings: Of `restart.kept`: what only a restart changes is as it was.

        Raises:
            BadSettings: They cannot be loaded.
        """
        made = copy(self)
        made._take(settings)
        return made

    def freeze(self, *, again: bool = False) -> None:
        """What is loaded now is never collected, nor walked with every few thousand requests, and stays in pages that forked
        workers share: for a process that is Garim's own.

        Args:
            again: Something was frozen before and may be garbage now. At a start there is next to none, and to look for it
                takes a tenth of the start.
        """
        if again:
            gc.unfreeze()
            gc.collect()
        gc.freeze()
        # What was frozen still counts in the rule that puts a full collection off: after this one it does not.
        gc.collect()

    def _stamps(self) -> list[tuple[int, int]]:
        out = []
        for path in (*self.paths, *self.theirs):
            try:
                stat = path.stat()
            except OSError as error:
                raise BadSettings(f"lexicon {path}: {error.strerror}", hint="check [screen] lexicons") from None
            out.append((stat.st_mtime_ns, stat.st_size))
        with suppress(OSError):
            stat = self.taught.stat()
            out.append((stat.st_mtime_ns, stat.st_size))
        return out

    def _files(self) -> tuple[tuple[Path, int, int], ...]:
        """The company's lists, each with its time of change and size."""
        return tuple((path, *stamp) for path, stamp in zip(self.paths, self._stamps(), strict=False))

    def _load(self) -> Screening:
        screen = self.settings.screen
        lexicon, self.problems = load_lexicon(self.paths, strict=screen.strict)
        terms, public, problems = read_taught(self.taught)
        theirs, wrong = load_lexicon(self.theirs, strict=False)  # a stranger's bad line stops nobody; it is told
        self.problems = [*self.problems, *problems, *wrong]
        taught = Lexicon.build(terms) if terms else None
        kinds = all_kinds()
        ours = tuple(one for one in (lexicon, taught) if one)
        words = (*ours, *([theirs] if theirs else []))
        more: list[Finder] = [*self.models, *(one for one in (taught, theirs) if one)]
        detector = Detector(kinds, lexicon=lexicon, names=self._names, engine=self._engine, models=more, decision=self._decision)
        replies = Detector(kinds, engine=self._engine, cache=0) if self.settings.replies.redact else None
        return Screening(
            detector=detector,
            policy=self._policy,
            key=self.key,
            salt=screen.salt,
            taken=partial(_knows, words),
            named=partial(_names, words),
            listed=partial(_lists, ours),
            trusted_hosts=frozenset(map(canonical, screen.trusted_hosts)) - {""},
            private_hosts=screen.private_hosts,
            means=_Meanings(words, detector),
            companies=partial(companies, self._files(), tuple(terms)),
            said=(*(Told(word, "keep") for word in public), *_meant(terms, taught)),
            legend=screen.legend,
            allow=frozenset(self.settings.policy.allow),
            styles={"*": screen.style, **dict.fromkeys(UNKNOWN if screen.unknown == "keep" else (), "keep"), **screen.styles},
            replies=replies,
            locked=partial(_matches, self.settings.policy.locked),
            tool_arguments=self.settings.replies.tool_arguments,
            places=tuple(map(endpoint, self.settings.upstreams)),
            slow=bool(self.models),
        )


class _Meanings(Mapping[str, str]):
    """Entity → its general meaning, where lists agree on it and it names nothing that would be hidden.

    Meanings are the company's own sentences, comments of tables among them, and leave beside the surrogate. There may be a
    million: each is judged when it is first asked for.
    """

    def __init__(self, lexicons: Sequence[Lexicon], detector: Detector) -> None:
        self._lexicons, self._detector = lexicons, detector
        self._judged: dict[str, str] = {}

    def __getitem__(self, entity: str) -> str:
        if entity not in self._judged:
            said = {lexicon.meanings[entity] for lexicon in self._lexicons if entity in lexicon.meanings}
            if not said:
                raise KeyError(entity)
            what = said.pop() if len(said) == 1 else ""
            self._judged[entity] = what if self._tells_nothing(what) else ""
        return self._judged[entity]

    def __iter__(self) -> Iterator[str]:
        return iter({entity for lexicon in self._lexicons for entity in lexicon.meanings})

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _tells_nothing(self, what: str) -> bool:
        return not any(lexicon.stands_in(what) for lexicon in self._lexicons) and not self._detector.scan(what)


def _knows(lexicons: Sequence[Lexicon], candidate: str) -> bool:
    return any(lexicon.knows(candidate) for lexicon in lexicons)


def _names(lexicons: Sequence[Lexicon], word: str) -> str:
    return next((entity for lexicon in lexicons if (entity := lexicon.names(word))), "")


def _meant(terms: Sequence[lexicon_source.Term], taught: Lexicon | None) -> Iterator[Told]:
    """Taught words that read as ordinary ones, so that the lexicon would leave them in most places: she meant them all."""
    for term in terms if taught else ():
        for word in (term.term, *term.aliases) if term.shape == "term" else ():
            if taught and not any(found.rank > DOUBT for found in taught.find(View(word)).findings):
                yield Told(word, "hide")


def _lists(lexicons: Sequence[Lexicon], host: str) -> bool:
    return any(lexicon.lists_host(host) for lexicon in lexicons)


def _matches(patterns: Sequence[str], kind: str) -> bool:
    return any(fnmatchcase(kind, pattern) for pattern in patterns)


def load_names(choice: str) -> Names | None:
    """The finder of people in running text: model | rules | off.

    Raises:
        BadSettings: The model's file is missing or damaged; it never degrades in silence.
    """
    if choice == "off":
        return None
    data = resources.files("garim.detect") / "data"
    try:
        if choice == "rules":
            return Names.rules()
        return Names.load((data / "names_model_ko.npz").read_bytes(), (data / "names_model_en.npz").read_bytes())
    except Exception as error:
        # A damaged file shows in many ways: numpy, zipfile, zlib and json each have errors of their own.
        hint = "reinstall Garim" if choice == "rules" else 'reinstall Garim, remake it with `make train`, or set names = "rules"'
        what = "model is" if choice == "model" else "lists are"
        raise BadSettings(f"the names {what} missing or damaged in {data} ({type(error).__name__})", hint=hint) from None


def load_lexicon(paths: Sequence[Path], *, strict: bool) -> tuple[Lexicon | None, list[lexicon_source.Problem]]:
    """One lexicon of several files, from the compiled file in the cache folder where that is up to date: beside its source
    somebody would commit it, or read it who may not read the list.

    Args:
        paths: The files.
        strict: Whether one bad line stops it.

    Raises:
        BadSettings: A file cannot be read, or `strict` and a line is wrong. Nothing was loaded.
    """
    if not paths:
        return None, []
    datas = []
    for path in paths:
        try:
            datas.append(read_file(path))
        except OSError as error:
            raise BadSettings(f"lexicon {path}: {error.strerror}", hint="check [screen] lexicons or --lexicon") from None
    digest = sha256(fingerprint())
    for data in datas:
        digest.update(sha256(data).digest())
    place = cache.folder() / "lexicons" / sha256("\0".join(str(path.absolute()) for path in paths).encode()).hexdigest()[:16]
    compiled = place.with_name(f"{place.name}.{digest.hexdigest()[:32]}.garim")
    problems: list[lexicon_source.Problem] = []
    if (blob := cache.read(compiled)) and not strict:
        try:
            # What was left out is told at every start, not only at the one that compiled it.
            told = cache.read(compiled.with_suffix(".problems"))
            cache.use(compiled, compiled.with_suffix(".problems"))
            return Lexicon.load(blob), [lexicon_source.Problem(*one) for one in (orjson.loads(told) if told else [])]
        except (BadSettings, orjson.JSONDecodeError, TypeError):
            compiled.unlink(missing_ok=True)
    terms: list[lexicon_source.Term] = []
    for path, data in zip(paths, datas, strict=True):
        found, wrong = lexicon_source.read_terms(data, str(path))
        terms += found
        problems += wrong
    if strict and problems:
        first = problems[0]
        raise BadSettings(f"{first.file}:{first.line}: {first.what}", hint=f"{len(problems)} lines are wrong; nothing was loaded")
    lexicon = Lexicon.build(terms)
    earlier = f".{escape(paths[0].name)}"  # beside its source, where earlier editions kept it
    for folder, name in (place.parent, place.name), (paths[0].parent, earlier):
        for stale in (*folder.glob(f"{name}.*.garim"), *folder.glob(f"{name}.*.problems")):
            with suppress(OSError):
                stale.unlink()
    cache.forget_unused(place.parent)
    if problems:
        cache.keep(compiled.with_suffix(".problems"), orjson.dumps([list(one) for one in problems]))
    cache.keep(compiled, lexicon.dump())
    return lexicon, problems
