import { useEffect, useState } from 'react';
import type { PublicKey } from '@solana/web3.js';
import { clean, day, distance, machineTime, moment, short, utc, webLink } from '@/shared/format';
import { Icon } from './Icon';
import styles from './values.module.css';

const COPIED_MS = 1_500;

/** Copies a text; says so for a moment. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <button
      type="button"
      className={styles.copy}
      aria-label={copied ? 'Copied' : label}
      title={label}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <Icon name={copied ? 'check' : 'copy'} size={15} />
    </button>
  );
}

/** An address, shortened, with a button that copies all of it. */
export function Address({ address, name }: { address: PublicKey | string; name?: string }) {
  const text = typeof address === 'string' ? address : address.toBase58();
  return (
    <span className={styles.address}>
      {name !== undefined && <span>{name}&nbsp;</span>}
      <code title={text}>{short(text)}</code>
      <CopyButton text={text} label={`Copy ${name ?? 'address'} ${text}`} />
    </span>
  );
}

/** A date in the viewer's zone, with UTC on hover. With `now` it says how far away it is. */
export function Time({ ts, precise = false, now }: { ts: number; precise?: boolean; now?: number }) {
  return (
    <time className={styles.time} dateTime={machineTime(ts)} title={utc(ts)}>
      {precise ? moment(ts) : day(ts)}
      {now !== undefined && ` (${distance(ts, now)})`}
    </time>
  );
}

/** Where a document is: a link where it leads to the web, otherwise the text. */
export function DocumentLink({ uri }: { uri: string }) {
  const link = webLink(uri);
  if (link === undefined) return <code>{clean(uri)}</code>;
  return (
    <a href={link} target="_blank" rel="noopener noreferrer">
      {clean(uri)}
    </a>
  );
}

/** Shares of a whole as a bar, 0 to 1: `inner` lies within `outer`. */
export function ShareBar({ outer, inner, label }: { outer: number; inner: number; label: string }) {
  return (
    <div className={styles.bar} role="img" aria-label={label}>
      <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        <rect className={styles.vested} width={outer * 1_000} height="10" />
        <rect className={styles.claimed} width={inner * 1_000} height="10" />
      </svg>
    </div>
  );
}
