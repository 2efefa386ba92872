# Every task of the project: `make help` lists them.
#
# The C core is compiled by one rule set in seven flavours, below build/FLAVOUR/:
#   native    what people run            libraries of the system
#   asan      with sanitizers            libraries from source, so that they are watched too
#   torture   malloc behind the linker   libraries from source, so that their mallocs fail too;
#                                        and so does the arena, object by object
#   coverage  counts its lines           libraries of the system
#   fuzz      clang with its fuzzer      libraries from source, so that they are watched too
#   wasm      for tests and npm          libraries from source
#   page      the wasm of pages: the same, optimised as one at the link (a twentieth less to download)
# Tools are installed by .ci/install, which `make serve` and `make test` call first.

VERSION := $(shell cat VERSION)
PORT ?= 8080
CC := gcc
EMCC := emcc

# Parallel, unless the caller said how many. Makes below this one share its jobs.
ifeq ($(MAKELEVEL)$(filter -j% --jobs%,$(MAKEFLAGS)),0)
MAKEFLAGS += --jobs=$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
endif
MAKEFLAGS += --no-builtin-rules --no-print-directory
# Where `make install` puts things; DESTDIR comes before it, for those who make packages.
PREFIX ?= /usr/local
DESTDIR ?=
MAN_PAGE := share/man/man1/podwall.1
FOR_BASH := share/bash-completion/completions/podwall
FOR_ZSH := share/zsh/site-functions/_podwall
FOR_FISH := share/fish/vendor_completions.d/podwall.fish
DESCRIBED := $(MAN_PAGE) $(FOR_BASH) $(FOR_ZSH) $(FOR_FISH)
# Short output; V=1 shows the commands.
Q := $(if $(V),,@)
.DELETE_ON_ERROR:
.SECONDARY:

include wasm/flags.mk

# ---- sources

