import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath } from './chromium.mjs';

/**
 * A second machine on a cable to this one: a network namespace of its own, in which a browser meets the server at an
 * address that is not loopback, as phones in a hall do. Nothing of it can reach any other network.
 */
export interface OtherMachine {
  /** The address of this machine on the cable. */
  serverAddress: string;
  /** Starts Chromium over there. */
  chromium: string;
  remove(): void;
}

/** @returns null where this process may not make network namespaces: it has to be root, with `ip` at hand */
export function connectOtherMachine(): OtherMachine | null {
  const mark = process.pid % 250;
  const [space, here, there] = [`cchc-${mark}`, `cchc${mark}h`, `cchc${mark}t`];
  const [serverAddress, browserAddress] = [`10.213.${mark}.1`, `10.213.${mark}.2`];
  const ip = (...args: string[]) => execFileSync('ip', args, { stdio: 'pipe' });
  const directory = mkdtempSync(join(tmpdir(), 'cchc-other-'));
  const chromium = join(directory, 'chromium');
  writeFileSync(chromium, `#!/bin/sh\nexec ip netns exec ${space} ${chromiumPath()} "$@"\n`);
  chmodSync(chromium, 0o755);
  try {
    ip('netns', 'add', space);
  } catch {
    rmSync(directory, { recursive: true, force: true });
    return null;
  }
  const remove = () => {
    // The cable goes with the machine at its end.
    ip('netns', 'del', space);
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    ip('link', 'add', here, 'type', 'veth', 'peer', 'name', there, 'netns', space);
    ip('addr', 'add', `${serverAddress}/24`, 'dev', here);
    ip('link', 'set', here, 'up');
    ip('-n', space, 'addr', 'add', `${browserAddress}/24`, 'dev', there);
    ip('-n', space, 'link', 'set', there, 'up');
    ip('-n', space, 'link', 'set', 'lo', 'up');
  } catch {
    remove();
    return null;
  }
  return { serverAddress, chromium, remove };
}
