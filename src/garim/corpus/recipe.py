"""Recipes: what a trainer is told about a data set. mlx-lm for Apple and plain CPUs, TRL with PEFT where a torch is at hand.

Sources: mlx-lm's LORA.md (`mlx_lm.lora -c`), TRL's documentation of `trl sft --config` and its PEFT options.
"""

from __future__ import annotations

RANK = 16
EPOCHS = 3
BATCH = 4
GATHER = 4
"""Batches whose gradients TRL puts together."""

MLX = """# python -m mlx_lm lora -c mlx.yaml --model FOLDER --data . --adapter-path adapters
# FOLDER: the base model, a folder on this machine; nothing is downloaded. docs/in-house-model.md
train: true
fine_tune_type: lora
num_layers: 16
batch_size: {batch}
iters: {iters}
lr_schedule:
  name: cosine_decay
  warmup: {warmup}
  arguments: [1.0e-4, {iters}, 1.0e-6]
steps_per_report: 10
steps_per_eval: {every}
val_batches: {validate}
save_every: {every}
max_seq_length: 4096
grad_checkpoint: true
seed: 0
mask_prompt: {mask}
lora_parameters:
  rank: {rank}
  dropout: 0.0
  scale: 10.0
"""

TRL = """# trl sft --config trl.yaml --model_name_or_path FOLDER --dataset_name . --output_dir adapters
# FOLDER: the base model, a folder on this machine. Needs trl, peft and a torch; make lora. docs/in-house-model.md
dataset_train_split: train
{evaluate}use_peft: true
lora_r: {rank}
lora_alpha: {alpha}
lora_dropout: 0.05
lora_target_modules: [all-linear]
num_train_epochs: {epochs}
per_device_train_batch_size: {batch}
gradient_accumulation_steps: {gather}
gradient_checkpointing: true
learning_rate: 1.0e-4
lr_scheduler_type: cosine
warmup_steps: {warmup}
max_length: 4096
{kind}logging_steps: 10
save_strategy: epoch
bf16: true
seed: 0
report_to: none
"""


def files(form: str, shape: str, train: int, valid: int) -> dict[str, str]:
    """Name → text of the recipes for a data set.

    Args:
        form: text | chat.
        shape: openai | sharegpt: trainers read the first; none is written for the second.
        train: Lines to learn from.
        valid: Lines held back; mlx-lm needs as many as one batch.
    """
    if form == "chat" and shape != "openai":
        return {}
    iters = max(20, EPOCHS * train // BATCH)
    mlx = MLX.format(
        batch=min(BATCH, train, valid or BATCH),
        iters=iters,
        every=max(10, iters // 10),
        warmup=iters // 20,
        validate=25 if valid else 0,
        mask="true" if form == "chat" else "false",
        rank=RANK,
    )
    kind = "assistant_only_loss: true\n" if form == "chat" else "dataset_text_field: text\npacking: true\n"
    evaluate = "dataset_test_split: validation\neval_strategy: epoch\n" if valid else "eval_strategy: 'no'\n"
    steps = EPOCHS * train // (BATCH * GATHER)
    trl = TRL.format(
        batch=BATCH,
        gather=GATHER,
        rank=RANK,
        alpha=2 * RANK,
        epochs=EPOCHS,
        warmup=steps * 3 // 100,
        kind=kind,
        evaluate=evaluate,
    )
    return {"mlx.yaml": mlx, "trl.yaml": trl}
