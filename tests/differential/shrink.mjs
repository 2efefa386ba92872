// Makes a failing cluster smaller: takes away objects, then items of lists inside policies, as long
// as the same kind of failure stays. Promises at most BUDGET tries; the result still fails.

const BUDGET = 300;

// `fails(objects)` resolves to true while the failure is still there.
export async function shrink(objects, fails) {
  let left = BUDGET;
  let current = objects;
  let smaller = true;
  while (smaller && left > 0) {
    smaller = false;
    for (const candidate of smallerOnes(current)) {
      if (left-- <= 0) break;
      if (await fails(candidate)) {
        current = candidate;
        smaller = true;
        break;
      }
    }
  }
  return current;
}

// One object less each, then one list item of a policy less each.
function* smallerOnes(objects) {
  for (let index = 0; index < objects.length; index += 1) yield replaced(objects, index);
  for (let index = 0; index < objects.length; index += 1) {
    if (objects[index].kind !== 'NetworkPolicy') continue;
    for (const spec of lesserValues(objects[index].spec)) yield replaced(objects, index, { ...objects[index], spec });
  }
}

const replaced = (list, index, ...items) => [...list.slice(0, index), ...items, ...list.slice(index + 1)];

function* lesserValues(value) {
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      if (value.length > 1) yield replaced(value, index);
      for (const item of lesserValues(value[index])) yield replaced(value, index, item);
    }
    return;
  }
  for (const key of Object.keys(value)) {
    for (const field of lesserValues(value[key])) yield { ...value, [key]: field };
  }
}
