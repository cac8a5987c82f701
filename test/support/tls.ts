import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';

/** One value in DER: a tag, the length, what is in it. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
}

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');
const time = (ms: number): Buffer =>
  der(0x17, Buffer.from(`${new Date(ms).toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

/** A certificate for localhost and 127.0.0.1 that has signed itself, good for a day; made here, so that no tool is needed. */
export function selfSigned(): { key: KeyObject; cert: string } {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'der' },
  });
  const key = createPrivateKey(pair.privateKey);
  const algorithm = der(0x30, bytes('06082a8648ce3d040302')); // ECDSA with SHA-256
  const name = der(0x30, der(0x31, der(0x30, bytes('0603550403'), der(0x0c, Buffer.from('localhost')))));
  const names = der(0x30, der(0x82, Buffer.from('localhost')), der(0x87, Buffer.from([127, 0, 0, 1])));
  const told = der(
    0x30,
    der(0xa0, bytes('020102')),
    der(0x02, bytes('01')),
    algorithm,
    name,
    der(0x30, time(Date.now() - 3_600_000), time(Date.now() + 86_400_000)),
    name,
    pair.publicKey,
    der(0xa3, der(0x30, der(0x30, bytes('0603551d11'), der(0x04, names)))),
  );
  const signature = der(0x03, bytes('00'), sign('sha256', told, key));
  const base64 = der(0x30, told, algorithm, signature).toString('base64');
  const lines = base64.match(/.{1,64}/g)!.join('\n');
  return { key, cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

export interface TlsDoor {
  /** https://127.0.0.1:<port> */
  url: string;
  /** What a client must trust. */
  ca: string;
  close(): Promise<void>;
}

/** A TLS front door on loopback as docker/Caddyfile is one: it names the visitor anew and passes everything else on. */
export async function openTlsDoor(apiPort: () => number): Promise<TlsDoor> {
  const { key, cert } = selfSigned();
  const onward = ({ headers, socket }: IncomingMessage) => ({
    ...headers,
    'x-forwarded-for': socket.remoteAddress!,
    'x-forwarded-proto': 'https',
  });
  const server = createServer({ key: key.export({ type: 'pkcs8', format: 'pem' }), cert }, (incoming, answer) => {
    const { method, url: path } = incoming;
    const sent = request({ port: apiPort(), method, path, headers: onward(incoming) }, (reply) => {
      answer.writeHead(reply.statusCode!, reply.headers);
      reply.pipe(answer);
    });
    sent.on('error', () => answer.destroy());
    incoming.pipe(sent);
  });
  server.on('upgrade', (incoming, socket, head) => {
    const behind = connect(apiPort(), '127.0.0.1', () => {
      const lines = Object.entries(onward(incoming)).map(([name, value]) => `${name}: ${String(value)}`);
      behind.write([`GET ${incoming.url} HTTP/1.1`, ...lines, '', ''].join('\r\n'));
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    behind.on('error', () => socket.destroy());
    socket.on('error', () => behind.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ca: cert,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
