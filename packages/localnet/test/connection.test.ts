import type { Localnet } from '../src';
import { TOKEN_PROGRAM_ID } from '@solana/spl-token';
import { type Connection, PublicKey, SYSVAR_CLOCK_PUBKEY, SystemProgram } from '@solana/web3.js';
import { expect } from 'chai';
import { SOL, build, keypair, onChain, result, send, start, transfer } from './fixture/rpc';

describe('localnet: what a web3.js Connection asks', () => {
  let localnet: Localnet;
  let connection: Connection;

  before(async () => {
    ({ localnet, connection } = await start());
    localnet.tick();
  });
  after(() => localnet.stop());

  it('tells its version, genesis hash, identity and nodes', async () => {
    expect(await connection.getVersion())
      .to.have.property('solana-core')
      .that.matches(/^\d+\.\d+\.\d+$/);
    expect(new PublicKey(await connection.getGenesisHash()).toBytes()).to.have.length(32);
    const [node] = await connection.getClusterNodes();
    expect(`http://${node?.rpc}`).to.equal(localnet.rpcUrl);
    expect(await connection.getSlotLeader()).to.equal(node?.pubkey);
    expect(await connection.getSlotLeaders(0, 2)).to.have.length(2);
    expect(await connection.getVoteAccounts()).to.deep.equal({ current: [], delinquent: [] });
  });

  it('tells slots, heights, epochs and block times', async () => {
    const slot = await connection.getSlot();
    expect(await connection.getSlot('processed')).to.equal(slot + 1);
    expect(await connection.getBlockHeight()).to.equal(slot);
    expect((await connection.getEpochInfo()).absoluteSlot).to.equal(slot);
    expect((await connection.getEpochSchedule()).slotsPerEpoch).to.equal(432_000);
    expect(await connection.getBlockTime(slot)).to.be.closeTo(Date.now() / 1_000, 5);
    expect(await connection.getFirstAvailableBlock()).to.equal(0);
    expect(await connection.getMinimumLedgerSlot()).to.equal(0);
    expect(await connection.getBlocks(0, 1)).to.deep.equal([0, 1]);
  });

  it('tells what it does not have in the shape of none', async () => {
    expect((await connection.getInflationGovernor()).initial).to.equal(0);
    expect((await connection.getInflationRate()).total).to.equal(0);
    expect(await connection.getRecentPerformanceSamples()).to.deep.equal([]);
    expect((await connection.getStakeMinimumDelegation()).value).to.equal(SOL);
    expect((await connection.getBlockProduction()).value.range.firstSlot).to.equal(0);
  });

  it('reads accounts, one and many', async () => {
    const program = await connection.getAccountInfo(TOKEN_PROGRAM_ID);
    expect(program?.executable).to.equal(true);
    const [clock, none] = await connection.getMultipleAccountsInfo([SYSVAR_CLOCK_PUBKEY, keypair('none').publicKey]);
    expect(clock?.data).to.have.length(40);
    expect(none).to.equal(null);
    expect(await connection.getBalance(keypair('none').publicKey)).to.equal(0);
    const parsed = await connection.getParsedAccountInfo(SYSVAR_CLOCK_PUBKEY);
    expect(parsed.value?.data).to.have.nested.property('parsed.type', 'clock');
  });

  it('charges the rent of a real cluster', async () => {
    expect(await connection.getMinimumBalanceForRentExemption(0)).to.equal(890_880);
    expect(await connection.getMinimumBalanceForRentExemption(176)).to.equal(2_115_840);
  });

  it('tells supply and the largest accounts', async () => {
    const supply = await connection.getSupply();
    const [largest] = (await connection.getLargestAccounts()).value;
    expect(supply.value.total).to.be.at.least(largest?.lamports ?? Infinity);
  });
});

