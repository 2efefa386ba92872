// Objects as text, in the shapes that people paste: YAML documents, one List, JSON.
// YAML is written for version 1.1 readers, so that `y` and `on` are quoted.
import { stringify } from 'yaml';

const yaml = (value) => stringify(value, { version: '1.1' });
const list = (objects) => ({ apiVersion: 'v1', kind: 'List', items: objects });

const SHAPES = [
  { suffix: 'yaml', write: (objects) => objects.map((object) => `---\n${yaml(object)}`).join('') },
  { suffix: 'yaml', write: (objects) => `${objects.map((object) => yaml(object)).join('---\n')}...\n` },
  { suffix: 'yaml', write: (objects) => yaml(list(objects)) },
  { suffix: 'yaml', write: (objects) => objects.map((object) => `---\n${JSON.stringify(object)}\n`).join('') },
  { suffix: 'json', write: (objects) => JSON.stringify(list(objects)) },
];

// -> { name, text }; which shape depends on `turn` only.
export function writeManifest(objects, turn) {
  const { suffix, write } = SHAPES[turn % SHAPES.length];
  return { name: `cluster-${turn}.${suffix}`, text: write(objects) };
}
