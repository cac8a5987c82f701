import { account as accountWords } from '../../../shared/messages/vi/account.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { join as joinWords } from '../../../shared/messages/vi/join.js';
import { useGet } from '../../use-get.js';
import { bringWords } from '../../words.js';
import { Keys } from './keys.js';
import { OtherDevices } from './other-devices.js';

bringWords({ account: accountWords, form: formWords, join: joinWords });

/** What keeps an account safe: password, recovery code, and where else it is signed in. Fetched after my page itself. */
export function Safety({ hasPassword }: { hasPassword: boolean }) {
  const got = useGet('/api/me/sessions');
  return (
    <>
      <OtherDevices got={got} />
      {hasPassword && <Keys onEnded={got.reload} />}
    </>
  );
}
