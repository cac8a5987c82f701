import { useState } from 'preact/hooks';
import { useLanguage } from '../../language.js';
import { useSession } from '../../session.js';
import { Page as Frame } from '../../ui/page.js';
import { WorkButton } from '../../ui/work-button.js';

/** Two people, one phone: signs out, wipes the device, and says so only when the server has confirmed it. */
export function HandOver({ onDone }: { onDone: () => void }) {
  const { t } = useLanguage();
  const { signOut } = useSession();
  const [hasFailed, setFailed] = useState(false);
  const work = async () => {
    setFailed(false);
    await signOut();
    onDone();
  };
  return (
    <section class="hand-over no-print">
      <WorkButton
        class="button button-second button-full"
        busy={t.result.handOverBusy}
        work={work}
        onError={() => setFailed(true)}
      >
        {t.result.handOver}
      </WorkButton>
      <p class="soft">{t.result.handOverHint}</p>
      <div role="alert">{hasFailed && <p class="box box-wrong">{t.result.handOverFailed}</p>}</div>
    </section>
  );
}

/** What the next person sees. @param slug of the contest that was just taken, when known */
export function HandedOver({ slug }: { slug: string | undefined }) {
  const { t } = useLanguage();
  return (
    <Frame title={t.result.safe} isNarrow>
      <div class="box box-good safe">
        <p>{t.result.safeText}</p>
        <p>{t.result.safeLater}</p>
      </div>
      <p>{t.result.safeNext}</p>
      <p>
        <a class="button button-large button-full" href={slug ? `/cuoc-thi/${slug}` : '/'}>
          {t.result.nextPerson}
        </a>
      </p>
    </Frame>
  );
}
