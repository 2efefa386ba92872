// acceptance.js: when an item of a checklist is met. The engine is asked, in the build and in the page;
// here its reply is compared with what was wanted, name by name.
//
//   condition   {request, find: {list, name, labels}}   an object of that name is in a list of the reply
//               {request, both: true}                   one peer with several conditions admits the connection
//               {request}                               a line of expectation holds
//   isMet(condition, reply)

export function isMet({ find, both }, reply) {
  if (!reply.ok) return false;
  if (find) return reply[find.list].some((object) => isLike(object, find));
  return both ? reply.flows.some(admittedByBoth) : reply.failed === 0;
}

// A namespace that is only named, by a pod in it, was not created.
function isLike(object, { name, labels = {} }) {
  if (object.name !== name || object.declared === false) return false;
  return Object.entries(labels).every(([key, value]) => object.labels?.[key] === value);
}

// Namespace and pod are a condition each; a selector that stands alone is one.
function admittedByBoth({ verdict, ingress, egress }) {
  const peers = [ingress, egress].flatMap(({ policies }) => policies)
    .flatMap(({ rules }) => rules).filter(({ admits }) => admits).flatMap((rule) => rule.peers ?? []);
  return verdict === 'allow' && peers.some(({ ok, conditions }) => ok && conditions.length > 1);
}