# core/suite and core/cli are in the programs, not in the wasm of the site.
SUITE := $(wildcard core/suite/*.c)
CORE := $(filter-out core/cli/% core/suite/%,$(wildcard core/*/*.c))
CLI := $(wildcard core/cli/*.c) $(SUITE)
UNIT := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/*.c))
FUZZ := $(filter-out driver,$(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/*.c)))
TORTURE := $(patsubst tests/torture/%.c,%,$(wildcard tests/torture/*.c))

YAML := build/deps/libyaml
CJSON := build/deps/cjson
CMOCKA := build/deps/cmocka
# Of libyaml the reading half.
LIBS := $(addprefix $(YAML)/src/,api.c reader.c scanner.c parser.c) $(CJSON)/cJSON.c

# ---- flavours: CC, CFLAGS, INC and LINK of each

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
CFLAGS := -std=c11 -D_POSIX_C_SOURCE=200809L -Icore $(WARN) -DPW_VERSION='"$(VERSION)"' -MMD -MP
# Libraries are not ours to warn about. The defines are what libyaml's configure would find out.
CFLAGS_LIBS := -w -DYAML_VERSION_STRING='"0.2.5"' \
	-DYAML_VERSION_MAJOR=0 -DYAML_VERSION_MINOR=2 -DYAML_VERSION_PATCH=5
INC_LIBS := -I$(YAML)/include -I$(CJSON)
pkg = $(shell pkg-config --$(1) yaml-0.1 libcjson 2>/dev/null || echo $(2))

CC_native = $(CC)
CFLAGS_native := -O2
INC_native := $(call pkg,cflags,-I/usr/include/cjson)
LINK_native := $(call pkg,libs,-lyaml -lcjson)

# PW_ASAN_GAPS: the arena leaves poisoned gaps between objects; without them it hides overruns.
CC_asan = $(CC)
CFLAGS_asan := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -DPW_ASAN_GAPS
INC_asan := $(INC_LIBS)

CC_torture = $(CC)
CFLAGS_torture := -O1 -g
INC_torture := $(INC_LIBS)
LINK_torture := -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=pw_arena_take

CC_coverage = $(CC)
CFLAGS_coverage := -O0 -g --coverage
INC_coverage := $(INC_native)
LINK_coverage := $(LINK_native)

# The fuzzer's own main is linked into its programs only.
CLANG ?= $(firstword $(foreach c,clang clang-19 clang-18 clang-17 clang-16 clang-15 clang-14, \
	$(shell command -v $(c) 2>/dev/null)) clang)
CC_fuzz = $(CLANG)
CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -DPW_ASAN_GAPS
INC_fuzz := $(INC_LIBS)
LINK_fuzz := -fsanitize=fuzzer

CC_wasm = $(EMCC)
CFLAGS_wasm := $(WASM_CFLAGS)
# cmocka.h defines uintptr_t itself unless told that it is there.
INC_wasm := $(INC_LIBS) -isystem $(CMOCKA)/include -D_UINTPTR_T_DEFINED

CC_page = $(EMCC)
CFLAGS_page := $(WASM_CFLAGS) -flto
INC_page := $(INC_LIBS)

# The headers of the libraries must be there first, where they come from source.
HEADERS_asan := | build/deps/ready
HEADERS_torture := | build/deps/ready
HEADERS_fuzz := | build/deps/ready
HEADERS_wasm := | build/deps/ready
HEADERS_page := | build/deps/ready

# $(call objects,FLAVOUR,SOURCES): where their objects go.
objects = $(patsubst %.c,build/$(1)/obj/%.o,$(2))
OBJ_native := $(call objects,native,$(CORE))
OBJ_asan := $(call objects,asan,$(CORE) $(LIBS))
OBJ_torture := $(call objects,torture,$(CORE) $(SUITE) $(LIBS))
OBJ_coverage := $(call objects,coverage,$(CORE))
OBJ_fuzz := $(call objects,fuzz,$(CORE) $(SUITE) $(LIBS))
OBJ_wasm := $(call objects,wasm,$(CORE) $(LIBS) wasm/libc.c)
OBJ_page := $(call objects,page,$(CORE) $(LIBS) wasm/libc.c)

define flavour
build/$(1)/obj/build/deps/%.o: build/deps/%.c build/deps/ready Makefile wasm/flags.mk
	@mkdir -p $$(@D); echo "$(1): $$<"
	$(Q)$$(CC_$(1)) $$(CFLAGS_$(1)) $$(CFLAGS_LIBS) $$(INC_$(1)) -c $$< -o $$@

build/$(1)/obj/%.o: %.c VERSION Makefile wasm/flags.mk $(HEADERS_$(1))
	@mkdir -p $$(@D); echo "$(1): $$<"
	$(Q)$$(CC_$(1)) $$(CFLAGS_$(1)) $$(CFLAGS) $$(INC_$(1)) -c $$< -o $$@
endef
$(foreach f,native asan torture coverage fuzz wasm page,$(eval $(call flavour,$(f))))

# $(call link,FLAVOUR): the program $@ from its prerequisites.
announce = @mkdir -p $(@D); echo "$@"
define link
$(announce)
$(Q)$(CC_$(1)) $(CFLAGS_$(1)) $(filter %.o,$^) -o $@ $(LINK_$(1))
endef

-include $(shell find build -name '*.d' -not -path '*/deps/*' 2>/dev/null)

# ---- programs

build/podwall: $(call objects,native,$(CLI)) $(OBJ_native)
	$(call link,native)

build/coverage/podwall: $(call objects,coverage,$(CLI)) $(OBJ_coverage)
	$(call link,coverage)

build/asan/podwall: $(call objects,asan,$(CLI)) $(OBJ_asan)
	$(call link,asan)

build/unit/%: build/native/obj/tests/unit/%.o $(OBJ_native)
	$(call link,native) -lcmocka

build/coverage/unit/%: build/coverage/obj/tests/unit/%.o $(OBJ_coverage)
	$(call link,coverage) -lcmocka

build/asan/unit/%: build/asan/obj/tests/unit/%.o $(OBJ_asan)
	$(call link,asan) -lcmocka

build/asan/planted: build/asan/obj/tests/asan/planted.o $(OBJ_asan)
	$(call link,asan)

build/asan/fuzz/%: build/asan/obj/tests/fuzz/%.o build/asan/obj/tests/fuzz/driver.o \
		$(OBJ_asan) $(call objects,asan,$(SUITE))
	$(call link,asan)

build/fuzz/%: build/fuzz/obj/tests/fuzz/%.o $(OBJ_fuzz)
	$(call link,fuzz)

build/torture/%: build/torture/obj/tests/torture/%.o $(OBJ_torture)
	$(call link,torture)

build/podwall.wasm: $(OBJ_page) wasm/exports.txt wasm/flags.mk
	$(announce)
	$(Q)$(EMCC) $(WASM_LDFLAGS) -flto $(OBJ_page) -o $@
	$(Q)$(WASM_OPTIMIZER) $(WASM_OPT) --enable-bulk-memory --enable-sign-ext $@ -o $@

# The command line for Node, with emcc's glue.
build/npm/cli/podwall.js: $(call objects,wasm,$(CLI)) $(OBJ_wasm) wasm/flags.mk
	$(announce)
	$(Q)$(EMCC) $(WASM_CLI_LDFLAGS) $(filter %.o,$^) -o $@

# What is linked into it, and under which licences.
build/licences.json: .ci/licences.mjs wasm/sources.txt | build/deps/ready
	$(announce)
	$(Q)node .ci/licences.mjs

build/wasm-unit/%.js: build/wasm/obj/tests/unit/%.o build/wasm-unit/cmocka.o $(OBJ_wasm) \
		| build/wasm-unit/package.json
	$(announce)
	$(Q)$(EMCC) $(WASM_UNIT_LDFLAGS) $(filter %.o,$^) -o $@

build/wasm-unit/cmocka.o: $(CMOCKA)/src/cmocka.c build/deps/ready wasm/flags.mk
	$(announce)
	$(Q)$(EMCC) $(WASM_CMOCKA_CFLAGS) -I$(CMOCKA)/include -c $< -o $@

# emcc's glue is CommonJS; the package around it is not.
build/wasm-unit/package.json:
	@mkdir -p $(@D)
	@echo '{"type":"commonjs"}' > $@

# The unit tests and the corpus sample as one page for emrun: the mains of the unit tests under names
# of their own, all else the objects above.
EMRUN := $(patsubst %,build/emrun/unit/%.o,$(UNIT)) \
	$(patsubst %.c,build/emrun/%.o,$(notdir $(wildcard tests/emrun/*.c)))
EMRUN_CC = $(EMCC) $(CFLAGS_wasm) $(CFLAGS) $(INC_wasm)

build/emrun/unit/%.o: tests/unit/%.c Makefile wasm/flags.mk | build/deps/ready
	$(announce)
	$(Q)$(EMRUN_CC) -Dmain=unit_$* -c $< -o $@

build/emrun/%.o: tests/emrun/%.c build/emrun/programs.h Makefile wasm/flags.mk | build/deps/ready
	$(announce)
	$(Q)$(EMRUN_CC) -Ibuild/emrun -c $< -o $@

# Written anew when a unit test comes or goes.
build/emrun/programs.h: always
	@mkdir -p $(@D)
	@printf 'PROGRAM(%s)\n' $(UNIT) | cmp -s - $@ || printf 'PROGRAM(%s)\n' $(UNIT) > $@

build/emrun/index.html: $(EMRUN) build/wasm-unit/cmocka.o $(OBJ_wasm) tests/emrun/shell.html \
		wasm/flags.mk $(wildcard tests/corpus/*/*)
	$(announce)
	$(Q)$(EMCC) $(EMRUN_LDFLAGS) $(filter %.o,$^) -o $@

