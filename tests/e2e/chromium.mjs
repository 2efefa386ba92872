// chromium.mjs: the one Chromium of all tests. CHROMIUM names another executable; a missing one is a failure.
//
// Chromium's headless shell is taken where it is installed: the same pages, without the parts around them, in a third
// of the time. `whole` is the browser as people have it, for what measures times.

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';

const SHELL = 'chromium-headless-shell';
const WHOLE = ['chromium', 'chromium-browser', 'google-chrome'];
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

function executable(names) {
  const folders = process.env.PATH.split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  if (!found) throw new Error(`no ${names.join(', ')} in PATH; .ci/install test installs one`);
  return found;
}

export const launch = async (flags = [], { whole = false } = {}) => chromium.launch({
  executablePath: process.env.CHROMIUM ?? executable(whole ? WHOLE : [SHELL, ...WHOLE]),
  args: [...ARGS, ...flags],
});
