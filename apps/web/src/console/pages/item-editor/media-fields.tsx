import { useId, useState } from 'react';
import { addressOf, Refusal, Unreachable, type Problem } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import type { Draft } from './draft.js';

const PICTURES_MAX = 6;

/** Sends a picture or sound as it is. @returns its hash @throws {Refusal} it is none @throws {Unreachable} no answer came */
export async function upload(bank: string, file: File): Promise<string> {
  const answer = await fetch(addressOf('/api/banks/{bankCode}/media', { path: { bankCode: bank } }), {
    method: 'POST',
    headers: {
      'accept-language': document.documentElement.lang,
      'content-type': file.type.replace('audio/x-m4a', 'audio/mp4'),
    },
    body: file,
    credentials: 'same-origin',
  }).catch(() => null);
  const content = (await answer?.json().catch(() => null)) as (Problem & { sha256: string }) | null | undefined;
  if (!answer || !content) throw new Unreachable();
  if (!answer.ok) throw new Refusal({ ...content, status: answer.status });
  return content.sha256;
}

/** Pictures with their words, and the question read aloud. */
export function MediaFields({ bank, draft, change }: { bank: string; draft: Draft; change: (draft: Draft) => void }) {
  const { t, f } = useLanguage();
  const [error, setError] = useState<Error | null>(null);
  const { pictures, audio } = draft;
  const take = async (file: File | undefined, put: (sha256: string) => void) => {
    setError(null);
    if (!file) return;
    try {
      put(await upload(bank, file));
    } catch (refused) {
      setError(refused as Error);
    }
  };
  return (
    <fieldset className="field">
      <legend className="label">{t.items.media}</legend>
      {pictures.map(({ sha256, alt }, place) => (
        <div key={sha256} className="row">
          <img className="item-thumb" src={`/api/media/${sha256}`} alt={alt} />
          <TextField
            label={t.items.alt(f.count(place + 1))}
            value={alt}
            onChange={(words) =>
              change({ ...draft, pictures: pictures.map((one, i) => (i === place ? { ...one, alt: words } : one)) })
            }
          />
          <Button
            kind="quiet"
            label={`${t.items.remove}: ${t.items.alt(f.count(place + 1))}`}
            work={() => change({ ...draft, pictures: pictures.filter((_, i) => i !== place) })}
          >
            {t.items.remove}
          </Button>
        </div>
      ))}
      {pictures.length < PICTURES_MAX && (
        <FileBox
          label={t.items.addPicture}
          accept="image/png,image/jpeg,image/webp"
          onFile={(file) =>
            take(file, (sha256) =>
              pictures.some((one) => one.sha256 === sha256)
                ? undefined
                : change({ ...draft, pictures: [...pictures, { sha256, alt: '' }] }),
            )
          }
        />
      )}
      {audio ? (
        <div className="row">
          <audio controls preload="none" src={`/api/media/${audio}`} aria-label={t.items.audio} />
          <Button kind="quiet" work={() => change({ ...draft, audio: null })}>
            {t.items.removeAudio}
          </Button>
        </div>
      ) : (
        <FileBox
          label={t.items.addAudio}
          accept="audio/mpeg,audio/ogg,audio/mp4,audio/x-m4a"
          onFile={(file) => take(file, (sha256) => change({ ...draft, audio: sha256 }))}
        />
      )}
      {error && <ErrorBox error={error} />}
    </fieldset>
  );
}

export function FileBox({
  label,
  accept,
  onFile,
}: {
  label: string;
  accept: string;
  onFile: (file?: File) => Promise<void>;
}) {
  const id = useId();
  return (
    <p>
      <label htmlFor={id}>{label}</label>{' '}
      <input
        id={id}
        type="file"
        accept={accept}
        onChange={({ target }) => {
          void onFile(target.files?.[0]);
          // The same file can be taken again after it was removed.
          target.value = '';
        }}
      />
    </p>
  );
}
