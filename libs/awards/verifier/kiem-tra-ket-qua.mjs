#!/usr/bin/env node
// Kiểm tra kết quả cuộc thi, không cần đến phần mềm đã lập ra kết quả đó:
//
//   node kiem-tra-ket-qua.mjs du-lieu.json ket-qua.json
//
// du-lieu.json: dữ liệu đã chốt (từng lượt thi hợp lệ, thể lệ, hạt giống bốc thăm, quyết định của ban tổ chức), không có
// họ tên; mỗi người là một mã số. ket-qua.json: kết quả được công bố. Chương trình tính lại tất cả từ tệp thứ nhất theo thể
// lệ ghi trong đó rồi so với tệp thứ hai. Mã thoát: 0 khớp, 1 có chỗ không khớp, 2 không đọc được.
//
// Thời điểm tính bằng mili giây từ 1/1/1970 (UTC); điểm tính bằng phần nghìn điểm. Chỉ dùng Node.js, không cài gì thêm.
import { createHash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import process from 'node:process';

const FORMATS = ['thi-cchc/du-lieu-chot/1', 'thi-cchc/ket-qua-chot/1'];
const SHOWN_MAX = 20;

// ---------------------------------------------------------------------------------------------- Cách viết và mã băm

/** Cách viết JSON duy nhất: khóa theo thứ tự, không khoảng trắng, chữ dựng sẵn (NFC). Mã băm tính trên cách viết này. */
function* written(value) {
  if (Array.isArray(value)) {
    yield '[';
    for (let i = 0; i < value.length; i++) {
      if (i > 0) yield ',';
      yield* written(value[i]);
    }
    yield ']';
  } else if (value !== null && typeof value === 'object') {
    yield '{';
    const keys = Object.keys(value).sort();
    for (let i = 0; i < keys.length; i++) {
      yield `${i > 0 ? ',' : ''}${JSON.stringify(keys[i].normalize('NFC'))}:`;
      yield* written(value[keys[i]]);
    }
    yield '}';
  } else yield JSON.stringify(typeof value === 'string' ? value.normalize('NFC') : value);
}

function hashOf(value) {
  const hash = createHash('sha256');
  let buffer = '';
  for (const piece of written(value)) {
    buffer += piece;
    if (buffer.length > 65_536) {
      hash.update(buffer);
      buffer = '';
    }
  }
  return hash.update(buffer).digest('hex');
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** Chuỗi để bốc thăm: hạt giống; có con số công khai thì sha256 của hai dòng, hạt giống rồi con số. */
function drawSeed(lot) {
  return lot.words ? sha256(`${lot.seed}\n${lot.words.text}`) : lot.seed;
}

/** Số bốc thăm: 16 chữ số đầu của sha256("hạt giống:mã số"), số nhỏ xếp trước; số lớn nhất có thể thì bớt đi 1. */
function lotNumber(seed, person) {
  const digits = sha256(`${seed}:${person}`).slice(0, 16);
  return digits === 'f'.repeat(16) ? `${'f'.repeat(15)}e` : digits;
}

// --------------------------------------------------------------------------------------------- Cách viết số bằng chữ

const dots = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, '.');
function pointWords(score) {
  const rest = String(Math.abs(score) % 1000)
    .padStart(3, '0')
    .replace(/0+$/, '');
  return `${score < 0 ? '-' : ''}${dots(Math.floor(Math.abs(score) / 1000))}${rest && `,${rest}`}`;
}
function durationWords(ms) {
  const s = Math.floor(ms / 1000);
  const parts = [
    [Math.floor(s / 86400), 'ngày'],
    [Math.floor(s / 3600) % 24, 'giờ'],
    [Math.floor(s / 60) % 60, 'phút'],
    [s % 60, 'giây'],
  ];
  return (
    parts
      .filter(([n]) => n > 0)
      .map(([n, name]) => `${dots(n)} ${name}`)
      .join(' ') || '0 giây'
  );
}
function momentWords(ms) {
  const [date, time] = new Date(ms + 7 * 3_600_000).toISOString().split('T');
  return `${date.split('-').reverse().join('/')} ${time.slice(0, 5)}`;
}

// ------------------------------------------------------------------------------------------------------- Xếp hạng

/** Từng tiêu chí: số nhỏ xếp trước (Infinity: xếp sau cùng), và nói bằng chữ khi tiêu chí đó phân định. */
const CRITERIA = {
  score: { key: (p) => -p.score, words: (p) => `${pointWords(p.score)} điểm` },
  prediction_distance: {
    key: (p) => (p.distance === null ? Infinity : p.distance * 2 + (p.worseSide ? 1 : 0)),
    words: (p) => (p.distance === null ? 'không có dự đoán được tính' : `dự đoán lệch ${dots(p.distance)}`),
  },
  duration: { key: (p) => p.duration, words: (p) => `làm bài trong ${durationWords(p.duration)}` },
  submitted_at: { key: (p) => p.submittedAt, words: (p) => `nộp bài lúc ${momentWords(p.submittedAt)}` },
  started_at: { key: (p) => p.startedAt, words: (p) => `bắt đầu lúc ${momentWords(p.startedAt)}` },
  attempt_count: { key: (p) => p.attempts, words: (p) => `${dots(p.attempts)} lượt thi` },
  earlier_round_score: {
    key: (p) => (p.earlier === null ? Infinity : -p.earlier),
    words: (p) => (p.earlier === null ? 'không dự thi đợt trước' : `${pointWords(p.earlier)} điểm ở đợt trước`),
  },
  youngest: {
    key: (p) => (p.birth === null ? Infinity : -p.birth),
    words: (p) => (p.birth === null ? 'không khai ngày sinh' : 'ít tuổi hơn'),
  },
  oldest: {
    key: (p) => p.birth ?? Infinity,
    words: (p) => (p.birth === null ? 'không khai ngày sinh' : 'nhiều tuổi hơn'),
  },
  lot: { key: (p) => p.lot ?? 'chưa', words: (p) => (p.lot === null ? 'chưa bốc thăm' : 'bốc thăm') },
};

/** So hai dãy số từ trái sang phải; `length` tiêu chí đầu thôi, nếu có nói. */
function firstDifference(a, b, length = a.length) {
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return i;
  return -1;
}
function byKeys(a, b) {
  const i = firstDifference(a.keys, b.keys);
  return i < 0 ? (a.person < b.person ? -1 : 1) : a.keys[i] < b.keys[i] ? -1 : 1;
}

/** Trong nhiều lượt của một người, lượt được tính: tốt nhất (bằng điểm thì nộp sớm hơn), đầu tiên, hoặc cuối cùng. */
function countedOf(rows, rule) {
  const from = (a, b) => a.startedAt - b.startedAt || a.submittedAt - b.submittedAt || a.attempt - b.attempt;
  const best = (a, b) => b.score - a.score || a.submittedAt - b.submittedAt || from(a, b);
  if (rows.length < 2) return rows[0];
  return rows.toSorted(rule === 'best' ? best : rule === 'first' ? from : (a, b) => from(b, a))[0];
}

const groupBy = (list, keyOf) => {
  const groups = new Map();
  for (const one of list) {
    const key = keyOf(one);
    if (groups.has(key)) groups.get(key).push(one);
    else groups.set(key, [one]);
  }
  return groups;
};

/** Đọc dữ liệu thành những gì các bước sau cần. */
function prepare(data) {
  const { rules, field, attempts } = data;
  const columns = attempts.columns;
  const rows = attempts.rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])));
  const phaseOf = new Map(rules.calendar.rounds.map(({ code, phase }) => [code, phase]));
  const isIn = (round) => field.of === 'contest' || field.code === (field.of === 'phase' ? phaseOf.get(round) : round);
  const order = rules.calendar.rounds.map(({ code }) => code);
  const plan = rules.prediction;
  /** Tên của số thực tế mà một lượt thi đã dự đoán. */
  const truthOf = ({ round, audience }) =>
    JSON.stringify([
      plan.of === 'round' ? round : plan.of === 'phase' ? phaseOf.get(round) : null,
      plan.among === 'own_audience' ? audience : null,
    ]);
  const people = groupBy(rows, ({ person }) => person);
  return { data, rules, field, rows, people, isIn, order, plan, truthOf };
}

