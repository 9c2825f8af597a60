"""What the files of this room hand each other."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """One message of a conversation."""

    role: str
    """system | user | assistant."""
    text: str


class Document(NamedTuple):
    """One text, or one conversation, that may be learnt from."""

    group: str
    """The repository that it belongs to, or the file of conversations: never in both halves of a split."""
    name: str
    """Its path in the group; for reports."""
    text: str = ""
    talk: tuple[Said, ...] = ()

    @property
    def whole(self) -> str:
        """All that it says."""
        return self.text or "\n".join(said.text for said in self.talk)
