const PASSING_CODE =
  /^((08|40|53|57)...|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** Said without a code: by pg of a line that broke or did not come about, and by TypeORM of what was under way on it. */
const PASSING_WORDS = /Connection terminated|is not queryable|timeout exceeded|already released/;

/**
 * Whether trying again is right: PostgreSQL cannot be reached now (SQLSTATE class 08, 57, and the socket's own codes), it has no
 * room now (disk, memory, connections: class 53), or two transactions were in each other's way and one had to go (class 40).
 *
 * @example catch (error) { if (isPassing(error)) throw new DomainError('SERVER_BUSY', { retryAfterSeconds: 2 }); }
 */
export function isPassing(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' && PASSING_CODE.test(code)) ||
    (typeof message === 'string' && PASSING_WORDS.test(message))
  );
}
