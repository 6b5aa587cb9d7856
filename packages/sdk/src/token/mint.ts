/** Mints that a plan may pay in: decimals, fee, and what the mint can do to the people paid in it. */
import {
  ExtensionType,
  getExtensionTypes,
  getTransferFeeConfig,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  unpackMint,
  type Mint,
} from '@solana/spl-token';
import { PublicKey } from '@solana/web3.js';
import { numberConstant } from '../program/idl';
import type { Reader } from '../fetch/reader';
import type { Risk } from './risks';
import { isMissing, StateError } from '../state/account';

/** What bears on a plan of a mint. */
export interface MintFacts {
  readonly address: PublicKey;
  readonly tokenProgram: PublicKey;
  readonly decimals: number;
  /** Base units in existence. */
  readonly supply: bigint;
  /** What a plan in this mint has to accept by name. */
  readonly risks: readonly Risk[];
  /** Extensions that no plan can live with, by number or name; empty where the mint can be used. */
  readonly refused: readonly string[];
  /** Taken from each transfer by the mint itself, the higher of the rates that are set, bps. */
  readonly transferFeeBps: number;
}

/** Extensions that this package's token library has no names for. */
const CONFIDENTIAL_TRANSFER_FEE = 16;
const CONFIDENTIAL_MINT_BURN = 24;

const MAX_TRANSFER_FEE_BPS = numberConstant('maxTransferFeeBps');

const RISKS = new Map<number, Risk>([
  [ExtensionType.PermanentDelegate, 'permanentDelegate'],
  [ExtensionType.TransferHook, 'transferHook'],
  [ExtensionType.PausableConfig, 'pausable'],
  [ExtensionType.DefaultAccountState, 'defaultFrozen'],
  [ExtensionType.ConfidentialTransferMint, 'confidential'],
  [CONFIDENTIAL_TRANSFER_FEE, 'confidential'],
  [CONFIDENTIAL_MINT_BURN, 'confidential'],
  [ExtensionType.MintCloseAuthority, 'closeAuthority'],
]);

const HARMLESS = new Set<number>([
  ExtensionType.TransferFeeConfig,
  ExtensionType.InterestBearingConfig,
  ExtensionType.ScaledUiAmountConfig,
  ExtensionType.MetadataPointer,
  ExtensionType.TokenMetadata,
  ExtensionType.GroupPointer,
  ExtensionType.TokenGroup,
  ExtensionType.GroupMemberPointer,
  ExtensionType.TokenGroupMember,
]);

/** The risks of a mint and the extensions that are refused, as the program finds them. */
function judge(mint: Mint): Pick<MintFacts, 'risks' | 'refused' | 'transferFeeBps'> {
  const extensions: number[] = getExtensionTypes(mint.tlvData).filter((type) => type !== ExtensionType.Uninitialized);
  const fee = getTransferFeeConfig(mint);
  const changeable = fee !== null && !fee.transferFeeConfigAuthority.equals(PublicKey.default);
  const rates = fee === null ? [] : [fee.olderTransferFee, fee.newerTransferFee];
  const isHigh = rates.some((rate) => rate.transferFeeBasisPoints > MAX_TRANSFER_FEE_BPS && rate.maximumFee > 0n);
  const risks = new Set<Risk>([
    ...(mint.freezeAuthority === null ? [] : ['freezeAuthority' as const]),
    ...(mint.mintAuthority === null ? [] : ['mintAuthority' as const]),
    ...extensions.flatMap((type) => RISKS.get(type) ?? []),
    ...(changeable ? ['transferFeeAuthority' as const] : []),
    ...(isHigh ? ['highTransferFee' as const] : []),
  ]);
  const refused = extensions
    .filter((type) => !RISKS.has(type) && !HARMLESS.has(type))
    .map((type) => ExtensionType[type] ?? `extension ${type}`);
  return {
    risks: [...risks],
    refused,
    transferFeeBps: Math.max(0, ...rates.map((rate) => rate.transferFeeBasisPoints)),
  };
}

/** Reads a mint of either token program. Errors: StateError (Missing, WrongOwner, WrongKind). */
export async function fetchMint(reader: Reader, address: PublicKey): Promise<MintFacts> {
  const account = await reader.getAccountInfo(address);
  if (isMissing(account)) throw new StateError('Missing', address, 'does not exist on this cluster.');
  const { owner, data } = account;
  if (!owner.equals(TOKEN_PROGRAM_ID) && !owner.equals(TOKEN_2022_PROGRAM_ID)) {
    throw new StateError('WrongOwner', address, 'belongs to no token program, so it is no mint.');
  }
  try {
    const info = { owner, data: Buffer.from(data), executable: false, lamports: 0 };
    const mint = unpackMint(address, info, owner);
    return { address, tokenProgram: owner, decimals: mint.decimals, supply: mint.supply, ...judge(mint) };
  } catch {
    throw new StateError(
      'WrongKind',
      address,
      'is no mint: give the address of the token itself, not of a token account.',
    );
  }
}
