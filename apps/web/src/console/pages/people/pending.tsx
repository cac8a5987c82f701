import './people.css';
import { useState } from 'react';
import { call, post, type Answer } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { renew, useApi } from '../../api.js';
import { capital } from '../../capital.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';

const PATH = '/api/staff/invitations';
type Invitation = Answer<typeof PATH, 'get'>['invitations'][number];
type Place = Pick<Invitation, 'role' | 'contestSlug' | 'unitName'>;

/** Who was invited and has not come: a new link for who lost the old one, or too late; or taken back. */
export function Pending({ placeOf }: { placeOf: (place: Place) => string }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const answer = useApi(PATH);
  const [begun, setBegun] = useState<{ act: 'renew' | 'withdraw'; invitation: Invitation } | null>(null);
  const [made, setMade] = useState<{ name: string; link: string; expiresAt: string } | null>(null);
  const invitations = answer.data?.invitations ?? [];
  if (answer.error && !answer.data) return <ErrorBox error={answer.error} again={() => void answer.refetch()} />;
  if (invitations.length === 0) return null;
  const path = { id: begun?.invitation.id ?? '' };
  return (
    <section className="card pending">
      <h2>{t.people.pending(f.count(invitations.length))}</h2>
      <p className="hint">{t.people.pendingText}</p>
      <ul className="pending-list">
        {invitations.map((one) => (
          <li key={one.id} className="row">
            <span>
              <strong>{one.fullName}</strong> <span className="numbers soft">{one.phone}</span>
              <span className="hint">
                {[capital(t.roles[one.role]), placeOf(one), one.invitedByName && t.people.invitedBy(one.invitedByName)]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span className={one.isExpired ? 'tag tag-warn' : 'tag tag-quiet'}>
                {one.isExpired ? t.people.linkOver : t.people.linkUntil(f.weekdayTime(one.expiresAt, serverNow()))}
              </span>
            </span>
            {one.mayChange && (
              <span className="row">
                <Button
                  kind="second"
                  label={t.people.renewOf(one.fullName)}
                  work={() => setBegun({ act: 'renew', invitation: one })}
                >
                  {t.people.renew}
                </Button>
                <Button
                  kind="quiet"
                  label={t.people.withdrawOf(one.fullName)}
                  work={() => setBegun({ act: 'withdraw', invitation: one })}
                >
                  {t.people.withdraw}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {begun?.act === 'renew' && (
        <Confirm
          title={t.people.renewTitle(begun.invitation.fullName)}
          act={t.people.renew}
          work={async () => {
            const answer = await post('/api/staff/invitations/{id}/renewal', undefined, { path });
            setMade({ name: begun.invitation.fullName, ...answer });
            await renew(PATH);
          }}
          onDone={() => setBegun(null)}
          onClose={() => setBegun(null)}
        >
          <p>{t.people.renewText}</p>
        </Confirm>
      )}
      {begun?.act === 'withdraw' && (
        <Confirm
          title={t.people.withdrawTitle(begun.invitation.fullName)}
          act={t.people.withdraw}
          work={async () => {
            await call('delete', '/api/staff/invitations/{id}', { path });
            await renew(PATH);
            say(t.people.withdrawn(begun.invitation.fullName));
          }}
          onDone={() => setBegun(null)}
          onClose={() => setBegun(null)}
        >
          <p>{t.people.withdrawText(begun.invitation.fullName)}</p>
        </Confirm>
      )}
      {made && (
        <Dialog title={t.people.linkTitle(made.name)} onClose={() => setMade(null)} isAlert>
          <p>
            <strong>{t.inviting.once(f.weekdayTime(made.expiresAt, serverNow()))}</strong>
          </p>
          <label className="field">
            <span className="label">{t.inviting.link}</span>
            <input
              className="input"
              id="duong-dan-moi"
              readOnly
              value={made.link}
              onFocus={({ target }) => target.select()}
            />
          </label>
          <div className="row dialog-ways">
            <CopyButton text={made.link} source="duong-dan-moi">
              {t.inviting.copy}
            </CopyButton>
            <Button kind="second" work={() => setMade(null)}>
              {t.shell.close}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
