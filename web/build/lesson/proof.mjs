// proof.mjs: what the engine says about the scenes of a lesson. Every verdict of the build comes from here.
//
//   const proof = new Proof(engine, lesson)
//   proof.errors(scene)            findings that are errors: [{file, line, message, hint}]
//   proof.warnings(scene)          and those that are warnings
//   proof.rows(scene, text)        graded probe lines: {rows} as docs/api.md says of "grade", or {problem, line}
//   proof.can(scene, row)          the answer to one question
//   proof.ask(scene, request)      the reply to any other request of docs/api.md
//   proof.table(scene, question)   who reaches whom on its port: the reply of "matrix"
//   proof.ends(scene)              Set of names that can be asked about

export class Proof {
  #engine;
  #lesson;
  #loaded = null;
  #findings = new Map();

  constructor(engine, lesson) {
    this.#engine = engine;
    this.#lesson = lesson;
  }

  errors(scene) {
    return this.#found(scene, 'error');
  }

  warnings(scene) {
    return this.#found(scene, 'warning');
  }

  rows(scene, text) {
    this.#load(scene);
    const reply = this.#engine.ask({ do: 'grade', expect: text });
    if (reply.ok) return { rows: reply.rows };
    const line = /\bline (\d+)\b/.exec(reply.error.message);
    return { rows: [], problem: reply.error.message, line: line ? Number(line[1]) : 1 };
  }

  can(scene, { from, to, port, protocol }) {
    this.#load(scene);
    return this.#engine.ask({ do: 'can', from, to, port, protocol });
  }

  ask(scene, request) {
    this.#load(scene);
    return this.#engine.ask(request);
  }

  table(scene, { port, protocol }) {
    this.#load(scene);
    return this.#engine.ask({ do: 'matrix', by: 'workload', port, protocol });
  }

  ends(scene) {
    this.#load(scene);
    const { ends } = this.#engine.ask({ do: 'ends' });
    return new Set(ends.flatMap(({ name, workload }) => [name, short(workload)]).filter(Boolean));
  }

  #found(scene, severity) {
    this.#load(scene);
    return this.#findings.get(scene).filter((finding) => finding.severity === severity);
  }

  #load(scene) {
    if (this.#loaded === scene) return;
    const files = this.#lesson.scenes.get(scene).files.map(({ name, text }) => ({ name, text }));
    const reply = this.#engine.ask({ do: 'load', files });
    const findings = reply.ok ? reply.findings : [{ severity: 'error', message: reply.error.message, hint: '' }];
    this.#findings.set(scene, findings);
    this.#loaded = scene;
  }
}

// A workload's full name has its kind in the middle; people leave it out.
const short = (workload) => workload?.replace(/\/.+\//, '/');

/** "dev/frontend prod/database 8080/TCP" as a question; null when it is none. */
export function readQuestion(text) {
  const words = /^(\S+)\s+(\S+)\s+([\w-]+)(?:\/(\w+))?$/.exec(text ?? '');
  const [, from, to, port, protocol = 'TCP'] = words ?? [];
  return from ? { from, to, port: /^\d+$/.test(port) ? Number(port) : port, protocol } : null;
}
