import { useState } from 'react';
import { post, type Answer } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';

export type Change = Answer<'/api/unit-tree/changes', 'get'>['changes'][number];

/** "Xã A (1), Xã B (2) → Xã C (3)", as far as there is something before and after. */
export function useChangeWords(): (change: Pick<Change, 'before' | 'after'>) => string {
  const { t } = useLanguage();
  return ({ before, after }) =>
    before.length > 0 && after.length > 0
      ? t.unitTree.beforeAfter(before.join(', '), after.join(', '))
      : [...before, ...after].join(', ');
}

/** Everything that the tree told: after a change, all of it is asked again. */
export const renewTree = () => renew('/api/unit-tree', '/api/unit-tree/unit', '/api/unit-tree/changes');

/** Takes a change back, after asking. */
export function UndoButton({ change }: { change: Change }) {
  const { t } = useLanguage();
  const say = useToast();
  const words = useChangeWords()(change);
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button kind="quiet" work={() => setAsking(true)} label={t.unitTree.undoOf(words)}>
        {t.unitTree.undo}
      </Button>
      {isAsking && (
        <Confirm
          title={t.unitTree.undoTitle}
          act={t.unitTree.undo}
          work={async () => {
            await post('/api/unit-tree/undone-changes', { id: change.id });
            say(t.unitTree.undoneDone);
            void renewTree();
          }}
          onDone={() => setAsking(false)}
          onClose={() => setAsking(false)}
        >
          <p>{words}</p>
          <p>{t.unitTree.undoText}</p>
        </Confirm>
      )}
    </>
  );
}
