// Nothing is shipped without its licence: what is bundled is found, and a part that has none breaks the build.

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { packagesIn } from '../../web/build/licences.mjs';

let root;

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'podwall-licences-'));
  await plant('one', { LICENSE: 'Take it.\n' });
  await plant('@some/two', { 'LICENSE.txt': 'Take it too.' });
  await plant('none', {});
  await plant('empty', { 'licence.md': '\n' });
});
after(() => rm(root, { recursive: true }));

async function plant(name, files) {
  const folder = join(root, 'node_modules', name);
  await mkdir(folder, { recursive: true });
  const about = { name, version: '1.2.3', license: 'MIT' };
  for (const [path, text] of Object.entries({ ...files, 'package.json': JSON.stringify(about) })) {
    await writeFile(join(folder, path), text);
  }
}

const outputs = (inputs) => ({ 'site/assets/page.js': { inputs } });
const used = { bytesInOutput: 10 };

test('each package that has a byte in a bundle is there once, with version, licence and text', () => {
  const found = packagesIn(root, outputs({
    'web/lab/lab.js': used, 'node_modules/one/a.js': used, 'node_modules/one/b/c.js': used,
    'node_modules/@some/two/dist/index.js': used, 'node_modules/none/x.js': { bytesInOutput: 0 },
  }));
  assert.deepEqual(found, [
    { name: '@some/two', version: '1.2.3', licence: 'MIT', text: 'Take it too.' },
    { name: 'one', version: '1.2.3', licence: 'MIT', text: 'Take it.' },
  ]);
});

for (const name of ['none', 'empty']) {
  test(`a package without a licence text breaks the build: ${name}`, () => {
    assert.throws(() => packagesIn(root, outputs({ [`node_modules/${name}/x.js`]: used })),
      new RegExp(`${name} 1\\.2\\.3 is bundled, but has no licence text`));
  });
}
