# The two commands a newcomer needs are `make run` and `make test`. Both may be repeated at will.

BUILD ?= .build
PREFIX ?= /usr/local
SWIFT_FLAGS = --scratch-path $(BUILD) --explicit-target-dependency-import-check error
RELEASE = $(BUILD)/release
DEBUG = $(BUILD)/debug
VENV = $(BUILD)/venv
# Runs a command beside the real servers of the tests.
WITH_SERVICES = $(VENV)/bin/python Tests/services/up

.PHONY: help run release test check unit terminal lint format bench install uninstall clean

help:
	@echo "make run      install what is missing, build, and open spool here"
	@echo "make test     install what the tests need and run all of them"
	@echo "make check    the style check and then all tests: what CI runs"
	@echo "make unit     only the Swift tests        make terminal  only the Python tests"
	@echo "make format   format the sources          make bench     every benchmark under bench/"
	@echo "make install  copy the programs to PREFIX ($(PREFIX))"

run: release
	@echo "Opening spool. Next time: $(RELEASE)/spool, or 'make install' for every directory."
	@exec $(RELEASE)/spool

release:
	@scripts/dependencies build
	@echo "Building in release mode (the first time takes ten to twenty minutes on two cores)…"
	@swift build -c release $(SWIFT_FLAGS)

test: unit terminal
	@echo "All tests passed. Next: make run"

check: lint test

# The engine's tests compute for minutes: what others wait for would be looked at when servers have long hung up. Eight at
# once, for the same reason.
SWIFT_TEST = SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 swift test --skip-build $(SWIFT_FLAGS)

unit: $(VENV)/installed
	@scripts/dependencies build test
	@scripts/environment
	@echo "Building in debug mode with tests (the first time takes about eight minutes on two cores)…"
	@swift build --build-tests $(SWIFT_FLAGS)
	@SPOOL_BIN_DIR=$(abspath $(DEBUG)) timeout --foreground 900 env $(SWIFT_TEST) --filter '^MediaEngineTests\.'
	@SPOOL_BIN_DIR=$(abspath $(DEBUG)) timeout --foreground 1200 $(WITH_SERVICES) env $(SWIFT_TEST) --skip '^MediaEngineTests\.'

# On the programs as people get them: optimised.
terminal: release $(VENV)/installed
	@scripts/dependencies test
	@SPOOL_BIN_DIR=$(abspath $(RELEASE)) timeout --foreground 2400 $(WITH_SERVICES) $(VENV)/bin/python -m pytest -p no:cacheprovider -q -rs -n 4 Tests

$(VENV)/installed: Tests/requirements.txt
	@scripts/dependencies test
	@echo "Installing the Python packages of the tests into $(VENV)…"
	@mkdir -p $(BUILD)
	@python3 -m venv $(VENV)
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	@touch $@

lint:
	@swift format lint --strict --recursive --parallel Package.swift Sources Tests

format:
	@swift format --in-place --recursive --parallel Package.swift Sources Tests

bench: release $(VENV)/peers
	@scripts/dependencies test
	@status=0; for program in $$(find bench -maxdepth 1 -type f -perm -u+x | sort); do echo "== $$program"; \
		PATH=$(abspath $(VENV))/bin:$$PATH SPOOL_BIN_DIR=$(abspath $(RELEASE)) $$program || status=1; done; exit $$status

$(VENV)/peers: bench/requirements.txt $(VENV)/installed
	@echo "Installing the peers of the benchmarks into $(VENV)…"
	@$(VENV)/bin/pip install --quiet --disable-pip-version-check -r bench/requirements.txt
	@touch $@

install: release
	@install -d $(DESTDIR)$(PREFIX)/bin
	@install -s $(RELEASE)/spool $(RELEASE)/spoold $(RELEASE)/spool-media $(DESTDIR)$(PREFIX)/bin
	@install -D -m 644 docs/spool.1 $(DESTDIR)$(PREFIX)/share/man/man1/spool.1
	@echo "Installed. Start with: spool"

uninstall:
	@rm -f $(addprefix $(DESTDIR)$(PREFIX)/bin/,spool spoold spool-media) $(DESTDIR)$(PREFIX)/share/man/man1/spool.1

clean:
	@rm -rf $(BUILD)
