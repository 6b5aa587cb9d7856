import '@/shared/ui/tokens.css';
import '@/shared/ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from '@/app/App';

const RELOADED = 'tenure-reloaded';
const RELOAD_PAUSE_MS = 60_000;

// A newer page has other chunks than the one that is open: it is loaded anew, once, before anything could be signed.
addEventListener('vite:preloadError', () => {
  if (Date.now() - Number(sessionStorage.getItem(RELOADED) ?? 0) < RELOAD_PAUSE_MS) return;
  sessionStorage.setItem(RELOADED, `${Date.now()}`);
  location.reload();
});

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
