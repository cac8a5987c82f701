import { useEffect, useState } from 'preact/hooks';
import { Refusal } from '../../../shared/api/client.js';
import { manager as managerWords } from '../../../shared/messages/vi/manager.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { later } from '../../ui/later.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { bringWords } from '../../words.js';

bringWords({ manager: managerWords });

const Invitation = later(async () => (await import('./invitation.js')).Invitation);
const UnitDesk = later(async () => (await import('./unit-desk.js')).UnitDesk);

/** Whoever holds a letter takes the office here; whoever has it comes to the own units. */
export function Page({ query }: PageProps) {
  const { t } = useLanguage();
  const { account } = useSession();
  // Stays until it has been said that all is done: signing in by the letter must not take its last words away.
  const [hasLetter, setLetter] = useState(location.hash.length > 1);
  const managed = useGet(account ? '/api/me/managed-units' : null);
  useEffect(() => {
    const open = () => setLetter(true);
    addEventListener('hashchange', open);
    return () => removeEventListener('hashchange', open);
  }, []);

  const hasEnded = managed.error instanceof Refusal && managed.error.status === 401;
  const units = managed.data?.units ?? [];
  if (hasLetter || account === null || hasEnded || managed.data?.units.length === 0)
    return (
      <Invitation
        isKnown={Boolean(account) && !hasEnded}
        onHeld={() => setLetter(true)}
        onDone={() => {
          setLetter(false);
          managed.reload();
        }}
      />
    );
  if (units.length > 0) return <UnitDesk units={units} query={query} onLetter={() => setLetter(true)} />;
  return (
    <Frame title={t.manager.title}>
      {managed.error ? (
        <ErrorBox error={managed.error} again={managed.reload} />
      ) : (
        <Waiting lines={6} words={t.manager.looking} />
      )}
    </Frame>
  );
}
