import { useState } from 'react';
import { call, get, Refusal } from '../../../shared/api/client.js';
import { useQuery } from '@tanstack/react-query';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';

const PRACTICE = '/api/contests/{slug}/practice';

/** Which bank people of a contest practise with, and what choosing one means. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const banks = useApi('/api/banks');
  const practice = useQuery({
    queryKey: [PRACTICE, slug],
    // A contest without practice is no fault here.
    queryFn: () =>
      get(PRACTICE, { path: { slug } }).catch((error: unknown) => {
        if (error instanceof Refusal && error.code === 'PRACTICE_NOT_FOUND') return null;
        throw error;
      }),
  });
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const error = banks.error ?? practice.error;
  if (error) return <ErrorBox error={error} again={() => void practice.refetch()} />;
  const now = practice.data;
  if (!banks.data || now === undefined) return <Waiting lines={4} />;
  const current = now?.bankCode ?? '';
  const wish = chosen ?? current;
  const all = banks.data.banks;
  const bank = all.find(({ code }) => code === wish);
  const save = async () => {
    const { questions } = await call('put', PRACTICE, { path: { slug }, body: { bankCode: wish || null } });
    say(wish ? t.practiceBank.chosen(f.count(questions)) : t.practiceBank.taken);
    setChosen(null);
    await Promise.all([practice.refetch(), renew('/api/banks')]);
  };
  return (
    <>
      <div className="head">
        <h1>{t.practiceBank.title}</h1>
      </div>
      <p>{t.practiceBank.lead}</p>
      <div className={now?.isOpen ? 'box box-good' : 'box'}>
        <p>
          {now
            ? t.practiceBank.now(all.find(({ code }) => code === current)?.title ?? current, f.count(now.questions))
            : t.practiceBank.none}
        </p>
        {now && !now.isOpen && <p>{t.practiceBank.closed}</p>}
        {now && <a href={`/cuoc-thi/${slug}/on-luyen`}>{t.practiceBank.look}</a>}
      </div>
      <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
        <SelectField
          label={t.practiceBank.bank}
          hint={t.practiceBank.hint}
          value={wish}
          onChange={setChosen}
          options={[
            { value: '', title: t.practiceBank.noBank },
            ...all.map(({ code, title, practice: isPublic }) => ({
              value: code,
              title: isPublic ? t.practiceBank.publicBank(title) : title,
            })),
          ]}
        />
        {bank && !bank.practice && <p className="box box-warn">{t.practiceBank.becomesPublic}</p>}
        {wish !== current && (
          <div className="row">
            <Button work={() => setAsking(true)}>{wish ? t.practiceBank.choose : t.practiceBank.take}</Button>
          </div>
        )}
      </form>
      {isAsking && (
        <Confirm
          title={bank ? t.practiceBank.ask(bank.title) : t.practiceBank.takeAsk}
          act={bank ? t.practiceBank.choose : t.practiceBank.take}
          work={save}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        >
          <p>
            {bank
              ? bank.practice
                ? t.practiceBank.means(f.count(bank.counts.published))
                : t.practiceBank.meansPublic(f.count(bank.counts.published))
              : t.practiceBank.takeMeans}
          </p>
        </Confirm>
      )}
    </>
  );
}
