// page.js: mounts <podwall-editor> in a shadow root, as the lab does, with an engine that only pretends.
// `window.editor` is the element, `window.said` what it said, `window.asked` what it asked for.

import { PodwallEditor } from '../../../web/lab/editor.js';

customElements.define('podwall-editor', PodwallEditor);

const CLUSTER = `apiVersion: v1
kind: Namespace
metadata:
  name: prod
---
apiVersion: v1
kind: Pod
metadata:
  name: backend
  namespace: prod
  labels:
    app: backend
`;
const POLICY = `# Who reaches the database
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: database-allow-backends
  namespace: prod
spec:
  podSelector:
    matchLabels:
      app: database
  ingress:
  - from:
    - podSelector:
        matchLabels:
          app: backend
    - namespaceSelector:
        matchLabels:
          env: "dev"
      podSelector:
        matchLabels:
          app: backend
    ports:
    - protocol: TCP
      port: 8080
`;

const field = (label, detail, info) => ({ label, insert: `${label}:`, kind: 'field', detail, info });
const replies = {
  complete: ({ at }) => {
    const text = window.editor.text(window.editor.front);
    const from = at - /\w*$/.exec(text.slice(0, at))[0].length;
    return {
      ok: true,
      from,
      to: at,
      options: [
        field('podSelector', 'mapping', 'which pods may come in'),
        field('ports', 'list', 'on which ports'),
        field('policyTypes', 'list', ''),
      ],
    };
  },
  hover: ({ at }) => ({
    ok: true,
    found: true,
    title: 'spec.ingress[].from[]',
    text: 'Who may come in: pods, namespaces or addresses.',
    from: at,
    to: at,
  }),
  format: ({ file }) => {
    const text = window.editor.text(file);
    const at = text.indexOf('   \n');
    return { ok: true, edits: at < 0 ? [] : [{ from: at, to: at + 3, text: '' }] };
  },
};

/** Everything as when the page was opened, but for the pointer. */
window.restart = () => {
  window.editor.ask = async (request) => {
    window.asked.push(request);
    return replies[request.do](request);
  };
  window.editor.files = [
    { name: 'cluster.yaml', label: 'Cluster', text: CLUSTER },
    { name: 'policy.yaml', label: 'Policy', text: POLICY },
  ];
  window.editor.front = 'policy.yaml';
  window.said = [];
  window.asked = [];
};

for (const name of ['edit', 'caret', 'light', 'dash']) {
  document.addEventListener(`podwall-${name}`, ({ detail }) => window.said.push({ name, detail }));
}

const root = document.querySelector('#lab').attachShadow({ mode: 'open' });
const sheet = new CSSStyleSheet();
sheet.replaceSync(`:host { color: var(--ink); } * { box-sizing: border-box; } ${PodwallEditor.styles}`);
root.adoptedStyleSheets = [sheet];
window.editor = new PodwallEditor();
window.editor.style.flex = '1';
root.append(window.editor);
window.restart();
