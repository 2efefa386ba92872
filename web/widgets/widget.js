// widget.js: what all widgets have in common. A widget reads its content (content.js), shows what was inside it until
// it is ready, and draws itself into a shadow root with the colours of theme.js.
//
// A kind of widget gives `static plain` ('json' or 'yaml': what a text without a type is), `static sheets`, and
// `draw(content)`, which resolves with the nodes to show. What it needs beyond this file it imports when it is needed.
// The attribute `theme` is 'light' or 'dark' where the page is only one of them.

import { h, tell } from '../shared/dom.js';
import { readContent } from './content.js';
import { words } from './say.js';
import { sheetsOf } from './theme.js';
import css from './widget.css';

export class Widget extends HTMLElement {
  static plain = 'yaml';
  static sheets = [];
  static observedAttributes = ['theme'];
  #begun = false;

  connectedCallback() {
    if (this.#begun) return;
    this.#begun = true;
    this.attachShadow({ mode: 'open' }).append(h('slot'));
    this.attributeChangedCallback();
    this.#hush();
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', () => this.#fill(), { once: true });
    else queueMicrotask(() => this.#fill());
  }

  attributeChangedCallback() {
    if (!this.shadowRoot) return;
    this.shadowRoot.adoptedStyleSheets = sheetsOf(this.getAttribute('theme'), ...this.constructor.sheets, css);
  }

  /** Says `name` to the page. Everything else that the parts say stays inside. */
  say(name, detail) {
    tell(this, name, detail);
  }

  /** Resolves when the widget comes near the screen. */
  seen() {
    return new Promise((resolve) => {
      const watch = new IntersectionObserver((entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        watch.disconnect();
        resolve();
      }, { rootMargin: '300px' });
      watch.observe(this);
    });
  }

  // A page that is put together by a script may give the content after the element.
  async #fill() {
    try {
      const content = await readContent(this, this.constructor.plain);
      if (!content) return this.#later();
      const nodes = await this.draw(content);
      this.shadowRoot.replaceChildren(...nodes);
      this.ready?.(content);
      this.toggleAttribute('data-ready', true);
    } catch ({ message }) {
      this.shadowRoot.replaceChildren(h('p', { class: 'trouble', role: 'status' },
        words('widget.trouble', { problem: message })), h('slot'));
    }
    return undefined;
  }

  #later() {
    const watch = new MutationObserver(() => {
      watch.disconnect();
      this.#fill();
    });
    watch.observe(this, { childList: true });
  }

  #hush() {
    for (const name of INSIDE) {
      this.shadowRoot.addEventListener(`podwall-${name}`, (event) => {
        event.stopPropagation();
        this.heard?.(name, event.detail);
      });
    }
  }
}

// What the parts say among themselves.
const INSIDE = ['answered', 'done', 'state', 'ready', 'edit', 'verdict', 'changes', 'view', 'scene', 'ask', 'scope',
  'tab', 'pick', 'goto', 'rooms', 'light', 'caret', 'changes-wanted'];
