# Two commands matter: `make demo` and `make test`. `make help` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
SPEED ?= 10

RELEASE := target/release/alongside
DASHBOARD := dashboard/dist/index.html
DASHBOARD_SOURCES := $(shell find dashboard/src dashboard/public dashboard/build dashboard/index.html dashboard/vite.config.ts -type f 2>/dev/null)

.PHONY: help demo test build types rust-lint rust-test dashboard-test browser-test setup screenshots icons \
        load bench plan-year audit sbom fuzz clean

help: ## What can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

demo: build ## Build everything and play a fictional Saturday at http://127.0.0.1:8080 (SPEED=10, ALONGSIDE__LISTEN=…)
	@exec $(RELEASE) demo --speed $(SPEED)

test: ## Install what the tests need, then run every test there is
	@tests/run

build: $(DASHBOARD) ## The release binary, with the dashboard in it
	cargo build --release --locked -p alongside

dashboard/node_modules/.package-lock.json: dashboard/package-lock.json
	cd dashboard && npm ci --no-audit --no-fund
	@touch $@

tests/browser/node_modules/.package-lock.json: tests/browser/package-lock.json
	cd tests/browser && npm ci --no-audit --no-fund
	@touch $@

$(DASHBOARD): dashboard/node_modules/.package-lock.json $(DASHBOARD_SOURCES)
	cd dashboard && npm run build
	@touch $@

types: ## Write the TypeScript, the JSON Schema and the page of the access policy from the Rust code
	cargo run -q --locked -p alongside-protocol --example generate
	cargo run -q --locked -p alongside --example access

setup: ## Install the engines that the tests start (Debian packages; needs root)
	@tests/setup

rust-lint: $(DASHBOARD) ## Format and clippy
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

rust-test: $(DASHBOARD) ## Rust tests, with real Postgres and Redis of their own
	@tests/rust

dashboard-test: dashboard/node_modules/.package-lock.json ## Dashboard: lint, types, unit tests
	cd dashboard && npm run lint && npm run typecheck && npm test

browser-test: $(DASHBOARD) tests/browser/node_modules/.package-lock.json ## Journeys in real Chromium
	[ -n "$${ALONGSIDE_BIN:-}" ] || cargo build --locked -p alongside
	cd tests/browser && npm test

screenshots: $(DASHBOARD) tests/browser/node_modules/.package-lock.json ## Take the pictures in docs/ anew
	cargo build --locked -p alongside
	cd tests/browser && npm run screenshots

icons: $(DASHBOARD) tests/browser/node_modules/.package-lock.json ## Draw the app's icons from dashboard/public/icons/icon.svg
	cargo build --locked -p alongside
	cd tests/browser && npm run icons

dead-spot: $(DASHBOARD) tests/browser/node_modules/.package-lock.json ## A tablet out of signal for twenty real minutes, killed and restarted
	cargo build --locked -p alongside
	cd tests/browser && ALONGSIDE_DEAD_SPOT_MIN=20 npx vitest run dead-spot.test.ts

load: ## Measure fan-out and writes on this machine (docs/performance.md says how to read it)
	@loadtest/run

plan-year: ## Play years of weekends against the plan for the cars (docs/planning.md; needs a listing of calls)
	cargo run --release --locked -q -p alongside-simulation -- $(ARGS)

bench: ## Measure the ranking of cars, the plan, the forecast and the cover planner, on one core and without the network
	cargo bench --locked -p alongside-core --bench cars --bench demand --bench cover

audit: ## Licences, bans, sources and known holes of everything that is linked in or shipped
	@tests/supply

sbom: ## Bills of materials of server and dashboard (CycloneDX), into target/sbom/
	@tests/supply bills

fuzz: ## Fuzz what strangers' bytes meet first (SECONDS_EACH=600, TARGETS="client_frame feed_json csv_map")
	@fuzz/run

clean: ## Remove what was built; data folders stay
	cargo clean
	rm -rf dashboard/dist dashboard/node_modules tests/browser/node_modules tests/oidc/node_modules
