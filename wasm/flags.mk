# Every flag of Emscripten, with its reason. Read by the Makefile.
#
# The product is one bare .wasm: no glue of emcc, which 3.1.6 writes in a way that does not start in
# Node 18 and which needs acorn. wasm/engine.js is the whole loader.
#
# The wasm imports one function, env.emscripten_notify_memory_growth(i32): emcc's libc tells the host
# that memory.buffer is a new one. engine.js asks for the buffer anew each time, so its stub does
# nothing. No WASI: the core knows no file, clock or network. .ci/wasm-check.mjs holds it to that.

# Size first: a lesson is read on a phone. Compiled for speed, libyaml's scanner reads no faster (51 ms
# for the half megabyte of S3 either way), nor do the loops over bitsets.
WASM_OPT := -Oz

# NDEBUG: an assert of the libraries would print, which imports WASI's fd_write and proc_exit.
# Memory is copied and signs are extended by instructions, which every browser has that can read the
# pages (Safari since 15, the others since 2020): a tenth faster to read, and 0.6 kB with wasm/libc.c.
WASM_CFLAGS := $(WASM_OPT) -DNDEBUG -mbulk-memory -msign-ext

# STANDALONE_WASM and --no-entry: a library without glue; they add the exports _initialize (to be
# called once before anything else), memory, and a few helpers of emcc's that nobody calls.
# --stack-first: a stack that overflows (5 MiB) traps, instead of writing over data.
# emmalloc: 1.7 kB less to download than dlmalloc for 8 % more time to read (both measured); the
# core's arenas ask for few, large blocks, libyaml for many small ones.
# A page's memory grows as needed, up to 2 GB: above, pointers turn negative in JavaScript.
# dealign and more of -Oz: nobody minds what a load says of its alignment, and what is always the same
# packs better (0.6 kB together). flatten and rereloop write the control flow anew (0.8 kB; 0.3 kB the
# second time). No partial redundancy elimination, no duplicated tails, nothing moved out of loops: that
# is code for speed which could not be measured (0.9 kB together).
WASM_LDFLAGS := $(WASM_OPT) \
	-sBINARYEN_EXTRA_PASSES=--dealign,--flatten,--rereloop,-Oz,--flatten,--rereloop,-Oz,-Oz \
	-Wl,-mllvm,-enable-pre=false -Wl,-mllvm,-disable-tail-duplicate \
	-Wl,-mllvm,-disable-machine-licm \
	--no-entry \
	-sSTANDALONE_WASM=1 \
	-sALLOW_MEMORY_GROWTH=1 \
	-sMALLOC=emmalloc \
	-sMAXIMUM_MEMORY=2GB \
	-Wl,--stack-first \
	-sEXPORTED_FUNCTIONS=$(shell sed 's/^/_/' wasm/exports.txt | paste -sd, -)

# Binaryen's own program goes over what emcc made once more (0.5 kB): it comes with emcc, beside it or in PATH.
WASM_OPTIMIZER := $(or $(shell command -v wasm-opt),$(shell dirname "$$(readlink -f "$$(command -v emcc)")")/../bin/wasm-opt)

# Unit tests in wasm are programs with stdio, longjmp (cmocka) and a way to end, so they take
# emcc's glue: of a kind that reads no file (SINGLE_FILE), and not minified (-O1), for the reasons
# above. They link the very objects of the product.
WASM_UNIT_LDFLAGS := -O1 -sSINGLE_FILE=1 -sENVIRONMENT=node -sEXIT_RUNTIME=1 \
	-sALLOW_MEMORY_GROWTH=1

# The page that emrun opens: --emrun makes it post what it prints and how it ended. The corpus sample
# is a file beside it, /corpus to the program. MINIFY_HTML=0: 3.1.6 calls its minifier wrongly.
EMRUN_LDFLAGS := -O1 --emrun -sMINIFY_HTML=0 -sENVIRONMENT=web -sEXIT_RUNTIME=1 \
	-sALLOW_MEMORY_GROWTH=1 --shell-file tests/emrun/shell.html --preload-file tests/corpus@/corpus

# What cmocka's configure would find out.
WASM_CMOCKA_CFLAGS := -O1 -w -D_UINTPTR_T -D_UINTPTR_T_DEFINED \
	-DHAVE_SIGNAL_H -DHAVE_STRUCT_TIMESPEC -DHAVE_INTTYPES_H -DHAVE_STDINT_H -DHAVE_STDIO_H -DHAVE_STDLIB_H -DHAVE_STRING_H \
	-DHAVE_STRINGS_H -DHAVE_TIME_H -DHAVE_UNISTD_H -DHAVE_SETJMP_H -DHAVE_MALLOC_H

# The command line of the npm package: the whole native program, so that its options, its words and
# its files are those of core/cli. Here emcc's glue is taken: NODERAWFS is Node's own files, which no
# page has. It is handed the wasm (MODULARIZE, wasmBinary), and is not minified (-O1), for the reasons
# above. wasm/npm/cli.js needs FS and ENV.
WASM_CLI_LDFLAGS := -O1 -sNODERAWFS=1 -sENVIRONMENT=node -sEXIT_RUNTIME=1 -sMODULARIZE=1 \
	-sALLOW_MEMORY_GROWTH=1 -sMAXIMUM_MEMORY=2GB -sMALLOC=emmalloc \
	-sEXPORTED_RUNTIME_METHODS=FS,ENV
