import '../shared/styles/fonts.css';
import '../shared/styles/tokens.css';
import '../shared/styles/base.css';
import './ui/ui.css';
import { render } from 'preact';
import { LocationProvider } from 'preact-iso/router';
import { ContactProvider } from './contact.js';
import { applyDisplay } from '../shared/display.js';
import { keepShell } from './keep-shell.js';
import { LanguageProvider } from './language.js';
import { OURS } from './our-paths.js';
import { openPage } from './router.js';
import { SessionProvider } from './session.js';
import { Shell } from './shell.js';
import { takeSignInLink } from './sign-in-link.js';

applyDisplay();
takeSignInLink();
keepShell();
// No await at the top: scripts of pages may wait for this one.
void openPage(location.pathname).then(() => {
  const app = document.getElementById('app')!;
  app.textContent = '';
  render(
    <LanguageProvider>
      <SessionProvider>
        <ContactProvider>
          <LocationProvider scope={OURS}>
            <Shell />
          </LocationProvider>
        </ContactProvider>
      </SessionProvider>
    </LanguageProvider>,
    app,
  );
});
