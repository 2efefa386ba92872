// engine.js: the one way from quizzes to the engine, which whoever names the elements says: on pages of the site
// page-engine.js, on those of others web/widgets/quiz.js.

const SNAPSHOT = 'quiz'; // a quiz brings its own files, so the lab's are left alone
let asks = () => Promise.reject(new Error('there is none'));

/** ask: of a request of docs/api.md, gives the promise of a reply. */
export function askBy(ask) {
  asks = ask;
}

/** The page's lab, or null. */
export const labOf = () => document.querySelector('podwall-lab');

/** Asks one request of docs/api.md. A reply always comes, also when there is no engine: then it is
    not ok and its error says so. */
export async function ask(request) {
  try {
    return await asks(request);
  } catch ({ message }) {
    return { ok: false, error: { code: 'stopped', message: `the engine did not answer (${message})` } };
  }
}

/** Grades lines of expectation against files of the caller's. */
export const grade = (expect, files) => ask({ do: 'grade', snapshot: SNAPSHOT, files: named(files), expect });

/** What podwall finds in files of the caller's. */
export const load = (files) => ask({ do: 'load', snapshot: SNAPSHOT, files: named(files) });

// A request takes nothing but name and text of a file.
const named = (files) => files.map(({ name, text }) => ({ name, text }));
