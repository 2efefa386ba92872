// What a developer does with the package, in a project of their own. Prints one JSON text.
import { open, EngineError } from 'podwall';
import { openEngine } from 'podwall/engine';
import { readFileSync } from 'node:fs';

const [, , lab] = process.argv;
const texts = ['cluster.yaml', 'policy.yaml'].map((name) => [name, readFileSync(`${lab}/${name}`, 'utf8')]);
const files = Object.fromEntries(texts);
const podwall = await open({ files });
const { sentence } = podwall.can('dev/frontend', 'prod/database', 8080);
const unknown = podwall.can('dev/nobody', 'prod/database', 8080);
const probes = [['dev/frontend', 'prod/database', 8080], ['prod/backend', 'prod/database', 8080, 'TCP']];
const said = {
  sentence,
  unknown: [unknown.ok, unknown.error.code],
  findings: podwall.check().findings.length,
  verdicts: podwall.verdicts(probes).rows.map(({ verdict }) => verdict),
  table: podwall.verdicts('from\tto\tport\nprod/backend\tprod/database\t8080\n').rows[0].verdict,
  matrix: podwall.matrix({ by: 'namespace' }).ends.map(({ name }) => name),
  grade: podwall.grade(['allow prod/backend -> prod/database 8080', 'deny dev/frontend -> prod/database 8080']).passed,
  verbs: ['ends', 'flows', 'words', 'stored', 'about'].map((verb) => podwall[verb]().ok),
};
podwall.load(files, { snapshot: 'before' });
podwall.load({ ...files, 'policy.yaml': '' });
said.changes = podwall.changes('before').ok;
said.pod = podwall.load('apiVersion: v1\nkind: Pod\nmetadata: {name: x}\n').counts.pods;
podwall.close();
try {
  podwall.check();
} catch (error) {
  said.closed = error instanceof EngineError && error.code;
}
said.bare = typeof openEngine;
console.log(JSON.stringify(said));
