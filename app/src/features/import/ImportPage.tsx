/** Issuing many grants from a file. */
import { useState } from 'react';
import { sha256Of } from '@/entities/document';
import { PlanOfPath, type FundedPlan } from '@/entities/plan';
import { useSymbol } from '@/entities/token';
import { hex } from '@/shared/format';
import { ButtonLink, Card, FileDrop, Notice, PageHead, Stack } from '@/shared/ui';
import { FileCheck } from './FileCheck';
import { MAX_FILE_BYTES, type DroppedFile } from './importFile';
import styles from './import.module.css';

const EXAMPLE = `grant_id,beneficiary,amount,start,schedule,withholding_bps,label
1001,7Z1xZ8jvqR2B7u2cJfU7nDwMPy4e1tHkS7ZrDJX1Uo2N,1250.5,2026-01-31,cliff-monthly:48m:12m,,research-01`;

/** The import of the plan of the path. */
export function ImportPage() {
  return <PlanOfPath>{(funded) => <Import funded={funded} />}</PlanOfPath>;
}

function Import({ funded }: { funded: FundedPlan }) {
  const { plan } = funded;
  const symbol = useSymbol();
  const [file, setFile] = useState<DroppedFile | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const take = async (dropped: File) => {
    setRefused(null);
    if (dropped.size > MAX_FILE_BYTES) {
      setRefused(`${dropped.name} is larger than 16 MB. Split it: the numbers keep the parts apart.`);
      return;
    }
    setFile({ name: dropped.name, text: await dropped.text(), sha256: hex(await sha256Of(dropped)) });
  };
  return (
    <Stack>
      <PageHead
        title="Import grants from a file"
        lede={`Into plan ${plan.planId} in ${symbol(plan.mint)}. Every line is checked first; nothing is sent while one is wrong.`}
        actions={<ButtonLink to={`/admin/${plan.address.toBase58()}`}>Back to the plan</ButtonLink>}
      />
      <Card title="The file">
        <FileDrop
          label="File of grants"
          accept=".csv,text/csv"
          onFile={(dropped) =>
            void take(dropped).catch(() => setRefused(`${dropped.name} could not be read. Choose it again.`))
          }
        >
          or drop it here: a CSV with one grant a line. An import that was interrupted goes on with the same file: what
          is on the chain is found there.
        </FileDrop>
        {file === null && (
          <details>
            <summary>What it looks like</summary>
            {/* Wide text that scrolls must be reachable by keyboard. */}
            {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
            <pre className={styles.example} tabIndex={0} aria-label="Example of a file">
              {EXAMPLE}
            </pre>
          </details>
        )}
        {refused !== null && <Notice tone="bad" urgent title={refused} />}
      </Card>
      {file !== null && <FileCheck key={file.sha256} funded={funded} file={file} />}
    </Stack>
  );
}
