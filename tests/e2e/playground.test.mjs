// The playground with what people bring: a real dump pasted with nothing focused, files of every kind, examples, and
// bad input; and the gallery beside it.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { violations } from './axe.mjs';
import { answered, onPageOf, openBrowser, textOf } from './browser.mjs';
import { dump } from './dump.mjs';

const PLAYGROUND = 'playground/';
const GALLERY = 'examples/';
const PHONE = { viewport: { width: 390, height: 844 } };
const LATE_MS = 5000; // for a cluster of 300 pods until its first answer, on a busy machine

const DUMP = dump({ pods: 300 });
const SMALLER = dump({ pods: 160 }); // still too large for the editor
const POLICY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: open-to-all
  namespace: shop-prod
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress:
  - {}
`;
const CLUSTER = ['web', 'api'].map((name) => `apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: shop, labels: {app: ${name}}}
spec:
  containers:
  - {name: main, image: main, ports: [{containerPort: 8080}]}
`).join('---\n');
const CLOSED = POLICY.replace('open-to-all', 'closed').replace('shop-prod', 'shop').replace(/ {2}ingress:\n.*\n/, '');
const LIST = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: ['a', 'b'].map((name) => ({
  apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'json' },
  spec: { containers: [{ name: 'x', image: 'x' }] },
})) });

let browser;

before(async () => {
  browser = await openBrowser();
});
after(() => browser.close());

const onPage = onPageOf(() => browser, { settled: false });

const file = (name, text) => ({ name, mimeType: 'application/yaml', buffer: Buffer.from(text) });
const choose = (page, ...files) => page.locator('input[name="files"]').setInputFiles(files);
const heard = (page, pattern) => page.locator('.heard').filter({ hasText: pattern }).waitFor();
const press = (page, name) => page.getByRole('button', { name, exact: true }).click();

// What a paste does that no field takes.
const paste = (page, text) => page.evaluate((words) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', words);
  const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true });
  let target = document.activeElement;
  while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
  target.dispatchEvent(event);
}, text);

// Names of the tabs over the text.
const tabs = (page) => page.locator('podwall-editor [role="tab"] > span:first-child').allTextContents();

const tooWide = (page) => page.evaluate(() =>
  document.documentElement.scrollWidth - document.documentElement.clientWidth);

onPage('a dump of 300 pods, pasted with nothing focused: a file, answered, folded, by namespace', PLAYGROUND, {},
  async (page) => {
    assert.ok(DUMP.length > 1.5e6, 'a dump of that size is meant to be too large for the editor');
    const began = Date.now();
    await paste(page, DUMP);
    await answered(page, /Allowed|Denied/);
    assert.ok(Date.now() - began < LATE_MS, `${Date.now() - began} ms until the first answer`);
    await page.getByText('12 namespaces, 300 pods').waitFor();
    await page.getByText(/^\d\.\d MB, read as a file$/).waitFor();
    assert.equal(await textOf(page), '');
    await page.getByText(/of 12 namespaces are drawn/).waitFor();
    assert.ok(await page.locator('svg.picture .tile').count() < 40);
    await page.getByRole('tab', { name: 'Table', exact: true }).click();
    await page.locator('podwall-table tbody tr').nth(11).waitFor();
    await press(page, 'Draw all');
    await page.getByText('All 12 namespaces are drawn').waitFor();
    await press(page, 'Only those of the question');
    await page.getByRole('tab', { name: 'Stored', exact: true }).click();
    await page.getByText('A file too large for the editor is not written out.').waitFor();
  });

onPage('the line that decides is shown out of the large file', PLAYGROUND, {}, async (page) => {
  await choose(page, file('cluster.yaml', DUMP));
  const [, line] = /line (\d+)/.exec(await answered(page, /line \d+/));
  await page.locator('podwall-ask .answer').getByRole('button', { name: `line ${line}` }).click();
  const meant = page.locator('podwall-editor .excerpt .meant');
  await meant.waitFor();
  const wanted = DUMP.split('\n')[line - 1];
  assert.equal((await meant.textContent()).replace(/^\d+/, ''), wanted);
});

onPage('among 300 ends one types to find; an unknown one is said, an address asked', PLAYGROUND, {}, async (page) => {
  await choose(page, file('cluster.yaml', DUMP));
  await answered(page, /Allowed|Denied/);
  const field = (name) => page.locator(`podwall-ask input[name="${name}"]`);
  const known = await page.locator('podwall-ask #ends-to option').evaluateAll((all) => all.map(({ value }) => value));
  assert.ok(known.length > 300, `${known.length} ends`);
  await field('to').fill('growth-prod/deployment/postgres');
  await answered(page, /^\s*Denied/);
  await page.locator('svg.picture').getByText('growth-prod').first().waitFor();
  await field('from').fill('growth-prod/deployment/nobody');
  await field('from').press('Enter');
  await answered(page, /No answer: .*growth-prod\/deployment\/nobody/);
  await field('from').fill('8.8.8.8');
  await field('from').press('Enter');
  await answered(page, /^\s*Denied/);
});

onPage('a policy beside a large file: only the policy is sent; a restart brings both back', PLAYGROUND, {},
  async (page) => {
    await choose(page, file('cluster.yaml', DUMP));
    await answered(page, /Allowed|Denied/);
    await page.locator('podwall-lab').evaluate((lab) => {
      lab.question = { from: 'data-prod/worker', to: 'shop-prod/worker', port: 8080, protocol: 'TCP' };
    });
    await answered(page, /^\s*Denied/);
    await page.locator('podwall-lab').evaluate((lab) => {
      lab.answered = new Promise((resolve) => lab.addEventListener('podwall-ready', resolve, { once: true }));
    });
    await press(page, 'Write a policy beside it');
    await page.locator('podwall-lab').evaluate((lab) => lab.answered.then(() => true)); // else it is no edit yet
    await page.locator('podwall-lab').evaluate((lab, text) => {
      lab.sent = [];
      const { worker } = lab.client;
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message) => {
        lab.sent.push([message.request.length, message.blobs?.length ?? 0]);
        post(message);
      };
      lab.setText('policy.yaml', text);
    }, `${POLICY}---\n${POLICY.replace('open-to-all', 'all-out').replace('shop-prod', 'data-prod')
      .replace('[Ingress]', '[Egress]').replace('ingress:', 'egress:')}`);
    await answered(page, /^\s*Allowed/);
    const early = await page.locator('podwall-lab').evaluate((lab) => lab.sent.splice(0));
    await page.locator('podwall-lab').evaluate((lab) => lab.setText('policy.yaml', `${lab.files[1].text}# more\n`));
    await page.waitForFunction(() => document.querySelector('podwall-lab').sent.length > 0);
    const late = await page.locator('podwall-lab').evaluate((lab) => lab.sent);
    assert.ok([...early, ...late].every(([size]) => size < 10_000), 'the large text is in a message');
    assert.equal(early.filter(([, blobs]) => blobs).length, 1, 'the blob goes once more, to be compared with');
    assert.equal(late.filter(([, blobs]) => blobs).length, 0, 'the blob goes again');

    await page.locator('podwall-lab').evaluate(({ client }) => client.worker.dispatchEvent(new ErrorEvent('error')));
    await page.getByText('was started anew').waitFor();
    await page.locator('podwall-lab').evaluate((lab) => lab.setText('policy.yaml', '# none\n'));
    await answered(page, /^\s*Denied/);
    await page.getByRole('tab', { name: 'cluster.yaml' }).click();
    await page.getByText('12 namespaces, 300 pods').waitFor();
  });

