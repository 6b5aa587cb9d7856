/** What happens beside the program: donations, fees collected or changed, accounts and lamports from strangers. */
import { ASSOCIATED, SYSTEM } from './addresses';
import type { Instruction, Meta } from './chain';
import { addLamports, moveTokens, payRent } from './rules/checks';
import type { Name, World } from './state';

export type ExternalEvent =
  | { readonly event: 'donate'; readonly from: Name; readonly owner: Name; readonly to: Name; readonly amount: bigint }
  | { readonly event: 'harvest'; readonly mint: Name; readonly account: Name }
  | { readonly event: 'setFee'; readonly mint: Name; readonly bps: number; readonly maximum: bigint }
  | { readonly event: 'openAccount'; readonly payer: Name; readonly owner: Name; readonly mint: Name }
  | { readonly event: 'sendLamports'; readonly from: Name; readonly to: Name; readonly amount: bigint };

/** A fee that is set counts from the next epoch but one. */
const FEE_DELAY_EPOCHS = 2;

function writable(name: Name, signer = false): Meta {
  return { name, signer, writable: true };
}

function readonly(name: Name, signer = false): Meta {
  return { name, signer, writable: false };
}

function number(value: bigint | number, size: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes.subarray(0, size);
}

/** The instruction of the system or token programs that does it. */
export function encodeEvent(world: World, event: ExternalEvent): Instruction {
  switch (event.event) {
    case 'donate': {
      const { from, owner, to, amount } = event;
      const mint = world.tokens.get(from)?.mint ?? '';
      const { program = '', decimals = 0 } = world.mints.get(mint) ?? {};
      const accounts = [writable(from), readonly(mint), writable(to), readonly(owner, true)];
      return {
        program,
        accounts,
        data: Buffer.concat([Buffer.from([12]), number(amount, 8), Buffer.from([decimals])]),
      };
    }
    case 'harvest':
      return {
        program: world.mints.get(event.mint)?.program ?? '',
        accounts: [writable(event.mint), writable(event.account)],
        data: Buffer.from([26, 4]),
      };
    case 'setFee':
      return {
        program: world.mints.get(event.mint)?.program ?? '',
        accounts: [writable(event.mint), readonly('mint authority', true)],
        data: Buffer.concat([Buffer.from([26, 5]), number(event.bps, 2), number(event.maximum, 8)]),
      };
    case 'openAccount': {
      const { payer, owner, mint } = event;
      const program = world.mints.get(mint)?.program ?? '';
      const account = writable(`${owner}.${mint}`);
      const rest = [owner, mint, SYSTEM, program].map((name) => readonly(name));
      return { program: ASSOCIATED, accounts: [writable(payer, true), account, ...rest], data: Buffer.from([1]) };
    }
    case 'sendLamports':
      return {
        program: SYSTEM,
        accounts: [writable(event.from, true), writable(event.to)],
        data: Buffer.concat([number(2, 4), number(event.amount, 8)]),
      };
  }
}

/** What it does to the model; all of these succeed. */
export function applyEvent(world: World, event: ExternalEvent): void {
  switch (event.event) {
    case 'donate': {
      const [from, to] = [world.tokens.get(event.from), world.tokens.get(event.to)];
      if (from !== undefined && to !== undefined) moveTokens(world, from, to, event.amount);
      return;
    }
    case 'harvest': {
      const [mint, account] = [world.mints.get(event.mint), world.tokens.get(event.account)];
      if (mint === undefined || account === undefined) return;
      mint.collected += account.fees;
      account.fees = 0n;
      return;
    }
    case 'setFee': {
      const mint = world.mints.get(event.mint);
      if (mint?.fee === undefined) return;
      const newer = { epoch: world.epoch + FEE_DELAY_EPOCHS, bps: event.bps, maximum: event.maximum };
      const older = world.epoch >= mint.fee.newer.epoch ? mint.fee.newer : mint.fee.older;
      mint.fee = { older, newer };
      return;
    }
    case 'openAccount': {
      const { owner, mint, payer } = event;
      const name = `${owner}.${mint}`;
      if (world.tokens.has(name)) return;
      payRent(world, name, world.mints.get(mint)?.accountSize ?? 0, payer);
      world.tokens.set(name, { mint, owner, amount: 0n, fees: 0n });
      return;
    }
    case 'sendLamports':
      addLamports(world, event.from, -event.amount);
      addLamports(world, event.to, event.amount);
  }
}
