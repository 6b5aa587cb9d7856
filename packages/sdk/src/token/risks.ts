/** What a mint can do to the people paid in it; a plan names the risks that it accepts. */
import { numberConstant } from '../program/idl';

const BITS = {
  /** The mint has a freeze authority. */
  freezeAuthority: numberConstant('riskFreezeAuthority'),
  /** Somebody may move anyone's tokens. */
  permanentDelegate: numberConstant('riskPermanentDelegate'),
  /** Another program runs in, and may refuse, every transfer. */
  transferHook: numberConstant('riskTransferHook'),
  /** Somebody may stop all transfers. */
  pausable: numberConstant('riskPausable'),
  /** New token accounts may start frozen. */
  defaultFrozen: numberConstant('riskDefaultFrozen'),
  /** Balances that the program can't see. */
  confidential: numberConstant('riskConfidential'),
  /** The mint can be closed, and made anew, at supply zero. */
  closeAuthority: numberConstant('riskCloseAuthority'),
  /** Somebody may raise the transfer fee, up to all of a claim. */
  transferFeeAuthority: numberConstant('riskTransferFeeAuthority'),
  /** Somebody may make more tokens. */
  mintAuthority: numberConstant('riskMintAuthority'),
  /** The transfer fee is above 5 %, now or as it is scheduled. */
  highTransferFee: numberConstant('riskHighTransferFee'),
};

export type Risk = keyof typeof BITS;

function isRisk(name: string): name is Risk {
  return Object.hasOwn(BITS, name);
}

/** Every risk that a plan can accept. */
export const RISKS: readonly Risk[] = Object.keys(BITS).filter(isRisk);

/** The bits of `Policy.acceptedRisks`. */
export function riskBits(risks: readonly Risk[]): number {
  return risks.reduce((bits, risk) => bits | BITS[risk], 0);
}

/** The risks that bits name. */
export function riskNames(bits: number): Risk[] {
  return RISKS.filter((risk) => (bits & BITS[risk]) !== 0);
}
