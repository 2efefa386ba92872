#!/usr/bin/env node
// The command line on wasm: the very C of the native program, with Emscripten's file layer between
// it and Node. Here is only what that layer gets wrong: every stream is a terminal to it, and every
// file one that can be wound back.
import { fstatSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { isatty } from 'node:tty';

const start = createRequire(import.meta.url)('../cli/podwall.cjs');
const STREAMS = [0, 1, 2];

function correctFiles({ FS }) {
  for (const fd of STREAMS) FS.streams[fd].tty = isatty(fd);
  const open = FS.open;
  FS.open = (...wanted) => {
    const stream = open(...wanted);
    if (stream.nfd !== undefined) stream.seekable = fstatSync(stream.nfd).isFile();
    return stream;
  };
}

await start({
  arguments: process.argv.slice(2),
  thisProgram: 'podwall',
  wasmBinary: readFileSync(new URL('../cli/podwall.wasm', import.meta.url)),
  preRun: [({ ENV }) => {
    if (process.env.NO_COLOR !== undefined) ENV.NO_COLOR = process.env.NO_COLOR;
  }],
  onRuntimeInitialized() {
    correctFiles(this);
  },
});
