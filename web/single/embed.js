// embed.js: in the place of web/lab/embed.js: a file on a disk is no site that other pages could take widgets from, so
// "Embed this" is not offered.

export const snippets = null;
