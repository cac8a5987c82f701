import { describe, expect, it } from '@jest/globals';
import { DomainError, ERROR_CODES, type ErrorCode } from './errors.js';

describe('DomainError', () => {
  it('carries code, facts and kind, and its message is the English meaning', () => {
    const error = new DomainError('ATTEMPT_LIMIT_REACHED', { per: 'day', max: 1, nextAt: null });
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe('DomainError');
    expect(error.code).toBe('ATTEMPT_LIMIT_REACHED');
    expect(error.details).toEqual({ per: 'day', max: 1, nextAt: null });
    expect(error.kind).toBe('conflict');
    expect(error.message).toBe(ERROR_CODES.ATTEMPT_LIMIT_REACHED.meaning);
  });

  it('has no facts unless told', () => {
    expect(new DomainError('NOT_FOUND').details).toEqual({});
  });
});

describe('ERROR_CODES', () => {
  const codes = Object.keys(ERROR_CODES) as ErrorCode[];

  it.each(codes)('%s is written as a constant and explained by a sentence', (code) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(ERROR_CODES[code].meaning).toMatch(/^[A-Z].{15,}\.$/);
  });

  it('gives no two codes the same sentence', () => {
    expect(new Set(codes.map((code) => ERROR_CODES[code].meaning)).size).toBe(codes.length);
  });
});
