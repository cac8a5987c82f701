import { describe, expect, it } from '@jest/globals';
import { dayOf, endOfDay, offered } from './roles.js';

const held = (role: 'administrator' | 'organizer') => ({ role, contestId: null, contestUnitId: null });

describe('roles to offer', () => {
  it('are all for an administrator, those below for an organizer', () => {
    expect(offered([held('organizer'), held('administrator')])).toContain('administrator');
    for (const role of ['organizer', 'auditor', 'administrator'])
      expect(offered([held('organizer')])).not.toContain(role);
  });
});

describe('the last day of a role', () => {
  it.each(['2026-05-13', '2026-12-31', '2028-02-29'])('%s is the same day again', (day) => {
    expect(dayOf(endOfDay(day))).toBe(day);
  });

  it('is none for none, and that of Vietnam for the early morning', () => {
    expect([endOfDay(''), dayOf(null)]).toEqual([null, '']);
    expect(dayOf('2026-05-12T17:30:00Z')).toBe('2026-05-13');
  });
});
