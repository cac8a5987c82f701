import { useState } from 'react';
import { Link } from 'react-router';
import { post, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { itemAddress, WithBank, type Bank } from '../items/bank.js';
import './near-duplicates.css';

const PAIRS = '/api/banks/{bankCode}/near-duplicates';
type Pair = Answer<typeof PAIRS, 'get'>['pairs'][number];
type Item = Pair['first'];

const SHOWN_AT_ONCE = 20;

/** Items of a bank that ask nearly the same, side by side. */
export function Page() {
  const { t } = useLanguage();
  return (
    <>
      <div className="head">
        <h1>{t.bankFiles.alikeTitle}</h1>
      </div>
      <p className="soft">{t.bankFiles.alikeLead}</p>
      <WithBank>{(bank) => <Pairs key={bank.code} bank={bank} />}</WithBank>
    </>
  );
}

function Pairs({ bank }: { bank: Bank }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const answer = useApi(PAIRS, { path: { bankCode: bank.code } });
  const [retiring, setRetiring] = useState<{ item: Item; other: Item } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const [shownMax, setShownMax] = useState(SHOWN_AT_ONCE);
  if (answer.error && !answer.data) return <ErrorBox error={answer.error} again={() => void answer.refetch()} />;
  if (!answer.data) return <Waiting lines={6} />;
  const { pairs } = answer.data;
  const sayDifferent = async ({ first, second }: Pair) => {
    setError(null);
    const body = { first: first.code, second: second.code };
    await post('/api/banks/{bankCode}/near-duplicates/different', body, { path: { bankCode: bank.code } });
    await renew(PAIRS);
    say(t.bankFiles.saidDifferent);
  };
  const retire = async ({ item, other }: { item: Item; other: Item }) => {
    const words = t.bankFiles.retireWords(other.code);
    const body = { act: 'retire' as const, items: [{ code: item.code, version: item.version }], words };
    await post('/api/banks/{bankCode}/item-acts', body, { path: { bankCode: bank.code } });
    await renew(PAIRS, '/api/banks', '/api/banks/{bankCode}/items');
    say(t.bankFiles.retired(item.code));
  };
  return (
    <>
      {error && <ErrorBox error={error} />}
      {pairs.length === 0 ? (
        <p className="box box-good">{t.bankFiles.noPairs}</p>
      ) : (
        <h2>{t.bankFiles.pairs(f.count(pairs.length))}</h2>
      )}
      {pairs.slice(0, shownMax).map((pair) => (
        <section
          key={`${pair.first.code} ${pair.second.code}`}
          className="card"
          aria-label={`${pair.first.code} – ${pair.second.code}`}
        >
          <p>
            <span className="tag tag-warn">{t.bankFiles.percent(f.count(pair.percent))}</span>
          </p>
          <div className="pair">
            {[pair.first, pair.second].map((item, place) => (
              <div key={item.code} className="pair-item">
                <h3>
                  <Link to={itemAddress('cau-hoi/soan', bank.code, item.code)} aria-label={t.bankFiles.open(item.code)}>
                    {item.code}
                  </Link>{' '}
                  <span className="tag tag-quiet">{t.bankFiles.statuses[item.status]}</span>
                </h3>
                <p className="pair-stem" lang="vi">
                  {item.stem}
                </p>
                <ul className="pair-options" lang="vi">
                  {item.options.map(({ text, right }, i) => (
                    <li key={i}>
                      {String.fromCharCode(65 + i)}. {text} {right && <strong>({t.bankFiles.right})</strong>}
                    </li>
                  ))}
                </ul>
                {bank.canReview && (
                  <Button
                    kind="second"
                    work={() => setRetiring({ item, other: place === 0 ? pair.second : pair.first })}
                  >
                    {t.bankFiles.retire(item.code)}
                  </Button>
                )}
              </div>
            ))}
          </div>
          {bank.canReview && (
            <Button
              label={t.bankFiles.differentOf(pair.first.code, pair.second.code)}
              work={() => sayDifferent(pair)}
              onError={setError}
            >
              {t.bankFiles.different}
            </Button>
          )}
        </section>
      ))}
      {pairs.length > shownMax && (
        <Button kind="second" work={() => setShownMax(shownMax + SHOWN_AT_ONCE)}>
          {t.bankFiles.more}
        </Button>
      )}
      {retiring && (
        <Confirm
          title={t.bankFiles.retireAsk(retiring.item.code)}
          act={t.bankFiles.retire(retiring.item.code)}
          work={() => retire(retiring)}
          onDone={() => setRetiring(null)}
          onClose={() => setRetiring(null)}
        >
          <p lang="vi">{retiring.item.stem}</p>
          <p>{t.bankFiles.retireText}</p>
        </Confirm>
      )}
    </>
  );
}