/** Số thực tế để so dự đoán, đếm lại từ các lượt thi. */
function countTruths({ rows, plan, truthOf, isIn }) {
  const truths = new Map();
  if (!plan) return truths;
  const all = groupBy(rows, truthOf);
  for (const row of rows) {
    const name = truthOf(row);
    if (truths.has(name) || !isIn(row.round)) continue;
    const some = all.get(name);
    const right = plan.subject === 'persons_all_correct' ? some.filter(({ fullMarks }) => fullMarks) : some;
    truths.set(name, plan.subject === 'attempts' ? some.length : new Set(right.map(({ person }) => person)).size);
  }
  return truths;
}

/** Dự đoán của một lượt thi lệch bao nhiêu; null: không có, hoặc không được tính. */
function distanceOf({ plan, truthOf }, truths, row) {
  if (!plan || !row || row.prediction === null) return null;
  const over = row.prediction - truths.get(truthOf(row));
  if (plan.compare === 'exact_only' && over !== 0) return null;
  if (plan.compare === 'not_over' && over > 0) return null;
  const worseSide = plan.equalDistance === 'under_first' ? over > 0 : plan.equalDistance === 'over_first' && over < 0;
  return { off: Math.abs(over), worseSide };
}

/** Một người ở bảng của một nhóm đối tượng (null: mọi người). */
function standingOf(context, truths, person, all, audience) {
  const { data, rules, field, isIn, order, plan } = context;
  const { rule, across } = rules.counting;
  const mine = all.filter((row) => isIn(row.round) && (audience === null || row.audience === audience));
  if (mine.length === 0) return null;
  const turns = across === 'sum_of_rounds' ? [...groupBy(mine, ({ round }) => round).values()] : [mine];
  const counted = turns.map((rows) => countedOf(rows, rule));
  const distances = turns.map((rows, i) => {
    if (!plan || plan.whichCounts === 'counted_attempt') return distanceOf(context, truths, counted[i]);
    const guesses = rows.filter(({ prediction }) => prediction !== null);
    return distanceOf(context, truths, countedOf(guesses, plan.whichCounts));
  });
  const before = field.of === 'round' ? order[order.indexOf(field.code) - 1] : undefined;
  const sum = (of) => counted.reduce((total, row) => total + of(row), 0);
  const duration = Math.min(
    sum(({ durationMs }) => durationMs),
    0xffff_ffff,
  );
  const first = counted.toSorted((a, b) => a.startedAt - b.startedAt || a.attempt - b.attempt)[0];
  const known = !distances.includes(null);
  const draws = rules.ranking.criteria.includes('lot') && data.lot?.seed ? drawSeed(data.lot) : null;
  const facts = {
    person,
    score: sum(({ score }) => score),
    distance: known ? distances.reduce((total, { off }) => total + off, 0) : null,
    worseSide: known && distances.length === 1 && distances[0].worseSide,
    duration: rules.ranking.durationPrecision === 's' ? duration - (duration % 1000) : duration,
    submittedAt: Math.max(...counted.map(({ submittedAt }) => submittedAt)),
    startedAt: Math.min(...counted.map(({ startedAt }) => startedAt)),
    attempts: mine.length,
    earlier:
      countedOf(
        all.filter(({ round }) => round === before),
        rule,
      )?.score ?? null,
    birth: first.birthOrder,
    lot: draws ? lotNumber(draws, person) : null,
    fullMarks: counted.every(({ fullMarks }) => fullMarks),
    unit: counted.reduce((last, row) => (row.attempt > last.attempt ? row : last)).unit,
  };
  return { ...facts, keys: rules.ranking.criteria.map((name) => CRITERIA[name].key(facts)) };
}

