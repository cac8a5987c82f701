import { useLanguage } from '../../language.js';
import type { Claim } from './claim.js';

/** Who has the number now, masked, and whether it is most likely the very person who claims it. */
export function Holder({ of: { holder } }: { of: Claim }) {
  const { t, f } = useLanguage();
  if (!holder) return <span className="soft">{t.claims.holderNone}</span>;
  return (
    <>
      {holder.fullNameMasked}, {t.claims.holderSince(f.date(holder.since))}
      <br />
      <span className="soft">
        {holder.unitName ? t.claims.holderUnit(holder.unitName, f.count(holder.attempts)) : t.claims.holderNoUnit}
      </span>
      {holder.isSameName && (
        <>
          <br />
          <strong>{holder.isSameBirthDate ? t.claims.samePerson : t.claims.sameName}</strong>
        </>
      )}
    </>
  );
}
