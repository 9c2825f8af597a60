"""Training data from what was cleaned: chosen, without doubles, split by repository, with a recipe for a trainer.

sources    a cleaned folder, or approved conversations → documents
choose     licences, secrets, what nobody wrote: what is left out, and why
doubles    the same once, near the same once
split      whole repositories: one of them is never in both halves
chat       conversations in the forms of others
build      the story, and the files that it leaves
recipe     configurations of trainers: mlx-lm, TRL with PEFT
"""
