import { Injectable } from '@nestjs/common';
import { DomainError } from '#domain';
import { Secrets } from '#platform';

/**
 * Who, which attempt, which paper, which session. It saves a save its look-ups; it identifies and never decides: state,
 * deadline, void and writer are judged on the row.
 */
export interface AttemptClaims {
  contestId: number;
  attemptId: string;
  participantId: string;
  sessionId: string;
  roundId: number;
  roundRevision: number;
  /** What answers the paper allows, see `paperShape` in #domain. */
  shape: string;
}

const VERSION = 'a1';

/** Tokens remembered as ours, in each of two generations: some 600 bytes each. */
const KNOWN_MAX = 5_000;

@Injectable()
export class AttemptTokens {
  /**
   * Tokens that were found to be ours, so that the seventeen requests of an attempt cost one verification. A token says the
   * same as long as our keys do, so nothing in here can become untrue.
   */
  private known = new Map<string, AttemptClaims>();
  private older = new Map<string, AttemptClaims>();

  constructor(private readonly secrets: Secrets) {}

  issue(claims: AttemptClaims): string {
    const body = [
      VERSION,
      claims.contestId,
      claims.attemptId,
      claims.participantId,
      claims.sessionId,
      claims.roundId,
      claims.roundRevision,
      claims.shape,
    ].join('~');
    return `${body}~${this.secrets.sign('token', body)}`;
  }

  /** @throws DomainError NOT_SIGNED_IN for anything that we did not sign. */
  read(token: string): AttemptClaims {
    const found = this.known.get(token) ?? this.older.get(token);
    if (found) return found;
    const claims = this.verified(token);
    if (this.known.size >= KNOWN_MAX) {
      this.older = this.known;
      this.known = new Map();
    }
    this.known.set(token, claims);
    return claims;
  }

  private verified(token: string): AttemptClaims {
    const end = token.lastIndexOf('~');
    const body = token.slice(0, end);
    const parts = body.split('~');
    if (parts.length !== 8 || parts[0] !== VERSION || !this.secrets.verify('token', body, token.slice(end + 1))) {
      throw new DomainError('NOT_SIGNED_IN');
    }
    const [, contestId, attemptId, participantId, sessionId, roundId, roundRevision, shape] = parts as string[];
    return Object.freeze({
      contestId: Number(contestId),
      attemptId: attemptId!,
      participantId: participantId!,
      sessionId: sessionId!,
      roundId: Number(roundId),
      roundRevision: Number(roundRevision),
      shape: shape!,
    });
  }
}

/** The id of an attempt as it stands in addresses: the contest's short number and the attempt's own id. */
export function attemptAddress(contestId: number, attemptId: string): string {
  return `${contestId}-${attemptId}`;
}

/** @throws DomainError ATTEMPT_NOT_FOUND when the text is no attempt's address. */
export function parseAttemptAddress(text: string): { contestId: number; attemptId: string } {
  const match = /^([1-9]\d{0,8})-([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/.exec(text);
  if (!match) throw new DomainError('ATTEMPT_NOT_FOUND');
  return { contestId: Number(match[1]), attemptId: match[2]! };
}
