// html.mjs: the HTML of the fixture, in the shape that the site's build gives a lesson (docs/lessons.md).

const MARKS = `<svg class="symbols" aria-hidden="true">
  <symbol id="mark-allow" viewBox="0 0 30 12"><path d="M1 6h22" fill="none" stroke="currentColor" stroke-width="2"/><path d="m21 1 8 5-8 5z" fill="currentColor"/></symbol>
  <symbol id="mark-deny" viewBox="0 0 30 12"><path d="M1 6h23" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="5 3"/><path d="M25 0h4v12h-4z" fill="currentColor"/></symbol>
  <symbol id="mark-other" viewBox="0 0 30 12"><path d="M1 6h28" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="2 4"/></symbol>
</svg>`;
const DATABASE = { to: 'prod/database', port: 8080, protocol: 'TCP' };
const ALL = ['prod/backend', 'dev/backend', 'dev/frontend', 'prod/frontend'].map((from) => ({ from, ...DATABASE }));
const manifest = (text) => `<pre class="manifest" tabindex="0"><code>${text.trimEnd().split('\n')
  .map((line) => `<span class="line">${escaped(line)}</span>`).join('\n')}\n</code></pre>`;
const json = (data) => `<script type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** The texts of the lab: the policy of the example, its split twin, the pods. */
export function filesOf(manifests) {
  const [policy, ...cluster] = manifests.split('---\n');
  const split = policy.replace('      podSelector:\n        matchLabels:\n          app: backend\n    ports',
    '    - podSelector:\n        matchLabels:\n          app: backend\n    ports');
  return { policy, split, cluster: cluster.join('---\n') };
}

/** A page with a lab, claims, tasks and every kind of quiz; without `lab` a page of quizzes alone. */
export function lessonPage(manifests, { lab }) {
  const texts = filesOf(manifests);
  const files = [{ name: 'cluster.yaml', label: 'Cluster', text: texts.cluster },
    { name: 'policy.yaml', label: 'Policy', text: texts.policy }];
  const body = [one(), several(), predict(files, texts), told(files), line(files, texts)];
  const read = lab ? [PROSE, claims(), variant(files, texts), ...body.slice(0, 2), task(files, texts), ...body.slice(2)] : body;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>Across namespaces</title><link rel="icon" href="mark.svg">
<link rel="stylesheet" href="page.css"><script type="module" src="web/x/${lab ? 'index' : 'alone'}.js"></script></head>
<body class="lesson"><a class="skip" href="#read">Skip to the lesson</a>${MARKS}
<header class="top"><a class="home" href="./"><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 3h16v3H2zM2 14h16v3H2zM2 8.5h6v3H2zM14 8.5h4v3h-4z" fill="currentColor"/></svg><strong>podwall</strong></a>
<nav aria-label="You are here"><ol class="crumbs"><li><a href="./">Lessons</a></li><li aria-current="page">Across namespaces</li></ol></nav>
<p class="progress" hidden></p></header>
<main class="lesson-page"><article id="read" class="prose" tabindex="-1"><h1>Across namespaces, and the dash that decides</h1>
${read.join('\n')}
<section class="closing" aria-labelledby="closing-title"><h2 id="closing-title">Next</h2><p>A wall on the way out: <a href="./">egress</a>.</p></section>
</article>${lab ? labOf(files) : ''}</main>
<footer><ul><li>podwall</li><li>runs in this tab, nothing is sent</li></ul></footer></body></html>`;
}

const PROSE = `<p class="lead">A policy can let in pods of other namespaces. How its list is indented says whether it means
<em>these pods of those namespaces</em>, or <em>anyone who fits either</em>.</p>
<h2>The policy</h2><p>The database in <code>prod</code> takes two kinds of callers. The first peer has only a
<code>podSelector</code>: it means pods of the policy’s own namespace. The second has a <code>namespaceSelector</code>
<em>and</em> a <code>podSelector</code> in one item: a caller must fit both.</p>
<pre tabindex="0"><code>- from:
  - podSelector: {matchLabels: {app: backend}}
  - namespaceSelector: {matchLabels: {env: dev}}
    podSelector: {matchLabels: {app: backend}}</code></pre>
<h2>What to observe</h2><p>Four callers knock. Ask each of them in the lab, then put a dash before the last
<code>podSelector</code> and look at this list again.</p>`;

const labOf = (files) => `<aside id="lab" aria-label="Lab" tabindex="-1"><podwall-lab question="dev/frontend prod/database 8080/TCP">
${files.map(({ name, label, text }) => `<pre data-file="${name}" data-label="${label}">${escaped(text)}</pre>`).join('\n')}
</podwall-lab></aside>`;

function probe({ from, to, port, protocol }, expected, why = '') {
  const word = expected === 'allow' ? 'Allowed' : 'Denied';
  return `<li data-from="${from}" data-to="${to}" data-port="${port}" data-protocol="${protocol}" data-expected="${expected}">
    <b class="tone ${expected}"><svg class="mark ${expected}" aria-hidden="true"><use href="#mark-${expected}"/></svg>${word}</b>
    ${flow({ from, to, port, protocol })} ${why && `<span class="why">${why}</span>`}</li>`;
}

const flow = ({ from, to, port, protocol }) =>
  `<span class="flow"><code>${from}</code> → <code>${to}</code> ${port}/${protocol}</span>`;

