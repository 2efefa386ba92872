// example.js: the manifests of an example, as web/playground/example.js, out of the single file.

import { parcels } from './parcels.js';

export const exampleText = async (name) => parcels().get(`example/${name}`) ?? null;
