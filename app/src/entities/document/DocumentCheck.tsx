/** Whether a document is the one whose hash stands on the chain. */
import { useState } from 'react';
import { hex } from '@/shared/format';
import { Card, DocumentLink, Facts, Notice } from '@/shared/ui';
import { DocumentPick } from './DocumentPick';
import styles from './DocumentCheck.module.css';
import type { HashedFile } from './hash';

interface Props {
  /** What it is, such as `Terms document`. */
  readonly title: string;
  /** What it was given for, such as `the plan was made with`. */
  readonly madeFor: string;
  readonly uri: string;
  readonly sha256: Uint8Array;
}

/** Where the document is said to be, its hash, and a place to drop a copy. */
export function DocumentCheck({ title, madeFor, uri, sha256 }: Props) {
  const [file, setFile] = useState<HashedFile | null>(null);
  return (
    <Card title={title}>
      <Facts
        facts={[
          { name: 'Said to be at', value: <DocumentLink uri={uri} /> },
          { name: 'SHA-256', value: <code className={styles.hash}>{hex(sha256)}</code> },
        ]}
      />
      <DocumentPick label={`${title} to check`} action="Check a document …" onHashed={setFile} />
      {file !== null && <CheckResult file={file} expected={hex(sha256)} madeFor={madeFor} />}
    </Card>
  );
}

function CheckResult({
  file: { name, sha256 },
  expected,
  madeFor,
}: {
  file: HashedFile;
  expected: string;
  madeFor: string;
}) {
  if (sha256 === null) {
    return (
      <Notice tone="warn" urgent title={`${name} could not be read`}>
        Choose the file again.
      </Notice>
    );
  }
  return hex(sha256) === expected ? (
    <Notice tone="good" urgent title="This is the document">
      {name} is byte for byte what {madeFor}.
    </Notice>
  ) : (
    <Notice tone="bad" urgent title="This is another document">
      {name} has the SHA-256 {hex(sha256)}. Even one changed space makes another hash: ask for the original file.
    </Notice>
  );
}
