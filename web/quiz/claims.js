// claims.js: <podwall-claims>, a list of what the prose claims. Each claim is a button that asks it in
// the lab; beside it stands what the engine says now, of the text the reader has made of it.
//
// Each <li data-from data-to data-port data-protocol data-expected> becomes one button; without a lab
// the list stays as it is. A claim that was asked has data-done. Claims are about the lesson's own text,
// or, with data-scene, about one that the first claims of that name bring along for all: asking one puts
// its text into the lab.
//
// `recall()` says what holds now of those that have data-done, for a page that remembers them; `scene` is the
// text they bring along, or null.
//
// Says: podwall-done for each claim that is asked for the first time.

import { h, tell } from '../shared/dom.js';
import { ask, grade, labOf } from './engine.js';
import { theirs, words } from './say.js';
import { heldOf, openOwner, openScene } from './scenes.js';
import { lineOf, probeOf, verdict } from './show.js';

const PAUSE = 200; // ms without an edit before the claims are asked again

export class PodwallClaims extends HTMLElement {
  #status;
  #timer;
  #scene = null; // {files, front} of data-scene

  connectedCallback() {
    if (this.#status || !labOf()) return;
    this.#status = this.appendChild(h('p', { class: 'visually-hidden', role: 'status' }));
    if (this.dataset.scene) this.#scene = broughtBy(this.dataset.scene);
    for (const claim of this.#claims) this.#dress(claim);
    for (const name of ['podwall-edit', 'podwall-scene']) document.addEventListener(name, this.#later);
  }

  disconnectedCallback() {
    for (const name of ['podwall-edit', 'podwall-scene']) document.removeEventListener(name, this.#later);
  }

  get scene() {
    return this.#scene;
  }

  async recall() {
    const held = openOwner() === this.#owner ? null : heldOf(labOf(), this.#owner) ?? this.#scene;
    this.#showAll(await (held ? grade(this.#expect, held.files) : ask({ do: 'grade', expect: this.#expect })));
  }

  // Whose text these claims are about, as scenes.js knows it.
  get #owner() {
    return this.#scene ? this.dataset.scene : null;
  }

  get #claims() {
    return [...this.querySelectorAll('li[data-from]')];
  }

  #dress(claim) {
    const now = h('span', { class: 'now' }, h('span', { class: 'offer' }, words('claim.ask')));
    claim.replaceChildren(h('button', { type: 'button', class: 'claim', onclick: () => this.#ask(claim) },
      [...claim.childNodes], now));
  }

  async #ask(claim) {
    openScene(labOf(), this.#owner, this.#scene && { ...this.#scene, question: probeOf(claim) });
    labOf().question = probeOf(claim);
    const reply = await ask({ do: 'can', ...probeOf(claim) });
    if (!reply.ok) return this.#excuse(claim, reply.error.message);
    const first = !('done' in claim.dataset);
    claim.dataset.done = '';
    this.#show(claim, reply.verdict);
    this.#status.textContent = 'differs' in claim.dataset ? claim.querySelector('.now').textContent : '';
    if (first) tell(claim, 'podwall-done');
  }

  #later = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#askAll(), PAUSE);
  };

  // After an edit: quietly, for the lab announces what changed. When one of them cannot be asked the
  // engine answers none, and the claims say nothing about the text as it stands.
  async #askAll() {
    if (openOwner() !== this.#owner) return; // what was said of that text still holds
    this.#showAll(await ask({ do: 'grade', expect: this.#expect }));
  }

  get #expect() {
    return this.#claims.map((claim) => lineOf(probeOf(claim), 'ask')).join('\n');
  }

  #showAll(reply) {
    const showEach = (claim, index) => this.#show(claim, reply.rows[index].verdict);
    this.#claims.forEach(reply.ok ? showEach : (claim) => this.#rest(claim));
  }

  // As claimed: only a claim that was asked shows it. Otherwise it is said, asked or not.
  #show(claim, name) {
    const same = name === claim.dataset.expected;
    if (same && !('done' in claim.dataset)) return this.#rest(claim);
    claim.toggleAttribute('data-differs', !same);
    const said = words(same ? 'claim.now' : 'claim.differs', { verdict: verdict(name) });
    claim.querySelector('.now').replaceChildren(...said);
  }

  #rest(claim) {
    claim.removeAttribute('data-differs');
    claim.querySelector('.now').replaceChildren(h('span', { class: 'offer' }, words('claim.ask')));
  }

  #excuse(claim, message) {
    this.#rest(claim);
    claim.querySelector('.now').replaceChildren(...words('claim.no-answer-now'));
    this.#status.replaceChildren(...words('claim.no-answer', { message: theirs(message) }));
  }
}

function broughtBy(scene) {
  const script = document.querySelector(`podwall-claims[data-scene="${CSS.escape(scene)}"] > script`);
  return JSON.parse(script.textContent);
}
