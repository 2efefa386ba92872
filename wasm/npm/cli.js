#!/usr/bin/env node
// The command line on wasm: the very C of the native program, with Emscripten's file layer between
// it and Node. Here is only what that layer gets wrong: every stream is a terminal to it, every file
// one that can be wound back, and a stream that has to be waited for one that has ended.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { isatty } from 'node:tty';

const start = createRequire(import.meta.url)('../cli/podwall.cjs');
const STREAMS = [0, 1, 2];
const WAIT_MS = 10;
const clock = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));

function correctFiles({ FS }) {
  for (const fd of STREAMS) FS.streams[fd].tty = isatty(fd);
  const open = FS.open;
  FS.open = (...wanted) => {
    const stream = open(...wanted);
    if (stream.nfd !== undefined) stream.seekable = fs.fstatSync(stream.nfd).isFile();
    return stream;
  };
}

// Waits where the other end of a pipe is not ready. Windows says the end of input by an error.
function patient(transfer) {
  return (...wanted) => {
    for (;;) {
      try {
        return transfer(...wanted);
      } catch (error) {
        if (error.code === 'EOF') return 0;
        if (error.code !== 'EAGAIN') throw error;
        Atomics.wait(clock, 0, 0, WAIT_MS);
      }
    }
  };
}

// That layer takes both from here, and knows the errors only by numbers of its own.
fs.readSync = patient(fs.readSync);
fs.writeSync = patient(fs.writeSync);

await start({
  arguments: process.argv.slice(2),
  thisProgram: basename(process.argv[1]).startsWith('kubectl-podwall') ? 'kubectl-podwall' : 'podwall',
  wasmBinary: fs.readFileSync(new URL('../cli/podwall.wasm', import.meta.url)),
  preRun: [({ ENV }) => {
    if (process.env.NO_COLOR !== undefined) ENV.NO_COLOR = process.env.NO_COLOR;
  }],
  onRuntimeInitialized() {
    correctFiles(this);
  },
});
