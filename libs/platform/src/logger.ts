import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

/** JSON lines with the fields that could name a person or open a door taken out, whoever logs them. */
export function createLogger(level: string, name: string): Logger {
  return pino({
    name,
    level,
    base: { name },
    redact: {
      paths: [
        'phone',
        'password',
        'token',
        'fullName',
        '*.phone',
        '*.password',
        '*.token',
        '*.fullName',
        'req.headers',
      ],
      censor: '[ẩn]',
    },
  });
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