onPage('several files become tabs; a large one lists its findings with their lines', PLAYGROUND, {}, async (page) => {
  const broken = DUMP.replace('  policyTypes:', '  policyTipes:');
  await choose(page, file('cluster.yaml', CLUSTER), file('closed.yaml', CLOSED), file('big.yaml', broken));
  await page.getByRole('tab', { name: 'big.yaml' }).click();
  const finding = page.locator('podwall-editor .of-source button').filter({ hasText: 'policyTipes' });
  await finding.waitFor();
  const line = Number(/line (\d+)/.exec(await finding.textContent())[1]);
  assert.match(broken.split('\n')[line - 1], /policyTipes/);
  await finding.click();
  await page.locator('.excerpt .meant').filter({ hasText: 'policyTipes' }).waitFor();
  assert.deepEqual(await tabs(page), ['cluster.yaml', 'closed.yaml', 'big.yaml']);
});

onPage('JSON as kubectl prints it; a second paste joins; a small one into the text is the editor’s', PLAYGROUND, {},
  async (page) => {
    await paste(page, LIST);
    await answered(page, /^\s*Allowed/);
    assert.deepEqual(await tabs(page), ['pasted.json']);
    await paste(page, CLUSTER);
    await page.getByRole('tab', { name: 'pasted.yaml' }).waitFor();
    assert.deepEqual(await tabs(page), ['pasted.json', 'pasted.yaml']);
    await page.locator('.cm-content').click();
    await paste(page, '# in the text\n');
    assert.deepEqual(await tabs(page), ['pasted.json', 'pasted.yaml']);
    assert.match(await textOf(page), /# in the text/);
    await page.locator('podwall-lab').evaluate((lab, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      lab.shadowRoot.querySelector('.cm-content')
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true, composed: true }));
    }, DUMP);
    await page.getByText(/1\d namespaces, 30\d pods/).waitFor();
    assert.deepEqual(await tabs(page), ['pasted.json', 'pasted.yaml', 'pasted-2.yaml']);
  });

