/** The document that gives the reasons of a proposal: its bytes' SHA-256, and where others find it. */
import { createHash } from 'node:crypto';
import { httpGet, isHttpAddress } from '@tenure/oracle';
import { UsageError } from '../cli-error';
import { hashOfDocument } from './hash-of-document';

/** What of a document goes on the chain. */
export interface ProposalDocument {
  readonly documentSha256: Uint8Array;
  readonly documentUri: string;
}

const FETCH = { headers: { accept: '*/*' }, timeoutSecs: 30, maxBytes: 20_000_000 } as const;

/**
 * Reads a file, or fetches an address, which then is where others find it too. Errors: FileUnreadable, those
 * of fetching, and UsageError.
 */
export async function readProposalDocument(document: string, uri: string | undefined): Promise<ProposalDocument> {
  if (!isHttpAddress(document)) {
    if (uri !== undefined) return { documentSha256: hashOfDocument(document), documentUri: uri };
    const remedy = 'Give --document-uri with a file, or publish it and give its address as --document.';
    throw new UsageError('Nobody else could find the document', remedy);
  }
  if (!URL.canParse(document)) throw new UsageError('--document is no address', 'Write https://… or a path.');
  const bytes = await httpGet({ url: document, ...FETCH });
  return { documentSha256: createHash('sha256').update(bytes).digest(), documentUri: uri ?? document };
}
