// Manifests to plain objects, as `kubectl apply` would store them (S21): a null field is an absent
// field, an empty list item is an empty object. Promises nothing about validity: the judge is only
// asked about manifests that a server accepts.
import { parseAllDocuments } from 'yaml';

// The documents of a multi-document file, Lists unfolded, in order.
export function readObjects(text) {
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false, logLevel: 'error' });
  return documents.flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    return unfold(document.toJS({ maxAliasCount: -1 }));
  });
}

function unfold(value) {
  if (value === null || typeof value !== 'object') return [];
  if (value.kind === 'List') return (value.items ?? []).flatMap(unfold);
  return [withoutNulls(value)];
}

function withoutNulls(value) {
  if (Array.isArray(value)) return value.map((item) => (item === null ? {} : withoutNulls(item)));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(kept.map(([key, field]) => [key, withoutNulls(field)]));
}
