// Run on the server that is tried, as somebody on the way to it: `node visitor.mjs https://thi.example.vn` goes in by the front
// door and says as one JSON line on stdout what came of it. NODE_EXTRA_CA_CERTS names what it trusts.

import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:tls';
import pg from 'pg';
import { io } from 'socket.io-client';
import { Staff } from '../drills/staff.mjs';

const PICTURE_BYTES = 150_000;
const PNG = Buffer.from('89504e470d0a1a0a', 'hex');

const url = new URL(process.argv[2] ?? '');
const { env } = JSON.parse(readFileSync(new URL('../../.data/running.json', import.meta.url), 'utf8'));

/** The certificate that the door shows, believed. @returns {Promise<{ issuer: string, names: string }>} */
const certificate = () =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname, port: 443, servername: url.hostname }, () => {
      const { issuer, subjectaltname } = socket.getPeerCertificate();
      socket.destroy();
      resolve({ issuer: String(issuer.CN), names: subjectaltname ?? '' });
    });
    socket.once('error', reject);
  });

/** Where the door sends those who come without TLS. @returns {Promise<{ status: number, location: string }>} */
const plain = () =>
  new Promise((resolve, reject) => {
    const sent = request(`http://${url.host}/tra-cuu?ma=1`, (answer) => {
      answer.resume();
      resolve({ status: answer.statusCode ?? 0, location: answer.headers.location ?? '' });
    });
    sent.once('error', reject).end();
  });

/** @returns {Promise<string>} 'websocket' when one is open and answers */
const socket = () =>
  new Promise((resolve) => {
    const opened = io(url.origin, { transports: ['websocket'], reconnection: false });
    const end = (/** @type {string} */ how) => (opened.disconnect(), resolve(how));
    opened.once('connect_error', (error) => end(error.message));
    opened.once('connect', async () => {
      const answer = await opened
        .timeout(5_000)
        .emitWithAck('watch', { room: 'contest-1' })
        .catch(() => undefined);
      end(answer === undefined ? 'no answer' : (opened.io.engine?.transport?.name ?? ''));
    });
  });

/** A picture put into a bank by staff, and fetched again by anybody. */
async function upload() {
  const pool = new pg.Pool({ connectionString: env.DATABASE_OWNER_URL, max: 1 });
  try {
    await pool.query(`INSERT INTO bank (code, title) VALUES ('thu', 'Thử') ON CONFLICT DO NOTHING`);
    const stage = /** @type {import('../drills/stage.mjs').Stage} */ (
      /** @type {unknown} */ ({ pool, url: url.origin })
    );
    const staff = await Staff.admit(stage, 'administrator');
    const picture = Buffer.concat([PNG, randomBytes(PICTURE_BYTES)]);
    const put = await fetch(`${url.origin}/api/banks/thu/media`, {
      method: 'POST',
      headers: { authorization: `Bearer ${staff.token}`, 'content-type': 'image/png' },
      body: picture,
    });
    if (!put.ok) return { status: put.status, isWhole: false };
    const { sha256 } = await put.json();
    const answer = await fetch(`${url.origin}/api/media/${sha256}`);
    const back = Buffer.from(await answer.arrayBuffer());
    return { status: answer.status, isWhole: createHash('sha256').update(back).digest('hex') === sha256 };
  } finally {
    await pool.end();
  }
}

const page = await fetch(url);
const seen = {
  page: page.status,
  hsts: page.headers.get('strict-transport-security'),
  certificate: await certificate(),
  plain: await plain(),
  socket: await socket(),
  upload: await upload(),
};
process.stdout.write(`${JSON.stringify(seen)}\n`);
