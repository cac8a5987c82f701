import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The clone under test. */
export const clone = fileURLToPath(new URL('../../../', import.meta.url));

/** Loads one module of scripts/ with the types its test relies on: scripts are plain JavaScript, for they run before any package exists. */
export async function load<T>(name: string): Promise<T> {
  return (await import(join(clone, 'scripts', name))) as T;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs node with these arguments to its end. */
export function node(args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { cwd: clone, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended: Ended = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
  return new Promise((resolve) => child.once('close', (code) => resolve({ ...ended, code })));
}

/** Starts node on a few lines of module code; resolves at its first line on stdout. */
export function nodeHolding(code: string): Promise<{ pid: number; line: string; kill: () => Promise<void> }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    cwd: clone,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = () => (child.kill('SIGKILL'), gone);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => reject(new Error('ended before its first line')));
    child.stdout.once('data', (chunk: Buffer) => resolve({ pid: child.pid ?? 0, line: chunk.toString().trim(), kill }));
  });
}
