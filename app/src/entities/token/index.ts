/** Mints and amounts of tokens. */
export { useMint } from './mint';
export { Amount, useSymbol, useTokenText, type Token, type TokenText } from './token';