/** Các bảng xếp hạng: mỗi nhóm đối tượng một bảng, hoặc chung, và thêm những bảng mà có giải cần đến. */
function rankAll(context, truths) {
  const { rules, field, people } = context;
  const lines = rules.prizes.list.filter(({ of, to, by }) => of === field.of && to === 'person' && by === 'rank');
  const groups = rules.audiences.groups.map(({ code }) => code);
  const own = rules.ranking.byAudience && groups.length > 0;
  const asked = (audience) => lines.some((line) => line.audience === audience);
  const audiences = groups.filter((code) => own || asked(code));
  if (!own || asked(null)) audiences.push(null);
  const boards = new Map();
  for (const audience of audiences) {
    const list = [];
    for (const [person, rows] of people) {
      const one = standingOf(context, truths, person, rows, audience);
      if (one) list.push(one);
    }
    list.sort(byKeys);
    list.forEach((one, i) => {
      const equal = i > 0 && firstDifference(list[i - 1].keys, one.keys) < 0;
      one.rank = equal ? list[i - 1].rank : i + 1;
    });
    boards.set(audience, list);
  }
  return boards;
}

function boardWords({ rules: { ranking } }, audience, list) {
  const places = list.map((one, i) => {
    const at = i === 0 ? -1 : firstDifference(list[i - 1].keys, one.keys);
    const name = ranking.criteria[at];
    const decided = at < 0 ? null : { criterion: name, step: at + 1, shown: CRITERIA[name].words(one) };
    return { rank: one.rank, person: one.person, score: one.score, distance: one.distance, decided };
  });
  return { audience, places };
}

// -------------------------------------------------------------------------------------------------------- Đơn vị

/** Đơn vị của người dự thi và, nếu thể lệ tính cả cấp dưới cho cấp trên, các đơn vị trên nó. */
function chainOf({ data, rules }, unit) {
  const chain = [];
  for (let at = unit; at !== null && at !== undefined && !chain.includes(at);) {
    const known = data.units.find(({ id }) => id === at);
    if (!known) break;
    chain.push(at);
    at = rules.units.participation.childrenCountForParent ? known.parent : null;
  }
  return chain;
}

