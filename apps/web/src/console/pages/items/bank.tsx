import { useCallback, type ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { Waiting } from '../../ui/waiting.js';

export type Bank = Answer<'/api/banks', 'get'>['banks'][number];

/** In addresses, so that they can be passed on. */
export const BANK = 'ngan-hang';
export const ITEM = 'cau';

/** The bank that a page of questions is about: of the address, else the first in reach. The chooser stands above where there are more. */
export function WithBank({ children }: { children: (bank: Bank) => ReactNode }) {
  const { t } = useLanguage();
  const banks = useApi('/api/banks');
  const [parameters, setParameters] = useSearchParams();
  const named = parameters.get(BANK);
  const all = banks.data?.banks;
  const bank = all?.find(({ code }) => code === named) ?? all?.[0];
  const choose = useCallback(
    (code: string) =>
      setParameters((old) => {
        const kept = new URLSearchParams({ [BANK]: code });
        const contest = old.get('cuoc-thi');
        if (contest) kept.set('cuoc-thi', contest);
        return kept;
      }),
    [setParameters],
  );
  if (banks.error && !all) return <ErrorBox error={banks.error} again={() => void banks.refetch()} />;
  if (!all) return <Waiting lines={3} />;
  if (!bank) return <p className="box">{t.items.noBank}</p>;
  return (
    <>
      {all.length > 1 && (
        <div className="form no-print">
          <SelectField
            label={t.items.bank}
            value={bank.code}
            onChange={choose}
            options={all.map(({ code, title }) => ({ value: code, title }))}
          />
        </div>
      )}
      {children(bank)}
    </>
  );
}

/** The address of a page about one item. */
export const itemAddress = (path: string, bank: string, code: string | null): { pathname: string; search: string } => ({
  pathname: `/${path}`,
  search: `?${new URLSearchParams({ [BANK]: bank, ...(code !== null && { [ITEM]: code }) })}`,
});
