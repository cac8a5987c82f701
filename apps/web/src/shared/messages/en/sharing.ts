import type { Words } from '../words.js';

export const sharing: Words['sharing'] = {
  title: 'Invite others',
  text: 'Scan the QR code with a phone camera, or send this address.',
  address: 'Address of this page',
  send: 'Send to someone',
  copy: 'Copy the address',
  copied: 'Address copied.',
  copyByHand: 'The address is selected. Press and hold it, then choose copy.',
  print: 'Print this page',
};
