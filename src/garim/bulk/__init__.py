"""Whole corpora: hidden as live traffic is, with the same words, policy and surrogates; nothing here is in a request's way.

plan.py      a source → files, archives opened, big files parted
formats/     ONE FILE = ONE FORMAT; packed/ ONE FILE = ONE KIND OF ARCHIVE
find.py      chunks → findings; columns judged as columns
book.py      what was found anywhere is hidden everywhere, as one thing, under one surrogate
work.py      what a worker does; workers.py: who does it (this process, daft, Ray)
journal.py   what is planned and how far it is; run.py: the story; residue.py: the second pass; report.py: what is told
"""
