// What a lesson becomes: the HTML that the page's elements find, and the rarer turns of the format.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openBuilt } from '../../web/build/lesson/all.mjs';
import { checkLesson } from '../../web/build/lesson/check.mjs';
import { Proof } from '../../web/build/lesson/proof.mjs';
import { readLesson } from '../../web/build/lesson/read.mjs';
import { renderLesson } from '../../web/build/lesson/render.mjs';
import { isMet } from '../../web/shared/acceptance.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixture = readFileSync(join(root, 'tests/lessons/every-kind.md'), 'utf8');
const engine = await openBuilt(root);
after(() => engine.close());

const shared = (name) => {
  const path = join(root, 'lessons', name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
};
const read = (text) => readLesson(text, { path: 'lessons/01-every-kind/lesson.md', shared });
const problemsOf = (text) => {
  const lesson = read(text);
  return checkLesson(lesson, new Proof(engine, lesson)).map(({ message }) => message);
};
function render(text) {
  const lesson = read(text);
  return renderLesson(lesson, new Proof(engine, lesson), { link: (href) => `to:${href}` });
}

const textOf = (html) => html.replace(/<[^>]+>/g, '')
  .replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name]);
const element = (html, open, close) => {
  const from = html.indexOf(open);
  return html.slice(from, html.indexOf(close, from) + close.length);
};
const dataOf = (html) => JSON.parse(/<script type="application\/json">(.*?)<\/script>/s.exec(html)[1]);

const { article, lab, proven } = render(fixture);

test('nothing of a page is style or script of its own', () => {
  assert.doesNotMatch(article + lab, /\sstyle=|<style|<script(?! type="application\/json")|\son\w+=/);
});

test('the lab opens with the texts of the lesson, letter by letter, and the first answer', () => {
  const pre = /<pre class="manifest" data-file="([^"]+)" data-label="([^"]+)"( data-front)?[^>]*>(.*?)<\/pre>/gs;
  const pres = [...lab.matchAll(pre)];
  assert.deepEqual(pres.map(([, name, label, front]) => [name, label, Boolean(front)]),
    [['cluster.yaml', 'Cluster', false], ['policy.yaml', 'Policy', true]]);
  assert.equal(textOf(pres[0][4]), shared('clusters/prod-dev.yaml'));
  assert.ok(fixture.includes(`\`\`\`yaml policy start covers=S0.7\n${textOf(pres[1][4])}\`\`\``));
  assert.match(lab, /<podwall-lab question="prod\/frontend prod\/database 8080\/TCP">/);
  assert.match(textOf(lab), /Denied at prod\/database: peer 1 wants app=backend, .* \(line 15\)/);
  const row = /<th scope="row">dev\/frontend<\/th>(.*?)<\/tr>/.exec(lab)[1];
  assert.deepEqual(row.match(/[\w–]+(?=<\/td>)/g), ['Allowed', 'Allowed', 'Denied', 'Allowed', '–']);
});

test('claims say verdict, flow and note; those about another text bring it along', () => {
  const claims = element(article, '<podwall-claims><ul>', '</podwall-claims>');
  assert.equal(claims.match(/<li /g).length, 3);
  assert.ok(claims.includes('<li data-from="prod/frontend" data-to="prod/database" data-port="8080" data-protocol="TCP"'
    + ' data-expected="deny">'));
  assert.match(textOf(claims), /Denied prod\/frontend → prod\/database 8080\/TCP no backend\n/);
  assert.doesNotMatch(claims, /S0\./, 'ids of the inventory are for authors');
  const other = element(article, '<podwall-claims data-scene="open-house">', '</podwall-claims>');
  assert.match(dataOf(other).files[1].text, /podSelector: \{\}/);
});

