// ports.js: a set of ports in the page's language. The engine has a few that are words; all others are numbers.

import { say } from './say.js';

const CODES = {
  'every port': 'ports.every', 'every other port': 'ports.every-other', all: 'ports.all', none: 'ports.none',
  allow: 'ports.allow', deny: 'ports.deny', partly: 'ports.partly',
};

export const portsIn = (text) => (Object.hasOwn(CODES, text) ? say(CODES[text]) : text);
