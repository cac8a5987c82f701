import { Catch, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Logger } from 'pino';
import type { Socket } from 'socket.io';
import { LOGGER, SampledLines } from '#platform';
import { numberOf } from '../request-number.js';

/** A packet that failed is a bug: told to the page, and in the log, under the number of its connection. */
@Catch()
export class LiveErrorsFilter implements ExceptionFilter {
  private readonly failed: SampledLines;

  constructor(@Inject(LOGGER) logger: Logger) {
    this.failed = new SampledLines((line) => logger.error(line, 'bug'));
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const ws = host.switchToWs();
    const socket = ws.getClient<Socket>();
    const requestId = numberOf(socket.request);
    this.failed.note({ err: error, requestId, packet: ws.getPattern() });
    socket.emit('exception', { status: 'error', code: 'INTERNAL', requestId });
  }
}
