import type { OfficialResult } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { CopyButton } from '../../ui/copy-button.js';

/** The files, as they are called once they are downloaded. */
const [ROWS, WINNERS, VERIFIER] = ['du-lieu-chot.json', 'ket-qua-chot.json', 'kiem-tra-ket-qua.mjs'];
const COMMAND = `node ${VERIFIER} ${ROWS} ${WINNERS}`;

/** All that somebody needs who trusts nobody: rows, winner file, verifier, the command and the hash. */
export function Proof({ results: { files, hash } }: { results: OfficialResult }) {
  const { t } = useLanguage();
  const all = [
    [files.rows, ROWS, t.official.rows],
    [files.winners, WINNERS, t.official.winnersFile],
    [files.verifier, VERIFIER, t.official.verifier],
  ] as const;
  return (
    <section class="card no-print">
      <h2>{t.official.proof}</h2>
      <p>{t.official.proofText}</p>
      <ul class="official-files">
        {all.map(([href, name, words]) => (
          <li key={name}>
            <a class="button button-second" href={href} download={name}>
              {words}
            </a>
            <span class="soft code">{name}</span>
          </li>
        ))}
      </ul>
      <h3>{t.official.command}</h3>
      <p class="code code-box">{COMMAND}</p>
      <CopyButton text={COMMAND}>{t.official.copyCommand}</CopyButton>
      <h3>{t.official.hash}</h3>
      <p class="code code-box">{hash}</p>
      <CopyButton text={hash}>{t.official.copyHash}</CopyButton>
      <p class="soft">
        {t.official.hashText} <a href={`/tra-cuu#kq-${hash}`}>{t.official.verify}</a>
      </p>
    </section>
  );
}