test('a quiz has a key that its script knows, in words for those without one', () => {
  const quiz = (id) => {
    const html = article.split('<podwall-quiz ').find((part) => part.includes(`id="${id}"`));
    return { html, data: dataOf(html), key: textOf(element(html, '<div class="key">', '</div>')).trim() };
  };
  assert.deepEqual(quiz('same-dash').data, { answer: [1], wrong: '<p>Two dashes would be two peers.</p>' });
  assert.equal(quiz('same-dash').key, 'Whoever fits both');
  assert.deepEqual(quiz('as-json').data, { answer: [1] });
  assert.deepEqual(quiz('limits').data, { answer: [0, 2] });
  assert.equal(quiz('limits').html.match(/type="checkbox"/g).length, 3);
  const asked = quiz('allowed-or-denied');
  assert.deepEqual(asked.data.verdicts, ['allow', 'deny']);
  assert.deepEqual(asked.data.ask, [{ from: 'dev/frontend', to: 'prod/database', port: 8080, protocol: 'TCP' }]);
  assert.match(asked.key, /^Denied dev\/frontend → prod\/database/);
  const predict = quiz('who-gets-in');
  assert.equal(predict.data.ask.length, 2);
  assert.match(predict.html, /<div class="context"><pre class="manifest"/);
  const line = quiz('which-line');
  assert.equal(line.data.file, 'policy.yaml');
  assert.match(line.key, /^Line 15: app: backend\./);
  const wrong = quiz('what-is-wrong');
  assert.equal(wrong.data.finding, 'shadowed-by-wildcard');
  assert.equal(wrong.data.file, 'policy.yaml');
  assert.match(wrong.key, /^Line 14: - podSelector:\. /);
});

test('a task brings its start, its probes, its slips and a solution', () => {
  const task = element(article, '<podwall-task id="second-door">', '</podwall-task>');
  const told = dataOf(task);
  assert.deepEqual(told.files.map(({ name }) => name), ['cluster.yaml', 'policy.yaml']);
  assert.equal(told.expect.trim().split('\n').length, 3);
  assert.deepEqual(told.slips[0].fails, ['allow prod/backend -> prod/database 8080/TCP']);
  assert.match(told.solution, /app: frontend/);
  assert.equal(task.match(/data-expected=/g).length, 3);
});

test('a comment for authors is not shown, a link goes through the page', () => {
  assert.doesNotMatch(article, /for authors/);
  assert.match(article, /<a href="to:#the-policy">/);
  assert.match(article, /<h2 id="the-policy">/);
});

test('claims that were proven are counted', () => {
  assert.equal(proven, 3 + 1 + 3 + 1 + 1 + 2 + 1 + 1 + 4); // four lists of probes, three questions, a call, a checklist
});

test('HTML in Markdown and in manifests stays text', () => {
  const html = render(fixture.replace('## The scene\n', '## The scene\n\n<img src=x onerror=alert(1)>\n')
    .replace('name: database-allow-backend\n', 'name: database-allow-backend # </script><b>\n')).article;
  assert.doesNotMatch(html, /<img|<b>/);
});

test('a hidden policy stands in the lab alone', () => {
  const html = render(fixture.replace('policy start', 'policy start hidden')).article;
  assert.equal(html.split('<pre class="manifest"').length, article.split('<pre class="manifest"').length - 1);
});

test('a policy may live in another cluster', () => {
  const other = fixture.replace('use: clusters/prod-dev.yaml\n```\n', `$&
\`\`\`yaml cluster id=lonely
apiVersion: v1
kind: Pod
metadata:
  name: lonely
  namespace: prod
\`\`\`
`);
  assert.deepEqual(problemsOf(other), []);
  const found = problemsOf(other.replace('id=open-house', 'id=open-house cluster=lonely'));
  assert.match(found.join('\n'), /no pod prod\/frontend/);
  assert.match(problemsOf(fixture.replace('id=open-house', 'id=open-house cluster=x')).join(), /no cluster "x"/);
});

