import { LIMITS } from '#domain';
import { isPrivateAddress } from '../door/private-address.js';
import { CodeNotSent } from './code-not-sent.js';

/** A gateway for text messages, as its own papers describe it. */
export interface Gateway {
  url: string;
  /** Goes as `authorization: Bearer …`, unless the body has a place for it. */
  secret: string | null;
  type: 'application/json' | 'application/x-www-form-urlencoded';
  /** What is posted: `{phone}` is +84…, `{local_phone}` is 0…, `{code}` six digits, `{text}` the whole message, `{secret}`. */
  body: string;
  /** What an answer must contain to count as a yes; null: any answer of 200 to 299. */
  accepted: string | null;
}

/** Without accents, because a message with them costs double and old phones show boxes. */
const textOf = (code: string) =>
  `Ma dat lai mat khau Thi CCHC: ${code}. Dung duoc ${LIMITS.phoneCodeMinutes} phut. Khong dua ma nay cho ai.`;

/** Posts a code to a gateway over HTTP. Nothing is sent twice: a gateway that was slow may have sent it. */
export class HttpCodeSender {
  readonly isThere = true;

  /** @throws Error for an address that is not https and leaves the house */
  constructor(private readonly gateway: Gateway) {
    const { protocol } = new URL(gateway.url);
    if (protocol === 'https:' || (protocol === 'http:' && isPrivateAddress(gateway.url))) return;
    throw new Error(
      'CODE_GATEWAY_URL phải là https, hoặc là địa chỉ nội bộ: số điện thoại và mã không đi qua mạng công cộng mà không mã hóa.',
    );
  }

  async send(phone: string, code: string): Promise<void> {
    const { url, accepted } = this.gateway;
    const { status, text } = await ask(url, { headers: this.headers(), body: this.body(phone, code) });
    if (status < 200 || status > 299) throw new CodeNotSent('refused');
    if (accepted !== null && !text.includes(accepted)) throw new CodeNotSent('not_accepted');
  }

  private headers(): Record<string, string> {
    const { type, secret, body } = this.gateway;
    const isInBody = secret === null || body.includes('{secret}');
    return { 'content-type': type, ...(!isInBody && { authorization: `Bearer ${secret}` }) };
  }

  private body(phone: string, code: string): string {
    const { type, body, secret } = this.gateway;
    const values: Record<string, string> = {
      phone,
      local_phone: phone.replace(/^\+84/, '0'),
      code,
      text: textOf(code),
      secret: secret ?? '',
    };
    const written = type === 'application/json' ? inJson : encodeURIComponent;
    return body.replace(/\{(\w+)\}/g, (place, name: string) => {
      const value = values[name];
      return value === undefined ? place : written(value);
    });
  }
}

/** As it stands between the quotes of a JSON text. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/** @throws CodeNotSent too_late, unreachable */
async function ask(url: string, wish: { headers: Record<string, string>; body: string }) {
  const patience = AbortSignal.timeout(LIMITS.gatewayWaitMs);
  try {
    // Whoever redirects a message sends the number to somebody whom nobody has named.
    const answer = await fetch(url, { ...wish, method: 'POST', redirect: 'manual', signal: patience });
    return { status: answer.status, text: await beginningOf(answer) };
  } catch {
    throw new CodeNotSent(patience.aborted ? 'too_late' : 'unreachable');
  }
}

/** As much of an answer as one of a gateway is long; the rest is not read. */
async function beginningOf(answer: Response): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of answer.body ?? []) {
    text += decoder.decode(piece as Uint8Array, { stream: true });
    if (text.length >= LIMITS.gatewayAnswerLengthMax) break;
  }
  return text.slice(0, LIMITS.gatewayAnswerLengthMax);
}
