import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TestGateway, takeIt } from '../../../../test/support/gateway.js';
import { readEnv } from '#platform';
import { codeSenderOf } from './code-sender.js';
import { HttpCodeSender, type Gateway } from './http-code-sender.js';

let gateway: TestGateway;
const sender = (changes: Partial<Gateway> = {}) =>
  new HttpCodeSender({
    url: gateway.url,
    secret: 'khóa "bí mật"',
    type: 'application/json',
    body: '{"to":"{phone}","text":"{text}"}',
    accepted: null,
    ...changes,
  });
const why = (sending: Promise<void>): Promise<string> =>
  sending.then(
    () => 'sent',
    (error: Error & { why: string }) => (JSON.stringify(error) + error.stack).replace(/.*why":"(\w+).*/s, '$1'),
  );

beforeEach(async () => {
  gateway = await TestGateway.open();
});
afterEach(() => gateway.close());

describe('HttpCodeSender', () => {
  it('posts number and words as JSON, the key in the head', async () => {
    await sender({ secret: 'khoa-bi-mat' }).send('+84912345678', '012345');
    const [{ headers, body }] = (await gateway.received(1)) as [{ headers: Record<string, string>; body: string }];
    expect(headers['content-type']).toBe('application/json');
    expect(headers['authorization']).toBe('Bearer khoa-bi-mat');
    expect(JSON.parse(body)).toEqual({
      to: '+84912345678',
      text: 'Ma dat lai mat khau Thi CCHC: 012345. Dung duoc 10 phut. Khong dua ma nay cho ai.',
    });
  });

  it('fills the body of another gateway, values written as its type asks', async () => {
    await sender({ body: '{"key":"{secret}","phone":"{local_phone}","otp":"{code}","{x}":1}' }).send(
      '+84912345678',
      '000000',
    );
    const form = 'ApiKey={secret}&Phone={phone}&Content={text}';
    await sender({ type: 'application/x-www-form-urlencoded', body: form }).send('+84912345678', '999999');
    const [json, posted] = (await gateway.received(2)) as { headers: Record<string, string>; body: string }[];
    expect(JSON.parse(json!.body)).toEqual({ key: 'khóa "bí mật"', phone: '0912345678', otp: '000000', '{x}': 1 });
    expect(json!.headers['authorization']).toBeUndefined();
    expect(posted!.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(posted!.body))).toMatchObject({
      ApiKey: 'khóa "bí mật"',
      Phone: '+84912345678',
      Content: expect.stringContaining('999999'),
    });
  });

  it.each([
    ['sent', 'takes it', takeIt],
    ['not_accepted', 'says no with 200', (reply) => reply.end('{"status":"error","code":104}')],
    ['refused', 'fails', (reply) => reply.writeHead(500).end('oops')],
    ['refused', 'redirects', (reply) => reply.writeHead(307, { location: gateway.url }).end()],
    ['unreachable', 'hangs up', (reply) => reply.destroy()],
    ['unreachable', 'hangs up in the middle', (reply) => void reply.write('{"sta', () => reply.destroy())],
    ['too_late', 'never answers', () => undefined],
    ['too_late', 'never ends its answer', (reply) => void reply.write('{"status":')],
    ['not_accepted', 'talks without end', (reply) => endless(reply)],
  ] as [string, string, (reply: import('node:http').ServerResponse) => void][])(
    'is told %s by a gateway that %s',
    async (said, _how, answer) => {
      gateway.answer = answer;
      expect(await why(sender({ secret: null, accepted: '"status":"success"' }).send('+84912345678', '123456'))).toBe(
        said,
      );
      // Never a second time by itself: the first may have arrived.
      expect(gateway.messages).toHaveLength(1);
    },
    15_000,
  );

  it('says that nobody is there, and no more', async () => {
    const gone = sender();
    await gateway.close();
    const failed: unknown = await gone.send('+84912345678', '123456').catch((error: unknown) => error);
    expect(failed).toMatchObject({ why: 'unreachable' });
    expect(`${String(failed)} ${JSON.stringify(failed)}`).not.toMatch(/912345678|123456/);
    gateway = await TestGateway.open();
  });

  it.each(['http://sms.example.vn/send', 'http://127.0.0.1.example.vn/', 'ftp://127.0.0.1/', 'http://203.113.1.1/'])(
    'does not take %s for a gateway',
    (url) => expect(() => sender({ url })).toThrow('CODE_GATEWAY_URL'),
  );

  it.each(['https://sms.example.vn/send', 'http://10.0.0.5:8080/sms', 'http://localhost/'])('takes %s', (url) => {
    expect(sender({ url }).isThere).toBe(true);
  });
});

describe('codeSenderOf', () => {
  it('sends nothing anywhere unless it is told to', async () => {
    const nobody = codeSenderOf(readEnv({}));
    expect(nobody.isThere).toBe(false);
    expect(await why(nobody.send('+84912345678', '123456'))).toBe('unreachable');
  });

  it('is the gateway of the environment', async () => {
    const env = { CODE_SENDER: 'http', CODE_GATEWAY_URL: gateway.url, CODE_GATEWAY_BODY: 'to={phone}&c={code}' };
    const type = 'application/x-www-form-urlencoded';
    await codeSenderOf(readEnv({ ...env, CODE_GATEWAY_TYPE: type })).send('+84912345678', '123456');
    expect(await gateway.received(1)).toMatchObject([{ body: 'to=%2B84912345678&c=123456' }]);
  });

  it.each([{}, { CODE_GATEWAY_URL: 'http://sms.example.vn/' }])('opens no door with %j', (settings) => {
    expect(() => codeSenderOf(readEnv({ CODE_SENDER: 'http', ...settings }))).toThrow('CODE_GATEWAY_URL');
  });
});

function endless(reply: import('node:http').ServerResponse): void {
  const more = () => {
    if (!reply.destroyed) reply.write('x'.repeat(1_000), () => setImmediate(more));
  };
  more();
}