function unitFacts(context, winners) {
  const { data, rules, people, isIn } = context;
  const cap = rules.units.ranking?.attemptsPerPersonMax ?? Infinity;
  const chains = new Map(data.units.map(({ id }) => [id, chainOf(context, id)]));
  const facts = new Map();
  for (const { id, headcount } of data.units) {
    const zero = { persons: 0, attempts: 0, headcount, countedAttempts: 0, countedScore: 0, fullMarks: 0 };
    facts.set(id, { ...zero, winners: winners.get(id)?.size ?? 0, all: 0 });
  }
  for (const all of people.values()) {
    const rows = all.filter(({ round }) => isIn(round));
    const turns = groupBy(rows, ({ round, audience }) => JSON.stringify([round, audience])).values();
    const counted = new Set([...turns].map((some) => countedOf(some, rules.counting.rule)));
    const shares = groupBy(
      rows.flatMap((row) => (chains.get(row.unit) ?? []).map((id) => ({ id, row }))),
      ({ id }) => id,
    );
    for (const [id, list] of shares) {
      const one = facts.get(id);
      const best = list.map(({ row }) => row).filter((row) => counted.has(row));
      best.sort((a, b) => b.score - a.score || a.startedAt - b.startedAt || a.attempt - b.attempt);
      one.persons += 1;
      one.attempts += Math.min(list.length, cap);
      one.all += best.length;
      for (const { score, fullMarks } of best.slice(0, cap)) {
        one.countedAttempts += 1;
        one.countedScore += score;
        one.fullMarks += fullMarks ? 1 : 0;
      }
    }
  }
  return facts;
}

/** Thành phần xếp hạng đơn vị, mỗi cái là [tử, mẫu]; null: không có. */
const METRICS = {
  persons: (u) => [u.persons, 1],
  attempts: (u) => [u.attempts, 1],
  headcount_rate: (u) => (u.headcount ? [u.persons, u.headcount] : null),
  mean_score: (u) => (u.countedAttempts ? [u.countedScore, u.countedAttempts] : null),
  full_mark_share: (u) => (u.countedAttempts ? [u.fullMarks, u.countedAttempts] : null),
  winners: (u) => [u.winners, 1],
};
/** Lớn hơn xếp trước, không có xếp sau cùng; nhân chéo cho đúng tuyệt đối. */
function byFraction(a, b) {
  if (!a || !b) return Number(!a) - Number(!b);
  const over = BigInt(b[0]) * BigInt(a[1]) - BigInt(a[0]) * BigInt(b[1]);
  return over > 0n ? 1 : over < 0n ? -1 : 0;
}

/** Hạng các đơn vị được mời của một khối (null: tất cả), theo mã đơn vị. */
function rankUnits({ data, rules: { units } }, facts, block) {
  const { metrics, tie, minimumHeadcount } = units.ranking;
  const names = metrics.map(({ metric }) => metric);
  const list = data.units
    .filter((unit) => unit.invited && (block === null || unit.block === block))
    .map(({ id }) => {
      const real = facts.get(id);
      const none = { persons: 0, attempts: 0, countedAttempts: 0, countedScore: 0, fullMarks: 0, winners: 0 };
      const own = real.all >= units.participation.minAttempts ? real : { ...none, headcount: real.headcount };
      const values = names.map((name) => METRICS[name](own));
      let unplaced = null;
      if (own.attempts === 0) unplaced = 'silent';
      else if ((minimumHeadcount !== null || names.includes('headcount_rate')) && !own.headcount)
        unplaced = 'no_headcount';
      else if (minimumHeadcount !== null && own.headcount < minimumHeadcount) unplaced = 'too_small';
      else if (values.includes(null)) unplaced = 'silent';
      return { id, values, ties: tie.map((name) => METRICS[name](own)), unplaced, points: null, rank: null };
    });
  const placed = list.filter(({ unplaced }) => unplaced === null);
  const tops = names.map((_, i) => placed.map(({ values }) => values[i]).toSorted(byFraction)[0]);
  for (const one of placed) {
    // Tổng các phần: trọng số × giá trị ÷ giá trị cao nhất, là một phân số [tử, mẫu].
    one.sum = [0n, 1n];
    metrics.forEach(({ weight }, i) => {
      const [value, top] = [one.values[i].map(BigInt), tops[i].map(BigInt)];
      if (top[0] <= 0n) return;
      const [over, under] = [BigInt(weight) * value[0] * top[1], value[1] * top[0]];
      one.sum = [one.sum[0] * under + over * one.sum[1], one.sum[1] * under];
    });
    const [over, under] = [one.sum[0] * 200n + one.sum[1], one.sum[1] * 2n];
    one.points = Number((over - (((over % under) + under) % under)) / under);
  }
  const order = (a, b) => {
    const first = metrics.length === 1 ? byFraction(a.values[0], b.values[0]) : byFraction(a.sum, b.sum);
    return a.ties.reduce((found, value, i) => found || byFraction(value, b.ties[i]), first);
  };
  placed.sort((a, b) => order(a, b) || a.id - b.id);
  placed.forEach((one, i) => (one.rank = i > 0 && order(placed[i - 1], one) === 0 ? placed[i - 1].rank : i + 1));
  return new Map(list.map(({ id, rank, unplaced, points }) => [id, { rank, unplaced, points }]));
}

// -------------------------------------------------------------------------------------------------------- Trao giải

