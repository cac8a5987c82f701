import { useEffect, useState } from 'preact/hooks';
import { get } from '../../../shared/api/client.js';
import type { UnitOption } from '../../../shared/api/views.js';
import { useKept } from '../../use-kept.js';

interface Kept {
  unit: UnitOption | null;
  /** The code of the unit link that was followed last; a choice made after it stays. */
  linkCode: string | null;
}

/**
 * The unit that a person is registering for: found by hand, or named by the link of a unit (?don-vi=<code>).
 *
 * @returns isLinkUnknown the link names a unit that the contest does not have
 */
export function useChosenUnit(
  slug: string,
  linkCode: string | undefined,
): { unit: UnitOption | null; choose: (unit: UnitOption | null) => void; isLinkUnknown: boolean } {
  const [kept, setKept] = useKept<Kept>(`vao:${slug}:unit`, { unit: null, linkCode: null });
  const [isLinkUnknown, setLinkUnknown] = useState(false);
  useEffect(() => {
    if (!linkCode || linkCode === kept.linkCode) return;
    let isCurrent = true;
    get('/api/contests/{slug}/units', { path: { slug }, query: { code: linkCode, limit: 1 } }).then(
      ({ units, outside }) => {
        if (!isCurrent) return;
        const unit = units[0] ?? (outside?.code === linkCode ? outside : null);
        setLinkUnknown(unit === null);
        if (unit) setKept({ unit, linkCode });
      },
      // Without an answer the person looks for the unit by hand.
      () => {},
    );
    return () => void (isCurrent = false);
  }, [slug, linkCode]);
  return { unit: kept.unit, choose: (unit) => setKept({ ...kept, unit }), isLinkUnknown };
}
