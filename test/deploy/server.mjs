// One server, as docs/vi/cai-dat.md sets it up: a Debian 12 with its own systemd on which the product is installed by its own
// scripts without a network, then used, killed, stopped, backed up, upgraded and switched off and on.

import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { clone } from '../../scripts/home.mjs';
import { round } from '../load/measures.mjs';
import { makeMachine } from './machine.mjs';

const PRODUCT = '/opt/thi-cchc';
const DOMAIN = 'thi.example.vn';
const INNER_DOMAIN = 'thi.noibo.vn';
/** What systemd-analyze may find at most: without any fence it is above 9; what systemd calls OK ends at 5. */
const EXPOSURE_MAX = 2.5;
const READY_PATIENCE_SECONDS = 180;
const PERSON = { phone: '0936000001', password: 'con trâu đi trước' };
const ABOUT = { fullName: 'H’Hen Niê', birthDate: '1992-05-08' };
const AUTHORITY = '/root/acme/pki/authorities/local/root.crt';
const INNER_AUTHORITY = '/var/lib/caddy/.local/share/caddy/pki/authorities/local/root.crt';

/**
 * An authority that gives certificates by ACME, in a network of its own, under the name of the one that Caddy asks unless told
 * otherwise: the product's Caddyfile is tried as it is, and its answers come from outside, at ports 80 and 443.
 */
const ACME = `
ip netns add acme
ip link add acme0 type veth peer name acme0 netns acme
ip addr add 10.99.0.1/24 dev acme0
ip link set acme0 up
ip -n acme addr add 10.99.0.2/24 dev acme0
ip -n acme link set acme0 up
ip -n acme link set lo up
mkdir -p /etc/netns/acme /root/acme
echo '127.0.0.1 ${DOMAIN}' >>/etc/hosts
echo '10.99.0.2 acme-v02.api.letsencrypt.org' >>/etc/hosts
printf '127.0.0.1 localhost\\n10.99.0.1 ${DOMAIN}\\n10.99.0.2 acme-v02.api.letsencrypt.org\\n' >/etc/netns/acme/hosts
cat >/root/acme/Caddyfile <<'END'
{
	admin off
	skip_install_trust
	storage file_system /root/acme
}
acme-v02.api.letsencrypt.org {
	tls internal
	rewrite /directory /acme/local/directory
	acme_server
}
END
systemd-run --quiet --unit=acme --setenv=HOME=/root ip netns exec acme caddy run --config /root/acme/Caddyfile
tries=0
until [ -s ${AUTHORITY} ] && curl -fsS --cacert ${AUTHORITY} https://acme-v02.api.letsencrypt.org/directory >/dev/null 2>&1; do
  tries=$((tries + 1)); [ "$tries" -lt 60 ]; sleep 0.5
done
cp ${AUTHORITY} /usr/local/share/ca-certificates/acme.crt
update-ca-certificates >/dev/null 2>&1`;

/** A version that nothing is wrong with: a picture is another. */
const NEXT = `cd ${PRODUCT}
echo '<!-- ban moi -->' >>apps/web/public/icon.svg
git commit -qam 'Next'
git tag v-next
git checkout -q --detach HEAD~1`;

/** A version that changes the database and then does not come up. */
const BROKEN = `cd ${PRODUCT}
git checkout -q --detach v-next
cat >libs/database/src/migrations/1999000000000-planted.ts <<'END'
export class Planted1999000000000 {
  name = 'Planted1999000000000';
  async up(db: { query(sql: string): Promise<unknown> }) {
    await db.query('CREATE TABLE planted (id integer PRIMARY KEY)');
  }
  async down() {}
}
END
sed -i -e "1i import { Planted1999000000000 } from './1999000000000-planted.js';" -e 's/^\\];/  Planted1999000000000,\\n];/' libs/database/src/migrations/index.ts
echo "throw new Error('planted');" >>apps/api/src/create-app.ts
git add -A
git commit -qm 'Broken'
git tag v-broken
git checkout -q --detach v-next`;

/** @type {import('./deploy.mjs').Trial[]} */
export const serverTrials = [
  {
    name: 'server',
    title: 'from a clone by deploy/install.sh on a Debian 12 with systemd: certificate by ACME, life, upgrade and back',
    alone: (log, signal) => onMachine(log, signal, tryClone),
  },
  {
    name: 'server-bundle',
    title:
      'from a bundle by the lines of docs/vi/cai-dat.md on a Debian 12 with systemd and no Node.js: life, the same again',
    alone: (log, signal) => onMachine(log, signal, tryBundle),
  },
];

