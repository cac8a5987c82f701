import { describe, expect, it } from '@jest/globals';
import { checkRegulations, completeRegulations, movedAhead, parseLocalTime, theLeText } from '#domain';
import { builtInTemplates, templateRegulations } from './templates.js';

const NOW = parseLocalTime('2026-11-25 09:00')!;

describe('the templates that come with the product', () => {
  it('are told in their order', () => {
    expect(builtInTemplates().map(({ code }) => code)).toEqual(['hang-tuan', 'mot-dot', 'don-vi']);
    expect(() => templateRegulations('../templates/1-hang-tuan')).toThrow(
      expect.objectContaining({ code: 'TEMPLATE_NOT_FOUND' }),
    );
  });

  it.each(builtInTemplates().map(({ code }) => code))('%s lacks nothing but title, address and agency', (code) => {
    const document = movedAhead(completeRegulations(templateRegulations(code)), NOW) as { host: object };
    const { faults } = checkRegulations(document);
    expect(faults.map(({ path }) => path)).toEqual(['slug', 'title', 'host.agency']);
    const named = { ...document, slug: 'thi', title: 'Thi', host: { ...document.host, agency: 'Sở Nội vụ' } };
    const { regulations, faults: left } = checkRegulations(named);
    expect(left).toEqual([]);
    expect(parseLocalTime(regulations!.calendar.rounds[0]!.opensAt)).toBeGreaterThan(NOW);
    expect(theLeText(regulations!)).toContain('Sở Nội vụ');
  });
});
