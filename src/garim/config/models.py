"""[models] → the plugged-in finders that it names: loaded once, at the start, or the start stops."""

from __future__ import annotations

from pathlib import Path

from garim.config.settings import Settings
from garim.errors import BadSettings
from garim.models._onnx import DEVICES
from garim.models._port import Model, Plan, load, runtimes


def load_models(settings: Settings) -> tuple[Model, ...]:
    """The plugged-in models; none where the settings name none, and then none of their packages is imported.

    Raises:
        BadSettings: A file is missing or damaged, a package is not installed, a setting names nothing that there is.
            Nothing was loaded, and nothing runs without.
    """
    chosen = settings.models
    if not chosen.names_path:
        return ()
    for what, value, known in (("runtime", chosen.names_runtime, runtimes()), ("device", chosen.names_device, list(DEVICES))):
        if value not in known:
            raise BadSettings(f"[models] names_{what} is {value!r}", hint="one of " + ", ".join(known))
    plan = Plan(
        folder=Path(settings.base or ".") / chosen.names_path,
        device=chosen.names_device,
        labels=chosen.names_labels,
        threshold=chosen.names_threshold,
        threads=chosen.names_threads,
    )
    if not plan.folder.is_dir():
        hint = "[models] names_path: copy the model there, or take the setting out"
        raise BadSettings(f"{plan.folder} is no folder", hint=hint)
    return (load(chosen.names_runtime, plan),)