/**
 * @param {import('../../scripts/say.mjs').Speaker} log @param {AbortSignal} signal
 * @param {(machine: import('./machine.mjs').Machine, tools: Tools) => Promise<Record<string, unknown>>} trial
 */
async function onMachine(log, signal, trial) {
  const began = Date.now();
  const machine = await makeMachine(log, signal);
  /** @type {string[]} */
  const missed = [];
  const miss = (/** @type {string} */ what) => void missed.push(what);
  try {
    const seen = await trial(machine, toolsOf(machine, miss, log));
    return { missed, ...seen, seconds: round((Date.now() - began) / 1000, 1) };
  } finally {
    await machine.close();
  }
}

/** @typedef {ReturnType<typeof toolsOf>} Tools */

/**
 * @param {import('./machine.mjs').Machine} machine @param {(what: string) => void} miss
 * @param {import('../../scripts/say.mjs').Speaker} log
 */
function toolsOf(machine, miss, log) {
  const shown = async (/** @type {string} */ unit, /** @type {string} */ field) =>
    machine.in(`systemctl show -p ${field} --value ${unit}`);
  const tools = {
    ...{ miss, log, shown },
    asOwner: (/** @type {string} */ command) => `cd ${PRODUCT}; runuser -u cchc -- ${command}`,
    /** @param {string} what @param {unknown} seen @param {unknown} wanted */
    expect(what, seen, wanted) {
      if (JSON.stringify(seen) !== JSON.stringify(wanted))
        miss(`${what}: ${JSON.stringify(seen)} (wanted: ${JSON.stringify(wanted)})`);
    },
    /** @param {string} unit @returns {Promise<number>} seconds until the product answers */
    async ready(unit = 'thi-cchc') {
      const began = Date.now();
      await machine.in(
        `n=0; until curl -fsS -m 5 http://127.0.0.1:3000/api/health/ready >/dev/null 2>&1; do
           n=$((n + 1)); [ $n -lt ${READY_PATIENCE_SECONDS * 2} ] || { journalctl -u ${unit} -n 60 --no-pager >&2; exit 1; }
           sleep 0.5; done`,
      );
      return round((Date.now() - began) / 1000, 1);
    },
    /** @param {string} path @param {object} body @returns {Promise<number>} the status that the front door answers with */
    async post(door, path, body) {
      const json = JSON.stringify(body);
      const head = `-H 'content-type: application/json' --data-binary @-`;
      return Number(
        await machine.in(`curl -sS -o /dev/null -w '%{http_code}' ${head} ${door}${path} <<'END'\n${json}\nEND`),
      );
    },
    /** One moment of the life of a server. @template T @param {string} title @param {() => Promise<T>} work @returns {Promise<T>} */
    step: async (title, work) => (await log.step(title, async () => ({ made: await work() }))).made,
  };
  return tools;
}

