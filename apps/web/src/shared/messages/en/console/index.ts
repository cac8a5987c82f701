import type { vi } from '../../vi/console/index.js';
import { shell } from '../shell.js';
import { staff } from '../staff.js';
import { frame } from './frame.js';
import { inviting } from './inviting.js';
import { people } from './people.js';
import { today } from './today.js';

const { roles } = staff;

export const en: typeof vi = { shell, roles, frame, today, people, inviting };