const ON_TOP = ['youngest', 'oldest', 'minority', 'most_first_prizes'];
const BY_PEOPLE = ['minority', 'jury', 'referral'];

/** Trao các giải của lần xét này. Trả về kết quả, và số liệu đơn vị sau khi đã trao giải cá nhân. */
function givePrizes(context, boards) {
  const { data, rules, field, people, isIn } = context;
  const { list, onePerPerson, perUnitMax, onlyFullMarks, replacement } = rules.prizes;
  const { earlier, decisions } = data;
  const done = { awards: [], passedOver: [], notGiven: [], ties: [] };
  const lines = list.map((plan, no) => ({ ...plan, no })).filter(({ of }) => of === field.of);
  const holders = new Set();
  if (onePerPerson === 'contest')
    for (const { awards } of earlier) for (const { person } of awards) holders.add(person);
  const unitWinners = new Map();
  const isFirst = (no) =>
    no ===
    list.findIndex(
      (p) => p.to === 'person' && p.by === 'rank' && p.of === list[no].of && p.audience === list[no].audience,
    );
  const lastRow = (person) =>
    (people.get(person) ?? [])
      .filter(({ round }) => isIn(round))
      .reduce((a, b) => (!a || b.attempt > a.attempt ? b : a), null);
  const chosen = ({ no }) =>
    decisions.given
      .filter((one) => one.line === no)
      .map((one) => [
        { person: one.person ?? null, unit: one.person ? (lastRow(one.person)?.unit ?? null) : one.unit, rank: null },
      ]);
  const within = ({ of, code }) =>
    field.of === 'contest' ? of !== 'contest' : field.of === 'phase' && of === 'round' && isIn(code);
  const prizesHeld = () => [
    ...earlier.filter(within).flatMap(({ awards }) => awards),
    ...done.awards.filter(({ person }) => person !== null),
  ];

  const outOf = (one, no) => {
    const same = (out) => (one.person === null ? out.unit === one.unit : out.person === one.person);
    return (one.person === null ? decisions.unitsOut : decisions.personsOut).find(
      (out) => same(out) && (out.line === null || out.line === no),
    )?.reason;
  };
  /** Vì sao người này không được giải này; null: được. */
  const refusal = (one, line) => {
    const takes = line.to === 'person' && !ON_TOP.includes(line.by);
    if (takes && onePerPerson !== null && holders.has(one.person)) return { reason: 'has_prize', out: null };
    if (line.by === 'rank' && takes && onlyFullMarks && !one.fullMarks) return { reason: 'not_full_marks', out: null };
    const mates = unitWinners.get(one.unit);
    if (
      takes &&
      perUnitMax !== null &&
      one.unit !== null &&
      mates &&
      !mates.has(one.person) &&
      mates.size >= perUnitMax
    )
      return { reason: 'unit_cap', out: null };
    if (line.by === 'minority' && !prizesHeld().some(({ person, by }) => person === one.person && by !== 'minority'))
      return { reason: 'no_prize', out: null };
    const out = outOf(one, line.no);
    return out ? { reason: 'out', out } : null;
  };
  /** Trong những người bằng nhau, bao nhiêu người cùng được giải mà không quá số người của một đơn vị. */
  const fitting = (equals) => {
    if (perUnitMax === null) return equals.length;
    const units = groupBy(equals, ({ unit }) => unit);
    let sum = 0;
    for (const [unit, mates] of units) {
      const has = unitWinners.get(unit) ?? new Set();
      const fresh = unit === null ? 0 : mates.filter(({ person }) => !has.has(person)).length;
      sum += mates.length - fresh + Math.min(fresh, Math.max(perUnitMax - has.size, 0));
    }
    return sum;
  };
  /** Thứ tự do ban tổ chức quyết định cho những người bằng nhau, nếu có kể đủ họ. */
  const decidedOrder = (equals) => {
    const isPerson = equals[0].person !== null;
    const orders = isPerson
      ? decisions.personOrders.map(({ persons }) => persons)
      : decisions.unitOrders.map(({ units }) => units);
    const name = ({ person, unit }) => (isPerson ? person : unit);
    const order = orders.find((names) => equals.every((one) => names.includes(name(one))));
    return (
      order &&
      order.filter((n) => equals.some((one) => name(one) === n)).map((n) => equals.find((one) => name(one) === n))
    );
  };

  const streams = new Map();
  const giveLine = (line, groupsOf) => {
    const kind = JSON.stringify([line.to, line.by, line.audience, line.block, BY_PEOPLE.includes(line.by) && line.no]);
    if (!streams.has(kind))
      streams.set(kind, { groups: groupsOf(line), at: 0, queue: [], tie: null, movedUp: 0, passed: [] });
    const stream = streams.get(kind);
    const lacking = new Map();
    const lack = (reason) => lacking.set(reason, (lacking.get(reason) ?? 0) + 1);
    const pass = (one, why) =>
      (why.reason === 'out' ? done.passedOver : stream.passed).push({
        line: line.no,
        person: one.person,
        unit: one.unit,
        rank: one.rank,
        ...why,
      });
    for (let place = 1; place <= line.quota;) {
      if (stream.tie) {
        if (!stream.tie.entry.lines.includes(line.no)) stream.tie.entry.lines.push(line.no);
        stream.tie.prizes -= 1;
        if (stream.tie.prizes === 0) stream.tie = null;
        lack('tie_open');
        place += 1;
      } else if (stream.queue.length > 0) {
        const one = stream.queue.shift();
        const why = refusal(one, line);
        if (why) {
          pass(one, why);
          if (why.reason !== 'out') continue;
          if (replacement === 'next_in_line') stream.movedUp += 1;
          else {
            lack('not_replaced');
            place += 1;
          }
          continue;
        }
        done.passedOver.push(...stream.passed.splice(0));
        done.awards.push({
          line: line.no,
          place,
          by: line.by,
          person: one.person,
          unit: one.unit,
          rank: one.rank,
          movedUp: stream.movedUp,
        });
        if (line.to === 'person' && !ON_TOP.includes(line.by)) {
          holders.add(one.person);
          if (one.unit !== null) unitWinners.set(one.unit, (unitWinners.get(one.unit) ?? new Set()).add(one.person));
        }
        place += 1;
      } else if (stream.at < stream.groups.length) {
        const equals = stream.groups[stream.at++];
        // Người bị loại mà không ai thay thì vẫn giữ chỗ của giải không trao.
        const isAble = (one) => {
          const why = refusal(one, line);
          return why === null || (why.reason === 'out' && replacement === 'not_given');
        };
        const able = equals.length > 1 ? equals.filter(isAble) : equals;
        const limit = line.to === 'person' && line.by === 'rank' ? fitting(able) : able.length;
        const order =
          able.length > 1 && (limit < able.length || limit > line.quota - place + 1) ? decidedOrder(able) : able;
        const others = equals.filter((one) => !able.includes(one));
        if (order === able) stream.queue = [...equals];
        else if (order) stream.queue = [...others, ...order];
        else {
          for (const one of others) {
            const why = refusal(one, line);
            pass(one, why);
            if (why.reason === 'out') stream.movedUp += 1;
          }
          const units = able.filter(({ person }) => person === null).map(({ unit }) => unit);
          const entry = { lines: [], persons: able.flatMap(({ person }) => person ?? []), units };
          done.ties.push(entry);
          stream.tie = { prizes: limit, entry };
        }
      } else {
        lack(BY_PEOPLE.includes(line.by) ? 'undecided' : 'nobody_left');
        place += 1;
      }
    }
    for (const [reason, count] of lacking) done.notGiven.push({ line: line.no, count, reason });
  };
  /** Xếp theo giá trị nhỏ trước; bằng giá trị thì cùng một nhóm. */
  const inGroups = (candidates) => {
    const sorted = candidates.toSorted(
      (a, b) => a.value - b.value || (a.person !== null ? (a.person < b.person ? -1 : 1) : a.unit - b.unit),
    );
    return [...groupBy(sorted, ({ value }) => value).values()];
  };

  const forPersons = lines.filter(({ to }) => to === 'person');
  for (const line of forPersons.filter(({ by }) => !ON_TOP.includes(by))) {
    giveLine(line, () =>
      line.by === 'rank' ? [...groupBy(boards.get(line.audience), ({ rank }) => rank).values()] : chosen(line),
    );
  }
  const held = prizesHeld();
  for (const line of forPersons.filter(({ by }) => ON_TOP.includes(by))) {
    giveLine(line, () => {
      if (line.by === 'minority') return chosen(line);
      const candidates = [...new Set(held.map(({ person }) => person))].map((person) => {
        const birth = (people.get(person) ?? []).find(({ birthOrder }) => birthOrder !== null)?.birthOrder ?? null;
        const firsts = held.filter((one) => one.person === person && isFirst(one.line)).length;
        const value =
          line.by === 'most_first_prizes'
            ? firsts
              ? -firsts
              : null
            : birth && (line.by === 'oldest' ? birth : -birth);
        return { person, unit: lastRow(person)?.unit ?? null, rank: null, value };
      });
      const isOf = ({ person }) =>
        line.audience === null || people.get(person)?.some(({ audience }) => audience === line.audience);
      return inGroups(candidates.filter((one) => one.value !== null && isOf(one)));
    });
  }
  const winners = new Map();
  for (const { person, unit } of prizesHeld())
    for (const id of chainOf(context, unit)) winners.set(id, (winners.get(id) ?? new Set()).add(person));
  const facts = unitFacts(context, winners);
  for (const line of lines.filter(({ to }) => to === 'unit')) {
    giveLine(line, () => {
      if (BY_PEOPLE.includes(line.by)) return chosen(line);
      const ranks = line.by === 'rank' ? rankUnits(context, facts, line.block) : null;
      const firsts = prizesHeld()
        .filter((one) => isFirst(one.line))
        .flatMap(({ unit }) => chainOf(context, unit));
      const members = data.units.filter((unit) => unit.invited && (line.block === null || unit.block === line.block));
      const candidates = members.map(({ id }) => {
        const rank = ranks?.get(id).rank ?? null;
        const value = ranks
          ? rank
          : -(line.by === 'most_participants' ? facts.get(id).persons : firsts.filter((one) => one === id).length);
        return { person: null, unit: id, rank, value: value === 0 || value === null ? null : value };
      });
      return inGroups(candidates.filter(({ value }) => value !== null));
    });
  }
  return { done, facts };
}

