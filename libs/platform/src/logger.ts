import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

/** What could name a person or open a door is taken out, whoever logs it. */
export const REDACTED = {
  paths: ['phone', 'password', 'token', 'fullName', '*.phone', '*.password', '*.token', '*.fullName', 'req.headers'],
  censor: '[ẩn]',
};

/**
 * JSON escapes line ends and ESC already; these can still turn, split or colour a line on a terminal. They only stand in
 * strings of the line, where their escape means the same.
 */
export const lineOnly = (line: string): string =>
  line.replace(
    /[\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** What of an error finds its reason; never its other fields, in which a database says which values it met. */
const TOLD = ['code', 'constraint', 'table', 'column', 'routine'] as const;

/** PostgreSQL quotes the value that it could not read after a colon, at the end of a line. */
const withoutValues = (text: string): string => text.replace(/: ".*"$/gm, ': …');

/** An error as a line may tell it: its kind, message, stack and cause, and the names of what it met in the database. */
export function toldError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error;
  const { name, message, stack, cause, driverError } = error as Error & { driverError?: unknown };
  const fields = { ...(driverError as object | undefined), ...error } as Record<string, unknown>;
  return {
    type: name,
    message: withoutValues(message),
    ...(stack !== undefined && { stack: withoutValues(stack) }),
    ...Object.fromEntries(TOLD.filter((field) => fields[field] !== undefined).map((field) => [field, fields[field]])),
    ...(cause !== undefined && { cause: toldError(cause) }),
  };
}

/** How every line of ours is written. */
export const LINES: LoggerOptions = {
  redact: REDACTED,
  serializers: { err: toldError },
  hooks: { streamWrite: lineOnly },
};

/** What waits for room on the disk of the log; lines beyond are dropped. */
const WAITING_BYTES_MAX = 1_000_000;

/** The program's output. One that cannot be written, for lack of room or because nobody reads it, stops nobody's work. */
function output(): DestinationStream {
  const stream = pino.destination({ fd: 1, sync: true, maxLength: WAITING_BYTES_MAX });
  stream.on('error', () => undefined);
  return stream;
}

/** JSON lines without personal data, each of them one line of printable text. */
export function createLogger(level: string, name: string): Logger {
  return pino({ ...LINES, name, level, base: { name } }, output());
}

const SAMPLE_EVERY_MS = 1_000;

/**
 * Lines about something that may happen ten thousand times a second: one at once, then one a second at most, each with
 * `times`, for how many it stands; what it tells is of the last of them. None goes uncounted.
 */
export class SampledLines {
  private times = 0;
  private fields: object = {};
  private timer: NodeJS.Timeout | undefined;

  /** @param say writes a line: what is known of the last one, and how many there were */
  constructor(private readonly say: (line: object) => void) {}

  /** @param fields no personal data: ids, codes, routes */
  note(fields: object): void {
    this.times += 1;
    this.fields = fields;
    if (this.timer === undefined) this.tell();
  }

  private tell(): void {
    this.timer = undefined;
    if (this.times === 0) return;
    const { times, fields } = this;
    this.times = 0;
    // What ends the process does not wait for it.
    this.timer = setTimeout(() => this.tell(), SAMPLE_EVERY_MS).unref();
    this.say({ ...fields, times });
  }
}

/** Lets Nest's own messages go the same way as ours. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }
  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }
  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
}
