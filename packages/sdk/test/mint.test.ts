import {
  ExtensionType,
  MintLayout,
  TOKEN_2022_PROGRAM_ID,
  TOKEN_PROGRAM_ID,
  TransferFeeConfigLayout,
} from '@solana/spl-token';
import { PublicKey } from '@solana/web3.js';
import { expect } from 'chai';
import * as sdk from '../src';
import { MemoryReader } from './fixture/memory-reader';
import { account, key, planBytes } from './fixture/accounts';

const MINT = key('mint');
const NONE = PublicKey.default;
/** Where the extensions of a Token-2022 mint begin: after the length of a token account, and the account's type. */
const TLV_OFFSET = 166;

function mintBytes(
  freezeAuthority: PublicKey | null,
  extensions: readonly { type: number; data: Uint8Array }[] = [],
  minter: PublicKey | null = null,
): Uint8Array {
  const base = Buffer.alloc(MintLayout.span);
  MintLayout.encode(
    {
      ...{
        mintAuthorityOption: minter === null ? 0 : 1,
        mintAuthority: minter ?? NONE,
        supply: 77n,
        decimals: 6,
        isInitialized: true,
      },
      ...{
        freezeAuthorityOption: freezeAuthority === null ? 0 : 1,
        freezeAuthority: freezeAuthority ?? NONE,
      },
    },
    base,
  );
  if (extensions.length === 0) return base;
  const tlv = extensions.map(({ type, data }) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(type, 0);
    head.writeUInt16LE(data.length, 2);
    return Buffer.concat([head, data]);
  });
  const padding = Buffer.alloc(TLV_OFFSET - base.length);
  padding[padding.length - 1] = 1;
  return Buffer.concat([base, padding, ...tlv]);
}

type Fee = { readonly bps: number; readonly most: bigint };

/** The fee in force, and the one that is scheduled. */
function feeConfig(
  authority: PublicKey,
  older: Fee = { bps: 50, most: 9n },
  newer: Fee = { bps: 120, most: 9n },
): Uint8Array {
  const data = Buffer.alloc(TransferFeeConfigLayout.span);
  const fee = (epoch: bigint, { bps, most }: Fee) => ({ epoch, maximumFee: most, transferFeeBasisPoints: bps });
  TransferFeeConfigLayout.encode(
    {
      ...{ transferFeeConfigAuthority: authority, withdrawWithheldAuthority: NONE, withheldAmount: 0n },
      ...{ olderTransferFee: fee(1n, older), newerTransferFee: fee(2n, newer) },
    },
    data,
  );
  return data;
}

function fetch(data: Uint8Array, owner = TOKEN_2022_PROGRAM_ID): Promise<sdk.MintFacts> {
  return sdk.fetchMint(new MemoryReader(new Map([[MINT.toBase58(), account(data, owner)]])), MINT);
}

async function failure(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'none',
    (error: unknown) => (error instanceof sdk.StateError ? error.code : String(error)),
  );
}

describe('SDK: mints', () => {
  it('a plain mint has no risks', async () => {
    const { decimals, supply, risks, refused, transferFeeBps, tokenProgram } = await fetch(
      mintBytes(null),
      TOKEN_PROGRAM_ID,
    );
    expect({ decimals, supply, risks, refused, transferFeeBps }).to.deep.equal({
      ...{ decimals: 6, supply: 77n, risks: [], refused: [], transferFeeBps: 0 },
    });
    expect(tokenProgram.equals(TOKEN_PROGRAM_ID)).to.equal(true);
  });

  it('names each risk as the program does', async () => {
    const one = new Uint8Array(1);
    const { risks } = await fetch(
      mintBytes(
        key('freezer'),
        [
          { type: ExtensionType.PermanentDelegate, data: new Uint8Array(32) },
          { type: ExtensionType.TransferHook, data: new Uint8Array(64) },
          { type: ExtensionType.PausableConfig, data: new Uint8Array(33) },
          { type: ExtensionType.DefaultAccountState, data: one },
          { type: ExtensionType.ConfidentialTransferMint, data: new Uint8Array(65) },
          { type: ExtensionType.MintCloseAuthority, data: new Uint8Array(32) },
          { type: ExtensionType.TransferFeeConfig, data: feeConfig(key('setter'), { bps: 501, most: 9n }) },
        ],
        key('minter'),
      ),
    );
    expect(risks).to.have.members([...sdk.RISKS]);
  });

  it('a fee that nobody can change is no risk; the higher of the rates that are set is told', async () => {
    const { risks, transferFeeBps } = await fetch(
      mintBytes(null, [{ type: ExtensionType.TransferFeeConfig, data: feeConfig(NONE) }]),
    );
    expect({ risks, transferFeeBps }).to.deep.equal({ risks: [], transferFeeBps: 120 });
  });

  it('a fee above 5 % is a risk, in force or scheduled, unless nothing is ever taken by it', async () => {
    const risksOf = async (older: Fee, newer: Fee) => {
      const data = feeConfig(NONE, older, newer);
      return (await fetch(mintBytes(null, [{ type: ExtensionType.TransferFeeConfig, data }]))).risks;
    };
    const low = { bps: 500, most: 9n };
    const high = { bps: 501, most: 1n };
    expect(await risksOf(low, low)).to.deep.equal([]);
    expect(await risksOf(high, low)).to.deep.equal(['highTransferFee']);
    expect(await risksOf(low, high)).to.deep.equal(['highTransferFee']);
    expect(await risksOf(low, { bps: 10_000, most: 0n })).to.deep.equal([]);
  });

  it('extensions that no plan can live with are named, unknown ones by number', async () => {
    const { refused } = await fetch(
      mintBytes(null, [
        { type: ExtensionType.NonTransferable, data: new Uint8Array(0) },
        { type: 99, data: new Uint8Array(3) },
      ]),
    );
    expect(refused).to.deep.equal(['NonTransferable', 'extension 99']);
  });

  it('what is no mint is refused', async () => {
    expect(await failure(sdk.fetchMint(new MemoryReader(new Map()), MINT))).to.equal('Missing');
    expect(await failure(fetch(mintBytes(null), key('somebody')))).to.equal('WrongOwner');
    expect(await failure(fetch(new Uint8Array(165), TOKEN_PROGRAM_ID))).to.equal('WrongKind');
  });
});

describe('SDK: plans by who holds a role', () => {
  const [first, second] = [key('plan one'), key('plan two')];
  const reader = new MemoryReader(
    new Map([first, second].map((address) => [address.toBase58(), account(planBytes())])),
  );

  it('are found once, whichever role it is', async () => {
    for (const role of ['operator', 'payroll']) {
      const plans = await sdk.fetchPlansByHolder(reader, key(role));
      expect(
        plans.map(({ address }) => address.toBase58()),
        role,
      ).to.have.members([first.toBase58(), second.toBase58()]);
    }
  });

  it('are none for a stranger', async () => {
    expect(await sdk.fetchPlansByHolder(reader, key('stranger'))).to.deep.equal([]);
  });
});
