const DOOR = '/dang-nhap';

/** A one-time link that was followed to any other page, as `npm start` prints it (/#vao=<token>), belongs to the door. */
export function takeSignInLink(): void {
  const isLink = () => location.hash.startsWith('#vao=') && location.pathname !== DOOR;
  if (isLink()) history.replaceState(null, '', DOOR + location.hash);
  // Pasted into a tab that has the page open, it changes nothing but what stands behind #.
  addEventListener('hashchange', () => {
    if (isLink()) location.replace(DOOR + location.hash);
  });
}
