// Just enough C to count: comments and literals blanked out, functions found by their braces.

// The same text with comments, strings and characters replaced by blanks; line ends stay.
export function withoutLiterals(text) {
  const token = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g;
  return text.replace(token, (found) => found.replace(/[^\n]/g, ' '));
}

// Preprocessor lines, with their continuations, as blanks.
function withoutDirectives(text) {
  return text.replace(/^[ \t]*#(?:[^\n]*\\\n)*[^\n]*/gm, (found) => found.replace(/[^\n]/g, ' '));
}

// -> [{ name, line, lines, body }] for each function defined in the file.
export function functionsIn(text) {
  const code = withoutDirectives(withoutLiterals(text));
  const functions = [];
  let depth = 0;
  let start = -1;
  for (let at = 0; at < code.length; at += 1) {
    if (code[at] === '{' && depth++ === 0) start = at;
    if (code[at] !== '}' || --depth !== 0) continue;
    const name = nameBefore(code, start);
    if (name) functions.push(describe(code, name, start, at));
  }
  return functions;
}

// The name of the function whose body opens at `brace`; undefined for a struct, enum or initialiser.
function nameBefore(code, brace) {
  const head = code.slice(0, brace).trimEnd();
  if (!head.endsWith(')')) return undefined;
  let open = head.length - 1;
  for (let depth = 0; open >= 0; open -= 1) {
    if (head[open] === ')') depth += 1;
    if (head[open] === '(' && --depth === 0) break;
  }
  return /([A-Za-z_][A-Za-z0-9_]*)\s*$/.exec(head.slice(0, open))?.[1];
}

function describe(code, name, start, end) {
  const body = code.slice(start, end + 1);
  return { name, line: code.slice(0, start).split('\n').length, lines: body.split('\n').length, body };
}

// McCabe's number: one, and one more for each way to turn off.
export function complexity(body) {
  return 1 + (body.match(/\b(if|for|while|case)\b|&&|\|\||\?/g) ?? []).length;
}
