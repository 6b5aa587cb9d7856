import { FileDrop } from '@/shared/ui';
import { hashOfFile, type HashedFile } from './hash';

interface Props {
  /** What the document is, such as `Terms document`. */
  readonly label: string;
  /** What the button says. */
  readonly action: string;
  readonly onHashed: (file: HashedFile) => void;
}

/** A place to drop a document or to choose one; it is hashed in the browser. */
export function DocumentPick({ label, action, onHashed }: Props) {
  return (
    <FileDrop label={label} action={action} onFile={(file) => void hashOfFile(file).then(onHashed)}>
      or drop it here. It is read in your browser and sent nowhere.
    </FileDrop>
  );
}
