// repository.mjs: addresses of the project's own place. package.json `repository` is where it stands.
//
//   readRepository(root) -> { url, file(path), edit(path), report({ title, path, version }) }
//     file     where a file is read
//     edit     where the source of a page is changed;  report: a new issue, begun for the reader
//
// They are plain links: nothing is asked of that host until a reader follows one.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const BRANCH = 'main';

export function readRepository(root) {
  const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const url = repository?.url?.replace(/^git\+|\.git$/g, '');
  if (!url?.startsWith('https://')) throw new Error('package.json has no repository.url that begins with https://');
  return {
    url,
    file: (path) => `${url}/blob/${BRANCH}/${path}`,
    edit: (path) => `${url}/edit/${BRANCH}/${path}`,
    report: (page) => `${url}/issues/new?${new URLSearchParams(issue(page))}`,
  };
}

const issue = ({ title, path, version }) => ({
  title: `Wrong claim: ${title}`,
  body: `Page: ${path}, podwall ${version}\n\nWhat it says:\n\n\nWhat is right, and how you know `
    + '(the documentation, a cluster and its plugin):\n\n',
});