/** @param {import('./machine.mjs').Machine} machine @param {Tools} tools */
async function tryClone(machine, tools) {
  const { expect, miss, step, asOwner } = tools;
  const door = `https://${DOMAIN}`;
  await step('Mã nguồn', () => putClone(machine.root));
  expect('units that failed on a bare Debian', await machine.boot(), []);
  await machine.in(ACME);
  await step('deploy/install.sh', () => machine.in(`sh ${PRODUCT}/deploy/install.sh ${DOMAIN} quan-tri@example.vn`));
  // install.sh has told that it runs.
  expect(
    'ready when install.sh has ended',
    (await machine.try('curl -fsS http://127.0.0.1:3000/api/health/ready')).code,
    0,
  );
  await untilAnswers(machine, door);
  const life = await liveOn(machine, tools, { door, cli: 'npm run -s cli --' });

  // The authority went with the first boot: what is shown now was kept.
  const program = `NODE_EXTRA_CA_CERTS=${AUTHORITY} node ${PRODUCT}/test/deploy/visitor.mjs ${door}`;
  const visit = JSON.parse(await step('Cửa TLS', () => machine.in(program)));
  const { certificate, ...seen } = visit;
  expect('through the front door', seen, {
    ...{ page: 200, hsts: 'max-age=31536000; includeSubDomains' },
    plain: { status: 308, location: `${door}/tra-cuu?ma=1` },
    ...{ socket: 'websocket', upload: { status: 200, isWhole: true } },
  });
  expect('names of the certificate', certificate.names, `DNS:${DOMAIN}`);

  await machine.in(asOwner(`sh -eu -c ${quoted(NEXT)}`));
  const upgrade = (/** @type {string} */ to, patienceSeconds = 300) =>
    machine.try(`PATIENCE_SECONDS=${patienceSeconds} sh ${PRODUCT}/deploy/upgrade.sh ${to}`);
  const picture = 'apps/web/public/icon.svg';
  await machine.in(asOwner(`sh -c ${quoted(`echo '<!-- của máy này -->' >>${picture}`)}`));
  const refused = await step('upgrade.sh, git từ chối', () => upgrade('v-next'));
  expect('upgrade.sh over a file that was changed by hand', refused.code, 1);
  expect('the product after that', await tools.post(door, '/api/sessions', PERSON), 201);
  await machine.in(asOwner(`git checkout -q ${picture}`));
  const up = await step('upgrade.sh', () => upgrade('v-next'));
  if (up.code !== 0) miss(`upgrade.sh to a good version: ${up.code} ${up.said}${up.wrong}`);
  const isNew = async () => (await machine.in(`curl -fsS ${door}/icon.svg`)).includes('ban moi');
  if (!(await isNew())) miss('after upgrade.sh the pages are those of before');
  const next = await machine.in(asOwner('git rev-parse HEAD'));

  await machine.in(asOwner(`sh -eu -c ${quoted(BROKEN)}`));
  const back = await step('upgrade.sh, và quay lại', () => upgrade('v-broken', 60));
  expect('upgrade.sh to a version that does not come up', back.code, 1);
  if (!back.wrong.includes('quay lại phiên bản cũ')) miss(`upgrade.sh did not go back: ${back.said}${back.wrong}`);
  await tools.ready();
  expect('the version after that', await machine.in(asOwner('git rev-parse HEAD')), next);
  expect('tables of the broken version', await planted(machine), { kept: false, tried: true });
  expect('signing in after an upgrade and back', await tools.post(door, '/api/sessions', PERSON), 201);
  await machine.in(asOwner('npm run -s cli -- verify-audit'));
  return { certificate, ...life };
}

/** @param {import('./machine.mjs').Machine} machine @param {Tools} tools */
async function tryBundle(machine, tools) {
  const { expect, step, asOwner } = tools;
  const door = `https://${INNER_DOMAIN}`;
  const { stdout } = await step('Gói', () => promisify(execFile)('npm', ['run', '-s', 'bundle'], { cwd: clone }));
  const archive = stdout.trim().split('\n').at(-1) ?? '';
  for (const file of [archive, `${archive}.sha256`]) cpSync(file, join(machine.root, 'root', basename(file)));
  const unpack = blockOfDocs('sha256sum -c thi-cchc-*').replace(/^\/opt\/thi-cchc\/start .*$/m, '');
  expect('units that failed on a bare Debian', await machine.boot(), []);
  await machine.in(`echo '127.0.0.1 ${INNER_DOMAIN}' >>/etc/hosts`);
  await step('Giải nén, cài', () => machine.in(`cd /root\n${unpack}`));
  await step('systemd', () => machine.in(blockOfDocs('ROOT=/ sh /opt/thi-cchc/deploy/install.sh')));
  await tools.ready();
  await machine.in(
    `cp ${INNER_AUTHORITY} /usr/local/share/ca-certificates/noibo.crt; update-ca-certificates >/dev/null 2>&1`,
  );
  await untilAnswers(machine, door);
  const life = await liveOn(machine, tools, { door, cli: './cli' });

  const again = `sh /root/thi-cchc-*/install.sh ${PRODUCT}`;
  expect('a bundle over a product that runs', (await machine.try(again)).code, 69);
  await machine.in(`systemctl stop thi-cchc; ${again}; systemctl start thi-cchc`);
  expect('signing in after a bundle was put over another', await tools.post(door, '/api/sessions', PERSON), 201);
  await machine.in(asOwner('./cli verify-audit'));
  return life;
}

/**
 * What happens to a server that is installed, however it was.
 * @param {import('./machine.mjs').Machine} machine @param {Tools} tools
 * @param {{ door: string, cli: string }} how cli: the command of errands
 */
