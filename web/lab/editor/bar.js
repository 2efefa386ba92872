// bar.js: what stands above the text: a tab for each file, and the tools. Each of the two is one stop of
// the Tab key; arrow keys go on inside.
//
//   new Tabs(panel, pick)    element; show(files, front) with files [{name, label, changed, findings}]
//   new Tools(act)           element; show({undo, redo, reset, dashes}); act(name, dash) does
//   rove(list)               arrow keys, Home and End move the focus between the buttons of a list

import { h } from '../../shared/dom.js';
import { nameOf } from './dashes.js';
import { say, words } from './say.js';

const MOST_DASHES = 2;
const STEPS = { ArrowRight: 1, ArrowLeft: -1 };
const ARROWS = {
  undo: 'M5.5 3 2.5 6l3 3M2.5 6h6.5a3.5 3.5 0 0 1 0 7H6',
  redo: 'M10.5 3l3 3-3 3M13.5 6H7a3.5 3.5 0 0 0 0 7h3',
};

export class Tabs {
  #buttons = new Map();

  constructor(panel, pick) {
    this.element = h('div', { role: 'tablist', class: 'files', 'aria-label': say('editor.files') });
    this.panel = panel;
    this.pick = pick;
    rove(this.element, (button) => pick(button.dataset.file));
  }

  show(files, front) {
    const same = files.length === this.#buttons.size && files.every(({ name }) => this.#buttons.has(name));
    if (!same) this.#build(files);
    for (const file of files) this.#dress(this.#buttons.get(file.name), file, file.name === front);
  }

  focus(name) {
    this.#buttons.get(name)?.focus();
  }

  #build(files) {
    this.#buttons = new Map(files.map(({ name }, index) => [name, h('button', {
      type: 'button', role: 'tab', id: `${this.panel.id}-tab-${index}`, 'data-file': name,
      'aria-controls': this.panel.id, onclick: () => this.pick(name),
    }, h('span', {}), h('span', { class: 'news' }), h('span', { class: 'unseen' }))]));
    this.element.replaceChildren(...this.#buttons.values());
  }

  #dress(button, { label, changed, findings }, isFront) {
    const [name, news, unseen] = button.children;
    button.setAttribute('aria-selected', isFront);
    button.tabIndex = isFront ? 0 : -1;
    write(name, label);
    news.className = `news${findings ? ' found' : changed ? ' changed' : ''}`;
    const state = [findings && 'findings', changed && 'changed'].filter(Boolean).join('-');
    write(unseen, state ? ` ${say(`editor.tab.${state}`, { count: findings })}` : '');
    if (isFront) this.panel.setAttribute('aria-labelledby', button.id);
  }
}

export class Tools {
  #dashes;
  #named;
  #current = [];

  constructor(act) {
    const button = (name, sign) => h('button', {
      type: 'button', tabindex: -1, class: `tool ${name}`, 'aria-label': sign && say(`editor.${name}`),
      title: sign && say(`editor.${name}`), onclick: (event) => isOn(event.currentTarget) && act(name),
    }, sign ?? words(`editor.${name}`));
    this.#dashes = Array.from({ length: MOST_DASHES }, (_, index) => h('button', {
      type: 'button', tabindex: -1, class: 'tool dash-tool', hidden: true,
      onclick: (event) => isOn(event.currentTarget) && act('dash', this.#current[index]),
    }));
    this.#named = {
      undo: button('undo', arrow('undo')),
      redo: button('redo', arrow('redo')),
      format: button('format'),
      reset: button('reset'),
    };
    this.element = h('div', { role: 'toolbar', class: 'tools', 'aria-label': say('editor.edit') },
      this.#dashes, Object.values(this.#named));
    this.element.addEventListener('mousedown', (event) => event.preventDefault()); // the text keeps the focus
    rove(this.element);
    this.#oneStop();
  }

  /**
   * What can be done now. `dashes` is null while the engine has not answered since one was chosen: its
   * button then waits where it is. False when the button that had the focus went away.
   */
  show({ undo, redo, reset, dashes }) {
    switchOn(this.#named.undo, undo);
    switchOn(this.#named.redo, redo);
    switchOn(this.#named.reset, reset);
    const focused = this.#dashes.findIndex((button) => button.matches(':focus'));
    if (dashes) this.#current = dashes.slice(0, MOST_DASHES);
    this.#dashes.forEach((button, index) => {
      if (!dashes) return switchOn(button, false);
      const dash = this.#current[index];
      button.hidden = !dash;
      if (!dash) return undefined;
      switchOn(button, true);
      write(button, nameOf(dash));
      button.title = dash.text;
      return button.setAttribute('aria-description', dash.text);
    });
    this.#oneStop();
    return focused < 0 || !this.#dashes[focused].hidden;
  }

  #oneStop() {
    const shown = [...this.element.children].filter((button) => !button.hidden);
    // From outside one comes to the first, which is the dash when there is one.
    const stop = shown.find((button) => button.matches(':focus')) ?? shown[0];
    for (const button of this.element.children) button.tabIndex = button === stop ? 0 : -1;
  }
}

export function rove(list, arrived = () => {}) {
  list.addEventListener('keydown', (event) => {
    const shown = [...list.querySelectorAll('button:not([hidden])')];
    const at = shown.indexOf(event.target);
    const to = { Home: 0, End: shown.length - 1 }[event.key]
      ?? (STEPS[event.key] ? (at + STEPS[event.key] + shown.length) % shown.length : -1);
    if (at < 0 || to < 0) return;
    event.preventDefault();
    for (const button of shown) button.tabIndex = button === shown[to] ? 0 : -1;
    shown[to].focus();
    arrived(shown[to]);
  });
}

// A tool that can do nothing now keeps the focus it may have, so it is not "disabled".
const isOn = (button) => button.getAttribute('aria-disabled') !== 'true';
const switchOn = (button, on) => button.setAttribute('aria-disabled', !on);

function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function arrow(name) {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  svg.appendChild(document.createElementNS(space, 'path')).setAttribute('d', ARROWS[name]);
  return svg;
}
