import { serverNow } from '../../../shared/api/server-clock.js';
import { useLanguage } from '../../language.js';
import { useGet } from '../../use-get.js';

/** What a person has reported while signed in, with the answers. */
export function OwnReports() {
  const { t, f } = useLanguage();
  const own = useGet('/api/me/incident-reports');
  const incidents = own.data?.incidents ?? [];
  if (incidents.length === 0) return null;
  return (
    <section>
      <h2>{t.report.ownTitle}</h2>
      {incidents.map(({ code, kind, text, state, answer, reportedAt }) => (
        <article key={code} class="card">
          <h3>
            {t.report.kinds[kind]}{' '}
            <span class={`tag${state === 'closed' ? ' tag-good' : ''}`}>{t.report.states[state]}</span>
          </h3>
          <p class="soft">{t.report.ownAt(code, f.weekdayTime(reportedAt, serverNow()))}</p>
          <p class="report-text">{text}</p>
          {state === 'closed' && (
            <div class="box box-good">
              <p class="report-text">
                <strong>{t.report.answer}</strong> {answer ?? t.report.noAnswer}
              </p>
            </div>
          )}
        </article>
      ))}
    </section>
  );
}
