import { useState } from 'react';
import { Link } from 'react-router';
import { call, post } from '../../../shared/api/client.js';
import type { StaffLine } from '../../../shared/api/views.js';
import { renew, useApi } from '../../api.js';
import { capital } from '../../capital.js';
import { useContests } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { holds, useAccount, type Role } from '../../session.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Confirm } from '../../ui/dialog.js';
import { SelectField } from '../../ui/field.js';
import { RowMenu } from '../../ui/row-menu.js';
import { useToast } from '../../ui/toast.js';
import { useList } from '../../ui/use-list.js';
import { ChangeEnd } from './change-end.js';
import { Pending } from './pending.js';
import { ROLES } from './roles.js';

const ROWS = 50;
const ORDERS = ['name', '-name', 'granted', '-granted', 'expires', '-expires'] as const;

/** What somebody is about to do with a line. */
type Act = 'change_end' | 'end' | 'reset_code' | 'disable' | 'enable';

/** Who holds which role: found, given an end, taken away. */
export function Page() {
  const { t, f } = useLanguage();
  const { roles } = useAccount();
  const { all, contest } = useContests();
  const list = useList();
  const say = useToast();
  const [begun, setBegun] = useState<{ act: Act; line: StaffLine } | null>(null);
  const role = ROLES.find((one) => one === list.choice('vai-tro')) ?? '';
  const place = all.find(({ slug }) => slug === list.choice('o'))?.slug ?? '';
  const order = list.sort && `${list.sort.isDescending ? '-' : ''}${list.sort.by}`;
  const staff = useApi('/api/staff', {
    query: {
      search: list.search,
      role,
      contestSlug: place,
      sort: ORDERS.find((known) => known === order),
      after: list.after,
      limit: ROWS,
    },
  });
  const isAdministrator = holds(roles, ['administrator'], null);
  const placeOf = ({ role, contestSlug, unitName }: Pick<StaffLine, 'role' | 'contestSlug' | 'unitName'>): string => {
    const title =
      contestSlug === null
        ? role === 'unit_organizer'
          ? null
          : t.frame.everywhere
        : all.find(({ slug }) => slug === contestSlug)?.title;
    return [unitName, title ?? contestSlug].filter(Boolean).join(', ');
  };
  const actsOn = (line: StaffLine) => [
    ...(line.mayEnd
      ? [
          { title: t.people.changeEnd, act: () => setBegun({ act: 'change_end', line }) },
          { title: t.people.end, act: () => setBegun({ act: 'end', line }), isDanger: true },
        ]
      : []),
    ...(isAdministrator && line.mayEnd && !line.isDisabled
      ? [
          ...(line.hasSecondFactor
            ? [{ title: t.people.resetCode, act: () => setBegun({ act: 'reset_code', line }), isDanger: true }]
            : []),
          { title: t.people.disable, act: () => setBegun({ act: 'disable', line }), isDanger: true },
        ]
      : []),
    ...(isAdministrator && line.mayEnd && line.isDisabled
      ? [{ title: t.people.enable, act: () => setBegun({ act: 'enable', line }) }]
      : []),
  ];
  const columns: Column<StaffLine>[] = [
    {
      key: 'name',
      title: t.people.name,
      isHeader: true,
      isSortable: true,
      cell: ({ fullName, phone }) => (
        <>
          {fullName}
          <span className="hint numbers">{phone}</span>
        </>
      ),
    },
    {
      key: 'role',
      title: t.people.role,
      cell: (line) => (
        <>
          {capital(t.roles[line.role])}
          <span className="hint">{placeOf(line)}</span>
        </>
      ),
    },
    {
      key: 'granted',
      title: t.people.granted,
      isSortable: true,
      cell: ({ grantedAt }) => <span className="people-day">{f.date(grantedAt)}</span>,
    },
    {
      key: 'expires',
      title: t.people.until,
      isSortable: true,
      cell: ({ expiresAt }) => (
        <span className="people-day">{expiresAt === null ? t.people.forever : f.date(expiresAt)}</span>
      ),
    },
    { key: 'state', title: t.people.state, cell: (line) => <State line={line} /> },
    { key: 'acts', title: '', cell: (line) => <RowMenu name={line.fullName} acts={actsOn(line)} /> },
  ];
  const done = (words: string) => async () => {
    setBegun(null);
    say(words);
    await renew('/api/staff', '/api/contests/{slug}/desk');
  };
  const close = () => setBegun(null);
  const isNarrowed = list.search !== '' || role !== '' || place !== '';
  return (
    <>
      <div className="head">
        <h1>{t.people.title}</h1>
        <Link className="button" to={{ pathname: '/nhan-su/moi', search: contest ? `?cuoc-thi=${contest.slug}` : '' }}>
          {t.people.invite}
        </Link>
      </div>
      <p>{t.people.lead}</p>
      <DataTable
        name={t.people.title}
        list={list}
        answer={staff}
        rows={staff.data?.roles}
        rowKey={({ id }) => id}
        columns={columns}
        next={staff.data?.nextAfter}
        searchLabel={t.people.search}
        empty={<p>{isNarrowed ? t.people.notFound : t.people.none}</p>}
        filters={
          <>
            <SelectField<Role | ''>
              label={t.people.byRole}
              value={role}
              onChange={(value) => list.choose('vai-tro', value)}
              options={[
                { value: '', title: t.people.all },
                ...ROLES.map((value) => ({ value, title: capital(t.roles[value]) })),
              ]}
            />
            {all.length > 1 && (
              <SelectField
                label={t.people.byContest}
                value={place}
                onChange={(value) => list.choose('o', value)}
                options={[
                  { value: '', title: t.people.all },
                  ...all.map(({ slug, title }) => ({ value: slug, title })),
                ]}
              />
            )}
          </>
        }
      />
      {begun?.act === 'change_end' && (
        <ChangeEnd line={begun.line} onDone={done(t.people.endChanged(begun.line.fullName))} onClose={close} />
      )}
      {begun?.act === 'end' && (
        <Confirm
          title={t.people.endTitle(begun.line.fullName, t.roles[begun.line.role])}
          act={t.people.end}
          work={() => call('delete', '/api/staff/roles/{id}', { path: { id: String(begun.line.id) } })}
          onDone={done(t.people.ended(begun.line.fullName))}
          onClose={close}
        >
          <p>{t.people.endText(begun.line.fullName, t.roles[begun.line.role], placeOf(begun.line))}</p>
        </Confirm>
      )}
      {begun?.act === 'reset_code' && (
        <Confirm
          title={t.people.resetTitle(begun.line.fullName)}
          act={t.people.resetCode}
          work={() =>
            call('delete', '/api/staff/{accountId}/second-factor', { path: { accountId: begun.line.accountId } })
          }
          onDone={done(t.people.reset(begun.line.fullName))}
          onClose={close}
        >
          <p>{t.people.resetText(begun.line.fullName)}</p>
        </Confirm>
      )}
      {begun?.act === 'disable' && (
        <Confirm
          title={t.people.disableTitle(begun.line.fullName)}
          act={t.people.disable}
          work={() => post('/api/staff/{accountId}/disable', undefined, { path: { accountId: begun.line.accountId } })}
          onDone={done(t.people.wasDisabled(begun.line.fullName))}
          onClose={close}
        >
          <p>{t.people.disableText(begun.line.fullName)}</p>
        </Confirm>
      )}
      {begun?.act === 'enable' && (
        <Confirm
          title={t.people.enableTitle(begun.line.fullName)}
          act={t.people.enable}
          work={() => post('/api/staff/{accountId}/enable', undefined, { path: { accountId: begun.line.accountId } })}
          onDone={done(t.people.wasEnabled(begun.line.fullName))}
          onClose={close}
        >
          <p>{t.people.enableText(begun.line.fullName)}</p>
        </Confirm>
      )}
      <Pending placeOf={placeOf} />
    </>
  );
}

const NEED_CODE: readonly Role[] = ['organizer', 'unit_organizer', 'judge', 'auditor', 'administrator'];

function State({ line: { role, isDisabled, isExpired, hasSecondFactor } }: { line: StaffLine }) {
  const { t } = useLanguage();
  if (isDisabled) return <span className="tag tag-wrong">{t.people.disabled}</span>;
  if (isExpired) return <span className="tag tag-quiet">{t.people.expired}</span>;
  if (NEED_CODE.includes(role) && !hasSecondFactor) return <span className="tag tag-warn">{t.people.noCode}</span>;
  return <span className="tag tag-good">{t.people.inEffect}</span>;
}
