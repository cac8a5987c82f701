import { device, tab } from '../shared/storage.js';
import { forgetAttempts } from './attempt/journal.js';
import { vault } from './attempt/vault.js';

/** How the pages look is a choice for the device, not for the person. */
const OF_THE_DEVICE = ['language', 'theme', 'size'];

/** Leaves nothing of a person on a phone that goes from hand to hand. */
export async function leaveNothing(): Promise<void> {
  const kept = OF_THE_DEVICE.map((name) => [name, device.read(name)] as const);
  device.clear();
  tab.clear();
  for (const [name, value] of kept) if (value !== null) device.write(name, value);
  await forgetAttempts();
  await vault.clear();
}
