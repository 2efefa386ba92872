// checklist.js: <podwall-checklist>, what has to hold of the lesson's own text before the work is accepted.
// It ticks itself: after each edit the engine is asked about every item.
//
// Dresses up a list that is in the page already (docs/lessons.md), as the lesson's start has it. JSON:
// items, of each the conditions of web/shared/acceptance.js; success. An item with data-from is about a
// connection and can be asked in the lab. While the lab holds another text, the list stays as it was.
//
// Says: podwall-done, once, when all is met (data-done from then on); podwall-view {view: 'yaml'}.

import { isMet } from '../shared/acceptance.js';
import { h, tell } from '../shared/dom.js';
import { ask, labOf } from './engine.js';
import { stageHints } from './hints.js';
import { say, words, write } from './say.js';
import { openOwner, openScene } from './scenes.js';
import { leftOut, markup, probeOf } from './show.js';

const PAUSE = 200; // ms without an edit before the list is ticked again
const STARTS = ['podwall-edit', 'podwall-scene'];

export class PodwallChecklist extends HTMLElement {
  #data;
  #count;
  #left = h('div', { class: 'left-out' });
  #status = h('p', { class: 'visually-hidden', role: 'status' });
  #timer;
  #turn = 0;

  connectedCallback() {
    if (this.#data || !labOf()) return;
    this.#data = JSON.parse(this.querySelector('script').textContent);
    this.#count = this.querySelector('.count');
    this.#count.after(this.#left, this.#status);
    stageHints(this.querySelector('.hints'));
    for (const item of this.#items) if (item.dataset.from) this.#dress(item);
    const go = h('button', { type: 'button', onclick: () => this.#enter() }, words('quiz.go'));
    this.querySelector('.actions').append(go);
    for (const name of STARTS) document.addEventListener(name, this.#later);
  }

  disconnectedCallback() {
    for (const name of STARTS) document.removeEventListener(name, this.#later);
  }

  get #items() {
    return [...this.querySelectorAll('.items > li')];
  }

  #dress(item) {
    const { from, to } = item.dataset;
    const act = () => {
      openScene(labOf(), null);
      labOf().question = probeOf(item);
    };
    item.append(h('button', { type: 'button', class: 'link', onclick: act }, words('checklist.ask',
      { more: h('span', { class: 'visually-hidden' }, words('checklist.ask.more', { from, to })) })));
  }

  #enter() {
    openScene(labOf(), null);
    tell(this, 'podwall-view', { view: 'yaml' });
  }

  #later = () => {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#tick(), PAUSE);
  };

  async #tick() {
    const turn = ++this.#turn;
    if (openOwner() !== null) return write(this.#count, 'checklist.away');
    const replies = await Promise.all(this.#data.items.map((conditions) =>
      Promise.all(conditions.map(({ request }) => ask(request)))));
    const stopped = replies.flat().some(({ error }) => error?.code === 'stopped');
    if (stopped || turn !== this.#turn) return undefined; // what was said last stays
    this.#left.replaceChildren(...leftOut(replies[0][0]));
    return this.#show(this.#data.items.map((conditions, index) =>
      conditions.every((condition, place) => isMet(condition, replies[index][place]))));
  }

  #show(met) {
    const turned = this.#items.filter((item, index) => met[index] !== 'met' in item.dataset);
    this.#items.forEach((item, index) => {
      item.toggleAttribute('data-met', met[index]);
      write(item.querySelector('.state'), stateOf(item));
    });
    const count = { count: met.filter(Boolean).length, all: met.length };
    write(this.#count, 'checklist.count', count);
    const news = turned.map((item) =>
      say('checklist.news', { state: say(stateOf(item)), item: item.querySelector('.what').textContent }));
    if (turned.length) this.#status.textContent = [...news, say('checklist.count.news', count)].join(' ');
    this.#close(met.every(Boolean));
  }

  // The words of the end stand while all holds; done is done.
  #close(all) {
    const box = this.querySelector('.feedback');
    box.dataset.state = all ? 'right' : '';
    if (!all) return box.replaceChildren();
    if (!box.childNodes.length) box.replaceChildren(...markup(this.#data.success));
    if ('done' in this.dataset) return undefined;
    this.dataset.done = '';
    return tell(this, 'podwall-done');
  }
}

const stateOf = (item) => ('met' in item.dataset ? 'checklist.met' : 'checklist.not-yet');
