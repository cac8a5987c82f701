import { Refusal } from '../../../shared/api/client.js';
import type { PublicCertificate } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import './certificate.css';
import { certificate as certificateWords } from '../../../shared/messages/vi/certificate.js';
import { bringWords } from '../../words.js';

bringWords({ certificate: certificateWords });

/** What the code on a certificate stands for: the first letters of a name, unit and result, and whether it holds. */
export function Page({ params }: PageProps) {
  const { t } = useLanguage();
  const { data, error, reload } = useGet('/api/certificates/{code}', { path: { code: params['code']! } });
  const isUnknown = error instanceof Refusal && error.status === 404;
  return (
    <Frame title={t.certificate.checkTitle} isNarrow>
      {data ? (
        <Facts found={data} />
      ) : isUnknown ? (
        <section class="box box-warn">
          <h2>{t.certificate.unknown}</h2>
          <p>{t.certificate.unknownHint}</p>
        </section>
      ) : error ? (
        <ErrorBox error={error} again={reload} />
      ) : (
        <Waiting lines={5} />
      )}
      <p>
        <a href="/tra-cuu">{t.certificate.other}</a>
      </p>
    </Frame>
  );
}

function Facts({ found }: { found: PublicCertificate }) {
  const { t, f } = useLanguage();
  const { serial, initials, unitName, words, contestTitle, issuedOn, revokedAt, revokeReason, replacedBy } = found;
  const facts = [
    [t.certificate.number, serial],
    [t.certificate.person, `${initials} (${t.certificate.initials})`],
    [t.certificate.unit, unitName],
    // 'đã đạt 18/20 điểm tại': the name of the contest follows in its own row.
    [t.certificate.result, words.replace(/ tại$/, '')],
    [t.certificate.contest, contestTitle],
    [t.certificate.issued, f.date(`${issuedOn}T00:00:00+07:00`)],
    ...(revokeReason === null ? [] : [[t.certificate.reason, revokeReason]]),
  ] as const;
  return (
    <section class={revokedAt === null ? 'box box-good certificate' : 'box box-warn certificate'}>
      <h2>
        {revokedAt === null
          ? t.certificate.holds
          : replacedBy === null
            ? t.certificate.revoked
            : t.certificate.replaced(replacedBy)}
      </h2>
      {found.isSample && <p>{t.certificate.sample}</p>}
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