const variant = (files, { split }) => `<h2>The trap</h2><p>Give each selector a dash of its own, and a door opens:</p>
<podwall-claims data-scene="split"><ul>${probe(ALL[2], 'allow', 'peer 2 is every pod of dev')}${probe(ALL[3], 'deny')}</ul>
${json({ files: [files[0], { ...files[1], text: split }], front: 'policy.yaml' })}</podwall-claims>`;

const claims = () => `<podwall-claims><ul>${probe(ALL[0], 'allow', 'peer 1')}${probe(ALL[1], 'allow', 'peer 2, across the namespace')}
${probe(ALL[2], 'deny', 'in dev, but no backend')}${probe(ALL[3], 'deny', 'no backend at all')}</ul></podwall-claims>`;

function quiz(kind, id, question, choices, { hints = [], answer, data }) {
  return `<podwall-quiz data-kind="${kind}" id="${id}"><form novalidate><fieldset><legend>${question}</legend>${choices}</fieldset>
  <div class="hints">${hints.map((hint, index) => `<details><summary>Hint ${index + 1}</summary><p>${hint}</p></details>`).join('')}</div>
  <div class="actions"><button type="submit">Check</button></div><div class="feedback" role="status"></div></form>
  <details class="solution"><summary>Answer</summary><p class="key">The key, in words.</p><p>${answer}</p></details>${json(data)}</podwall-quiz>`;
}

const options = (type, texts) => `<div class="options">${texts.map((text, index) =>
  `<label><input type="${type}" name="choice" value="${index}"> <span>${text}</span></label>`).join('')}</div>`;

const one = () => quiz('one', 'q-one', 'A <code>namespaceSelector</code> and a <code>podSelector</code> under the same dash: whom do they match?',
  options('radio', ['Pods that fit either of them', 'Pods that fit both', 'Every pod of those namespaces']), {
    hints: ['Count the dashes: each one is a peer.', 'Within a peer, every selector has its say.', 'A caller must fit all of a peer.'],
    answer: 'Pods that fit both. Selectors of one peer are joined by <em>and</em>; peers by <em>or</em>.',
    data: { answer: [1], wrong: '<p>Look at what stands under one dash.</p>' },
  });

const several = () => quiz('several', 'q-several', 'What can a NetworkPolicy not say?',
  options('checkbox', ['Deny this one caller', 'Only these callers', 'This policy goes before that one']), {
    answer: 'There is no deny, and no order.', data: { answer: [0, 2] } });

const predict = (files, { split }) => quiz('predict', 'q-predict', 'With the dash put in: which of them get through?',
  options('checkbox', ALL.map(flow)), { hints: ['Now there are three peers.'],
    answer: 'Two selectors became two peers, and either is enough.',
    data: { ask: ALL, files: [files[0], { name: 'policy.yaml', text: split }] } });

const told = (files) => quiz('one', 'q-ask', 'Does <code>prod/frontend</code> reach the database?', options('radio', ['Yes', 'No']), {
  answer: 'Neither peer fits it.', data: { ask: [ALL[3]], verdicts: ['allow', 'deny'], files } });

const line = (files, { policy }) => quiz('line', 'q-line', 'Which line keeps <code>dev/frontend</code> out?',
  `<ol class="lines">${policy.trimEnd().split('\n').map((text, index) =>
    `<li><label><input type="radio" name="choice" value="${index + 1}"><code>${escaped(text) || ' '}</code></label></li>`).join('')}</ol>`,
  { answer: 'The label that this pod does not have.', data: { ask: [ALL[2]], files, file: 'policy.yaml' } });

function task(files, { policy, split }) {
  const wanted = ['allow', 'allow', 'deny', 'deny'];
  const none = policy.replace(/    - namespaceSelector:[\s\S]*?app: backend\n/, '');
  const start = [files[0], { ...files[1], text: none }];
  const expect = ALL.map(({ from }, index) => `${wanted[index]} ${from} -> prod/database 8080/TCP`);
  return `<podwall-task id="task"><h3>Your turn: let dev’s backend in</h3><p>The policy admits backends of its own namespace.
  Let the backend of <code>dev</code> in too, and nobody else.</p>
  <ul class="probes">${ALL.map((item, index) => probe(item, wanted[index])).join('')}</ul>
  <div class="hints"><details><summary>Hint 1</summary><p>A second peer is a second dash under <code>from</code>.</p></details>
  <details><summary>Hint 2</summary><p>It needs two selectors.</p></details></div>
  <div class="actions"></div><div class="feedback" role="status"></div>
  <details class="solution"><summary>A solution</summary><p>One item, two selectors: the namespace and the pod.</p>${manifest(policy)}</details>
  ${json({ files: start, front: 'policy.yaml', file: 'policy.yaml', expect: expect.join('\n'), question: ALL[1], solution: policy,
    success: '<p>Both selectors stand under one dash, so a caller must fit <em>both</em>.</p>',
    failure: '<p>Read the sentence of the first one: it names what stands in the way.</p>',
    slips: [{ fails: ['deny dev/frontend -> prod/database 8080'],
      says: 'Each selector has a dash of its own: now <em>every</em> pod of dev fits one of them.' }] })}</podwall-task>`;
}
