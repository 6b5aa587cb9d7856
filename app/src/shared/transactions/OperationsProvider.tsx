/** Starting operations from anywhere in the page. */
import { createContext, lazy, Suspense, useContext, useState, type ReactNode } from 'react';
import type { Operation } from '@tenure/operations';

const OperationDialog = lazy(() => import('./OperationDialog').then((module) => ({ default: module.OperationDialog })));
const OperationsContext = createContext<((operation: Operation) => void) | null>(null);

/** Holds the one dialog in which operations are reviewed and signed. */
export function OperationsProvider({ children }: { children: ReactNode }) {
  const [operation, setOperation] = useState<Operation | null>(null);
  return (
    <OperationsContext value={setOperation}>
      {children}
      {operation !== null && (
        <Suspense>
          <OperationDialog operation={operation} onClose={() => setOperation(null)} />
        </Suspense>
      )}
    </OperationsContext>
  );
}

/** Opens the review of an operation. Nothing is signed before somebody agrees to what it shows. */
export function useStartOperation(): (operation: Operation) => void {
  const start = useContext(OperationsContext);
  if (start === null) throw new Error('useStartOperation needs an OperationsProvider above it.');
  return start;
}
