import './open-data.css';
import type { Answer } from '../../../shared/api/client.js';
import { dataset as datasetWords } from '../../../shared/messages/vi/dataset.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { CopyButton } from '../../ui/copy-button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { bringWords } from '../../words.js';

bringWords({ dataset: datasetWords, form: formWords });

const ADDRESS = '/api/contests/{slug}/open-data';
type OpenData = Answer<typeof ADDRESS, 'get'>;

/** The attempts of a contest as rows without people, for everybody: what is in them, the files, their hash, the terms. */
export function Page({ params }: PageProps) {
  const { t } = useLanguage();
  const slug = params['slug']!;
  const { data, error, reload } = useGet(ADDRESS, { path: { slug } });
  return (
    <Frame title={t.dataset.title} lead={data && <a href={contestPath(slug)}>{data.contest.title}</a>}>
      {data ? (
        <Shown slug={slug} data={data} />
      ) : error ? (
        <ErrorBox error={error} again={reload} />
      ) : (
        <Waiting words={t.dataset.loading} lines={8} />
      )}
    </Frame>
  );
}

function Shown({ slug, data: { file, personsMin } }: { slug: string; data: OpenData }) {
  const { t, f, language } = useLanguage();
  if (!file) return <p class="box">{t.dataset.none}</p>;
  if (file.withdrawnAt)
    return (
      <div class="box">
        <p>{t.dataset.withdrawn(f.weekdayTime(file.withdrawnAt, 0))}</p>
        <p>{t.dataset.reason(file.withdrawReason ?? '')}</p>
      </div>
    );
  const files = [
    ['data', t.dataset.data, file.dataBytes, file.dataHash],
    ['dictionary', t.dataset.dictionary, file.dictionaryBytes, file.dictionaryHash],
  ] as const;
  return (
    <div class="open-data">
      <p>
        {t.dataset.lead(f.count(file.rows), f.count(personsMin))}{' '}
        {file.generalised > 0 && t.dataset.generalised(f.count(file.generalised))}{' '}
        {file.suppressed > 0 && t.dataset.suppressed(f.count(file.suppressed))}{' '}
        {t.dataset.madeAt(f.weekdayTime(file.madeAt, 0))}
      </p>
      <section class="card">
        <h2>{t.dataset.files}</h2>
        {files.map(([which, label, bytes, hash]) => (
          <div key={which} class="open-data-file">
            <a
              class="button button-second"
              href={`/api/contests/${encodeURIComponent(slug)}/open-data/${which}`}
              download
            >
              {label(sizeOf(bytes))}
            </a>
            <p class="small soft">{t.dataset.hash}</p>
            <p class="open-data-hash">{hash}</p>
            <CopyButton text={hash}>{t.dataset.copyHash}</CopyButton>
          </div>
        ))}
        <p class="soft">{t.dataset.hashText}</p>
      </section>
      <section class="card">
        <h2>{t.dataset.terms}</h2>
        <p class="open-data-terms">{file.termsLine}</p>
      </section>
      <section class="card">
        <h2>{t.dataset.columns}</h2>
        <dl class="open-data-columns">
          {file.columns.map((one) => (
            <div key={one.column}>
              <dt>
                {one.name}{' '}
                <span class="soft" lang="en">
                  ({one.english})
                </span>
              </dt>
              <dd>{language === 'en' ? one.englishMeaning : one.meaning}</dd>
            </div>
          ))}
        </dl>
      </section>
    </div>
  );

  function sizeOf(bytes: number): string {
    const kilobytes = Math.max(1, Math.round(bytes / 1024));
    return kilobytes < 1024
      ? t.dataset.kilobytes(f.count(kilobytes))
      : t.dataset.megabytes(f.count(Math.round(kilobytes / 1024)));
  }
}
