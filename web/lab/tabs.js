// tabs.js: <podwall-tabs>, shows one of its panels at a time where the screen is narrow.
//
// Panels are the elements with `data-tab="Name"` inside. On a wide screen, and without script, all
// of them simply stand on the page and there is no tab.
//
//   show(panel)   brings a panel to the front
//   narrow        a media query that says where tabs are wanted

import { h } from '../shared/dom.js';

export class PodwallTabs extends HTMLElement {
  narrow = matchMedia('(max-width: 799px)');
  #bar = null;
  #tabs = new Map(); // panel -> its button
  #front = null;

  connectedCallback() {
    if (this.#bar) return;
    this.#bar = h('div', { class: 'tab-bar', role: 'tablist', 'aria-label': 'Views' });
    for (const panel of this.querySelectorAll('[data-tab]')) {
      const tab = h('button', { type: 'button', role: 'tab', id: `${panel.id}-tab`,
        'aria-controls': panel.id, onclick: () => this.show(panel) }, panel.dataset.tab);
      this.#tabs.set(panel, tab);
      this.#bar.append(tab);
    }
    this.#front = this.#tabs.keys().next().value;
    this.prepend(this.#bar);
    this.#bar.addEventListener('keydown', (event) => this.#walk(event));
    this.narrow.addEventListener('change', () => this.#draw());
    this.#draw();
  }

  show(panel) {
    this.#front = panel;
    this.#draw();
  }

  #draw() {
    const { matches } = this.narrow;
    this.#bar.hidden = !matches;
    for (const [panel, tab] of this.#tabs) {
      const front = panel === this.#front;
      panel.classList.toggle('behind', matches && !front);
      tab.setAttribute('aria-selected', front);
      tab.tabIndex = front ? 0 : -1;
      if (matches) {
        panel.setAttribute('role', 'tabpanel');
        panel.setAttribute('aria-labelledby', tab.id);
      } else {
        panel.removeAttribute('role');
        panel.setAttribute('aria-labelledby', panel.dataset.heading);
      }
    }
  }

  #walk({ key }) {
    const panels = [...this.#tabs.keys()];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    if (!step) return;
    this.show(panels.at((panels.indexOf(this.#front) + step) % panels.length));
    this.#tabs.get(this.#front).focus();
  }
}
