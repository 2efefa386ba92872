// Types of the package. Replies are described in docs/api.md of the project.
import type { Reply, Request, WasmSource } from '../engine.js';

export { EngineError } from '../engine.js';
export type { Reply, Request, WasmSource } from '../engine.js';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';
export type Verdict = 'allow' | 'deny' | 'partly' | 'no-endpoints' | 'no-such-port' | 'external-name';

export interface File {
  name: string;
  /** null removes a file, with `keep`. */
  text: string | null;
}

/** One manifest, manifests by the name of their file, or a list of files. */
export type Files = string | Record<string, string> | File[];

export interface Options {
  /** The snapshot asked, "main" unless given. */
  snapshot?: string;
  assume?: { ipBlockMatchesPods?: boolean };
  as?: 'json' | 'text';
  color?: boolean;
}

export interface Place {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  from: number;
  to: number;
}

/** What every reply has. Without an answer `ok` is false and `error` says why. */
export interface Answer extends Reply {
  do: string;
  exit: 0 | 1 | 2;
  omitted: { what: string; file: string; line: number; why: string }[];
  /** With `as` other than "json". */
  text?: string;
}

export interface Finding extends Place {
  code: string;
  slug: string;
  severity: 'error' | 'warning' | 'info';
  path: string;
  message: string;
  hint: string;
  /** The words of a real server or of kubectl. */
  server?: string;
  /** The edits that mend it for certain; offsets in UTF-16 units. */
  fix?: { from: number; to: number; text: string }[];
}

export interface CheckAnswer extends Answer {
  findings: Finding[];
  more: number;
  counts: Record<'namespaces' | 'pods' | 'workloads' | 'services' | 'policies' | 'classes', number>;
}

export interface Flow {
  from: string;
  to: string;
  port: number;
  protocol: Protocol;
  verdict: Verdict;
  sentence: string;
  hint: string;
  decided?: Place;
  egress: Direction;
  ingress: Direction;
}

export interface Direction {
  at: string;
  verdict: 'allow' | 'deny';
  why: string;
  text: string;
  policies?: Record<string, unknown>[];
}

export interface CanAnswer extends Answer {
  from: string;
  to: string;
  port: number;
  protocol: Protocol;
  verdict: Verdict;
  sentence: string;
  allowed: number;
  asked: number;
  flows: Flow[];
}

export interface VerdictRow {
  from: string;
  to: string;
  port: number;
  protocol: Protocol;
  verdict: 'allow' | 'deny';
  ingress: 'allow' | 'deny';
  egress: 'allow' | 'deny';
}

export interface VerdictsAnswer extends Answer {
  rows: VerdictRow[];
}

export interface MatrixAnswer extends Answer {
  by: 'pod' | 'workload' | 'namespace';
  ends: { name: string; namespace: string; pods: number }[];
  sets: string[];
  /** Rows are sources, columns destinations; numbers index `sets`. */
  cells: number[][];
}

export interface GradeAnswer extends Answer {
  rows: (Record<string, unknown> & { line: number; verdict: Verdict; ok: boolean; sentence: string })[];
  passed: number;
  failed: number;
}

export interface MatrixOptions extends Omit<Options, 'as'> {
  by?: 'pod' | 'workload' | 'namespace';
  port?: number;
  protocol?: Protocol;
  connections?: boolean;
  as?: 'json' | 'text' | 'csv' | 'md';
}

export type Probe = [from: string, to: string, port: number, protocol?: Protocol];

export interface Podwall {
  /** Any request of docs/api.md. */
  ask(request: Request): Reply;
  /** The files of the snapshot from now on; with `keep` those that are not named stay. */
  load(files: Files, options?: Options & { keep?: boolean }): CheckAnswer;
  check(options?: Options): CheckAnswer;
  ends(options?: Options): Answer;
  can(from: string, to: string, port: number, options?: Options & { protocol?: Protocol }): CanAnswer;
  verdicts(probes: Probe[] | string, options?: Options): VerdictsAnswer;
  matrix(options?: MatrixOptions): MatrixAnswer;
  grade(expect: string | string[], options?: Options): GradeAnswer;
  flows(options?: Options & { from?: string; to?: string }): Answer;
  changes(since: string, options?: Options): Answer;
  words(options?: Options): Answer;
  stored(options?: Options & { file?: string }): Answer;
  about(): Answer & { version: string; kubernetes: string; limits: Record<string, number> };
  /** Frees everything. Asking afterwards throws an EngineError "closed". */
  close(): void;
}

export interface OpenOptions {
  /** Unless given, the one beside the package. */
  wasm?: WasmSource | Promise<WasmSource>;
  files?: Files;
}

export function open(options?: OpenOptions): Promise<Podwall>;
