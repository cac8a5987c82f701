import { useLanguage } from '../language.js';

/** This page cannot go on as it is: says why, and offers to load it anew. */
export function ReloadBox({ words }: { words: string }) {
  const { t } = useLanguage();
  return (
    <div class="box box-warn" role="alert">
      <p>{words}</p>
      <button type="button" class="button" onClick={() => location.reload()}>
        {t.shell.reload}
      </button>
    </div>
  );
}
