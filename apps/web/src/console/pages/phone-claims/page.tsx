import { useState } from 'react';
import { post, type Answer } from '../../../shared/api/client.js';
import { writeDate } from '../../../shared/person-input.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { ToldCode } from '../../ui/told-code.js';
import { useList } from '../../ui/use-list.js';
import { nationalPhone, type Claim } from './claim.js';
import { DecideDialog } from './decide-dialog.js';
import { Holder } from './holder.js';

const STATE = 'loc';

/** Numbers that two people say are theirs: call, ask, decide. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const state = list.choice(STATE) === 'decided' ? 'decided' : 'open';
  const answer = useApi('/api/contests/{slug}/phone-claims', { path: { slug }, query: { state, after: list.after } });
  const [decided, setDecided] = useState<Claim | null>(null);
  const [issued, setIssued] = useState<Answer<'/api/contests/{slug}/phone-claims/{id}/codes', 'post'> | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const counts = answer.data?.counts;
  const codeAgain = async ({ id }: Claim) => {
    setError(null);
    const path = { slug, id: String(id) };
    setIssued(await post('/api/contests/{slug}/phone-claims/{id}/codes', undefined, { path }));
  };
  const columns: Column<Claim>[] = [
    {
      key: 'person',
      title: t.claims.person,
      isHeader: true,
      cell: (claim) => (
        <>
          {claim.fullName}
          <br />
          <span className="soft">{t.claims.born(writeDate(claim.birthDate))}</span>
        </>
      ),
    },
    { key: 'phone', title: t.claims.phone, cell: ({ phone }) => <span className="phone">{nationalPhone(phone)}</span> },
    { key: 'unit', title: t.claims.unit, cell: ({ unit }) => unit.name },
    ...(state === 'open'
      ? [{ key: 'holder', title: t.claims.holder, cell: (claim: Claim) => <Holder of={claim} /> }]
      : []),
    { key: 'askedAt', title: t.claims.askedAt, cell: ({ askedAt }) => f.weekdayTime(askedAt, 0) },
    {
      key: 'acts',
      title: '',
      cell: (claim) =>
        claim.state === 'open' ? (
          <Button kind="second" work={() => setDecided(claim)} label={t.claims.decideFor(claim.fullName)}>
            {t.claims.decide}
          </Button>
        ) : (
          <span className="row">
            <span className={`tag ${claim.state === 'refused' ? 'tag-quiet' : 'tag-good'}`}>
              {t.claims.states[claim.state]}
            </span>
            {claim.awaitsPassword && (
              <>
                <span className="tag tag-warn">{t.claims.awaits}</span>
                <Button
                  kind="second"
                  work={() => codeAgain(claim)}
                  onError={setError}
                  label={t.claims.codeAgainFor(claim.fullName)}
                >
                  {t.claims.codeAgain}
                </Button>
              </>
            )}
          </span>
        ),
    },
  ];
  return (
    <>
      <div className="head">
        <h1>{t.claims.title}</h1>
      </div>
      <p>{t.claims.lead}</p>
      {error && <ErrorBox error={error} />}
      <DataTable
        name={t.claims.title}
        list={list}
        answer={answer}
        rows={answer.data?.claims}
        rowKey={({ id }) => id}
        columns={columns}
        next={answer.data?.next}
        empty={<p>{state === 'open' ? t.claims.emptyOpen : t.claims.emptyDecided}</p>}
        filters={
          <SelectField
            label={t.claims.state}
            value={state}
            onChange={(value) => list.choose(STATE, value === 'open' ? '' : value)}
            options={[
              { value: 'open', title: t.claims.open(f.count(counts?.open ?? 0)) },
              { value: 'decided', title: t.claims.decided(f.count(counts?.decided ?? 0)) },
            ]}
          />
        }
      />
      {decided && (
        <DecideDialog
          claim={decided}
          onClose={() => {
            setDecided(null);
            void renew('/api/contests/{slug}/phone-claims');
          }}
        />
      )}
      {issued && (
        <Dialog title={t.support.codeTitle} onClose={() => setIssued(null)} isAlert>
          <ToldCode code={issued.code} expiresAt={issued.expiresAt} name={issued.fullNameMasked} />
          <Button work={() => setIssued(null)}>{t.support.codeClose}</Button>
        </Dialog>
      )}
    </>
  );
}
