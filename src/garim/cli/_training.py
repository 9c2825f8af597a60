"""garim clean --as: cleaned first, beside the destination, then made a data set; the cleaned corpus itself does not stay."""

from __future__ import annotations

import shutil
from pathlib import Path

from garim.cli._common import screen
from garim.cli.dataset import check, make, say
from garim.errors import BadInput


class Training:
    """One data set of a source that is not clean yet."""

    def __init__(self, form: str, src: Path, dst: Path, config: Path | None, lexicons: list[Path] | None, for_: str) -> None:
        """
        Args:
            form: text | chat | sharegpt.
            src: The source.
            dst: Where the set goes.
            config: Of the command line.
            lexicons: Likewise.
            for_: What it is hidden for; the report says it.

        Raises:
            BadSettings: There is no such form.
            BadInput: The destination is there.
        """
        self._form, self._shape = ("chat", "sharegpt") if form == "sharegpt" else (form, "openai")
        check(self._form, self._shape, "permissive", "repository")
        if dst.exists():
            raise BadInput(f"{dst} is already there", hint="name a new destination, or move that one away")
        self._src, self._dst, self._config, self._lexicons, self._for = src, dst, config, lexicons, for_
        self.cleaned = dst.with_name(f"{dst.name}.cleaned")
        """Where the cleaned corpus is meanwhile."""

    @classmethod
    def asked(cls, form: str, src: str, dst: str, config: Path | None, lexicons: list[Path] | None, for_: str) -> Training | None:
        """One where --as says a form.

        Raises:
            BadSettings: There is no such form.
            BadInput: The destination is there, or source or destination are no folders.
        """
        if not form:
            return None
        if "://" in src or "://" in dst:
            raise BadInput("training data is made of files, into a folder", hint="take tables into files first")
        return cls(form, Path(src), Path(dst), config, lexicons, for_)

    def is_cleaned(self) -> bool:
        """Whether an earlier call cleaned it and was interrupted then."""
        return self.cleaned.exists()

    def make(self, json: bool) -> None:
        """Make it of what was cleaned, and tell.

        Raises:
            BadInput: Nothing is left to learn from; the cleaned corpus stays, to look at it.
        """
        from garim.corpus.build import Wanted

        wanted = Wanted(form=self._form, shape=self._shape, notes={"hidden": self._for or "all"})
        # git's own folder is left out of what was cleaned: here it is known whether the source is one repository.
        one = (self._src / ".git").exists()
        report = make(self.cleaned, self._dst, wanted, "repository", screen(self._config, self._lexicons), one=one)
        if self.cleaned.is_dir():
            shutil.rmtree(self.cleaned)
        else:
            self.cleaned.unlink()
        say(report, json)
