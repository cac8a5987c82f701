import { required, type Env } from '#platform';
import { CodeNotSent } from './code-not-sent.js';
import { HttpCodeSender } from './http-code-sender.js';

/** The way to people's phones, which is an installation's own affair: a province has a contract, a school has none. */
export interface CodeSender {
  /** Is there any such way? Without one, pages do not speak of it. */
  readonly isThere: boolean;
  /**
   * Sends a code to a phone. @param phone E.164 @param code six digits
   * @throws CodeNotSent
   */
  send(phone: string, code: string): Promise<void>;
}

export const CODE_SENDER = Symbol('CODE_SENDER');

/** No gateway: people get new passwords by their recovery code, their unit or the telephone. */
const nobody: CodeSender = { isThere: false, send: () => Promise.reject(new CodeNotSent('unreachable')) };

/**
 * The sender that CODE_SENDER names.
 * @throws Error when its settings are missing, or the gateway is a public address without https
 */
export function codeSenderOf(env: Env): CodeSender {
  if (env.CODE_SENDER === 'none') return nobody;
  return new HttpCodeSender({
    url: required(env, 'CODE_GATEWAY_URL'),
    secret: env.CODE_GATEWAY_SECRET ?? null,
    type: env.CODE_GATEWAY_TYPE,
    body: env.CODE_GATEWAY_BODY,
    accepted: env.CODE_GATEWAY_ACCEPTED ?? null,
  });
}
