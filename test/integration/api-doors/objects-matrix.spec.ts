import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { BLANK_BRANDING, checkRegulations, usualCertificate } from '#domain';
import { ROLES, type Role } from '#identity';
import { describeApi } from '../../../apps/api/src/openapi.js';
import type { Route } from '../../../apps/api/src/routes.js';
import { insertContest, type ContestFixture } from '../../support/contest.js';
import { png } from '../../support/files.js';
import { insertPublicOpenData } from '../../support/open-data.js';
import { Citizens } from '../api-identity/citizens.js';
import { addressOf, admit, eachOf, knock, nameOf, ROUTES, type Knock } from './visitors.js';

// Every route that names an object, called with objects of others by people whom its rule lets in: a person who takes part
// elsewhere, another person of the same contest, and the staff of another contest. Nobody may get there, and nothing may
// move. Bodies are right, so that a refusal is about the object; whose object it is gets there with the same call.

/** The thể lệ of a contest of one round. */
const REGULATIONS = checkRegulations(
  JSON.parse(readFileSync(new URL('../../fixtures/contest.bo-gtvt-2020.json', import.meta.url), 'utf8')),
).regulations;

/** Names in addresses that stand for something of one person; the others stand for a contest or a part of one. */
const OF_A_PERSON = ['/:attemptId', '/me/sessions/:id'];

/** Routes that act for the caller's own row in whatever contest is named: there is nothing of others to reach. */
const FOR_ONESELF: Record<string, string> = {
  'POST /api/contests/:slug/participants': 'anybody may join any contest',
  'GET /api/contests/:slug/participants/me/unit-correction': 'null without a request of one’s own',
};

