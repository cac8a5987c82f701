import { useLanguage } from '../../language.js';

const STATUS = { draft: 'tag tag-quiet', review: 'tag tag-warn', published: 'tag tag-good', retired: 'tag tag-wrong' };

/** Where an item stands, and how far a change of a published one has come. */
export function StateTag({
  status,
  review,
}: {
  status: keyof typeof STATUS;
  review: 'draft' | 'sent' | 'returned' | 'approved' | null;
}) {
  const { t } = useLanguage();
  const isReturned = review === 'returned';
  const isChanging = (status === 'published' || status === 'retired') && (review === 'draft' || review === 'sent');
  return (
    <>
      <span className={STATUS[status]}>{t.items.statuses[status]}</span>{' '}
      {isReturned && <span className="tag tag-wrong">{t.items.returned}</span>}
      {isChanging && (
        <span className="tag tag-warn">{review === 'sent' ? t.items.changeSent : t.items.changeDraft}</span>
      )}
    </>
  );
}
