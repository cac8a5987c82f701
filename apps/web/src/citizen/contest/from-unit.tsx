import { useLanguage } from '../language.js';
import { useGet } from '../use-get.js';

/** Tells whose link somebody followed. The unit goes along to the page on which they join. */
export function FromUnit({ slug, code }: { slug: string; code: string }) {
  const { t } = useLanguage();
  const { data } = useGet('/api/contests/{slug}/units', { path: { slug }, query: { code } });
  if (!data) return null;
  const [unit] = data.units;
  return (
    <p class={unit ? 'box' : 'box box-warn'}>
      {unit ? (
        <>
          <strong>{t.contest.fromUnit(unit.name)}</strong> {t.contest.fromUnitNext}
        </>
      ) : (
        t.contest.fromUnknownUnit
      )}
    </p>
  );
}
