// chromium.mjs: the one Chromium of all tests. CHROMIUM names another executable; a missing one is a failure.

import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export const launch = (flags = []) => chromium.launch({ executablePath, args: [...ARGS, ...flags] });
