# Everything a person needs: `make demo` and `make test` install what is missing, build, and run.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BINDGEN_VERSION := $(shell sed -n '/^name = "wasm-bindgen"$$/{n;s/version = "\(.*\)"/\1/p}' Cargo.lock)
BINDGEN := .tools/bin/wasm-bindgen
WASM := --target wasm32-unknown-unknown
# Whatever the package is made of.
SOURCES := Cargo.toml Cargo.lock $(shell find src js pkg-template docs -type f -not -path '*/node_modules/*' -not -path 'docs/site/*') CHANGELOG.md

.PHONY: help pkg demo demo-browser test test-rust test-wasm test-js test-types test-cli test-pack test-browser test-docs test-runtimes test-fuzz fuzz docs msrv licenses audit reproduce tables bench bench-instructions parts scale setup browser clean

help: ## what there is
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

# ── set-up: each step is skipped when its result is there ───────────────────────────────────────────────────────────

setup: .tools/target-installed .tools/bindgen-$(BINDGEN_VERSION) js/node_modules/.package-lock.json ## install the tools

.tools/target-installed:
	rustup target add wasm32-unknown-unknown
	mkdir -p .tools && touch $@

# The generator must be of the very version of the library. Its own lock file is not used: it may name withdrawn crates.
# Built with little optimisation: it runs for seconds, and a new machine waits for it.
.tools/bindgen-$(BINDGEN_VERSION):
	mkdir -p .tools
	if [ "$$($(BINDGEN) --version 2>/dev/null)" != "wasm-bindgen $(BINDGEN_VERSION)" ]; then \
	  CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
	  cargo install --quiet wasm-bindgen-cli --version $(BINDGEN_VERSION) --root .tools; fi
	touch $@

js/node_modules/.package-lock.json: js/package-lock.json
	cd js && npm ci --no-fund --no-audit

examples/node_modules/.package-lock.json: examples/package-lock.json pkg/package.json
	cd examples && npm ci --no-fund --no-audit

docs/site/node_modules/.package-lock.json: docs/site/package-lock.json
	cd docs/site && npm ci --no-fund --no-audit

tests/pack/node_modules/.package-lock.json: tests/pack/package-lock.json
	cd tests/pack && npm ci --no-fund --no-audit --ignore-scripts --loglevel=error

# A browser of the system. Debian's packages are installed where there is none.
browser:
	@if ! command -v chromium chromium-browser google-chrome >/dev/null || ! command -v chromedriver >/dev/null; then \
	  sudo=$$(command -v sudo || true); \
	  $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends chromium chromium-driver fonts-noto-cjk >/dev/null; fi

# ── build ───────────────────────────────────────────────────────────────────────────────────────────────────────────

pkg: setup pkg/package.json ## build the npm package into pkg/, print its sizes

pkg/package.json: $(SOURCES) | setup
	node pkg-template/build.mjs

# ── demo ────────────────────────────────────────────────────────────────────────────────────────────────────────────

demo: pkg examples/node_modules/.package-lock.json ## the console beside a phone, on 127.0.0.1 (PORT=…)
	cd examples && npm run --silent build && exec npm start --silent

demo-browser: pkg examples/node_modules/.package-lock.json browser ## the demo, opened in a Chromium that knows its made-up hosts
	cd examples && npm run --silent build && exec npm run --silent browser

# ── docs ────────────────────────────────────────────────────────────────────────────────────────────────────────────

docs: pkg docs/site/node_modules/.package-lock.json ## the docs site into target/docs/dist: pages, API, rustdoc; works offline
	node docs/site/build.mjs

# ── tests ───────────────────────────────────────────────────────────────────────────────────────────────────────────

test: test-rust test-wasm test-types test-js test-cli test-fuzz test-pack test-browser test-docs test-runtimes ## everything
	@echo "all tests passed"

test-rust: .tools/target-installed ## format, lints, native tests
	cargo fmt --check
	cargo clippy --quiet --all-targets --features admin,schema,signed -- -D warnings
	cargo clippy --quiet $(WASM) --all-targets --features admin -- -D warnings
	cargo clippy --quiet $(WASM) --lib --no-default-features --features runtime,idna -- -D warnings
	cargo clippy --quiet $(WASM) --lib --no-default-features --features runtime -- -D warnings
	cargo clippy --quiet $(WASM) --lib --no-default-features --features runtime,signed -- -D warnings
	cargo test --quiet --features admin,schema,signed -- --nocapture
	@! cargo tree --edges normal --features admin | grep -E 'wasm-bindgen|js-sys' || { echo "JavaScript crates in the native tree"; exit 1; }

test-wasm: setup browser ## the case tables and the laws as wasm in headless Chromium
	CHROMEDRIVER=$$(command -v chromedriver) CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=$(CURDIR)/.tools/bin/wasm-bindgen-test-runner \
	  cargo test $(WASM) --features admin --test cases --test laws --test admin_bulk

test-types: pkg test-rust ## tsc: Rust's variants against types.d.ts (the shim is checked when pkg/ is built)
	js/node_modules/.bin/tsc -p tests/types

test-js: pkg ## the shim in Node
	node --test tests/js/

