import { afterEach, describe, expect, it } from '@jest/globals';
import { TabLock } from './tab-lock.js';

const open: TabLock[] = [];
afterEach(() => open.splice(0).forEach((lock) => lock.close()));

function tabOf(attemptId: string): { lock: TabLock; lost: () => number } {
  let lost = 0;
  const lock = new TabLock(attemptId, async () => void lost++);
  open.push(lock);
  return { lock, lost: () => lost };
}

describe('the tabs of one browser', () => {
  it('have an attempt one at a time, until another takes it', async () => {
    const [first, second] = [tabOf('3-a'), tabOf('3-a')];
    expect(await first.lock.claim()).toBe(true);
    expect(await second.lock.claim()).toBe(false);
    await second.lock.take();
    expect([first.lost(), second.lost()]).toEqual([1, 0]);
    expect(await first.lock.claim()).toBe(false);
  });

  it('that open it at the same moment do not both have it', async () => {
    const tabs = [tabOf('3-a'), tabOf('3-a'), tabOf('3-a')];
    const claimed = await Promise.all(tabs.map(({ lock }) => lock.claim()));
    expect(claimed.filter(Boolean)).toHaveLength(1);
  });

  it('know of each other only where it is the same attempt, and not when they are gone', async () => {
    const first = tabOf('3-a');
    await first.lock.claim();
    expect(await tabOf('3-b').lock.claim()).toBe(true);
    first.lock.close();
    expect(await tabOf('3-a').lock.claim()).toBe(true);
  });
});
