import { useState } from 'react';
import { call, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { NumberField } from '../../ui/number-field.js';
import { useToast } from '../../ui/toast.js';

const PATH = '/api/contests/{slug}/start-pace';
type Pace = Answer<typeof PATH, 'get'>;

/** How many may start a second, who waits for it now, and setting it. */
export function StartPaceBox() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const answer = useApi(PATH, { path: { slug } });
  const [isSetting, setSetting] = useState(false);
  const pace = answer.data;
  return (
    <section className="card" aria-labelledby="nhip-vao-thi">
      <h2 id="nhip-vao-thi">{t.running.act.paceTitle}</h2>
      {answer.error && !pace && <ErrorBox error={answer.error} again={() => void answer.refetch()} />}
      {pace && (
        <>
          <p>
            <strong>
              {pace.waiting > 0
                ? t.running.act.queue(f.count(pace.waiting), f.duration(pace.waitMs))
                : t.running.act.noQueue}
            </strong>{' '}
            {pace.own !== null
              ? t.running.act.ownPace(f.count(pace.own))
              : pace.server === null
                ? t.running.act.noPace
                : t.running.act.serverPace(f.count(pace.server))}
          </p>
          <p className="soft">{t.running.act.paceLead}</p>
          <Button kind="second" work={() => setSetting(true)}>
            {t.running.act.setPace}
          </Button>
          {isSetting && <PaceDialog pace={pace} onClose={() => setSetting(false)} />}
        </>
      )}
    </section>
  );
}

function PaceDialog({ pace: { own, most }, onClose }: { pace: Pace; onClose: () => void }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [wanted, setWanted] = useState<number | string | null>(own);
  const [fault, setFault] = useState<string>();
  const [error, setError] = useState<Error | null>(null);
  const set = async () => {
    const isPace = typeof wanted === 'number' && Number.isInteger(wanted) && wanted >= 1 && wanted <= most;
    if (wanted !== null && !isPace) return setFault(t.running.act.paceWrong(f.count(most)));
    setError(null);
    await call('put', PATH, { path: { slug }, body: { startsPerSecond: isPace ? wanted : null } });
    await renew(PATH);
    say(t.running.act.paceSet);
    onClose();
  };
  return (
    <Dialog title={t.running.act.setPace} onClose={onClose}>
      <p>{t.running.act.paceMeans}</p>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <NumberField
          label={t.running.act.paceLabel}
          hint={t.running.act.paceHint(f.count(most))}
          unit={t.running.act.paceUnit}
          value={wanted}
          {...(fault !== undefined && { error: fault })}
          onChange={(value) => {
            setWanted(value);
            setFault(undefined);
          }}
        />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={set} onError={setError}>
            {t.running.act.paceSave}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
