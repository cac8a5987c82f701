import type { imprint as vi } from '../vi/imprint.js';

export const imprint: typeof vi = {
  responsible: (person) => `Responsible for the content: ${person}`,
  address: (address) => `Address: ${address}`,
  telephone: (number) => `Telephone: ${number}`,
  email: (email) => `Email: ${email}`,
  licence: (licence) => `Licence: ${licence}`,
};
