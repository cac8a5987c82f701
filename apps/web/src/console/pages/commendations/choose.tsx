import { useState, type ReactNode } from 'react';
import { post } from '../../../shared/api/client.js';
import { fold } from '../../../shared/fold.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';
import { NumberField } from '../../ui/number-field.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { CANDIDATES, LIST, renewLists, topOfBlocks, type Candidates, type ProposalDetail } from './commendations.js';

const WHOLE = 'tat-ca';
/** So many are shown at once; the others are found by their name. */
const SHOWN_MAX = 50;

interface Choice {
  key: string;
  name: string;
  /** Unit of a person, block and place of a unit. */
  where: string;
  reason: string;
}

/** Who may be added: winners of what is published, and units by their place, from a round, a phase or the contest. */
export function Choose({ list }: { list: ProposalDetail }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [field, setField] = useState(WHOLE);
  const answer = useApi(CANDIDATES, { path: { slug }, query: { field } });
  const { data, error } = answer;
  return (
    <section className="card" aria-labelledby="chon-them">
      <h2 id="chon-them">{t.commendations.choose}</h2>
      <p>{t.commendations.chooseText}</p>
      {error && !data && <ErrorBox error={error} again={() => void answer.refetch()} />}
      {!error && !data && <Waiting lines={4} />}
      {data && (
        <>
          <SelectField
            label={t.commendations.field}
            value={field}
            options={data.fields.map(({ name, title, isWhole }) => ({
              value: name,
              title: isWhole ? t.commendations.whole : title,
            }))}
            onChange={setField}
          />
          <Picks key={`${data.field} ${list.version}`} list={list} found={data} />
        </>
      )}
    </section>
  );
}

function Picks({ list, found }: { list: ProposalDetail; found: Candidates }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [people, setPeople] = useState<readonly string[]>([]);
  const [units, setUnits] = useState<readonly string[]>([]);
  const [most, setMost] = useState<number | string | null>(3);
  const [error, setError] = useState<Error | null>(null);
  const thereOf = (kind: 'person' | 'unit') => list.lines.filter((line) => line.kind === kind);
  const peopleThere = new Set(thereOf('person').map(({ participantId }) => participantId));
  const unitsThere = new Set(thereOf('unit').map(({ contestUnitId }) => contestUnitId));
  const newPeople = found.persons.filter(({ participantId }) => !peopleThere.has(participantId));
  const newUnits = found.units.filter(({ contestUnitId }) => !unitsThere.has(contestUnitId));
  const count = people.length + units.length;
  const add = async () => {
    setError(null);
    const body = { field: found.field, participantIds: [...people], contestUnitIds: units.map(Number) };
    const { added } = await post(`${LIST}/lines`, body, { path: { slug, commendationId: list.id } });
    await renewLists();
    say(t.commendations.added(f.count(added)));
  };
  return (
    <>
      <PickList
        heading={t.commendations.headings.unit}
        choices={newUnits.map(({ contestUnitId, name, group, reason }) => ({
          ...{ key: String(contestUnitId), name, where: group ?? '', reason },
        }))}
        none={found.units.length === 0 ? t.commendations.noUnits : t.commendations.allThere}
        chosen={units}
        onChange={setUnits}
        acts={
          newUnits.some(({ rank }) => rank !== null) && (
            <div className="row commendations-top">
              <NumberField label={t.commendations.most} value={most} onChange={setMost} />
              <Button
                kind="second"
                work={() =>
                  setUnits(
                    typeof most === 'number'
                      ? topOfBlocks(newUnits, most).map(({ contestUnitId }) => String(contestUnitId))
                      : [],
                  )
                }
              >
                {t.commendations.pickTop}
              </Button>
            </div>
          )
        }
      />
      <PickList
        heading={t.commendations.headings.person}
        choices={newPeople.map(({ participantId, fullName, unitName, reason }) => ({
          ...{ key: participantId, name: fullName, where: unitName, reason },
        }))}
        none={
          found.persons.length > 0
            ? t.commendations.allThere
            : found.isPublished
              ? t.commendations.noPersonsHere
              : t.commendations.notPublished
        }
        chosen={people}
        onChange={setPeople}
      />
      {error && <ErrorBox error={error} />}
      {count > 0 && (
        <Button work={add} onError={setError}>
          {t.commendations.add(f.count(count))}
        </Button>
      )}
    </>
  );
}

function PickList({
  heading,
  choices,
  none,
  chosen,
  onChange,
  acts,
}: {
  heading: string;
  choices: readonly Choice[];
  none: string;
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  acts?: ReactNode;
}) {
  const { t, f } = useLanguage();
  const [search, setSearch] = useState('');
  const wanted = fold(search);
  const matching = choices.filter(({ name, where }) => fold(`${name} ${where}`).includes(wanted));
  const shown = matching.slice(0, SHOWN_MAX);
  const tick = (keys: readonly string[], isOn: boolean) =>
    onChange(isOn ? [...new Set([...chosen, ...keys])] : chosen.filter((key) => !keys.includes(key)));
  const keys = matching.map(({ key }) => key);
  return (
    <fieldset className="field choices">
      <legend className="label">{heading}</legend>
      {choices.length === 0 && <p>{none}</p>}
      {choices.length > 0 && acts}
      {choices.length > SHOWN_MAX && (
        <TextField label={t.commendations.search} value={search} onChange={setSearch} type="search" />
      )}
      {matching.length > 1 && (
        <label className="choice-line">
          <input
            type="checkbox"
            checked={keys.every((key) => chosen.includes(key))}
            onChange={({ target }) => tick(keys, target.checked)}
          />
          <span>{t.commendations.pickAll(f.count(matching.length))}</span>
        </label>
      )}
      {shown.map(({ key, name, where, reason }) => (
        <label key={key} className="choice-line">
          <input
            type="checkbox"
            checked={chosen.includes(key)}
            onChange={({ target }) => tick([key], target.checked)}
          />
          <span>
            {name}
            {where !== '' && <span className="soft"> · {where}</span>}
            <span className="hint" lang="vi">
              {reason}
            </span>
          </span>
        </label>
      ))}
      {matching.length > SHOWN_MAX && (
        <p className="hint">{t.commendations.more(f.count(matching.length - SHOWN_MAX))}</p>
      )}
    </fieldset>
  );
}
