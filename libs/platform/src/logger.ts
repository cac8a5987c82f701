import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

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

/** JSON lines without personal data, each of them one line of printable text. */
export function createLogger(level: string, name: string): Logger {
  return pino({ name, level, base: { name }, redact: REDACTED, hooks: { streamWrite: lineOnly } });
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
