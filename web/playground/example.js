// example.js: the manifests of an example, from the site's own folder.
//
//   exampleText(name) -> a promise of its text, or of null

export const exampleText = (name) => fetch(new URL(`../examples/${name}.yaml`, document.baseURI))
  .then((reply) => (reply.ok ? reply.text() : null), () => null);
