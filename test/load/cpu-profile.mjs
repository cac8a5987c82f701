// Loaded into api and worker by `load --cpu-profiles DIR` (node --import): the first SIGWINCH starts a CPU profile, the second
// writes it. So a profile holds the measured window and nothing of the start. (Nest closes an application at SIGUSR2; whoever
// does not listen to SIGWINCH is not disturbed by it.)

import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { basename, dirname, join } from 'node:path';

const directory = process.env.CPU_PROFILES;
const session = new Session();
session.connect();

process.once('SIGWINCH', () => {
  session.post('Profiler.enable');
  session.post('Profiler.start');
  process.once('SIGWINCH', () => {
    session.post('Profiler.stop', (error, found) => {
      if (error || !directory) return;
      // dist/apps/api/src/main.js -> api
      const name = basename(dirname(dirname(process.argv[1] ?? '')));
      writeFileSync(join(directory, `${name}-${process.pid}.cpuprofile`), JSON.stringify(found.profile));
    });
  });
});