onPage('files are dropped anywhere, also on the text', PLAYGROUND, {}, async (page) => {
  const drop = (selector, name, text) => page.evaluate(([where, called, words]) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([words], called));
    const target = where === 'body' ? document.body
      : document.querySelector('podwall-lab').shadowRoot.querySelector(where);
    for (const type of ['dragover', 'drop']) {
      target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true }));
    }
  }, [selector, name, text]);
  await drop('body', 'cluster.yaml', CLUSTER);
  await answered(page, /^\s*Allowed/);
  await drop('.cm-content', 'closed.yaml', CLOSED);
  await answered(page, /^\s*Denied at shop\/\w+: closed selects it/);
  assert.deepEqual(await tabs(page), ['cluster.yaml', 'closed.yaml']);
  assert.equal(await page.locator('body.dropping').count(), 0);
});

onPage('bad input is said, and what was there stays', PLAYGROUND, {}, async (page) => {
  await paste(page, '   ');
  await heard(page, 'There was no text to read.');
  await choose(page, { name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from([137, 80, 78, 71, 0, 0]) });
  await heard(page, 'photo.png is not a text');
  assert.ok(await page.locator('#start').isVisible());
  await page.evaluate(() => {
    location.hash = '#example=nothing-like-it';
  });
  await heard(page, 'There is no example called nothing-like-it');
  await page.evaluate(() => {
    location.hash = '#s1.AAAA';
  });
  await paste(page, 'these words are no manifest');
  await page.getByText('No answer: there is no pod in the text yet').waitFor();
  await page.locator('podwall-editor .found').filter({ hasText: '1 finding' }).waitFor();
});

onPage('what replaces a text can be taken back', `${PLAYGROUND}#example=two-dashes`, {}, async (page) => {
  await answered(page, /^\s*Allowed/);
  await page.locator('podwall-lab').evaluate((lab) => lab.setText('two-dashes.yaml', `# mine\n${lab.files[0].text}`));
  await press(page, 'Start over');
  await page.getByRole('heading', { name: 'Ask your own cluster' }).waitFor();
  assert.equal(await page.evaluate(() => location.hash), '');
  await press(page, 'Back to what was here');
  assert.match(await textOf(page), /^# mine\n/);
  assert.equal(await page.evaluate(() => location.hash), '#example=two-dashes');
  await choose(page, file('cluster.yaml', CLUSTER));
  await answered(page, /shop\/|no policy/);
  await press(page, 'Back to what was here');
  assert.match(await textOf(page), /^# mine\n/);
});

onPage('every example of the gallery opens with the verdict that stands there', GALLERY, {}, async (page) => {
  const cards = await page.locator('.example').evaluateAll((all) => all.map((card) => ({
    address: card.querySelector('.open').getAttribute('href'),
    said: card.querySelector('.answer p:last-child').textContent.trim(),
  })));
  assert.ok(cards.length >= 20);
  await page.locator('.example .open').first().click();
  for (const { address, said } of cards) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, address.slice(address.indexOf('#')));
    const name = address.split('=')[1];
    await page.getByRole('tab', { name: `${name}.yaml` }).waitFor();
    const answer = page.locator('podwall-ask .answer');
    await answer.filter({ hasText: said }).waitFor().catch(async () => {
      throw new Error(`${name}: the page says "${said}", the lab "${await answer.textContent()}"`);
    });
    assert.equal(await page.getByText('(not in the text)').count(), 0, name);
  }
});

