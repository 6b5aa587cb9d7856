/** Documents whose hash stands on the chain. */
export { DocumentCheck } from './DocumentCheck';
export { sha256Of, type HashedFile } from './hash';
export { DocumentPick } from './DocumentPick';
