"""What a person writes for herself: retrospectives, departures, decisions. Sealed, versioned, hers alone.

shelf      her records in the store: begun, changed, put away, and what became of those that are gone
templates  the headings that a kind begins with
plans      what she means to do, as a list that the next record of the kind asks about
search     words in all records, in Korean and English
due        which plans and reviews have come round, also for a calendar
archive    all of it as one file, out and in
publish    the same text in general words, change by change
paper      Markdown → a page, a letter
help       what a model is asked about a record
"""
