/** Mints and amounts of tokens. */
export { useMint } from './useMint';
export { Amount, useSymbol, useTokenText, type Token, type TokenText } from './token';
