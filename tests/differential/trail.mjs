// A trail must add up: what it says of conditions, peers, ports and rules has to lead to its own
// verdict. This needs no judge; it catches an explanation that is right by accident.

export function trailProblems(flow) {
  return [...directionProblems('egress', flow.egress), ...directionProblems('ingress', flow.ingress)];
}

function directionProblems(name, direction) {
  const rules = direction.policies.flatMap((policy) => policy.rules);
  const problems = rules.flatMap((rule) => ruleProblems(`${name} rule ${rule.index}`, rule));
  const admitted = rules.some((rule) => rule.admits);
  const wants = { admitted: true, denied: false }[direction.why];
  if (wants !== undefined && wants !== admitted) {
    problems.push(`${name}: ${direction.why}, but its rules say ${admitted}`);
  }
  if ((direction.why === 'denied') !== (direction.verdict === 'deny')) {
    problems.push(`${name}: verdict ${direction.verdict}, why ${direction.why}`);
  }
  return problems.map((problem) => `trail: ${problem}`);
}

function ruleProblems(name, rule) {
  const problems = rule.peers.flatMap((peer) => peerProblems(`${name} peer ${peer.index}`, peer));
  const peersFit = rule.peers.length === 0 || rule.peers.some((peer) => peer.ok);
  if (rule.admits !== (rule.ports.ok && peersFit)) problems.push(`${name}: admits ${rule.admits} does not follow`);
  return problems;
}

function peerProblems(name, peer) {
  const all = peer.conditions.every((condition) => condition.ok);
  return peer.ok === all ? [] : [`${name}: ok ${peer.ok}, its conditions say ${all}`];
}
