import { useSearchParams } from 'react-router';
import { useLanguage } from '../../language.js';
import { ITEM, WithBank } from '../items/bank.js';
import { Desk } from './desk.js';
import { LANGUAGE, WordingList } from './wording-list.js';
import './wordings.css';

/** Questions in other languages: what is missing in each, and one question beside its wording. */
export function Page() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const [code, language] = [parameters.get(ITEM), parameters.get(LANGUAGE)];
  return (
    <>
      <div className="head">
        <h1>{code ?? t.wordings.title}</h1>
      </div>
      <WithBank>
        {(bank) =>
          code && language ? (
            <Desk key={`${code} ${language}`} bank={bank} code={code} language={language} />
          ) : (
            <WordingList key={bank.code} bank={bank} />
          )
        }
      </WithBank>
    </>
  );
}
