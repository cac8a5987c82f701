import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link } from 'react-router';
import { post } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { itemAddress } from '../items/bank.js';
import type { Draft } from './draft.js';

const LOOK = '/api/banks/{bankCode}/near-duplicates/look';
const PAUSE_MS = 800;
/** A shorter stem is alike to many. */
const STEM_LENGTH_MIN = 15;

/** Questions of the bank that ask nearly what is being written. Says so, and keeps nobody from writing. */
export function Alike({ bank, code, draft }: { bank: string; code: string | null; draft: Draft }) {
  const { t, f } = useLanguage();
  const text = JSON.stringify([draft.stem, draft.options.map((option) => option.text)]);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const [stem, options] = JSON.parse(settled) as [string, string[]];
  const answer = useQuery({
    queryKey: [LOOK, bank, code, settled],
    queryFn: () => post(LOOK, { code, stem, options }, { path: { bankCode: bank } }),
    enabled: stem.trim().length >= STEM_LENGTH_MIN,
    placeholderData: keepPreviousData,
  });
  const alike = draft.stem.trim().length >= STEM_LENGTH_MIN ? (answer.data?.alike ?? []) : [];
  return (
    <div role="status">
      {alike.length > 0 && (
        <div className="box box-warn">
          <p>{t.items.alike}</p>
          <ul className="item-notes">
            {alike.map((one) => (
              <li key={one.code}>
                {t.items.alikeTo(f.count(one.percent))}{' '}
                <Link to={itemAddress('cau-hoi/duyet', bank, one.code)} target="_blank">
                  {one.code}
                </Link>
                : {one.stem}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
