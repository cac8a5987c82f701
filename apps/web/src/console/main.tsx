import '../shared/styles/fonts.css';
import '../shared/styles/tokens.css';
import '../shared/styles/base.css';
import './ui/pieces.css';
import './ui/data-table.css';
import './frame.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { applyDisplay } from '../shared/display.js';
import { queries } from './api.js';
import { LanguageProvider } from './language.js';
import { router } from './router.js';
import { ToastProvider } from './ui/toast.js';

applyDisplay();
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <LanguageProvider>
      <QueryClientProvider client={queries}>
        <ToastProvider>
          <RouterProvider router={router} />
        </ToastProvider>
      </QueryClientProvider>
    </LanguageProvider>
  </StrictMode>,
);
