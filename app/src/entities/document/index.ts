/** Documents whose hash stands on the chain. */
export { DocumentCheck } from './DocumentCheck';
export { hashOfFile, type HashedFile } from './hash';
export { DocumentPick } from './DocumentPick';
