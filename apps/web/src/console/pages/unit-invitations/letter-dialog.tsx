import { useState } from 'react';
import { faultsOf, type Faults } from '../../../shared/faults.js';
import { isPhone } from '../../../shared/person-input.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { downloadLetters, type LetterFormat } from '../../letters.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { FormatField } from './format-field.js';
import type { InvitedUnit } from './invited-unit.js';

/** What is done with one letter: made anew, made for somebody else, or made beside it for a deputy. */
export type LetterAct =
  { kind: 'reissue' | 'replace'; unit: InvitedUnit; id: number } | { kind: 'deputy'; unit: InvitedUnit };

const LIST = '/api/contests/{slug}/unit-invitations';

/** One letter, which comes as a file. What was typed stays when the server refuses. */
export function LetterDialog({ act, onClose }: { act: LetterAct; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [fullName, setFullName] = useState('');
  const [phone, setPhone] = useState('');
  const [format, setFormat] = useState<LetterFormat>('pdf');
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  const { kind, unit } = act;
  const isForSomebody = kind !== 'reissue';
  const words = {
    reissue: [t.invitations.reissueFor(unit.name), t.invitations.reissueText, t.invitations.reissued],
    replace: [t.invitations.replaceFor(unit.name), t.invitations.replaceText, t.invitations.replaced],
    deputy: [t.invitations.addDeputyFor(unit.name), t.invitations.addDeputyText, t.invitations.deputyAdded],
  }[kind] as [string, string, string];

  const make = async () => {
    const wrong: Faults = isForSomebody
      ? {
          ...(fullName.trim() === '' && { fullName: t.invitations.fullNameMissing }),
          ...(!isPhone(phone) && { phone: t.invitations.phoneWrong }),
        }
      : {};
    setFaults(wrong);
    setError(null);
    if (Object.keys(wrong).length > 0) return;
    const query = { format };
    if (act.kind === 'deputy') {
      const body = { rows: [{ unitCode: unit.code, fullName, phone, isDeputy: true }] };
      await downloadLetters(LIST, { path: { slug }, query, body });
    } else {
      const body = act.kind === 'replace' ? { fullName, phone } : {};
      await downloadLetters(`${LIST}/{id}/${act.kind}`, { path: { slug, id: String(act.id) }, query, body });
    }
    await renew(LIST);
    say(words[2]);
    onClose();
  };
  const refused = (reason: Error) => {
    const found = faultsOf(reason, ['fullName', 'phone']);
    setFaults(found);
    setError(Object.keys(found).length > 0 ? null : reason);
  };
  return (
    <Dialog title={words[0]} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <p>{words[1]}</p>
        {isForSomebody && (
          <>
            <TextField
              label={t.invitations.fullName}
              autoComplete="off"
              maxLength={100}
              value={fullName}
              onChange={setFullName}
              error={faults['fullName']}
            />
            <TextField
              label={t.invitations.phone}
              type="tel"
              autoComplete="off"
              maxLength={40}
              value={phone}
              onChange={setPhone}
              error={faults['phone']}
            />
          </>
        )}
        <FormatField value={format} onChange={setFormat} />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={make} onError={refused}>
            {t.invitations.download}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
