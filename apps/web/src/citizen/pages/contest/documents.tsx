import type { ContestDetails } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';

/** What the contest stands on, with the way to the agency that published it. */
export function DocumentList({ documents }: Pick<ContestDetails, 'documents'>) {
  const { t, f } = useLanguage();
  if (documents.length === 0) return null;
  return (
    <section>
      <h2>{t.contest.documents}</h2>
      <ul class="documents">
        {documents.map(({ title, number, date, url }, i) => {
          const marks = [
            number && t.contest.documentNumber(number),
            date && t.contest.documentDate(f.date(`${date}T00:00:00+07:00`)),
          ].filter(Boolean);
          return (
            <li key={i}>
              {url ? (
                <a href={url} rel="noreferrer">
                  {title}
                </a>
              ) : (
                <strong>{title}</strong>
              )}
              {marks.length > 0 && <p class="small soft">{marks.join(' ')}</p>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