/** What a right call brings along. A new route that takes a body is not called rightly without a line here: 400. */
function broughtAlong(route: Route, { contest, writer, ids }: Holding): Knock {
  const save = { writer, seq: 1, changes: [] };
  const bodies: Record<string, unknown> = {
    'PUT /api/attempts/:attemptId/answers': save,
    'POST /api/attempts/:attemptId/submit': { ...save, seq: 2 },
    'PUT /api/attempts/:attemptId/prediction': { prediction: 7 },
    'POST /api/attempts/:attemptId/feedback': { id: randomUUID(), text: 'Cảm ơn', named: true },
    'PATCH /api/contests/:slug/participants/me': { contestUnitId: contest.units[1] },
    'POST /api/contests/:slug/participants/me/unit-correction': { contestUnitId: contest.units[1], reason: null },
    'POST /api/contests/:slug/unit-corrections/decisions': { ids: [Number(ids['correctionId'])], approve: true },
    'POST /api/contests/:slug/exclusions': { rows: [{ phone: '0935333444', reason: 'jury' }] },
    'POST /api/contests/:slug/person-searches': { phone: '0935333446' },
    'POST /api/contests/:slug/phone-claims/:id/decision': { decision: 'keep_both', phone: '0935333447' },
    'POST /api/contests/:slug/reset-codes': { participantId: ids['participantId'] },
    'PUT /api/contests/:slug/participants/me/identity-paper': { number: '040092001234' },
    'POST /api/contests/:slug/identity-requests': { participantIds: [ids['participantId']], reason: 'Trao giải' },
    'POST /api/contests/:slug/desk/people/:participantId/notes': { text: 'Đã chỉ cách làm tiếp' },
    'POST /api/contests/:slug/desk/people/:participantId/unit-correction': { contestUnitId: contest.units[1] },
    'POST /api/contests/:slug/incident-reports/:id/closing': { cause: 'network' },
    'PUT /api/contests/:slug/incident-answers': { answers: [] },
    'PUT /api/contests/:slug/practice': { bankCode: null },
    'PUT /api/contests/:slug/start-pace': { startsPerSecond: null },
    'POST /api/contests/:slug/unit-invitations': { allUnits: true },
    'POST /api/contests/:slug/invited-units': { table: [['Mã đơn vị'], [ids['code']]] },
    'POST /api/contests/:slug/invited-unit-changes': { kind: 'block', codes: [ids['code']], block: null },
    'POST /api/contests/:slug/unit-invitations/:id/replace': { fullName: 'Lò Thị Ính', phone: '0935333445' },
    'PATCH /api/staff/roles/:id': { expiresAt: null },
    'POST /api/contests/:slug/pauses': { id: randomUUID(), reason: 'mất điện', note: 'Tạm dừng' },
    'POST /api/contests/:slug/rounds/:number/extensions': { closesAt: '2099-01-01T00:00:00Z', note: 'Kéo dài' },
    'POST /api/contests/:slug/extra-time': { contestUnitId: contest.units[0], percent: 25, reason: 'công văn 12' },
    'POST /api/contests/:slug/announcements': { text: 'Chúc bạn thi tốt', until: '2099-01-01T00:00:00Z' },
    'POST /api/contests/:slug/simulations': {
      ranking: { criteria: ['score', 'duration'], durationPrecision: 's' },
      counting: { rule: 'best', across: 'one_attempt' },
    },
    'POST /api/contests/:slug/revisions/planned/withdrawal': { number: 1 },
    'POST /api/contests/:slug/revisions': { version: 1, note: 'Vì bão' },
    'POST /api/contests/:slug/stop': { reason: 'Chưa có kế hoạch', publicNote: 'Cuộc thi dừng' },
    'PUT /api/contest-plans/:id/offer': { unitCode: null, locked: ['about'] },
    'PUT /api/contests/:slug/certificates/design': { version: 0, ...usualCertificate({ agency: null }) },
    'POST /api/contests/:slug/certificates/:number/revocation': { reason: 'In sai tên' },
    'PUT /api/contests/:slug/branding': BRANDING,
    'POST /api/contests/:slug/branding/files': png(64, 64),
    'PUT /api/contest-plans/:id/branding': { ...BRANDING, version: 1 },
    'POST /api/contest-plans/:id/branding/files': png(64, 64),
    'PUT /api/contest-plans/:id': { version: 1, regulations: {} },
    'PUT /api/contest-plans/:id/invited': { from: 'all', under: '40' },
    'POST /api/contest-plans/:id/rehearsal': { phones: ['0935333449'] },
    'POST /api/contest-plans/:id/publication': { version: 1 },
    'POST /api/contests/:slug/signals/:id/decision': { decision: 'nothing', reason: 'Đã xem', preview: true },
    'POST /api/contests/:slug/attempts/:attemptId/void': { voidReason: 'proxy', reason: 'Đã xem', preview: true },
    'POST /api/contests/:slug/attempts/:attemptId/restore': { reason: 'Đã xem', preview: true },
    'POST /api/contests/:slug/participants/:participantId/void': {
      ...{ voidReason: 'proxy', reason: 'Đã xem', preview: true },
    },
    'POST /api/contests/:slug/participants/:participantId/restore': { reason: 'Đã xem', preview: true },
    'POST /api/contests/:slug/items/:itemVersionId/key-corrections': {
      ...{ id: ids['keyCorrectionId'] ?? randomUUID(), rule: 'annul', preview: true },
      ...{ reason: 'Đáp án sai', publicNote: 'Câu hỏi có sai sót' },
    },
    'POST /api/contests/:slug/document-jobs': {
      ...{ id: ids['documentId'] ?? randomUUID(), kind: 'report' },
      params: { scope: 'contest', scopeId: null, format: 'preview' },
    },
    'POST /api/contests/:slug/settlements': { id: randomUUID(), field: 'dot-1' },
    'POST /api/contests/:slug/settlements/:settlementId/decisions': {
      version: 1,
      decisions: [{ id: randomUUID(), kind: 'confirmed', numbers: [1], reason: 'Đã xem căn cước' }],
    },
    'POST /api/contests/:slug/settlements/:settlementId/approvals': { version: 1, hash: 'b'.repeat(64) },
    'POST /api/contests/:slug/settlements/:settlementId/publication': { version: 1, hash: 'b'.repeat(64) },
    'POST /api/contests/:slug/settlements/:settlementId/withdrawal': { reason: 'Chốt lại' },
    'PUT /api/contests/:slug/settlements/:settlementId/decision-paper': {
      ...{ number: '12/QĐ-UBND', date: '2026-11-30', signer: 'Chủ tịch' },
    },
    'POST /api/contests/:slug/commendations': { ...PROPOSED, id: randomUUID() },
    'PUT /api/contests/:slug/commendations/:commendationId': { ...PROPOSED, version: 1 },
    'POST /api/contests/:slug/commendations/:commendationId/lines': {
      ...{ field: 'dot-1', contestUnitIds: [contest.units[0]] },
    },
    'PUT /api/contests/:slug/commendations/:commendationId/lines/:lineId': { version: 1, post: null, reason: 'Giỏi' },
    'PUT /api/contests/:slug/commendations/:commendationId/order': { version: 1, lines: [ids['lineId']] },
    'PUT /api/contests/:slug/commendations/:commendationId/decision': {
      ...{ version: 1, number: '12/QĐ-UBND', date: '2026-11-30', signer: 'Chủ tịch' },
    },
    'POST /api/contests/:slug/open-data/files/:id/publication': { dataHash: '1a'.repeat(32) },
    'POST /api/contests/:slug/open-data/withdrawal': { reason: 'Lập lại' },
    'POST /api/contests/:slug/lots': { field: 'dot-1' },
    'PUT /api/contests/:slug/lots/source': { field: 'dot-1', source: 'Xổ số' },
    'PUT /api/contests/:slug/lots/words': { field: 'dot-1', words: '1' },
    'POST /api/contests/:slug/appeals/:appealId/decision': { accepted: false, answer: 'Đã xem lại' },
    'POST /api/contests/:slug/official-results/:field/appeals': { id: randomUUID(), text: 'Tôi nộp trước' },
    'POST /api/banks/:bankCode/media': Buffer.from('89504e470d0a1a0a', 'hex'),
    'POST /api/banks/:bankCode/batches': paper(ids['itemCode']!),
    'PUT /api/banks/:bankCode/batches/:batchId/scan': Buffer.from('89504e470d0a1a0a', 'hex'),
    'POST /api/banks/:bankCode/items': itemBody(0),
    'PUT /api/banks/:bankCode/items/:itemCode': itemBody(1),
    'PUT /api/banks/:bankCode/items/:itemCode/wordings/:language': {
      ...{ version: 2, revision: 0, stem: 'Khoam tham', options: ['nưng', 'xong'], audio: null },
    },
    'POST /api/banks/:bankCode/items/:itemCode/wordings/:language/decision': {
      ...{ version: 2, revision: 1, decision: 'returned', words: 'Đọc nhầm' },
    },
    'POST /api/banks/:bankCode/item-acts': {
      act: 'comment',
      items: [{ code: ids['itemCode'], version: 2 }],
      words: 'Đạt',
    },
    'POST /api/banks/:bankCode/imports': Buffer.from('Câu hỏi;A;B;Đáp án\nHỏi gì?;Một;Hai;A'),
    'POST /api/banks/:bankCode/near-duplicates/look': { code: null, stem: 'Hỏi gì?', options: [] },
    'POST /api/banks/:bankCode/near-duplicates/different': { first: ids['itemCode'], second: ids['otherItemCode'] },
    'POST /api/banks/:bankCode/retirements': { document: '63/2010/NĐ-CP', dryRun: true },
  };
  const body = bodies[nameOf(route)];
  return { headers: { 'idempotency-key': randomUUID() }, ...(body !== undefined && { body }) };
}

