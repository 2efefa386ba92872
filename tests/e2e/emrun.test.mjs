// `make emrun`: emrun serves the site and opens it in a browser that has no network but this machine.
// The page that emrun itself opened is looked at, through the browser's debugging port.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { answered, LESSON } from './browser.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const site = process.env.SITE ?? join(root, 'site');
let profile;

before(async () => {
  profile = await mkdtemp(join(tmpdir(), 'podwall-emrun-'));
});
after(() => retried(() => rm(profile, { recursive: true, force: true }))); // the browser still tidies up

async function retried(what) {
  for (let tries = 100; ; tries -= 1) {
    try {
      return await what();
    } catch (error) {
      if (tries === 0) throw error;
      await wait(100);
    }
  }
}

/** A port that is taken, so that the next one has to do. */
async function takenPort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, free: () => server.close() };
}

async function scriptOf(name, line) {
  const path = join(profile, name);
  await writeFile(path, `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  return path;
}

function startEmrun(port, environment) {
  const child = spawn(join(root, '.ci', 'emrun'), [site, String(port)], { cwd: root, env: environment });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  const found = () => /^http:\/\/localhost:[0-9]+\/index\.html$/m.exec(said)?.[0];
  const address = () => retried(() => found() ?? Promise.reject(new Error(said)));
  return { address, said: () => said, interrupt: () => (child.kill('SIGINT'), ended) };
}

/** Connects to the browser whose profile this is, once its page is on the way to an address: before, it may be lost. */
async function connected() {
  const [port] = await retried(async () => (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n'));
  const at = `http://127.0.0.1:${port}`;
  await retried(async () => {
    const pages = await (await fetch(`${at}/json/list`)).json();
    assert.ok(pages.some(({ url }) => url.startsWith('http')), JSON.stringify(pages));
  });
  return chromium.connectOverCDP(at);
}

test('emrun opens the site in a browser; home and a lesson answer without a network', async (t) => {
  const flags = '--remote-debugging-port=0 --lang=en';
  const program = await scriptOf('program', `exec '${join(root, 'tests/emrun/browser')}' ${flags} "$@"`);
  const taken = await takenPort();
  t.after(taken.free);
  const emrun = startEmrun(taken.port, { ...process.env, BROWSER: program, PROFILE: profile });
  t.after(emrun.interrupt);
  const browser = await connected();
  t.after(() => browser.close()); // the browser itself ended with emrun, as it does for who presses Ctrl-C
  const page = await retried(() => browser.contexts()[0].pages().find((one) => one.url().startsWith('http'))
    ?? Promise.reject(new Error(emrun.said())));
  assert.equal(page.url(), await emrun.address());
  assert.notEqual(new URL(page.url()).port, String(taken.port));
  await answered(page, /^\s*Denied/);

  const troubles = [];
  page.on('pageerror', (error) => troubles.push(String(error)));
  page.on('requestfailed', (request) => troubles.push(`failed: ${request.url()}`));
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== 'localhost') troubles.push(`foreign: ${request.url()}`);
  });
  await page.goto(new URL(LESSON, page.url()).href);
  await answered(page, /^\s*Denied/);
  assert.deepEqual(troubles, []);
});

test('without a screen it serves, says where, and ends well when it is interrupted', async (t) => {
  const { BROWSER, DISPLAY, WAYLAND_DISPLAY, ...environment } = process.env;
  const emrun = startEmrun(8080, environment);
  t.after(emrun.interrupt);
  const address = await emrun.address();
  const text = await retried(async () => (await fetch(address)).text());
  assert.equal(text, await readFile(join(site, 'index.html'), 'utf8'));
  const kept = connect(new URL(address).port, new URL(address).hostname); // as a browser keeps one for later
  kept.on('error', () => {});
  await new Promise((resolve) => kept.once('connect', resolve));
  await fetch(address); // accepted after the other, which is accepted by then
  const pressed = Date.now();
  assert.equal(await emrun.interrupt(), 0, emrun.said());
  assert.ok(Date.now() - pressed < 10000, 'what is connected keeps it from ending');
  kept.destroy();
});
