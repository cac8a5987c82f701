import { expect, it } from '@jest/globals';
import { Refusal, Unreachable } from './api/client.js';
import { faultsOf } from './faults.js';

const FIELDS = ['phone', 'fullName', 'birthDate'];
const refuse = (code: string, details: Record<string, unknown> = {}) =>
  faultsOf(new Refusal({ status: 400, code, title: 'Lời của máy chủ.', details }), FIELDS);

it('finds the field by the code of the refusal', () => {
  expect(refuse('PHONE_TAKEN')).toEqual({ phone: 'Lời của máy chủ.' });
});

it('finds the field that the details name', () => {
  expect(refuse('INVALID_INPUT', { field: 'birthDate' })).toEqual({ birthDate: 'Lời của máy chủ.' });
});

it('finds every field of a list, each with its own words', () => {
  const faults = ['phone: Số điện thoại chưa đúng. Ví dụ: 0912 345 678.', 'fullName: Hãy viết đúng họ tên.'];
  expect(refuse('INVALID_INPUT', { faults })).toEqual({
    phone: 'Số điện thoại chưa đúng. Ví dụ: 0912 345 678.',
    fullName: 'Hãy viết đúng họ tên.',
  });
});

it.each([
  ['a field that this form has not', refuse('UNIT_NOT_FOUND')],
  ['a refusal of the whole', refuse('SERVER_BUSY')],
  ['no answer', faultsOf(new Unreachable(), FIELDS)],
])('finds none in %s', (_case, found) => expect(found).toEqual({}));
