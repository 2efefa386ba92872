// An edit of a random cluster, as people make them: a policy less, another one, other labels, a pod
// less, or all of it at once.
import { randomCluster } from './cluster.mjs';

const isPolicy = ({ kind }) => kind === 'NetworkPolicy';
const isPod = ({ kind }) => kind === 'Pod';

// -> the objects after the edit; those that stay are the same objects.
export function randomEdit(random, objects) {
  const other = randomCluster(random);
  const edits = random.some([dropPolicy, swapPolicies, relabel, dropPod], random.between(1, 2));
  return edits.reduce((edited, edit) => edit(random, edited, other), objects);
}

function without(objects, object) {
  return objects.filter((each) => each !== object);
}

function dropPolicy(random, objects) {
  return without(objects, random.pick(objects.filter(isPolicy)));
}

// Policies of another cluster, in the place of one.
function swapPolicies(random, objects, other) {
  const fresh = other.filter(isPolicy).map((policy) =>
    ({ ...policy, metadata: { ...policy.metadata, name: `new-${policy.metadata.name}` } }));
  return [...dropPolicy(random, objects), ...random.some(fresh, 2)];
}

function relabel(random, objects, other) {
  const [pod, like] = [random.pick(objects.filter(isPod)), random.pick(other.filter(isPod))];
  const labels = like.metadata.labels;
  return objects.map((each) => (each === pod ? { ...pod, metadata: { ...pod.metadata, labels } } : each));
}

function dropPod(random, objects) {
  return without(objects, random.pick(objects.filter(isPod)));
}