const PROPOSED = { form: 'merit', authority: 'Chủ tịch UBND tỉnh' };

/** Nothing to show, over nothing that was there. */
const BRANDING = { version: 0, ...BLANK_BRANDING };

/** A decision about an item of the fixture's bank. */
const paper = (code: string) => ({
  ...{ decisionNumber: '15/QĐ-BTC', decidedOn: '2026-11-20', names: 'Lò Văn Ín' },
  items: [{ code, version: 1 }],
});

/** An item of the fixture's bank, reworded. */
const itemBody = (expected: number) => ({
  ...{ expected, topic: 'mot-cua', subBank: null, level: 1, kind: 'single', stem: 'Nộp hồ sơ ở đâu?' },
  options: ['Một cửa', 'Văn phòng'].map((text, place) => ({ text, right: place === 0 })),
  ...{ fixedOptionOrder: false, explanation: null, document: null, date: null, article: null },
  ...{ validFrom: null, validTo: null, mark: null, pictures: [], audio: null },
});

/** What a right call says behind the address. */
const ASKED: Record<string, string> = {
  'GET /api/contests/:slug/papers/round-notice': '?round=1',
  'GET /api/contests/:slug/messages/picture': '?moment=summary',
  'GET /api/contests/:slug/revisions/compare': '?from=1&to=1',
  'POST /api/contests/:slug/invited-units': '?on=2026-09-30&source=C%C3%B4ng%20v%C4%83n',
  'GET /api/contests/:slug/identity-papers/:participantId': '?reason=payment',
  'POST /api/contests/:slug/branding/files': '?use=logo',
  'POST /api/contest-plans/:id/branding/files': '?use=logo',
  'POST /api/banks/:bankCode/imports': '?format=csv&fileName=a.csv',
  'GET /api/banks/:bankCode/exports': '?format=aiken',
  'GET /api/banks/:bankCode/wordings': '?language=tai',
};
const rightAddress = (route: Route, ids: Record<string, string>): string =>
  addressOf(route, ids) + (ASKED[nameOf(route)] ?? '');

/** A person with an attempt in a contest. */
interface Holding {
  contest: ContestFixture;
  token: string;
  /** Of the attempt. */
  attemptToken: string;
  writer: string;
  /** What every name in an address stands for, so that it is this person's, or of this contest. */
  ids: Record<string, string>;
}

let house: Citizens;
let victim: Holding;
let fellow: Holding;
let stranger: Holding;
/** Staff of the stranger's contest, and of the victim's. */
let away: Map<Role, string>;
let home: Map<Role, string>;

beforeAll(async () => {
  house = await Citizens.open();
  const [here, there] = [await insertContest(house.owner), await insertContest(house.owner)];
  [victim, fellow, stranger] = [await hold(here), await hold(here), await hold(there)];
  [home, away] = [await staffOf(here), await staffOf(there)];
  await furnish(victim);
});
afterAll(() => house?.close());

