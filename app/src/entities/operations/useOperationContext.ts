import type { OperationContext } from '@tenure/operations';
import { useMemo } from 'react';
import { useTokenText } from '@/entities/token';
import { useChain } from '@/shared/chain';
import { clean, day, duration, figure, moment, percent, portion } from '@/shared/format';

/** What operations are made from: the chain of the page, and values in its words. */
export function useOperationContext(): OperationContext {
  const { reader, programId } = useChain();
  const tokens = useTokenText();
  return useMemo(
    () => ({
      reader,
      programId,
      format: { tokens, time: moment, day, span: duration, share: percent, portion, figure, clean },
    }),
    [reader, programId, tokens],
  );
}
