import { post } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { ownPath } from '../../own-path.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { useWayOn } from '../../use-way-on.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { CodeForm } from './code-form.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { staff as staffWords } from '../../../shared/messages/vi/staff.js';
import { bringWords } from '../../words.js';

bringWords({ form: formWords, staff: staffWords });

/** Shows the second factor after a sign-in, and back to where one came from (?tiep=<own path>). */
export function Page({ query }: PageProps) {
  const { t } = useLanguage();
  const goOn = useWayOn();
  const { account, refresh } = useSession();
  const back = ownPath(query['tiep'], location.origin) ?? '/';
  const way = (words: string, path: string, button: string) => (
    <>
      <p class="box">{words}</p>
      <a class="button" href={path}>
        {button}
      </a>
    </>
  );
  return (
    <Frame title={t.staff.confirmTitle} isNarrow>
      {account === undefined ? (
        <Waiting lines={3} />
      ) : account === null ? (
        way(
          t.staff.signInFirst,
          `/dang-nhap?tiep=${encodeURIComponent(location.pathname + location.search)}`,
          t.shell.signIn,
        )
      ) : account.secondFactor === 'to_set_up' ? (
        way(t.staff.toSetUp, '/quan-tri/thiet-lap', t.staff.begin)
      ) : account.secondFactor === 'not_needed' ? (
        way(t.staff.notNeeded, '/', t.shell.backHome)
      ) : (
        <>
          <div class="card">
            <CodeForm
              hint={t.staff.codeOrPaperHint}
              send={async (code) => {
                await post('/api/sessions/current/second-factor', { code });
                await refresh();
                goOn(back);
              }}
            />
          </div>
          <details class="fold">
            <summary>{t.staff.lost}</summary>
            <p class="fold-text">{t.staff.lostText}</p>
          </details>
        </>
      )}
    </Frame>
  );
}
