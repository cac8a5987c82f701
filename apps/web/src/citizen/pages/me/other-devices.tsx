import { useRef, useState } from 'preact/hooks';
import { call } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { OwnSession } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import type { Got } from '../../use-get.js';

/** Who signs in every week has more than anybody wants to read. */
const SHOWN_FIRST = 4;

/** Where else the account is signed in, newest first, and ending that. */
export function OtherDevices({ got }: { got: Got<{ sessions: OwnSession[] }> }) {
  const { t, f } = useLanguage();
  const [ended, setEnded] = useState<number | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [isWhole, setWhole] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const others = got.data?.sessions.filter(({ isCurrent }) => !isCurrent) ?? [];
  const shown = isWhole ? others : others.slice(0, SHOWN_FIRST);
  const now = serverNow();

  /** @param work how many it has ended */
  const ending = (work: () => Promise<number>) => async () => {
    setError(null);
    setEnded(null);
    setEnded(await work());
    got.reload();
    // The button that had the focus goes with its row.
    heading.current?.focus();
  };
  /** It was ended meanwhile, or this one was: the list tells. */
  const refused = (reason: Error) => {
    setError(reason);
    got.reload();
  };
  const endOne = (id: string) =>
    ending(async () => {
      await call('delete', '/api/me/sessions/{id}', { path: { id } });
      return 1;
    });
  const endAll = ending(async () => (await call('delete', '/api/me/sessions')).ended);

  return (
    <section class="card" aria-labelledby="may-khac">
      <h2 id="may-khac" ref={heading} tabIndex={-1}>
        {t.account.devices}
      </h2>
      <div role="status">{ended !== null && <p class="box box-good">{t.account.ended(f.count(ended))}</p>}</div>
      {!got.data && (got.error ? <ErrorBox error={got.error} again={got.reload} /> : <Waiting lines={2} />)}
      {got.data && others.length === 0 && <p>{t.account.devicesNone}</p>}
      {others.length > 0 && <p>{t.account.endText}</p>}
      <ul class="devices">
        {shown.map(({ id, device, startedAt }) => {
          const name = device ?? t.account.deviceUnknown;
          const since = t.account.deviceSince(f.weekdayTime(startedAt, now));
          return (
            <li key={id}>
              <p>
                <strong>{name}</strong>
                <span class="soft">{since}</span>
              </p>
              <WorkButton
                class="button button-second"
                work={endOne(id)}
                onError={refused}
                busy={t.account.endingDevice}
              >
                {t.account.endDevice}
                <span class="unseen">
                  : {name}. {since}
                </span>
              </WorkButton>
            </li>
          );
        })}
      </ul>
      {error && <ErrorBox error={error} />}
      {others.length > 1 && (
        <p class="row">
          {others.length > shown.length && (
            <button type="button" class="button button-quiet" onClick={() => setWhole(true)}>
              {t.account.showAll(f.count(others.length))}
            </button>
          )}
          <WorkButton class="button button-second" work={endAll} onError={refused} busy={t.account.endingDevice}>
            {t.account.endAll(f.count(others.length))}
          </WorkButton>
        </p>
      )}
    </section>
  );
}
