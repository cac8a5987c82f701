import { serverNow } from '../../../shared/api/server-clock.js';
import type { Result } from '../../../shared/api/views.js';
import { verifyPath } from '../../../shared/receipt-number.js';
import { useLanguage } from '../../language.js';
import { CopyButton } from '../../ui/copy-button.js';
import { QrImage } from '../../ui/qr-image.js';

/** What the page of the attempt leaves on the shelf of the tab the moment its submit is answered. */
export interface KeptReceipt {
  number: string | null;
  receivedAt: string;
  answered: number;
}

/** Proof that the answers are with the server, shown before anything else is known. */
export function ReceiptCard({ kept, result }: { kept: KeptReceipt | null; result: Result | undefined }) {
  const { t, f } = useLanguage();
  const number = result?.receiptNumber ?? kept?.number;
  const at = result?.submittedAt ?? kept?.receivedAt;
  const closed = {
    participant: null,
    deadline: t.result.closedByDeadline,
    round_end: t.result.closedByRoundEnd,
    organizer: t.result.closedByOrganizer,
  }[result?.closedBy ?? 'participant'];
  return (
    <section class="card receipt" aria-label={t.result.receiptLabel}>
      <div class="receipt-words">
        <p class="receipt-got" role="status">
          <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
            <circle cx="14" cy="14" r="14" fill="currentColor" />
            <path d="M8 14.5l4 4 8-8.5" fill="none" stroke="var(--paper)" stroke-width="2.6" stroke-linecap="round" />
          </svg>
          <strong>{t.result.received}</strong>
        </p>
        {closed && <p>{closed}</p>}
        {number && (
          <p class="receipt-number">
            <span class="soft">{t.result.receiptLabel}</span> <b translate={false}>{number}</b>
          </p>
        )}
        <p class="soft">
          {at && t.result.receivedAt(f.weekdayTime(at, serverNow()))}{' '}
          {kept && t.result.answered(f.count(kept.answered))} {number && t.result.keepNumber}
        </p>
        {number && <CopyButton text={number}>{t.result.copyNumber}</CopyButton>}
      </div>
      {number && result && (
        <QrImage path={verifyPath(result.contest.slug, number)} label={t.result.receiptQr} size={140} />
      )}
    </section>
  );
}
