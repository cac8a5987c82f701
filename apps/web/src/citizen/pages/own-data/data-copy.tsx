import { useEffect, useRef, useState } from 'preact/hooks';
import { get } from '../../../shared/api/client.js';
import type { OwnData } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { WorkButton } from '../../ui/work-button.js';
import { DataView } from './data-view.js';

/** All that is kept about the person: as a file, or on the screen, for browsers inside other apps save no files. */
export function DataCopy() {
  const { t } = useLanguage();
  const [data, setData] = useState<OwnData | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const view = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (data) view.current?.focus();
  }, [data]);
  const show = async () => {
    setError(null);
    setData(await get('/api/me/data'));
  };
  return (
    <section class="card" aria-labelledby="du-lieu">
      <h2 id="du-lieu">{t.data.copy}</h2>
      <p>{t.data.copyText}</p>
      <p class="row">
        <WorkButton class="button button-second" work={show} onError={setError} busy={t.data.showing}>
          {t.data.show}
        </WorkButton>
        <a class="button button-second" href="/api/me/data" download="du-lieu-cua-toi.json">
          {t.data.download}
        </a>
      </p>
      <p class="soft small">{t.data.showHint}</p>
      {error && <ErrorBox error={error} />}
      {data && (
        <div ref={view} tabIndex={-1}>
          <DataView data={data} />
          <button type="button" class="button button-quiet" onClick={() => setData(null)}>
            {t.data.hide}
          </button>
        </div>
      )}
    </section>
  );
}