async function liveOn(machine, tools, { door, cli }) {
  const { expect, miss, shown, asOwner, post, ready, step } = tools;
  const signsIn = async (/** @type {string} */ when) =>
    expect(`signing in ${when}`, await post(door, '/api/sessions', PERSON), 201);

  const link = await machine.in(asOwner(`${cli} first-admin --phone 0912345678 --name 'Nguyễn Thị Hương'`));
  if (!link.includes(`${door}/`)) miss(`first-admin: the link leads elsewhere: ${link}`);
  expect('signing up', await post(door, '/api/accounts', { ...PERSON, ...ABOUT }), 201);

  const security = await machine.in(
    'for unit in thi-cchc thi-cchc-backup; do systemd-analyze security --no-pager $unit.service | tail -1; done',
  );
  const exposure = [...security.matchAll(/level for (\S+): ([\d.]+)/g)].map(([, , level]) => Number(level));
  if (exposure.some((level) => level > EXPOSURE_MAX))
    miss(`exposure: ${exposure.join(', ')} (allowed: ${EXPOSURE_MAX})`);
  await fenced(machine, tools);

  await step('Sao lưu', () => machine.in('systemctl start thi-cchc-backup.service'));
  const backups = async () => (await machine.in('ls -d /var/backups/thi-cchc/cchc-*')).split('\n');
  const [backup = ''] = await backups();
  await machine.in(asOwner(`${cli} check-backup --from ${backup}`));

  await machine.in('logrotate -f /etc/logrotate.conf');
  const rotated = await machine.in(`ls ${PRODUCT}/.data/logs`);
  if (!rotated.includes('api-1.log.1')) miss(`logrotate left: ${rotated}`);

  const restart = Date.now();
  await machine.in('systemctl restart thi-cchc');
  const restartSeconds = round((Date.now() - restart) / 1000, 1);
  await signsIn('when a restart has ended');

  await machine.in('kill -9 "$(systemctl show -p MainPID --value thi-cchc)"; sleep 1');
  const backSeconds = await step('kill -9', () => ready());
  expect('restarts after kill -9', await shown('thi-cchc', 'NRestarts'), '1');
  await signsIn('after kill -9');

  const stop = Date.now();
  await machine.in('systemctl stop thi-cchc');
  const stopSeconds = round((Date.now() - stop) / 1000, 1);
  expect('how it stopped', await shown('thi-cchc', 'Result'), 'success');
  expect('processes left', (await machine.try('pgrep -u cchc -a')).said, '');
  const ended = await machine.in(`tail -n 3 ${PRODUCT}/.data/logs/postgres.log`);
  if (!ended.includes('database system is shut down')) miss(`PostgreSQL did not end in order: ${ended}`);

  await step('Khôi phục', () =>
    machine.in(asOwner(`${cli} restore --from ${backup} --passphrase-file /etc/thi-cchc/passphrase --replace cchc`)),
  );
  await machine.in('systemctl start thi-cchc');
  await signsIn('on a backup put back');

  // A machine that was off at night makes up for its backup at once, while the product is still starting.
  await machine.in(`mkdir -p /etc/systemd/system/thi-cchc-backup.timer.d
    printf '[Timer]\\nRandomizedDelaySec=0\\n' >/etc/systemd/system/thi-cchc-backup.timer.d/at-once.conf`);
  const before = (await backups()).length;
  await step('Tắt máy', () => machine.powerOff());
  await machine.in('true').then(
    () => miss('the machine is still on'),
    () => {},
  );
  execFileSync('touch', ['-d', '2 days ago', join(machine.root, 'var/lib/systemd/timers/stamp-thi-cchc-backup.timer')]);
  const boot = Date.now();
  const failed = await machine.boot();
  await ready();
  const bootSeconds = round((Date.now() - boot) / 1000, 1);
  await machine.in(
    'n=0; while [ "$(systemctl show -p ActiveState --value thi-cchc-backup)" = activating ]; do n=$((n + 1)); [ $n -lt 120 ]; sleep 1; done',
  );
  expect(
    'units that failed after switching on',
    [...failed, ...(await machine.in('systemctl --failed --plain --no-legend')).split('\n').filter(Boolean)],
    [],
  );
  expect('backups made up for', (await backups()).length - before, 1);
  await signsIn('after switching off and on');
  return { exposure, restartSeconds, backSeconds, stopSeconds, bootSeconds };
}

