/** A place to drop a file, or to choose one. It is read in the browser and sent nowhere. */
import { useRef, type DragEvent, type ReactNode } from 'react';
import { Button } from './Button';
import { Muted } from './layout';
import styles from './FileDrop.module.css';

interface Props {
  /** What the file is, such as `Terms document`. */
  readonly label: string;
  readonly accept?: string;
  /** What the button says. */
  readonly action?: string;
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

/** A button and a target for dragging. */
export function FileDrop({ label, accept, action = 'Choose a file …', onFile, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  };
  return (
    <div className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={label}
        {...(accept === undefined ? {} : { accept })}
        onChange={(event) => {
          take(event.target.files);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{action}</Button>
      <Muted>{children}</Muted>
    </div>
  );
}
