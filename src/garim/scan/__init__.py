"""Guards in the developer's day: what stands in files, in what is about to be committed or pushed, in what agents keep on disk.

sources    folders, the index, commits, messages → texts
look       a text → rows: where, what, a keyed print; never the text itself
baseline   prints of what was accepted
reports    rows → text, JSON, SARIF, GitLab
hooks      git's own hooks, with or without pre-commit
kept       agents' files; forms: how to read and rewrite each
"""