async function hold(contest: ContestFixture): Promise<Holding> {
  const token = await house.signUp();
  await house.join(contest, token);
  const attempt = (await house.start(contest, token)).body;
  const [unit] = await house.owner.query(`SELECT code FROM contest_unit WHERE id = $1`, [contest.units[0]]);
  const [item] = await house.owner.query(
    `SELECT b.code AS bank, min(i.code) AS code, max(i.code) AS other FROM contest c JOIN bank b ON b.id = c.bank_id JOIN item i ON i.bank_id = b.id
      WHERE c.id = $1 GROUP BY b.code`,
    [contest.contestId],
  );
  const ids = {
    slug: contest.slug,
    roundId: `${contest.contestId}-${contest.roundId}`,
    attemptId: attempt.attemptId,
    code: unit.code,
    number: String(contest.roundId),
    itemVersionId: String([...contest.keys.keys()][0]),
    roundNumber: '1',
    bankCode: item.bank,
    itemCode: item.code,
    language: 'tai',
    otherItemCode: item.other,
  };
  return { contest, token, attemptToken: attempt.token, writer: attempt.writer, ids };
}

async function staffOf({ contestId, units }: ContestFixture): Promise<Map<Role, string>> {
  const offices = ROLES.map((role) => ({
    role,
    // An organizer of a unit holds in no contest; in that of another unit it reaches nothing.
    ...(role === 'unit_organizer' ? { unitCode: '40' } : { contestId }),
    ...(role === 'unit_manager' && { contestUnitId: units[0]! }),
  }));
  const tokens = await admit(house.owner, offices);
  return new Map(ROLES.map((role, i) => [role, tokens[i]!]));
}

/** What `:id` stands for is said by the words before it. */
const IDS: Record<string, string> = {
  'me/sessions': 'sessionId',
  exclusions: 'exclusionId',
  'phone-claims': 'claimId',
  'incident-reports': 'incidentId',
  'unit-invitations': 'invitationId',
  'staff/roles': 'roleId',
  'staff/invitations': 'staffInvitationId',
  'contest-plans': 'planId',
  'key-corrections': 'keyCorrectionId',
  'extra-time': 'extraTimeId',
  announcements: 'announcementId',
  pauses: 'pauseId',
  signals: 'signalId',
  'document-jobs': 'documentId',
  'open-data/files': 'openDataId',
};

function objectsOf({ path }: Route): Record<string, string> {
  const name = Object.entries(IDS).find(([words]) => path.includes(`/${words}/:id`))?.[1];
  return name === undefined ? victim.ids : { ...victim.ids, id: victim.ids[name]! };
}

/** The account of somebody signed in. */
async function accountOf(token: string): Promise<string> {
  const [session] = await house.owner.query(
    `SELECT account_id FROM session WHERE token_hash = sha256(convert_to($1, 'UTF8'))`,
    [token],
  );
  return session.account_id;
}

