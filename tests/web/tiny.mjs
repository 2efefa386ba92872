// tiny.mjs: writes very small wasm modules by hand that stand in for podwall.wasm, so that the loader
// can be tested at its edges without the core. Every function does one thing: give a number, or trap.

const ARITY = {
  pw_abi: 0, pw_open: 0, pw_close: 1, pw_request_buffer: 2, pw_run: 2, pw_reply: 1, pw_reply_size: 1,
};

const bytes = (text) => [...new TextEncoder().encode(text)];
const sized = (list) => [...leb(list.length), ...list];
const name = (text) => sized(bytes(text));
const section = (id, items) => [id, ...sized([...leb(items.length), ...items.flat()])];

function leb(value) {
  const low = value & 0x7f;
  return value < 0x80 ? [low] : [low | 0x80, ...leb(value >>> 7)];
}

function signedLeb(value) {
  const low = value & 0x7f;
  const rest = value >> 7;
  const last = (rest === 0 && !(low & 0x40)) || (rest === -1 && low & 0x40);
  return last ? [low] : [low | 0x80, ...signedLeb(rest)];
}

/**
 * A module whose functions give what `gives` says ("trap" traps) and whose memory holds `reply` at
 * address 8. It imports what emcc's libc may import.
 */
export function tinyWasm(gives = {}, reply = '{"schema":1,"ok":true}') {
  const all = {
    pw_abi: 1, pw_open: 16, pw_close: 0, pw_request_buffer: 4096, pw_run: 0, pw_reply: 8,
    pw_reply_size: bytes(reply).length, ...gives,
  };
  const names = Object.keys(ARITY);
  const I32 = 0x7f;
  const body = (value) => (value === 'trap' ? [0x00] : [0x41, ...signedLeb(value)]);
  return new Uint8Array([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, names.map((n) => [0x60, ...sized(Array(ARITY[n]).fill(I32)), 1, I32])),
    ...section(2, [
      [...name('env'), ...name('emscripten_notify_memory_growth'), 0, 2],
      [...name('wasi_snapshot_preview1'), ...name('fd_close'), 0, 2],
    ]),
    ...section(3, names.map((_, i) => leb(i))),
    ...section(5, [[0, 1]]),
    ...section(7, [
      [...name('memory'), 2, 0],
      ...names.map((n, i) => [...name(n), 0, i + 2]),
    ]),
    ...section(10, names.map((n) => sized([0, ...body(all[n]), 0x0b]))),
    ...section(11, [[0, 0x41, 8, 0x0b, ...sized(bytes(reply))]]),
  ]);
}
