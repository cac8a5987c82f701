import { describe, expect, it } from '@jest/globals';
// @ts-expect-error a script without types
import { judgeAudit } from '../../../scripts/audit.mjs';

const judge = judgeAudit as (output: string) => { state: string; line: string };
const report = (high: number, critical: number, vulnerabilities: object = {}) =>
  JSON.stringify({ vulnerabilities, metadata: { vulnerabilities: { info: 0, low: 3, moderate: 2, high, critical } } });

describe('the audit of packages', () => {
  it('is clean when nothing is of level high or critical', () => {
    expect(judge(report(0, 0)).state).toBe('clean');
  });

  it('names what it found', () => {
    const found = {
      qs: { name: 'qs', severity: 'high', range: '<6' },
      ms: { name: 'ms', severity: 'low', range: '*' },
    };
    expect(judge(report(1, 0, found))).toEqual({ state: 'high', line: 'npm audit: 1 high, 0 critical: qs <6 (high)' });
    expect(judge(report(3, 1)).state).toBe('critical');
  });

  it.each([
    ['nothing', ''],
    ['words', 'npm error audit endpoint returned an error'],
    ['a refusal of the registry', '{"message":"405 Method Not Allowed","statusCode":405,"error":{"summary":""}}'],
    ['a fault of the network', '{"error":{"code":"ENOTFOUND","summary":"request failed"}}'],
    ['a report without counts', '{"vulnerabilities":{},"metadata":{}}'],
    ['null', 'null'],
  ])('knows nothing after %s, and says so', (_what, output) => {
    expect(judge(output)).toEqual({ state: 'unknown', line: expect.stringContaining('nothing was checked') });
  });
});
