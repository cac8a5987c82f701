import { useState } from 'react';
import { post, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Confirm } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import { DESIGN, LIST } from './certificate-routes.js';

type Given = Answer<typeof LIST, 'get'>['certificates'][number];

/** Certificates that were given; those that hold can be taken back, with a reason that everybody is told. */
export function GivenList() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const query = { after: list.after, limit: 50, ...(list.search === '' ? {} : { search: list.search }) };
  const answer = useApi(LIST, { path: { slug }, query });
  const [revoked, setRevoked] = useState<Given | null>(null);
  const [reason, setReason] = useState('');
  const columns: Column<Given>[] = [
    { key: 'serial', title: t.certificates.serial, isHeader: true, cell: ({ serial }) => serial },
    {
      key: 'person',
      title: t.certificates.person,
      cell: ({ fullName, unitName, isPrize, words }) => (
        <>
          {fullName}
          <span className="hint">{unitName}</span>
          {isPrize && <span className="hint">{words.replace(/ tại$/, '')}</span>}
        </>
      ),
    },
    {
      key: 'state',
      title: t.certificates.state,
      cell: ({ revokedAt, revokeReason, replacedBy, issuedAt }) => (
        <>
          <span className={revokedAt === null ? 'tag tag-good' : 'tag tag-warn'}>
            {revokedAt === null
              ? t.certificates.holds
              : replacedBy === null
                ? t.certificates.revokedTag
                : t.certificates.replaced(replacedBy)}
          </span>
          <span className="hint">{revokeReason ?? f.date(issuedAt)}</span>
        </>
      ),
    },
    {
      key: 'acts',
      title: '',
      cell: (one) =>
        one.revokedAt === null && (
          <Button kind="quiet" label={t.certificates.revokeOf(one.serial)} work={() => setRevoked(one)}>
            {t.certificates.revoke}
          </Button>
        ),
    },
  ];
  return (
    <section>
      <h2>{t.certificates.given}</h2>
      <DataTable
        name={t.certificates.given}
        list={list}
        answer={answer}
        rows={answer.data?.certificates}
        rowKey={({ number }) => String(number)}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.certificates.search}
        empty={<p>{t.certificates.none}</p>}
      />
      {revoked && (
        <Confirm
          title={t.certificates.revokeOf(revoked.serial)}
          act={t.certificates.revoke}
          work={() =>
            post(
              '/api/contests/{slug}/certificates/{number}/revocation',
              { reason },
              { path: { slug, number: String(revoked.number) } },
            )
          }
          onDone={() => {
            setRevoked(null);
            setReason('');
            void renew(LIST);
            void renew(DESIGN);
          }}
          onClose={() => setRevoked(null)}
        >
          <p>{t.certificates.revokeText(revoked.fullName)}</p>
          <TextField label={t.certificates.reason} maxLength={200} value={reason} onChange={setReason} />
        </Confirm>
      )}
    </section>
  );
}
