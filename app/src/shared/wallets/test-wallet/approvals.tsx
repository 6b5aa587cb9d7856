/** The test wallet's own window: what is to be signed, Approve or Reject. It stands beside the page, as an extension's does. */
import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { Button, Dialog, DialogActions, Facts, Notice } from '@/shared/ui';

/** What a wallet is asked to sign. */
export interface ApprovalRequest {
  readonly wallet: string;
  readonly address: string;
  readonly transactions: readonly { readonly signers: number; readonly instructions: number }[];
}

interface Asked extends ApprovalRequest {
  readonly answer: (approved: boolean) => void;
}

let asked: Asked | null = null;
const listeners = new Set<() => void>();

function set(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Shows what is to be signed, and waits for the answer. */
export function askApproval(request: ApprovalRequest): Promise<boolean> {
  return new Promise((resolve) => {
    set({
      ...request,
      answer: (approved) => {
        set(null);
        resolve(approved);
      },
    });
  });
}

function Approvals() {
  const request = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asked,
  );
  if (request === null) return null;
  const { wallet, address, transactions, answer } = request;
  const count = transactions.length;
  return (
    <Dialog title={wallet} onClose={() => answer(false)}>
      <Notice tone="warn">
        A test wallet of this local chain. Its key is public: never send anything of value to it.
      </Notice>
      <Facts
        facts={[
          { name: 'Signs as', value: <code>{address}</code> },
          { name: 'To sign', value: count === 1 ? '1 transaction' : `${count} transactions` },
          { name: 'Instructions', value: transactions.map(({ instructions }) => instructions).join(' + ') },
        ]}
      />
      <DialogActions>
        <Button onClick={() => answer(false)}>Reject</Button>
        <Button look="primary" onClick={() => answer(true)}>
          Approve
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Puts the wallet's window into the page. */
export function showApprovals(): void {
  const place = document.createElement('div');
  document.body.append(place);
  createRoot(place).render(<Approvals />);
}
