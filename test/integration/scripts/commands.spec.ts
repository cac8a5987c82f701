import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load, node } from './scripts.js';

const { countTests } = await load<{ countTests: (file: string) => { passed: number; failed: number } }>('test.mjs');
const { isPrivateUrl } = await load<{ isPrivateUrl: (url: string) => boolean }>('addresses.mjs');

describe('the commands', () => {
  it('refuse an option they do not know, before anything is started, and list those they know', async () => {
    const { code, stderr } = await node(['scripts/boot.mjs', 'start', '--rset']);
    expect(code).toBe(1);
    expect(stderr).toContain('Không hiểu "--rset"');
    expect(stderr).toContain('--reset');
    expect(stderr).not.toContain('at '); // words, not a stack trace
  });

  it('refuse a command there is not, and name those there are', async () => {
    const { code, stdout, stderr } = await node(['scripts/boot.mjs', 'strat']);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/Không có lệnh "strat".*start, test/s);
  });

  it('ask before they erase, so without a keyboard they erase nothing', async () => {
    const { code, stderr } = await node(['scripts/boot.mjs', 'start', '--reset']);
    expect(code).toBe(1);
    expect(stderr).toContain('--yes');
  });
});

describe('the count of tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'count-'));
  const count = (result: object) => {
    writeFileSync(join(folder, 'jest.json'), JSON.stringify(result));
    return countTests(join(folder, 'jest.json'));
  };

  it('counts a test file that could not be loaded as a failure', () => {
    expect(count({ numPassedTests: 7, numFailedTests: 0, numRuntimeErrorTestSuites: 1 })).toEqual({
      passed: 7,
      failed: 1,
    });
    expect(count({ numPassedTests: 7, numFailedTests: 2, numRuntimeErrorTestSuites: 0 })).toEqual({
      passed: 7,
      failed: 2,
    });
  });

  it('counts a run that wrote nothing as a failure', () => {
    rmSync(folder, { recursive: true });
    expect(countTests(join(folder, 'jest.json'))).toEqual({ passed: 0, failed: 1 });
  });
});

describe('a private address', () => {
  it.each([
    ['http://127.0.0.1:3000', true],
    ['http://localhost:3000', true],
    ['http://[::1]:3000', true],
    ['http://192.168.1.7:3000', true],
    ['http://172.31.0.1:3000', true],
    ['http://10.0.0.2', true],
    ['http://172.32.0.1', false],
    ['http://203.0.113.9', false],
    ['https://thi.example.vn', false],
    ['http://10.example.vn', false],
    ['http://127.evil.example', false],
  ])('%s: %s', (url, expected) => expect(isPrivateUrl(url)).toBe(expected));
});
