import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DomainError } from '#domain';
import { attemptAddress, AttemptTokens } from '#attempts';
import { SessionService } from '#identity';
import { ENV, type Env } from '#platform';
import { ACCESS_RULE, type AccessRule, type CallerRequest } from './access.js';
import { sessionTokenOf } from './session-token.js';

/** Deny by default: no rule, no entry. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
    private readonly attemptTokens: AttemptTokens,
    @Inject(ENV) private readonly env: Env,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!rule) throw new DomainError('NOT_ALLOWED');
    const request = context.switchToHttp().getRequest<CallerRequest>();
    if (rule.access === 'attempt' && this.holdsAttempt(request)) return true;

    const token = sessionTokenOf(request, this.env.PUBLIC_URL.startsWith('https:'));
    const identity = token === null ? null : await this.sessions.resolve(token);
    if (identity) request.identity = identity;
    if (rule.access === 'public') return true;
    if (!identity) throw new DomainError(token === null ? 'NOT_SIGNED_IN' : 'SESSION_ENDED');
    if (rule.access === 'signed_in' || rule.access === 'attempt') return true;
    const roles = rule.access;
    if (identity.roles.some(({ role }) => roles.includes(role))) return true;
    const isWaiting = identity.waitingRoles.some(({ role }) => roles.includes(role));
    throw new DomainError(isWaiting ? 'SECOND_FACTOR_NEEDED' : 'NOT_ALLOWED');
  }

  /** The signed attempt token names attempt and session; it must be for the attempt in the address, of a living session. */
  private holdsAttempt(request: CallerRequest): boolean {
    const token = request.headers['x-attempt-token'];
    if (typeof token !== 'string' || token === '') return false;
    const claims = this.attemptTokens.read(token);
    if (this.sessions.isEnded(claims.sessionId)) throw new DomainError('SESSION_ENDED');
    const address = (request.params as Record<string, string>)['attemptId'];
    if (address !== attemptAddress(claims.contestId, claims.attemptId)) throw new DomainError('NOT_YOUR_ATTEMPT');
    request.attempt = claims;
    return true;
  }
}