describe('localnet: history by a web3.js Connection', () => {
  it('gives a transaction in every form', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const to = keypair('to').publicKey;
      const signature = await send(connection, [transfer(payer, to, SOL)], [payer]);
      localnet.tick();
      const raw = await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 });
      expect(raw?.meta).to.include({ err: null, fee: 5_000, computeUnitsConsumed: 150 });
      expect(raw?.meta?.preBalances.slice(0, 2)).to.deep.equal([100 * SOL, 0]);
      expect(raw?.meta?.postBalances.slice(0, 2)).to.deep.equal([99 * SOL - 5_000, SOL]);
      expect(raw?.transaction.message.staticAccountKeys[1]?.toBase58()).to.equal(to.toBase58());
      expect(raw?.version).to.equal('legacy');
      const parsed = await connection.getParsedTransaction(signature);
      expect(parsed?.transaction.message.instructions[0]).to.have.nested.property('parsed.info.lamports', SOL);
      const statuses = await connection.getSignatureStatuses([signature, '1'.repeat(64)]);
      expect(statuses.value[0]).to.include({ confirmationStatus: 'finalized', err: null, slot: raw?.slot });
      expect(statuses.value[1]).to.equal(null);
      const block = await connection.getBlock(raw?.slot ?? 0, { maxSupportedTransactionVersion: 0 });
      expect(block?.transactions[0]?.transaction.signatures).to.deep.equal([signature]);
      const list = await connection.getBlockSignatures(raw?.slot ?? 0);
      expect(list.signatures).to.deep.equal([signature]);
    }));

  it('lists the signatures of an address newest first, in pages', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const to = keypair('pages').publicKey;
      const sent: string[] = [];
      for (let count = 1; count <= 5; count += 1) {
        sent.unshift(await send(connection, [transfer(payer, to, SOL + count)], [payer]));
        if (count % 2 === 0) localnet.tick();
      }
      const list = async (options: { limit?: number; before?: string; until?: string }) =>
        (await connection.getSignaturesForAddress(to, options)).map(({ signature }) => signature);
      expect(await list({})).to.deep.equal(sent);
      expect(await list({ limit: 2 })).to.deep.equal(sent.slice(0, 2));
      expect(await list({ before: sent[1] ?? '' })).to.deep.equal(sent.slice(2));
      expect(await list({ until: sent[3] ?? '' })).to.deep.equal(sent.slice(0, 3));
      expect(await list({ before: sent[0] ?? '', until: sent[3] ?? '' })).to.deep.equal(sent.slice(1, 3));
    }));

  it('tells fees before and after: signatures and priority', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const { ComputeBudgetProgram, TransactionMessage } = await import('@solana/web3.js');
      const instructions = [
        ComputeBudgetProgram.setComputeUnitLimit({ units: 1_000 }),
        ComputeBudgetProgram.setComputeUnitPrice({ microLamports: 5_000_000 }),
        transfer(payer, keypair('fees').publicKey, SOL),
      ];
      const { blockhash: recentBlockhash } = await connection.getLatestBlockhash();
      const message = new TransactionMessage({
        payerKey: payer.publicKey,
        recentBlockhash,
        instructions,
      }).compileToLegacyMessage();
      expect((await connection.getFeeForMessage(message)).value).to.equal(10_000);
      const signature = await send(connection, instructions, [payer]);
      localnet.tick();
      expect((await connection.getTransaction(signature, { maxSupportedTransactionVersion: 0 }))?.meta?.fee).to.equal(
        10_000,
      );
      const fees = await connection.getRecentPrioritizationFees({
        lockedWritableAccounts: [payer.publicKey],
      });
      expect(fees.at(-1)?.prioritizationFee).to.equal(5_000_000);
      const stale = new TransactionMessage({
        payerKey: payer.publicKey,
        recentBlockhash: payer.publicKey.toBase58(),
        instructions,
      });
      expect((await connection.getFeeForMessage(stale.compileToLegacyMessage())).value).to.equal(null);
    }));

  it('finds program accounts by size, bytes and slice', () =>
    onChain(async ({ connection, payer }) => {
      const owner = keypair('owner').publicKey;
      const [one, two] = [keypair('one'), keypair('two')];
      const open = (account: typeof one, space: number) =>
        SystemProgram.createAccount({
          fromPubkey: payer.publicKey,
          newAccountPubkey: account.publicKey,
          lamports: SOL,
          space,
          programId: owner,
        });
      await send(connection, [open(one, 10), open(two, 20)], [payer, one, two]);
      const find = async (config: Parameters<Connection['getProgramAccounts']>[1]) =>
        (await connection.getProgramAccounts(owner, config)).map(({ pubkey, account }) => [
          pubkey.toBase58(),
          account.data.length,
        ]);
      expect(await find({})).to.have.deep.members([
        [one.publicKey.toBase58(), 10],
        [two.publicKey.toBase58(), 20],
      ]);
      expect(await find({ filters: [{ dataSize: 20 }] })).to.deep.equal([[two.publicKey.toBase58(), 20]]);
      expect(await find({ filters: [{ memcmp: { offset: 15, bytes: '11' } }] })).to.deep.equal([
        [two.publicKey.toBase58(), 20],
      ]);
      const base64 = { offset: 15, bytes: 'AAA=', encoding: 'base64' } as const;
      expect(await find({ filters: [{ memcmp: base64 }], dataSlice: { offset: 1, length: 3 } })).to.deep.equal([
        [two.publicKey.toBase58(), 3],
      ]);
      expect(await find({ filters: [{ memcmp: { offset: 0, bytes: '2' } }] })).to.deep.equal([]);
      const withContext = await connection.getProgramAccounts(owner, { withContext: true });
      expect(withContext.context.slot).to.equal(await connection.getSlot('processed'));
    }));

  it('lists what a program owns as every transaction leaves it', () =>
    onChain(async ({ localnet, connection, payer }) => {
      const owner = keypair('owner').publicKey;
      const [made, given, emptied] = [keypair('made'), keypair('given'), keypair('emptied')];
      const asked = [payer, made, given, emptied].map(({ publicKey }) => publicKey);
      /** Of the four accounts: what each of the two owners is said to own, and what reading them says. */
      const expectSame = async (ownedByProgram: number): Promise<void> => {
        const accounts = await connection.getMultipleAccountsInfo(asked);
        for (const program of [SystemProgram.programId, owner]) {
          const listed = (await connection.getProgramAccounts(program))
            .filter(({ pubkey }) => asked.some((key) => key.equals(pubkey)))
            .map(({ pubkey, account }) => [pubkey.toBase58(), account.lamports, account.data.length]);
          const read = accounts.flatMap((account, index) =>
            account?.owner.equals(program) ? [[asked[index]?.toBase58(), account.lamports, account.data.length]] : [],
          );
          expect(listed).to.have.deep.members(read);
          if (program === owner) expect(listed).to.have.length(ownedByProgram);
        }
      };
      await expectSame(0);
      const create = SystemProgram.createAccount({
        fromPubkey: payer.publicKey,
        newAccountPubkey: made.publicKey,
        lamports: SOL,
        space: 10,
        programId: owner,
      });
      await send(connection, [create], [payer, made]);
      await expectSame(1);
      await send(connection, [transfer(payer, given.publicKey, SOL)], [payer]);
      await send(connection, [transfer(payer, emptied.publicKey, SOL)], [payer]);
      await expectSame(1);
      const give = SystemProgram.assign({ accountPubkey: given.publicKey, programId: owner });
      await send(connection, [give], [payer, given]);
      await expectSame(2);
      await send(connection, [transfer(emptied, payer.publicKey, SOL)], [payer, emptied]);
      await expectSame(2);
      // One that fails and pays its fee.
      const failing = await build(connection, [transfer(payer, given.publicKey, 1_000 * SOL)], [payer]);
      await connection.sendTransaction(failing, { skipPreflight: true });
      await expectSame(2);
      await result(localnet.rpcUrl, 'surfnet_setAccount', [made.publicKey.toBase58(), { lamports: 0 }]);
      await expectSame(1);
    }));
});
