import type { ContestDetails, Round } from '../../shared/api/views.js';
import type { Formats } from '../../shared/formats.js';
import type { Words } from '../../shared/messages/words.js';

/** The rules of a contest in sentences, made from its configuration and nothing else. */

export interface RuleGroup {
  title: string;
  sentences: string[];
}

export interface RuleBook {
  /** What holds for all rounds alike. */
  contest: RuleGroup[];
  /** Rounds with the same rules stand together, in their order. */
  rounds: { titles: string[]; groups: RuleGroup[] }[];
}

type Contest = Pick<ContestDetails, 'rules' | 'audiences' | 'phases' | 'units' | 'retentionMonths'> & {
  roundList: readonly RoundRules[];
};
export type RoundRules = Pick<
  Round,
  | 'title'
  | 'closesAt'
  | 'questions'
  | 'blueprint'
  | 'durationMs'
  | 'graceMs'
  | 'atRoundEnd'
  | 'scoring'
  | 'limits'
  | 'prediction'
  | 'release'
>;
type Sentence = string | false | null;

/** @example rulesOf(contest, { t: vi.contest, f: formatsOf('vi') }).contest[0].sentences */
export function rulesOf(contest: Contest, speech: { t: Words['contest']; f: Formats }): RuleBook {
  const rounds: RuleBook['rounds'] = [];
  for (const round of contest.roundList) {
    const groups = roundRules(round, contest.roundList.length === 1, speech);
    const same = rounds.find((known) => JSON.stringify(known.groups) === JSON.stringify(groups));
    if (same) same.titles.push(round.title);
    else rounds.push({ titles: [round.title], groups });
  }
  return { contest: contestRules(contest, speech), rounds };
}

const group = (title: string, ...sentences: Sentence[]): RuleGroup => ({
  title,
  sentences: sentences.filter((sentence): sentence is string => Boolean(sentence)),
});

/** @param isOnly whether there is no other round: its hours are then told, which would keep like rounds apart */
function roundRules(round: RoundRules, isOnly: boolean, { t, f }: { t: Words['contest']; f: Formats }): RuleGroup[] {
  const { scoring, limits, prediction, release } = round;
  const questions = f.count(round.questions);
  const hasPenalty = scoring.multiple === 'penalty';
  const periods = (Object.keys(t.limitPeriods) as (keyof typeof t.limitPeriods)[]).flatMap((name) => {
    const most = limits[name];
    return most === null ? [] : [t.limit(f.count(most), t.limitPeriods[name])];
  });
  const titles = new Map(round.blueprint.map(({ topic, topicTitle }) => [topic, topicTitle]));
  const topicPoints = Object.entries(scoring.pointsMilliByTopic).map(([code, points]) => {
    const topic = titles.get(code) ?? code;
    return points === 0 ? t.topicUnscored(topic) : t.topicPoints(topic, f.points(points));
  });
  const all = [
    group(
      t.ruleGroups.paper,
      round.durationMs === null ? t.paperRuleToClose(questions) : t.paperRule(questions, f.duration(round.durationMs)),
      blueprintRule(round, t, f),
      round.durationMs !== null && (round.atRoundEnd === 'cut' ? t.cut : t.fullTime),
      round.graceMs > 0 ? t.grace(f.duration(round.graceMs)) : t.noGrace,
      t.abandoned,
    ),
    group(
      t.ruleGroups.scoring,
      t.points(f.points(scoring.pointsMilli)),
      ...topicPoints,
      t.multiple[scoring.multiple],
      hasPenalty && t.penalty(f.points(scoring.wrongPenaltyMilli)),
      // Only a penalty can bring a paper to zero.
      hasPenalty && (scoring.floorAtZero ? t.floor : t.noFloor),
      scoring.rounding !== 'exact' && t.rounded[scoring.rounding],
    ),
    group(
      t.ruleGroups.limits,
      periods.length === 0 ? t.noLimit : t.atMost(periods.join(', ')),
      limits.perWeek !== null && t.weekBegins,
      periods.length > 0 && t.startedCounts,
      limits.minGapMs !== null && t.minGap(f.duration(limits.minGapMs)),
    ),
    group(
      t.ruleGroups.prediction,
      prediction === null
        ? t.noPrediction
        : t.predict(t.subjects[prediction.subject], f.count(prediction.min), f.count(prediction.max)),
      prediction?.changeUntil === 'round_end' &&
        (isOnly ? t.predictionUntil(f.weekdayTime(round.closesAt)) : t.predictionUntilClose),
      prediction && t.whichPrediction[prediction.whichCounts],
    ),
    group(
      t.ruleGroups.release,
      t.releaseScore(t.release[release.score]),
      t.releaseOwn(t.release[release.ownAnswers]),
      ...(release.explanations === release.key
        ? [t.releaseKey(t.release[release.key])]
        : [t.releaseKeyAlone(t.release[release.key]), t.releaseWhy(t.release[release.explanations])]),
    ),
  ];
  return all;
}

