// share.js: what a lab holds, as the fragment of an address, and back. No server sees a fragment. Pure.
//
//   encode(lab) -> '#s1=...'            lab: {files: [{name, label, text}], question, front, view}
//   decode(fragment) -> null            it is no such link: an ordinary fragment, or none
//                    -> {lab}           whole, its shape checked
//                    -> {problem}       'newer', 'too-long' or 'damaged'
//   verdictOn(fragment) -> 'fine' | 'long' | 'too-long'
//
// JSON, deflated, base64url. The zlib form of deflate, not the raw one: its checksum, eight characters,
// notices a link that was cut or changed on its way. Whoever makes a link may be hostile, so nothing is
// unpacked beyond MOST_BYTES and nothing is handed on that is not exactly of the shape.

const VERSION = 1;
const LONG = 8000; // characters; some mail and chat programs cut beyond it
const MOST = 60000; // characters of a link that is made or read
const MOST_BYTES = 1_000_000; // unpacked: what the engine takes as text, too
const SLICE = 1024; // bytes unpacked in one step; none grows more than a thousandfold
const MOST_FILES = 64;
const VIEWS = ['yaml', 'picture', 'table'];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const TOO_LONG = '#'.padEnd(MOST + 1, '-'); // in place of a link that nobody would read
const LINK = /^#s(\d{1,4})(?:=|%3D)(.*)$/is; // some programs write the sign as its number

export async function encode(lab) {
  const bytes = new TextEncoder().encode(JSON.stringify(plain(lab)));
  if (bytes.length > MOST_BYTES) return TOO_LONG;
  const packed = await through(new CompressionStream('deflate'), bytes);
  return `#s${VERSION}=${toBase64(packed)}`;
}

export async function decode(fragment) {
  const [, version, body] = LINK.exec(fragment) ?? [];
  if (version === undefined) return null;
  if (Number(version) > VERSION) return { problem: 'newer' };
  if (fragment.length > MOST) return { problem: 'too-long' };
  try {
    const bytes = await through(new DecompressionStream('deflate'), fromBase64(body));
    const lab = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return isLab(lab) && Number(version) === VERSION ? { lab } : { problem: 'damaged' };
  } catch {
    return { problem: 'damaged' };
  }
}

export function verdictOn({ length }) {
  if (length > MOST) return 'too-long';
  return length > LONG ? 'long' : 'fine';
}

// Only what belongs there, in one order: the same lab makes the same link.
function plain({ files, question, front, view }) {
  return {
    files: files.map(({ name, label, text }) => ({ name, ...label && label !== name ? { label } : {}, text })),
    ...question?.from && question.to ? { question: asked(question) } : {},
    ...files.some(({ name }) => name === front) ? { front } : {},
    ...VIEWS.includes(view) ? { view } : {},
  };
}

const asked = ({ from, to, port, protocol }) =>
  ({ from, to, ...port === undefined ? {} : { port }, protocol: protocol ?? 'TCP' });

// ---- bytes

// Fed in slices as the other end is read, so that what is unpacked ahead of the bound stays small.
async function through(transform, bytes) {
  let at = 0;
  const source = new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at += SLICE));
      return undefined;
    },
  });
  const reader = source.pipeThrough(transform).getReader();
  const parts = [];
  let size = 0;
  for (let got = await reader.read(); !got.done; got = await reader.read()) {
    size += got.value.length;
    if (size > MOST_BYTES) {
      reader.cancel().catch(() => {});
      throw new RangeError('more than a lab holds');
    }
    parts.push(got.value);
  }
  return joined(parts, size);
}

function joined(parts, size) {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function toBase64(bytes) {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text) {
  if (!/^[\w-]+$/.test(text)) throw new SyntaxError('not base64url');
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
}

// ---- the shape, exactly

/** Whether it is a lab, exactly: {files, question, front, view}. */
export function isLab(lab) {
  return only(lab, ['files', 'question', 'front', 'view']) && areFiles(lab.files)
    && (lab.question === undefined || isQuestion(lab.question))
    && (lab.front === undefined || lab.files.some(({ name }) => name === lab.front))
    && (lab.view === undefined || VIEWS.includes(lab.view));
}

function areFiles(files) {
  return Array.isArray(files) && files.length > 0 && files.length <= MOST_FILES && files.every(isFile)
    && new Set(files.map(({ name }) => name)).size === files.length;
}

const isFile = (file) => only(file, ['name', 'label', 'text']) && isName(file.name)
  && (file.label === undefined || isName(file.label)) && typeof file.text === 'string';

/** Whether it is a question that a lab can ask. */
export function isQuestion(question) {
  return only(question, ['from', 'to', 'port', 'protocol']) && isName(question.from) && isName(question.to)
    && (question.port === undefined || isPort(question.port)) && PROTOCOLS.includes(question.protocol);
}

const isPort = (port) => (typeof port === 'string' ? isName(port) : Number.isInteger(port) && port >= 0 && port < 1e5);

// A name is shown in one line and may be long, as that of a pod with its namespace.
const isName = (text) => typeof text === 'string' && /^[^\p{Cc}]{1,400}$/u.test(text);

const only = (value, keys) => value !== null && typeof value === 'object' && !Array.isArray(value)
  && Object.keys(value).every((key) => keys.includes(key));
