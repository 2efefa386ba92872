// Measures podwall on clusters of tests/perf/gen.mjs and prints a table: node tests/perf/bench.mjs
// [S1 S2 ...]. Not a part of the tests: figures of one machine at one moment.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD, NATIVE, built } from '../lib/paths.mjs';
import { run } from '../lib/process.mjs';
import { generate, SIZES } from './gen.mjs';

const FOLDER = join(BUILD, 'perf');
const MB = 1024 * 1024;

const names = process.argv.slice(2);
const rows = [];
for (const name of names.length > 0 ? names : Object.keys(SIZES)) rows.push(await measure(name));
const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
const line = (cells) => `| ${cells.join(' | ')} |`;
const body = rows.map((row) => line(columns.map((key) => row[key] ?? '')));
console.log([line(columns), line(columns.map(() => '---')), ...body].join('\n'));

async function measure(name) {
  mkdirSync(FOLDER, { recursive: true });
  const file = join(FOLDER, `${name}.yaml`);
  if (!existsSync(file)) writeFileSync(file, generate(SIZES[name]));
  const megabytes = (readFileSync(file).length / MB).toFixed(2);
  const result = await run(built(NATIVE), ['bench', '-f', file, '-o', 'json']);
  if (result.code !== 0) throw new Error(`${name}: exit ${result.signal ?? result.code}\n${result.stderr}`);
  return { size: name, MB: megabytes, ...flat(JSON.parse(result.stdout)) };
}

// Nested figures as "stage.figure"; numbers rounded to what a reader can use.
function flat(value, prefix = '') {
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => {
    if (item !== null && typeof item === 'object') return Object.entries(flat(item, `${prefix}${key}.`));
    return [[prefix + key, typeof item === 'number' ? Number(item.toPrecision(3)) : item]];
  }));
}
