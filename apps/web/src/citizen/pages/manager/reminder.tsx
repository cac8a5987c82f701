import type { PeopleCounts, UnitLine } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { CopyButton } from '../../ui/copy-button.js';

/** Words to send to everybody of a unit, with its figures in them and nobody's name. */
export function Reminder({
  slug,
  contest,
  code,
  name,
  counts,
  rate,
  closesAt,
}: {
  slug: string;
  contest: string;
  code: string;
  name: string;
  counts: PeopleCounts | undefined;
  /** Of the unit; null: without a head count, or kept back. */
  rate: UnitLine['rate'];
  /** When the round that is open closes; null: none is. */
  closesAt: string | null;
}) {
  const { t, f } = useLanguage();
  if (!counts) return null;
  const address = `${location.origin}/cuoc-thi/${slug}?don-vi=${encodeURIComponent(code)}`;
  const { tookPart, notYet } = counts;
  const text = [
    t.manager.remindHead(name, contest),
    rate === null
      ? t.manager.remindCount(f.count(tookPart))
      : t.manager.remindRate(
          f.count(rate.numerator),
          f.count(rate.denominator),
          f.percent(rate.numerator, rate.denominator),
        ),
    notYet > 0 && t.manager.remindWaiting(f.count(notYet)),
    closesAt && t.manager.remindUntil(f.weekdayTime(closesAt)),
    t.manager.remindLink(address),
  ]
    .filter(Boolean)
    .join('\n');
  return (
    <section class="card" aria-labelledby="nhac">
      <h2 id="nhac">{t.manager.remind}</h2>
      <p class="soft">{t.manager.remindText}</p>
      <p class="unit-share-text manager-reminder">{text}</p>
      <CopyButton text={text}>{t.manager.remindCopy}</CopyButton>
    </section>
  );
}