/** Những nhóm bằng nhau mà bốc thăm đã phân định, có người được giải theo hạng. */
function drawsOf({ rules }, audience, list, awards) {
  const length = rules.ranking.criteria.indexOf('lot');
  if (length < 0 || list.length === 0 || list[0].lot === null) return [];
  const mine = awards.filter(
    ({ by, line, person }) => by === 'rank' && person !== null && rules.prizes.list[line].audience === audience,
  );
  const winners = new Set(mine.map(({ person }) => person));
  const groups = [];
  list.forEach((one, i) => {
    if (i > 0 && firstDifference(list[i - 1].keys, one.keys, length) < 0) groups.at(-1).push(one);
    else groups.push([one]);
  });
  return groups.flatMap((group) => {
    const last = group.findLastIndex(({ person }) => winners.has(person));
    if (group.length < 2 || last < 0) return [];
    const lots = group.slice(0, last + 1).map(({ person, lot }) => ({ person, number: lot }));
    return [{ audience, rank: group[0].rank, among: group.length, lots }];
  });
}

// -------------------------------------------------------------------------------------------------------- So sánh

/** Những chỗ hai giá trị khác nhau: chỗ nào, tính lại được gì, tệp ghi gì. */
function* differences(ours, theirs, at) {
  if (ours === theirs) return;
  const isBoth = [ours, theirs].every((one) => one !== null && typeof one === 'object');
  if (!isBoth || Array.isArray(ours) !== Array.isArray(theirs)) {
    const text = (value) => (value === undefined ? 'không có' : JSON.stringify(value)?.slice(0, 120));
    yield `${at}: tính lại được ${text(ours)}, tệp ghi ${text(theirs)}`;
    return;
  }
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    yield* differences(ours[key], theirs[key], Array.isArray(ours) ? `${at}[${key}]` : `${at}.${key}`);
  }
}

