import {
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { finalize, type Observable } from 'rxjs';
import type { CallerRequest } from '../access.js';

/** Longer than any heavy work may take. */
const SILENT_MS = 5 * 60_000;

@Injectable()
class TakesLongInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { socket } = context.switchToHttp().getRequest<CallerRequest>().raw;
    const usualMs = socket.timeout ?? 0;
    socket.setTimeout(SILENT_MS);
    return next.handle().pipe(finalize(() => void socket.setTimeout(usualMs)));
  }
}

/**
 * A route whose answer may take minutes: its connection may be silent for longer than the half minute after which others are
 * cut.
 */
export const TakesLong = (): MethodDecorator & ClassDecorator => UseInterceptors(TakesLongInterceptor);