/** The first of everything that staff have in the victim's contest. */
async function furnish({ contest, ids }: Holding): Promise<void> {
  const token = home.get('organizer');
  for (const path of ['exclusions', 'unit-invitations']) {
    const route = ROUTES.find((one) => nameOf(one) === `POST /api/contests/:slug/${path}`)!;
    await knock(house.api, 'POST', addressOf(route, ids), { ...broughtAlong(route, victim), token });
  }
  const correcting = ROUTES.find((one) => nameOf(one).endsWith('/:itemVersionId/key-corrections'))!;
  const correction = await knock(house.api, 'POST', addressOf(correcting, ids), {
    ...broughtAlong(correcting, victim),
    token,
  });
  ids['keyCorrectionId'] = (JSON.parse(correction.text) as { id: string }).id;
  const announcing = ROUTES.find((one) => nameOf(one) === 'POST /api/contests/:slug/announcements')!;
  const announced = await knock(house.api, 'POST', addressOf(announcing, ids), {
    ...broughtAlong(announcing, victim),
    token,
  });
  ids['announcementId'] = String((JSON.parse(announced.text) as { id: number }).id);
  const wishing = ROUTES.find((one) => nameOf(one) === 'POST /api/contests/:slug/document-jobs')!;
  const asked = await knock(house.api, 'POST', addressOf(wishing, ids), { ...broughtAlong(wishing, victim), token });
  ids['documentId'] = (JSON.parse(asked.text) as { id: string }).id;
  await house.owner.query(
    `WITH part AS (INSERT INTO document_part (job_id, number, bytes) VALUES ($1, 1, '\\x7b7d'))
     UPDATE document_job SET state = 'done', size = 2, file_name = 'Báo cáo.json', mime = 'application/json',
            ended_at = contest_clock(), expires_at = contest_clock() + interval '1 day' WHERE id = $1`,
    [ids['documentId']],
  );
  ids['openDataId'] = randomUUID();
  await insertPublicOpenData(house.owner, contest.contestId, ids['openDataId']);
  await house.owner.query(
    `INSERT INTO certificate (contest_id, number, code, participant_id, prize, words, unit_name, contest_title, symbol)
     SELECT contest_id, 1, '7KQ4-M2XP-9RTA-HD3F', id, '', 'đã tham gia', 'Xã Tà', 'Cuộc thi', 'GCN'
       FROM participant WHERE contest_id = $1 AND account_id = $2`,
    [contest.contestId, await accountOf(victim.token)],
  );
  ids['number'] = '1';
  ids['certificateCode'] = '7KQ4-M2XP-9RTA-HD3F';
  const [grant] = await house.owner.query(
    `INSERT INTO extra_time_grant (contest_id, contest_unit_id, percent, reason) VALUES ($1, $2, 25, 'công văn 12')
     RETURNING id`,
    [contest.contestId, contest.units[1]],
  );
  ids['extraTimeId'] = String(grant.id);
  const [pause] = await house.owner.query(
    `INSERT INTO pause (contest_id, id, started_by, reason, note, ended_at, attempts)
     VALUES ($1, gen_random_uuid(), gen_random_uuid(), 'mất điện', 'Tạm dừng', contest_clock(), 0) RETURNING id`,
    [contest.contestId],
  );
  ids['pauseId'] = pause.id;
  const [signal] = await house.owner.query(
    `INSERT INTO signal (contest_id, kind, subject, participant_ids, attempt_ids, figures)
     VALUES ($1, 'same_person', 'x', '{}', '{}', '{}') RETURNING id`,
    [contest.contestId],
  );
  ids['signalId'] = String(signal.id);
  const asking = '/api/contests/:slug/participants/me/unit-correction';
  const route = ROUTES.find((one) => nameOf(one) === `POST ${asking}`)!;
  await knock(house.api, 'POST', addressOf(route, ids), { ...broughtAlong(route, victim), token: victim.token });
  await house.owner.query(
    `WITH made AS (
       INSERT INTO account (id, phone, full_name) VALUES (gen_random_uuid(), '+84935333448', 'Lò Thị Ính') RETURNING id
     )
     INSERT INTO phone_claim (contest_id, phone, full_name, birth_date, contest_unit_id, state, decided_at, account_id)
     SELECT $1, '+84935333448', 'Lò Thị Ính', '1988-02-29', $2, 'handed_over', contest_clock(), id FROM made`,
    [contest.contestId, contest.units[0]],
  );
  await house.owner.query(
    `INSERT INTO incident_report (code, client_id, contest_id, kind, text)
     VALUES ('K7QM2D0X', gen_random_uuid(), $1, 'time', 'Hết giờ sớm')`,
    [contest.contestId],
  );
  const [plan] = await house.owner.query(
    `WITH rules AS (UPDATE contest_revision SET regulations = $2 WHERE contest_id = $1)
     INSERT INTO contest_plan (id, regulations, contest_id) VALUES (gen_random_uuid(), $2, $1) RETURNING id`,
    [contest.contestId, JSON.stringify(REGULATIONS)],
  );
  const { contestId: hidden } = await insertContest(house.owner);
  await house.owner.query(
    `INSERT INTO rehearsal (contest_id, plan_id, plan_version, phones, unit_codes) VALUES ($1, $2, 1, '{}', '{}')`,
    [hidden, plan.id],
  );
  const [row] = await house.owner.query(
    `SELECT p.account_id, p.id AS participant, gen_random_uuid() AS session,
            (SELECT min(id) FROM exclusion WHERE contest_id = $1) AS exclusion,
            (SELECT min(id) FROM phone_claim WHERE contest_id = $1) AS claim,
            (SELECT min(id::text) FROM unit_invitation WHERE contest_id = $1) AS invitation,
            (SELECT min(id) FROM unit_correction WHERE contest_id = $1) AS correction,
            (SELECT min(id) FROM incident_report WHERE contest_id = $1) AS incident,
            (SELECT id FROM staff_role WHERE contest_id = $1 AND role = 'reviewer') AS role
       FROM attempt a JOIN participant p ON p.contest_id = a.contest_id AND p.id = a.participant_id
      WHERE a.contest_id = $1 AND a.id = $2`,
    [contest.contestId, ids['attemptId']!.slice(ids['attemptId']!.indexOf('-') + 1)],
  );
  await house.owner.query(
    `INSERT INTO second_factor (account_id, secret, confirmed_at, last_step, recovery_hashes)
     VALUES ($1, '\\x00', contest_clock(), 0, '{}')`,
    [await accountOf(home.get('host')!)],
  );
  await house.owner.query(
    `INSERT INTO session (id, account_id, token_hash, expires_at)
     VALUES ($1::uuid, $2, decode(md5($1::uuid::text), 'hex'), contest_clock() + interval '1 hour')`,
    [row.session, row.account_id],
  );
  const [invited] = await house.owner.query(
    `INSERT INTO staff_invitation (id, token_hash, role, contest_id, full_name, phone, expires_at)
     VALUES (gen_random_uuid(), '\\x01', 'author', $1, 'Vừ Thị Pà', '+84935333450', contest_clock() + interval '1 day') RETURNING id`,
    [contest.contestId],
  );
  ids['staffInvitationId'] = invited.id;
  // Entered by another organizer, with its scan: it waits for whoever is called here.
  const [batch] = await house.owner.query(
    `INSERT INTO item_batch (bank_id, decision_number, decided_on, names, scan, scan_mime, made_by)
     SELECT bank_id, '15/QĐ-BTC', '2026-11-20', 'Lò Văn Ín', '\\x25504446', 'application/pdf', gen_random_uuid()
       FROM contest WHERE id = $1 RETURNING id`,
    [contest.contestId],
  );
  Object.assign(ids, {
    batchId: String(batch.id),
    // Only staff have an account that others may shut: a host, whom no other test here needs.
    ...{ participantId: row.participant, accountId: await accountOf(home.get('host')!), sessionId: row.session },
    ...{ exclusionId: String(row.exclusion), invitationId: String(row.invitation), roleId: String(row.role) },
    claimId: String(row.claim),
    incidentId: String(row.incident),
    correctionId: String(row.correction),
    planId: plan.id,
  });
  await furnishResults(contest, ids);
  await house.owner.query(
    `INSERT INTO identity_paper (contest_id, participant_id, asked_by, reason, delete_after)
     VALUES ($1, $2, gen_random_uuid(), 'Trao giải', contest_clock() + interval '1 day')`,
    [contest.contestId, row.participant],
  );
  const giving = ROUTES.find((one) => nameOf(one) === 'PUT /api/contests/:slug/participants/me/identity-paper')!;
  await knock(house.api, 'PUT', addressOf(giving, ids), { ...broughtAlong(giving, victim), token: victim.token });
}

