import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { post } from '../../../shared/api/client.js';
import { renew, SESSION, useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { labelAt } from '../../regulations.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/choice-fields.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { Waiting } from '../../ui/waiting.js';
import { useEditingPlan } from './editing-context.js';
import { InvitedUnits } from './invited-units.js';

const CHECKS = '/api/contest-plans/{id}/opening-checks';
const MARKS = { good: '✓', warn: '!', stop: '×' } as const;

/** The last screen: what is still to mend, which bank, which units, what people have to do themselves, and the opening. */
export function Opening({ faults: list }: { faults: ReactNode }) {
  const { t, f } = useLanguage();
  const { plan, isOpen, faults, left, flush, chooseBank, bankCode, banks, printable, version } = useEditingPlan();
  const checks = useApi(CHECKS, { path: { id: plan.id } });
  // Every saved version is looked at anew.
  useEffect(() => void renew(CHECKS), [version]);
  const [error, setError] = useState<Error | null>(null);
  const [isRead, setRead] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const [openedAs, setOpenedAs] = useState<string | null>(null);
  const rows = checks.data?.checks ?? [];
  const stops = rows.filter(({ state }) => state === 'stop');
  const slug = openedAs ?? (plan.state === 'published' ? plan.contestSlug : null);
  if (slug)
    return (
      <div className="box box-good" role="status">
        <h3>{t.plans.opened}</h3>
        <p>{t.plans.openedText}</p>
        <p className="row">
          <a className="button" href={`/cuoc-thi/${slug}`}>
            {t.plans.toContest}
          </a>
          <Link to={{ pathname: '/dau-moi', search: `?cuoc-thi=${slug}` }}>{t.plans.toManagers}</Link>
        </p>
      </div>
    );
  const canOpen =
    isOpen && faults.length === 0 && stops.length === 0 && rows.length > 0 && (left.length === 0 || isRead);
  const rounds = printable?.calendar.rounds ?? [];
  return (
    <>
      {list}
      <h3>{t.plans.bank}</h3>
      {plan.lentBank ? (
        <p>{t.plans.lentBank(plan.lentBank.title)}</p>
      ) : (
        <SelectField
          label={t.plans.bankField}
          hint={t.plans.bankHint}
          value={bankCode ?? ''}
          options={[
            ...(bankCode === null ? [{ value: '', title: t.plans.choose }] : []),
            ...(banks.length === 0 && bankCode !== null ? [{ value: bankCode, title: bankCode }] : []),
            ...banks.map(({ code, title, counts }) => ({
              value: code,
              title: t.plans.bankOption(title, f.count(counts.published)),
            })),
          ]}
          onChange={(code) => code !== '' && void chooseBank(code).then(() => renew(CHECKS), setError)}
        />
      )}
      <h3>{t.plans.invited}</h3>
      <InvitedUnits onChanged={() => renew(CHECKS)} />
      {left.length > 0 && (
        <>
          <h3>{t.plans.leftTitle}</h3>
          <p>{t.plans.leftLead}</p>
          <ul>
            {left.map(({ path, message }) => (
              <li key={path}>
                {message} <span className="soft">({labelAt(path)})</span>
              </li>
            ))}
          </ul>
          <CheckField label={t.plans.leftRead} value={isRead} onChange={setRead} />
        </>
      )}
      <h3>{t.plans.checks}</h3>
      {checks.error && <ErrorBox error={checks.error} again={() => void checks.refetch()} />}
      {!checks.data && !checks.error && <Waiting lines={5} />}
      <ul className="checks" aria-busy={checks.isFetching}>
        {rows.map(({ code, state, message }, at) => (
          <li key={`${code} ${at}`} className={`check check-${state}`}>
            <span className="check-mark" aria-hidden="true">
              {MARKS[state]}
            </span>
            <span>
              <span className="unseen">{t.plans.checkStates[state]}: </span>
              {message}
            </span>
          </li>
        ))}
      </ul>
      {error && <ErrorBox error={error} />}
      {!canOpen && rows.length > 0 && (
        <p className="soft">{faults.length + stops.length > 0 ? t.plans.cannotOpen : t.plans.readFirst}</p>
      )}
      {canOpen && (
        <Button
          work={async () => {
            setError(null);
            await flush();
            setAsking(true);
          }}
          onError={setError}
        >
          {t.plans.open}
        </Button>
      )}
      {isAsking && (
        <Confirm
          title={t.plans.openTitle(printable?.title ?? '')}
          act={t.plans.open}
          work={async () => {
            const version = await flush();
            const body = { version };
            const answer = await post('/api/contest-plans/{id}/publication', body, { path: { id: plan.id } });
            // Whoever runs it for a unit holds an office in it from now on.
            await renew('/api/contests', '/api/contest-plans', SESSION);
            setOpenedAs(answer.contestSlug);
          }}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        >
          <p>{t.plans.openText(f.count(rounds.length), rounds[0]?.opensAt ?? '', `/cuoc-thi/${printable?.slug}`)}</p>
          <p>{t.plans.openAfter}</p>
        </Confirm>
      )}
    </>
  );
}
