/** Amounts of a plan's token. */
import type { PublicKey } from '@solana/web3.js';
import { useChain } from '@/shared/chain';
import { exactTokens, glanceTokens, short } from '@/shared/format';

/** What is needed to show an amount: the mint and its decimals. A plan is one of these. */
export interface Token {
  readonly mint: PublicKey;
  readonly decimals: number;
}

/** An amount in words, such as `1,250.5 LAB`. */
export type TokenText = (baseUnits: bigint, token: Token) => string;

/** A mint's symbol, where the host names one; otherwise its address, shortened. */
export function useSymbol(): (mint: PublicKey) => string {
  const { cluster } = useChain();
  return (mint) => {
    const address = mint.toBase58();
    return cluster.tokens[address] ?? short(address);
  };
}

/** Amounts in words to the last base unit, such as `1,250.5 LAB`. */
export function useTokenText(): TokenText {
  const symbol = useSymbol();
  return (baseUnits, { mint, decimals }) => `${exactTokens(baseUnits, decimals)} ${symbol(mint)}`;
}

/** An amount for a glance, the exact one on hover. */
export function Amount({ baseUnits, token }: { baseUnits: bigint; token: Token }) {
  const symbol = useSymbol();
  const text = useTokenText();
  const { text: shown, exact } = glanceTokens(baseUnits, token.decimals);
  return (
    <span title={text(baseUnits, token)}>
      {exact ? '' : '≈ '}
      {shown} {symbol(token.mint)}
    </span>
  );
}