test('the lesson as a whole may be the exercise', () => {
  const lesson = fixture.replace(/\n```yaml checklist[^]*?```\n/, '');
  assert.deepEqual(problemsOf(lesson), []);
  const done = lesson.replace(/allow dev\/backend(.*# let in by)/, 'allow prod/backend$1');
  assert.match(problemsOf(done).join(), /the lesson: the start passes every probe already/);
  const listed = done.replace('```yaml task', '```yaml checklist\nid: x\ntitle: x\nsuccess: x\nitems:\n'
    + '- text: x\n  expect: allow dev/backend -> prod/database 8080/TCP\n```\n\n$&');
  assert.deepEqual(problemsOf(listed), [], 'what a checklist expects grades the lesson too');
});

test('a checklist shows what the start meets, and tells its script what to ask', () => {
  const list = element(article, '<podwall-checklist id="acceptance">', '</podwall-checklist>');
  const items = list.match(/<li.*?<\/li>/g);
  assert.deepEqual(items.map((item) => textOf(item).match(/^(Met|Not yet)/)[0]), ['Met', 'Met', 'Not yet', 'Met']);
  assert.deepEqual(items.map((item) => item.includes(' data-met')), [true, true, false, true]);
  assert.match(items[3], /data-from="dev\/frontend" data-to="prod\/database" data-port="8080" data-protocol="TCP"/);
  assert.match(textOf(list), /3 of 4 met/);
  const told = dataOf(list);
  assert.equal(told.success, '<p>Accepted.</p>');
  assert.deepEqual(told.items[0],
    [{ request: { do: 'ends' }, find: { list: 'namespaces', name: 'dev', labels: { env: 'dev' } } }]);
  assert.equal(told.items[1].length, 2);
  assert.equal(told.items[2][0].both, true);
  assert.deepEqual(told.items[3],
    [{ request: { do: 'grade', expect: 'deny dev/frontend -> prod/database 8080/TCP' } }]);
});

test('a terminal about a connection has the verdict below it, to be asked', () => {
  const session = element(article, '<div class="session">', '</podwall-claims></div>');
  const shown = /nc: timed out\n\s*Denied dev\/frontend → prod\/database 8080\/TCP at prod\/database: peer 1 admits/;
  assert.match(textOf(session), shown);
  assert.match(session, /data-expected="deny"/);
  const both = fixture.replace('ask="dev/frontend', 'on=open-house ask="dev/frontend');
  const bringing = [...render(both).article.matchAll(/data-scene="open-house".*?<\/podwall-claims>/gs)];
  assert.deepEqual(bringing.map(([html]) => html.includes('<script')), [true, false], 'one text, brought once');
});

test('an item of a checklist is met by what the engine says, and by nothing less', () => {
  const met = (condition, reply) => isMet(condition, { ok: true, ...reply });
  const find = { list: 'namespaces', name: 'dev', labels: { env: 'dev' } };
  const dev = { name: 'dev', labels: { env: 'dev', team: 'x' }, declared: true };
  assert.equal(met({ find }, { namespaces: [dev] }), true);
  assert.equal(met({ find }, { namespaces: [{ ...dev, declared: false }] }), false, 'named, not created');
  assert.equal(met({ find }, { namespaces: [{ ...dev, labels: {} }] }), false);
  assert.equal(isMet({ find }, { ok: false, error: {} }), false);
  assert.equal(met({}, { failed: 1 }), false);
  const through = (peers, verdict = 'allow') => {
    const side = { policies: [{ rules: [{ admits: true, peers }, { admits: true }] }] };
    return met({ both: true }, { flows: [{ verdict, ingress: side, egress: { policies: [] } }] });
  };
  assert.equal(through([{ ok: true, conditions: [1, 2] }]), true);
  assert.equal(through([{ ok: true, conditions: [1] }, { ok: false, conditions: [1, 2] }]), false);
  assert.equal(through([{ ok: true, conditions: [1, 2] }], 'deny'), false);
});

test('what the prose says is found in more than one shape', () => {
  const saying = (words) => problemsOf(fixture.replace('So `prod/backend` reaches `prod/database`', `So ${words}`));
  for (const fine of ['`prod/backend` can reach `prod/database`', 'from `prod/backend` to `prod/database` is allowed',
    '`dev/backend` and `prod/frontend` cannot reach `prod/database`', '`prod/database` is reached by `prod/backend`',
    '`prod/frontend` is stopped at `prod/database`, but `prod/backend` gets in to `prod/database`',
    '`metadata.name` reaches `apps/v1`']) assert.deepEqual(saying(fine), [], fine);
  for (const wrong of ['`dev/frontend` can reach `prod/database`', '`prod/backend` can’t reach `prod/database`',
    '`prod/backend`, `dev/backend` and `dev/frontend` reach `prod/database`',
    '`prod/database` is called by `dev/frontend`',
    '`prod/backend` gets in to `prod/database`, but `dev/frontend` is let in to `prod/database`']) {
    assert.notDeepEqual(saying(wrong), [], wrong);
  }
});
