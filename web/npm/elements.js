// elements.js: podwall/elements of the npm package: the widgets for whatever bundles them. All that they need at run
// time is in these scripts, wasm and worker included, so that no bundler has to know of files beside them. Nothing is
// done to the page but the names; fenced blocks are upgraded when it is asked for.

import '../widgets/define.js';

export { upgrade } from '../widgets/fences.js';