test-cli: pkg ## the command line tool: real processes, a small mini program, precision on labelled packages
	node --test tests/cli/*.test.js

test-fuzz: pkg browser ## against other URL parsers and hostile policies, for seconds (MINIFENCE_SEED=… replays)
	node --test --test-concurrency=1 tests/fuzz/hostile.test.js tests/fuzz/tier.test.js tests/fuzz/fuzz.test.js tests/fuzz/lean.test.js tests/fuzz/console.test.js

fuzz: pkg browser ## the same for long: MINUTES=30 for each target
	node tests/fuzz/run.js node --minutes $(or $(MINUTES),30)
	node tests/fuzz/run.js chromium --minutes $(or $(MINUTES),30)
	MINIFENCE_MINUTES=$(or $(MINUTES),30) node --test tests/fuzz/console.test.js
	MINIFENCE_MINUTES=$(or $(MINUTES),30) cargo test --release --features admin --lib --test fuzz -- --nocapture --test-threads 1

test-pack: pkg tests/pack/node_modules/.package-lock.json browser ## the packed tarball in empty projects, in Node, bundlers and Chromium; every block of the docs, the quick starts word for word
	node --test tests/pack/

test-browser: pkg examples/node_modules/.package-lock.json browser ## the demo, the guard and its escapes in a real browser (after test-js: a table)
	cd examples && npm run --silent build
	node --test --test-concurrency=1 tests/browser/
	node tests/escape/summary.js

test-docs: docs examples/node_modules/.package-lock.json browser ## the docs site: every link, axe-core, the search
	node --test tests/docs/

test-runtimes: pkg examples/node_modules/.package-lock.json browser ## the guard inside frameworks that people ship: good passed, evil stopped, residue (RUNTIMES="taro-h5 …")
	node tests/runtimes/run.js $(RUNTIMES)

# ── promises: what is said to who installs the package; each takes minutes, so none is part of `make test` ─────────────────

MSRV := $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
DENY_VERSION := 0.20.2

msrv: ## the oldest Rust that Cargo.toml promises builds all of it, by the lock file
	rustup toolchain install $(MSRV) --profile minimal --target wasm32-unknown-unknown --no-self-update
	cargo +$(MSRV) check --locked --quiet --target-dir target/msrv --all-targets --features admin,schema,signed
	cargo +$(MSRV) check --locked --quiet --target-dir target/msrv --lib --no-default-features
	cargo +$(MSRV) check --locked --quiet --target-dir target/msrv $(WASM) --lib --features admin
	for features in runtime,idna runtime runtime,signed; do \
	  cargo +$(MSRV) check --locked --quiet --target-dir target/msrv $(WASM) --lib --no-default-features --features $$features; done

licenses: .tools/deny-$(DENY_VERSION) ## licences, bans and sources of every crate (deny.toml); what the package carries, make test holds to the same list
	.tools/bin/cargo-deny --locked check licenses bans sources

audit: .tools/deny-$(DENY_VERSION) js/node_modules/.package-lock.json ## known vulnerabilities, by databases on the network
	.tools/bin/cargo-deny --locked check advisories
	cd js && npm audit

reproduce: setup ## the package twice from the commit, in two folders: every byte the same
	node pkg-template/reproduce.mjs

# Built with little optimisation: it runs for a second.
.tools/deny-$(DENY_VERSION):
	mkdir -p .tools
	CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
	  cargo install --quiet cargo-deny --version $(DENY_VERSION) --locked --root .tools
	touch $@

tables: pkg ## public suffixes and look-alikes, anew from their crates (after `cargo update`); the fields in docs/policy.md
	MINIFENCE_WRITE_TABLES=1 cargo test --quiet --features admin --test name_tables are_those
	MINIFENCE_WRITE_TABLES=1 node --test tests/pack/policy-page.test.js

# ── benches ─────────────────────────────────────────────────────────────────────────────────────────────────────────

bench: pkg browser benches/peers/node_modules/.package-lock.json benches/peers/rego/built/rego_peer.js bench-instructions ## the packed package beside its peers, in Node and Chromium; every goal with its figure (BENCH=--quick)
	node benches/peers/run.js $(BENCH)

parts: pkg ## what each part of the wasm costs
	node benches/parts.js

bench-instructions: .tools/target-installed ## the engine's instruction counts, and what changed since benches/instructions.json
	@command -v valgrind >/dev/null || { sudo=$$(command -v sudo || true); $$sudo apt-get update -qq && $$sudo apt-get install -y -qq --no-install-recommends valgrind libc6-dbg >/dev/null; }
	node benches/instructions.js

scale: ## what it costs to serve policies to a fleet of phones (SEED=… PHONES=…)
	@node benches/scale/simulate.js

benches/peers/node_modules/.package-lock.json: benches/peers/package-lock.json
	cd benches/peers && npm ci --no-fund --no-audit

# Rego has no wasm in a registry: a Rust interpreter of it is compiled to one.
benches/peers/rego/built/rego_peer.js: benches/peers/rego/Cargo.lock benches/peers/rego/src/lib.rs | setup
	cargo build --quiet --release --locked $(WASM) --manifest-path benches/peers/rego/Cargo.toml --target-dir target/rego
	$(BINDGEN) --target web --omit-default-module-path --out-dir benches/peers/rego/built target/rego/wasm32-unknown-unknown/release/rego_peer.wasm

clean: ## remove what was built (tools stay)
	rm -rf target pkg examples/dist
