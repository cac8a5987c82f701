import { useEffect, useState } from 'react';
import { post, type Answer } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { renewItems } from './act-dialog.js';

type Forecast = Answer<'/api/banks/{bankCode}/retirements', 'post'>;

/** All that cite a document leave the bank, after a look at which they are and which rounds go on drawing them. */
export function RetireDialog({ bank, document, onClose }: { bank: string; document: string; onClose: () => void }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const [forecast, setForecast] = useState<Forecast | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const ask = (dryRun: boolean): Promise<Forecast> =>
    post('/api/banks/{bankCode}/retirements', { document, words: null, dryRun }, { path: { bankCode: bank } });
  useEffect(() => {
    ask(true).then(setForecast, setError);
  }, [bank, document]);
  return (
    <Dialog title={t.items.retireTitle(document)} onClose={onClose} isAlert>
      {!forecast && !error && <Waiting lines={2} />}
      {forecast && (
        <>
          <p>{t.items.retireCount(f.count(forecast.items.length))}</p>
          {forecast.rounds.length === 0 ? (
            <p>{t.items.retireNoRound}</p>
          ) : (
            <>
              <p>{t.items.retireRounds}</p>
              <ul>
                {forecast.rounds.map(({ contestSlug, contestTitle, round, roundTitle, items }) => (
                  <li key={`${contestSlug} ${round}`}>
                    {t.items.retireRound(contestTitle, roundTitle, f.count(items.length))}
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      {error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        {forecast && forecast.items.length > 0 && (
          <Button
            kind="danger"
            onError={setError}
            work={async () => {
              setError(null);
              const { items } = await ask(false);
              await renewItems();
              say(t.items.acts.retire.done(f.count(items.length)));
              onClose();
            }}
          >
            {t.items.acts.retire.act}
          </Button>
        )}
        <Button kind="second" work={onClose}>
          {t.shell.cancel}
        </Button>
      </div>
    </Dialog>
  );
}
