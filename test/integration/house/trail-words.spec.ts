import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { trail as en } from '../../../apps/web/src/shared/messages/en/console/trail.js';
import { trail as vi } from '../../../apps/web/src/shared/messages/vi/console/trail.js';

const ROOT = join(import.meta.dirname, '../../..');

/** Actions of the audit trail as the sources write them: `action: 'contest.paused'`, `@Noted('staff.read')`. */
const ACTION = /(?:\baction(?:: string)?\s*[:=]\s*|@Noted\(|SAMPLE_[A-Z]+ = )'([a-z_-]+)\.([a-z_]+)'/g;

function actions(): { family: string; deed: string }[] {
  return ['apps/api/src', 'apps/worker/src', 'apps/cli/src', 'libs']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
        .map((name) => readFileSync(join(ROOT, folder, name), 'utf8')),
    )
    .flatMap((text) => [...text.matchAll(ACTION)].map(([, family, deed]) => ({ family: family!, deed: deed! })));
}

describe('the words of the audit trail', () => {
  const written = actions();

  it('are looked for in many actions', () => expect(written.length).toBeGreaterThan(80));

  it.each([
    ['vi', vi],
    ['en', en],
  ])('tell every action in %s', (_language, words) => {
    const families = written.filter(({ family }) => !(family in words.families)).map(({ family }) => family);
    const deeds = written.filter(({ deed }) => !(deed in words.deeds)).map(({ deed }) => deed);
    expect({ families: [...new Set(families)], deeds: [...new Set(deeds)] }).toEqual({ families: [], deeds: [] });
  });
});