/** Results of the round, published, with a decision and an appeal, and somebody proposed for commendation. */
async function furnishResults({ contestId, units }: ContestFixture, ids: Record<string, string>): Promise<void> {
  const [settlementId, decisionId, appealId] = [randomUUID(), randomUUID(), randomUUID()];
  Object.assign(ids, { settlementId, decisionId, appealId, field: 'dot-1' });
  const summary = {
    ...{ isFinal: true, awards: [], passedOver: [], notGiven: [], ties: [], draws: [], prizes: [], boards: [] },
    ...{ software: 'thi-cchc', ruleRevision: 1, frozenAt: 0, attempts: 0, persons: 0, truths: null, bestScore: null },
  };
  const line = { score: 1000, distance: null, decided: null };
  const write = (sql: string, values: unknown[] = []) => house.owner.query(sql, [contestId, settlementId, ...values]);
  await write(
    `INSERT INTO settlement (contest_id, id, scope_kind, scope_id, state, version, asked_by)
     VALUES ($1, $2, 'round', 1, 'computed', 1, gen_random_uuid())`,
  );
  await write(
    `INSERT INTO winner_file (contest_id, settlement_id, version, input, input_hash, content, hash, summary)
     VALUES ($1, $2, 1, '', repeat('a', 64), '', repeat('a', 64), $3)`,
    [JSON.stringify(summary)],
  );
  await house.owner.query(`INSERT INTO person_number (contest_id, number, participant_id) VALUES ($1, 1, $2)`, [
    contestId,
    ids['participantId'],
  ]);
  await write(
    `INSERT INTO settlement_line (contest_id, settlement_id, board, place, rank, number, line) VALUES ($1, $2, '', 1, 1, 1, $3)`,
    [JSON.stringify(line)],
  );
  await write(
    `INSERT INTO award_decision (contest_id, settlement_id, id, kind, numbers, contest_unit_ids, reason, decided_by)
     VALUES ($1, $2, $3, 'confirmed', '{1}', '{}', 'Đã xem', gen_random_uuid())`,
    [decisionId],
  );
  await write(
    `INSERT INTO publication (contest_id, scope_kind, scope_id, number, settlement_id, version, hash, input_hash, published_by,
                              appeals_until)
     VALUES ($1, 'round', 1, 1, $2, 1, repeat('a', 64), repeat('a', 64), gen_random_uuid(), contest_clock() + interval '1 day')`,
  );
  await house.owner.query(
    `INSERT INTO appeal (contest_id, id, scope_kind, scope_id, publication, participant_id, text)
     VALUES ($1, $2, 'round', 1, 1, $3, 'Tôi nộp trước')`,
    [contestId, appealId, ids['participantId']],
  );
  const [commendationId, lineId] = [randomUUID(), randomUUID()];
  Object.assign(ids, { commendationId, lineId });
  await house.owner.query(
    `INSERT INTO commendation_proposal (contest_id, id, form, authority, made_by)
     VALUES ($1, $2, 'merit', 'Chủ tịch UBND tỉnh', gen_random_uuid())`,
    [contestId, commendationId],
  );
  await house.owner.query(
    `INSERT INTO commendation_line (contest_id, proposal_id, id, place, participant_id, contest_unit_id, facts, added_by)
     VALUES ($1, $2, $3, 1, $4, $5, '{"prizes": [], "standing": null}', gen_random_uuid())`,
    [contestId, commendationId, lineId, ids['participantId'], units[0]],
  );
}

const namesIn = ({ path }: Route): string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name!);

