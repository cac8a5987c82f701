import { useEffect } from 'preact/hooks';
import { Refusal } from '../../../shared/api/client.js';
import { account as accountWords } from '../../../shared/messages/vi/account.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import { useGet } from '../../use-get.js';
import { bringWords } from '../../words.js';
import { Keys } from './keys.js';
import { OtherDevices } from './other-devices.js';

bringWords({ account: accountWords, form: formWords, join: joinWords });

/**
 * What keeps an account safe: password, recovery code, and where else it is signed in. Fetched after my page itself.
 *
 * @param onSignedOut this session was ended meanwhile
 */
export function Safety({ hasPassword, onSignedOut }: { hasPassword: boolean; onSignedOut: () => void }) {
  const got = useGet('/api/me/sessions');
  const hasEnded = got.error instanceof Refusal && got.error.status === 401;
  useEffect(() => {
    if (hasEnded) onSignedOut();
  }, [hasEnded]);
  return (
    <>
      <OtherDevices got={got} />
      {hasPassword && <Keys look={got.reload} />}
    </>
  );
}