/** Dữ liệu có nhất quán với chính nó không: số thứ tự lượt thi, mã số người, hạt giống, số thực tế. */
function* faultsOfData(context, truths) {
  const { data, rows, order, people } = context;
  const { columns } = data.attempts;
  if (new Set(columns).size !== 12 || data.attempts.rows.some(({ length }) => length !== 12))
    yield 'các cột của lượt thi không đủ';
  for (const [i, row] of rows.entries()) {
    const before = rows[i - 1];
    if (row.attempt !== i + 1) yield `lượt thi thứ ${i + 1} mang số ${row.attempt}`;
    if (before && (before.startedAt - row.startedAt || before.submittedAt - row.submittedAt) > 0)
      yield `lượt thi ${row.attempt} không theo thứ tự giờ bắt đầu`;
    if (!order.includes(row.round)) yield `lượt thi ${row.attempt} thuộc đợt không có trong lịch: ${row.round}`;
  }
  // Mã số mới cấp theo thứ tự bắt đầu: không ai chọn được mã số hợp với hạt giống.
  const numbers = [...people.keys()]
    .map((person) => Number(person.slice(1)))
    .filter((n) => n > data.persons.numberedBefore);
  for (const [i, n] of numbers.entries()) {
    if (n !== data.persons.numberedBefore + i + 1)
      yield `mã số N${String(n).padStart(6, '0')} không cấp theo thứ tự bắt đầu`;
  }
  if (data.lot?.seed && sha256(data.lot.seed) !== data.lot.commitment)
    yield 'hạt giống bốc thăm không phải là hạt giống đã cam kết';
  const counted = Object.fromEntries([...truths].sort(([a], [b]) => (a < b ? -1 : 1)));
  const said = (data.truths?.values ?? []).map(({ code, audience, value }) => [
    JSON.stringify([code, audience]),
    value,
  ]);
  yield* differences(counted, Object.fromEntries(said.sort(([a], [b]) => (a < b ? -1 : 1))), 'số thực tế');
}

