// nowhere.js: podwall/elements where there is no page, as in a build that draws pages on a server: nothing to name and
// nothing to upgrade.

export function upgrade() {}
