"""The one error tree. Each leaf says whose fault it is and which HTTP status a door gives it.

    GarimError
    ├── BadInput            400  the caller's text, file or request cannot be read
    │   ├── TooLarge        413  over a limit that is a setting
    │   ├── Unsupported     415  a content type, encoding or part that no reader is installed for
    │   ├── UnknownModel    404  no upstream serves the model that was asked for
    │   ├── UnknownResponse 404  no stored response of this id is the caller's
    │   ├── NotAllowed      401  the caller did not say who it is, or may not
    │   └── OverLimit       429  the caller used up what it may ask in a time
    ├── BadSettings         500  garim.toml, an environment variable, a lexicon or a key file
    ├── Refused             400  policy or guard: nothing left
    │   ├── ReviewNeeded    409  somebody must see and agree to it first: nothing left
    │   └── GuardTripped    400  a field that cannot be written anew holds a value: nothing left
    ├── Broken              500  a finder, the vault or the audit failed: nothing left
    │   ├── Uncovered       500  a finder did not see every character: nothing left
    │   └── VaultFailed     503  the vault or the audit could not store or read
    └── UpstreamFailed      502  the model's side
        ├── UpstreamBusy    429  it asked to wait
        ├── UpstreamCut     502  the reply ended before its end
        └── UpstreamSlow    504  it went silent

No message may hold confidential text: say what is wrong, where (offset, field, file and line) and what to do.
`tests/test_errors.py` compares this drawing with the classes.
"""

from __future__ import annotations


class GarimError(Exception):
    """Anything Garim refuses to do; carries a message and a hint that are safe to show and to log."""

    status = 500

    def __init__(self, message: str, *, hint: str = "") -> None:
        """
        Args:
            message: What is wrong and where. Must not hold text from the user's input.
            hint: What to do about it.
        """
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def code(self) -> str:
        """The error's name in snake_case, as doors and receipts give it."""
        name = type(self).__name__
        return "".join("_" + c.lower() if c.isupper() and i else c.lower() for i, c in enumerate(name))

    def shape(self) -> dict[str, str]:
        """The inside of the one JSON error shape: type, code, message, hint."""
        kind = "invalid_request_error" if self.status < 500 else "api_error"
        return {"type": kind, "code": self.code, "message": self.message, "hint": self.hint}


class BadInput(GarimError):
    """The caller's text, file or request cannot be read."""

    status = 400


class TooLarge(BadInput):
    """Over a limit that is a setting."""

    status = 413


class Unsupported(BadInput):
    """A content type, encoding or part that no reader is installed for."""

    status = 415


class UnknownModel(BadInput):
    """No upstream serves the model that was asked for."""

    status = 404


class UnknownResponse(BadInput):
    """No stored response of this id is the caller's: there is none, or another made it."""

    status = 404


class NotAllowed(BadInput):
    """The caller did not say who it is, or may not do this."""

    status = 401


class OverLimit(BadInput):
    """The caller used up what it may ask in a time; nothing left."""

    status = 429
    wait: float = 1.0
    """Seconds after which it may ask again."""


class BadSettings(GarimError):
    """garim.toml, an environment variable, a lexicon or a key file is wrong; nothing was started."""


class Refused(GarimError):
    """Policy says that this may not leave; nothing left.

    Not 401 or 403, which clients show as a failed sign-in.
    """

    status = 400


class ReviewNeeded(Refused):
    """Policy wants somebody to see what would leave and agree to it first; nothing left."""

    status = 409


class GuardTripped(Refused):
    """A field that cannot be written anew (an id, a model's name, a signed block) holds what is to be hidden; nothing left."""


class Broken(GarimError):
    """A finder, the vault or the audit failed; nothing left."""


class Uncovered(Broken):
    """A finder did not see every character; nothing left."""


class VaultFailed(Broken):
    """The vault or the audit could not store or read; nothing left."""

    status = 503


class UpstreamFailed(GarimError):
    """The model's side answered with an error or with something that is no answer."""

    status = 502


class UpstreamBusy(UpstreamFailed):
    """The model's side asked to wait."""

    status = 429


class UpstreamCut(UpstreamFailed):
    """The reply ended before its end."""

    def __init__(self, message: str, *, hint: str = "", tail: bytes = b"") -> None:
        """`tail`: what of the reply was still held; it belongs to the caller."""
        super().__init__(message, hint=hint)
        self.tail = tail


class UpstreamSlow(UpstreamFailed):
    """The model's side went silent."""

    status = 504
