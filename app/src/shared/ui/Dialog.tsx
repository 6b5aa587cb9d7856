import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './Button';
import styles from './Dialog.module.css';
import { Icon } from './Icon';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  /** False while leaving would hide something half done. */
  readonly closable?: boolean;
  readonly children: ReactNode;
}

/** A modal dialog: the browser's own, which keeps the focus in, the rest inert, and closes on Escape. */
export function Dialog({ title, onClose, closable = true, children }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={heading}
      onCancel={(event) => {
        event.preventDefault();
        if (closable) onClose();
      }}
    >
      <div className={styles.head}>
        <h2 id={heading}>{title}</h2>
        {closable && (
          <Button look="quiet" size="icon" aria-label="Close" onClick={onClose}>
            <Icon name="close" />
          </Button>
        )}
      </div>
      <div className={styles.body}>{children}</div>
    </dialog>
  );
}

/** The buttons of a dialog, the main one last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.foot}>{children}</div>;
}