/** That the fences of the unit stand, seen from within. @param {import('./machine.mjs').Machine} machine @param {Tools} tools */
async function fenced(machine, { expect }) {
  const api = await machine
    .in(`cat ${PRODUCT}/.data/running.json`)
    .then((text) => JSON.parse(text).members['api-1'].pid);
  const status = await machine.in(`cat /proc/${api}/status`);
  const field = (/** @type {string} */ name) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1];
  expect(
    'privileges of the api',
    [field('NoNewPrivs'), field('Seccomp'), field('CapBnd')],
    ['1', '2', '0000000000000000'],
  );
  const enter = (/** @type {string} */ script) => machine.try(`nsenter -t ${api} -m -- sh -c ${quoted(script)}`);
  for (const folder of ['/etc', '/usr/local', '/var/lib', '/boot'])
    if ((await enter(`: >${folder}/planted`)).code === 0) expect(`writing into ${folder}`, 'done', 'refused');
  expect(
    'writing into its own folder',
    (await enter(`: >${PRODUCT}/.data/planted && rm ${PRODUCT}/.data/planted`)).code,
    0,
  );
  expect(
    'a file of the machine in its /tmp',
    (await machine.try(`: >/tmp/planted; nsenter -t ${api} -m -- test ! -e /tmp/planted`)).code,
    0,
  );
}

/** The clone as it stands, committed, with what it runs on, and Node.js beside it. @param {string} root of the machine */
function putClone(root) {
  const to = join(root, PRODUCT);
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' });
  for (const path of git('ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean)) {
    if (!existsSync(join(clone, path))) continue; // removed and not committed
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(clone, path), join(to, path), { verbatimSymlinks: true });
  }
  execFileSync('cp', ['-a', join(clone, 'node_modules'), join(clone, 'dist'), to]);
  const [local, npm] = [
    join(root, 'usr/local'),
    dirname(dirname(realpathSync(execFileSync('which', ['npm'], { encoding: 'utf8' }).trim()))),
  ];
  cpSync(process.execPath, join(local, 'bin/node'));
  cpSync(npm, join(local, 'lib/node_modules/npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(local, 'bin/npm'));
  writeFileSync(join(root, 'etc/gitconfig'), '[user]\n\tname = Thử\n\temail = thu@example.vn\n');
  const inIt = (/** @type {string[]} */ ...args) =>
    execFileSync('git', ['-c', 'user.name=Thử', '-c', 'user.email=thu@example.vn', ...args], { cwd: to });
  inIt('init', '-q');
  inIt('add', '-A');
  inIt('commit', '-q', '-m', 'As it is');
}

/** @param {import('./machine.mjs').Machine} machine @param {string} door */
const untilAnswers = (machine, door) =>
  machine.in(
    `n=0; until curl -fsS ${door}/ >/dev/null; do n=$((n + 1)); [ $n -lt 60 ] || { journalctl -u caddy -n 30 --no-pager >&2; exit 1; }; sleep 1; done`,
  );

/** The lines that docs/vi/cai-dat.md gives. @param {string} mark one of them @returns {string} */
function blockOfDocs(mark) {
  const text = readFileSync(join(clone, 'docs/vi/cai-dat.md'), 'utf8');
  const block = [...text.matchAll(/^```\n([\s\S]*?)^```$/gm)].find(([, lines]) => lines?.includes(mark))?.[1];
  if (!block) throw new Error(`docs/vi/cai-dat.md has no lines with ${mark}`);
  return block;
}

/** Whether the table of the broken version is there, and whether it was in the data that upgrade.sh kept. */
async function planted(machine) {
  const program = `const { default: pg } = await import('${PRODUCT}/node_modules/pg/lib/index.js');
    const { readFileSync } = await import('node:fs');
    const { env } = JSON.parse(readFileSync('${PRODUCT}/.data/running.json', 'utf8'));
    const db = new pg.Client({ connectionString: env.DATABASE_OWNER_URL });
    await db.connect();
    const { rows } = await db.query("SELECT to_regclass('planted') IS NOT NULL AS is_there");
    await db.end();
    console.log(rows[0].is_there);`;
  const kept = (await machine.in(`node --input-type=module -e ${quoted(program)}`)) === 'true';
  const tried = (await machine.try(`grep -q Planted1999000000000 -r ${PRODUCT}/.data.2*/postgres/base`)).code === 0;
  return { kept, tried };
}

/** For a shell. @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
