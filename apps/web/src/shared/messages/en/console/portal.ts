import type { portal as vi } from '../../vi/console/portal.js';

export const portal: typeof vi = {
  title: 'Look and banner',
  toRules: 'Change agency, colour and hotline in the rules',
  preview: 'What participants see',
  previewText: 'Agency, colour and hotline come from the rules; the footer names the agency as portals do.',
  screens: { phone: 'On a phone', desk: 'On a desk' },
  banner: 'Banner for the portal',
  bannerText: 'Paste this into a page of the portal. The picture is drawn from title and calendar and follows them.',
  pictureOf: (title) => `Banner of ${title}`,
  width: 'Width on the portal',
  pixels: (count) => `${count} pixels`,
  html: 'What to paste',
  htmlHint: 'One picture and one link; nothing follows the reader.',
  copyHtml: 'Copy it',
  code: 'QR code',
  codeText: 'Print it on invitations, banners and screens: it leads to the page of the contest.',
  codeOf: (title) => `QR code of ${title}`,
  keepCode: 'Download the QR code',
};
