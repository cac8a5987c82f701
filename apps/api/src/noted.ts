import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import { concatMap, type Observable } from 'rxjs';
import type { DataSource } from 'typeorm';
import { appendAudit } from '#database';
import type { CallerRequest } from './access.js';

const NOTED = 'noted';

/** Writes the line when the answer is ready and before it leaves: without its line nothing is given away. */
@Injectable()
export class NotedInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const action = this.reflector.get<string>(NOTED, context.getHandler());
    const { identity, url, id } = context.switchToHttp().getRequest<CallerRequest>();
    // Without what was searched for: it may be a name, and no line can be taken out again.
    const subject = url.split('?')[0]!;
    return next.handle().pipe(
      concatMap(async (answer: unknown) => {
        const row = { actorId: identity?.accountId ?? null, action, subject, requestId: id };
        await appendAudit(this.dataSource.manager, row);
        return answer;
      }),
    );
  }
}

/**
 * A route of staff that gives a file away, or shows personal data of others, leaves a line in the audit trail each time. The
 * interceptor stands before these routes alone, so that no other pays for the stream that Nest then makes of an answer.
 *
 * @param action what was done, in the past tense
 * @example @Noted('unit_table.exported')
 */
export const Noted = (action: string): MethodDecorator =>
  applyDecorators(SetMetadata(NOTED, action), UseInterceptors(NotedInterceptor));