/** Tính lại kết quả từ dữ liệu đã chốt. */
function recompute(context, truths) {
  const { data, rules } = context;
  const boards = rankAll(context, truths);
  const { done, facts } = givePrizes(context, boards);
  const places = new Map();
  const codes = rules.units.blocks.map(({ code }) => code);
  if (rules.units.ranking) {
    for (const { id, invited } of data.units)
      if (invited) places.set(id, { rank: null, unplaced: 'no_block', points: null });
    for (const block of codes.length > 0 ? codes : [null]) {
      for (const [id, place] of rankUnits(context, facts, block)) places.set(id, place);
    }
  }
  const byText = (a, b) => (a === b ? 0 : a < b ? -1 : 1);
  const { contest, field, ruleRevision, frozenAt } = data;
  const result = {
    ...{ format: FORMATS[1], contest, field, ruleRevision, frozenAt, inputHash: hashOf(data) },
    isFinal: done.ties.length === 0,
    boards: [...boards].map(([audience, list]) => boardWords(context, audience, list)),
    units: data.units.map(({ id }) => {
      const { all, ...counted } = facts.get(id);
      return { unit: id, facts: counted, place: places.get(id) ?? null };
    }),
    awards: done.awards.sort((a, b) => a.line - b.line || a.place - b.place),
    passedOver: done.passedOver.sort(
      (a, b) => a.line - b.line || a.rank - b.rank || byText(a.person ?? '', b.person ?? '') || a.unit - b.unit,
    ),
    notGiven: done.notGiven.sort((a, b) => a.line - b.line || byText(a.reason, b.reason)),
    ties: done.ties,
    draws: [...boards].flatMap(([audience, list]) => drawsOf(context, audience, list, done.awards)),
  };
  return { ...result, hash: hashOf(result) };
}

const PARTS = {
  inputHash: 'Mã băm của dữ liệu đã chốt',
  boards: 'Bảng xếp hạng',
  units: 'Số liệu và thứ hạng đơn vị',
  awards: 'Giải thưởng',
  passedOver: 'Người đến lượt mà không được giải, lý do',
  notGiven: 'Giải không trao, lý do',
  ties: 'Trường hợp bằng nhau chưa phân định',
  draws: 'Bốc thăm',
  hash: 'Mã băm của kết quả',
};

/**
 * Kiểm tra hai tệp đã đọc. Trả về từng mục: tên, và những chỗ không khớp (rỗng: khớp).
 * @returns {{ name: string, faults: string[] }[]}
 */
export function verify(data, result) {
  if (data?.format !== FORMATS[0] || result?.format !== FORMATS[1]) {
    throw new Error(`cần dữ liệu "${FORMATS[0]}" và kết quả "${FORMATS[1]}"`);
  }
  const context = prepare(data);
  const truths = countTruths(context);
  const ours = recompute(context, truths);
  const { hash, ...rest } = result;
  const checks = [{ name: 'Dữ liệu nhất quán, bốc thăm đúng cam kết', faults: [...faultsOfData(context, truths)] }];
  if (hash !== hashOf(rest))
    checks.push({ name: 'Mã băm ghi trong tệp kết quả', faults: ['không phải của chính tệp đó'] });
  const others = Object.keys({ ...ours, ...result }).filter((key) => !(key in PARTS));
  const pick = (file) => Object.fromEntries(others.map((key) => [key, file[key]]));
  checks.push({ name: 'Cuộc thi, lần xét, thể lệ', faults: [...differences(pick(ours), pick(result), 'tệp')] });
  for (const [key, name] of Object.entries(PARTS))
    checks.push({ name, faults: [...differences(ours[key], result[key], key)] });
  return checks;
}

function main([dataPath, resultPath]) {
  const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
  let checks;
  let data;
  try {
    data = read(dataPath);
    checks = verify(data, read(resultPath));
  } catch (error) {
    console.error(`Không kiểm tra được: ${error.message}`);
    console.error('Cách dùng: node kiem-tra-ket-qua.mjs du-lieu.json ket-qua.json');
    return 2;
  }
  console.log(
    `${data.contest.title} – ${data.field.title}: ${dots(data.attempts.rows.length)} lượt thi, thể lệ số ${data.ruleRevision}`,
  );
  for (const { name, faults } of checks) {
    console.log(`${faults.length === 0 ? 'KHỚP       ' : 'KHÔNG KHỚP '} ${name}`);
    for (const fault of faults.slice(0, SHOWN_MAX)) console.log(`            - ${fault}`);
    if (faults.length > SHOWN_MAX) console.log(`            … và ${dots(faults.length - SHOWN_MAX)} chỗ khác`);
  }
  const isRight = checks.every(({ faults }) => faults.length === 0);
  console.log(isRight ? 'KẾT QUẢ ĐÚNG với dữ liệu đã công bố.' : 'KẾT QUẢ KHÔNG KHỚP với dữ liệu đã công bố.');
  return isRight ? 0 : 1;
}

if (process.argv[1] && realpathSync(process.argv[1]) === import.meta.filename)
  process.exitCode = main(process.argv.slice(2));
