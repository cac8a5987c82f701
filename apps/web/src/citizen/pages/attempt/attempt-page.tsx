import './attempt.css';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useAbout } from '../../contact.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { preload } from '../../preload.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { Desk } from './desk.js';
import { Elsewhere } from './elsewhere.js';
import { Over } from './over.js';
import { SignInAgain } from './sign-in-again.js';
import { useSitting } from './use-sitting.js';
import { attempt as attemptWords } from '../../../shared/messages/vi/attempt.js';
import { bringWords } from '../../words.js';

bringWords({ attempt: attemptWords });

/** Taking a paper, from wherever it was left to the receipt. */
export function Page({ params }: PageProps) {
  const { t } = useLanguage();
  const { route } = useLocation();
  const attemptId = params['id']!;
  const sitting = useSitting(attemptId);
  const stage = sitting?.stage ?? { kind: 'opening' };
  const contest = sitting?.entry?.paper.contest;
  useAbout(contest && { ...contest, id: parseInt(attemptId), sample: false });

  // The next page is here before the network may be gone.
  useEffect(() => preload('/ket-qua/:id'), []);
  useEffect(() => {
    if (stage.kind === 'done') route(`/ket-qua/${attemptId}`, true);
  }, [stage.kind]);

  switch (stage.kind) {
    case 'opening':
    case 'done':
      return (
        <Frame title={t.attempt.title} isNarrow>
          <Waiting lines={8} words={t.attempt.opening} />
        </Frame>
      );
    case 'failed':
      return (
        <Frame title={t.shell.cannotOpen} isNarrow>
          <ErrorBox error={stage.error} again={() => void sitting!.open()} />
          <p>
            <a href="/">{t.shell.backHome}</a>
          </p>
        </Frame>
      );
    case 'signed-out':
      return (
        <Frame title={t.attempt.title} isNarrow>
          <SignInAgain attemptId={attemptId} />
        </Frame>
      );
    case 'elsewhere':
      return <Elsewhere sitting={sitting!} where={stage.where} />;
    case 'over':
      return <Over sitting={sitting!} end={stage.end} />;
    case 'working':
    case 'handing-in':
      return <Desk sitting={sitting!} />;
  }
}
