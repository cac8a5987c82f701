import { useLanguage } from '../../language.js';
import { useGet } from '../../use-get.js';

/** More than this at once no reader would look through. */
const SHOWN_MAX = 3;

/** Whom to call: the hotlines of the contests that run or come. */
export function Hotlines() {
  const { t } = useLanguage();
  const { data } = useGet('/api/contests');
  const current = data?.contests.filter(({ state }) => state !== 'finished').slice(0, SHOWN_MAX) ?? [];
  return (
    <section class="hotlines">
      <h2>{t.help.support}</h2>
      {current.length > 0 && (
        <ul>
          {current.map(({ slug }) => (
            <Hotline key={slug} slug={slug} />
          ))}
        </ul>
      )}
      <p class="soft">{t.help.supportElsewhere}</p>
    </section>
  );
}

function Hotline({ slug }: { slug: string }) {
  const { t } = useLanguage();
  const { data } = useGet('/api/contests/{slug}', { path: { slug } });
  if (!data?.contact.hotline) return null;
  const { hotline, hours, zalo } = data.contact;
  return (
    <li>
      <strong>{t.help.supportOf(data.title, hotline)}</strong>. {hours && t.shell.hours(hours)}{' '}
      {zalo && t.shell.zalo(zalo)}
    </li>
  );
}
