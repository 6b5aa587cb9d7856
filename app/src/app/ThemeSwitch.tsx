import { useState } from 'react';
import { Button, Icon } from '@/shared/ui';

type Theme = 'light' | 'dark';

function current(): Theme {
  const { theme } = document.documentElement.dataset;
  if (theme === 'light' || theme === 'dark') return theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

/** Dark or light; without a choice the system decides. `theme.js` applies the choice before the page is drawn. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(current);
  const other = theme === 'dark' ? 'light' : 'dark';
  const change = () => {
    document.documentElement.dataset.theme = other;
    setTheme(other);
    try {
      localStorage.setItem('tenure-theme', other);
    } catch {
      // Storage that is switched off: the choice lasts as long as the page.
    }
  };
  return (
    <Button look="quiet" size="icon" aria-label={`Switch to ${other}`} title={`Switch to ${other}`} onClick={change}>
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </Button>
  );
}