/** A paper of one line that takes anything says nothing that the number of questions does not say. */
function blueprintRule({ blueprint }: RoundRules, t: Words['contest'], f: Formats): Sentence {
  const isPlain = blueprint.every(({ topic, level }) => topic === null && level === null);
  if (isPlain) return null;
  if (blueprint.every(({ topic, level }) => topic !== null && level !== null)) return fieldsAndLevels(blueprint, t, f);
  const lines = blueprint.map(({ topic, topicTitle, level, count }) => {
    const name = topicTitle ?? topic;
    const about = name === null ? (level === null ? t.cellAny : '') : t.cellTopic(name);
    return t.cell(f.count(count), about, level === null ? '' : t.cellLevel(levelName(level, t)));
  });
  return t.blueprint(lines.join('; '));
}

/**
 * Of every field and of every level how many: whoever takes part need not know which level falls to which field, and weeks
 * that differ in nothing else read as one.
 */
function fieldsAndLevels(blueprint: RoundRules['blueprint'], t: Words['contest'], f: Formats): string {
  const fields = new Map<string, number>();
  const levels = new Map<number, number>();
  for (const { topic, topicTitle, level, count } of blueprint) {
    const field = topicTitle ?? topic!;
    fields.set(field, (fields.get(field) ?? 0) + count);
    levels.set(level!, (levels.get(level!) ?? 0) + count);
  }
  const byField = [...fields].map(([field, count]) => t.cell(f.count(count), t.cellTopic(field), ''));
  const byLevel = [...levels]
    .sort(([a], [b]) => a - b)
    .map(([level, count]) => t.cell(f.count(count), '', t.cellLevel(levelName(level, t))));
  return t.blueprintByLevel(byField.join('; '), byLevel.join(', '));
}

const levelName = (level: number, { levels }: Words['contest']): string =>
  (levels as Record<number, string>)[level] ?? String(level);

function contestRules(contest: Contest, { t, f }: { t: Words['contest']; f: Formats }): RuleGroup[] {
  const { counting, ranking, durationPrecision, participation, minimumAge, maximumAge, maskNames } = contest.rules;
  const day = (on: string) => f.date(`${on}T00:00:00+07:00`);
  const names = ranking.map(({ criterion, name }) => (t.criteria as Record<string, string>)[criterion] ?? name);
  const isTimed = ranking.some(({ criterion }) => criterion === 'duration');
  const list = (titled: readonly { title: string }[]) => titled.map(({ title }) => title).join('; ');
  return [
    group(
      t.ruleGroups.ranking,
      t.counting[counting],
      t.chain(names.join('; ')),
      isTimed && (durationPrecision === 's' ? t.seconds : t.milliseconds),
      contest.audiences.length > 1 && t.audiences(list(contest.audiences)),
      contest.phases.length > 0 && t.phases(list(contest.phases)),
      maskNames ? t.masked : t.unmasked,
    ),
    group(
      t.ruleGroups.people,
      minimumAge && t.minimumAge(f.count(minimumAge.years), day(minimumAge.on)),
      maximumAge && t.maximumAge(f.count(maximumAge.years), day(maximumAge.on)),
      !minimumAge && !maximumAge && t.anyAge,
      contest.units.invited > 0 && t.invited(f.count(contest.units.invited)),
      contest.rules.invitedOnly ? t.invitedOnly : contest.units.invited > 0 && t.outsideList,
      t.tookPart(f.count(participation.minAttempts)),
      participation.childrenCountForParent ? t.childrenCount : t.childrenApart,
    ),
    group(t.ruleGroups.data, t.dataKept(f.count(contest.retentionMonths)), t.dataOwn),
  ];
}
