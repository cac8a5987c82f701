import { Inject, Injectable } from '@nestjs/common';
import { askForTurn, EMPTY_BOOK, START_BURST_MS, START_SLACK_MS } from '#domain';
import type { StartAnswer, StartAsk, StartBook, StartPlace } from '#domain';
import { ENV, REDIS, type Env, type RedisClient } from '#platform';

/** A turn that nobody came back for is forgotten so long after it. */
const PLACE_KEPT_MS = 10 * 60_000;
/** So long the start that was let in passes again: a client that lost the answer has sent it again by then. */
const ADMISSION_KEPT_MS = 60_000;
/** Places in the memory of one process while Redis is gone; the oldest make room. */
const LOCAL_PLACES_MAX = 50_000;

/**
 * `askForTurn` of domain, line by line, on the book (KEYS[1]) and a place (KEYS[2]) in one step. ARGV: now, rate, start key,
 * queue until ('' for null), burst, slack, how long a place and an admission are kept. Numbers are stored with all their
 * digits, so that two processes never disagree.
 */
const ASK = `
  local now, gap, startKey = tonumber(ARGV[1]), 1000 / tonumber(ARGV[2]), ARGV[3]
  local untilMs, burst, slack = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
  local placeKept, admissionKept = tonumber(ARGV[7]), tonumber(ARGV[8])
  local book = redis.call('HMGET', KEYS[1], 't', 'a')
  local turnsTo, admissionsTo = tonumber(book[1] or '0'), tonumber(book[2] or '0')
  local function exact(number) return string.format('%.17g', number) end
  local function keep()
    redis.call('HSET', KEYS[1], 't', exact(turnsTo), 'a', exact(admissionsTo))
    redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(0, turnsTo - now, admissionsTo - now)) + placeKept)
  end
  local function letIn()
    keep()
    redis.call('HSET', KEYS[2], 'p', exact(now), 'r', '0', 'k', startKey)
    redis.call('PEXPIRE', KEYS[2], admissionKept)
    return {'in', '0'}
  end
  local function waitFor(at, isReserved)
    keep()
    redis.call('HSET', KEYS[2], 'p', exact(at), 'r', isReserved, 'k', '')
    redis.call('PEXPIRE', KEYS[2], math.ceil(at - now) + placeKept)
    return {'wait', exact(at - now)}
  end

  local place = redis.call('HMGET', KEYS[2], 'p', 'r', 'k')
  if place[3] == startKey then return {'in', '0'} end
  local held = place[1] and place[3] == ''
  local at = held and tonumber(place[1])
  if held then
    if at > now then return {'wait', exact(at - now)} end
    if place[2] == '1' and now - at <= slack then return letIn() end
  else
    local turn = math.max(turnsTo, now - burst)
    if turn > now then
      if not untilMs then return {'full', '0'} end
      if turn >= untilMs then return {'late', '0'} end
      turnsTo = turn + gap
      return waitFor(turn, '0')
    end
    turnsTo = turn + gap
  end
  local admission = math.max(admissionsTo, now - burst - slack)
  if admission <= now then
    admissionsTo = admission + gap
    return letIn()
  end
  if not held and not untilMs then return {'full', '0'} end
  if untilMs and admission >= untilMs then return {'late', '0'} end
  admissionsTo = admission + gap
  return waitFor(admission, '1')`;

/**
 * The book of starts and the places of those who wait: in Redis for all processes. While Redis is gone each process keeps a
 * book of its own, so that starts go on at the rate a process; a wiped Redis lets everybody queue anew. Nothing that
 * decides lives here: whether a start is lawful is asked of the database, when its turn has come.
 */
@Injectable()
export class StartRoom {
  private readonly books = new Map<string, StartBook>();
  private readonly places = new Map<string, StartPlace>();

  constructor(
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** @param room whose queue: people of one room stand in one line */
  async ask(room: string, accountId: string, ask: StartAsk): Promise<StartAnswer> {
    const { now, startsPerSecond, startKey, queueUntil } = ask;
    try {
      const [answer, waitMs] = (await this.redis.eval(
        ...([ASK, 2, this.bookKey(room), this.placeKey(room, accountId)] as const),
        ...[now, startsPerSecond, startKey, queueUntil ?? '', START_BURST_MS, START_SLACK_MS],
        ...[PLACE_KEPT_MS, ADMISSION_KEPT_MS],
      )) as [StartAnswer['answer'], string];
      return answer === 'wait' ? { answer, waitMs: Number(waitMs) } : { answer };
    } catch {
      return this.askHere(room, accountId, ask);
    }
  }

  /** How long somebody who asks now would wait, in ms: what people are told, and nothing is counted. */
  async waitOf(room: string, now: number): Promise<number> {
    const inRedis = await this.redis.hget(this.bookKey(room), 't').catch(() => undefined);
    const turnsTo = inRedis === undefined ? this.books.get(room)?.turnsTo : Number(inRedis);
    return Math.max(0, (turnsTo ?? 0) - now);
  }

  private askHere(room: string, accountId: string, ask: StartAsk): StartAnswer {
    const key = this.placeKey(room, accountId);
    const found = this.places.get(key) ?? null;
    const keptMs = (found?.startKey ?? null) === null ? PLACE_KEPT_MS : ADMISSION_KEPT_MS;
    const known = found && found.at + keptMs > ask.now ? found : null;
    const { book, place, ...answer } = askForTurn(this.books.get(room) ?? EMPTY_BOOK, known, ask);
    this.books.set(room, book);
    if (!place || place === known) return answer;
    this.places.delete(key);
    const [oldest] = this.places.keys();
    if (this.places.size >= LOCAL_PLACES_MAX) this.places.delete(oldest!);
    this.places.set(key, place);
    return answer;
  }

  // One hash tag for both, so that a Redis Cluster keeps them on one node.
  private bookKey(room: string): string {
    return `${this.env.REDIS_PREFIX}:starts:{${room}}:book`;
  }

  private placeKey(room: string, accountId: string): string {
    return `${this.env.REDIS_PREFIX}:starts:{${room}}:${accountId}`;
  }
}
