/** The voter weight plugin's interface, as generated. */
import type { Idl } from '@coral-xyz/anchor';
import { PublicKey } from '@solana/web3.js';
import type { VoterWeight } from '../../../../artifacts/voter_weight';
import generated from '../../../../artifacts/voter_weight.json';
import { interfaceOf } from '../program/idl';

export type { VoterWeight };

/** The IDL with camelCase names. */
export const VOTER_WEIGHT_IDL = interfaceOf<VoterWeight>(generated);

/** The same, typed as any program's, for code that walks it. */
export const ANY_VOTER_WEIGHT_IDL: Idl = VOTER_WEIGHT_IDL;

/** Address of the plugin. */
export const VOTER_WEIGHT_PROGRAM_ID = new PublicKey(VOTER_WEIGHT_IDL.address);

/** Name of an error of the plugin, such as `grantTooYoung`. */
export type VoterWeightErrorName = VoterWeight['errors'][number]['name'];
