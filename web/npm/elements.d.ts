/** An answer was checked, or a lab has one: shaped like a statement of the Experience API, without actor and time. */
export interface Statement {
  verb: { id: string; display: { en: string } };
  object: { objectType: 'Activity'; id: string; definition: Record<string, unknown> };
  result: { success?: boolean; completion?: boolean; response: string };
}

export interface Verdict extends Statement {
  question: { from: string; to: string; port?: number | string; protocol?: string };
  verdict: string;
  sentence: string;
}

/** What a lab is about. */
export interface Scene {
  files: { name: string; label?: string; text: string }[];
  question?: Verdict['question'] | null;
  front?: string;
}

export interface PodwallElement extends HTMLElement {}

export interface PodwallLabElement extends PodwallElement {
  scene: Scene;
}

/** Makes widgets of the fenced blocks in `root`, those of the languages podwall-quiz, -lab, -diagram and -matrix. */
export function upgrade(root: ParentNode): void;

declare global {
  interface HTMLElementTagNameMap {
    'podwall-quiz': PodwallElement;
    'podwall-lab': PodwallLabElement;
    'podwall-diagram': PodwallElement;
    'podwall-matrix': PodwallElement;
  }
  interface HTMLElementEventMap {
    'podwall-answer': CustomEvent<Statement>;
    'podwall-verdict': CustomEvent<Verdict>;
  }
}
