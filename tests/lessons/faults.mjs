// Faults planted into every-kind.md, one at a time, each with what the check must say of it. A fault
// replaces the first `find` by `put`; `find` must be there, so that no fault goes stale.
//
//   [name, find, put, message]

const BACKEND = 'allow prod/backend -> prod/database 8080/TCP     # peer 1 [S0.13]';

export const faults = [
  // the form
  ['no front matter', '---\nformat', '\nformat', /begins with its front matter/],
  ['front matter that is no YAML', 'minutes: 10', 'minutes: [10', /this is not YAML/],
  ['another format', 'format: 1', 'format: 2', /written for format 1/],
  ['an id that is not the folder', 'id: every-kind', 'id: some-kind', /the folder says every-kind/],
  ['a field that is missing', 'lead: >-\n  One lesson with each kind of block a lesson may have.\n', '', /front matter has no "lead"/],
  ['a field nobody knows', 'minutes: 10', 'minutes: 10\nhours: 1', /there is no field "hours"/],
  ['a time that is none', 'minutes: 10', 'minutes: soon', /minutes is a number/],
  ['a question that is none', 'question: prod/frontend prod/database 8080/TCP', 'question: who?', /question reads/],
  ['a question about nobody', 'question: prod/frontend ', 'question: prod/nobody ', /question: .*prod\/nobody/],
  ['a role nobody knows', '```yaml cluster', '```yaml clutter', /"yaml clutter" is no block/],
  ['a policy of no role', 'policy variant id=typo', 'policy other id=typo', /one of start, solution, slip, variant/],
  ['a word that says nothing', 'id=typo broken', 'id=typo brocken', /"brocken" says nothing/],
  ['a shared cluster that is not there', 'clusters/prod-dev.yaml', 'clusters/nowhere.yaml', /no lessons\/clusters\/nowhere.yaml/],
  ['no cluster', '```yaml cluster\nuse: clusters/prod-dev.yaml\n```', '', /has no cluster/],
  ['no start', 'policy start covers=S0.7', 'policy variant id=start2', /has no "yaml policy start"/],
  ['two policies of one name', 'id=typo broken', 'id=open-house', /two policies "open-house"/],
  ['a variant without a name', 'variant id=open-house', 'variant', /a variant has an id/],
  ['probes about no policy', 'on=open-house\nallow', 'on=closed-house\nallow', /no policy "closed-house"/],
  ['a policy of no task', 'solution task=second-door', 'solution task=third-door', /there is no task "third-door"/],
  ['a task without a solution', 'policy solution task=second-door', 'policy variant id=x task=second-door', /second-door has no solution/],
  ['a block inside a list', '```console', '- x\n\n  ```probes\n  allow a/b -> c/d 80\n  ```\n\n```console', /left margin/],
  ['a slip that names no probe', 'fails="allow prod/backend -> prod/database 8080/TCP" ', '', /says which probe it fails/],
  ['a slip that says nothing', ' says="The frontend is in, and the backend is out: its peer is gone."', '', /a slip says what went wrong/],

  // the facts
  ['a claim that is not so', BACKEND, BACKEND.replace('allow', 'deny'), /"deny prod\/backend.* is not so on start/],
  ['a claim that expects nothing', BACKEND, BACKEND.replace('allow', 'ask'), /says allow or deny, not ask/],
  ['a claim about nobody', BACKEND, BACKEND.replace('prod/backend', 'prod/nobody'), /prod\/nobody/],
  ['a claim that cannot be read', BACKEND, BACKEND.replace('->', 'to'), /the arrow ->/],
  ['an empty list of claims', 'allow prod/frontend -> prod/database 8080/TCP    # by the first dash alone\n', '', /list of probes is empty/],
  ['a manifest with an error', 'id=typo broken', 'id=typo', /policy typo has an error .*podselector/],
  ['a mark on a sound manifest', 'variant id=open-house', 'variant id=open-house broken', /is marked broken and has no error/],
  ['a solution that fails', 'app: frontend\n    ports', 'app: fronted\n    ports', /"allow prod\/frontend.* is not so on second-door.solution/],
  ['a start that is right already', 'allow prod/frontend -> prod/database 8080/TCP\ndeny dev/frontend', 'deny dev/frontend',
    /the start passes every probe already/],
  ['a task graded by nothing', 'probes task=second-door', 'probes on=start', /has no probes to be graded by/],
  ['a slip that fails another probe', 'fails="allow prod/backend', 'fails="allow prod/frontend', /this slip is to fail .*it fails/],
  ['a slip that fails a pair nobody asks', 'fails="allow prod/backend', 'fails="allow prod/nobody', /fails: .*prod\/nobody/],

  // the prose
  ['a statement without a probe', '`dev/backend` cannot reach `prod/database`', '`dev/frontend` is stopped at `prod/backend`',
    /the text says "deny dev\/frontend -> prod\/backend", but it has no probe/],
  ['a statement against its probe', '`prod/backend` reaches', '`prod/backend` does not reach', /its probes say only allow/],
  ['a statement about nobody', '`prod/backend` reaches', '`prod/bakend` reaches', /there is no prod\/bakend/],
  ['a statement the other way round', 'So `prod/backend` reaches `prod/database`', 'So `prod/backend` is called by `prod/database`',
    /"allow prod\/database -> prod\/backend"/],

  // the questions
  ['an answer out of range', 'answer: 1\nhints', 'answer: 2\nhints', /same-dash: answer is 2/],
  ['no answer', 'answer: 1\nhints', 'hints', /same-dash: answer is undefined/],
  ['two options alike', '- Whoever fits both', '- whoever fits either', /is there twice/],
  ['one option', '- Whoever fits both\n', '', /options is a list of two or more/],
  ['no explanation', 'explain: One dash is one peer, and in a peer everything must fit.\n', '', /this quiz has no "explain"/],
  ['an empty explanation', 'explain: One dash is one peer, and in a peer everything must fit.', 'explain: ""', /explain is empty/],
  ['a kind nobody knows', 'kind: several', 'kind: many', /kind is many/],
  ['several answers out of range', 'answer: [0, 2]', 'answer: [0, 3]', /answer names \[0,3\]/],
  ['several answers, one twice', 'answer: [0, 2]', 'answer: [2, 2]', /names an option twice/],
  ['several answers that are none', 'answer: [0, 2]', 'answer: []', /a list that is not empty/],
  ['a computed key, written wrongly', 'answer: deny', 'answer: allow', /answer is allow, the engine says deny/],
  ['a prediction, written wrongly', 'answer: [0]', 'answer: [1]', /answer is 1, the engine says 0/],
  ['a line, written wrongly', 'answer: 15', 'answer: 14', /answer is 14, the engine says 15/],
  ['a line that nobody decides', 'ask: prod/frontend -> prod/database 8080/TCP\nanswer: 15', 'ask: prod/database -> prod/frontend 3000/TCP',
    /no line decides this one/],
  ['options where the engine has the key', 'answer: deny', 'options: [yes, no]', /leave them out/],
  ['a prediction of one', '- dev/frontend -> prod/database 8080/TCP\nanswer: [0]', 'answer: [0]', /a list of two or more/],
  ['a line quiz that asks nothing', 'ask: prod/frontend -> prod/database 8080/TCP\nanswer: 15', '', /a line quiz has ask/],
  ['a question about nobody in a quiz', 'ask: dev/frontend', 'ask: dev/nobody', /allowed-or-denied: .*dev\/nobody/],
  ['hints that are no list', 'hints:\n- Count the dashes.', 'hints: Count the dashes.', /hints is a list/],

  // together
  ['an id used twice', 'id: limits', 'id: same-dash', /every-kind\/same-dash is used twice/],
  ['an id that is gone', 'id: limits', 'id: limitations', /every-kind\/limits was published and is gone/],
  ['an id that was not kept', 'id: limits', 'id: limitations', /ids.txt lacks every-kind\/limitations/],
  ['an id in capitals', 'id: limits', 'id: Limits', /not small letters/],
  ['a need that is nowhere', 'needs: []', 'needs: [first-steps]', /needs first-steps, which is not before it/],
  ['a link to no heading', '(#the-policy)', '(#the-police)', /#the-police leads nowhere/],
  ['a link to no lesson', '(#the-policy)', '(../02-more/lesson.md)', /02-more\/lesson.md leads nowhere/],

  // the inventory
  ['an id the inventory does not know', 'S0.2]', 'S0.99]', /S0.99 is not in/],
  ['a scenario on prose', 'S0.2]', 'S0.13]', /S0.13 .*kind X, so it hangs on a probe line/],
  ['a policy on a probe', '[S0.13]', '[S0.7]', /S0.7 .*kind P, so it hangs on a manifest/],
  ['a command on a question', 'covers=S0.22', 'covers=S1.12', /S1.12 .*kind C, so it hangs on a "terminal"/],
  ['a question on a manifest', 'start covers=S0.7', 'start covers=S0.22', /S0.22 .*kind Q, so it hangs on a quiz/],
  ['a flagged item on prose', 'S0.2]', 'S0.12]', /S0.12 .*flagged as wrong in the source/],
];
