import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { acceptConsents, CONSENT_PURPOSES, CONSENT_TEXTS, currentConsents } from './consent-texts.js';

/** What people have agreed to, by purpose and version. A hash is added with a new version and never changed. */
const AGREED: Record<string, string> = {
  'contest 1': '8ebf907e0499c65281ee4489d424d6d9930c03ccfadc14bdead06b9424c6b11e',
  'contest 2': '2b3c2408cd16b0b177a34d5219e0a8b4a0d040f3da8ff47d1087f08a73ed8c87',
  'publish_name 1': '974a2381b7888a31f5918a884865ef48cced41eb35ec1bc55275e1038a418da3',
  'contact_later 1': '44b8287e97031c3eef0ce2ea57cda89207d93314f156a348b28ef51ada965519',
};

describe('the texts of consent', () => {
  it('are never reworded under the same version', () => {
    const hashes = CONSENT_TEXTS.map(({ purpose, version, text }) => [
      `${purpose} ${version}`,
      createHash('sha256').update(text, 'utf8').digest('hex'),
    ]);
    expect(hashes).toEqual(Object.entries(AGREED));
  });

  it('are numbered from 1 without gaps, for every purpose', () => {
    for (const purpose of CONSENT_PURPOSES) {
      const versions = CONSENT_TEXTS.filter((text) => text.purpose === purpose).map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, i) => i + 1));
      expect(versions).not.toEqual([]);
      expect(currentConsents().find((text) => text.purpose === purpose)!.version).toBe(versions.length);
    }
  });

  it('say which data, by whom, what for, how long, and which rights, in NFC', () => {
    for (const { text } of currentConsents()) {
      for (const word of ['Dữ liệu gồm', 'ban tổ chức', 'Mục đích', 'Thời hạn', 'Quyền của tôi', 'tự nguyện']) {
        expect(text).toContain(word);
      }
      expect(text).toBe(text.normalize('NFC'));
    }
  });
});

describe('acceptConsents', () => {
  const current = currentConsents().map(({ purpose, version }) => ({ purpose, version }));
  const [contest] = current;

  it('takes the current texts, each once', () => {
    expect(acceptConsents([...current, ...current])).toEqual(current);
  });

  it.each([
    ['nothing', []],
    ['an older version', [{ ...contest!, version: contest!.version - 1 }]],
    ['a version to come', [{ ...contest!, version: contest!.version + 1 }]],
  ])('refuses %s where a consent is required, and says which', (_what, given) => {
    expect(() => acceptConsents(given)).toThrow(
      expect.objectContaining({ code: 'CONSENT_REQUIRED', details: contest }),
    );
  });
});