/** Routes of which somebody reaches only what is one's own: all that name an object and are not for everybody. */
const GUARDED = ROUTES.filter(
  (route) => !route.roles.includes('public') && namesIn(route).length > 0 && !(nameOf(route) in FOR_ONESELF),
);

/** Who gets past the door of a route with something that is not theirs. */
function intruders(route: Route): { who: string; call: Knock }[] {
  const ofAPerson = OF_A_PERSON.some((words) => route.path.includes(words));
  const citizens = [
    { who: 'a person of another contest', holding: stranger },
    ...(ofAPerson ? [{ who: 'another person of the contest', holding: fellow }] : []),
  ].flatMap(({ who, holding: { token, attemptToken } }) => [
    ...(route.roles.includes('signed_in') || route.roles.includes('attempt') ? [{ who, call: { token } }] : []),
    ...(route.roles.includes('attempt')
      ? [{ who: `${who} with an attempt`, call: { headers: { 'x-attempt-token': attemptToken } } }]
      : []),
  ]);
  const staff = [...away]
    .filter(([role]) => route.roles.includes(role) || route.roles.includes('signed_in'))
    .map(([role, token]) => ({ who: `${role} of another contest`, call: { token } }));
  return [...citizens, ...staff];
}

/** Everything that anybody wrote about the victim and the victim's contest, in one word. */
async function state(): Promise<string> {
  const tables = [
    'participant',
    'attempt',
    'answers',
    'grade',
    'attempt_quota',
    'consent',
    'feedback',
    'contest_unit',
    'exclusion',
    'phone_claim',
    'unit_invitation',
    'unit_correction',
    'reset_code',
    'identity_paper',
    'staff_role',
    'staff_invitation',
    'contest_plan',
    'key_correction',
    'document_job',
    'extra_time_grant',
    'announcement',
    'pause',
    'contest_stop',
    'certificate',
    'certificate_design',
    'round',
    'signal',
    'lot',
    'settlement',
    'award_decision',
    'settlement_approval',
    'publication',
    'appeal',
    'commendation_proposal',
    'commendation_line',
    'commendation_decision',
  ];
  const parts = tables.map(
    (name) => `SELECT '${name}' AS of, md5(string_agg(t::text, '|' ORDER BY t::text)) AS rows FROM ${name} t
                WHERE contest_id = ${victim.contest.contestId}`,
  );
  const people = `SELECT 'people', md5(string_agg(concat_ws('|', a.id, a.disabled_at, f, s.ended_at), '|' ORDER BY a.id, s.id))
                    FROM account a LEFT JOIN second_factor f ON f.account_id = a.id LEFT JOIN session s ON s.account_id = a.id
                   WHERE a.id IN (SELECT account_id FROM staff_role WHERE contest_id = ${victim.contest.contestId}
                                  UNION SELECT account_id FROM participant WHERE contest_id = ${victim.contest.contestId})`;
  // It hangs on the plan, and there is none before somebody writes it.
  const brandings = `SELECT 'contest_branding', count(*)::text FROM contest_branding`;
  return JSON.stringify(await house.owner.query(`${[...parts, people, brandings].join(' UNION ALL ')} ORDER BY 1`));
}

describe('objects of others', () => {
  it('are reached by no route that names them, and stay as they are', async () => {
    const before = await state();
    const found: string[] = [];
    // One after another: a route that is busy with one call would refuse the next for that.
    for (const route of GUARDED) {
      const called = intruders(route);
      expect([nameOf(route), called.length]).not.toEqual([nameOf(route), 0]);
      for (const { who, call } of called) {
        const along = broughtAlong(route, victim);
        const knocked = { ...along, ...call, headers: { ...along.headers, ...call.headers } };
        const { status, code } = await knock(house.api, route.method, rightAddress(route, objectsOf(route)), knocked);
        if (status !== 403 && status !== 404) found.push(`${nameOf(route)} – ${who}: ${status} ${code}`);
      }
    }
    expect(found).toEqual([]);
    expect(await state()).toBe(before);
  });

  it('are read by nobody in a contest that is not published', async () => {
    const draft = await insertContest(house.owner);
    await house.owner.query(`UPDATE contest SET status = 'draft' WHERE id = $1`, [draft.contestId]);
    const routes = ROUTES.filter(
      ({ method, path, scope }) => method === 'GET' && path.includes('/:slug') && scope !== 'own',
    );
    const visitors = [undefined, victim.token, ...away.values()];
    const found: string[] = [];
    for (const route of routes) {
      const address = rightAddress(route, { ...objectsOf(route), slug: draft.slug });
      for (const token of visitors) {
        const { status, code } = await knock(house.api, 'GET', address, { token });
        if (![401, 403, 404].includes(status)) found.push(`${nameOf(route)}: ${status} ${code}`);
      }
    }
    expect(found).toEqual([]);
  });

  it('of another unit are moved by no manager, also not of one in the same contest', async () => {
    const { contestId, units } = victim.contest;
    const [other] = await admit(house.owner, [{ role: 'unit_manager', contestId, contestUnitId: units[2]! }]);
    const before = await state();
    const routes = GUARDED.filter(({ method, roles }) => method !== 'GET' && roles.includes('unit_manager'));
    expect(routes.map(nameOf)).toContain('POST /api/contests/:slug/unit-corrections/decisions');
    const found: string[] = [];
    for (const route of routes) {
      const along = { ...broughtAlong(route, victim), token: other };
      const { status, text } = await knock(house.api, route.method, addressOf(route, objectsOf(route)), along);
      // Of many at once those in reach are decided: here none.
      const isNone = /"approved":0,"refused":0/.test(text);
      if (status !== 403 && status !== 404 && !isNone) found.push(`${nameOf(route)}: ${status} ${text}`);
    }
    expect(found).toEqual([]);
    expect(await state()).toBe(before);
  });

  it('of another unit stand in nothing that a unit manager alone may read', async () => {
    const routes = ROUTES.filter(({ method, roles }) => method === 'GET' && roles.includes('unit_manager'));
    const answers = await eachOf(routes, (route) =>
      knock(house.api, 'GET', rightAddress(route, objectsOf(route)), { token: home.get('unit_manager') }),
    );
    const [other] = await house.owner.query(`SELECT code, name FROM contest_unit WHERE id = $1`, [
      victim.contest.units[1],
    ]);
    const administrators = await knock(house.api, 'GET', `/api/contests/${victim.ids['slug']}/silent-units`, {
      token: home.get('organizer'),
    });
    expect(administrators.text).toContain(other.name);
    expect(answers.filter(({ text }) => text.includes(other.name) || text.includes(other.code))).toEqual([]);
    expect(answers.map(({ status }) => status)).toEqual(routes.map(() => 200));
  });
});

