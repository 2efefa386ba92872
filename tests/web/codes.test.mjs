// The pages of findings: what they are made of, and what is refused. The engine is a stand-in that finds what it is
// told to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { codePages, readCodes } from '../../web/build/codes.mjs';

const LIST = `# Codes

A lead.

## PW1xxx: the text

| code | name | severity | meaning | example |
| --- | --- | --- | --- | --- |
| PW1001 | yaml-syntax | error | The document is <no> YAML. | \`kind: {Pod\` |

## PW4xxx

| code | name | severity | meaning |
| --- | --- | --- | --- |
| [PW4001](codes/PW4001.md) | accidental-or | warning | Either is [enough](limits.md). |

Words after it.
`;
const PAGE = `# PW4001 accidental-or

Either is enough.

Usually: **warning**.

## Example

In the cluster of \`tests/findings/world.yaml\`:

\`\`\`yaml
kind: NetworkPolicy
spec: <b> # here
\`\`\`

## What to do

Take a dash away.
`;
const FINDING = {
  code: 'PW4001', file: 'policy.yaml', line: 2, severity: 'warning', message: 'a < b', hint: 'mend it', fix: [],
};
const DIFF = '--- policy.yaml\n+++ policy.yaml\n@@ -1,2 +1,2 @@\n kind: NetworkPolicy\n-spec: <b>\n+spec: {}\n';
const CHANGE = '2 connections closed: a/b -> c/d every port, dev/cron -> prod/db 5432/TCP.';
const engine = (findings) => ({
  ask: ({ do: what }) => (what === 'fix' ? { diff: DIFF, change: CHANGE } : { findings }),
});
const made = ({ list = LIST, page = PAGE, findings = [FINDING], more = [] } = {}) => codePages({
  list, world: 'kind: Pod\n', fileAt: (path) => `AT/${path}`,
  pages: new Map([...page ? [['PW4001', page]] : [], ...more]),
}, engine(findings));

test('a page has what podwall says, the example, its cluster and the change', () => {
  const [{ path, values }] = made().pages;
  assert.equal(path, 'codes/PW4001/index.html');
  assert.match(values.finding, /class="said warning"><b>Line 2, warning:<\/b> a &lt; b; mend it/);
  assert.match(values.lab, /data-file="policy.yaml"[^>]*>kind: NetworkPolicy\nspec: &lt;b&gt; # here/);
  assert.match(values.lab, /^<podwall-lab [^>]*question="dev\/cron prod\/db 5432\/TCP">/);
  assert.match(values.lab, /data-file="cluster.yaml"[^>]*>kind: Pod/);
  assert.match(values.change, /<del>-spec: &lt;b&gt;<\/del>\n<ins>\+spec: {}<\/ins>/);
  assert.doesNotMatch(values.change, /@@|---/);
  assert.equal(values.source, 'docs/codes/PW4001.md');
});

test('without a certain change nothing is proposed; without a cluster there is none', () => {
  const page = PAGE.replace(/In the cluster of .*\n\n/, '');
  const [{ values }] = made({ page, findings: [{ ...FINDING, fix: undefined }] }).pages;
  assert.equal(values.change, '');
  assert.doesNotMatch(values.lab, /cluster\.yaml/);
});

test('the list has a place for each code, and leads to the pages there are', () => {
  const { list, codes } = made();
  const { guide } = list.values;
  assert.match(guide, /<tr role="row" id="PW1001"><td role="cell" class="name"><code>PW1001<\/code> yaml-syntax<\/td>/);
  assert.match(guide, /The document is &lt;no&gt; YAML\.<p class="example">For example: <code>kind: {Pod<\/code>/);
  assert.match(guide, /id="PW4001"><td[^>]*><a href="PW4001\/index\.html"><code>PW4001<\/code> accidental-or/);
  assert.match(guide, /<a href="AT\/docs\/limits\.md">enough<\/a>/);
  assert.ok(guide.indexOf('the text') < guide.indexOf('PW1001<') && guide.endsWith('<p>Words after it.</p>\n'), guide);
  assert.deepEqual(codes.map(({ path }) => path), ['codes/index.html#PW1001', 'codes/PW4001/index.html']);
});

const FAULTS = {
  'docs/codes/PW4001.md: podwall does not find it on line 2': { findings: [{ ...FINDING, line: 1 }] },
  'podwall does not find it on line 2 of its example': { findings: [{ ...FINDING, code: 'PW4002' }] },
  'no line of its example ends with "# here"': { page: PAGE.replace('# here', '') },
  'it is not written as the others are': { page: PAGE.replace('## What to do', '## To do') },
  'it says PW4001 accidental-or info': { page: PAGE.replace('**warning**', '**info**') },
  'PW4001 leads to a page that is not there': { page: null },
  'PW4001 does not lead to its page': { list: LIST.replace('[PW4001](codes/PW4001.md)', 'PW4001') },
  'docs/codes.md has no row for PW4009': { more: [['PW4009', PAGE]] },
};
for (const [message, fault] of Object.entries(FAULTS)) {
  test(`refused: ${message}`, () => {
    assert.throws(() => made(fault), (error) => error.message.includes(message) || assert.fail(error.message));
  });
}

test('the source of the project has every code once', () => {
  const { list, pages } = readCodes(fileURLToPath(new URL('../..', import.meta.url)));
  const codes = list.match(/^\| \[?PW\d{4}/gm);
  assert.equal(new Set(codes).size, codes.length);
  assert.ok(pages.size >= 36);
});
