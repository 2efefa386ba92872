// intake.js: what somebody pastes, drops or chooses, made into files for the lab.
//
//   intake(given, {most, taken}) -> {files, said}
//     given   [{name, blob}]; `name` may be a path in a folder
//     most    bytes of one file that the engine takes
//     taken   names that are in the lab already: a file of the same name takes its place, a pasted text never does
//     files   [{name, label, text}], or {name, label, blob} where it is too large for the editor
//     said    [[code, values]]: sentences (say.js) about what was not taken, or not as it came
//   pasted(text, taken) -> {name, blob} of a text that has no name
//   entriesOf(dataTransfer) -> promise of given, folders walked
//
// It looks at bytes only as far as it must to tell text from other things; what the text says is the engine's to read.

export const LARGEST_TEXT = 1_000_000; // bytes; more than that is read by the worker and never becomes a text here
const ALL_TEXTS = 2_000_000; // bytes of all texts together
const MOST_TABS = 12; // files of one go; more are joined
const MOST_ENTRIES = 2000; // of a folder
const MANIFEST = /\.(ya?ml|json)$/i;

const megabytes = (bytes) => `${Math.ceil(bytes / 1e6)} MB`;

const tooLarge = (name, size, most) =>
  ['intake.too-large', { name, size: megabytes(size), most: megabytes(most) }];

export async function intake(given, { most = Infinity, taken = [] } = {}) {
  const said = [];
  const good = [];
  for (const { name, blob } of given) {
    const read = await readable({ name, blob, most });
    if (read.problem) said.push(read.problem);
    else good.push({ name, blob: read.blob });
  }
  const list = good.length > MOST_TABS ? [joined(good, said)] : good;
  let room = ALL_TEXTS;
  const files = [];
  for (const { name, blob } of list) {
    const label = labelOf(name, [...list.map((other) => other.name), ...taken]);
    const small = blob.size <= Math.min(LARGEST_TEXT, room);
    if (small) room -= blob.size;
    files.push(small ? { name, label, text: await blob.text() } : { name, label, blob });
  }
  return { files, said };
}

// -> {blob} in UTF-8, or {problem}
async function readable({ name, blob, most }) {
  if (!blob.size) return { problem: ['intake.empty', { name }] };
  if (blob.size > most) return { problem: tooLarge(name, blob.size, most) };
  try {
    const head = new Uint8Array(await blob.slice(0, 4096).arrayBuffer());
    const wide = wideOf(head);
    if (wide) return { blob: await inUtf8(blob, wide) };
    return head.includes(0) ? { problem: ['intake.not-text', { name }] } : { blob };
  } catch {
    return { problem: ['intake.unreadable', { name }] };
  }
}

// What `>` of Windows PowerShell writes: two bytes a letter, and a mark that says so.
function wideOf([first, second]) {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

function inUtf8(blob, encoding) {
  const stream = blob.stream().pipeThrough(new TextDecoderStream(encoding)).pipeThrough(new TextEncoderStream());
  return new Response(stream).blob();
}

function joined(list, said) {
  said.push(['intake.joined', { count: list.length }]);
  const folders = new Set(list.map(({ name }) => (name.includes('/') ? name.split('/')[0] : '')));
  const [folder] = folders.size === 1 ? folders : [''];
  const parts = list.flatMap(({ name, blob }) =>
    (/\.json$/i.test(name) ? [blob, '\n---\n'] : [`# ${name}\n`, blob, '\n---\n']));
  return { name: `${folder || 'files'}.yaml`, blob: new Blob(parts.slice(0, -1)) };
}

// The last part of a path, unless another file ends alike.
function labelOf(name, all) {
  const short = (path) => path.split('/').at(-1);
  return new Set(all.filter((other) => short(other) === short(name))).size > 1 ? name : short(name);
}

/** A text without a name gets one that nobody has. */
export function pasted(text, taken) {
  const ending = /^\s*[{[]/.test(text) ? 'json' : 'yaml';
  let name = `pasted.${ending}`;
  for (let number = 2; taken.includes(name); number += 1) name = `pasted-${number}.${ending}`;
  return { name, blob: new Blob([text]) };
}

/** The files of something that was dropped. What is in a folder counts when it is called like a manifest. */
export async function entriesOf(transfer) {
  // The list is empty once this function has waited for anything.
  const items = [...transfer.items].filter(({ kind }) => kind === 'file')
    .map((item) => ({ entry: item.webkitGetAsEntry?.() ?? null, file: item.getAsFile() }));
  const walk = { left: MOST_ENTRIES, found: [] };
  for (const { entry, file } of items) {
    if (entry?.isDirectory) await walkFolder(entry, walk);
    else if (file) walk.found.push({ name: file.name, blob: file });
  }
  const folders = items.some(({ entry }) => entry?.isDirectory);
  const said = folders && !walk.found.length ? [['intake.no-manifests']] : [];
  return { given: walk.found, said: walk.left > 0 ? said : [...said, ['intake.cut', { count: MOST_ENTRIES }]] };
}

/** The files of a folder that was chosen: the browser lists them all. */
export function manifestsOf(files) {
  const given = [...files].slice(0, MOST_ENTRIES).filter(({ name }) => MANIFEST.test(name))
    .map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }));
  return { given, said: given.length ? [] : [['intake.no-manifests']] };
}

async function walkFolder(folder, walk) {
  const reader = folder.createReader();
  const next = () => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
  for (let batch = await next(); batch.length && walk.left > 0; batch = await next()) {
    for (const entry of batch) {
      walk.left -= 1;
      if (walk.left <= 0) return;
      if (entry.isDirectory && !entry.name.startsWith('.')) await walkFolder(entry, walk);
      else if (entry.isFile && MANIFEST.test(entry.name)) {
        const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
        walk.found.push({ name: entry.fullPath.replace(/^\//, ''), blob: file });
      }
    }
  }
}
