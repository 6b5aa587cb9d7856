/**
 * The vault of a Squads multisig: the address that holds what the multisig owns, and that signs when its members approve.
 * Seeds and program: Squads v4, `programs/squads_multisig_program/src/state/seeds.rs` (github.com/Squads-Protocol/v4).
 */
import { PublicKey } from '@solana/web3.js';
import { CliError, type Session } from '@tenure/cli';

const SQUADS = new PublicKey('SQDS4ep65T869zMMBKyuUq6aD6EgTu8psMjkvj52pCf');
/** The first vault, which Squads' own app shows. */
const VAULT_INDEX = 0;

/** The address of a multisig's first vault. */
export function vaultOf(multisig: PublicKey): PublicKey {
  const prefix = Buffer.from('multisig');
  const seeds = [prefix, multisig.toBytes(), Buffer.from('vault'), Uint8Array.of(VAULT_INDEX)];
  return PublicKey.findProgramAddressSync(seeds, SQUADS)[0];
}

/** The first vault of a multisig that exists on this cluster. Errors: NotASquad. */
export async function readVault(session: Session, multisig: PublicKey): Promise<PublicKey> {
  if (await isMultisig(session, multisig)) return vaultOf(multisig);
  throw new CliError(
    'NotASquad',
    `${multisig.toBase58()} is no multisig of Squads v4 on this cluster`,
    "Name the multisig's account: Squads' app shows it under Settings, beside its vault.",
  );
}

/**
 * Refuses what can never sign: a multisig's own account, which is often mistaken for its vault. Errors: MultisigIsNoVault.
 */
export async function checkNewAuthority(session: Session, to: PublicKey): Promise<void> {
  if (!(await isMultisig(session, to))) return;
  throw new CliError(
    'MultisigIsNoVault',
    `${to.toBase58()} is a multisig's account, which can never sign: the program could never be upgraded again`,
    `Write --hand-over-squads ${to.toBase58()}: it takes the multisig's vault, ${vaultOf(to).toBase58()}.`,
  );
}

async function isMultisig(session: Session, address: PublicKey): Promise<boolean> {
  const account = await session.ask((connection) => connection.getAccountInfo(address));
  return account !== null && account.owner.equals(SQUADS) && account.data.length > 0;
}
