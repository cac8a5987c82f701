import { useState } from 'react';
import { addressOf, type Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { CopyButton } from '../../ui/copy-button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField } from '../../ui/field.js';
import { Waiting } from '../../ui/waiting.js';

type Message = Answer<'/api/contests/{slug}/messages', 'get'>['messages'][number];

/** Words and pictures to send along, for each moment of a contest; what is due stands first. */
export function Messages() {
  const { t } = useLanguage();
  const { slug } = useContest();
  const { data, error, refetch } = useApi('/api/contests/{slug}/messages', { path: { slug } });
  const [chosen, setChosen] = useState<string>();
  const messages = [...(data?.messages ?? [])].sort((a, b) => Number(b.isDue) - Number(a.isDue));
  const message = messages.find((one) => nameOf(one) === chosen) ?? messages[0];
  const titleOf = ({ moment, round, isDue }: Message): string => {
    const title = moment === 'summary' ? t.posters.moments.summary : t.posters.moments[moment](round?.title ?? '');
    return isDue ? t.posters.due(title) : title;
  };
  return (
    <section className="card">
      <h2>{t.posters.messages}</h2>
      <p>{t.posters.messagesText}</p>
      {error && <ErrorBox error={error} again={() => void refetch()} />}
      {!data && !error && <Waiting lines={4} />}
      {message && (
        <>
          <SelectField
            label={t.posters.message}
            value={nameOf(message)}
            options={messages.map((one) => ({ value: nameOf(one), title: titleOf(one) }))}
            onChange={setChosen}
          />
          {!message.isPublic && <p className="box box-warn">{t.posters.notPublic}</p>}
          <div className="posters-message">
            <div>
              <Field label={t.posters.text}>
                {(ties) => (
                  <>
                    <textarea className="input" readOnly rows={9} {...ties} value={message.text} />
                    <CopyButton text={message.text} source={ties.id}>
                      {t.posters.copy}
                    </CopyButton>
                  </>
                )}
              </Field>
            </div>
            <MessagePicture message={message} shape="square" />
            <MessagePicture message={message} shape="wide" />
          </div>
        </>
      )}
    </section>
  );
}

const SHOWN = { square: { width: 270, height: 270 }, wide: { width: 400, height: 210 } };

function MessagePicture({ message: { moment, round }, shape }: { message: Message; shape: 'square' | 'wide' }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const query = { moment, ...(round && { round: round.number }), shape };
  const address = addressOf('/api/contests/{slug}/messages/picture', { path: { slug }, query });
  return (
    <figure className="posters-picture">
      <img src={address} alt={t.posters[shape]} {...SHOWN[shape]} />
      <figcaption>
        <a href={address} download={`${slug}-${moment}${round ? `-${round.number}` : ''}-${shape}.png`}>
          {t.posters.keep}
        </a>
      </figcaption>
    </figure>
  );
}

const nameOf = ({ moment, round }: Message): string => `${moment} ${round?.number ?? ''}`;
