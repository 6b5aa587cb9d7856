/** Starting acts from anywhere in the page. */
import { createContext, lazy, Suspense, useContext, useState, type ReactNode } from 'react';
import type { Act } from './act';

const ActDialog = lazy(() => import('./ActDialog').then((module) => ({ default: module.ActDialog })));
const ActsContext = createContext<((act: Act) => void) | null>(null);

/** Holds the one dialog in which acts are reviewed and signed. */
export function ActsProvider({ children }: { children: ReactNode }) {
  const [act, setAct] = useState<Act | null>(null);
  return (
    <ActsContext value={setAct}>
      {children}
      {act !== null && (
        <Suspense>
          <ActDialog act={act} onClose={() => setAct(null)} />
        </Suspense>
      )}
    </ActsContext>
  );
}

/** Opens the review of an act. Nothing is signed before somebody agrees to what it shows. */
export function useAct(): (act: Act) => void {
  const start = useContext(ActsContext);
  if (start === null) throw new Error('useAct needs an ActsProvider above it.');
  return start;
}