# ---- what is fetched

build/deps/ready: wasm/sources.txt .ci/sources
	@echo 'fetching libyaml, cJSON and cmocka'
	$(Q).ci/sources
	@touch $@

$(LIBS) $(CMOCKA)/src/cmocka.c: | build/deps/ready ;

# ---- tasks

.DEFAULT_GOAL := help
.PHONY: help serve emrun test test-fast test-emrun coverage lint native asan wasm site unit torture fuzz fuzzers everything \
	npm install uninstall dist single lesson lesson-ids check-lessons shots bench-web install-serve install-test \
	clean always

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(firstword $(MAKEFILE_LIST)) | \
	while IFS='|' read -r name what; do printf '  make %-14s %s\n' "$$name" "$$what"; done

serve: ## install what is missing, build the site, serve it on 127.0.0.1 (PORT=8080)
	@.ci/install serve
	@$(MAKE) native site
	@exec node .ci/serve.mjs site $(PORT)

emrun: ## the same by Emscripten's emrun, opened in a browser (PORT=8080 BROWSER=)
	@.ci/install serve
	@$(MAKE) site
	@exec .ci/emrun site $(PORT)

test: ## install what is missing, build everything, run every test
	@.ci/install test
	@$(MAKE) everything
	@node tests/run.mjs

