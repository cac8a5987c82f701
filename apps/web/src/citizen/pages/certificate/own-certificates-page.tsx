import { useState } from 'preact/hooks';
import { post } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { Certificate, OwnCertificates } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';
import './certificate.css';
import { certificate as certificateWords } from '../../../shared/messages/vi/certificate.js';
import { bringWords } from '../../words.js';

bringWords({ certificate: certificateWords });

const OWN = '/cua-toi/giay-chung-nhan';

/** The certificates of a person: taken here, shown as pictures to keep by a long press, and as PDF to print. */
export function Page() {
  const { t } = useLanguage();
  const { account } = useSession();
  const { data, error, reload } = useGet(account ? '/api/me/certificates' : null);
  if (account === null)
    return (
      <Frame title={t.certificate.ownTitle} isNarrow>
        <p>{t.certificate.signInFirst}</p>
        <a class="button" href={`/dang-nhap?tiep=${OWN}`}>
          {t.shell.signIn}
        </a>
      </Frame>
    );
  return (
    <Frame title={t.certificate.ownTitle} lead={t.certificate.ownLead} isNarrow>
      {data ? (
        data.contests.length === 0 ? (
          <p class="box">{t.certificate.noContests}</p>
        ) : (
          data.contests.map((contest) => <OfContest key={contest.slug} contest={contest} reload={reload} />)
        )
      ) : error ? (
        <ErrorBox error={error} again={reload} />
      ) : (
        <Waiting lines={5} />
      )}
    </Frame>
  );
}

function OfContest({ contest, reload }: { contest: OwnCertificates; reload: () => void }) {
  const { t, f } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  const { slug, title, state, closesAt, certificates } = contest;
  const take = async () => {
    await post('/api/me/certificates', { contest: slug });
    reload();
  };
  const words = {
    coming: t.certificate.coming(f.weekdayTime(closesAt, serverNow())),
    closed: t.certificate.closed,
    none: t.certificate.none,
    ready: t.certificate.ready,
    given: null,
  }[state];
  return (
    <section class="card certificate">
      <h2>{title}</h2>
      {words !== null && <p>{words}</p>}
      {error && <ErrorBox error={error} />}
      {state === 'ready' && (
        <WorkButton class="button button-large" work={take} onError={setError} busy={t.certificate.taking}>
          {t.certificate.take}
        </WorkButton>
      )}
      {certificates.map((one) => (
        <Given key={one.number} certificate={one} />
      ))}
    </section>
  );
}

function Given({ certificate }: { certificate: Certificate }) {
  const { t } = useLanguage();
  const [state, setState] = useState<'coming' | 'here' | 'lost'>('coming');
  const { serial, code, contestTitle, words, isPrize, revokedAt, revokeReason, replacedBy } = certificate;
  // 'đã đạt Giải Nhất Tuần 1 tại': the name of the contest is the title of the card.
  const prize = isPrize ? ` ${words.replace(/^đã đạt | tại$/g, '')}.` : '';
  const base = `/api/me/certificates/${code}`;
  if (revokedAt !== null)
    return (
      <p class="box box-warn">
        <strong>
          {t.certificate.serial(serial)}.{prize}
        </strong>{' '}
        {replacedBy === null ? t.certificate.revoked : t.certificate.replaced(replacedBy)} {t.certificate.reason}:{' '}
        {revokeReason}.
      </p>
    );
  return (
    <div class="certificate-given">
      <p>
        <strong>
          {t.certificate.serial(serial)}.{prize}
        </strong>
      </p>
      <img
        src={`${base}/hinh.png`}
        width={1684}
        height={1191}
        alt={t.certificate.picture(serial, contestTitle)}
        onLoad={() => setState('here')}
        onError={() => setState('lost')}
      />
      <p role="status" class="soft">
        {{ coming: t.certificate.drawing, here: t.certificate.keep, lost: t.certificate.notDrawn }[state]}
      </p>
      <a class="button button-second button-full" href={`${base}/giay.pdf`} download>
        {t.certificate.pdf}
      </a>
      <p>
        <a href={`/xac-nhan/${code}`}>{t.certificate.checkPage}</a>
      </p>
    </div>
  );
}