describe('a file, or personal data of others', () => {
  /** Says a description of an answer that it holds something of a person? */
  const isPersonal = (answer: unknown): boolean => /"(fullName|phone|birthDate)":/.test(JSON.stringify(answer ?? null));
  const ofNobody = [
    // A picture of a design, asked for again with each change of it: nobody's certificate.
    'GET /api/contests/:slug/certificates/preview',
    // What the columns of a file mean.
    'GET /api/contests/:slug/open-data/files/:id/dictionary',
  ];

  it('leaves a line in the audit trail each time staff get it', async () => {
    const { paths } = describeApi(house.api.app);
    const routes = ROUTES.filter((route) => {
      const { method, path, roles } = route;
      if (method !== 'GET' || ofNobody.includes(nameOf(route)) || !ROLES.some((role) => roles.includes(role)))
        return false;
      const answer = paths[path.replace(/:(\w+)/g, '{$1}')]?.get?.responses['200'] as { content?: object } | undefined;
      return isPersonal(answer) || !Object.keys(answer?.content ?? {}).includes('application/json');
    });
    expect(routes.map(nameOf)).toContain('GET /api/contests/:slug/unit-table.xlsx');
    for (const route of routes) {
      const role = ROLES.find((one) => route.roles.includes(one))!;
      // What is of no contest is shown to an office that holds in all.
      const token = route.scope === 'all' ? (await admit(house.owner, [{ role }]))[0]! : home.get(role)!;
      const lines = async (): Promise<number> => {
        const [row] = await house.owner.query(
          `SELECT count(*)::integer AS n FROM audit WHERE action <> 'access.denied' AND actor_id = $1`,
          [await accountOf(token)],
        );
        return row.n;
      };
      const before = await lines();
      const { status } = await knock(house.api, 'GET', rightAddress(route, objectsOf(route)), { token });
      expect([nameOf(route), status, await lines()]).toEqual([nameOf(route), 200, before + 1]);
    }
  });
});

/** In a contest, the last word is with those whose office holds in all of them. */
const OF_THE_PROVINCE = ['/api/contest-plans/:id/offer', '/api/contests/:slug/stop'];

describe('what is one’s own', () => {
  // After the intruders: these calls change things.
  it('is reached by the very calls that others were refused', async () => {
    const found: string[] = [];
    // What is taken away can only be changed before.
    const [province] = await admit(house.owner, [{ role: 'administrator' }]);
    const deletesLast = [...GUARDED].sort((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));
    for (const route of deletesLast) {
      const role = ROLES.find((one) => route.roles.includes(one));
      const along = broughtAlong(route, victim);
      const knocked = route.roles.includes('attempt')
        ? { ...along, headers: { ...along.headers, 'x-attempt-token': victim.attemptToken } }
        : { ...along, token: OF_THE_PROVINCE.includes(route.path) ? province : role ? home.get(role) : victim.token };
      const { status, code } = await knock(house.api, route.method, rightAddress(route, objectsOf(route)), knocked);
      // Too early, too late or done before: the object was found and its owner known.
      const isKnown = status < 300 || status === 409 || code === 'RESULT_NOT_RELEASED';
      if (!isKnown) found.push(`${nameOf(route)}: ${status} ${code}`);
    }
    expect(found).toEqual([]);
  });
});
