/** How a value was found: enough for anybody with the evidence to find it again. Holds no secret. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { sourceSettings } from './sources';

export const receiptSchema = z.strictObject({
  version: z.literal(1),
  /** Name and version of what computed the value. */
  tool: z.string(),
  /** Base58. */
  metric: z.string(),
  /** In units of `10^exponent`, decimal, rounded down. */
  value: z.string(),
  exponent: z.int().min(-18).max(18),
  /** The exact number, decimal. */
  number: z.string(),
  /** Unix seconds. */
  observedTs: z.int(),
  evidence: z.strictObject({ sha256: z.string(), bytes: z.int() }),
  /** As in the configuration: paths as they are written there, of secrets the variables' names alone. */
  source: sourceSettings,
});

export type Receipt = z.infer<typeof receiptSchema>;

/** SHA-256 in hexadecimal. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
