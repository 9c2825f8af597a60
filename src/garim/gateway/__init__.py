"""HTTP in, HTTP out: the server that tools point their base URL at.

server.py     workers on one listening socket; start and stop
app.py        which path is answered by whom
relay.py      ONE exchange: read → hide → keep → send → restore
upstreams.py  who answers, and the calls to them
auth.py limits.py metrics.py log.py    who may call, how much, and what is seen of it from outside
own.py pages.py                        Garim's own JSON API and the static page
"""

from garim.gateway.server import serve

__all__ = ["serve"]