test-fast: ## the tests that take no browser: a minute
	@.ci/install test
	@$(MAKE) native wasm $(UNIT:%=build/unit/%)
	@node tests/run.mjs --fast

test-emrun: ## unit tests and a corpus sample in a headless browser, by emrun
	@.ci/install test
	@$(MAKE) build/emrun/index.html
	@node tests/emrun/run.mjs

coverage: ## lines of the core that the tests run, by folder; fails under 90 %
	@.ci/install coverage
	@$(MAKE) build/coverage/podwall $(UNIT:%=build/coverage/unit/%)
	@node tests/coverage/run.mjs

lint: ## the rules of the house
	@node tests/run.mjs --only lint

native: build/podwall ## the command line program, build/podwall

asan: build/asan/podwall ## the same with sanitizers, build/asan/podwall

wasm: build/podwall.wasm build/licences.json ## the core for the browser, build/podwall.wasm, within its budget
	@node .ci/wasm-check.mjs

site: wasm ## the static site, site/
	@node web/build/site.mjs

dist: site ## the site as one file, build/podwall-site-VERSION.zip
	@node web/build/dist.mjs

single: site ## the course as one HTML file for machines without a network, build/podwall-course.html
	@node web/build/single.mjs

npm: build/podwall.wasm build/licences.json build/npm/cli/podwall.js ## the package for npm, build/npm/podwall-VERSION.tgz
	@node .ci/npm.mjs

shots: ## pictures of the built pages for people to look at, build/shots
	@$(MAKE) site
	@node tests/e2e/shots.mjs

bench-web: ## how long an edit takes until the picture shows it
	@$(MAKE) site
	@node tests/e2e/bench.mjs

lesson: ## a new lesson from the template: make lesson name=my-slug
	@node web/build/new-lesson.mjs $(name)

check-lessons: build/podwall.wasm ## prove every lesson with the engine
	@node web/build/check-lessons.mjs

lesson-ids: build/podwall.wasm ## the same, after keeping the ids of new lessons in lessons/ids.txt
	@node web/build/check-lessons.mjs --keep-ids

unit: ## unit tests thrice: build/unit, build/asan/unit, build/wasm-unit
unit: $(UNIT:%=build/unit/%) $(UNIT:%=build/asan/unit/%) build/asan/planted \
	$(UNIT:%=build/wasm-unit/%.js)

fuzz: $(FUZZ:%=build/asan/fuzz/%) ## replay of saved fuzzing inputs, build/asan/fuzz

fuzzers: $(FUZZ:%=build/fuzz/%) ## the fuzzers themselves, by clang, build/fuzz

torture: $(TORTURE:%=build/torture/%) ## tests with failing mallocs, build/torture

everything: native asan site unit torture fuzz build/emrun/index.html npm ## all of these

INSTALLED := $(DESTDIR)$(PREFIX)
install: build/podwall ## the command line program and kubectl plugin with man page and completions, below PREFIX=/usr/local
	@mkdir -p $(dir $(addprefix $(INSTALLED)/,bin/podwall $(DESCRIBED)))
	install -m 755 build/podwall $(INSTALLED)/bin/podwall
	ln -sf podwall $(INSTALLED)/bin/kubectl-podwall
	build/podwall --man > $(INSTALLED)/$(MAN_PAGE)
	build/podwall --completion bash > $(INSTALLED)/$(FOR_BASH)
	build/podwall --completion zsh > $(INSTALLED)/$(FOR_ZSH)
	build/podwall --completion fish > $(INSTALLED)/$(FOR_FISH)

uninstall: ## remove what make install put there
	rm -f $(addprefix $(INSTALLED)/,bin/podwall bin/kubectl-podwall $(DESCRIBED))

install-serve: ## install what building and serving need
	@.ci/install serve

install-test: ## install what the tests need
	@.ci/install test

clean: ## remove what was built (not node_modules)
	rm -rf build site
