import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { get, post, Refusal } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestSummary, KnownFile, KnownReceipt } from '../../../shared/api/views.js';
import { readFragment, readNumber } from '../../../shared/receipt-number.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { WorkButton } from '../../ui/work-button.js';
import { useGet } from '../../use-get.js';
import { CertificateForm } from './certificate-form.js';
import { canScan, Scanner } from './scanner.js';
import './verify.css';
import { verify as verifyWords } from '../../../shared/messages/vi/verify.js';
import { bringWords } from '../../words.js';

bringWords({ verify: verifyWords });

/** The 64 digits of a hash, however they are grouped; null for anything else. */
const readHash = (text: string): string | null => {
  const digits = text.replace(/\s/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
};

/**
 * Type or scan a receipt number and learn whether it is known, or the hash of a file of results and learn which one it is.
 * Nothing of a receipt stands in an address that is sent.
 */
export function Page() {
  const { t } = useLanguage();
  const list = useGet('/api/contests');
  return (
    <Frame title={t.verify.title} lead={t.verify.lead} isNarrow>
      {list.data ? (
        list.data.contests.length === 0 ? (
          <p class="box">{t.verify.noContests}</p>
        ) : (
          <Verify contests={list.data.contests} />
        )
      ) : list.error ? (
        <ErrorBox error={list.error} again={list.reload} />
      ) : (
        <Waiting lines={4} />
      )}
      <CertificateForm />
    </Frame>
  );
}

function Verify({ contests }: { contests: ContestSummary[] }) {
  const { t, f } = useLanguage();
  const { route } = useLocation();
  const first = contests.find(({ state }) => state === 'running') ?? contests[0]!;
  const [slug, setSlug] = useState(first.slug);
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const [found, setFound] = useState<{ number: string; receipt: KnownReceipt | null } | null>(null);
  const [file, setFile] = useState<{ hash: string; known: KnownFile | null } | null>(null);
  const [isScanning, setScanning] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const forget = () => {
    setWrong('');
    setError(null);
    setFound(null);
    setFile(null);
  };

  const checkFile = async (hash: string) => {
    setText(hash);
    try {
      setFile({ hash, known: await get('/api/winner-files/{hash}', { path: { hash } }) });
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.code !== 'WINNER_FILE_UNKNOWN') throw refused;
      setFile({ hash, known: null });
    }
  };
  const check = async (wishSlug: string, wishText: string) => {
    forget();
    const hash = readHash(wishText);
    if (hash) return checkFile(hash);
    const read = readNumber(wishText);
    if ('fault' in read) {
      const count = f.count(read.letters);
      setWrong(
        {
          empty: t.verify.empty,
          tooShort: t.verify.tooShort(count),
          tooLong: t.verify.tooLong(count),
          mistyped: t.verify.mistyped,
        }[read.fault],
      );
      input.current?.focus();
      return;
    }
    setText(read.number);
    try {
      const body = { number: read.number };
      const receipt = await post('/api/contests/{slug}/receipts/verify', body, { path: { slug: wishSlug } });
      setFound({ number: read.number, receipt });
    } catch (refused) {
      if (!(refused instanceof Refusal) || refused.code !== 'RECEIPT_NOT_FOUND') throw refused;
      setFound({ number: read.number, receipt: null });
    }
  };
  const take = (wish: { slug: string; number: string }) => {
    setScanning(false);
    if (contests.some((contest) => contest.slug === wish.slug)) setSlug(wish.slug);
    setText(wish.number);
    check(wish.slug, wish.number).catch(setError);
  };

  useEffect(() => {
    const look = () => {
      const wish = readFragment(location.hash);
      if (wish) take(wish);
      const hash = readHash(location.hash.replace(/^#kq-/, ''));
      if (hash) checkFile(hash).catch(setError);
    };
    look();
    addEventListener('hashchange', look);
    return () => removeEventListener('hashchange', look);
  }, []);

  return (
    <>
      <form class="card verify" noValidate onSubmit={(event) => event.preventDefault()}>
        {contests.length > 1 && (
          <div class="field">
            <label for="cuoc-thi">{t.verify.contest}</label>
            <select
              class="input"
              id="cuoc-thi"
              value={slug}
              onChange={(event) => {
                forget();
                setSlug(event.currentTarget.value);
              }}
            >
              {contests.map((contest) => (
                <option key={contest.slug} value={contest.slug} selected={contest.slug === slug}>
                  {contest.title}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class={wrong ? 'field field-wrong' : 'field'}>
          <label for="ma">{t.verify.number}</label>
          <p class="hint" id="ma-cach-go">
            {t.verify.numberHint}
          </p>
          <input
            ref={input}
            class="input verify-number"
            id="ma"
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={80}
            aria-describedby={wrong ? 'ma-cach-go ma-sai' : 'ma-cach-go'}
            aria-invalid={wrong ? 'true' : undefined}
            value={text}
            onInput={(event) => {
              setWrong('');
              setText(event.currentTarget.value);
            }}
          />
          <p class="wrong" id="ma-sai" role="alert">
            {wrong}
          </p>
        </div>
        <WorkButton
          type="submit"
          class="button button-large button-full"
          busy={t.verify.checking}
          work={() => check(slug, text)}
          onError={setError}
        >
          {t.verify.check}
        </WorkButton>
        {canScan() && !isScanning && (
          <button type="button" class="button button-quiet button-full" onClick={() => setScanning(true)}>
            {t.verify.scan}
          </button>
        )}
        {isScanning && <Scanner onFound={take} onCertificate={route} onStop={() => setScanning(false)} />}
      </form>
      {error && <ErrorBox error={error} />}
      <div role="status">
        {found && <Answer number={found.number} receipt={found.receipt} />}
        {file && <FileAnswer {...file} />}
      </div>
      <p class="soft">{t.verify.open}</p>
    </>
  );
}

/** What is known of a number, in words that can be read out on the telephone. */
function Answer({ number, receipt }: { number: string; receipt: KnownReceipt | null }) {
  const { t, f } = useLanguage();
  const { account } = useSession();
  if (!receipt)
    return (
      <section class="box box-warn verify-answer">
        <h2>{t.verify.notFound}</h2>
        <ul>
          <li>{t.verify.checkContest}</li>
          <li>{t.verify.checkLetters}</li>
          <li>{t.verify.checkOwner}</li>
        </ul>
        <a href={account ? '/cua-toi' : '/dang-nhap?tiep=/cua-toi'}>{account ? t.shell.me : t.shell.signIn}</a>
      </section>
    );
  return (
    <section class={receipt.voided ? 'box box-warn verify-answer' : 'box box-good verify-answer'}>
      <h2>{t.verify.known}</h2>
      <p class="verify-known" translate={false}>
        {number}
      </p>
      <p>
        {receipt.submittedAt && t.verify.receivedAt(f.weekdayTime(receipt.submittedAt, serverNow()))}{' '}
        {t.verify.answered(f.count(receipt.answered))}{' '}
        {receipt.voided ? t.verify.voided : receipt.state === 'graded' ? t.verify.graded : t.verify.submitted}
      </p>
    </section>
  );
}

/** Which results a file is of, and whether they still hold. */
function FileAnswer({ hash, known }: { hash: string; known: KnownFile | null }) {
  const { t, f } = useLanguage();
  if (!known)
    return (
      <section class="box box-warn verify-answer">
        <h2>{t.verify.fileUnknown}</h2>
        <p>{t.verify.fileUnknownText}</p>
      </section>
    );
  const { contest, field, publication, publishedAt, isCurrent } = known;
  return (
    <section class={isCurrent ? 'box box-good verify-answer' : 'box box-warn verify-answer'}>
      <h2>{isCurrent ? t.verify.fileHolds : t.verify.fileReplaced}</h2>
      <p class="verify-hash" translate={false}>
        {hash}
      </p>
      <p>
        {t.verify.fileOf(contest.title, field.title)}{' '}
        {t.verify.filePublished(f.count(publication), f.weekdayTime(publishedAt, serverNow()))}
      </p>
      <a href={`${contestPath(contest.slug, 'ket-qua-chinh-thuc')}?xem=${field.name}&ban=${publication}`}>
        {t.verify.fileOpen}
      </a>
    </section>
  );
}
