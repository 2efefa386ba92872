// opening.js: what to ask first about manifests of which nothing was asked yet.
//
//   opening(ends) -> {from, to, port, protocol}     ends: of the reply to "ends", at least one
//
// To a pod that a policy guards and that listens, from a pod of another workload of its namespace; the next best where
// there is none. Pods and not workloads: of two pods the answer names the line that decides.

export function opening(ends) {
  const pods = ends.filter(({ kind }) => kind === 'pod');
  const to = pods.find(({ isolated, ports }) => isolated.ingress && ports.length)
    ?? pods.find(({ isolated }) => isolated.ingress) ?? pods.find(({ ports }) => ports.length) ?? pods[0] ?? ends[0];
  const others = pods.filter((pod) => pod !== to && (!pod.workload || pod.workload !== to.workload));
  const from = others.find(({ namespace }) => namespace === to.namespace) ?? others[0] ?? pods[0] ?? to;
  const { port = 80, protocol = 'TCP' } = to.ports[0] ?? {};
  return { from: from.name, to: to.name, port, protocol };
}
