import { expect, it } from '@jest/globals';
import { fold } from './fold.js';

it.each([
  ['Tìm hiểu Đất đai', 'tim hieu dat dai'],
  ['Đợt 2'.normalize('NFD'), 'dot 2'],
  ['Y Bhiŏ Mlô', 'y bhio mlo'],
  ['7K2M-9QXD', '7k2m-9qxd'],
])('folds %s', (text, folded) => expect(fold(text)).toBe(folded));
