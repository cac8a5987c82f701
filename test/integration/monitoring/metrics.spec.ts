import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { load } from 'js-yaml';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { METRICS_DOOR, readEnv, type MetricsDoor } from '#platform';
import { TallyService } from '#results';
import { DriftWatch } from '../../../apps/worker/src/figures/drift-watch.js';
import { WorkerModule } from '../../../apps/worker/src/worker.module.js';
import { startApi, type TestApi } from '../../support/app.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { dropTestEnv, testEnv } from '../../support/env.js';
import { connect, insertContest, insertGradedAttempts, insertParticipants } from '../../support/insert.js';

const TOKEN = 'only-prometheus-knows-this';
const CANARY = 'nguyen-van-canary-0912345678';

let database: TestDatabase;
let api: TestApi;
let worker: INestApplicationContext;

beforeAll(async () => {
  database = await createTestDatabase();
  api = await startApi(database, { METRICS_PORT: 0, METRICS_TOKEN: TOKEN });
  const env = { ...api.env, WORKER_METRICS_PORT: 0 };
  worker = await NestFactory.createApplicationContext(WorkerModule.forRoot(env), {
    logger: false,
    abortOnError: false,
  });
});
afterAll(async () => {
  await worker?.close();
  await api?.close();
  await database?.drop();
});

const portOf = (app: INestApplicationContext) => app.get<MetricsDoor>(METRICS_DOOR).port;
const ask = (app: INestApplicationContext, path = '/metrics', token = TOKEN) =>
  fetch(`http://127.0.0.1:${portOf(app)}${path}`, { headers: { authorization: `Bearer ${token}` } });
const textOf = async (app: INestApplicationContext) => (await ask(app)).text();

/** Every figure of a text, by name. */
const namesIn = (text: string) => [...text.matchAll(/^# TYPE (\w+) /gm)].map(([, name]) => name!);

/** Figures that expressions of Prometheus speak of; parts of a histogram by its own name. */
const namesOf = (text: string) =>
  new Set(
    [...text.matchAll(/\bcchc_[a-z_]+/g)].map(([name]) => name.replace(/_seconds_(bucket|sum|count)$/, '_seconds')),
  );

interface Rule {
  alert: string;
  expr: string;
  annotations: { summary: string; description: string; runbook: string };
}
const monitoring = (file: string) => readFileSync(`docker/monitoring/${file}`, 'utf8');
const dashboard = JSON.parse(monitoring('grafana/thi-cchc.json')) as {
  panels: { title: string; targets?: { expr: string }[] }[];
};
const drawn = dashboard.panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr));
const rules = (load(monitoring('alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
);

describe('the figures', () => {
  it('are those that the dashboard draws and the alerts watch, and no others', async () => {
    const shown = new Set([...namesIn(await textOf(api.app)), ...namesIn(await textOf(worker))]);
    const alerts = namesOf(rules.map(({ expr }) => expr).join('\n'));
    expect([...alerts].filter((name) => !shown.has(name))).toEqual([]);
    expect([...shown].sort()).toEqual([...namesOf(drawn.join('\n'))].sort());
  });

  it('are lines that Prometheus reads', async () => {
    await fetch(`${api.url}/api/health/live`);
    const sample =
      /^[a-z_:]+(\{[a-z_]+="(?:[^"\\\n]|\\.)*"(,[a-z_]+="(?:[^"\\\n]|\\.)*")*\})? -?(\d+(\.\d+)?(e[+-]\d+)?|Nan)$/;
    for (const text of [await textOf(api.app), await textOf(worker)]) {
      const lines = text.trimEnd().split('\n');
      expect(lines.filter((line) => line !== '' && !line.startsWith('# ') && !sample.test(line))).toEqual([]);
      expect(text).toContain('cchc_metrics_unread 0');
    }
  });

  it('name routes by their template, never what people asked for', async () => {
    await fetch(`${api.url}/api/contests/${CANARY}?phone=${CANARY}`);
    await fetch(`${api.url}/${CANARY}`);
    const text = await textOf(api.app);
    expect(text).toContain('route="/api/contests/:slug",outcome="4xx"');
    expect(text).not.toContain(CANARY);
  });

  it('tell how long attempts wait for their grade, and which figures are not what a recount finds', async () => {
    const owner = await connect(database.ownerUrl);
    try {
      const contest = await insertContest(owner, { units: [{ name: 'A' }] });
      const people = await insertParticipants(owner, contest, [{}, {}, {}]);
      const ids = await insertGradedAttempts(
        owner,
        contest,
        people.map((person) => ({ person })),
        randomUUID(),
      );
      await owner.transaction((manager) => new TallyService().apply(manager, contest.id, ids));
      const drift = async () => {
        await worker.get(DriftWatch).look();
        return new RegExp(`^cchc_figures_drift\\{contest="${contest.id}"\\} (\\d+)$`, 'm').exec(
          await textOf(worker),
        )?.[1];
      };
      expect(await drift()).toBe('0');
      await owner.query(`DELETE FROM standing WHERE contest_id = $1 AND participant_id = $2`, [
        contest.id,
        people[0]!.id,
      ]);
      expect(Number(await drift())).toBeGreaterThan(0);
    } finally {
      await owner.destroy();
    }
  });
});

describe('the door of the figures', () => {
  it('is shut when no port was named', async () => {
    const env = testEnv(database);
    const shut = await startApi(database, {});
    expect(shut.app.get<MetricsDoor | null>(METRICS_DOOR)).toBeNull();
    await shut.close();
    dropTestEnv(env);
  });

  it('asks for its token, and has one room', async () => {
    expect((await ask(api.app, '/metrics', 'something-else-entirely')).status).toBe(401);
    expect((await fetch(`http://127.0.0.1:${portOf(api.app)}/metrics`)).status).toBe(401);
    expect((await ask(api.app, '/')).status).toBe(404);
    expect((await fetch(`${api.url}/metrics`)).status).toBe(404);
  });

  it('does not open to other machines without a token', () => {
    const env = { METRICS_HOST: '0.0.0.0', METRICS_PORT: '9464' };
    expect(() => readEnv(env)).toThrow('METRICS_TOKEN');
    expect(readEnv({ ...env, METRICS_TOKEN: TOKEN }).METRICS_PORT).toBe(9464);
  });
});

describe('the alerts', () => {
  /** As GitHub names the headings of a page. */
  const anchors = (page: string) =>
    [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      title!
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    );

  it('say what to do, and where the whole way stands', () => {
    expect(rules.length).toBeGreaterThan(10);
    for (const { alert, annotations } of rules) {
      const [page, anchor] = annotations.runbook.split('#');
      expect([alert, existsSync(page!), anchors(page!).includes(anchor!)]).toEqual([alert, true, true]);
      expect(annotations.description.length).toBeGreaterThan(30);
    }
  });
});

describe('docker/monitoring/compose.yaml', () => {
  const compose = load(monitoring('compose.yaml')) as {
    services: Record<string, { ports?: string[]; volumes?: string[] }>;
  };
  it('mounts only files that are there, and opens nothing beyond this machine', () => {
    for (const { ports = [], volumes = [] } of Object.values(compose.services)) {
      for (const published of ports) expect(published).toMatch(/^127\.0\.0\.1:/);
      for (const source of volumes.map((volume) => volume.split(':')[0]!).filter((one) => one.startsWith('.')))
        expect([source, existsSync(`docker/${source}`)]).toEqual([source, true]);
    }
  });
});
