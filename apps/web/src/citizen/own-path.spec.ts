import { expect, it } from '@jest/globals';
import { ownPath } from './own-path.js';

const HERE = 'https://thi.example.vn';

it.each(['/', '/cua-toi', '/cuoc-thi/cchc-2026/vao-thi?don-vi=h12', '/lam-bai/3-a#cau-2'])('goes to %s', (path) =>
  expect(ownPath(path, HERE)).toBe(path),
);

it.each([
  undefined,
  '',
  'cua-toi',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  '\t//evil.example/',
  '/./\t/evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  'http://thi.example.vn/',
])('does not go to %j', (path) => expect(ownPath(path, HERE)).toBeNull());
