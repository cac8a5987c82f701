import { describe, expect, it } from '@jest/globals';
import { checkRegulations, movedAhead, parseLocalTime, theLeText, undecided } from '#domain';
import { builtInTemplates, templateRegulations } from './templates.js';

const NOW = parseLocalTime('2026-11-25 09:00')!;

describe('the templates that come with the product', () => {
  it('are told in their order', () => {
    expect(builtInTemplates().map(({ code }) => code)).toEqual(['hang-tuan', 'mot-dot', 'don-vi']);
    expect(() => templateRegulations('../templates/1-hang-tuan')).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_NOT_FOUND' }),
    );
  });

  it.each(builtInTemplates().map(({ code }) => code))(
    '%s lacks nothing but title and address, and what an organizer has to decide',
    (code) => {
      const document = movedAhead(templateRegulations(code), NOW) as Record<string, object>;
      expect(checkRegulations(document).faults.map(({ path }) => path)).toEqual(['slug', 'title']);
      const open = undecided(document).map(({ path }) => path);
      expect(open.slice(0, 2)).toEqual(['time.atRoundEnd', 'ranking.criteria']);
      const decided = {
        ...{ ...document, slug: 'thi', title: 'Thi', host: { agency: 'Sở Nội vụ' } },
        time: { ...document['time'], atRoundEnd: 'cut' },
        ranking: { criteria: ['score', ...(document['prediction'] ? ['prediction_distance'] : []), 'duration', 'lot'] },
        ...(document['prediction'] && { prediction: { ...document['prediction'], whichCounts: 'counted_attempt' } }),
      };
      expect(undecided(decided)).toEqual([]);
      const { regulations, faults: left } = checkRegulations(decided);
      expect(left).toEqual([]);
      expect(parseLocalTime(regulations!.calendar.rounds[0]!.opensAt)).toBeGreaterThan(NOW);
      expect(theLeText(regulations!)).toContain('Sở Nội vụ');
    },
  );
});
