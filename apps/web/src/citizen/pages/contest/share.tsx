import { useRef, useState } from 'preact/hooks';
import type { ContestDetails } from '../../../shared/api/views.js';
import { contest as contestWords } from '../../../shared/messages/vi/contest.js';
import { sharing as sharingWords } from '../../../shared/messages/vi/sharing.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';
import { bringWords } from '../../words.js';

bringWords({ contest: contestWords, sharing: sharingWords });

/** The contest as a QR image to scan or keep, and as an address to send. */
export function Share({ contest }: { contest: ContestDetails }) {
  const { t } = useLanguage();
  const field = useRef<HTMLInputElement>(null);
  const [said, say] = useState('');
  const path = contestPath(contest.slug);
  const url = location.origin + path;

  const copy = async () => {
    field.current?.focus();
    field.current?.select();
    // Plain http has no clipboard; there the address is left selected.
    const isCopied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    );
    say(isCopied ? t.sharing.copied : t.sharing.copyByHand);
  };
  const send = () => {
    // Closing the sheet without choosing anybody is no fault.
    navigator.share({ title: contest.title, url }).catch(() => {});
  };

  return (
    <section class="card share">
      <h2>{t.sharing.title}</h2>
      <p>{t.sharing.text}</p>
      <img
        class="qr"
        src={`/qr.svg?path=${encodeURIComponent(path)}`}
        alt={t.contest.qrOf(contest.title)}
        width="200"
        height="200"
        loading="lazy"
      />
      <label class="share-address">
        <span class="small soft">{t.sharing.address}</span>
        <input ref={field} class="input" readOnly value={url} />
      </label>
      <div class="row no-print">
        {'share' in navigator && (
          <button type="button" class="button" onClick={send}>
            {t.sharing.send}
          </button>
        )}
        <button type="button" class="button button-second" onClick={() => void copy()}>
          {t.sharing.copy}
        </button>
        <button type="button" class="button button-quiet" onClick={() => print()}>
          {t.sharing.print}
        </button>
      </div>
      <p role="status" class="small">
        {said}
      </p>
    </section>
  );
}
