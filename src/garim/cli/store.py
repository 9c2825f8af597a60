"""garim store: look after the database that holds the vault and the audit."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from garim.cli._common import Config, settings, tell
from garim.errors import BadInput

app = typer.Typer(help="Check the store, change its keys, forget, begin a new one.", no_args_is_help=True)


@app.command()
def check(config: Config = None) -> None:
    """See that the store opens with its key and is the one that it was."""
    from garim.config import open_key, open_settings

    chosen = settings(config)
    store = open_settings(chosen, open_key(chosen))
    store.check().result()
    name = store.signer.name
    store.close()
    tell(f"{name} opens with its key")


@app.command()
def rotate(
    config: Config = None,
    master: Annotated[
        bool, typer.Option("--master", help="Change the master key too: a new one is written to the key file.")
    ] = False,
    new_key: Annotated[
        Path | None, typer.Option(help="File with the new master key, where it is not kept in a key file.")
    ] = None,
) -> None:
    """Seal everything under a new data key, while servers run; interrupted, call it again. Surrogates stay as they are."""
    from garim.config import open_key, open_settings
    from garim.config.scopes import key_path
    from garim.store.keys import Keys, open_keys, replace_file
    from garim.values import Event

    chosen = settings(config)
    keys = open_key(chosen)
    path = key_path(chosen)
    draft = path.with_name(path.name + ".new")
    if master and new_key is None and not path.exists():
        raise BadInput("the master key is not in a key file", hint="put a new one into a file and give it as --new-key")
    if new_key is not None and not new_key.exists():
        raise BadInput(f"{new_key} is not there")
    if draft.exists():
        raise BadInput(f"{draft} is left of a change that was interrupted", hint="`garim store finish` ends it")
    store = open_settings(chosen, keys)
    number, done = store.new_data_key().result(), 0
    while count := store.reseal().result():
        done += count
    store.drop_old_keys().result()
    store.append(Event(event="rotation", by="operator", details={"data_key": number, "resealed": done})).result()
    tell(f"data key {number} seals now; {done} records were sealed anew")
    if master or new_key is not None:
        fresh = open_keys(new_key, {}, make=False).master if new_key else secrets.token_bytes(32)
        if new_key is None:
            replace_file(draft, Keys(fresh, keys.mint))
        store.rewrap(fresh).result()
        store.append(Event(event="rotation", by="operator", details={"master_key": 1})).result()
        if new_key is None:
            draft.replace(path)
        kept = (
            path
            if new_key is None
            else f'GARIM_KEY or key_command: the new key, then " mint={keys.mint.hex()[:4]}…" (the old mint key)'
        )
        tell(f"the master key was changed: {kept}; start the servers again")
    store.close()


@app.command()
def finish(config: Config = None) -> None:
    """End a change of the master key that was interrupted: whichever key the store knows becomes the key file."""
    from garim.config import open_settings
    from garim.config.scopes import key_path
    from garim.errors import BadSettings
    from garim.store.keys import open_keys

    chosen = settings(config)
    path = key_path(chosen)
    draft = path.with_name(path.name + ".new")
    if not draft.exists():
        raise BadInput("no change of the master key was interrupted")
    try:
        open_settings(chosen, open_keys(draft, {}, make=False)).close()
    except BadSettings:
        draft.unlink()
        tell("the change had not been made; the key file stays")
        return
    draft.replace(path)
    tell("the change is made; start the servers again")


@app.command()
def forget(
    scope: Annotated[str, typer.Option(help="One scope.")] = "",
    owner: Annotated[str, typer.Option(help="Of this client or team; alone: all that is kept of it.")] = "",
    config: Config = None,
) -> None:
    """Delete what is kept under a scope, or of a client or team, at once."""
    from garim.config import open_key, open_settings
    from garim.values import Event

    if not scope and not owner:
        raise BadInput("say what to forget", hint="--scope NAME, --owner NAME, or both")
    chosen = settings(config)
    store = open_settings(chosen, open_key(chosen))
    gone = store.forget(0, scope, owner).result()
    store.append(Event(event="forget", by="operator", details={"owner": owner, "records": gone})).result()
    store.close()
    tell(f"{gone} records deleted")


@app.command()
def begin(config: Config = None) -> None:
    """Begin a new store where the old one is gone; its audit's first record tells of the break."""
    from garim.config import open_key, open_settings
    from garim.config.scopes import anchors, store_url
    from garim.store.anchor import Anchor
    from garim.values import Event

    chosen = settings(config)
    keys, folder, url = open_key(chosen), anchors(chosen), store_url(chosen)
    if folder is None:
        raise BadInput("[store] anchor is off", hint="nothing is remembered of a store that is gone: just start")
    place = str(Path(url.removeprefix("sqlite:///")).resolve()) if url.startswith("sqlite:///") else url
    anchor = Anchor(folder, place, keys.mint)
    known = anchor.known()
    if known is None and not anchor.damaged():
        raise BadInput("no store is missing: nothing is remembered of one", hint="just start")
    anchor.forget()
    anchor.close()
    details: dict[str, str | int] = {"store": "unknown"}
    if known:
        details = {"store": known.store, "records": known.number, "head": known.hash}
    store = open_settings(chosen, keys)
    store.append(Event(event="began_anew", by="operator", details=details)).result()
    count = known.number if known else "an unknown number of"
    tell(f"{store.signer.name} begins; its audit tells that there were {count} records before")
    store.close()
