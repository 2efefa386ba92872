// trail.js: <podwall-trail>, why an answer is what it is: direction by direction, policy by policy,
// down to the one condition that decided, each with its line.
//
//   answer   the reply to "can"
//
// Says: podwall-goto {place}; podwall-light {places}.

import { h, lights, mark, placeLink } from '../shared/dom.js';
import { toneOf, verdictWords } from '../shared/tone.js';
import { knows, theirs, words } from './say.js';
import css from './trail.css';

export class PodwallTrail extends HTMLElement {
  static styles = css;
  #folded = new Set(); // what the reader closed stays closed while the text changes

  set answer(reply) {
    const flows = reply?.flows ?? [];
    const many = flows.length > 1;
    this.replaceChildren(...flows.map((flow) => (many ? this.#part(flow) : this.#flow(flow))));
    if (!flows.length) this.append(h('p', { class: 'empty' }, words('trail.none')));
  }

  // A Service or a workload stands for several pods: one part for each.
  #part(flow) {
    const tone = toneOf(flow.verdict);
    const title = `${flow.from} → ${flow.to} ${flow.port ?? ''}/${flow.protocol ?? ''}`;
    return this.#fold(title, false, [
      h('span', { class: 'fact flow' }, title),
      h('b', { class: `tone ${tone}` }, mark(tone), verdictWords(flow.verdict)),
    ], this.#flow(flow));
  }

  #flow(flow) {
    return h('div', { class: 'flow' },
      ['egress', 'ingress'].filter((way) => flow[way]).map((way) => this.#direction(way, flow[way])),
      flow.hint ? h('p', { class: 'hint' }, theirs(flow.hint)) : null);
  }

  #direction(way, { at, verdict, why, text, policies = [] }) {
    const one = policies.length === 1;
    return h('section', { class: 'direction' },
      h('div', { class: 'row head' },
        h('h2', {}, words(`trail.${way}`)),
        h('span', { class: 'fact' }, h('span', { class: 'pod' }, at), ' ', theirs(this.#named(text, policies))),
        h('b', { class: `tone ${toneOf(verdict)}` },
          knows(`trail.why.${why}`) ? words(`trail.why.${why}`) : theirs(why))),
      one ? this.#rules(policies[0]) : policies.map((policy) => this.#policy(way, policy)));
  }

  // Where the core's text names a policy, its name leads there.
  #named(text, policies) {
    for (const policy of policies) {
      const name = policy.name.split('/').at(-1);
      const at = text.indexOf(name);
      if (at < 0) continue;
      const rest = this.#named(text.slice(at + name.length), []);
      return [text.slice(0, at), placeLink(name, policy), ...rest];
    }
    return [text];
  }

  #policy(way, policy) {
    const fold = this.#fold(`${way} ${policy.name}`, true, [h('span', { class: 'fact' }, policy.name)],
      this.#rules(policy));
    return h('div', { class: 'with-line' }, fold, this.#line(policy)); // a summary must hold no other button
  }

  #rules({ text, rules }) {
    return [
      text ? h('p', { class: 'aside' }, theirs(text)) : null,
      h('ol', { class: 'rows' }, rules.flatMap((rule) => this.#rule(rule))),
    ];
  }

  #rule({ index, admits, ports, peers, ...place }) {
    const word = admits ? words('trail.admits') : theirs(ports.why);
    return [
      this.#row('rule', words('trail.rule', { number: index }), place, ports.text, admits, word),
      ...peers.flatMap((peer) => this.#peer(peer)),
    ];
  }

  #peer({ index, nearest, conditions }) {
    return conditions.map(({ text, why, ...place }, i) =>
      this.#row('peer', i ? '' : words('trail.peer', { number: index }), place, text, place.ok,
        why ? theirs(why) : words('trail.yes'), nearest && !place.ok && words('trail.nearest')));
  }

  #row(level, label, place, text, ok, why, badge) {
    const tone = ok ? 'allow' : 'deny';
    return h('li', { class: `row ${level}`, ...lights(place) },
      h('span', { class: 'label' }, label),
      this.#line(place),
      h('span', { class: 'says' },
        h('span', { class: 'fact' }, theirs(text), badge ? [' ', h('span', { class: 'badge' }, badge)] : null),
        h('b', { class: `tone ${tone}` }, why)));
  }

  #line(place) {
    if (!place.line) return h('span', { class: 'line' });
    const link = placeLink(words('line', place), place);
    link.classList.add('line');
    return link;
  }

  #fold(key, open, summary, ...body) {
    const toggled = this.#folded.has(key);
    const details = h('details', { class: 'fold', open: open !== toggled }, h('summary', {}, summary), ...body);
    details.addEventListener('toggle', () => {
      if (details.open === open) this.#folded.delete(key);
      else this.#folded.add(key);
    });
    return details;
  }
}