onPage('without scripts the gallery says its verdicts, and the playground where they are', GALLERY,
  { javaScriptEnabled: false }, async (page) => {
    assert.ok(await page.locator('.example .answer').count() >= 20);
    await page.locator('#two-dashes .answer').filter({ hasText: 'Allowed: peer 1 of db-allow-staging-api' }).waitFor();
    await page.locator('#two-dashes summary').click();
    await page.locator('#two-dashes').getByText('name: db-allow-staging-api').waitFor();
    await page.goto(browser.server.url + PLAYGROUND);
    assert.match(await page.content(), /<noscript>[^]*The lab needs JavaScript[^]*<\/noscript>/);
    assert.equal(await page.getByRole('button').count(), 0);
  });

for (const colorScheme of ['light', 'dark']) {
  onPage(`axe finds nothing, ${colorScheme}: start, large file, its lines, gallery`, PLAYGROUND, { colorScheme },
    async (page) => {
      assert.deepEqual(await violations(page), []);
      await choose(page, file('cluster.yaml', SMALLER));
      await answered(page, /line \d+/);
      await page.locator('podwall-ask .answer button.link').click();
      await page.locator('.excerpt .meant').waitFor();
      assert.deepEqual(await violations(page), [], 'with a dump and lines of it');
      await page.goto(`${browser.server.url}${GALLERY}#two-dashes`);
      assert.deepEqual(await violations(page), [], 'gallery');
    });
}

onPage('on a phone and at 360 px nothing scrolls sideways', PLAYGROUND, PHONE, async (page) => {
  for (const width of [390, 360]) {
    await page.setViewportSize({ width, height: 740 });
    await page.goto(browser.server.url + PLAYGROUND);
    assert.equal(await tooWide(page), 0, 'start');
    await choose(page, file('a-file-with-quite-a-long-name-from-production.yaml', DUMP));
    await answered(page, /Allowed|Denied/);
    for (const view of ['YAML', 'Table', 'Picture']) {
      await page.locator('.switch button').filter({ hasText: view }).click();
      assert.equal(await tooWide(page), 0, view);
    }
    await page.goto(browser.server.url + GALLERY);
    assert.equal(await tooWide(page), 0, 'gallery');
  }
});

onPage('a shared lab opens in an empty playground; a cut link says so; what was open comes back', PLAYGROUND, {},
  async (page) => {
    const example = `${browser.server.url}${PLAYGROUND}#example=default-deny`;
    await page.goto(example);
    await answered(page, /^\s*Denied/);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    const field = page.locator('podwall-share input');
    await page.waitForFunction(() => document.querySelector('podwall-lab').shadowRoot
      .querySelector('podwall-share input').value.includes('#s1='));
    const link = await field.inputValue();
    await page.goto('about:blank');
    await page.goto(link);
    await answered(page, /^\s*Denied/);
    await page.locator('.opened', { hasText: 'From a link' }).waitFor();
    await page.goto(link.slice(0, -9));
    await page.locator('.heard', { hasText: 'cut or changed' }).waitFor();
    await page.goto(example);
    await page.getByRole('button', { name: 'Back to what was here' }).click();
    await page.locator('.opened', { hasText: 'From a link' }).waitFor();
  });

onPage('by keys alone: from the top to an example, and to the files', PLAYGROUND, {}, async (page) => {
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  const seen = [];
  for (let i = 0; i < 24 && !seen.includes('Does a default deny stop everyone?'); i += 1) {
    await page.keyboard.press('Tab');
    seen.push(await focused());
  }
  assert.ok(['Copy', 'Choose files', 'Write from scratch'].every((name) => seen.includes(name)), seen.join(', '));
  await page.keyboard.press('Enter');
  await answered(page, /^\s*Denied/);
  await press(page, 'Start over');
  assert.equal(await focused(), 'Ask your own cluster');
});
